"""Every ensemble plays every line that was written for it, inside what its players can do."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.model.cue import ENSEMBLES as NAMES
from originalscore.model.palette import Strengths
from originalscore.model.score import Note
from originalscore.music.ensembles import ENSEMBLES, FAMILIES, SOLOISTS
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.forces import forces, voices_of
from originalscore.orchestration.hands import check_hands, is_keyed

#: One mood for each ensemble, so that all kinds of writing are seen.
CASES = {
    "chamber-strings": "suspense", "solo-piano": "action", "woodwind-quintet": "comic", "brass-and-percussion": "triumph", "choir": "wonder",
    "harp-and-celesta": "mystery", "hybrid": "horror", "small-acoustic": "joy", "ambient": "tender", "chiptune": "action",
}  # fmt: skip
#: Share of the sketched notes that may find no player where few play (ours).
MOST_LOST = 0.06


@pytest.fixture(scope="module", params=CASES, ids=str)
def done(request: pytest.FixtureRequest) -> Composed:
    return compose(a_cue(CASES[request.param], force=0.65, hits=(a_hit(13),), ensemble=request.param, length_s=30), 4)


def test_the_tables_agree() -> None:
    assert tuple(name for name in ENSEMBLES if name != SOLOISTS) == NAMES and set(CASES) | {"orchestra", "piano-and-strings"} == set(NAMES)
    assert all(name in INSTRUMENTS for row in ENSEMBLES.values() for name in row.players)


def test_only_its_players_play_and_all_in_range(done: Composed) -> None:
    row = ENSEMBLES[done.cue.ensemble]
    silent = {name for family in done.asked.held_back if family not in row.core for name in FAMILIES[family]}
    for part in done.score.parts:
        assert part.instrument in row.players and part.instrument not in silent
        assert all(note.sound or INSTRUMENTS[part.instrument].reaches(note.pitch) for note in part.notes)


def test_one_player_plays_one_note_and_a_voice_never_overlaps_itself(done: Composed) -> None:
    for part in done.score.parts:
        voices: dict[tuple[int, int], list[Note]] = defaultdict(list)
        for note in part.notes:
            voices[note.staff, note.voice].append(note)
            together = sum(other.onset <= note.onset < other.onset + other.length for other in part.notes)
            assert together <= voices_of(part.instrument, done.cue.ensemble), (part.instrument, note)
        for notes in voices.values():
            for before, after in itertools.pairwise(sorted(notes, key=lambda note: (note.onset, note.length))):
                assert (before.onset, before.length) == (after.onset, after.length) or before.onset + before.length <= after.onset


def test_hands_reach_what_they_play(done: Composed) -> None:
    for part in done.score.parts:
        if is_keyed(part.instrument):
            assert not check_hands(list(part.notes), part.instrument)


def test_next_to_nothing_is_lost_and_what_is_lost_is_said(done: Composed) -> None:
    sounding = {(note.line, note.onset) for part in done.score.parts for note in part.notes}
    struck = [(note.onset, note.onset + note.length) for line in done.sketch.lines if line.role == "stinger" for note in line.notes]
    keyed = {
        (note.onset, note.pitch.height % 12) for part in done.score.parts if is_keyed(part.instrument) for note in part.notes if note.pitch
    }
    wanted = [(line.name, note) for line in done.sketch.lines if line.role != "stinger"
              for note in line.notes if note.onset < done.tempo.end_beat]  # fmt: skip
    unheard = [(name, note) for name, note in wanted if (name, note.onset) not in sounding]
    # a hand leaves out a note whose name it strikes anyhow, and of two voices in unison one is written
    heard = {(note.onset, note.pitch.height) for part in done.score.parts for note in part.notes if note.pitch}
    unheard = [(name, note) for name, note in unheard if not note.pitch or (note.onset, note.pitch.height) not in heard]
    absent = [(name, note) for name, note in unheard if not note.pitch or (note.onset, note.pitch.height % 12) not in keyed]
    lost = [(name, note.onset) for name, note in absent if not any(start <= note.onset < end for start, end in struck)]
    assert len(lost) <= MOST_LOST * len(wanted), lost
    assert all(shortfall.why for shortfall in done.score.shortfalls)


def test_every_must_hit_is_carried(done: Composed) -> None:
    for landing in done.tempo.landings:
        assert any(note.carries_hit and note.onset == landing.beat for part in done.score.parts for note in part.notes)


def test_a_palette_without_brass_does_not_play_brass_and_one_with_a_piano_keeps_the_pianist_alone() -> None:
    felt = Strengths(players=("piano", "harp", "violins-1", "cellos"))
    plan = compose(a_cue("tender", ensemble="solo-piano", length_s=12)).asked
    assert forces(a_cue("tender", ensemble="solo-piano"), plan, felt) == ("piano",)
    assert set(forces(a_cue("action", ensemble="brass-and-percussion"), plan, felt)) == set(felt.players)
