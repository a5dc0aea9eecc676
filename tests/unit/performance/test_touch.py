"""How long a note sounds and how it is played."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from originalscore.model.score import Direction, Note, Part
from originalscore.model.sketch import LinePoint
from originalscore.music.pitch import Pitch
from originalscore.performance.touch import sounding_s, technique, under_slurs, weighed

F = Fraction


def note(onset: int, pitch: str, *, length: int = 1, slur: str = "", articulation: str = "") -> Note:
    return Note(F(onset), F(length), Pitch.parse(pitch), slur=slur, articulation=articulation)


def part(*notes: Note, instrument: str = "violins-1", directions: tuple[Direction, ...] = ()) -> Part:
    return Part(instrument, notes, (), (), directions, (LinePoint(F(0), 0.5),))


def test_a_slur_joins_every_note_from_its_start_to_its_stop() -> None:
    notes = (note(0, "C5", slur="start"), note(1, "D5"), note(2, "E5", slur="stop"), note(3, "F5"))
    assert under_slurs(part(*notes)) == (True, True, True, False)


def test_slurred_notes_reach_into_the_next_and_repeated_ones_stop_before_it() -> None:
    slurred, other, same = note(0, "C5", slur="start"), note(1, "D5"), note(1, "C5")
    assert sounding_s(part(slurred), slurred, other, 0.6, slurred=True) > 0.62
    assert sounding_s(part(slurred), slurred, same, 0.6, slurred=True) < 0.56


def test_the_last_note_before_a_rest_keeps_its_length() -> None:
    last = note(0, "C5", length=2)
    assert sounding_s(part(last), last, None, 1.2, slurred=False) == 1.2


@pytest.mark.parametrize(("articulation", "longest_s"), [("staccato", 0.22), ("marcato", 0.73)])
def test_articulations_shorten(articulation: str, longest_s: float) -> None:
    one = note(0, "C5", articulation=articulation)
    assert sounding_s(part(one), one, None, 0.8, slurred=False) <= longest_s


@pytest.mark.parametrize(
    ("articulation", "sounds_s", "slurred", "wanted"),
    [
        ("", 2.0, False, "sustain"), ("", 2.0, True, "legato"), ("", 0.4, False, "legato"), ("staccato", 0.2, False, "staccato"),
        ("tremolo", 2.0, False, "tremolo"), ("accent", 0.8, True, "marcato"),
    ],
)  # fmt: skip
def test_techniques(articulation: str, sounds_s: float, slurred: bool, wanted: str) -> None:
    one = note(0, "C5", articulation=articulation)
    assert technique(part(one), one, sounds_s, slurred=slurred) == wanted


def test_the_word_over_the_staff_counts() -> None:
    one = note(0, "C4")
    plucked = part(one, directions=(Direction(F(0), "pizz."),))
    assert technique(plucked, one, 0.5, slurred=False) == "pizzicato"


def test_what_a_hand_or_a_section_has_beside_its_tune_or_blow_is_played_softer() -> None:
    tune, blow = replace(note(0, "C5", length=2), line="melody-0"), replace(note(4, "C3", length=2), line="stinger-0", carries_hit=True)
    figure = [replace(note(beat, "E4"), line="arpeggio") for beat in (1, 2, 5, 6)]
    softer = weighed(part(tune, *figure[:2], blow, *figure[2:], instrument="piano"))
    assert [level > 0 for level in softer] == [False, True, False, False, True, False]
