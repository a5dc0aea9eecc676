"""Against the plastic: nothing stands still, nothing is played twice the same, notes leave as players leave them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from tests.unit.render.stand_ins import note

from originalscore.chance import Stream
from originalscore.model.performance import Control, PlayedNote, PlayedPart
from originalscore.render.calibration import Calibration
from originalscore.render.casting import Casting
from originalscore.render.life import Dynamic, Life
from originalscore.render.palette import shipped
from originalscore.render.playing import Player

RATE = 48_000
QUIET = Dynamic((), "expression")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return Calibration(tmp_path_factory.mktemp("calibration") / "a.json")


def player(
    known: Calibration, instrument: str, *notes: PlayedNote, controls: tuple[Control, ...] = (), stop_s: float | None = None,
    hits_s: tuple[float, ...] = (),
) -> Player:  # fmt: skip
    part = PlayedPart(instrument, notes, controls)
    return Player(part, Casting(shipped()), known, sample_rate=RATE, lead_s=0.5, chance=Stream(0, "test"), stop_s=stop_s, hits_s=hits_s)


def life(
    *, length_s: float = 4.0, level: float = 0.5, span_db: float = 30.0, phase: float = 0.0, hit: bool = False, parts: bool = False
) -> Life:
    return Life(0.0, length_s, level, span_db, phase, 0.4 if hit else 0.0, parts)


def range_db(one: Life, from_s: float, to_s: float, expression: Dynamic = QUIET) -> float:
    changes = [one.change(expression, from_s + step * 0.04) for step in range(int((to_s - from_s) / 0.04))]
    return one.span_db * (max(changes) - min(changes))


@pytest.mark.parametrize("hit", [False, True])
@pytest.mark.parametrize("level", [0.08, 0.5, 1.0])
@pytest.mark.parametrize("span_db", [16.0, 22.0, 38.0])
def test_a_note_of_two_bars_moves_by_a_decibel_wherever_one_listens(span_db: float, level: float, hit: bool) -> None:
    for phase, length_s in itertools.product((0.0, 1.0, 2.2, 3.9, 5.5), (4.0, 7.0, 12.0)):
        one = life(length_s=length_s, level=level, span_db=span_db, phase=phase, hit=hit)
        for from_s in range(1, int(length_s) - 2):  # the stillest three seconds
            assert range_db(one, from_s, from_s + 3.0) >= 1.0, (phase, length_s, from_s)


def test_a_hit_stands_as_measured_before_it_moves() -> None:
    one = life(hit=True)
    assert range_db(one, 0.0, 0.38) == 0.0
    assert range_db(life(), 0.0, 0.38) > 0.0  # control
    assert all(one.drift_cents(at / 100) == 0 for at in range(40))


def test_a_held_note_follows_its_part_and_strays_from_its_pitch_by_little() -> None:
    swell = Dynamic((Control(0.0, "expression", 0.3), Control(4.0, "expression", 0.7)), "expression")
    assert life().change(swell, 3.9) - life().change(Dynamic((), "expression"), 3.9) == pytest.approx(0.39)
    drift = [life(phase=1.0, length_s=20).drift_cents(at / 10) for at in range(200)]
    assert drift[0] == 0 and 1.5 < max(drift) - min(drift) < 5


def test_a_note_before_a_silence_leaves_slowly(known: Calibration) -> None:
    notes = (note(0.0, 1.0, "C4"), note(1.05, 1.0, "D4"), note(4.0, 1.0, "E4"), note(7.0, 1.0, "F4"))
    releases = [one.release_timecents for one in player(known, "clarinet", *notes).voiced]
    assert releases == [0, 1000, 1000, 1000]
    assert [one.release_timecents for one in player(known, "clarinet", *notes, stop_s=8.0).voiced] == [0, 1000, 1000, 0]
    assert [one.release_timecents for one in player(known, "clarinet", *notes, hits_s=(5.3,)).voiced] == [0, 1000, 0, 1000]
    quiet = Dynamic((), "expression")
    assert life(parts=True).change(quiet, 3.98) < life().change(quiet, 3.98) - 0.1
    assert life(parts=True).change(quiet, 3.6) == life().change(quiet, 3.6)


def test_what_another_note_of_the_part_goes_on_over_does_not_leave(known: Calibration) -> None:
    notes = (note(0.0, 4.0, "C3"), note(1.0, 1.0, "G3"), note(2.5, 0.5, "A3"))
    releases = [one.release_timecents for one in player(known, "cellos", *notes).voiced]
    assert releases == [1000, 0, 0]


@pytest.mark.parametrize(
    ("instrument", "technique"), [("harp", "struck"), ("horns", "marcato"), ("violins-1", "staccato"), ("timpani", "roll")]
)
@pytest.mark.parametrize("hit", [False, True])
@pytest.mark.parametrize("apart_s", [0.4, 4.0])
def test_no_two_notes_in_a_row_are_the_same_sample(known: Calibration, instrument: str, technique: str, hit: bool, apart_s: float) -> None:
    notes = (note(1 + apart_s * count, 0.3, "A3" if instrument != "violins-1" else "A4", technique, hit=hit) for count in range(12))
    voiced = player(known, instrument, *notes).voiced
    assert len(voiced) >= 12
    for one, other in itertools.pairwise(voiced):
        assert one.velocity != other.velocity or abs(one.cents - other.cents) >= 1.4


def test_players_of_a_divided_section_sit_and_tune_apart(known: Calibration) -> None:
    notes = [
        PlayedNote(1.0, 2.0, one.pitch, "", 0.5, "sustain", False, number)
        for number, one in enumerate([note(0, 1, "A4"), note(0, 1, "C5")])
    ]
    first, second = player(known, "violins-1", *notes).voiced
    assert first.pan != second.pan and abs(first.cents - second.cents) >= 2


def test_brightness_opens_with_the_level(known: Calibration) -> None:
    swell = (Control(0.0, "expression", 0.2), Control(4.0, "expression", 0.9))
    made = player(known, "horns", note(0.0, 4.0, "C4", level=0.2), controls=swell)
    (events,) = made.events.values()
    moves = [event.filter_cents for event in events if event.what == "move"]
    assert len(moves) > 50 and moves[-1] - moves[0] > 1500


def test_events_stand_under_the_soundfont_that_plays_them(known: Calibration, tmp_path: Path) -> None:
    made = player(known, "violins-1", note(0.0, 1.0, "A4"))
    assert [path.name for path in made.events] == ["MuseScore_General_Full.sf3"] and made.laid == [] and made.lacking == {}
