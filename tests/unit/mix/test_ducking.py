"""Music makes room for words: as deep as every line asks, in time, without pumping, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from originalscore.measures.loudness import STEPS_A_SECOND
from originalscore.measures.under_speech import line_differences_lu, mean_ride_db, pumping_db
from originalscore.mix.ducking import DISTANCES_LU, Move, Span, find_moves, gain_curve_db, lost_lu, phrases, ride_curve

RATE = 48_000


def energy(*levels_lufs: tuple[float, float]) -> np.ndarray:
    """10 ms energies of (level, seconds)."""
    parts = [np.full(round(seconds * STEPS_A_SECOND), 10 ** ((level + 0.691) / 10)) for level, seconds in levels_lufs]
    return np.concatenate(parts).astype(np.float32)


def ridden(moves: tuple[Move, ...], music: np.ndarray) -> np.ndarray:
    return music * 10 ** (gain_curve_db(moves, 0.0, len(music), STEPS_A_SECOND) / 10)


FILM = energy((-60, 5), (-20, 4), (-60, 11))


@pytest.mark.parametrize("distance_lu", DISTANCES_LU)
@pytest.mark.parametrize("music_lufs", [-20, -24, -30, -35, -38])
def test_the_ride_is_only_as_deep_as_the_distance_asks(music_lufs: float, distance_lu: int) -> None:
    music = energy((music_lufs, 20))
    moves = find_moves(((5.0, 9.0),), music, FILM, distance_lu=distance_lu)
    (difference,) = line_differences_lu(FILM, ridden(moves, music), ((5.0, 9.0),))
    assert difference == pytest.approx(min(max(distance_lu + 0.5, -20 - music_lufs), lost_lu(distance_lu)), abs=0.1)


def test_the_music_is_down_before_the_first_word_and_comes_back_slowly() -> None:
    moves = find_moves(((5.0, 9.0),), energy((-24.5, 20)), FILM)
    gain_db = 20 * np.log10(ride_curve(moves, 0.0, 12 * RATE, RATE))
    assert not gain_db[: 4 * RATE].any()
    assert gain_db[5 * RATE : 9 * RATE] == pytest.approx(np.full(4 * RATE, -8.0), abs=0.05)
    assert -8.0 < gain_db[round(9.5 * RATE)] < -3.0
    assert not gain_db[10 * RATE + 1 :].any()
    for move in moves:
        assert 0.3 <= move.end_s - move.start_s <= 1.0


def test_a_deep_plunge_takes_its_time() -> None:
    music = energy((-30, 4.5), (-18, 2), (-30, 14))  # an accent under a whisper
    film = energy((-60, 5), (-24, 0.8), (-60, 14.7))
    moves = find_moves(((5.0, 5.8),), music, film)
    assert all(move.end_s - move.start_s > 1.8 for move in moves)
    assert pumping_db(gain_curve_db(moves, 0.0, 2000, STEPS_A_SECOND), ()) <= 1.0


def test_a_line_that_outshouts_the_music_as_a_whole_is_lifted_where_there_is_room() -> None:
    music, film = energy((-36, 5), (-36, 4), (-33, 7), (-33, 4)), energy((-60, 5), (-11, 4), (-16, 7), (-60, 4))
    line = ((5.0, 16.0),)
    moves = find_moves(line, music, film)
    gain_db = gain_curve_db(moves, 0.0, 2000, STEPS_A_SECOND)
    assert gain_db[1200] > 1.0  # by itself this phrase, 17 LU above the music, would have stayed as it is
    (difference,) = line_differences_lu(film, ridden(moves, music), line)
    assert difference is not None and 12 <= difference <= 20


def test_where_nobody_speaks_the_gain_is_exactly_one() -> None:
    assert find_moves((), energy((-14, 20)), FILM) == ()
    assert np.array_equal(ride_curve((), 3.0, 1000, RATE), np.ones(1000, np.float32))
    moves = find_moves(((5.0, 9.0),), energy((-20, 20)), FILM)
    assert np.array_equal(ride_curve(moves, 20.0, 1000, RATE), np.ones(1000, np.float32))


def test_a_short_pause_does_not_bring_the_music_up() -> None:
    film = energy((-60, 5), (-20, 2), (-60, 1), (-20, 2), (-60, 10))
    moves = find_moves(((5.0, 7.0), (8.0, 10.0)), energy((-24, 20)), film)
    assert len(moves) == 2
    assert np.ptp(gain_curve_db(moves, 5.0, 500, 100)) < 0.01


CHAT = ((5.0, 8.0), (8.6, 11.0), (11.5, 16.0), (19.5, 22.0))
CHAT_FILM = energy((-60, 5), (-18, 3), (-60, 0.6), (-27, 2.4), (-60, 0.5), (-20, 4.5), (-60, 3.5), (-24, 2.5), (-60, 6))


def test_every_line_of_a_talk_gets_its_distance_and_none_pays_much_for_another() -> None:
    music = energy((-25, 30))
    moves = find_moves(CHAT, music, CHAT_FILM)
    differences = line_differences_lu(CHAT_FILM, ridden(moves, music), CHAT)
    assert all(difference is not None and 12 <= difference <= 20 for difference in differences)
    assert differences[0] is not None and differences[0] < 15  # one depth for the whole talk would put 21.5 LU here


def test_the_ride_follows_words_that_grow_softer_within_one_long_line() -> None:
    film = energy((-60, 4), (-18, 10), (-24, 10), (-60, 6))
    music = energy((-30, 30))
    line = ((4.0, 24.0),)
    moves = find_moves(line, music, film)
    pieces = phrases(line[0], film)
    assert (pieces[0][0], pieces[-1][1], len(pieces)) == (4.0, 24.0, 5)
    differences = line_differences_lu(film, ridden(moves, music), pieces)
    assert all(found is not None and 12 <= found <= 15.5 for found in differences)
    assert 2 <= len(moves) <= 4


def test_long_lines_are_cut_where_breath_is_taken() -> None:
    film = energy((-60, 4), (-20, 3.2), (-50, 0.4), (-20, 4.6), (-50, 0.3), (-20, 3.5), (-60, 2))
    assert [start for start, _ in phrases((4.0, 16.0), film)] == [pytest.approx(at, abs=0.2) for at in (4.0, 7.4, 12.3)]


def test_restless_music_is_not_pumped() -> None:
    chance = np.random.default_rng(5)
    music = energy(*[(-24 + 5 * float(chance.normal()), 0.25) for _ in range(160)])
    film = energy((-60, 4), *[(-20 + 4 * float(chance.normal()), 0.3) for _ in range(100)], (-60, 6))
    lines = ((4.0, 13.0), (13.8, 33.5))
    moves = find_moves(lines, music, film)
    gain_db = gain_curve_db(moves, 0.0, 4000, STEPS_A_SECOND)
    assert pumping_db(gain_db, lines) <= 1.0
    assert mean_ride_db(gain_db, lines) > 6  # and yet it worked hard


@pytest.mark.parametrize("seed", range(20))
def test_any_talk_is_served_within_the_bounds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    lines: list[Span] = []
    at, film, music = 4.0, [(-60.0, 4.0)], [(float(chance.uniform(-34, -18)), float(chance.uniform(0.6, 6))) for _ in range(30)]
    for _ in range(8):
        length, pause = (round(float(value), 2) for value in (chance.uniform(0.6, 7), chance.choice([0.3, 1.2, 2.5, 6.0])))
        lines.append((at, at + length))
        film += [(float(chance.uniform(-26, -17)), length), (-70.0, pause)]
        at += length + pause
    spoken, played = energy(*film), energy(*music, (-30, 120))
    moves = find_moves(tuple(lines), played, spoken)
    differences = line_differences_lu(spoken, ridden(moves, played), lines)
    assert all(found is not None and 12 <= found <= 20.5 for found in differences), differences
    assert pumping_db(gain_curve_db(moves, 0.0, len(spoken), STEPS_A_SECOND), lines) <= 1.0


def test_the_ride_of_a_block_is_part_of_the_ride_of_the_film() -> None:
    moves = find_moves(CHAT, energy((-25, 30)), CHAT_FILM)
    whole = ride_curve(moves, 0.0, 25 * RATE, RATE)
    parts = [ride_curve(moves, first / RATE, 100_000, RATE) for first in range(0, 25 * RATE, 100_000)]
    assert np.allclose(np.concatenate(parts)[: len(whole)], whole, atol=1e-6)


def test_lost_music_is_lifted_no_farther_than_its_peaks_have_room() -> None:
    lost = energy((-50, 20))
    free, held = (find_moves(((5.0, 9.0),), lost, FILM, highest_db=room) for room in (6.0, 2.0))
    assert max(move.by_db for move in free) > 2.5
    assert max(move.by_db for move in held) == pytest.approx(2.0)
    assert find_moves(((5.0, 9.0),), lost, FILM, highest_db=0.0) == () or max(
        move.by_db for move in find_moves(((5.0, 9.0),), lost, FILM, highest_db=0.0)
    ) == pytest.approx(0.0)
