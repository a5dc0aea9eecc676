"""The report: ``report.json`` for programs and ``report.html`` for people, from what was measured on the finished sound."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from originalscore.files import write_whole
from originalscore.model.audio import CueStems, Mix
from originalscore.model.codec import encode
from originalscore.model.cue import TOLERANCES_MS, Cue, CueList
from originalscore.model.delivery import DeliveredFile
from originalscore.model.performance import Performance
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.project import StageTime
from originalscore.model.report import (
    CueLine,
    DialogueLine,
    FilmLine,
    Hearing,
    HitLine,
    LoudnessLine,
    OriginalityLine,
    Report,
    SeriesLine,
    StatementLine,
    StemLine,
    ThemeLine,
)  # fmt: skip
from originalscore.model.score import Score
from originalscore.model.shortfall import Shortfall
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import Landing, TempoMap
from originalscore.model.theme_plan import carried_bars, theme_rows
from originalscore.version import __version__

#: Least that speech must stand above the music, LU (Torcoli et al., JAES 67(12), 2019), and how far below a greater distance asked for (ours).
SPEECH_LEAST_LU, _ASKED_LU = 10.0, 2.0


def build_report(
    *, picture: Picture, cues: CueList, plan: ScorePlan, tempos: tuple[TempoMap, ...], sketches: tuple[Sketch, ...],
    scores: tuple[Score, ...], performances: tuple[Performance, ...], sounds: tuple[CueStems, ...], mix: Mix, hearing: Hearing,
    files: tuple[DeliveredFile, ...], stages: tuple[StageTime, ...],
    originality: tuple[OriginalityLine, ...] = (), searched: tuple[str, ...] = (),
    originality_cues: tuple[OriginalityLine, ...] = (),
) -> Report:  # fmt: skip
    """Gather the report; nothing is measured here, everything was measured where it was made."""
    frame_ms = float(1000 * picture.film.clock.frame_rate.frame_s)
    lines = tuple(
        replace(
            _cue_line(cue, plan, tempo, heard, frame_ms, (sketch.shortfalls, score.shortfalls, played.shortfalls, sound.shortfalls)),
            carried_bars=carried_bars(sketch, tempo, plan),
        )
        for cue, tempo, heard, sketch, score, played, sound in zip(
            cues.cues, tempos, hearing.heard_ms, sketches, scores, performances, sounds, strict=True
        )
    )
    film, clock = picture.film, picture.film.clock
    dialogue = tuple(
        DialogueLine(float(s.start_s), float(s.end_s), s.speech_lufs, s.music_lufs, s.difference_lu, s.ride_db) for s in mix.speech
    )  # fmt: skip
    return Report(
        film=FilmLine(Path(film.file).name, film.sha256, float(film.duration_s), str(clock.frame_rate), clock.label(Fraction(0))),
        seed=cues.seed,
        version=__version__,
        cues=lines,
        dialogue=dialogue,
        loudness=LoudnessLine(
            mix.programme_lufs,
            mix.music_lufs,
            mix.true_peak_dbtp,
            mix.range_lu,
            mix.profile,
            mix.dialogue_lufs,
            mix.master_lufs,
            mix.distance_lu,
            mix.ride_db,
            mix.music.sample_rate,
            mix.lead_samples,
        ),
        stems=tuple(StemLine(s.name, s.audio.file, s.audio.sha256, s.peak_dbfs) for s in mix.stems),
        originality=originality,
        originality_searched=searched,
        originality_cues=originality_cues,
        sync=hearing.sync,
        must_sync=hearing.must_sync,
        stages=stages,
        peak_memory_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        files=files,
        shortfalls=(*cues.shortfalls, *plan.shortfalls, *mix.shortfalls),
        remarks=picture.remarks,
        themes=tuple(ThemeLine(t.name, t.subject, t.source, t.author, str(t.key), str(t.meter), t.form, t.bars) for t in plan.themes),
        unmet=_unmet(lines, dialogue, clock.label, max(SPEECH_LEAST_LU, mix.distance_lu - _ASKED_LU)),
        style=plan.style,
        plan=plan.why,
        statements=tuple(
            StatementLine(row.theme, row.subject, row.cue, float(row.at_s), row.stage, row.guise, row.partner, row.why)
            for row in theme_rows(cues, plan)
        ),
        series=_series(lines, plan),
    )


def _series(lines: tuple[CueLine, ...], plan: ScorePlan) -> SeriesLine | None:
    if not plan.carried:
        return None
    bars, whole = sum(len(line.carried_bars) for line in lines), sum(line.bars for line in lines)
    return SeriesLine(plan.carried, bars, whole, round(bars / max(1, whole), 4))


def _cue_line(
    cue: Cue,
    plan: ScorePlan,
    tempo: TempoMap,
    heard: tuple[float | None, ...],
    frame_ms: float,
    shortfalls: tuple[tuple[Shortfall, ...], ...],
) -> CueLine:
    slow, fast = tempo.bpm_range
    bars = [bar for bar in tempo.bars if bar.start_beat < tempo.end_beat]
    named = tuple(replace(s, cue=cue.number) for part in (tempo.shortfalls, *shortfalls) for s in part)
    return CueLine(
        cue.number, float(cue.start_s), float(cue.end_s), len(bars), (round(slow, 3), round(fast, 3)),
        tuple(dict.fromkeys(str(bar.meter) for bar in bars)), str(plan.cue(cue.id).key), cue.mood,
        tuple(dict.fromkeys(s.theme for s in plan.cue(cue.id).statements)),
        tuple(_hit_line(cue, landing, error_ms, frame_ms) for landing, error_ms in zip(tempo.landings, heard, strict=True)), named,
        plan.cue(cue.id).idiom,
    )  # fmt: skip


def _hit_line(cue: Cue, landing: Landing, heard_ms: float | None, frame_ms: float) -> HitLine:
    """A hit has landed when what is heard (where it must be heard) and what is written lie inside its tolerance."""
    early, late = TOLERANCES_MS[landing.kind]
    inside = heard_ms is None or early <= heard_ms <= late
    landed = landing.landed and (not landing.must or (heard_ms is not None and inside and abs(heard_ms) <= frame_ms))
    return HitLine(
        float(cue.start_s + landing.at_s), landing.what, landing.kind, landing.must, landing.place, landing.bar,
        float(landing.beat_in_bar) + 1, landing.planned_error_ms, heard_ms, landed,
    )  # fmt: skip


def _unmet(
    lines: tuple[CueLine, ...], dialogue: tuple[DialogueLine, ...], label: Callable[[Fraction], str], least_lu: float
) -> tuple[str, ...]:
    unmet = []
    for line in lines:
        for hit in line.hits:
            if hit.must and not hit.landed:
                heard = "no accent heard" if hit.rendered_error_ms is None else f"heard {hit.rendered_error_ms:+.0f} ms off"
                unmet.append(f"{line.number} at {_label(label, hit.at_s)}: must-hit “{hit.what}” not landed ({heard})")
    for span in dialogue:
        if span.difference_lu is not None and span.difference_lu < least_lu:
            unmet.append(f"speech at {_label(label, span.start_s)} stands only {span.difference_lu:.1f} LU above the music")
    return tuple(unmet)


def _label(label: Callable[[Fraction], str], at_s: float) -> str:
    return label(Fraction(at_s).limit_denominator(10**6))


def save_report(root: Path, report: Report, picture: Picture) -> None:
    """Write ``report.json`` and ``report.html``."""
    write_whole(root / "report.json", json.dumps(encode(report), ensure_ascii=False, indent=1) + "\n")
    pages = Environment(loader=PackageLoader("originalscore.delivery", "pages"), autoescape=True, undefined=StrictUndefined)
    clock = picture.film.clock
    page = pages.get_template("report.html").render(
        report=report, timecode=lambda at_s: clock.label(Fraction(at_s).limit_denominator(10**6))
    )
    write_whole(root / "report.html", page)
