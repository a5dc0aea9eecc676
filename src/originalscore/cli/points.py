"""Raw points and what is made of them: ``points convert``, and a ledger with ``add``, ``correct``, ``list``, ``verify``, ``derive``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from originalscore.cli.choices import ROUNDINGS

if TYPE_CHECKING:
    from originalscore.points import Entry, Figure, Ledger

_LEDGER = click.argument("ledger", type=click.Path(path_type=Path, dir_okay=False))
_TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


@click.group(name="points")
def points_group() -> None:
    """Keep raw points as given, and derive figures from them.

    \b
    originalscore points convert "42/50"
    originalscore points convert class.csv --maximum 50 --scale de --out grades.xlsx
    originalscore points add panel.db --judge Ada --item 1m1 --points 8/10
    originalscore points derive panel.db "drop high=1 low=1 | mean | rank"
    """


@points_group.command()
@click.argument("what", metavar="POINTS|FILE")
@click.option("--maximum", default="", help="The most points there are, where the points do not say it.")
@click.option("--minimum", default="0", show_default=True, help="The least points there are.")
@click.option("--scale", default="us", show_default=True, help="Grading scale: a name (see points scales) or a .toml file.")
@click.option("--passing", default="", help="Another pass mark than the scale's own, percent.")
@click.option("--decimals", default=2, show_default=True, type=click.IntRange(0, 12), help="Of a percent as it is shown.")
@click.option("--rounding", default="half-up", show_default=True, type=click.Choice(ROUNDINGS), help="The rule by which it is rounded.")
@click.option("--column", default="", help="FILE: the column of raw points.")
@click.option("--bonus", is_flag=True, help="Allow points above the maximum.")
@click.option("--out", type=click.Path(path_type=Path), help="FILE: the table to write, .csv or .xlsx; default: to the screen as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def convert(
    what: str, maximum: str, minimum: str, scale: str, passing: str, decimals: int, rounding: str, column: str, bonus: bool,
    out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Percent and grade of POINTS or of a class in FILE.

    POINTS are such as 42/50; FILE is CSV or XLSX. The raw points stay as they are.
    """
    from originalscore import points
    from originalscore.points.raw import number
    from originalscore.points.rounding import written

    chosen = points.open_scale(scale)
    mark = number(passing, "the pass mark") if passing else None
    if Path(what).suffix.lower() in _TABLE_ENDINGS:
        table = points.convert_table(
            points.read_table(Path(what)), maximum=maximum, minimum=minimum, column=column, scale=chosen, passing=mark,
            decimals=decimals, rounding=rounding, bonus=bonus,
        )  # fmt: skip
        if out is not None:
            points.write_table(out, table, Path(what))
            click.echo(f"{len(table.rows)} rows with {' and '.join(table.heads[-2:])} in {out}; the raw points are as they were")
        else:
            _print_table(table, as_json)
        return
    raw = points.read_raw(what, maximum, minimum, allow_outside=bonus)
    share = points.percent(raw)
    grade = chosen.grade(share, passing=mark)
    shown = written(share, decimals, rounding)
    if as_json:
        told = {
            "raw": str(raw),
            "points": raw.points,
            "maximum": raw.maximum,
            "minimum": raw.minimum,
            "percent": shown,
            "rounding": rounding,
        }
        click.echo(json.dumps({**told, "grade": grade, "scale": chosen.name}, ensure_ascii=False))
        return
    exact = "" if share == number(shown, "percent") else f" (rounded {rounding} from {share.numerator}/{share.denominator})"
    click.echo(f"raw {raw}: {shown} %{exact}; grade {grade} on the scale {chosen.name} ({chosen.title})")


@points_group.command(name="scales")
def scales_command() -> None:
    """The grading scales there are, with their sources."""
    from originalscore.points import shipped_scales

    for name, scale in shipped_scales().items():
        click.echo(f"{name:10} {scale.title} (source: {scale.source}; looked at {scale.checked})")


@points_group.command()
@_LEDGER
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--item", default="", help="What was judged.")
@click.option("--points", "given", default="", help="Points such as 8/10.")
@click.option("--judge", default="", help="Who gave them.")
@click.option("--criterion", default="", help="By which criterion.")
@click.option("--minimum", default="0", show_default=True, help="The least points there are.")
@click.option("--maximum", default="", help="The most points there are, where the points do not say it.")
@click.option("--note", default="", help="Anything that belongs to them.")
def add(ledger: Path, file: Path | None, item: str, given: str, judge: str, criterion: str, minimum: str, maximum: str, note: str) -> None:
    """Append raw points to LEDGER.

    One row by options, or all rows of FILE (columns judge, item, criterion, points, maximum, note).
    """
    from originalscore.points import Entry, Ledger, read_raw

    if file is not None:
        entries = _entries(file, minimum, maximum)
    else:
        raw = read_raw(given, maximum, minimum)
        entries = [Entry(item, raw.points, judge, criterion, raw.minimum, raw.maximum, note)]
    added = Ledger(ledger).append(entries)
    click.echo(f"row{'s' * (len(added) > 1)} {added[0]}{f' to {added[-1]}' if len(added) > 1 else ''} in {ledger}")


@points_group.command()
@_LEDGER
@click.argument("row", type=click.IntRange(min=1))
@click.argument("points")
@click.option("--note", default="", help="Why.")
def correct(ledger: Path, row: int, points: str, note: str) -> None:
    """Correct ROW of LEDGER to POINTS.

    That is a new row that names the old one; both stay.
    """
    from dataclasses import replace

    from originalscore.errors import BriefError
    from originalscore.points import Entry, Ledger

    book = Ledger(ledger)
    old = next((one.entry for one in book.rows() if one.id == row), None)
    if old is None:
        raise BriefError(f"{ledger.name} has no row {row}", "see points list --all")
    fresh = Entry(old.item, points)  # for its time
    added = book.append([replace(old, points=points, note=note, replaces=row, time=fresh.time)])
    click.echo(f"row {added[0]} corrects row {row} ({old.points} to {points}); both stay in {ledger}")


@points_group.command(name="list")
@_LEDGER
@click.option("--all", "everything", is_flag=True, help="Corrected rows too.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
def list_command(ledger: Path, everything: bool, as_json: bool) -> None:
    """The raw rows of LEDGER."""
    from originalscore.points import Ledger

    book = Ledger(ledger)
    rows = tuple(book.rows()) if everything else book.standing()
    if as_json:
        click.echo(json.dumps([{"id": row.id, **vars(row.entry), "hash": row.hash} for row in rows], ensure_ascii=False))
        return
    for row in rows:
        entry = row.entry
        told = [entry.item, entry.criterion, f"judge {entry.judge}" if entry.judge else "", str(entry.raw), entry.note]
        click.echo(f"{row.id}: {', '.join(filter(None, told))}{f' (corrects row {entry.replaces})' if entry.replaces else ''}")


@points_group.command()
@_LEDGER
def verify(ledger: Path) -> None:
    """Go through the hash chain of LEDGER.

    Exit code 2 where it is broken, naming the row.
    """
    from originalscore.errors import FormatError
    from originalscore.points import Ledger

    verdict = Ledger(ledger).verify()
    if verdict.fault:
        raise FormatError(f"{ledger.name}: {verdict.fault}", f"the {verdict.rows} rows before it hold; go back to an untouched copy")
    click.echo(f"{verdict.rows} rows, unbroken; the last hash is {verdict.head}")


@points_group.command()
@_LEDGER
@click.argument("recipe")
@click.option("--out", type=click.Path(path_type=Path), help="Write the result: .json with the rows below every figure, .csv or .xlsx.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with the rows below every figure.")
@click.option("--explain", "explained", is_flag=True, help="Tell how every figure came about, down to the raw rows.")
@click.option("--item", default="", help="Only this item's figures.")
@click.option("--without-conflicts", is_flag=True, help="Leave out what judges gave to items they declared a stake in.")
def derive(
    ledger: Path, recipe: str, out: Path | None, as_json: bool, explained: bool, item: str, without_conflicts: bool
) -> None:  # fmt: skip
    """Derive figures from LEDGER by RECIPE.

    A recipe is steps with parameters, joined by |, such as "percent | mean | grade scale=uk".
    See points steps for their names. Corrected rows are left out; nothing in the ledger changes.
    """
    from originalscore.files import write_whole
    from originalscore.points import Table, conflicts, explain, write_table
    from originalscore.points import derive as derive_figures

    held = _book(ledger).standing()
    result = derive_figures(conflicts.without_conflicts(held) if without_conflicts else conflicts.points_given(held), recipe)
    figures = [figure for figure in result.figures if not item or figure.item == item]
    if out is not None and out.suffix.lower() == ".json":
        write_whole(out, result.as_json() + "\n")
    elif out is not None:
        heads = ("judge", "item", "criterion", "value", "rows", "note")
        rows = tuple((f.judge, f.item, f.criterion, f.shown(), " ".join(map(str, f.rows())), f.note) for f in figures)
        write_table(out, Table(heads, rows), ledger)
    if as_json:
        click.echo(result.as_json())
    elif explained:
        click.echo("\n".join(line for figure in figures for line in explain(figure)))
    else:
        click.echo("\n".join(_line(figure) for figure in figures))


@points_group.command(name="steps")
def steps_command() -> None:
    """The steps a recipe may name, with their parameters."""
    from originalscore.points.steps import STEPS, about

    for name in STEPS:
        click.echo(about(name))


@points_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice(("mean", "linear", "equipercentile", "tucker", "levine", "chained")),
    default="equipercentile",
    show_default=True,
)
@click.option("--smooth", "degree", type=click.IntRange(1, 10), help="Smooth both forms first, keeping so many moments.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def equate(file: Path, method: str, degree: int | None, as_json: bool) -> None:
    """What a score of one form is worth on another.

    FILE has the columns points, first, second: how many people had so many points on each form. For tucker, levine and chained two different groups
    took the forms and share an anchor: then it has a row a person, with the columns form (1 or 2), points, anchor.
    """
    from originalscore.errors import BriefError
    from originalscore.points.forms import equate_forms, read_forms

    if degree and method != "equipercentile":
        raise BriefError("only equipercentile equating is smoothed", "leave --smooth or --method out")
    if method in ("tucker", "levine", "chained"):
        _print_anchored(file, method, as_json)
        return
    equated = equate_forms(*read_forms(file), method, degree)
    if as_json:
        click.echo(json.dumps({"method": equated.method, "equivalents": equated.equivalents, "errors": equated.errors}))
        return
    for remark in equated.remarks:
        click.echo(f"note: {remark}", err=True)
    click.echo(f"points  {equated.method}  standard error")
    for score, (value, error) in enumerate(zip(equated.equivalents, equated.errors)):
        click.echo(f"{score:6}  {value:.4f}  {error:.4f}")


def _print_anchored(file: Path, method: str, as_json: bool) -> None:
    from originalscore.points.forms import equate_anchored, read_anchored

    first, second, most = read_anchored(file)
    slope, intercept = equate_anchored(first, second, method)
    if as_json:
        click.echo(json.dumps({"method": method, "slope": slope, "intercept": intercept, "people": [first.people, second.people]}))
        return
    click.echo(f"{method}: {slope:.4f} times the points, {intercept:+.4f}")
    for points in range(most + 1):
        click.echo(f"{points:6}  {slope * points + intercept:.4f}")


def _book(path: Path) -> Ledger:
    from originalscore.points import Ledger

    return Ledger(path)


def _entries(file: Path, minimum: str, maximum: str) -> list[Entry]:
    from originalscore.errors import BriefError
    from originalscore.points import Entry, read_raw, read_table

    table = read_table(file)
    heads = [head.strip().lower() for head in table.heads]
    if "item" not in heads or "points" not in heads:
        raise BriefError(f"{file.name} needs the columns item and points", f"it has {', '.join(table.heads)}")
    found = []
    for place, cells in enumerate(table.rows, 2):
        row = dict(zip(heads, cells))
        try:
            raw = read_raw(row["points"], row.get("maximum") or maximum, row.get("minimum") or minimum)
            found.append(
                Entry(
                    row["item"], raw.points, row.get("judge", ""), row.get("criterion", ""), raw.minimum, raw.maximum, row.get("note", "")
                )
            )
        except BriefError as fault:
            raise BriefError(f"{file.name}, row {place}: {fault.args[0]}", fault.advice) from None
    return found


def _line(figure: Figure) -> str:
    return f"{figure.name}: {figure.shown()}{f' ({figure.note})' if figure.note else ''}"


def _print_table(table: object, as_json: bool) -> None:
    import csv

    from originalscore.points import Table

    assert isinstance(table, Table)
    if as_json:
        click.echo(json.dumps([dict(zip(table.heads, row)) for row in table.rows], ensure_ascii=False))
    else:
        csv.writer(sys.stdout, lineterminator="\n").writerows([table.heads, *table.rows])
