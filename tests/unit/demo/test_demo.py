"""The demo film knows its own truth."""

import itertools

import numpy as np

from originalscore.demo import ON, truth
from originalscore.demo.canvas import HEIGHT, WIDTH, Canvas
from originalscore.demo.sound import RATE, film_sound
from originalscore.demo.storyboard import EVENTS, FRAME_RATE, LENGTH_S, SHOTS


def test_the_shots_follow_each_other_without_gap() -> None:
    assert SHOTS[0].start_s == 0 and SHOTS[-1].end_s == LENGTH_S
    assert all(a.end_s == b.start_s for a, b in itertools.pairwise(SHOTS))
    assert len(SHOTS) >= 12


def test_cuts_and_events_lie_on_drawn_frames() -> None:
    moments = [shot.start_s for shot in SHOTS] + [at_s for at_s, _, _ in EVENTS]
    assert all((at_s * FRAME_RATE / ON).is_integer() for at_s in moments)


def test_every_shot_draws_a_picture_of_its_own() -> None:
    canvas, pictures = Canvas(), []
    for shot in SHOTS:
        t = (shot.start_s + shot.end_s) / 2
        shot.draw(canvas, t, t - shot.start_s)
        pictures.append(canvas.finish(0, light=shot.light(t)))
    assert pictures[0].shape == (HEIGHT, WIDTH, 3)
    differences = [np.abs(a.astype(int) - b.astype(int)).mean() for a, b in itertools.pairwise(pictures)]
    assert min(differences) > 4


def test_lightning_is_white_on_its_first_frame() -> None:
    shot = next(shot for shot in SHOTS if shot.flash_s)
    assert shot.flash(shot.flash_s[0] - 1 / FRAME_RATE) == 0
    assert shot.flash(shot.flash_s[0]) > 0.9


def test_the_sound_is_silent_in_the_black_and_speaks_in_its_spans() -> None:
    sound = film_sound()
    assert sound.shape == (2, round(LENGTH_S * RATE))
    level = lambda a, b: float(np.sqrt(np.mean(sound[:, round(a * RATE) : round(b * RATE)] ** 2)))  # noqa: E731
    for span in truth()["speech"]:
        assert level(span["start_s"], span["end_s"]) > 2.5 * level(span["start_s"] - 0.6, span["start_s"] - 0.1)
    assert level(43.2, 43.8) < 0.02
