"""Sync is measured on sound, signed, and against chance."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from originalscore.measures.sync import SyncHit, check_sync

RATE = 48000
FRAME_S = Fraction(1, 24)


def clicks(times_s: list[float], length_s: float) -> np.ndarray:
    """Short decaying noise-like ticks at known instants."""
    audio = np.zeros(round(length_s * RATE))
    n = np.arange(RATE // 10)
    tick = 0.5 * np.exp(-n / 1200) * (np.sin(n * 0.31) + np.sin(n * 0.113 + 1) + np.sin(n * 0.047))
    for at_s in times_s:
        first = round(at_s * RATE)
        audio[first : first + len(tick)] += tick[: len(audio) - first]
    return np.stack([audio, audio]).astype(np.float32)


def hit(at_s: str, kind: str = "hard", must: bool = True) -> SyncHit:
    return SyncHit(Fraction(at_s), f"at {at_s}", kind, must)


def test_errors_are_signed_in_milliseconds_and_frames() -> None:
    report = check_sync(clicks([5.0, 9.02, 13.0], 20), RATE, [hit("5"), hit("9"), hit("13.01")], frame_s=FRAME_S)
    assert [row.error_ms for row in report.rows] == pytest.approx([0, 20, -10], abs=3)
    assert report.rows[1].error_frames == pytest.approx(0.48, abs=0.08)
    assert report.landed == report.must_landed == report.within_frame == 1


def test_a_must_hit_late_by_more_than_a_frame_has_not_landed_though_its_class_allows_it() -> None:
    hits = [hit("5", "soft", must=True), hit("5", "soft", must=False)]
    report = check_sync(clicks([5.1], 20), RATE, hits, frame_s=FRAME_S)
    assert [row.landed for row in report.rows] == [False, True]


def test_a_hit_in_silence_is_not_landed_and_has_no_error() -> None:
    report = check_sync(clicks([5.0], 20), RATE, [hit("10")], frame_s=FRAME_S)
    assert report.rows[0].error_ms is None and not report.rows[0].landed
    assert report.landed == 0 and report.median_ms is None


def test_sparse_exact_accents_beat_chance_and_dense_ones_do_not() -> None:
    times = [3.0, 7.5, 12.0, 18.5]
    hits = [hit(str(at_s)) for at_s in times]
    sparse = check_sync(clicks(times, 30), RATE, hits, frame_s=FRAME_S)
    assert sparse.landed == 1 and sparse.chance < 0.2 and sparse.beyond_chance == 1
    dense = check_sync(clicks([0.09 * n for n in range(5, 320)], 30), RATE, hits, frame_s=FRAME_S)
    assert dense.chance > 0.4
    assert dense.beyond_chance <= (dense.landed - 0.4) / 0.6


def test_the_same_seed_measures_the_same_chance() -> None:
    audio, hits = clicks([1.0 * n for n in range(1, 29)], 30), [hit("5", "soft", must=False), hit("9", "soft", must=False)]
    first, second = (check_sync(audio, RATE, hits, frame_s=FRAME_S, seed=3) for _ in range(2))
    assert first == second


def test_points_to_avoid_are_not_asked_to_land() -> None:
    assert check_sync(clicks([5.0], 20), RATE, [hit("10", "avoid", must=False)], frame_s=FRAME_S).rows == ()
