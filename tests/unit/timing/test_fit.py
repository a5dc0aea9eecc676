"""Tempo maps meet the picture: must-hits exactly, on beats, with a steady pulse."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from originalscore.errors import BriefError
from originalscore.model.cue import Cue, CurvePoint, Hit
from originalscore.model.tempo import TempoMap
from originalscore.music.meter import Meter
from originalscore.timing import click_times, fit_tempo
from originalscore.timing.fit import largest_change
from originalscore.timing.ledger import fill_ledger

FLAT = (CurvePoint(Fraction(0), 0.5),)
FRAME_S = Fraction(1, 24)


def cue_of(length_s: float, *hits: Hit, start_s: int = 0, ending: str = "close") -> Cue:
    start, end = Fraction(start_s), start_s + Fraction(length_s)
    return Cue(
        "c1", "1m1", 1, (), "composed", "", start, end, ending, "underscore", "action", "orchestra", FLAT, FLAT, FLAT, (), hits, (), ""
    )


def hit(at: str, kind: str = "hard", landing: str = "downbeat", *, must: bool = True) -> Hit:
    return Hit(Fraction(at), f"hit at {at}", kind, landing, must, 1.0)


def fit(cue: Cue, *, meter: str = "4/4", bpm: int = 100) -> TempoMap:
    return fit_tempo(cue, meter=Meter.parse(meter), target_bpm=bpm, frame_s=FRAME_S)


def test_a_cue_without_hits_keeps_one_tempo_and_one_meter() -> None:
    tempo = fit(cue_of(60))
    assert len(tempo.points) == 1
    assert abs(tempo.points[0].bpm - 100) < 1
    assert {bar.meter for bar in tempo.bars} == {Meter(4)}


def test_a_single_hit_keeps_a_constant_tempo_and_lands_on_its_downbeat() -> None:
    tempo = fit(cue_of(60, hit("31.25")))
    (landing,) = tempo.landings
    assert len(tempo.points) == 1
    assert landing.place == "downbeat" and abs(landing.planned_error_ms) < 1


def test_must_hits_are_exact_and_where_they_asked_to_be() -> None:
    tempo = fit(cue_of(90, hit("13.5"), hit("29.25"), hit("48", landing="strong"), hit("71.125", landing="beat")))
    assert [landing.landed for landing in tempo.landings] == [True] * 4
    assert max(abs(landing.planned_error_ms) for landing in tempo.landings) < 0.1
    assert [landing.place for landing in tempo.landings[:2]] == ["downbeat"] * 2
    assert largest_change(tempo) <= 0.02
    assert not tempo.shortfalls


def test_rounding_to_whole_microseconds_does_not_add_up_over_ten_minutes() -> None:
    hits = [hit(str(15 * n)) for n in range(1, 39)]
    tempo = fit(cue_of(600, *hits), bpm=97)
    assert all(landing.landed for landing in tempo.landings)
    assert max(abs(landing.planned_error_ms) for landing in tempo.landings) < 0.4


def test_close_hits_become_beats_inside_the_bar() -> None:
    tempo = fit(cue_of(40, hit("20"), hit("20.6", "firm", "beat", must=False), hit("21.2", "firm", "beat", must=False)))
    assert [landing.landed for landing in tempo.landings] == [True] * 3
    assert len({landing.bar for landing in tempo.landings}) == 1
    assert all(bar.meter == Meter(4) for bar in tempo.bars)


def test_hits_count_from_the_cue_not_from_the_film() -> None:
    here = fit(cue_of(60, hit("31.25")))
    there = fit(cue_of(60, hit("131.25"), start_s=100))
    assert here.points == there.points
    assert there.landings[0].at_s == Fraction("31.25")


def test_a_cue_that_stops_dead_ends_on_a_beat() -> None:
    tempo = fit(cue_of(47.3, hit("20"), ending="cut"))
    assert abs(float(tempo.seconds(tempo.end_beat)) - 47.3) < 0.001


def test_no_bar_begins_near_a_moment_to_avoid() -> None:
    free = fit(cue_of(48))
    at_s = free.seconds(free.bars[8].start_beat)
    shy = fit(cue_of(48, Hit(at_s, "the whisper", "avoid", "beat", False, 1.0)))
    assert min(abs(shy.seconds(bar.start_beat) - at_s) for bar in shy.bars) >= Fraction(1, 4)
    assert not shy.landings and not shy.shortfalls


def test_what_cannot_be_met_is_said_with_its_error() -> None:
    hits = [hit(str(Fraction(n, 24))) for n in (240, 245, 251, 258, 263)]
    tempo = fit(cue_of(30, *hits))
    missed = [landing for landing in tempo.landings if not landing.landed]
    assert missed
    for landing in missed:
        assert any(
            landing.what in shortfall.wanted and "ms" in shortfall.given and "frames" in shortfall.given for shortfall in tempo.shortfalls
        )


def test_a_late_weak_beat_is_said_when_a_downbeat_was_asked() -> None:
    hits = [hit(str(10 + Fraction(n * 13, 24)), must=True) for n in range(6)]
    tempo = fit(cue_of(30, *hits))
    weaker = [landing for landing in tempo.landings if landing.landed and landing.place != "downbeat"]
    assert weaker
    assert all(any(landing.what in shortfall.wanted for shortfall in tempo.shortfalls) for landing in weaker)


@pytest.mark.parametrize("length_s", [0.5, 1, 2, 3, 7])
def test_very_short_cues_still_get_a_map(length_s: float) -> None:
    tempo = fit(cue_of(length_s))
    assert tempo.seconds(tempo.bars[-1].end_beat) >= length_s
    assert len(tempo.bars) >= 2


@pytest.mark.parametrize(("meter", "pulses"), [("6/8", 2), ("3/4", 3), ("12/8", 4), ("7/8", 3), ("2/2", 2)])
def test_other_meters_land_and_click_on_their_own_pulse(meter: str, pulses: int) -> None:
    tempo = fit(cue_of(60, hit("22"), hit("41.5")), meter=meter, bpm=120)
    assert [landing.landed for landing in tempo.landings] == [True, True]
    base = next(bar for bar in tempo.bars if bar.meter == Meter.parse(meter))
    assert sum(bar == base.number for _, bar, _, _ in click_times(tempo)) == pulses


def test_clicks_begin_at_the_first_frame_and_the_first_of_each_bar_is_strong() -> None:
    clicks = click_times(fit(cue_of(30)))
    assert clicks[0] == (0, 1, 1, True)
    assert all(strong == (pulse == 1) for _, _, pulse, strong in clicks)


def test_contradicting_limits_are_refused() -> None:
    with pytest.raises(BriefError, match="above the fastest"):
        fit_tempo(cue_of(30), meter=Meter(4), target_bpm=100, frame_s=FRAME_S, slowest_bpm=120, fastest_bpm=90)
    with pytest.raises(BriefError, match="lies outside"):
        fit_tempo(cue_of(30), meter=Meter(4), target_bpm=60, frame_s=FRAME_S, slowest_bpm=80, fastest_bpm=120)


def test_tempo_stays_inside_given_limits() -> None:
    tempo = fit_tempo(cue_of(60, hit("11"), hit("37")), meter=Meter(4), target_bpm=100, frame_s=FRAME_S, slowest_bpm=96, fastest_bpm=104)
    low, high = tempo.bpm_range
    assert low > 94 and high < 106


def with_one_tempo(mood: str, *hits: Hit, may_hold: bool = True) -> TempoMap:
    """A cue whose tempo can hardly move: only bars and held beats bring a hit to its place."""
    cue = replace(cue_of(40, *hits), mood=mood)
    return fit_tempo(cue, meter=Meter(4), target_bpm=76, frame_s=FRAME_S, slowest_bpm=75, fastest_bpm=77, may_hold=may_hold)


def test_a_gentle_cue_holds_the_last_beat_of_a_phrase_where_that_brings_the_next_one_to_a_hit() -> None:
    tempo = with_one_tempo("tender", hit("13.1"), hit("21.9"))
    (hold,) = tempo.holds
    assert all(landing.place == "downbeat" and abs(landing.planned_error_ms) < 0.1 for landing in tempo.landings)
    assert hold.end_beat in tempo.phrases and tempo.bar_at(hold.beat).end_beat == hold.end_beat
    longer = tempo.seconds(hold.end_beat) - tempo.seconds(hold.beat)
    assert 1.25 <= longer / (tempo.seconds(hold.beat) - tempo.seconds(hold.beat - 1)) <= 3.1
    assert largest_change(tempo) <= 0.02 and tempo.bpm_range[0] > 74 and abs(tempo.mean_bpm - 76) < 1.5
    without = with_one_tempo("tender", hit("13.1"), hit("21.9"), may_hold=False)
    assert not without.holds


def test_action_does_not_stop_for_a_hit_that_a_gentle_cue_would_wait_for() -> None:
    hits = [hit("13.1", "firm", must=False), hit("21.9", "firm", must=False)]
    assert with_one_tempo("tender", *hits).holds
    assert not with_one_tempo("action", *hits).holds


def test_a_held_beat_buys_something_or_is_not_there() -> None:
    assert not fit(replace(cue_of(60, hit("31.25")), mood="tender")).holds


def test_no_hit_counts_as_landed_inside_a_held_beat() -> None:
    held = with_one_tempo("tender", hit("13.1"), hit("21.9"))
    (hold,) = held.holds
    middle_s = held.seconds((hold.beat + hold.end_beat) / 2)
    (landing,), _ = fill_ledger(held, cue_of(40, hit(str(middle_s), must=False)), FRAME_S)
    assert not landing.landed and not hold.beat < landing.beat < hold.end_beat


def test_the_click_is_silent_through_a_held_beat_and_gives_one_upbeat() -> None:
    tempo = with_one_tempo("tender", hit("13.1"), hit("21.9"))
    (hold,) = tempo.holds
    start_s, end_s = tempo.seconds(hold.beat), tempo.seconds(hold.end_beat)
    inside = [(at_s, strong) for at_s, _, _, strong in click_times(tempo) if start_s < at_s < end_s]
    assert inside == [(end_s - (tempo.seconds(hold.end_beat + 1) - end_s), False)]


def test_bars_between_structural_hits_fall_into_phrases_where_the_tempo_can_bear_it() -> None:
    tempo = fit(cue_of(80, hit("9.6"), hit("39.6")))  # twelve bars and a half at 100: twelve are three phrases, thirteen are none
    first, second = tempo.landings
    assert (second.bar - first.bar) % 2 == 0
    assert {first.beat, second.beat} <= set(tempo.phrases)


def test_phrases_begin_on_bar_lines_and_rise() -> None:
    tempo = fit(cue_of(90, hit("13.5"), hit("29.25"), hit("48"), hit("71.125")))
    assert list(tempo.phrases) == sorted(set(tempo.phrases))
    assert set(tempo.phrases) <= {bar.start_beat for bar in tempo.bars}
