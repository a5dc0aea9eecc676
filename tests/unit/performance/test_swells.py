"""Held notes move, and go on moving."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from tests.unit.composed import a_cue

from originalscore.chance import Stream
from originalscore.model.performance import PlayedNote
from originalscore.model.score import Note, Part
from originalscore.model.sketch import LinePoint
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch
from originalscore.performance.swells import find_controls
from originalscore.performance.touch import played_level

F = Fraction
TEMPO = TempoMap(
    "c1", (TempoPoint(F(0), 600_000),), tuple(Bar(n + 1, F(4 * n), Meter(4, 4)) for n in range(20)), F(80), Meter(4, 4), 100.0, ()
)
#: Two bars of four quarters of 0.6 s.
TWO_BARS_S = 4.8


def held(instrument: str, *notes: tuple[float, float], technique: str = "sustain") -> tuple:
    part = Part(instrument, (), (), (), (), (LinePoint(F(0), 0.5),))
    played = [PlayedNote(onset_s, length_s, Pitch.parse("A4"), "", 0.5, technique) for onset_s, length_s in notes]
    return find_controls(part, played, TEMPO, a_cue(length_s=48), 2.0, Stream(3, instrument))


def curve(controls: tuple, name: str) -> tuple[np.ndarray, np.ndarray]:
    points = [(control.at_s, control.value) for control in controls if control.name == name]
    return np.array([at for at, _ in points]), np.array([value for _, value in points])


@pytest.mark.parametrize("instrument", ["violins-1", "trombones", "choir-men"])
def test_a_held_note_never_stands_still_for_two_bars(instrument: str) -> None:
    times, values = curve(held(instrument, (1.0, 24.0)), "expression")
    for start_s in np.arange(1.0, 25.0 - TWO_BARS_S, 0.5):
        window = values[(times >= start_s) & (times <= start_s + TWO_BARS_S)]
        assert window.max() - window.min() >= 0.04


def test_a_short_note_does_not_swell() -> None:
    _, values = curve(held("violins-1", (1.0, 0.5)), "expression")
    assert set(values) == {0.5}


def test_the_level_does_not_jump_from_note_to_note() -> None:
    times, values = curve(held("violins-1", (0.0, 3.05), (3.0, 5.0), (8.0, 2.0)), "expression")
    steps = np.abs(np.diff(values))[np.diff(times) <= 0.081]
    assert steps.max() < 0.02


def test_two_parts_do_not_swell_together() -> None:
    (_, one), (_, other) = (curve(held(name, (0.0, 24.0)), "expression") for name in ("violins-1", "cellos"))
    assert not np.allclose(one, other)


def test_vibrato_comes_in_late_where_an_instrument_has_it() -> None:
    times, values = curve(held("oboe", (2.0, 3.0)), "vibrato")
    assert values[times <= 2.3].max() == 0 and values.max() > 0.4
    assert not len(curve(held("horns", (2.0, 3.0)), "vibrato")[0])


def test_struck_notes_have_no_controls() -> None:
    assert held("piano", (0.0, 3.0), technique="struck") == ()


def test_a_roll_that_leads_to_a_hit_grows_from_nothing_under_loud_drums_and_stops_short_of_the_hit() -> None:
    roll = Note(F(4), F(4), None, "suspended", articulation="roll", line="swell-0")
    drums = tuple(Note(F(n), F(1), None, "bass-drum", line="percussion") for n in range(4, 8))
    part = Part("percussion", (roll, *drums), (), (), (), (LinePoint(F(0), 0.5), LinePoint(F(79, 10), 0.5), LinePoint(F(8), 0.9)))
    played = [PlayedNote(2.4, 2.4, None, "suspended", played_level(part, roll, 60, TEMPO), "roll")]
    _, values = curve(find_controls(part, played, TEMPO, a_cue(length_s=48), 2.0, Stream(3, "percussion")), "expression")
    assert values[0] < 0.15
    assert (np.diff(values) >= 0).all()
    assert 0.5 < values[-1] < 0.8
    assert played_level(part, roll, 60, TEMPO) < 0.15 < played_level(part, drums[0], 60, TEMPO)
