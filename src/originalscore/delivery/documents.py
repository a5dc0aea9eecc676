"""The papers of the delivery: cue sheet, spotting notes, hit ledger, markers, theme book and the timeline picture."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore.delivery.credits import write_credits
from originalscore.delivery.cue_sheet import write_cue_sheet
from originalscore.delivery.listing import listed
from originalscore.delivery.scores import write_theme
from originalscore.delivery.spotting_notes import write_spotting_notes
from originalscore.delivery.theme_plan import write_theme_plan
from originalscore.delivery.timeline import write_timeline
from originalscore.formats.click_csv import ClickRow, frame_click, write_click_csv
from originalscore.formats.edl import write_edl
from originalscore.formats.fcpxml import write_fcpxml
from originalscore.formats.hits_csv import HitRow, write_hits_csv
from originalscore.formats.markers_csv import write_markers_csv
from originalscore.formats.otio import write_otio
from originalscore.model.audio import Mix
from originalscore.model.click import click_times
from originalscore.model.cue import CueList
from originalscore.model.delivery import Delivery
from originalscore.model.film_reading import FilmReading
from originalscore.model.ledger import Ledger
from originalscore.model.mark import marks_of_cues
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap


def deliver_documents(
    root: Path, *, picture: Picture, cues: CueList, plan: ScorePlan, tempos: tuple[TempoMap, ...], sketches: tuple[Sketch, ...],
    mix: Mix, heard_ms: tuple[tuple[float | None, ...], ...], film: Path | None, story: FilmReading, ledger: Ledger,
) -> Delivery:  # fmt: skip
    """Write everything in ``documents/`` and ``themes/``, and ``timeline.png``.

    ``heard_ms`` holds the measured error of every landing of every cue, milliseconds, None where nothing was heard.
    """
    papers = root / "documents"
    written = [*write_cue_sheet(papers, ledger), write_credits(papers / "music-credits.txt", ledger)]
    write_spotting_notes(papers / "spotting-notes.pdf", picture=picture, cues=cues, plan=plan, tempos=tempos, story=story)
    write_hits_csv(papers / "hits.csv", _hit_rows(picture, cues, tempos, heard_ms))
    write_click_csv(papers / "click.csv", _click_rows(picture, cues, tempos))
    write_theme_plan(papers / "theme-plan.md", picture=picture, cues=cues, plan=plan)
    written += [
        papers / "spotting-notes.pdf",
        papers / "theme-plan.md",
        papers / "hits.csv",
        papers / "click.csv",
        *_write_markers(papers, picture, cues),
    ]
    for theme in plan.themes:
        written += write_theme(root, theme)
    timeline = root / "timeline.png"
    write_timeline(timeline, picture=picture, cues=cues, tempos=tempos, sketches=sketches, music=mix.music_curve, film=film)
    return Delivery(tuple(listed(root, path, "document") for path in (*written, timeline)))


def _write_markers(papers: Path, picture: Picture, cues: CueList) -> list[Path]:
    clock = picture.film.clock
    marks = marks_of_cues(cues.cues, clock)
    film = Path(picture.film.file).name
    frames = max(1, round(picture.film.duration_s * clock.frame_rate.rate))
    title = f"{Path(film).stem or 'project'} music"
    paths = [papers / f"markers.{ending}" for ending in ("otio", "edl", "fcpxml")]
    for path, write in zip(paths, (write_otio, write_edl, write_fcpxml), strict=True):
        write(path, marks, clock, title=title, film=film, frames=frames)
    table = papers / "markers.csv"
    write_markers_csv(table, marks)
    return [*paths, table]


def _hit_rows(
    picture: Picture, cues: CueList, tempos: tuple[TempoMap, ...], heard_ms: tuple[tuple[float | None, ...], ...]
) -> list[HitRow]:
    clock = picture.film.clock
    rows = []
    for cue, tempo, heard in zip(cues.cues, tempos, heard_ms, strict=True):
        asked = {hit.at_s - cue.start_s: hit.landing for hit in cue.hits}
        for landing, error_ms in zip(tempo.landings, heard, strict=True):
            at_s = cue.start_s + landing.at_s
            frame = int(at_s * clock.frame_rate.rate + Fraction(1, 1000))
            rows.append(
                HitRow(
                    cue.number, clock.label(at_s), frame, at_s, landing.what, landing.kind, landing.must, asked.get(landing.at_s, ""),
                    landing.bar, landing.beat_in_bar + 1, landing.place, landing.planned_error_ms, error_ms, landing.landed,
                )
            )  # fmt: skip
    return rows


def _click_rows(picture: Picture, cues: CueList, tempos: tuple[TempoMap, ...]) -> list[ClickRow]:
    clock = picture.film.clock
    rows = []
    for cue, tempo in zip(cues.cues, tempos, strict=True):
        clicks, meters = click_times(tempo), {bar.number: str(bar.meter) for bar in tempo.bars}
        ends = [*(at_s for at_s, *_ in clicks[1:]), tempo.seconds(tempo.end_beat)]
        section, last = 0, ""
        for (at_s, bar, beat, _), end_s in zip(clicks, ends, strict=True):
            value = frame_click(end_s - at_s, clock.frame_rate.frame_s)
            section, last = section + (value != last), value
            film_s = cue.start_s + at_s
            frame = int(film_s * clock.frame_rate.rate + Fraction(1, 1000))
            rows.append(
                ClickRow(cue.number, section, bar, beat, meters[bar], clock.label(film_s), frame, film_s, float(60 / (end_s - at_s)), value)
            )
    return rows
