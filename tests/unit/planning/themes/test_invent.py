"""Invented themes: whole forms with one peak and a head to hum, none like another, none a four-chord loop."""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cache

import pytest

from originalscore.chance import Stream
from originalscore.model.cue import ThemeWish
from originalscore.model.plan import Chord, ChordSpan, Theme
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName
from originalscore.planning.themes import invent_theme
from originalscore.planning.themes.character import CHARACTERS
from originalscore.planning.themes.harmony import is_loop
from originalscore.planning.themes.melody import Ground, Tune, sung_cost
from originalscore.planning.themes.surprise import surprise

_WISHES = (
    ("tender", "D major", "3/4"), ("triumph", "Bb major", "4/4"), ("joy", "G major", "6/8"), ("mystery", "E minor", "5/4"), ("action", "C minor", "7/8"),
    ("sorrow", "A minor", "4/4"),
)  # fmt: skip


@cache
def theme(number: int, seed: int = 1) -> Theme:
    mood, key, meter = _WISHES[number]
    return invent_theme(ThemeWish("main", "the film", mood), Key.parse(key), Meter.parse(meter), Stream(seed, "test", mood))


def heights_of(theme: Theme) -> list[int]:
    return [note.pitch.height for note in theme.notes]


@pytest.mark.parametrize("number", range(len(_WISHES)))
def test_a_theme_is_whole_in_any_meter(number: int) -> None:
    made = theme(number)
    end = made.meter.beats * made.bars
    assert made.form in ("sentence", "period", "clause", "open") and 4 <= made.bars <= 11
    assert made.notes[-1].onset + made.notes[-1].length == end
    assert all(before.onset + before.length <= after.onset for before, after in zip(made.notes, made.notes[1:]))
    assert made.chords[0].onset == 0 and sum(span.length for span in made.chords) == end
    assert not is_loop(made.chords)


@pytest.mark.parametrize("number", range(len(_WISHES)))
def test_a_theme_has_one_peak_and_a_head_to_hum(number: int) -> None:
    made = theme(number)
    heights = heights_of(made)
    head = made.notes[: made.motif_notes]
    assert heights.count(max(heights)) == 1 and 8 <= max(heights) - min(heights) <= 20
    assert 3 <= len(head) <= 7 and head[-1].onset < 2 * made.meter.beats
    assert any(abs(b - a) >= 3 for a, b in itertools.pairwise(heights))
    assert len({note.length for note in head}) >= 2


def test_no_two_films_share_head_rhythm_or_progression() -> None:
    made = [theme(number) for number in range(len(_WISHES))] + [theme(0, 2), theme(1, 2)]
    for facts in (
        {tuple(b - a for a, b in zip(heights_of(t)[: t.motif_notes], heights_of(t)[1:])) for t in made},
        {tuple(note.onset for note in t.notes) for t in made},
        {tuple(span.function for span in t.chords) for t in made},
    ):
        assert len(facts) == len(made)


def test_the_same_seed_gives_the_same_theme() -> None:
    assert theme.__wrapped__(2) == theme(2)


def test_a_tune_that_may_not_be_used_is_redrawn() -> None:
    first = theme(0)
    taken = tuple((note.onset, note.length, note.pitch.height) for note in first.notes)
    mood, key, meter = _WISHES[0]

    def refuse(tune: Tune) -> bool:
        return tune == taken

    other = invent_theme(ThemeWish("main", "the film", mood), Key.parse(key), Meter.parse(meter), Stream(1, "test", mood), refuse=refuse)
    assert heights_of(other) != heights_of(first)


def test_a_leap_is_cheapest_from_home_to_home_and_nobody_runs_up_to_it() -> None:
    chords = (ChordSpan(Fraction(0), Fraction(8), Chord(PitchName.parse("A"), "min7", PitchName.parse("A")), "vi", 0.3),)
    ground = Ground(Key.parse("C major"), Meter.parse("4/4"), chords, CHARACTERS["intimate"], 55, 74, 0.6, Fraction(8))

    def cost(*heights: int) -> int:
        slots = ground.slots(Fraction(0), tuple((Fraction(n, 2), Fraction(1, 2)) for n in range(len(heights))))
        there = [(*slot[:4], float(height), slot[5]) for slot, height in zip(slots, heights, strict=True)]
        return sung_cost(ground, there, (), heights)

    assert cost(60, 67) + 500 < cost(57, 64)  # both fifths of the chord; only the first is the key's own
    assert cost(62, 60, 67) + 300 < cost(59, 60, 67)


@pytest.mark.parametrize("number", range(len(_WISHES)))
def test_a_theme_leaps_and_is_neither_foreseen_nor_lost(number: int) -> None:
    made = theme(number)
    moves = [abs(b - a) for a, b in itertools.pairwise(heights_of(made))]
    assert 0.08 <= sum(move > 4 for move in moves) / len(moves) <= 0.3
    assert 2.5 <= surprise(heights_of(made), made.key) <= 4.6
