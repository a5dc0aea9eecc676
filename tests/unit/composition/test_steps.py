"""A motif on other steps of the scale, and upside down."""

from __future__ import annotations

from fractions import Fraction

from originalscore.composition.statements.steps import best_aimed, by_steps, turned_over
from originalscore.composition.statements.tones import Tone, in_key
from originalscore.music.key import Key

MAJOR, MINOR = Key.parse("C major"), Key.parse("A minor")


def motif(*heights: int) -> list[Tone]:
    return [Tone(Fraction(n), Fraction(1), height) for n, height in enumerate(heights)]


def heights(tones: list[Tone]) -> list[int]:
    return [tone.height for tone in tones]


def test_upside_down_tonic_and_fifth_change_places_and_home_stays_home() -> None:
    assert heights(turned_over(motif(60, 67, 64, 62), MAJOR)) == [67, 60, 64, 65]
    assert {height % 12 for height in heights(turned_over(motif(57, 64, 60), MINOR))} == {9, 4, 0}


def test_turned_over_twice_a_motif_is_itself() -> None:
    tune = motif(60, 67, 65, 64, 69)
    assert heights(turned_over(turned_over(tune, MAJOR), MAJOR)) == heights(tune)


def test_of_several_steps_those_keep_a_leap_at_home() -> None:
    tune = motif(60, 67, 65)
    versions = [by_steps(tune, steps, MAJOR) for steps in (1, 3, 7)]  # D A G, F C Bb, and the octave
    assert best_aimed(versions, MAJOR) == [versions[2]]


def test_a_tritone_is_aimed_worse_than_a_fifth() -> None:
    fifth, tritone = motif(62, 69), motif(65, 71)
    assert best_aimed([tritone, fifth], MAJOR) == [fifth]


def test_a_fifth_that_another_mode_would_make_a_tritone_stays_a_fifth() -> None:
    minor, lydian = Key.parse("C minor"), Key.parse("C lydian")
    assert heights(in_key(motif(69, 62, 64), MAJOR, minor, 65)) == [69, 62, 63]
    assert heights(in_key(motif(65, 72, 71), MAJOR, lydian, 69)) == [65, 72, 71]
    assert heights(in_key(motif(69, 67, 65), MAJOR, minor, 67)) == [68, 67, 65]  # by step the sixth is minor


def test_the_third_of_the_mode_is_never_given_up_for_a_leap() -> None:
    dorian = Key.parse("C dorian")
    assert heights(in_key(motif(64, 69, 67), MAJOR, dorian, 66)) == [63, 68, 67]
    assert heights(in_key(motif(69, 64, 62), MAJOR, dorian, 66)) == [68, 63, 62]


def test_a_tritone_that_a_theme_is_known_by_is_turned_like_any_move() -> None:
    assert heights(in_key(motif(65, 71, 72), MAJOR, Key.parse("C minor"), 69)) == [65, 70, 72]
