"""Of several ways to write the parts the one nearest to music is kept, and nothing growls beneath a theme in the bass."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from originalscore.composition.choice import badness
from originalscore.composition.fabric import Fabric
from originalscore.composition.parts import _clear_of
from originalscore.composition.voices import _fallback
from originalscore.measures.counterpoint import Sung
from originalscore.model.sketch import LineNote, LinePoint
from originalscore.music.key import Key

F = Fraction
KEY = Key.parse("C major")
BARS = [F(4 * n) for n in range(9)]


def line(*heights: int) -> list[Sung]:
    return [(F(2 * n), F(2), height) for n, height in enumerate(heights)]


TUNE = line(72, 76, 74, 77, 76, 74, 72, 74, 76, 79, 77, 76, 74, 72, 71, 72)
BASS = line(48, 45, 41, 43, 48, 47, 45, 43, 48, 43, 45, 48, 41, 45, 43, 48)
INNER = line(64, 60, 65, 62, 64, 67, 64, 62, 67, 64, 65, 64, 65, 64, 62, 64)


def test_parts_that_run_along_with_the_tune_are_worse_than_parts_of_their_own() -> None:
    along = [(onset, length, height - 12) for onset, length, height in TUNE]
    deep = [(onset, length, height - 24) for onset, length, height in TUNE]
    assert badness(TUNE, [along], deep, BARS, KEY, ()) > badness(TUNE, [INNER], BASS, BARS, KEY, ()) + 3


def test_what_is_held_out_of_the_choice_does_not_move_it() -> None:
    """A bass by step is as good as one in fourths; a harsh inner voice costs, but not where no key holds."""
    stepping, leaping = line(*(48, 47) * 8), line(*(48, 43) * 8)
    harsh = [(onset, length, height - 1) for onset, length, height in TUNE]
    least = [badness((), [], bass, BARS, KEY, ()) for bass in (stepping, leaping)]
    assert abs(least[0] - least[1]) < 0.5
    assert badness(TUNE, [harsh], BASS, BARS, KEY, ()) > badness(TUNE, [harsh], BASS, BARS, KEY, (), tonal=False)


def test_parts_are_better_where_their_strain_follows_the_target() -> None:
    away = [4 <= n < 12 for n in range(16)]  # F sharp major between C major
    tune, inner, bass = (line(*(far if there else home for there in away)) for home, far in ((67, 66), (64, 61), (48, 46)))
    arched = (LinePoint(F(0), 0.1), LinePoint(F(7), 0.1), LinePoint(F(8), 0.9), LinePoint(F(24), 0.9), LinePoint(F(25), 0.1))
    hollow = tuple(LinePoint(point.beat, 1 - point.level) for point in arched)
    right, wrong = (badness(tune, [inner], bass, BARS, KEY, target) for target in (arched, hollow))
    assert right < wrong


def test_the_bass_beneath_a_theme_in_the_bass_goes_down_or_is_silent() -> None:
    theme = [(F(0), F(4), 45), (F(4), F(4), 47)]
    bass = [LineNote(F(0), F(4), KEY.spell(41)), LineNote(F(4), F(4), KEY.spell(40))]
    cleared = [note.pitch.height for note in _clear_of(bass, theme) if note.pitch]
    assert cleared == [29, 40]
    assert _clear_of([LineNote(F(0), F(4), KEY.spell(42))], [(F(0), F(4), 45)])[0].pitch == KEY.spell(30)
    assert _clear_of([LineNote(F(0), F(4), KEY.spell(38))], [(F(0), F(4), 40)]) == []


def test_a_chord_under_a_very_low_tune_is_open() -> None:
    for root in range(12):
        voicing = _fallback([root, (root + 4) % 12, (root + 7) % 12], None, 52)
        assert list(voicing) == sorted(voicing)
        assert not any(0 < high - low < 5 for low, high in pairwise(voicing) if low < 48), voicing


def test_motion_gains_from_opposite_ways_and_what_was_heard_is_familiar() -> None:
    still = [[(F(0), F(8), height)] for height in (40, 52)]
    fabric = Fabric([*still, [(F(0), F(8), 57)], [(F(0), F(4), 67), (F(4), F(4), 69)]], [], planing=False)
    down, up = ([(F(0), F(4), 57), (F(4), F(4), 57 + way)] for way in (-2, 2))
    assert fabric.motion(2, down) > fabric.motion(2, up)
    assert fabric.familiar([(F(0), F(4), 57), (F(4), F(4), 69)]) > fabric.familiar([(F(0), F(4), 57), (F(4), F(4), 61)])
