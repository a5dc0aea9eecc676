from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from tests.unit.composed import a_cue, compose

from originalscore.model.score import Note
from originalscore.model.sketch import LineNote, LinePoint
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.orchestration.singing import as_sung, is_singable, with_vowels

F = Fraction


def line(*pitches: str) -> tuple[LineNote, ...]:
    return tuple(LineNote(F(n), F(1), Pitch.parse(pitch)) for n, pitch in enumerate(pitches))


def test_a_voice_is_asked_for_what_it_can_sing():
    assert is_singable(line("C4", "D4", "E4", "G4", "C5"))
    assert not is_singable(line("C4", "D5", "C4")) and not is_singable(line("C4", "G4", "D5", "A5"))  # a ninth; two octaves
    assert not is_singable(line("C4", "G4", "C4", "G4", "C4")) and not is_singable(())  # nothing but fifths; nothing
    assert not is_singable((*line("C4"), *line("E4")))  # two notes at once


def test_a_tune_lies_in_the_middle_of_the_voice_and_keeps_its_shape():
    for octave in (2, 3, 5, 6):
        sung = as_sung(line(*(f"{step}{octave}" for step in "CDEG")))
        assert [note.pitch.height for note in sung if note.pitch] == [60, 62, 64, 67] or all(62 <= note.pitch.height <= 79 for note in sung)
    turned = as_sung(line("C4", "E5", "D5"))
    heights = [note.pitch.height for note in turned]
    assert max(abs(b - a) for a, b in pairwise(heights)) <= 12


def test_each_breath_has_a_vowel_by_its_height_and_its_level():
    def sung(pitch: str, level: float) -> str:
        return with_vowels([Note(F(0), F(2), Pitch.parse(pitch))], (LinePoint(F(0), level),))[0].lyric

    assert (sung("A4", 0.2), sung("D5", 0.4), sung("G5", 0.2), sung("A4", 0.8)) == ("mm", "oo", "ah", "ah")
    two = [Note(F(0), F(2), Pitch.parse("A4")), Note(F(3), F(1), Pitch.parse("A5")), Note(F(4), F(1), Pitch.parse("C5"))]
    assert [note.lyric for note in with_vowels(two, (LinePoint(F(0), 0.2),))] == ["mm", "ah", "ah"]


def test_a_solo_voice_breathes_and_stays_in_its_voice():
    made = compose(replace(a_cue("tender", ensemble="soloists", force=0.4), add=("piano", "voice-solo")), seed=1)  # a tune with quick notes
    part = next(part for part in made.score.parts if part.instrument == "voice-solo")
    assert {note.lyric for note in part.notes} > {""} and any(note.slur for note in part.notes)
    row = INSTRUMENTS["voice-solo"]
    assert all(row.reaches(note.pitch, comfortably=True) for note in part.notes)
    begun, end = F(0), F(-1)
    for note in part.notes:
        begun = note.onset if note.onset > end else begun
        end = note.onset + note.length
        assert float(made.tempo.seconds(min(end, made.tempo.end_beat)) - made.tempo.seconds(begun)) <= row.breath_s + 0.5
    heights = [note.pitch.height for note in part.notes]
    assert max(abs(b - a) for a, b in pairwise(heights)) <= 12
