"""Refitting rhythm to bars of other lengths, so that it sounds intended.

Bar by bar: where the cue's bar is longer, the bar's longest note is held; where it is shorter, the longest notes give, never below half
a beat; where that is not enough, the bar's rhythm is drawn together to the nearest half beat. No note is left out. A motif is known by its
rhythm, so it keeps that across the bar lines wherever its last note still has room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from originalscore.composition.statements.tones import Tone

_HALF = Fraction(1, 2)


def refit(tones: list[Tone], theme_beats: Fraction, bars: Sequence[tuple[Fraction, Fraction]], *, unit: int = 0) -> list[Tone]:
    """Tones in theme time moved onto the cue's bars.

    Parameters
    ----------
    tones
        Sorted by onset; pick-up notes have negative onsets.
    theme_beats
        Length of a theme bar.
    bars
        Start and length in beats of the stretch of the cue that each theme bar falls on, gapless.
    unit
        Every so many bars a motif begins, whose rhythm is kept if it has room; 0: there is none.
    """
    kept = _kept(tones, unit * theme_beats, bars, unit) if unit else None
    if kept is not None:
        return kept
    placed = [replace(tone, onset=bars[0][0] + tone.onset) for tone in tones if tone.onset < 0]
    for number, (start, length) in enumerate(bars):
        inside = [tone for tone in tones if number * theme_beats <= tone.onset < (number + 1) * theme_beats]
        offsets = _offsets([tone.onset - number * theme_beats for tone in inside], theme_beats, length)
        placed += [replace(tone, onset=start + offset) for tone, offset in zip(inside, offsets, strict=True)]
    end = bars[-1][0] + bars[-1][1]
    return _lengths(placed, tones, theme_beats, bars, end)


def _kept(tones: list[Tone], unit_beats: Fraction, bars: Sequence[tuple[Fraction, Fraction]], unit: int) -> list[Tone] | None:
    """The motifs with their own rhythm, each from the first bar of its unit; None if one of them has no room."""
    groups = [bars[n : n + unit] for n in range(0, len(bars), unit)]
    spans = [(group[0][0], sum((length for _, length in group), Fraction(0))) for group in groups]
    moved = []
    for tone in tones:
        number = max(0, int(tone.onset // unit_beats))
        start, length = spans[number]
        offset = tone.onset - number * unit_beats
        if offset + _HALF > length:
            return None
        moved.append(replace(tone, onset=start + offset))
    return _lengths(moved, tones, unit_beats, spans, bars[-1][0] + bars[-1][1])


def _offsets(offsets: list[Fraction], theme_beats: Fraction, length: Fraction) -> list[Fraction]:
    """Onsets within a bar of another length; the gaps between them (and to the bar line) give or take."""
    if length == theme_beats or not offsets:
        return offsets
    gaps = [b - a for a, b in zip(offsets, [*offsets[1:], theme_beats], strict=True)]
    spare = length - theme_beats
    if spare > 0:
        longest = max(range(len(gaps)), key=lambda n: (gaps[n], n))
        gaps[longest] += spare
    else:
        while spare < 0 and max(gaps) > _HALF:
            longest = max(range(len(gaps)), key=lambda n: (gaps[n], n))
            give = min(-spare, _HALF, gaps[longest] - _HALF)
            gaps[longest] -= give
            spare += give
        lead = offsets[0]
        if spare < 0 and lead > 0:
            offsets = [max(Fraction(0), lead + spare)]
            spare += lead - offsets[0]
        if spare < 0:
            ratio = length / (length - spare)
            gaps = [gap * ratio for gap in gaps]
    moved, at = [], offsets[0]
    for gap in gaps:
        moved.append(at)
        at += gap
    return moved


def _lengths(
    placed: list[Tone], source: list[Tone], theme_beats: Fraction, bars: Sequence[tuple[Fraction, Fraction]], end: Fraction
) -> list[Tone]:
    """Notes that touched the next one still touch it; others keep their length, none reaches into the next or past the end."""
    fitted = []
    for n, tone in enumerate(placed):
        following = placed[n + 1].onset if n + 1 < len(placed) else end
        bound = n + 1 < len(source) and source[n].onset + source[n].length >= source[n + 1].onset
        reaches = n + 1 == len(source) and source[n].onset + source[n].length >= len(bars) * theme_beats
        room = following - tone.onset
        fitted.append(replace(tone, length=room if bound or reaches else min(tone.length, room)))
    return [tone for tone in fitted if tone.length > 0]
