"""Laws of every tempo map: beats to seconds and back, bars without gaps, must-hits exact, nothing hidden."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from originalscore.model.codec import dumps, loads
from originalscore.model.cue import Cue, CurvePoint, Hit
from originalscore.model.tempo import TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.timing import click_times, fit_tempo
from originalscore.timing.fit import largest_change

FRAME_S = Fraction(1, 24)
FLAT = (CurvePoint(Fraction(0), 0.5),)

lengths = st.integers(150_000, 3_000_000)
maps = st.lists(st.tuples(st.integers(1, 8), lengths), min_size=1, max_size=12)
beats = st.fractions(min_value=0, max_value=100, max_denominator=48)


def map_of(steps: list[tuple[int, int]]) -> TempoMap:
    points, at = [], Fraction(0)
    for halves, length in steps:
        points.append(TempoPoint(at, length))
        at += Fraction(halves, 2)
    return TempoMap("1m1", tuple(points), (), at, Meter(4), 100.0, ())


@given(maps, beats)
def test_beats_to_seconds_and_back_is_exact(steps: list[tuple[int, int]], beat: Fraction) -> None:
    tempo = map_of(steps)
    assert tempo.beat(tempo.seconds(beat)) == beat


@given(maps, beats, beats)
def test_later_beats_sound_later(steps: list[tuple[int, int]], one: Fraction, other: Fraction) -> None:
    tempo = map_of(steps)
    assert (tempo.seconds(one) < tempo.seconds(other)) == (one < other)


@given(maps)
def test_seconds_of_a_point_are_the_sum_of_what_passed(steps: list[tuple[int, int]]) -> None:
    tempo = map_of(steps)
    total = sum((Fraction(halves, 2) * length for halves, length in steps[:-1]), Fraction(0))
    assert tempo.seconds(tempo.points[-1].beat) * 1_000_000 == total


@st.composite
def cues(draw: st.DrawFn) -> Cue:
    start, frames = draw(st.integers(0, 5000)), draw(st.integers(48, 1200))
    places = draw(st.lists(st.integers(6, frames - 1), max_size=8, unique=True))
    hits = tuple(
        Hit(
            Fraction(start + at, 24),
            f"hit at {at}",
            draw(st.sampled_from(("hard", "firm", "soft", "avoid"))),
            draw(st.sampled_from(("downbeat", "strong", "beat", "offbeat"))),
            draw(st.booleans()),
            draw(st.integers(0, 10)) / 10,
        )
        for at in sorted(places)
    )
    ending = draw(st.sampled_from(("close", "fade", "cut", "open")))
    begin_s, end_s = Fraction(start, 24), Fraction(start + frames, 24)
    return Cue(
        "c1", "1m1", 1, (), "composed", "", begin_s, end_s, ending, "underscore", "action", "orchestra", FLAT, FLAT, FLAT, (), hits, (), ""
    )


meters = st.sampled_from([Meter(4), Meter(3), Meter(2), Meter(5), Meter(6, 8), Meter(12, 8), Meter(7, 8), Meter(2, 2)])


@settings(max_examples=60, deadline=None)
@given(cues(), meters, st.integers(50, 160))
def test_every_fitted_map_is_whole_and_honest(cue: Cue, meter: Meter, target_bpm: int) -> None:
    tempo = fit_tempo(cue, meter=meter, target_bpm=target_bpm, frame_s=FRAME_S)
    assert tempo.points[0].beat == 0 and tempo.bars[0].start_beat == 0
    assert tempo.bars[0].number in (0, 1)
    for bar, after in zip(tempo.bars, tempo.bars[1:], strict=False):
        assert after.start_beat == bar.end_beat and after.number == bar.number + 1
    assert tempo.seconds(tempo.bars[-1].end_beat) >= cue.length_s
    assert abs(tempo.seconds(tempo.end_beat) - cue.length_s) < Fraction(5, 2)
    wanted = [hit for hit in cue.hits if hit.kind != "avoid"]
    assert [landing.at_s + cue.start_s for landing in tempo.landings] == [hit.at_s for hit in wanted]
    for hit, landing in zip(wanted, tempo.landings, strict=True):
        assert landing.planned_error_ms == float((tempo.seconds(landing.beat) - landing.at_s) * 1000)
        assert landing.landed or any(hit.what in shortfall.wanted for shortfall in tempo.shortfalls)
    if largest_change(tempo) > 0.02:
        assert any("%" in shortfall.given for shortfall in tempo.shortfalls)
    assert loads(TempoMap, dumps(tempo)) == tempo
    clicks = click_times(tempo)
    assert all(one[0] < other[0] for one, other in itertools.pairwise(clicks))
    assert tempo == fit_tempo(cue, meter=meter, target_bpm=target_bpm, frame_s=FRAME_S)


@settings(max_examples=20, deadline=None)
@given(cues(), st.integers(60, 140), st.integers(1, 100_000))
def test_moving_a_cue_in_the_film_does_not_change_its_tempo_map(cue: Cue, target_bpm: int, frames: int) -> None:
    from dataclasses import replace

    by_s = Fraction(frames, 24)
    moved = replace(
        cue, start_s=cue.start_s + by_s, end_s=cue.end_s + by_s, hits=tuple(replace(hit, at_s=hit.at_s + by_s) for hit in cue.hits)
    )
    here, there = (fit_tempo(each, meter=Meter(4), target_bpm=target_bpm, frame_s=FRAME_S) for each in (cue, moved))
    assert here == there
