"""The picture changed: ``recut``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.table import Column, Table

from originalscore.cli.printing import print_report, say, table_console


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("film", metavar="NEWFILM", type=click.Path(path_type=Path))
@click.option(
    "--subtitles", type=click.Path(path_type=Path), help="Spoken lines of the new cut; default: the old ones, moved with their picture."
)
@click.option("--sound", help="keep, mute, or dialogue and effects of the new cut, where the old cut had such a file.")
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the change list and the report as JSON, and no progress.")
def recut(folder: Path, film: Path, subtitles: Path | None, sound: str | None, quiet: bool, as_json: bool) -> None:
    """Carry a score over to a new cut of its film.

    DIR is a folder that a film was scored into, NEWFILM the same film cut anew. What moved, lengthened, shortened, vanished or is new is found by
    its picture. Cues that were not cut into keep every note and only move; the others are fitted again. The old cue list is kept as
    cues.before-recut.toml, the change list as documents/recut-changes.csv.
    """
    from originalscore.conforming import CHANGES_FILE, recut_film
    from originalscore.folder import ProjectFolder
    from originalscore.model.codec import encode
    from originalscore.progress import show_progress
    from originalscore.recut.listing import COLUMNS

    with show_progress(quiet or as_json) as listener:
        done = recut_film(ProjectFolder(folder, listener.stage), film, listener, subtitles=subtitles, sound=sound)
    if as_json:
        changes = [dict(zip(COLUMNS, row, strict=True)) for row in done.rows]
        click.echo(json.dumps({"changes": changes, "report": encode(done.report)}, ensure_ascii=False))
    else:
        console = table_console()
        table = Table(*(Column(name.replace("_", " "), no_wrap=name != "remark") for name in COLUMNS))
        for row in done.rows:
            table.add_row(*row, style="" if row[2] in ("kept", "moved") else "bold")
        if done.rows:
            console.print(table)
            say(console, f"The change list is {folder / CHANGES_FILE}")
        else:
            say(console, f"{folder} is at this cut already: nothing is carried over")
        print_report(folder, done.report, False)
    sys.exit(3 if done.report.unmet else 0)
