"""``explain``: what a film's music is, and which command answers which question."""

from __future__ import annotations

import json
from pathlib import Path

import click

#: Where the picture goes in a score's folder.
_PICTURE = Path("documents") / "music-by-kind.png"


@click.command(name="explain")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=f"The picture; default: DIR/{_PICTURE}.")
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON.")
def explain_command(folder: Path, out: Path | None, as_json: bool) -> None:
    """Tell score, soundtrack, award and points apart.

    They are told by the film in DIR, a folder that it was scored into. A picture shows its music coloured by kind.
    """
    from originalscore import explanation
    from originalscore.model.codec import encode

    told, ledger = explanation.explain_film(folder)
    picture = out or folder / _PICTURE
    explanation.draw_kinds(picture, ledger)
    if as_json:
        click.echo(json.dumps({**encode(told), "picture": str(picture)}, ensure_ascii=False))
        return
    click.echo(f"{told.title}: {told.heard}")
    for kind in told.kinds:
        click.echo(f"  {kind.told}")
    for line in (*told.is_score, *told.is_not):
        click.echo(f"- {line}")
    for answer in told.answers:
        click.echo(f"\n{answer.question}\n  {answer.command}")
        for line in answer.lines:
            click.echo(f"  {line}")
    click.echo(f"\nIts music by kind: {picture}")
