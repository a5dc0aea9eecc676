"""Making the soundtrack album: ``album DIR``."""

from __future__ import annotations

import dataclasses
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Column, Table

from originalscore.cli.printing import say, table_console
from originalscore.model.album import BOUNDS, ORDERS

if TYPE_CHECKING:
    from originalscore.model.album import Album


@click.command("make")
@click.option("--order", type=click.Choice(ORDERS), help="Film order, listening order, or exactly the tracks of album.toml.")
@click.option(
    "--loudness",
    "loudness_lufs",
    type=click.FloatRange(*BOUNDS["loudness_lufs"]),
    help="Of the joined album, LUFS; default -14. Peaks are never pressed down.",
)
@click.option("--gap", "gap_s", type=click.FloatRange(*BOUNDS["gap_s"]), help="Seconds of silence between tracks; default 2.")
@click.option(
    "--short",
    "short_s",
    type=click.FloatRange(*BOUNDS["short_s"]),
    help="Cues shorter than so many seconds are joined into suites; 0: none.",
)
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and no progress.")
@click.pass_obj
def album_make(
    folder: Path, quiet: bool, as_json: bool, order: str | None, loudness_lufs: float | None, gap_s: float | None, short_s: float | None
) -> None:
    """Make the soundtrack album, in DIR/album.

    What you wish of single tracks stands in DIR/album.toml, which the first run writes for you; what may be on the album, in DIR/rights.toml. Exit code 3: a
    track whose album rights are missing was refused, the rest was made.
    """
    from originalscore.album import WISHES, make_album
    from originalscore.folder import ProjectFolder
    from originalscore.formats.album_toml import read_album_wishes
    from originalscore.progress import show_progress

    wishes = read_album_wishes(folder / WISHES)
    wishes = dataclasses.replace(
        wishes, order=order or wishes.order, loudness_lufs=wishes.loudness_lufs if loudness_lufs is None else loudness_lufs,
        gap_s=wishes.gap_s if gap_s is None else Fraction(str(gap_s)), short_s=wishes.short_s if short_s is None else Fraction(str(short_s)),
    )  # fmt: skip
    with show_progress(quiet or as_json) as listener:
        made = make_album(ProjectFolder(folder, listener.stage), wishes, listener=listener.stage, progress=listener.share)
    print_album(folder, made, as_json)
    sys.exit(3 if made.refused else 0)


def print_album(folder: Path, album: Album, as_json: bool) -> None:
    """The track list with its levels, what is not on the album and why, and where it lies."""
    from originalscore.album import FOLDER
    from originalscore.model.codec import encode

    if as_json:
        click.echo(json.dumps(encode(album), ensure_ascii=False))
        return
    right = [Column(name, justify="right") for name in ("length", "LUFS", "dBTP")]
    table = Table("#", "title", "from", *right, title=album.title, title_justify="left")
    for track in album.tracks:
        seconds = round((track.music_end_sample - track.first_sample) / album.sample_rate)
        lufs = "-" if track.lufs is None else f"{track.lufs:.1f}"
        length = f"{seconds // 60}:{seconds % 60:02}"
        table.add_row(str(track.number), track.title, " ".join(track.of), length, lufs, f"{track.true_peak_dbtp:.1f}")
    console = table_console()
    console.print(table)
    for line in (*_figures(album), album.minimum, *(f"note: {remark}" for remark in album.remarks)):
        say(console, line)
    for one in album.left_out:
        say(console, f"{'REFUSED' if one.refused else 'left out'}: {one.id} “{one.title}”: {one.reason}")
    say(console, f"The album lies in {folder / FOLDER}; edit {folder / 'album.toml'} and run this again")


def _figures(album: Album) -> list[str]:
    if album.lufs is None or album.loudest_lufs is None:
        return [f"one gain for all, {album.gain_db:+.2f} dB; {album.held_back}"]
    level = f"joined {album.lufs:.1f} LUFS, loudest track {album.loudest_lufs:.1f} LUFS, true peak {album.true_peak_dbtp:.1f} dBTP"
    return [f"{level}; one gain for all, {album.gain_db:+.2f} dB", *([album.held_back] if album.held_back else [])]
