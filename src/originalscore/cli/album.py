"""The album: ``album`` makes it, ``album DIR add`` takes a licensed song into film and album."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from originalscore.cli.choices import LengthType
from originalscore.cli.printing import print_changes, print_report

_USAGES = ("BI", "BV", "VI", "VV", "VS", "FI", "FV", "OT", "CT", "EE", "PD")
_ORIGINS = ("composed earlier", "pre-existing", "public domain adapted", "composed here")


class _ByFolder(click.Group):
    """A command with a folder whose word for the ordinary job may be left out: ``album DIR`` is ``album DIR make``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the word in where it is missing."""
        if args and not args[0].startswith("-") and (len(args) == 1 or args[1] not in self.commands):
            args = [args[0], "make", *args[1:]]
        return super().parse_args(ctx, args)


@click.group(name="album", cls=_ByFolder)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.pass_context
def album_group(ctx: click.Context, folder: Path) -> None:
    """Make the soundtrack album of a scored film, or add songs that are not ours."""
    ctx.obj = folder


@album_group.command(name="add")
@click.argument("recording", metavar="SONG", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--title", required=True, help="As its recording names it.")
@click.option(
    "--at", metavar="TIMECODE", default="", help="Where it begins in the film; default: where rights.toml says the end credits begin."
)
@click.option("--until", metavar="TIMECODE", default="", help="Where it ends; default: with its recording, or with the film.")
@click.option("--from", "from_s", metavar="LENGTH", type=LengthType(), default="0s", help="Where in the recording it begins.")
@click.option(
    "--level",
    "level_db",
    metavar="DB",
    type=click.FloatRange(-60, 24),
    help="Louder or softer than the recording; default: fitted to the film.",
)
@click.option("--fade-in", metavar="LENGTH", type=LengthType(), default="0s", help="Length of the fade at its beginning.")
@click.option("--fade-out", metavar="LENGTH", type=LengthType(), default="0s", help="Length of the fade at its end.")
@click.option("--performer", default="", help="Who plays and sings.")
@click.option("--writer", "writers", multiple=True, metavar="TEXT", help="“Name, CA, 50, SOCIETY, IPI”; several times for several.")
@click.option("--publisher", "publishers", multiple=True, metavar="TEXT", help="“Name, E, 100, SOCIETY, IPI”; several times for several.")
@click.option(
    "--licence",
    "licences",
    multiple=True,
    metavar="TEXT",
    help="“film=granted: licensor”; sync, master, film, album, all = asked, granted, refused.",
)
@click.option(
    "--document", "documents", multiple=True, type=click.Path(path_type=Path), help="The document of a licence, in the order of --licence."
)
@click.option("--usage", type=click.Choice(_USAGES), default="BV", show_default=True, help="Usage code of the cue sheet.")
@click.option("--origin", type=click.Choice(_ORIGINS), default="pre-existing", show_default=True, help="Where it comes from.")
@click.option("--instrumental", is_flag=True, help="Nobody sings.")
@click.option("--wordless", is_flag=True, help="Voices sing without words.")
@click.option("--on-screen", is_flag=True, help="The people in the film hear it: a radio, a band.")
@click.option("--over-score", is_flag=True, help="Let score and song be heard together; default: the score makes room.")
@click.option("--isrc", default="", help="Of the recording, as registered.")
@click.option("--iswc", default="", help="Of the work, as registered.")
@click.option("--later", is_flag=True, help="Enter it only; score the folder yourself afterwards.")
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and no progress.")
@click.pass_obj
def add(
    folder: Path, recording: Path, title: str, at: str, until: str, from_s: Fraction, level_db: float | None, fade_in: Fraction, fade_out: Fraction,
    performer: str, writers: tuple[str, ...], publishers: tuple[str, ...], licences: tuple[str, ...], documents: tuple[Path, ...], usage: str,
    origin: str, instrumental: bool, wordless: bool, on_screen: bool, over_score: bool, isrc: str, iswc: str, later: bool, quiet: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take a song into the film: laid in at its place, mixed there, on the cue sheet and, where its rights allow it, on the album.

    \b
    originalscore album film-score add song.wav --title "Harbour Lights" --at 01:01:20:00 --licence "film=granted: Label"

    The score makes room: a cue ends where the song begins. Everything stands in rights.toml, where it can be changed.
    """
    from originalscore.licensing import SongWishes

    wishes = SongWishes(
        recording, title, at, until, from_s, level_db, fade_in, fade_out, performer, usage, origin, not (instrumental or wordless), wordless,
        on_screen, over_score, writers, publishers, licences, documents, isrc, iswc,
    )  # fmt: skip
    _add(folder, wishes, later=later, quiet=quiet, as_json=as_json)


def _add(root: Path, wishes: Any, *, later: bool, quiet: bool, as_json: bool) -> None:
    from originalscore import pipeline
    from originalscore.folder import ProjectFolder
    from originalscore.licensing import take_song
    from originalscore.model.codec import encode
    from originalscore.progress import show_progress
    from originalscore.wishes import Wishes

    with show_progress(quiet or as_json) as listener:
        added = take_song(ProjectFolder(root, listener.stage), wishes, listener)
    if not as_json:
        song = added.song
        click.echo(
            f"{song.id} “{song.title}”: {float(song.start_s):.2f} s to {float(song.end_s):.2f} s, {song.level_db:+.1f} dB; see rights.toml"
        )
        print_changes(added.changes, added.remarks)
    report: Any = None
    if not later:
        with show_progress(quiet or as_json) as listener:
            report = pipeline.score_film(ProjectFolder(root, listener.stage), Wishes(), listener)
    if as_json:
        told = {"song": encode(added.song), "changes": [vars(change) for change in added.changes], "remarks": list(added.remarks)}
        click.echo(json.dumps({**told, "unmet": list(report.unmet) if report else []}, ensure_ascii=False))
    elif report:
        print_report(root, report, False)
    if report and report.unmet:
        sys.exit(3)
