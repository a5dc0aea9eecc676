"""A score that players can play and in which everything that was sketched is heard."""

from __future__ import annotations

import itertools
from collections import defaultdict
from fractions import Fraction

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.model.cue import MOODS
from originalscore.model.score import DYNAMICS, Note, Part
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.orchestration.forces import ENSEMBLES, FAMILIES, FAST_ATTACK

F = Fraction


@pytest.fixture(scope="module", params=[(mood, ensemble) for mood in MOODS for ensemble in ("orchestra", "piano-and-strings")], ids=str)
def done(request: pytest.FixtureRequest) -> Composed:
    mood, ensemble = request.param
    hits = (a_hit(14), a_hit(F("26.5"), "cut", "firm"))
    return compose(a_cue(mood, force=0.7, hits=hits, ensemble=ensemble, length_s=44))


def test_every_note_is_in_its_instruments_range(done: Composed) -> None:
    for part in done.score.parts:
        for note in part.notes:
            assert note.sound in PERCUSSION if note.sound else INSTRUMENTS[part.instrument].reaches(note.pitch), (part.instrument, note)


def test_only_the_ensemble_plays_and_families_held_back_keep_silent(done: Composed) -> None:
    playing = {part.instrument for part in done.score.parts}
    assert playing <= set(ENSEMBLES[done.cue.ensemble])
    for family in done.asked.held_back:
        assert not playing & set(FAMILIES[family])


def test_notes_of_one_voice_overlap_only_as_chords(done: Composed) -> None:
    for part in done.score.parts:
        voices: dict[tuple[int, int], list[Note]] = defaultdict(list)
        for note in part.notes:
            voices[note.staff, note.voice].append(note)
        for notes in voices.values():
            for before, after in itertools.pairwise(sorted(notes, key=lambda note: (note.onset, note.length))):
                chord = (before.onset, before.length) == (after.onset, after.length)
                assert chord or before.onset + before.length <= after.onset, (part.instrument, before, after)


def test_nobody_plays_more_notes_at_once_than_he_can(done: Composed) -> None:
    for part in done.score.parts:
        for at in {note.onset for note in part.notes}:
            together = sum(note.onset <= at < note.onset + note.length for note in part.notes)
            assert together <= INSTRUMENTS[part.instrument].voices, (part.instrument, float(at))


def test_what_is_sketched_is_heard(done: Composed) -> None:
    """At least 95 of 100 sketched notes sound in some part where they begin, or within a beat where a hit took their place."""
    sounding: dict[tuple[str, Fraction], int] = defaultdict(int)
    for part in done.score.parts:
        for note in part.notes:
            sounding[note.line, note.onset] += 1
    struck = [(note.onset, note.onset + note.length) for line in done.sketch.lines if line.role == "stinger" for note in line.notes]
    wanted = [(line.name, note.onset) for line in done.sketch.lines if line.role != "stinger"
              for note in line.notes if note.onset < done.tempo.end_beat]  # fmt: skip
    lost = [one for one in wanted if not sounding[one] and not any(start <= one[1] < end for start, end in struck)]
    assert len(lost) <= 0.05 * len(wanted), lost


def test_every_hit_is_carried_by_a_fast_attack(done: Composed) -> None:
    for landing in done.tempo.landings:
        carriers = {part.instrument for part in done.score.parts for n in part.notes if n.carries_hit and n.onset == landing.beat}
        assert carriers & set(FAST_ATTACK), landing


def test_the_harmony_goes_on_under_the_tune(done: Composed) -> None:
    """In every bar up to the last two that has no hit, someone sounds a harmony or bass note."""
    held = [note for part in done.score.parts for note in part.notes if note.line.startswith(("harmony", "bass"))]
    bars = [bar for bar in done.tempo.bars if bar.end_beat <= done.tempo.end_beat][:-2]
    for bar in bars:
        if not any(bar.start_beat <= landing.beat < bar.end_beat for landing in done.tempo.landings):
            assert any(note.onset < bar.end_beat and note.onset + note.length > bar.start_beat for note in held), bar


def test_breaths_fit_lungs_and_bows(done: Composed) -> None:
    for part in done.score.parts:
        longest = INSTRUMENTS[part.instrument].breath_s
        for note in part.notes:
            seconds = done.tempo.seconds(note.onset + note.length) - done.tempo.seconds(note.onset)
            assert not longest or seconds <= longest * 1.35 + 1, (part.instrument, float(seconds))


def test_dynamics_are_printed_where_somebody_enters_and_hairpins_do_not_cross(done: Composed) -> None:
    for part in done.score.parts:
        assert part.dynamics and part.dynamics[0].beat == part.notes[0].onset
        assert all(dynamic.mark in DYNAMICS for dynamic in part.dynamics)
        assert all(pin.end_beat - pin.start_beat >= 1 for pin in part.hairpins)
        for before, after in itertools.pairwise(part.hairpins):
            assert before.end_beat <= after.start_beat
        assert len(part.dynamics) + len(part.hairpins) <= 3 + 2 * len(done.tempo.bars), part.instrument


def test_slurs_open_and_close_in_turn(done: Composed) -> None:
    for part in done.score.parts:
        for key in {(note.staff, note.voice) for note in part.notes}:
            marks = [note.slur for note in sorted(part.notes, key=lambda n: n.onset) if (note.staff, note.voice) == key and note.slur]
            assert marks == ["start", "stop"] * (len(marks) // 2)


def test_strings_are_told_where_they_pluck(done: Composed) -> None:
    def technique(part: Part, note: Note) -> str:
        return next((d.words for d in reversed(part.directions) if d.beat <= note.onset), "arco")

    for part in done.score.parts:
        if part.instrument in ("violins-1", "violins-2", "violas", "cellos"):
            melodies = [note for note in part.notes if note.line.startswith("melody")]
            assert all(technique(part, note) != "pizz." for note in melodies)
