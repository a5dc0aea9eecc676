"""Whose music it is: as many subjects as a film has room for, each heard over the whole of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from tests.unit.composed import a_cue

from originalscore.chance import Stream
from originalscore.model.brief import Brief
from originalscore.model.cue import CurvePoint, ThemeWish
from originalscore.picture import blank_picture
from originalscore.spotting import spot
from originalscore.spotting.mood import Reading
from originalscore.spotting.spans import Piece
from originalscore.spotting.themes import crowned, find_subjects, share_out

F = Fraction
MOODS = ("tender", "tender", "daily", "mystery", "suspense", "action", "sorrow", "conflict", "wonder", "romance")


def film(count: int, every_s: int, length_s: int, seed: int = 1) -> list[list[Piece]]:
    draw = Stream(seed, "film")
    return [[Piece(F(n * every_s), F(n * every_s + length_s), Reading(draw.choose(MOODS), 1.0, 0.5, ""), 0.2, False)] for n in range(count)]


def shared(groups: list[list[Piece]], carried: tuple[ThemeWish, ...] = ()) -> tuple[list[str], list[tuple[str, ...]]]:
    subjects = find_subjects(ThemeWish("main", "the film", "tender"), groups, carried)
    moods = [group[0].reading.mood for group in groups]
    return [subject.wish.name for subject in subjects], [names for names, _ in share_out(subjects, groups, moods)]


@pytest.mark.parametrize(("count", "length_s", "least", "most"), [(1, 40, 1, 1), (5, 30, 1, 2), (15, 35, 3, 3), (60, 70, 4, 4)])
def test_a_longer_film_has_more_subjects(count: int, length_s: int, least: int, most: int) -> None:
    names, cues = shared(film(count, length_s + 10, length_s))
    assert least <= len(names) <= most and len(set(names)) == len(names)
    for name in names:
        assert sum(name in themes for themes in cues) >= min(4, count)
    assert cues[0][0] == cues[-1][0] == names[0]


@pytest.mark.parametrize("seed", range(5))
def test_in_a_film_of_two_hours_no_subject_is_away_for_long(seed: int) -> None:
    groups = film(60, 120, 75, seed)
    names, cues = shared(groups)
    assert len(names) == 4
    for name in names:
        heard = [n * 2 for n, themes in enumerate(cues) if name in themes]  # minutes
        assert max(b - a for a, b in pairwise(heard)) <= 20 and heard[-1] >= 80
    assert max(len(themes) for themes in cues) <= 3


def test_the_themes_of_a_series_come_first() -> None:
    carried = (ThemeWish("keeper", "the keeper", "tender"), ThemeWish("sea", "the sea", "mystery"))
    names, cues = shared(film(12, 40, 30), carried)
    assert names[:2] == ["keeper", "sea"] and cues[0][0] == "keeper"


def test_a_brief_names_the_style_and_the_purposes_of_a_series() -> None:
    words = "a tender film, minimal; recap 00:00-00:20; act out 01:40-02:00"
    cues = spot(blank_picture(F(120)), Brief(words=words, length_s=F(120)))
    assert cues.style == "modern minimal"
    assert cues.cues[0].purpose == "recap" and cues.cues[0].end_s == 20
    assert set(cues.cues[0].themes) == {theme.name for theme in cues.themes}
    assert cues.cues[-1].purpose == "act out" and cues.cues[-1].ending == "cut"
    assert all("theme “" in cue.why for cue in cues.cues if cue.themes and cue.purpose != "recap")
    assert spot(blank_picture(F(60)), Brief(words="a tense thriller", length_s=F(60))).style == "hybrid thriller"


def test_the_greatest_moment_has_the_films_first_theme() -> None:
    main, shadow = ThemeWish("main", "the film", "tender"), ThemeWish("shadow", "the threat", "conflict")
    calm = tuple(replace(a_cue("daily", force=0.4), id=f"c{n}", start_s=F(60 * n), end_s=F(60 * n + 40), themes=()) for n in range(5))
    cues = (*calm[:3], replace(calm[3], mood="triumph", force=(CurvePoint(F(180), 0.9),), themes=("shadow",)), calm[4])
    found = crowned(cues, (main, shadow))
    assert [cue.themes for cue in found] == [(), (), (), ("main", "shadow"), ()]
    assert "greatest moment" in found[3].why
    assert crowned(cues, ()) == cues and crowned(found, (main, shadow)) == found
