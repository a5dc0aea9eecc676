"""A hit in the hands of those who have the tune, and of those who have nothing but bows."""

from __future__ import annotations

from fractions import Fraction

from tests.unit.composed import a_cue, a_hit, compose

from originalscore.model.sketch import Line, LineNote, LinePoint, curve_level
from originalscore.music.pitch import Pitch
from originalscore.orchestration.blows import carried, hand_out_strike
from originalscore.orchestration.forces import ENSEMBLES
from originalscore.orchestration.passages import Passage, passage

F = Fraction
TEMPO = compose(a_cue("tender", force=0.4, hits=(a_hit(14),), ensemble="chamber-strings", length_s=30)).tempo


def line_of(role: str, *notes: tuple[int, str], accent: int = 0, level: float = 0.4, color: str = "") -> Line:
    written = tuple(LineNote(F(onset), F(2), Pitch.parse(name), accent=accent) for onset, name in notes)
    return Line(f"{role}-0", role, "foreground", "legato", "", "", color, written, (LinePoint(F(0), level),))


TUNE = passage(
    "violins-1", line_of("melody", (6, "C5"), (8, "D5"), (10, "F5")), line_of("melody", (6, "C5"), (8, "D5"), (10, "F5")).notes, TEMPO
)


def bloom(at: int) -> Line:
    return line_of("stinger", *((at, name) for name in ("Bb2", "D4", "F4", "D5")), accent=2, level=0.6, color="glassy")


def struck(at: int) -> tuple[list[Passage], list[Passage]]:
    before = carried(bloom(at), [TUNE])
    return before, hand_out_strike(bloom(at), ENSEMBLES["chamber-strings"], before, TEMPO, "chamber-strings")


def test_a_tune_that_arrives_on_a_hit_carries_it_and_lets_go() -> None:
    (tune,), blows = struck(8)
    assert [note.accent for note in tune.notes] == [0, 2, 0]
    assert [curve_level(tune.level, F(beat)) for beat in (6, 8, 9, 10)] == [0.4, 0.6, 0.6, 0.4]
    assert "violins-1" not in {blow.instrument for blow in blows}


def test_a_tune_that_is_held_over_a_hit_goes_on_as_it_was() -> None:
    (tune,), _ = struck(9)
    assert tune == TUNE


def test_a_loud_tune_is_not_made_softer_by_its_hit() -> None:
    loud = line_of("melody", (8, "D5"), level=0.9)
    (tune,) = carried(bloom(8), [passage("violins-1", loud, loud.notes, TEMPO)])
    assert curve_level(tune.level, F(8)) == 0.9


def test_bows_alone_strike_in_double_stops_over_a_deeper_bass() -> None:
    _, blows = struck(8)
    heights = {blow.instrument: [note.pitch.height for note in blow.notes if note.pitch] for blow in blows}
    assert heights.pop("basses") == [Pitch.parse("Bb1").height]
    assert heights.keys() == {"cellos", "violas", "violins-2"} and all(len(found) == 2 for found in heights.values())


def test_what_a_tune_says_on_a_hit_stands_in_the_score_even_in_a_tutti() -> None:
    heavy = line_of("stinger", *((8, name) for name in ("Bb1", "Bb2", "F4", "D5")), accent=2, level=0.8, color="heavy")
    before = carried(heavy, [TUNE])
    assert "violins-1" not in {blow.instrument for blow in hand_out_strike(heavy, ENSEMBLES["orchestra"], before, TEMPO, "orchestra")}
