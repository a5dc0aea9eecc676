"""The click: one tick a pulse, the first of the bar strong. Times are seconds from the cue's first frame."""

from __future__ import annotations

from fractions import Fraction

from originalscore.model.tempo import TempoMap


def click_times(tempo: TempoMap) -> tuple[tuple[Fraction, int, int, bool], ...]:
    """All clicks up to the end of the written part: (seconds, bar number, pulse in the bar from 1, strong).

    A pulse is the meter's own: quarters in 4/4, dotted quarters in 6/8, 1+1+3/2 in 7/8. Through a held beat the click is silent; once more it
    sounds as an upbeat, one pulse of the coming tempo before the music goes on.
    """
    clicks: list[tuple[Fraction, int, int, bool]] = []
    for bar in tempo.bars:
        beat = bar.start_beat
        for number, group in enumerate(bar.meter.groups, start=1):
            if beat >= tempo.end_beat:
                return tuple(clicks)
            clicks.append((tempo.seconds(beat), bar.number, number, number == 1))
            upbeat_s = 2 * tempo.seconds(beat + group) - tempo.seconds(beat + 2 * group)
            if tempo.hold_at(beat) and upbeat_s > tempo.seconds(beat):
                clicks.append((upbeat_s, bar.number, number, False))
            beat += group
    return tuple(clicks)
