"""The three curves of ``cues.toml`` are obeyed: pace by the tempo, density by the writing, force by the level."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from statistics import mean

import pytest
from tests.unit.composed import Composed, a_cue, compose

from originalscore.model.cue import Cue, CurvePoint

F = Fraction
MOODS = ("tender", "suspense", "action", "mystery")
#: A cue's two levels, and the same curve rising in its middle.
LOW, HIGH = 0.15, 0.85


def with_curve(cue: Cue, name: str, *levels: float) -> Cue:
    """A cue with one curve of equal steps."""
    step_s = cue.length_s / len(levels)
    points = tuple(CurvePoint(cue.start_s + n * step_s + step_s / 2, level) for n, level in enumerate(levels))
    return replace(cue, **{name: points})  # type: ignore[arg-type]


def onsets_a_second(one: Composed, start: float = 0.0, end: float = 1.0) -> float:
    """Different moments at which something begins, a second, in a share of the cue."""
    length_s = float(one.cue.length_s)
    onsets = {round(note.onset_s, 1) for part in one.performance.parts for note in part.notes}
    return sum(start * length_s <= at_s < end * length_s for at_s in onsets) / ((end - start) * length_s)


def notes_a_second(one: Composed, start: float = 0.0, end: float = 1.0) -> float:
    length_s = float(one.cue.length_s)
    onsets = [note.onset_s for part in one.performance.parts for note in part.notes]
    return sum(start * length_s <= at_s < end * length_s for at_s in onsets) / ((end - start) * length_s)


def level(one: Composed, start: float = 0.0, end: float = 1.0) -> float:
    length_s = float(one.cue.length_s)
    notes = [n for part in one.performance.parts for n in part.notes if start * length_s <= n.onset_s < end * length_s]
    return sum(n.level * n.length_s for n in notes) / sum(n.length_s for n in notes)


def tempo(one: Composed) -> float:
    slow, fast = one.tempo.bpm_range
    return (slow + fast) / 2


@pytest.mark.parametrize("mood", MOODS)
def test_pace_is_obeyed_by_the_tempo(mood: str) -> None:
    slow, fast = (compose(with_curve(a_cue(mood), "pace", level)) for level in (LOW, HIGH))
    assert tempo(fast) > 1.1 * tempo(slow)


@pytest.mark.parametrize("mood", MOODS)
def test_density_is_obeyed_by_the_writing(mood: str) -> None:
    sparse, busy = (
        sum(notes_a_second(compose(with_curve(a_cue(mood), "density", level), seed)) for seed in (7, 1)) for level in (LOW, HIGH)
    )
    assert busy > 1.25 * sparse


@pytest.mark.parametrize("mood", MOODS)
def test_force_is_obeyed_by_the_level(mood: str) -> None:
    soft, loud = (compose(with_curve(a_cue(mood), "force", level)) for level in (LOW, HIGH))
    assert level(loud) > level(soft) + 0.1


@pytest.mark.parametrize("mood", MOODS)
def test_density_and_force_are_obeyed_within_a_cue(mood: str) -> None:
    rising = compose(with_curve(with_curve(a_cue(mood), "density", LOW, HIGH), "force", LOW, HIGH))
    assert notes_a_second(rising, 0.5, 0.95) > 1.2 * notes_a_second(rising, 0.05, 0.5)
    assert level(rising, 0.5, 0.95) > level(rising, 0.05, 0.5) + 0.06


@pytest.mark.parametrize("mood", MOODS)
def test_a_tempo_that_is_asked_for_rules(mood: str) -> None:
    assert tempo(compose(replace(a_cue(mood), bpm=71))) == pytest.approx(71, rel=0.06)


def test_a_balance_moves_one_player_alone() -> None:
    plain = compose(a_cue("tender"))
    player = plain.score.parts[-1].instrument
    name = {"cellos": "cellos", "basses": "basses"}[player]
    softer = compose(replace(a_cue("tender"), balance=((name, -6.0),)))
    for before, after in zip(plain.performance.parts, softer.performance.parts, strict=True):
        levels = [mean(note.level for note in part.notes) for part in (before, after)]
        assert levels[1] < levels[0] - 0.08 if before.instrument == player else before == after


def test_a_player_who_is_added_is_heard_and_one_who_is_sent_home_is_not() -> None:
    for mood in MOODS:
        added = compose(replace(a_cue(mood), add=("cello-solo",), without=("woodwinds",)))
        playing = {part.instrument for part in added.score.parts}
        assert "cello-solo" in playing and not playing & {"flute", "oboe", "clarinet", "bassoon"}, mood
    sung = compose(replace(a_cue("suspense", force=0.7), add=("choir",)))
    assert {"choir-women", "choir-men"} & {part.instrument for part in sung.score.parts}
