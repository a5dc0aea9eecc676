"""Titles: a person's first, then the story's; never one twice."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from functools import cache

from tests.unit.composed import a_cue
from tests.unit.ledger.made import piece

from originalscore import planning
from originalscore.album.order import Planned
from originalscore.album.phrases import BRIGHT, DARK, PHRASES
from originalscore.album.titles import name_tracks, title_case
from originalscore.model.album import TrackWish
from originalscore.model.cue import MOODS, WORKING_TITLES, CueList, ThemeWish
from originalscore.model.picture import Shot
from originalscore.model.plan import ScorePlan
from originalscore.picture import blank_picture

F = Fraction
FILM = ("tender", "conflict", "mystery", "sorrow", "conflict", "tender")


@cache
def film() -> tuple[CueList, ScorePlan]:
    cues = tuple(
        replace(a_cue(mood).moved(F(60 * n)), id=f"c{n}", number=f"1m{n}", title=f"{WORKING_TITLES[mood]} {n}")
        for n, mood in enumerate(FILM)
    )
    listed = CueList("", 7, (ThemeWish("main", "the lighthouse keeper", "tender"),), cues, ())
    return listed, planning.plan_score(listed)


def planned(*names: str, title: str = "") -> Planned:
    return Planned(tuple(piece(name, 60 * int(name[2:]), 60 * int(name[2:]) + 48) for name in names), TrackWish(names, title))


def titles(*tracks: Planned, cues: CueList | None = None, brightness: float | None = None) -> tuple[str, ...]:
    listed, plan = film()
    picture = blank_picture(F(400))
    if brightness is not None:
        picture = replace(picture, shots=(Shot(1, F(0), F(400), "start", brightness, 0.1, 0.0, 0.3),))
    return name_tracks(tracks, picture, cues or listed, plan)


def test_every_track_has_a_title_of_its_own_and_always_the_same() -> None:
    tracks = tuple(planned(f"1m{n}") for n in range(len(FILM)))
    found = titles(*tracks)
    assert len({title.casefold() for title in found}) == len(FILM) and found == titles(*tracks)
    assert not set(found) & set(WORKING_TITLES.values())


def test_the_first_whole_theme_gives_its_subject() -> None:
    assert "The Lighthouse Keeper" in titles(*(planned(f"1m{n}") for n in range(len(FILM))))


def test_a_person_comes_first() -> None:
    cues, _ = film()
    named = replace(cues, cues=(replace(cues.cues[0], title="the letter on the stairs"), *cues.cues[1:]))
    assert titles(planned("1m0"), planned("1m1", title="Quarrel"), cues=named) == ("The Letter on the Stairs", "Quarrel")


def test_a_suite_is_named_by_its_pieces() -> None:
    one, two = titles(planned("1m1"), planned("1m2"))
    assert titles(planned("1m1", "1m2")) == (f"{one} / {two}",)
    assert titles(planned("1m1", "1m2", "1m3"))[0].startswith(f"Suite: {one} to ")


def test_end_titles_are_called_so() -> None:
    pieces = tuple(piece(name, 300, 320, usage="CT") for name in ("1m4", "1m5"))
    assert titles(Planned(pieces, TrackWish(("1m4", "1m5")))) == ("End Titles",)


def test_the_light_of_the_picture_opens_other_phrases() -> None:
    tracks = tuple(planned(f"1m{n}") for n in range(len(FILM)))
    assert not set(titles(*tracks, brightness=0.1)) & {phrase for row in BRIGHT.values() for phrase in row}
    assert not set(titles(*tracks, brightness=0.8)) & {phrase for row in DARK.values() for phrase in row}


def test_every_mood_has_phrases_and_no_phrase_stands_twice() -> None:
    assert tuple(PHRASES) == MOODS
    every = list(itertools.chain.from_iterable((*PHRASES.values(), *DARK.values(), *BRIGHT.values())))
    assert len({phrase.casefold() for phrase in every}) == len(every)


def test_small_words_stay_small_inside_a_title() -> None:
    assert title_case("the_house of the rising DAWN at") == "The House of the Rising DAWN At"
