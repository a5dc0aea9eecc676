"""What may be done with a film's music, in figures: ``eligibility``."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Column, Table

from originalscore.cli.printing import say, table_console

if TYPE_CHECKING:
    from originalscore.eligibility import Figure, Findings, Ruling

_CLOSING = "Committees decide by more than numbers: a test that is met promises nothing. This is no legal opinion."


@click.command(name="eligibility")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--ledger", "sheet", metavar="FILE", type=click.Path(path_type=Path), help="A music cue sheet as CSV, of a film made elsewhere."
)
@click.option("--year", type=click.IntRange(1888, 2999), help="Judge by the rules for films of this year; default: the film's own.")
@click.option("--award", metavar="TEXT", default="", help="Only awards whose name holds this.")
@click.option("--every-edition", is_flag=True, help="Show rules for films of other years too.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def eligibility_command(
    folder: Path | None, sheet: Path | None, year: int | None, award: str, every_edition: bool, as_json: bool
) -> None:  # fmt: skip
    """Award figures and named risks, with the edition of each rule.

    \b
    originalscore eligibility film-score
    originalscore eligibility --ledger cue-sheet.csv --year 2021 --award academy

    Shares are compared unrounded, under every way of counting. For a folder documents/disclosure.pdf is written too.
    """
    from originalscore import awards
    from originalscore.folder import ProjectFolder
    from originalscore.pipeline import Listener

    if (folder is None) == (sheet is None):
        raise click.UsageError("name a score folder, or a cue sheet with --ledger")
    paper: Path | None = None
    if sheet is not None:
        found = awards.check_sheet(sheet, year=year or 0, award=award)
    else:
        assert folder is not None
        found, paper = awards.check_folder(ProjectFolder(folder), Listener(), year=year or 0, award=award)
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False))
    else:
        _print(found, every_edition)
        if paper is not None:
            click.echo(f"Disclosure: {paper}")


def _plain(found: Findings) -> dict[str, Any]:
    return {
        "title": found.title,
        "year": found.year,
        "judged_year": found.judged_year,
        "figures": [_plain_figure(one) for one in found.figures],
        "tests": [_plain_test(one) for one in found.tests],
        "options": [{**vars(one), "share": _number(one.share)} for one in found.effects],
        "risks": [vars(one) for one in found.risks],
        "unsaid": list(found.unsaid),
    }


def _plain_test(test: Ruling) -> dict[str, Any]:
    rule = {name: _number(value) if isinstance(value, Fraction) else value for name, value in vars(test.rule).items()}
    return {"rule": rule, "in_force": test.in_force, **_plain_figure(test.figure), "verdict": test.verdict, "reason": test.reason}


def _plain_figure(figure: Figure) -> dict[str, Any]:
    ends = {"low": figure.low, "high": figure.high}
    exact = {f"{name}_exact": None if value is None else str(value) for name, value in ends.items()}
    return {"measure": figure.measure, **{name: _number(value) for name, value in ends.items()}, **exact, "why": figure.why}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _print(found: Findings, every_edition: bool) -> None:
    console = table_console()
    when = f" ({found.year})" if found.year else ", whose year nobody has entered"
    asked = f"; asked by the rules for films of {found.judged_year}" if found.judged_year != found.year else ""
    say(console, f"{found.title}{when}{asked}")
    for figure in found.figures:
        say(console, f"  {figure.measure:12}  {figure.shown()}{f': {figure.why}' if figure.why else ''}")
    _print_tests(console, found, every_edition)
    _print_options(console, found)
    table = Table("risk", "named for", "state", "where, or why", title="Risks", title_justify="left")
    for risk in found.risks:
        style = "bold" if risk.state == "found" else ""
        table.add_row(f"{risk.number} {risk.name}", risk.cases, risk.state, risk.why, style=style)
    console.print(table)
    for fact in found.unsaid:
        say(console, f"nobody has said: {fact}")
    say(console, _CLOSING)


def _print_tests(console: Console, found: Findings, every_edition: bool) -> None:
    shown = [test for test in found.tests if every_edition or test.in_force]
    table = Table(
        "award", "edition", "asks", "of", Column("here", justify="right"), "verdict", "why", "sure", title="Rules", title_justify="left"
    )
    for test in shown:
        rule = test.rule
        edition = rule.edition if test.in_force else f"{rule.edition} (other years)"
        here = test.figure.shown() if test.figure.readings else "–"
        row = (rule.award, edition, rule.asks, rule.measure or "–", here, test.verdict, test.reason, rule.confidence)
        table.add_row(*row, style="bold" if test.verdict == "fails" else "")
    console.print(table)
    for rule in (test.rule for test in shown):
        say(console, f"  {rule.award}, {rule.edition}: {rule.note} [{rule.source}; looked at {rule.checked}]")
    left = len(found.tests) - len(shown)
    if left:
        say(console, f"{left} rules are for films of other years: --every-edition shows them")


def _print_options(console: Console, found: Findings) -> None:
    table = Table(
        "counting", "choice", "what it does", Column("film share", justify="right"), title="Ways of counting", title_justify="left"
    )
    for one in found.effects:
        if one.applies:
            table.add_row(one.option, one.choice, one.does, _share(one.share))
    if table.rows:
        console.print(table)
    idle = [f"{one.option} {one.choice} ({one.does})" for one in found.effects if not one.applies]
    if idle:
        say(console, f"These ways of counting change nothing here: {'; '.join(idle)}")


def _share(share: Fraction | None) -> str:
    from originalscore.eligibility import value_text

    return "no music left" if share is None else value_text("film share", share)
