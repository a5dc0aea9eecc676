"""Music makes room for words: as deep as needed, in time, and nowhere else."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from originalscore.measures.loudness import STEPS_A_SECOND
from originalscore.mix.ducking import MOST_LU, WANTED_LU, Ride, find_rides, ride_curve

RATE = 48_000


def energy(*levels_lufs: tuple[float, float]) -> np.ndarray:
    """10 ms energies of (level, seconds)."""
    parts = [np.full(round(seconds * STEPS_A_SECOND), 10 ** ((level + 0.691) / 10)) for level, seconds in levels_lufs]
    return np.concatenate(parts).astype(np.float32)


def span(start: float, end: float) -> tuple[Fraction, Fraction]:
    return Fraction(start), Fraction(end)


FILM = energy((-60, 5), (-20, 4), (-60, 11))


@pytest.mark.parametrize(("music_lufs", "depth_db"), [(-24, -8.5), (-30, -2.5), (-35, 0.0), (-41, 2.0)])
def test_the_ride_is_only_as_deep_as_the_distance_asks(music_lufs: float, depth_db: float) -> None:
    rides = find_rides((span(5, 9),), energy((music_lufs, 20)), FILM)
    assert [ride.depth_db for ride in rides] == pytest.approx([depth_db] if depth_db else [], abs=0.05)
    distance = -20 - (music_lufs + depth_db)
    assert WANTED_LU - 0.1 <= distance <= MOST_LU + 0.1


def test_the_music_is_down_before_the_first_word_and_comes_back_slowly() -> None:
    curve = ride_curve((Ride(5, 9, -8.0),), 0.0, 12 * RATE, RATE)
    gain_db = 20 * np.log10(curve)
    assert np.array_equal(curve[: round(4.6 * RATE)], np.ones(round(4.6 * RATE), np.float32))
    assert gain_db[5 * RATE : 9 * RATE] == pytest.approx(np.full(4 * RATE, -8.0), abs=0.01)
    assert -8.0 < gain_db[round(9.5 * RATE)] < -3.0
    assert np.array_equal(curve[10 * RATE + 1 :], np.ones(2 * RATE - 1, np.float32))
    assert np.abs(np.diff(gain_db)).max() < 0.001


def test_where_nobody_speaks_the_gain_is_exactly_one() -> None:
    assert find_rides((), energy((-14, 20)), FILM) == ()
    assert np.array_equal(ride_curve((), 3.0, 1000, RATE), np.ones(1000, np.float32))
    assert np.array_equal(ride_curve((Ride(5, 9, -8.0),), 20.0, 1000, RATE), np.ones(1000, np.float32))


def test_a_short_pause_does_not_bring_the_music_up() -> None:
    film = energy((-60, 5), (-20, 2), (-60, 1), (-20, 2), (-60, 10))
    rides = find_rides((span(5, 7), span(8, 10)), energy((-24, 20)), film)
    assert [(ride.start_s, ride.end_s) for ride in rides] == [(5, 10)]


def test_the_ride_of_a_block_is_part_of_the_ride_of_the_film() -> None:
    rides = (Ride(5, 9, -8.0), Ride(9.8, 12, -3.0))
    whole = ride_curve(rides, 0.0, 15 * RATE, RATE)
    parts = [ride_curve(rides, first / RATE, 100_000, RATE) for first in range(0, 15 * RATE, 100_000)]
    assert np.allclose(np.concatenate(parts)[: len(whole)], whole, atol=1e-6)
