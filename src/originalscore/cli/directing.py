"""Taking direction: ``note`` and ``reroll``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from originalscore.cli.choices import LOCKS
from originalscore.cli.printing import print_direction, print_question, print_report

if TYPE_CHECKING:
    from originalscore.directing import Direction
    from originalscore.folder import ProjectFolder
    from originalscore.pipeline import Listener

_OPTIONS = (
    click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing."),
    click.option("--quiet", is_flag=True, help="No progress."),
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and no progress."),
)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("words", metavar="NOTE")
@_options
def note(folder: Path, words: str, dry_run: bool, quiet: bool, as_json: bool) -> None:
    """Give a director's note on a score, in plain words.

    \b
    originalscore note film-score "1m2: less sad, enter after she turns, no strings"

    It says how the note was read and which fields of cues.toml change, then makes another take of the cues it touches. Where it is not sure it asks: on a terminal you can
    answer; elsewhere it ends with the question and exit code 2, and nothing is changed.
    """
    from originalscore.directing import take_note

    answered = words

    def make(project: ProjectFolder, listener: Listener) -> Direction:
        return take_note(project, answered, listener, dry_run=dry_run)

    while True:
        direction = _directed(folder, make, quiet=quiet, as_json=as_json, dry_run=dry_run)
        if not direction.questions:
            return
        if as_json or not sys.stdin.isatty():
            print_question(direction, as_json)
            sys.exit(2)
        answered = _answer(answered, direction)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("cue")
@click.option("--keep", metavar="LIST", help=f"What stays as it is: {', '.join(LOCKS)}; several with commas.")
@click.option("--bars", metavar="9-16", help="Only these bars; every note outside them stays.")
@click.option("--part", metavar="NAME", help="Only this part, such as cello or brass; the others stay.")
@click.option("--take", "number", type=click.IntRange(min=1), help="Choose an earlier take again.")
@_options
def reroll(
    folder: Path,
    cue: str,
    keep: str | None,
    bars: str | None,
    part: str | None,
    number: int | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make another take of a cue, or choose one again.

    \b
    originalscore reroll film-score 1m2 --keep theme,harmony
    originalscore reroll film-score 1m2 --take 1

    Earlier takes are kept in takes/. What the cue's own locks in cues.toml name is kept besides.
    """
    from originalscore.directing import ask_again, choose_take

    if number is not None and (keep or bars or part):
        raise click.UsageError("an earlier take is chosen as it is: leave out --keep, --bars and --part")
    kept, span = _names(keep), _bars(bars)

    def make(project: ProjectFolder, listener: Listener) -> Direction:
        if number is not None:
            return choose_take(project, cue, number, listener, dry_run=dry_run)
        return ask_again(project, cue, listener, keep=kept, bars=span, part=part or "", dry_run=dry_run)

    _directed(folder, make, quiet=quiet, as_json=as_json, dry_run=dry_run)


def _directed(root: Path, make: Callable[[ProjectFolder, Listener], Direction], *, quiet: bool, as_json: bool, dry_run: bool) -> Direction:
    """Carry a direction out and print it; the score is made again unless there is a question, nothing to do, or only a trial."""
    from originalscore import pipeline
    from originalscore.folder import ProjectFolder
    from originalscore.progress import show_progress
    from originalscore.wishes import Wishes

    with show_progress(quiet or as_json) as listener:
        project = ProjectFolder(root, listener.stage)
        direction = make(project, listener)
    if direction.questions:
        return direction
    if not as_json:
        print_direction(direction)
    if not direction.changes:
        if as_json:
            click.echo(json.dumps(_plain(direction), ensure_ascii=False))
        raise click.ClickException("; ".join(("there is nothing to change", *direction.remarks)))
    report: Any = None
    if not dry_run:
        with show_progress(quiet or as_json) as listener:
            report = pipeline.score_film(ProjectFolder(root, listener.stage), Wishes(), listener)
    if as_json:
        click.echo(json.dumps({**_plain(direction), "unmet": list(report.unmet) if report else []}, ensure_ascii=False))
    elif report:
        print_report(root, report, False)
    if report and report.unmet:
        sys.exit(3)
    return direction


def _plain(direction: Direction) -> dict[str, Any]:
    from originalscore.cli.printing import plain_direction

    return plain_direction(direction)


def _answer(words: str, direction: Direction) -> str:
    """The note with the answer to the first question in it."""
    question = direction.questions[0]
    click.echo(question.words)
    for place, choice in enumerate(question.choices, 1):
        click.echo(f"  {place}  {choice}")
    given = str(click.prompt("A number, or say it in other words"))
    if given.isdigit() and 1 <= int(given) <= len(question.choices):
        given = question.choices[int(given) - 1]
        if question.instead and question.instead in words.lower():
            at = words.lower().index(question.instead)
            return f"{words[:at]}{given}{words[at + len(question.instead) :]}"
    return given


def _names(text: str | None) -> tuple[str, ...]:
    names = tuple(one.strip() for one in (text or "").split(",") if one.strip())
    for name in names:
        if name not in LOCKS:
            raise click.UsageError(f"“{name}” cannot be kept; known are {', '.join(LOCKS)}")
    return names


def _bars(text: str | None) -> tuple[int, ...]:
    if not text:
        return ()
    first, _, last = text.partition("-")
    if not first.strip().isdigit() or (last and not last.strip().isdigit()) or not 1 <= int(first) <= int(last or first):
        raise click.UsageError(f"“{text}” names no bars; write --bars 9-16")
    return int(first), int(last or first)
