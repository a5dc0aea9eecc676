"""The judging room: ``points room`` opens it, and with ``--results`` tells what came of it."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from originalscore.cli.choices import ROOMS

if TYPE_CHECKING:
    from originalscore.judging import RoomServer
    from originalscore.points import Ledger
    from originalscore.points.panels import Preset

_PORT = 8765


@click.command(name="room")
@click.argument("places", nargs=-1, metavar="[DIR|FILE]…", type=click.Path(path_type=Path))
@click.option("--ledger", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Where raw points are kept.")
@click.option("--preset", default=ROOMS[0], show_default=True, type=click.Choice(ROOMS), help="What is asked, and how results come of it.")
@click.option("--criteria", default="", help="rubric: names with weights, such as theme=3,fit,craft.")
@click.option("--minimum", default="", help="rubric: the least points; default: 0.")
@click.option("--maximum", default="", help="rubric: the most points; default: 10.")
@click.option("--step", default="", help="rubric: from one number of points to the next; default: 1.")
@click.option(
    "--reference",
    "references",
    multiple=True,
    type=click.Path(path_type=Path),
    help="mushra: the lossless original, one for each folder that is judged.",
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0), help="Another seed, other orders and letters.")
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(0, 65535), help="Of this machine; 0 for any that is free.")
@click.option("--results", is_flag=True, help="Open nothing: tell what the ledger holds, with its chain and with and without conflicts.")
@click.option("--missing", default="refuse", show_default=True, type=click.Choice(("refuse", "ignore", "zero")), help="rubric: a criterion without points in the results.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the room's clips, or the results, as JSON.")
def room_command(
    places: tuple[Path, ...], ledger: Path, preset: str, criteria: str, minimum: str, maximum: str, step: str, references: tuple[Path, ...],
    seed: int, port: int, results: bool, missing: str, as_json: bool,
) -> None:  # fmt: skip
    """Let a blind panel judge versions of music.

    They hear and judge in a browser of this machine. DIR is a score's folder (every cue with its takes) or a folder of sound files; FILE is any sound. Clips are matched in loudness and play under letters, in
    another order for every judge; points go into the ledger as they are given. Ctrl-C closes the room.
    """
    from originalscore.points import Ledger
    from originalscore.points.panels import choose_preset

    chosen = choose_preset(preset, criteria, minimum=minimum, maximum=maximum, step=step, missing=missing)
    book = Ledger(ledger)
    if results:
        if places:
            raise click.UsageError("results come from the ledger alone: leave the folders out")
        _tell_results(book, chosen, as_json)
        return
    if not places:
        raise click.UsageError("name what is to be judged: a score's folder, a folder of sound, or files")
    _check_ledger(book)
    with tempfile.TemporaryDirectory(prefix="originalscore-room-") as folder:
        server = _prepare(places, references, chosen, book, Path(folder), (seed, port), as_json)
        _serve(server, ledger)


def _prepare(
    places: tuple[Path, ...], references: tuple[Path, ...], preset: Preset, book: Ledger, folder: Path, drawn: tuple[int, int], as_json: bool
) -> RoomServer:  # fmt: skip
    """Match the clips and bind the port (``drawn``: seed and port); tell by how much each clip was turned."""
    from originalscore.errors import BriefError
    from originalscore.judging import CEILING_DBTP, Room, RoomServer, comparable, find_trials, match_loudness, with_references

    trials = find_trials(places)
    if preset.compares:
        found, trials = trials, comparable(trials)
        for trial in found:
            if trial not in trials:
                click.echo(f"{trial.name}: one version alone, left out", err=True)
    if preset.has_reference:
        trials = with_references(trials, references)
    elif references:
        raise BriefError("a reference is heard in a listening test only", "choose --preset mushra, or leave --reference out")
    clips = match_loudness(trials, folder)
    server = RoomServer(Room(clips, preset, book, seed=drawn[0]), drawn[1])
    if as_json:
        told = [{"item": clip.item, "gain_db": clip.gain_db, "lufs": clip.lufs, "peak_dbtp": clip.peak_dbtp} for clip in clips]
        click.echo(json.dumps({"address": server.address, "clips": told}, ensure_ascii=False))
    else:
        for clip in clips:
            click.echo(f"{clip.item}: turned by {clip.gain_db:+.2f} dB to {clip.lufs:.1f} LUFS, true peak {clip.peak_dbtp:.1f} dBTP")
        click.echo(f"{len(clips)} clips at one loudness, no true peak above {CEILING_DBTP:g} dBTP; {preset.name}: {preset.scale}")
        click.echo(f"The room is open at {server.address} for judges at this machine; Ctrl-C closes it")
    sys.stdout.flush()
    return server


def _serve(server: RoomServer, ledger: Path) -> None:
    try:
        server.serve_forever()
    finally:
        server.server_close()
        server.room.close()
        click.echo(f"The room is closed; see originalscore points room --results --ledger {ledger}", err=True)


def _check_ledger(book: Ledger) -> None:
    """Refuse a ledger that cannot be written on, before anybody takes a chair."""
    from originalscore.errors import BriefError, FormatError

    if not book.path.absolute().parent.is_dir():
        raise BriefError(f"there is no folder for the ledger {book.path}", "make it first")
    if book.path.exists() and (fault := book.verify().fault):
        raise FormatError(f"{book.path.name}: {fault}", "go back to an untouched copy")


def _tell_results(book: Ledger, preset: Preset, as_json: bool) -> None:
    from originalscore.points.results import panel_results

    found = panel_results(book.standing(), preset)
    click.echo(json.dumps(found.plain(), ensure_ascii=False) if as_json else "\n".join(found.told()))
