"""Where the marks of an OpenTimelineIO timeline lie in its sequence, whatever they hang on.

A marker is stored in the time of its owner: a clip's source, a gap, a track, a nested stack. Its place in the sequence follows from
where the owner lies in its parent, where the owner's used range begins, and how fast it runs, up to the timeline. Marks on
material that was trimmed away are kept and called hidden. The AAF adapter gives the same model, so AAF is read here too.
Source: OpenTimelineIO documentation, "Time ranges", "Timeline structure" and the time effects' docstrings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from originalscore.errors import FormatError
from originalscore.times import Clock, FrameRate

_ENDLESS = Fraction(10**9)


@dataclass(frozen=True)
class Place:
    """How an item's own time lies in the sequence, in seconds.

    The item's moment ``first_s`` lies at ``at_s`` and the item runs at ``speed`` (1 as recorded, 0 frozen, below 0 backwards, from the end
    of its range of ``length_s`` own seconds); it is seen from ``from_s`` until ``to_s`` of the sequence.
    """

    at_s: Fraction
    first_s: Fraction
    speed: Fraction
    length_s: Fraction
    from_s: Fraction
    to_s: Fraction

    def of(self, own_s: Fraction) -> Fraction:
        """Sequence seconds of a moment of the item."""
        if not self.speed:
            return self.at_s
        if self.speed < 0:
            return self.at_s + (self.first_s + self.length_s - own_s) / -self.speed
        return self.at_s + (own_s - self.first_s) / self.speed

    def shows(self, own_s: Fraction) -> bool:
        """Whether that moment is seen in the sequence."""
        if not self.speed:
            return own_s == self.first_s
        return self.from_s <= self.of(own_s) <= self.to_s


@dataclass(frozen=True)
class Found:
    """A marker, or a clip (where ``marker`` is None), in sequence seconds; ``track`` is the name of the track it lies on."""

    owner: Any
    marker: Any
    at_s: Fraction
    length_s: Fraction
    hidden: bool
    track: Any


def seconds(time: Any) -> Fraction:
    """A RationalTime as exact seconds; rounded NTSC rates are made exact.

    Raises
    ------
    FormatError
        If its rate or value is no finite number above zero.
    """
    try:
        whole = round(time.value)
        value = Fraction(whole) if abs(time.value - whole) < 1e-6 else Fraction(time.value)
        return value / exact_rate(time.rate)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise FormatError(f"a time of {time.value} at rate {time.rate} cannot be read", "export the timeline again") from None


def exact_rate(rate: float) -> Fraction:
    """The exact rate behind a rounded one: 23.976 and 23.97602 are both 24000/1001."""
    whole, ntsc = Fraction(round(rate)), Fraction(round(rate) * 1000, 1001)
    if rate == whole:
        return whole
    return ntsc if abs(float(ntsc) - rate) < 0.005 else Fraction(rate).limit_denominator(1001)


def timeline_clock(timeline: Any, told: str = "") -> Clock:
    """Rate and start label of a timeline: from its start, or the first picture clip, marker or clip that counts in frames.

    Raises
    ------
    FormatError
        If nothing tells the frame rate.
    """
    start = timeline.global_start_time
    for time in (start, *_times(timeline)):
        if time is not None and 1 <= time.rate <= 300:
            frame_rate = FrameRate.parse(told) if told else FrameRate(exact_rate(time.rate))
            return Clock(frame_rate, round(seconds(start) * frame_rate.rate) if start else 0)
    raise FormatError("nothing tells the frame rate", "export a timeline with a start timecode")


def find_marks(timeline: Any) -> Iterator[Found]:
    """Every marker and every clip of a timeline, at its place in the sequence.

    Raises
    ------
    FormatError
        If a clip tells no length, so that nothing after it can be placed.
    """
    root = timeline.tracks
    first_s = seconds(root.source_range.start_time) if root.source_range else Fraction(0)
    whole = Place(Fraction(0), first_s, Fraction(1), _length(root), Fraction(0), _ENDLESS)
    yield from _walk(root, whole, None)


def _times(timeline: Any) -> Iterator[Any]:
    clips = timeline.find_clips()
    picture = [c for track in timeline.video_tracks() for c in track.find_clips()]
    for clip in (*picture, *clips):
        for span in (clip.source_range, clip.media_reference.available_range if clip.media_reference else None):
            if span is not None:
                yield span.start_time
        yield from (marker.marked_range.start_time for marker in clip.markers)
    yield from (marker.marked_range.start_time for marker in timeline.tracks.markers)


def _walk(item: Any, place: Place, track: Any) -> Iterator[Found]:
    for marker in item.markers:
        own_s, length_s = seconds(marker.marked_range.start_time), seconds(marker.marked_range.duration)
        pace = abs(place.speed) or Fraction(1)
        yield Found(item, marker, place.of(own_s), length_s / pace, not place.shows(own_s), track)
    if isinstance(item, otio.schema.Track):
        yield from _walk_track(item, place)
    elif isinstance(item, otio.schema.Stack):
        for child in item:
            yield from _walk_child(child, place, Fraction(0), track, _NO_HANDLES)
    elif isinstance(item, otio.schema.Clip) and place.to_s > place.from_s:
        yield Found(item, None, place.from_s, place.to_s - place.from_s, False, track)


_NO_HANDLES = (Fraction(0), Fraction(0))


def _walk_track(track: Any, place: Place) -> Iterator[Found]:
    at_s = Fraction(0)
    items = list(track)
    for number, child in enumerate(items):
        if isinstance(child, otio.schema.Transition):
            continue
        before = items[number - 1] if number else None
        after = items[number + 1] if number + 1 < len(items) else None
        handles = (
            seconds(before.in_offset) if isinstance(before, otio.schema.Transition) else Fraction(0),
            seconds(after.out_offset) if isinstance(after, otio.schema.Transition) else Fraction(0),
        )
        yield from _walk_child(child, place, at_s, track, handles)
        at_s += _length(child)


def _walk_child(child: Any, parent: Place, own_s: Fraction, track: Any, handles: tuple[Fraction, Fraction]) -> Iterator[Found]:
    """A child that begins at ``own_s`` of its parent's time; transitions show some of it before and after its place."""
    pace = abs(parent.speed) or Fraction(1)
    length_s = _length(child)
    at_s = parent.of(own_s) if parent.speed >= 0 else parent.of(own_s + length_s)
    speed, end_s = _speed(child), at_s + length_s / pace
    first_s = seconds(child.trimmed_range().start_time)
    place = Place(
        at_s, first_s, speed * parent.speed, length_s * abs(speed),
        max(parent.from_s, at_s - handles[0] / pace), min(parent.to_s, end_s + handles[1] / pace),
    )  # fmt: skip
    yield from _walk(child, place, track)


def _length(item: Any) -> Fraction:
    """How long an item is in its parent's time."""
    try:
        return seconds(item.trimmed_range().duration)
    except otio.exceptions.OTIOError:
        if isinstance(item, (otio.schema.Track, otio.schema.Stack)):
            lengths = [_length(child) for child in item if not isinstance(child, otio.schema.Transition)]
            return sum(lengths, Fraction(0)) if isinstance(item, otio.schema.Track) else max(lengths, default=Fraction(0))
        raise FormatError(f"the clip “{item.name}” tells no length", "export the timeline with source ranges") from None


def _speed(item: Any) -> Fraction:
    speed = Fraction(1)
    for effect in item.effects:
        if isinstance(effect, otio.schema.FreezeFrame):
            return Fraction(0)
        if isinstance(effect, otio.schema.LinearTimeWarp):
            speed *= Fraction(effect.time_scalar).limit_denominator(100_000)
    return speed
