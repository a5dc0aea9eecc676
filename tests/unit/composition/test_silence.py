"""Silences that are composed: where they stand, and who never falls silent."""

from fractions import Fraction

from tests.unit.composed import a_cue, a_hit, compose

from originalscore.composition.idioms import IDIOMS
from originalscore.model.sketch import Sketch

F = Fraction
SPEECH = (F(13), F(17))


def silent(sketch: Sketch) -> list[tuple[F, F]]:
    """The stretches of half a beat and more in which no line sounds, between the first note and the last."""
    spans = sorted((note.onset, note.onset + note.length) for line in sketch.lines for note in line.notes)
    found, reached = [], spans[0][1]
    for start, end in spans:
        if start - reached >= F(1, 2):
            found.append((reached, start))
        reached = max(reached, end)
    return found


def test_a_thriller_stops_and_a_battle_does_not() -> None:
    hits = (a_hit(11), a_hit(F("24.5"), "reveal"))
    thriller, battle = (compose(a_cue(mood, force=0.6, hits=hits, length_s=40)).sketch for mood in ("suspense", "action"))
    longest = [max((end - start for start, end in silent(sketch)), default=F(0)) for sketch in (thriller, battle)]
    assert longest[0] >= 1 > longest[1]


def test_no_silence_falls_on_words() -> None:
    for mood in ("suspense", "horror", "sorrow"):
        done = compose(a_cue(mood, force=0.6, hits=(a_hit(25),), length_s=40, speech=(SPEECH,)))
        for start, end in silent(done.sketch):
            start_s, end_s = (done.cue.start_s + done.tempo.seconds(beat) for beat in (start, end))
            assert end_s <= SPEECH[0] or start_s >= SPEECH[1]


def test_only_what_waits_or_breathes_is_ever_silent() -> None:
    assert {name for name, row in IDIOMS.items() if row.pause.beats} == {"thriller", "dread", "intimate"}
