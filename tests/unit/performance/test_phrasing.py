"""The ensemble's common time: phrases, anchors, the last ritard, breaths."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.performance.phrasing import STRICT, breaths, find_phrasing


@pytest.fixture(scope="module")
def tender() -> Composed:
    return compose(a_cue("tender", length_s=50, hits=(a_hit(Fraction(21)),)))


def _moments(made: Composed) -> list[float]:
    return [n / 50 for n in range(50 * int(made.cue.length_s))]


def test_time_is_taken_and_given_back(tender: Composed) -> None:
    phrasing = find_phrasing(tender.score, tender.cue, tender.tempo)
    off_s = [phrasing.played_s(at_s) - at_s for at_s in _moments(tender)]
    assert max(off_s[: 20 * 50]) > 0.005 and min(off_s) < -0.015
    assert max(map(abs, off_s)) < 0.25


def test_every_anchor_sounds_at_its_exact_time(tender: Composed) -> None:
    phrasing = find_phrasing(tender.score, tender.cue, tender.tempo)
    for landing in tender.tempo.landings:
        at_s = float(tender.tempo.seconds(landing.beat))
        assert phrasing.played_s(at_s) == at_s
        near_s = [phrasing.played_s(at_s + by) - at_s - by for by in (-0.02, 0.02)]
        assert max(map(abs, near_s)) < 0.004  # and nothing jumps beside it


def test_played_time_never_runs_backwards(tender: Composed) -> None:
    phrasing = find_phrasing(tender.score, tender.cue, tender.tempo)
    played = [phrasing.played_s(at_s) for at_s in _moments(tender)]
    assert all(0.015 < later - sooner < 0.026 for sooner, later in itertools.pairwise(played))


@pytest.mark.parametrize("mood", ["action", "suspense", "conflict"])
def test_a_driving_pulse_keeps_strict_time(mood: str) -> None:
    made = compose(a_cue(mood, length_s=30))
    assert find_phrasing(made.score, made.cue, made.tempo) == STRICT


def test_machines_keep_everybody_strict() -> None:
    made = compose(a_cue("wonder", length_s=30, force=0.8), electronic=True)
    if any(part.instrument == "electronics" for part in made.score.parts):
        assert find_phrasing(made.score, made.cue, made.tempo) == STRICT


def test_only_a_closing_cue_slows_into_its_last_chord() -> None:
    late = {}
    for ending in ("close", "cut"):
        made = compose(a_cue("sorrow", length_s=50, ending=ending))
        last_s = float(made.tempo.seconds(max(note.onset for part in made.score.parts for note in part.notes)))
        late[ending] = find_phrasing(made.score, made.cue, made.tempo).ritard[2] if last_s else 0.0
    assert late["cut"] == 0.0 <= late["close"] < 0.25


def test_winds_breathe_at_the_end_of_slurs_and_strings_do_not() -> None:
    notes = [(n, n * 1.0, n + 1.0, n % 4 == 3) for n in range(24)]
    found = sorted(breaths("woodwinds", notes))
    assert found and all(n % 4 == 3 for n in found)
    gaps = [later - sooner for sooner, later in zip([-1, *found], [*found, 23], strict=True)]
    assert max(gaps) <= 8
    assert not breaths("strings-high", notes)


def test_a_rest_is_a_breath() -> None:
    assert not breaths("brass", [(n, n * 6.0, n * 6.0 + 5.0, True) for n in range(5)])
