from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.model.plan import Chord, ChordSpan
from originalscore.model.score import Note
from originalscore.music.chord import members
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import PitchName
from originalscore.orchestration.alone import STRINGS, broken_chord, is_stopped

F = Fraction
_CUES = {"cello-solo": "sorrow", "violin-solo": "tender", "flute": "mystery"}


@pytest.fixture(scope="module", params=_CUES)
def alone(request: pytest.FixtureRequest) -> Composed:
    return compose(replace(a_cue(_CUES[request.param], ensemble="soloists", hits=(a_hit(24),)), add=(request.param,)))


def test_one_player_has_it_all_in_reach(alone):
    (part,) = alone.score.parts
    row = INSTRUMENTS[part.instrument]
    assert part.instrument == alone.cue.add[0] and alone.score.shortfalls == ()
    assert all(note.pitch and row.reaches(note.pitch) for note in part.notes)
    struck = defaultdict(list)
    for note in part.notes:
        struck[note.onset].append(note.pitch.height)
    chords = [sorted(heights) for heights in struck.values() if len(heights) > 1]
    if part.instrument not in STRINGS:
        assert chords == []
    else:
        assert len(chords) >= 4 and all(len(chord) == 2 and is_stopped(part.instrument, *chord) for chord in chords)


def test_he_implies_the_harmony_and_plays_the_hit(alone):
    (part,) = alone.score.parts
    spans = [span for span in alone.sketch.chords if span.length >= 2 and span.onset + span.length <= alone.tempo.end_beat]

    def spelled(notes: list[Note]) -> int:
        """Chords of which two tones are heard."""
        heard = [{note.pitch.height % 12 for note in notes if span.onset <= note.onset < span.onset + span.length} for span in spans]
        return sum(
            len(tones & {name.pitch_class for name in members(span.chord.root, span.chord.quality)}) >= 2
            for span, tones in zip(spans, heard, strict=True)
        )

    tune = next(line.name for line in alone.sketch.lines if line.role == "melody")
    by_tune = spelled([note for note in part.notes if note.line == tune])
    assert spelled(list(part.notes)) >= max(0.55 * len(spans), 2 * by_tune), "twice as many as the tune says by itself"
    hit = alone.tempo.landings[0].beat
    assert any(note.onset == hit and note.carries_hit for note in part.notes)


def test_the_tune_is_still_the_tune(alone):
    (part,) = alone.score.parts
    tune = next(line for line in alone.sketch.lines if line.role == "melody")
    played = {note.onset for note in part.notes if note.line == tune.name}
    assert len(played & {note.onset for note in tune.notes}) >= 0.9 * len({note.onset for note in tune.notes})


def test_two_strings_are_stopped_where_a_hand_reaches_them():
    assert is_stopped("violin-solo", 55, 62)  # two open strings
    assert is_stopped("violin-solo", 62, 71) and is_stopped("cello-solo", 45, 53)  # a sixth
    assert not is_stopped("violin-solo", 55, 79)  # strings that are no neighbours
    assert not is_stopped("violin-solo", 56, 58) and not is_stopped("cello-solo", 30, 40)  # one string, and below the lowest


def test_a_chord_is_broken_from_its_bass_with_a_note_a_string():
    span = ChordSpan(F(0), F(4), Chord(PitchName.parse("G"), "min", PitchName.parse("G")), "", 0.0)
    for name, strings in (("cello-solo", STRINGS["cello-solo"]), ("flute", ())):
        tones = broken_chord(name, span)
        assert str(tones[0].name) == "G" and [tone.height for tone in tones] == sorted({tone.height for tone in tones})
        assert all(tone.height >= string for tone, string in zip(tones, strings))
        assert {str(tone.name) for tone in tones} <= {"G", "Bb", "D"}


@pytest.mark.parametrize("players", [("piano", "flute"), ("cello-solo", "harp"), ("oboe", "clarinet", "bassoon"), ("piano", "voice-solo")])
def test_players_who_are_named_play_and_nobody_else(players):
    made = compose(replace(a_cue("tender", ensemble="soloists"), add=players))
    assert {part.instrument for part in made.score.parts} == set(players)
    tune = next(line for line in made.sketch.lines if line.role == "melody")
    assert any(note.line == tune.name for part in made.score.parts for note in part.notes)
    for part in made.score.parts:
        row = INSTRUMENTS[part.instrument]
        if row.voices == 1:  # one note at a time
            spans = sorted((note.onset, note.onset + note.length) for note in part.notes)
            assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_voice_by_itself_sings_its_tune_and_breaks_no_chords():
    made = compose(replace(a_cue("tender", ensemble="soloists", length_s=30), add=("voice-solo",)))
    (part,) = made.score.parts
    assert {note.line for note in part.notes} == {line.name for line in made.sketch.lines if line.role == "melody"}
