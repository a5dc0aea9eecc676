"""Statements: varied and refitted, known again, never alike, never cut in mid-air."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.unit.composed import FRAME_S, a_hit
from tests.unit.planning.test_plan import planned, story

from originalscore import composition, timing
from originalscore.chance import Stream
from originalscore.composition.form import CADENCES, Form, lay_out
from originalscore.composition.grid import Placed
from originalscore.composition.statements.guises import guise_tones
from originalscore.composition.statements.refit import refit
from originalscore.composition.statements.steps import by_steps, moved_true
from originalscore.composition.statements.tones import Tone, theme_tones
from originalscore.composition.statements.variation import distinct_variations, returning, vary
from originalscore.measures.melody import intervals, similarity
from originalscore.model.cue import Cue
from originalscore.model.plan import WHOLE_GUISES, ScorePlan
from originalscore.model.sketch import Line, Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.key import Key

F = Fraction
SOUR = {1, 2, 6, 10, 11}


@pytest.fixture(scope="module")
def film() -> tuple[ScorePlan, list[tuple[Cue, TempoMap, Sketch]]]:
    """A whole film in short score; its fifth cue has a duet."""
    cues = story()
    plan = planned(cues)
    asked = plan.cues[4]
    duet = replace(asked.statements[0], guise="duet", variation=11, partner="shadow", theme="main", bars=0, near_s=F(6))
    plan = replace(plan, cues=(*plan.cues[:4], replace(asked, statements=(duet,)), *plan.cues[5:]))
    written = []
    for cue in cues.cues:
        own = plan.cue(cue.id)
        tempo = timing.fit_tempo(cue, meter=own.meter, target_bpm=own.target_bpm, frame_s=FRAME_S)
        written.append((cue, tempo, composition.sketch(cue, plan, tempo, Stream(7, cue.id))))
    return plan, written


def themed(sketch: Sketch) -> list[Line]:
    return [line for line in sketch.lines if line.theme]


def heights(line: Line) -> tuple[int, ...]:
    return tuple(note.pitch.height for note in line.notes if note.pitch)


def test_no_two_statements_of_a_film_are_alike(film: tuple[ScorePlan, list[tuple[Cue, TempoMap, Sketch]]]) -> None:
    lines = [line for _, _, sketch in film[1] for line in themed(sketch)]
    shapes = [
        (line.theme, intervals(heights(line)), tuple((n.onset - line.notes[0].onset, n.length) for n in line.notes)) for line in lines
    ]
    assert len(shapes) == len(set(shapes)) >= 14


def test_whole_statements_are_known_again(film: tuple[ScorePlan, list[tuple[Cue, TempoMap, Sketch]]]) -> None:
    plan, written = film
    own, other = [], []
    books = {theme.name: intervals(tuple(note.pitch.height for note in theme.notes)) for theme in plan.themes}
    for _, _, sketch in written:
        for line in themed(sketch):
            moves = intervals(heights(line))
            if line.guise in WHOLE_GUISES and line.role == "melody" and len(moves) >= 14:
                led_into = sum(note.onset < 0 for note in plan.theme(line.theme).notes)  # where there was no room, the pick-up is not said
                own.append(max(similarity(books[line.theme][n : n + len(moves) + 1], moves) for n in (0, led_into)))
                stranger = next(name for name in books if name != line.theme)
                other.append(similarity(books[stranger][: len(moves) + 1], moves))
    assert len(own) >= 4 and min(own) >= 0.70, own
    assert max(other) < 0.66 <= min(own)


def test_a_phrase_is_never_cut_in_mid_air(film: tuple[ScorePlan, list[tuple[Cue, TempoMap, Sketch]]]) -> None:
    for cue, _, sketch in film[1]:
        for line in themed(sketch):
            if line.guise in ("full", "major", "minor", "head", "fragment", "augmented", "bass") and line.role != "counter":
                last = line.notes[-1]
                assert last.length >= 1, (cue.number, line.guise, last)


def test_two_themes_in_counterpoint_agree_on_the_beats(film: tuple[ScorePlan, list[tuple[Cue, TempoMap, Sketch]]]) -> None:
    sketch = film[1][4][2]
    first, second = (next(line for line in themed(sketch) if line.theme == name) for name in ("main", "shadow"))
    assert first.guise == second.guise == "duet" and len(second.notes) >= 4

    def sour(shift: int) -> float:
        pairs = [
            abs(one.pitch.height - (other.pitch.height + shift)) % 12
            for other in second.notes if other.onset.denominator == 1 and other.length >= 1
            for one in first.notes if one.onset <= other.onset < one.onset + one.length and one.pitch and other.pitch
        ]  # fmt: skip
        return sum(pair in SOUR for pair in pairs) / len(pairs)

    assert sour(0) <= 0.25
    assert sum(sour(shift) for shift in range(1, 12)) / 11 > sour(0) + 0.15  # the same voice anywhere else


def test_every_variation_has_a_rhythm_of_its_own() -> None:
    theme = planned(story()).theme("main")
    book = theme_tones(theme)
    varied = distinct_variations(book, 24)
    rhythms = [tuple(tone.onset for tone in tones) for tones in varied]
    assert len(set(rhythms)) == len(rhythms) == 24 and tuple(tone.onset for tone in book) not in rhythms
    for tones in varied:
        assert all(one.onset + one.length <= other.onset for one, other in itertools.pairwise(tones))
        assert tones[-1].onset + tones[-1].length == book[-1].onset + book[-1].length
    grown = [abs(tone.lift) for tones in varied for tone in tones if tone.lift]
    assert len(grown) >= 12 and min(grown) >= 2  # a changed interval is a larger one


@pytest.mark.parametrize("beats", [F(2), F(3), F(4), F(5), F(7, 2), F(6)])
def test_a_theme_refitted_to_bars_of_another_length_loses_no_note(beats: Fraction) -> None:
    rhythm = ((0, 2), (2, F(1, 2)), (F(5, 2), F(1, 2)), (3, 1), (4, 3), (7, 1))
    tones = [Tone(F(at), F(length), 60 + n) for n, (at, length) in enumerate(rhythm)]
    moved = refit(tones, F(4), [(F(8), beats), (F(8) + beats, beats)])
    assert [tone.height for tone in moved] == [tone.height for tone in tones]
    assert moved[0].onset == 8 and moved[4].onset == 8 + beats
    assert all(one.onset + one.length == other.onset for one, other in itertools.pairwise(moved))
    assert moved[-1].onset + moved[-1].length == 8 + 2 * beats
    if beats == 5:
        assert moved[0].length == 3  # the longest note is held
    if beats == F(7, 2):
        assert moved[0].length == F(3, 2) and [tone.length for tone in moved[1:3]] == [F(1, 2), F(1, 2)]


@pytest.mark.parametrize("guise", ["head", "fragment", "augmented", "diminished", "ostinato", "sequence", "bass", "inverted", "full"])
def test_a_guise_stays_inside_its_bars(guise: str) -> None:
    from originalscore.composition.placing import lengths_of

    theme = planned(story()).theme("main")
    bars = lengths_of(guise, theme)[0]
    tones = guise_tones(Placed(theme, guise, 0, bars, theme_bars=bars))
    assert tones[0].onset >= (min(0, theme.notes[0].onset) if guise == "full" else 0)  # a pick-up comes before
    assert tones[-1].onset + tones[-1].length <= bars * theme.meter.beats
    assert all(one.onset + one.length <= other.onset for one, other in itertools.pairwise(tones))


def form_of(cue: Cue) -> Form:
    cues = replace(story(), cues=(cue,))
    plan = planned(cues)
    own = plan.cue(cue.id)
    own = replace(own, statements=())
    tempo = timing.fit_tempo(cue, meter=own.meter, target_bpm=own.target_bpm, frame_s=FRAME_S)
    return lay_out(cue, replace(plan, cues=(own,)), own, tempo)


def test_a_hit_is_prepared_and_has_a_consequence() -> None:
    cue = replace(story().cues[0], mood="conflict", hits=(a_hit(24, "a light goes on"),))
    form = form_of(replace(cue, force=(replace(cue.force[0], level=0.8),)))
    hit = next(n for n, bar in enumerate(form.bars) if any(h.must for h in bar.hits))
    before, after = form.bars[hit - 1], form.bars[hit + 1]
    assert form.bars[hit].section == "hit" and before.section == "build" and after.section == "aftermath"
    thin = next(form.bars[n] for n in range(hit - 1, -1, -1) if form.bars[n].section != "build")
    assert thin.density < before.density and after.density < before.density and after.force < form.bars[hit].force
    plain = form_of(cue)
    assert {bar.section for bar in form_of(replace(cue, hits=())).bars}.isdisjoint({"hit", "build", "aftermath"})
    assert plain.bars[hit].section == "hit"


def test_phrases_are_of_two_and_four_bars_and_end_with_what_the_story_asks() -> None:
    form = form_of(story().cues[0])
    assert {bar.phrase_bars for bar in form.bars} <= {1, 2, 3, 4} and 4 in {bar.phrase_bars for bar in form.bars}
    ends = [bar for bar in form.bars if bar.phrase_bar == bar.phrase_bars - 1]
    assert all(bar.cadence in CADENCES and bar.cadence for bar in ends)
    assert form.bars[-1].cadence == "closing"
    endings = {"open": "question", "cut": "unresolved"}
    for ending, cadence in endings.items():
        assert form_of(replace(story().cues[0], ending=ending)).bars[-1].cadence == cadence
    assert form_of(replace(story().cues[0], mood="sorrow")).bars[-1].cadence == "loss"


def test_a_motif_is_moved_to_where_it_stays_itself() -> None:
    key = Key.parse("C major")
    motif = [Tone(F(n), F(1), height) for n, height in enumerate((60, 64, 62, 67, 65))]
    own = [b.height - a.height for a, b in itertools.pairwise(motif)]
    assert [tone.height - 60 for tone in by_steps(motif, 1, key)][:2] == [2, 5]  # by steps alone the third turns minor
    for number in range(4):
        moved = moved_true(motif, (1, 2, 3, 4), number, key)
        assert moved[0].height != 60 and [b.height - a.height for a, b in itertools.pairwise(moved)] == own
    odd = [replace(tone, height=height) for tone, height in zip(motif, (60, 61, 60, 66, 65), strict=True)]  # on no step of the scale
    assert [b.height - a.height for a, b in itertools.pairwise(moved_true(odd, (1, 2), 0, key))] == [1, -1, 6, -1]


def test_what_returns_is_varied_last() -> None:
    idea = [(F(0), F(1), 60), (F(1), F(1), 64), (F(2), F(1), 62), (F(3), F(1), 67), (F(4), F(4), 65)]
    answer = [(F(8), F(1), 67), (F(9), F(1), 69), (F(10), F(2), 72), (F(12), F(4), 71)]
    again = [(onset + 16, length, height) for onset, length, height in idea]
    tones = [Tone(*note) for note in (*idea, *answer, *again)]
    known = returning(tones)
    assert known == {0, 1, 2, 3, 9, 10, 11, 12}
    assert returning([replace(tone, height=60 + 7 * n % 12) for n, tone in enumerate(tones)]) == set()
    untouched = {tone.onset for n, tone in enumerate(tones) if n in known}
    for number in (1, 2, 3):
        assert untouched <= {tone.onset for tone in vary(tones, number)}


def test_a_head_that_is_no_hint_is_answered_by_itself_where_there_is_room() -> None:
    theme = planned(story()).theme("main")
    asked = Placed(theme, "head", 0, 2, stage="developed", theme_bars=2)
    answered = replace(asked, bars=4, theme_bars=4)
    once, twice = guise_tones(asked), guise_tones(answered)
    edge = 2 * theme.meter.beats
    head = [(tone.onset, tone.height) for tone in once[:4]]
    assert [(tone.onset, tone.height) for tone in twice[:4]] == head
    assert [(tone.onset - edge, tone.height) for tone in twice if tone.onset >= edge][:4] == head
