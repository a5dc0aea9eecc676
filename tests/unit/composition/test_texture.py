"""Figures move, breathe and keep out of the way, and a loop would be caught; hits are events with a before and an after."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.composition.idioms import IDIOMS
from originalscore.composition.texture.ground import groupings, motif_of
from originalscore.composition.texture.variation import contents
from originalscore.composition.texture.vocabulary import KINDS, VOCABULARY
from originalscore.model import codec
from originalscore.model.sketch import CONSEQUENCES, EVENTS, PREPARATIONS, Line, Sketch
from originalscore.music.meter import Meter

F = Fraction
MOVING = ("figure", "pulse", "percussion")
#: Bars that may repeat an earlier one of the same line (craft notes, section 6).
MOST_ALIKE = 0.20
SPEECH = (F(24), F(29))


@cache
def scored(mood: str, force: float) -> Composed:
    hits = (a_hit(9), a_hit(F("18.5"), "cut", "firm"), a_hit(F("33"), "flash"))
    return compose(a_cue(mood, force=force, hits=hits, length_s=38, speech=(SPEECH,)))


def moving(done: Composed) -> list[Line]:
    return [line for line in done.sketch.lines if line.role in MOVING and not line.name.startswith(("fill", "riser"))]


def alike(done: Composed, lines: list[Line]) -> float:
    """Share of bars of moving lines that an earlier bar of the line has already been."""
    bars = [bar for bar in done.tempo.bars if bar.start_beat < done.tempo.end_beat]
    found = []
    for line in lines:
        seen = set()
        for bar in bars:
            held = contents([note for note in line.notes if bar.start_beat <= note.onset < bar.end_beat], bar.start_beat)
            if len(held) > 1:
                found.append(held in seen)
                seen.add(held)
    return sum(found) / len(found)


def looped(done: Composed, line: Line) -> Line:
    """The line with its first full bar in every bar."""
    bars = [bar for bar in done.tempo.bars if bar.end_beat <= done.tempo.end_beat]
    first = next(bar for bar in bars if any(bar.start_beat <= note.onset < bar.end_beat for note in line.notes))
    cell = [note for note in line.notes if first.start_beat <= note.onset < first.end_beat]
    return replace(line, notes=tuple(replace(note, onset=note.onset - first.start_beat + bar.start_beat) for bar in bars for note in cell))


def test_every_idiom_has_a_vocabulary_of_its_own() -> None:
    assert set(VOCABULARY) == set(IDIOMS)
    assert {use.kind for uses in VOCABULARY.values() for use in uses} == set(KINDS)
    words = {name: {use.kind for use in uses} for name, uses in VOCABULARY.items()}
    for one, other in combinations(words, 2):
        assert len(words[one] & words[other]) < 0.7 * min(len(words[one]), len(words[other])) + 1, (one, other)


@pytest.mark.parametrize("meter", ["4/4", "3/4", "2/4", "6/8", "5/4", "7/8", "9/8", "12/8", "11/8", "3/2"])
def test_accents_fill_every_meter_in_twos_and_threes(meter: str) -> None:
    for way in groupings(Meter.parse(meter)):
        assert sum(way) == Meter.parse(meter).beats * 2
        assert set(way) <= {2, 3, 4} or meter == "2/4"


@pytest.mark.parametrize(("mood", "force"), [("action", 0.85), ("suspense", 0.6), ("comic", 0.55)])
def test_hardly_a_bar_of_a_figure_returns_unchanged_and_a_loop_does(mood: str, force: float) -> None:
    done = scored(mood, force)
    assert alike(done, moving(done)) <= MOST_ALIKE
    assert alike(done, [looped(done, line) for line in moving(done) if len(line.notes) > 8]) > MOST_ALIKE


def density(done: Composed) -> float:
    """Different onsets a second in all lines."""
    return len({note.onset for line in done.sketch.lines for note in line.notes}) / float(done.cue.length_s)


def test_moods_move_as_fast_as_they_should() -> None:
    assert density(scored("action", 0.85)) > 5
    assert 2 < density(scored("suspense", 0.6)) < 6
    assert density(scored("sorrow", 0.3)) < 1.6


def entrances(done: Composed, lines: tuple[Line, ...]) -> int:
    """Onsets under words of what is not background, a second away from their edges."""
    return sum(
        SPEECH[0] + 1 < done.tempo.seconds(note.onset) < SPEECH[1] - 1
        for line in lines
        if line.layer != "background"
        for note in line.notes
    )


def test_nothing_but_background_enters_on_words_and_a_figure_would_be_heard() -> None:
    for mood, force in (("action", 0.85), ("comic", 0.55)):
        done = scored(mood, force)
        assert not entrances(done, done.sketch.lines)
        assert entrances(done, tuple(looped(done, line) for line in moving(done) if line.layer == "middle"))


def test_one_foreground_at_a_time() -> None:
    for mood, force in (("action", 0.85), ("sorrow", 0.3)):
        lines = [line for line in scored(mood, force).sketch.lines if line.layer == "foreground"]
        spans = sorted((line.notes[0].onset, line.notes[-1].onset + line.notes[-1].length) for line in lines)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_every_must_hit_is_an_event_prepared_or_followed_and_no_two_running_are_alike() -> None:
    for mood, force in (("action", 0.85), ("suspense", 0.6), ("comic", 0.55)):
        done = scored(mood, force)
        events = done.sketch.events
        assert {event.beat for event in events} >= {landing.beat for landing in done.tempo.landings if landing.must}
        assert all(event.kind in EVENTS and event.consequence in CONSEQUENCES for event in events)
        assert all(set(event.preparation) <= set(PREPARATIONS) for event in events)
        assert any(event.preparation for event in events)
        assert all(before.kind != after.kind for before, after in pairwise(events))


def test_after_a_blow_the_figures_are_gone_and_before_it_they_were_there() -> None:
    done = scored("action", 0.85)
    struck = [event.beat for event in done.sketch.events if event.consequence == "subtraction"]
    assert struck
    onsets = [note.onset for line in moving(done) for note in line.notes]
    for beat in struck:
        assert not [at for at in onsets if beat <= at < beat + 2]
        assert [at for at in onsets if beat - 4 <= at < beat]


def test_the_head_of_the_theme_is_the_contour_of_ostinati() -> None:
    theme = scored("action", 0.85).plan.themes[0]
    motif = motif_of(theme)
    assert motif[0][0] == 0 and len(motif) >= 3
    heights = [note.pitch.height for note in theme.notes if note.onset >= 0][: len(motif)]
    for (step, _), height in zip(motif, heights, strict=True):
        assert (step > 0) == (height > heights[0]) or abs(height - heights[0]) <= 1
    assert motif_of(None) == ()


def test_a_sketch_with_its_events_comes_back_from_its_file() -> None:
    sketch = scored("action", 0.85).sketch
    assert codec.loads(Sketch, codec.dumps(sketch)) == sketch


def test_all_who_accompany_breathe_before_a_hit_and_played_until_then() -> None:
    done = compose(a_cue("action", force=0.75, hits=(a_hit(13),), length_s=24))
    beat = done.tempo.landings[0].beat
    held = [line for line in done.sketch.lines if line.role in ("harmony", "bass", "pulse") and line.layer != "foreground"]

    def sounding(at: Fraction) -> int:
        return sum(note.onset <= at < note.onset + note.length for line in held for note in line.notes)

    assert sounding(beat - Fraction(1, 4)) == 0
    assert sounding(beat - 2) > 0


def test_bows_and_voices_breathe_longer_before_a_hit_than_who_can_strike_it_and_reach_further_above() -> None:
    cues = {name: replace(a_cue("joy", hits=(a_hit(13),), length_s=24), ensemble=name) for name in ("chamber-strings", "piano-and-strings")}
    bowed, struck = (compose(cue) for cue in cues.values())

    def before(done: Composed) -> Fraction:
        beat = done.tempo.landings[0].beat
        quiet = [line for line in done.sketch.lines if line.layer != "foreground" and line.role not in ("stinger", "run", "swell")]
        return beat - max(min(note.onset + note.length, beat) for line in quiet for note in line.notes if note.onset < beat)

    def blow(done: Composed) -> float:
        return max(point.level for line in done.sketch.lines if line.role == "stinger" for point in line.level)

    assert before(bowed) > before(struck) >= Fraction(1, 2)
    assert blow(bowed) > blow(struck)
