"""The bass of a thriller: it leans by semitones where the picture presses, and nowhere else."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from tests.unit.composed import a_cue, compose, sung

from originalscore.composition.creeping import crept
from originalscore.composition.form import Form, FormBar
from originalscore.model.sketch import LineNote
from originalscore.model.tempo import Bar
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch

F = Fraction
KEY = Key.parse("C phrygian")
METER = Meter.parse("4/4")


def form(*forces: float) -> Form:
    bars = (FormBar(Bar(n + 1, F(4 * n), METER), "underscore", -1, 0, force, 0.5, False, (), False) for n, force in enumerate(forces))
    return Form(tuple(bars), (), ())


def held(onset: int, length: int) -> LineNote:
    return LineNote(F(onset), F(length), Pitch.parse("C2"))


def test_a_held_bass_leans_on_the_semitone_above_and_comes_back() -> None:
    found = crept([held(0, 8)], form(0.5, 0.5), KEY)
    assert [note.pitch.height - 36 for note in found if note.pitch] == [0, 1, 0, 1, 0]
    assert (
        found[0].onset == 0 and all(a.onset + a.length == b.onset for a, b in pairwise(found)) and found[-1].onset + found[-1].length == 8
    )


def test_it_leans_only_where_the_picture_is_forceful() -> None:
    calm, forceful = held(0, 4), held(4, 4)
    found = crept([calm, forceful], form(0.2, 0.8), KEY)
    assert found[0] == calm and len(found) == 4


def test_short_notes_and_rests_stay_as_they_are() -> None:
    notes = [held(0, 2), replace(held(4, 4), pitch=None)]
    assert crept(notes, form(0.5, 0.5), KEY) == notes


def test_only_a_creeping_bass_creeps() -> None:
    shares = []
    for mood in ("suspense", "action"):
        bass = next(sung(line) for line in compose(a_cue(mood, force=0.6)).sketch.lines if line.name == "bass")
        moves = [abs(b[2] - a[2]) for a, b in pairwise(bass) if a[2] != b[2]]
        shares.append(sum(move == 1 for move in moves) / len(moves))
    assert shares[0] > 0.5 > shares[1]
