"""Who hears what in which order, and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.judging.sounds import tone

from originalscore.errors import BriefError
from originalscore.judging import Room, comparable, find_trials, match_loudness, with_references
from originalscore.judging.room import Heard
from originalscore.points import Ledger
from originalscore.points.conflicts import CONFLICT
from originalscore.points.panels import choose_preset

Open = Callable[..., Room]
NAMES = ("one", "two", "three")


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sounds")
    for place, name in enumerate((*NAMES, "original")):
        tone(folder / "rain" / f"{name}.wav", 300 * (place + 1), length_s=0.6)
    return folder


@pytest.fixture
def open_room(sounds: Path, tmp_path: Path) -> Open:
    def make(preset: str = "song-branch", *, seed: int = 1, criteria: str = "", names: tuple[str, ...] = NAMES) -> Room:
        trials = find_trials([sounds / "rain" / f"{name}.wav" for name in names])
        chosen = choose_preset(preset, criteria)
        trials = comparable(trials) if chosen.compares else trials
        if chosen.has_reference:
            trials = with_references(trials, [sounds / "rain" / "original.wav"])
        return Room(match_loudness(trials, tmp_path), chosen, Ledger(tmp_path / "panel.db"), seed=seed)

    return make


def _order(room: Room, judge: str) -> tuple[str, ...]:
    return tuple(heard.clip.item for task in room.sign(judge).tasks for heard in task.heard)


def _of(room: Room, judge: str, item: str) -> Heard:
    return next(heard for task in room.sign(judge).tasks for heard in task.heard if heard.clip.item == item)


def test_every_judge_has_an_order_of_their_own_and_finds_it_again(open_room: Open) -> None:
    room, judges = open_room(), [f"judge {number}" for number in range(30)]
    orders = {judge: _order(room, judge) for judge in judges}
    assert len(set(orders.values())) == 6, "of three clips every order comes up among thirty judges"
    again, other = open_room(), open_room(seed=2)
    assert {judge: _order(again, judge) for judge in judges} == orders
    assert {judge: _order(other, judge) for judge in judges} != orders
    tokens = [heard.token for judge in judges for task in room.sign(judge).tasks for heard in task.heard]
    assert len(set(tokens)) == 90, "no two judges can compare addresses"


def test_a_name_written_otherwise_is_the_same_judge(open_room: Open) -> None:
    room = open_room()
    chair = room.sign("Ada  Byron ")
    assert chair.judge == "Ada Byron" and room.sign("ada byron") is chair
    room.give(chair.token, _of(room, "Ada Byron", "one").token, "8")
    assert open_room().sign("ADA BYRON").judge == "Ada Byron", "the ledger knows how the name is written"
    for name in ("", "  ", "x" * 81, "a\x00b"):
        with pytest.raises(BriefError, match="a judge needs a name"):
            room.sign(name)


def test_points_are_rows_at_once_and_another_opinion_is_a_correction(open_room: Open) -> None:
    room = open_room()
    chair, clip = room.sign("Ada"), _of(room, "Ada", "two")
    assert [room.give(chair.token, clip.token, points) for points in ("8", "9.5", "9.5")] == [1, 2, 2]
    rows = list(room.ledger.rows())
    assert [(row.entry.item, row.entry.points, row.entry.minimum, row.entry.maximum, row.entry.replaces) for row in rows] == [
        ("two", "8", "6", "10", None), ("two", "9.5", "6", "10", 1),
    ]  # fmt: skip
    assert rows[0].entry.note == f"song-branch room: heard as {clip.letter} of 3, {clip.clip.gain_db:+.2f} dB"
    assert room.given(chair) == {("two", ""): "9.5"} and not room.ledger.verify().fault


@pytest.mark.parametrize(
    ("points", "told"),
    [("8.3", "no step of the scale; give 6 to 10 in steps of 0.5"), ("5.5", "no step"), ("10.5", "no step"), ("good", "not a number"), ("", "not a number")],
)  # fmt: skip
def test_points_off_the_scale_are_refused_and_nothing_is_written(points: str, told: str, open_room: Open) -> None:
    room = open_room()
    with pytest.raises(BriefError, match=told):
        room.give(room.sign("Ada").token, _of(room, "Ada", "one").token, points)
    assert not room.ledger.path.exists()


def test_a_rubric_takes_its_criteria_and_no_others(open_room: Open) -> None:
    room = open_room("rubric", criteria="theme=3,fit")
    chair, clip = room.sign("Ada"), _of(room, "Ada", "one")
    room.give(chair.token, clip.token, "7", "theme")
    room.give(chair.token, clip.token, "0", "fit")
    assert room.given(chair) == {("one", "theme"): "7", ("one", "fit"): "0"}
    with pytest.raises(BriefError, match="there is no criterion “colour” here"):
        room.give(chair.token, clip.token, "7", "colour")


def test_a_stake_is_a_row_and_bars_its_judge_alone(open_room: Open) -> None:
    room = open_room()
    ada, clip = room.sign("Ada"), _of(room, "Ada", "one")
    room.give(ada.token, clip.token, "10")
    assert room.declare(ada.token, clip.token, holds=True) == 2 == room.declare(ada.token, clip.token, holds=True)
    with pytest.raises(BriefError, match=f"you have declared a stake in {clip.letter}; its points are not taken"):
        room.give(ada.token, clip.token, "9")
    room.give(room.sign("Ben").token, _of(room, "Ben", "one").token, "9")
    assert [(row.entry.judge, row.entry.criterion, row.entry.points) for row in room.ledger.standing()] == [
        ("Ada", "", "10"), ("Ada", CONFLICT, "1"), ("Ben", "", "9"),
    ]  # fmt: skip
    room.declare(ada.token, clip.token, holds=False)
    room.give(ada.token, clip.token, "9")
    assert room.given(ada) == {("one", ""): "9"} and len(list(room.ledger.rows())) == 5


def test_every_pair_is_heard_and_a_choice_is_two_rows_or_none(open_room: Open) -> None:
    room = open_room("pairs")
    chair = room.sign("Ada")
    assert {frozenset(heard.clip.item for heard in task.heard) for task in chair.tasks} == {
        frozenset(pair) for pair in (("one", "two"), ("one", "three"), ("two", "three"))
    }
    task = next(task for task in chair.tasks if task.criterion == "one against two")
    better = next(heard for heard in task.heard if heard.clip.item == "two")
    assert room.prefer(chair.token, better.token) == (1, 2)
    assert {row.entry.item: row.entry.points for row in room.ledger.standing()} == {"one": "0", "two": "1"}
    other = next(heard for heard in task.heard if heard != better)
    room.declare(chair.token, next(heard for task in chair.tasks for heard in task.heard if heard.clip.item == "one").token, holds=True)
    with pytest.raises(BriefError, match="you have declared a stake in"):
        room.prefer(chair.token, other.token)
    assert len(list(room.ledger.rows())) == 3
    with pytest.raises(BriefError, match="of two clips one is chosen"):
        room.give(chair.token, better.token, "1")


def test_a_listening_test_hides_the_reference_and_two_anchors(open_room: Open) -> None:
    room = open_room("mushra")
    chair = room.sign("Ada")
    (task,) = chair.tasks
    assert sorted(heard.clip.item for heard in task.heard) == sorted((*NAMES, "reference", "anchor35", "anchor70"))
    assert task.reference is not None and task.reference.clip == _of(room, "Ada", "reference").clip
    assert task.reference.token != _of(room, "Ada", "reference").token, "the open reference does not give the hidden one away"
    room.give(chair.token, _of(room, "Ada", "reference").token, "97")
    assert room.given(chair) == {("reference", "original"): "97"}
    with pytest.raises(BriefError, match="there is no such clip"):
        room.give(chair.token, task.reference.token, "100")
    with pytest.raises(BriefError, match="nothing is compared in this room"):
        room.prefer(chair.token, task.heard[0].token)


def test_a_room_without_anything_to_compare_is_refused(open_room: Open) -> None:
    with pytest.raises(BriefError, match="no two versions of anything to compare"):
        open_room("pairs", names=("one",))


def test_nobody_judges_without_a_chair(open_room: Open) -> None:
    room = open_room()
    with pytest.raises(BriefError, match="nobody has signed in here"):
        room.give("0" * 16, _of(room, "Ada", "one").token, "8")
    with pytest.raises(BriefError, match="no such clip on your page"):
        room.give(room.sign("Ada").token, _of(room, "Ben", "one").token, "8")
