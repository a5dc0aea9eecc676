"""Measuring finished films: ``sync``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Column, Table

from originalscore.cli.printing import say, table_console

if TYPE_CHECKING:
    from originalscore.measures.sync import SyncReport, SyncRow
    from originalscore.sync import Measured


@click.command(name="sync")
@click.argument("film", metavar="VIDEO|DIR", type=click.Path(path_type=Path))
@click.option(
    "--hits", type=click.Path(path_type=Path), help="The moments asked: CSV, cues.toml, EDL, OTIO or FCPXML; default: the folder's own."
)
@click.option("--music", type=click.Path(path_type=Path), help="Hear this file instead of the film's sound, e.g. the music stem.")
@click.option("--frame-rate", metavar="RATE", help="Of the film, where its file does not tell: 24, 23.976, 29.97 DF.")
@click.option("--start", metavar="TIMECODE", default="", help="Label of the film's first frame, where its file does not tell.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw waveform, moments and errors into this PNG.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the ten shifts that measure chance.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def sync_command(
    film: Path, hits: Path | None, music: Path | None, frame_rate: str | None, start: str, picture: Path | None, seed: int, as_json: bool
) -> None:
    """Measure how a finished film's music meets its moments.

    VIDEO is any film or sound file, ours or anybody's; DIR a folder that a film was scored into, whose music is heard alone. Errors are signed, late is
    positive. Exit code 3 where a must-hit is not met.
    """
    from originalscore import sync
    from originalscore.times import FrameRate

    rate = FrameRate.parse(frame_rate) if frame_rate else None
    measured = sync.measure_film(film, hits, music=music, frame_rate=rate, start=start, seed=seed)
    if picture is not None:
        sync.draw_sync(picture, measured)
    if as_json:
        click.echo(json.dumps(_figures(measured), ensure_ascii=False))
    else:
        _print(measured, picture)
    sys.exit(0 if measured.musts is None or measured.musts.must_landed == 1 else 3)


def _figures(measured: Measured) -> dict[str, Any]:
    """What was measured, as plain values."""
    return {
        "film": measured.name,
        "hits": measured.hits,
        "length_s": float(measured.length_s),
        "frame_rate": str(measured.clock.frame_rate),
        "rows": [_row(row, measured) for row in measured.report.rows],
        "all": _summary(measured.report),
        "musts": _summary(measured.musts) if measured.musts else None,
        "accents": measured.accents,
        "unasked_strong": measured.unasked_strong,
        "unasked": [vars(accent) for accent in measured.unasked],
        "avoided": [vars(accent) for accent in measured.avoided],
        "remarks": list(measured.remarks),
    }


def _row(row: SyncRow, measured: Measured) -> dict[str, Any]:
    error_ms, frames = (None if value is None else round(value, 2) for value in (row.error_ms, row.error_frames))
    label = measured.clock.label(row.at_s)
    return {
        "at_s": float(row.at_s), "timecode": label, "what": row.what, "class": row.kind, "must": row.must, "error_ms": error_ms,
        "error_frames": frames, "landed": row.landed,
    }  # fmt: skip


def _summary(found: SyncReport) -> dict[str, Any]:
    shares = ("landed", "chance", "beyond_chance", "within_frame", "frame_chance", "frame_beyond_chance")
    median_ms = None if found.median_ms is None else round(found.median_ms, 2)
    return {"moments": len(found.rows), **{name: round(getattr(found, name), 4) for name in shares}, "median_ms": median_ms}


def _print(measured: Measured, picture: Path | None) -> None:
    console, right = table_console(), [Column(name, justify="right") for name in ("ms", "frames")]
    table = Table(Column("at", no_wrap=True), "what", "class", *right, "")
    for row in measured.report.rows:
        figures = ("–", "–") if row.error_ms is None or row.error_frames is None else (f"{row.error_ms:+.1f}", f"{row.error_frames:+.2f}")
        fate = "landed" if row.landed else "nothing heard" if row.error_ms is None else "missed"
        kind = f"{row.kind}, must" if row.must else row.kind
        table.add_row(measured.clock.label(row.at_s), row.what, kind, *figures, fate, style="" if row.landed else "bold")
    console.print(table)
    for name, found in (("all", measured.report), ("must-hits", measured.musts)):
        if found is not None:
            say(console, _summed_up(name, found))
    say(
        console,
        f"{measured.unasked_strong} of {measured.accents} accents are as strong as the asked ones and fall where none was asked; the strongest:",
    )
    for accent in measured.unasked:
        say(console, f"  {accent.timecode}  {accent.at_s:9.3f} s  {accent.strength:.2f} of an asked one")
    for accent in measured.avoided:
        say(console, f"accented though it was to be avoided: {accent.timecode}")
    for remark in measured.remarks:
        say(console, f"note: {remark}")
    if picture is not None:
        say(console, f"Drawn: {picture}")


def _summed_up(name: str, found: SyncReport) -> str:
    median = "nothing heard" if found.median_ms is None else f"median error {found.median_ms:.1f} ms"
    return (
        f"{name}: {len(found.rows)} moments, {median}; within one frame {found.within_frame:.0%} "
        f"(chance {found.frame_chance:.0%}, corrected {found.frame_beyond_chance:+.0%}); within tolerance {found.landed:.0%} "
        f"(chance {found.chance:.0%}, corrected {found.beyond_chance:+.0%})"
    )
