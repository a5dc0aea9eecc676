"""What a film's music is, told off its ledger: every figure is one that can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from tests.unit.conftest import Run
from tests.unit.ledger.made import RATE, ledger_of, piece

from originalscore.eligibility import check_eligibility
from originalscore.explanation import Explanation, draw_kinds
from originalscore.explanation.draw import KIND_COLORS
from originalscore.explanation.tell import KIND_WORDS, explain_ledger
from originalscore.model.ledger import KINDS, Ledger, Licence, Permissions, Reuse
from originalscore.model.report import OriginalityLine
from originalscore.originality import Findings

ALLOWED = Permissions(*(Licence("not needed"),) * 4)
FOUND = Findings((OriginalityLine("keeper", "", 0, None, 20.0, "pass"),), ("the index of some tunes",))
PLACE = Path("film-score")


@pytest.fixture
def ledger() -> Ledger:
    return ledger_of(
        piece("1m1", 0, 30, title="The Light", permissions=ALLOWED, wordless=True),
        piece("s1", 20, 40, title="Old Waltz", kind="pre-existing", origin="pre-existing"),
        piece("1m2", 40, 60, title="The Radio", kind="source", on_screen=True, permissions=ALLOWED),
        piece("s2", 80, 100, title="Harbour Lights", kind="song", origin="composed here"),
        undeclared=((70 * RATE, 72 * RATE),), credits_frame=80 * RATE,
    )  # fmt: skip


def told(ledger: Ledger, found: Findings = FOUND) -> Explanation:
    return explain_ledger(PLACE, ledger, found)


def test_every_kind_is_told_with_its_share_and_overlaps_count_once(ledger: Ledger) -> None:
    found = told(ledger)
    assert found.heard == "80 s of music in 100 s of film (80 %); of 1 span of music in the film's own sound nobody has said what it is"
    assert [(kind.kind, kind.frames / RATE, float(kind.share)) for kind in found.kinds] == [
        ("score", 30, 30 / 80), ("song", 20, 0.25), ("source", 20, 0.25), ("pre-existing", 20, 0.25),
    ]  # fmt: skip
    assert found.kinds[0].told == "score: 37.5 % (written for this film, and its dramatic music): 1m1 “The Light”"


def test_the_borders_of_a_score_are_drawn_with_this_films_pieces(ledger: Ledger) -> None:
    found = told(ledger)
    assert found.is_score[0].endswith("here 1 piece, 30 s, from 1m1 “The Light” to 1m1 “The Light”")
    assert "voices without words do not make a song: 1m1 “The Light” is score" in found.is_score
    assert any("the software is never put forward" in line for line in found.is_score)
    for border, name in (
        ("sung words", "s2 “Harbour Lights”"),
        ("people hear", "1m2 “The Radio”"),
        ("was there before", "s1 “Old Waltz”"),
        ("earlier film", "there is none"),
    ):
        (line,) = [line for line in found.is_not if border in line]
        assert line.endswith(f": here {name}")
    reused = ledger_of(piece("1m1", 0, 10, reuse=(Reuse("first", "keeper", 4),)), composer="Ada")
    assert any("earlier film" in line and line.endswith("here 1m1 “1M1”") for line in told(reused).is_not)
    assert len(told(reused).is_score) == 1


def test_the_four_questions_name_a_command_and_its_answer(ledger: Ledger) -> None:
    original, album, award, points = told(ledger).answers
    assert [answer.command for answer in (original, album, award, points)] == [
        "originalscore originality film-score", "originalscore album film-score", "originalscore eligibility film-score", 'originalscore points convert "42/50"',
    ]  # fmt: skip
    assert original.lines[0] == "1 line compared, none too near to anything" and original.lines[1] == "searched: the index of some tunes"
    assert album.lines[0] == "its permissions let on: 1m1 “The Light”, 1m2 “The Radio”"
    assert [line for line in album.lines if line.startswith("left out")] == [
        "left out, for its album rights are missing: s1 “Old Waltz”", "left out, for its album rights are missing: s2 “Harbour Lights”",
    ]  # fmt: skip
    assert points.lines[0] == "raw 42 of 50: 84 %; grade B on the scale us"


def test_the_share_for_an_award_is_the_one_of_the_award_figures(ledger: Ledger) -> None:
    share = next(one for one in check_eligibility(ledger).figures if one.measure == "film share")
    line, tests, risks, _ = told(ledger).answers[2].lines
    assert line == f"{share.shown()} of the film's music is original to it, over {len(share.readings)} ways of counting"
    assert " meets" in tests and "R9 " in risks
    assert "eligible" not in " ".join(told(ledger).answers[2].lines)


def test_what_is_too_near_is_told_first(ledger: Ledger) -> None:
    near = OriginalityLine(
        "free melody of 1m1", "a tune", 14, 0.9, 99.0, "redraw", why="shares a run of 14 intervals with a tune", cue="1m1"
    )
    lines = told(ledger, Findings((), ("nothing",), cues=(near,))).answers[0].lines
    assert lines[0] == "too near: free melody of 1m1 shares a run of 14 intervals with a tune"


def test_a_film_without_music_is_told_too(tmp_path: Path) -> None:
    silent = ledger_of()
    found = told(silent)
    assert found.heard == "no music is heard in 100 s of film" and found.kinds == () and "this film has none" in found.is_score[0]
    assert found.answers[2].lines[0] == "not applicable: no music is heard in the film"
    draw_kinds(tmp_path / "silent.png", silent)
    with Image.open(tmp_path / "silent.png") as drawn:
        assert drawn.width == 1540


def test_the_picture_has_each_kind_in_its_colour_where_it_is_heard(ledger: Ledger, tmp_path: Path) -> None:
    draw_kinds(tmp_path / "kinds.png", ledger)
    draw_kinds(tmp_path / "again.png", ledger)
    assert (tmp_path / "kinds.png").read_bytes() == (tmp_path / "again.png").read_bytes()
    with Image.open(tmp_path / "kinds.png") as drawn:
        picture = drawn.convert("RGB")
    columns = {}
    for kind in ("score", "song", "source", "pre-existing"):
        wanted = tuple(int(KIND_COLORS[kind][at : at + 2], 16) for at in (1, 3, 5))
        found = [x for x in range(picture.width) if any(picture.getpixel((x, y)) == wanted for y in range(picture.height))]
        columns[kind] = (min(found), max(found))
    assert (
        columns["score"][0]
        < columns["pre-existing"][0]
        < columns["score"][1]
        < columns["source"][0]
        < columns["source"][1]
        < columns["song"][0]
    )
    width_s = (columns["song"][1] - columns["score"][0]) / 100
    for kind, length_s in (("score", 30), ("song", 20), ("source", 20)):
        assert columns[kind][1] - columns[kind][0] == pytest.approx(length_s * width_s, abs=5)


def test_every_kind_of_the_ledger_has_words_and_a_colour() -> None:
    assert set(KIND_WORDS) == set(KIND_COLORS) == set(KINDS)


def test_a_folder_that_holds_no_score_is_refused_in_one_line(tmp_path: Path, run: Run) -> None:
    code, _, complaint = run("explain", tmp_path)
    assert code == 2 and "is no score folder; name the folder that originalscore score has made" in complaint and complaint.count("\n") == 1
    assert not list(tmp_path.iterdir())
