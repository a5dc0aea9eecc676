"""The films that draw themselves know their own truth."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from originalscore.demo import FILMS, ON, Film
from originalscore.demo.canvas import Canvas
from originalscore.demo.film import FRAME_RATE, Shot
from originalscore.demo.sounds import RATE, spans_of
from originalscore.picture import blank_picture
from originalscore.spotting.brief_times import timed_wishes

every_film = pytest.mark.parametrize("film", FILMS.values(), ids=FILMS)


@pytest.fixture(scope="module", params=["keeper", "goodbye", "thriller"])
def heard(request: pytest.FixtureRequest) -> tuple[Film, NDArray[np.float32]]:
    film = FILMS[request.param]
    return film, film.sound()


def level(sound: NDArray[np.float32], start_s: float, end_s: float) -> float:
    return float(np.sqrt(np.mean(sound[:, round(start_s * RATE) : round(end_s * RATE)] ** 2)))


@every_film
def test_the_shots_follow_each_other_without_gap(film: Film) -> None:
    assert film.shots[0].start_s == 0 and film.length_s >= 60
    assert all(a.end_s == b.start_s for a, b in itertools.pairwise(film.shots))


@every_film
def test_cuts_and_events_lie_on_drawn_frames(film: Film) -> None:
    moments = [shot.start_s for shot in film.shots] + [at_s for at_s, _, _ in film.events]
    assert all((at_s * FRAME_RATE / ON).is_integer() for at_s in moments)
    assert all(at_s in {flash for shot in film.shots for flash in shot.flash_s} for at_s, kind, _ in film.events if kind == "flash")


@every_film
def test_every_shot_draws_a_picture_of_its_own(film: Film) -> None:
    canvas = Canvas(film.width, film.height)
    middles = [round((shot.start_s + shot.end_s) / 2 * FRAME_RATE) for shot in film.shots]
    pictures = [film.picture(canvas, number).astype(int) for number in middles]
    assert pictures[0].shape == (film.height, film.width, 3)
    assert min(np.abs(a - b).mean() for a, b in itertools.pairwise(pictures)) > 3


@every_film
def test_every_light_comes_or_goes_on_its_frame(film: Film) -> None:
    canvas = Canvas(film.width, film.height)
    for at_s, kind, what in film.events:
        if kind == "light":
            frame = round(at_s * FRAME_RATE)
            earlier, before, on = (float(film.picture(canvas, frame - back).mean()) for back in (2 * ON, ON, 0))
            assert abs(on - before) > 3 * abs(before - earlier), what


def test_a_flash_is_white_on_its_first_frame() -> None:
    shot = Shot(27.0, 31.5, lambda c, t, u: None, flash_s=(29.0,))
    assert shot.flash(29.0 - 1 / FRAME_RATE) == 0
    assert shot.flash(29.0) > 0.9


@every_film
def test_a_drawing_is_the_same_whatever_was_drawn_before_it(film: Film) -> None:
    fresh, used, number = Canvas(film.width, film.height), Canvas(film.width, film.height), round(30.5 * FRAME_RATE)
    film.picture(used, round(14 * FRAME_RATE))
    assert np.array_equal(film.picture(fresh, number), film.picture(used, number))


def test_people_are_heard_in_their_lines_and_nowhere_else(heard: tuple[Film, NDArray[np.float32]]) -> None:
    film, sound = heard
    assert sound.shape == (2, round(film.length_s * RATE))
    spans = spans_of(film.lines)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))
    for start_s, end_s, _ in spans:
        assert level(sound, start_s, end_s) > 2.5 * level(sound, start_s - 0.6, start_s - 0.1)


def test_the_films_are_silent_in_their_black(heard: tuple[Film, NDArray[np.float32]]) -> None:
    film, sound = heard
    for shot in film.shots:
        if shot.draw.__name__ == "_black":
            assert level(sound, (shot.start_s + shot.end_s) / 2, shot.end_s - 0.2) < 0.02


def test_the_thrillers_brief_asks_for_the_silence_that_is_drawn() -> None:
    film = FILMS["thriller"]
    black = next(shot for shot in film.shots if shot.draw.__name__ == "_black")
    silence = next(wish for wish in timed_wishes(film.brief, blank_picture(Fraction(90))) if wish.kind == "silence")
    assert (silence.start_s, silence.end_s) == (black.start_s, black.end_s)


def test_the_thrillers_cuts_quicken_and_the_goodbye_is_slow() -> None:
    lengths = [shot.end_s - shot.start_s for shot in FILMS["thriller"].shots if shot.end_s <= 41]
    assert lengths == sorted(lengths, reverse=True) or max(lengths[-4:]) < min(lengths[:5]) / 3
    assert min(shot.end_s - shot.start_s for shot in FILMS["goodbye"].shots) >= 6
