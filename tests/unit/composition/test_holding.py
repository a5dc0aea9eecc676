"""Under a fermata nobody plays a slowed figure: what sounds is held, what would move is left out, a tune goes on."""

from __future__ import annotations

from fractions import Fraction

from originalscore.composition.holding import held_over
from originalscore.model.sketch import Line, LineNote
from originalscore.model.tempo import Hold
from originalscore.music.pitch import Pitch

F = Fraction
HOLD = Hold(F(7), F(8))


def line_of(role: str, *notes: tuple[str, str], sound: str = "", theme: str = "") -> Line:
    pitch = None if sound else Pitch.parse("C4")
    written = tuple(LineNote(F(onset), F(length), pitch, sound) for onset, length in notes)
    return Line("line", role, "background", "sustained", theme, "", "", written, ())


def spans(line: Line) -> list[tuple[Fraction, Fraction]]:
    return [(note.onset, note.length) for note in line.notes]


def test_a_figure_stops_on_the_held_beat_and_holds_its_note() -> None:
    figure = line_of("figure", ("13/2", "1/2"), ("7", "1/2"), ("15/2", "1/2"), ("8", "1/2"))
    assert spans(held_over(figure, [HOLD])) == [(F(13, 2), F(1, 2)), (F(7), F(1)), (F(8), F(1, 2))]


def test_a_note_that_reaches_into_the_held_beat_sounds_to_its_end() -> None:
    assert spans(held_over(line_of("harmony", ("4", "7/2")), [HOLD])) == [(F(4), F(4))]


def test_a_note_that_ends_before_it_or_reaches_past_it_stays() -> None:
    kept = line_of("harmony", ("4", "2"), ("7", "4"))
    assert held_over(kept, [HOLD]) == kept


def test_a_stroke_rings_as_it_is() -> None:
    assert spans(held_over(line_of("percussion", ("7", "1/4"), ("29/4", "1/4"), sound="bass-drum"), [HOLD])) == [(F(7), F(1, 4))]


def test_a_tune_goes_on_freely() -> None:
    tune = line_of("melody", ("7", "1/2"), ("15/2", "1/2"), theme="Theme A")
    assert held_over(tune, [HOLD]) == tune
