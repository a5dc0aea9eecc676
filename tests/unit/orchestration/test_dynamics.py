from fractions import Fraction

import pytest
from tests.unit.composed import a_cue, a_hit, compose

from originalscore.model.score import DYNAMICS, Dynamic, Hairpin, Note, Part
from originalscore.model.sketch import LinePoint
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.dynamics import printed_dynamics, said_once

F = Fraction


def swells(*starts: int, length: int = 4) -> tuple[Hairpin, ...]:
    return tuple(
        pin
        for start in starts
        for pin in (
            Hairpin(F(start), F(start) + F(length, 2), "crescendo"),
            Hairpin(F(start) + F(length, 2), F(start + length), "diminuendo"),
        )
    )


def test_like_swells_in_a_row_are_printed_twice_and_then_simile():
    row = swells(0, 4, 8, 12, 16)
    kept, words = said_once((Dynamic(F(0), "p"),), (*row, Hairpin(F(20), F(24), "crescendo")))
    assert kept == (*row[:4], Hairpin(F(20), F(24), "crescendo"))
    assert [(word.beat, word.words) for word in words] == [(8, "simile")]


def test_three_swells_and_swells_between_marks_are_printed():
    assert said_once((), swells(0, 4, 8)) == (swells(0, 4, 8), ())
    marks = tuple(Dynamic(F(4 * n), "pf"[n % 2]) for n in range(5))
    assert said_once(marks, swells(0, 4, 8, 12, 16)) == (swells(0, 4, 8, 12, 16), ())
    apart = swells(0, 8, 16, 24, 32)
    assert said_once((), apart) == (apart, ())


def notes(*lengths: float, articulation: str = "") -> list[Note]:
    found, at = [], F(0)
    for length in lengths:
        found.append(Note(at, F(length), Pitch.parse("C4"), articulation=articulation))
        at += F(length)
    return found


def curve(*points: tuple[float, float]) -> tuple[LinePoint, ...]:
    return tuple(LinePoint(F(beat), level) for beat, level in points)


def unled(part: Part) -> list[Hairpin]:
    """Hairpins that end neither in a mark, on the right side of the one before, nor in their opposite."""
    found, before = [], None
    for place, pin in enumerate(part.hairpins):
        here = next((mark.mark for mark in part.dynamics if mark.beat == pin.end_beat), "")
        last = [mark.mark for mark in part.dynamics if mark.beat <= pin.start_beat][-1:]
        neighbours = [*([before] if before else []), *part.hairpins[place + 1 : place + 2]]
        answered = any(other.kind != pin.kind and pin.start_beat == other.end_beat for other in neighbours)
        answered = answered or any(other.kind != pin.kind and pin.end_beat == other.start_beat for other in neighbours)
        louder = here and last and DYNAMICS.index(here) > DYNAMICS.index(last[0])
        if not answered and (not here or louder != (pin.kind == "crescendo")):
            found.append(pin)
        before = pin
    return found


def test_a_crescendo_to_the_end_of_a_phrase_says_where_it_leads():
    marks, pins = printed_dynamics(notes(2, 2, 2, 4), curve((0, 0.35), (10, 0.72)))
    assert marks == (Dynamic(F(0), "p"), Dynamic(F(19, 2), "f")) and pins == (Hairpin(F(0), F(19, 2), "crescendo"),)


def test_a_mark_stands_under_a_note_and_a_small_change_at_the_very_end_is_left_to_the_player():
    marks, _ = printed_dynamics(notes(2, 2, 4), curve((0, 0.35), (3.75, 0.72), (8, 0.72)))
    assert [mark.beat for mark in marks] == [0, 4]
    assert printed_dynamics(notes(4, 4), curve((0, 0.45), (8, 0.56)))[1] == ()


def test_nobody_swells_on_what_dies_away_and_a_struck_note_is_its_own_affair():
    falling = curve((0, 0.7), (4, 0.4))
    assert printed_dynamics(notes(4), falling)[1] == (Hairpin(F(0), F(7, 2), "diminuendo"),)
    assert printed_dynamics(notes(4), falling, dies_away=True) == ((Dynamic(F(0), "f"),), ())
    assert printed_dynamics(notes(4, articulation="marcato"), falling) == ((Dynamic(F(0), "f"),), ())
    struck = [*notes(4, articulation="marcato"), Note(F(4), F(4), Pitch.parse("D4"))]
    assert printed_dynamics(struck, curve((0, 0.7), (3.9, 0.45), (8, 0.45)))[0] == (Dynamic(F(0), "f"), Dynamic(F(4), "mp"))


def test_quick_music_has_fewer_turns_than_slow_music():
    wave = curve(*((3 * n, 0.35 + 0.2 * (n % 2)) for n in range(12)))
    line = notes(*[1] * 33)
    slow, quick = (printed_dynamics(line, wave, beat_s=beat_s) for beat_s in (1.0, 0.35))
    assert len(quick[0]) + len(quick[1]) < len(slow[0]) + len(slow[1])


@pytest.mark.parametrize(
    ("mood", "force", "ensemble"), [("action", 0.8, "orchestra"), ("sorrow", 0.3, "piano-and-strings"), ("wonder", 0.5, "woodwind-quintet")]
)
def test_every_hairpin_of_a_composed_cue_leads_somewhere(mood, force, ensemble):
    made = compose(a_cue(mood, force=force, ensemble=ensemble, hits=(a_hit(20), a_hit(37))))
    assert sum(len(part.hairpins) for part in made.score.parts) > 3
    bars = len(made.tempo.bars)
    for part in made.score.parts:
        assert unled(part) == [], part.instrument
        assert len(part.dynamics) <= 0.8 * bars, part.instrument
        if not INSTRUMENTS[part.instrument].breath_s:  # what dies away is struck anew under its hairpins
            rolled = any(note.articulation == "roll" for note in part.notes)
            assert rolled or all(any(pin.start_beat < note.onset <= pin.end_beat for note in part.notes) for pin in part.hairpins)
