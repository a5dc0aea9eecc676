"""Players breathe, but hits are exact."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.performance.perform import TAILS_S, can_play
from originalscore.performance.touch import STRUCK

F = Fraction


@pytest.fixture(scope="module")
def done() -> Composed:
    return compose(a_cue("conflict", force=0.7, hits=(a_hit(14), a_hit(30))))


def test_a_note_that_carries_a_hit_sounds_at_its_exact_time(done: Composed) -> None:
    wanted = [float(done.tempo.seconds(landing.beat)) for landing in done.tempo.landings]
    exact = {note.onset_s for part in done.performance.parts if part.instrument in STRUCK for note in part.notes if note.carries_hit}
    slower = {
        note.onset_s
        for part in done.performance.parts
        if part.instrument not in (*STRUCK, "electronics")
        for note in part.notes
        if note.carries_hit
    }
    assert exact
    assert all(min(abs(at - hit) for hit in wanted) < 1e-6 for at in exact)
    assert all(0 <= min(at - hit for hit in wanted if hit <= at + 1e-6) < 0.0181 for at in slower)  # bow and breath swell out of the stroke
    assert all(min(abs(at - hit) for at in exact) < 1e-6 for hit in wanted)


def test_nothing_sounds_in_the_forty_milliseconds_before_a_hit(done: Composed) -> None:
    for landing in done.tempo.landings:
        hit = float(done.tempo.seconds(landing.beat))
        early = [note for part in done.performance.parts for note in part.notes if hit - 0.04 < note.onset_s < hit - 1e-6]
        assert not early


def test_players_are_human_but_together(done: Composed) -> None:
    """Free notes lie off the grid by a few milliseconds, no two players alike, nobody by more than 40."""
    offsets: dict[str, list[float]] = {}
    for part, played in zip(done.score.parts, done.performance.parts):
        grid = sorted({float(done.tempo.seconds(note.onset)) for note in part.notes})
        offsets[part.instrument] = [
            1000 * min((note.onset_s - at for at in grid), key=abs) for note in played.notes if not note.carries_hit
        ]
    every = [value for values in offsets.values() for value in values]
    assert 2 < statistics.pstdev(every) < 15
    assert max(map(abs, every)) < 65
    assert offsets["violins-2"][:8] != offsets["cellos"][:8]


def test_levels_move_inside_a_phrase_and_held_notes_swell(done: Composed) -> None:
    strings = next(part for part in done.performance.parts if part.instrument == "violins-1")
    assert len({note.level for note in strings.notes}) > len(strings.notes) / 2
    values = [control.value for control in strings.controls if control.name == "expression"]
    assert max(values) - min(values) > 0.1
    assert all(0 <= value <= 1 for value in values)


def test_every_played_note_exists_on_its_instrument(done: Composed) -> None:
    assert all(can_play(part.instrument, note) for part in done.performance.parts for note in part.notes)
    assert all(0 < note.level <= 1 and note.length_s > 0 for part in done.performance.parts for note in part.notes)


@pytest.mark.parametrize("ending", sorted(TAILS_S))
def test_endings_leave_as_they_are_asked(ending: str) -> None:
    played = compose(a_cue("tender", ending=ending)).performance
    last_s = max(note.onset_s + note.length_s for part in played.parts for note in part.notes)
    assert last_s <= played.length_s + TAILS_S[ending] + 1e-6
    if ending == "cut":
        assert last_s <= played.length_s + 1e-6
    if ending == "fade":
        tail = [c.value for part in played.parts for c in part.controls if c.at_s > played.length_s - 0.5]
        body = [c.value for part in played.parts for c in part.controls if c.at_s < played.length_s - 5]
        assert max(tail) < statistics.mean(body)


def test_notes_that_sound_together_in_one_section_belong_to_different_players(done: Composed) -> None:
    divided = 0
    for part, played in zip(done.score.parts, done.performance.parts):
        if part.instrument not in ("violins-1", "violins-2", "violas", "cellos", "horns"):
            continue
        for one, other in zip(played.notes, played.notes[1:]):
            if other.onset_s < one.onset_s + one.length_s - 0.2:
                divided += 1
                assert one.player != other.player
    assert divided > 10


def test_a_note_that_is_played_again_is_not_played_the_same(done: Composed) -> None:
    repeated = 0
    for part in done.performance.parts:
        last: dict[tuple[object, ...], tuple[float, float]] = {}
        for note in part.notes:
            name = (note.player, note.pitch, note.sound)
            if name in last:
                repeated += 1
                level, cents = last[name]
                assert abs(note.level - level) > 0.01 or abs(note.detune_cents - cents) >= 1
            last[name] = (note.level, note.detune_cents)
    assert repeated > 100
