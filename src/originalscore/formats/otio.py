"""OpenTimelineIO: the film as one clip, cues as clips on a track of their own, hits as markers on the timeline.

The timeline's global start is the film's start timecode; markers and cue clips count from its first frame, so frame
numbers read back are the film's own. Source: OpenTimelineIO documentation, "Timeline structure" and "Time ranges".
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import opentimelineio as otio

from originalscore.errors import FormatError
from originalscore.files import write_whole
from originalscore.model.mark import Mark, mark_on
from originalscore.times import Clock, FrameRate

MUSIC_TRACK = "Music"
_OURS = "originalscore"


def write_otio(path: Path, marks: tuple[Mark, ...], clock: Clock, *, title: str, film: str, frames: int) -> None:
    """Write the marks of a film of ``frames`` frames.

    Parameters
    ----------
    marks
        Ranges must not overlap each other.
    title, film
        Name of the timeline and file name of the film.
    """
    rate = float(clock.frame_rate.rate)
    timeline = otio.schema.Timeline(name=title, global_start_time=otio.opentime.RationalTime(clock.start_frame, rate))
    timeline.metadata[_OURS] = {"frame_rate": str(clock.frame_rate)}
    picture = otio.schema.Track(name="Picture", kind=otio.schema.TrackKind.Video)
    reference = otio.schema.ExternalReference(film, _span(clock.start_frame, frames, rate))
    picture.append(otio.schema.Clip(film, reference, _span(clock.start_frame, frames, rate)))
    timeline.tracks.extend([picture, _music(marks, rate)])
    for mark in marks:
        if not mark.frames:
            marker = otio.schema.Marker(name=mark.name, marked_range=_span(mark.frame, 0, rate), color=mark.color or "WHITE")
            marker.metadata[_OURS] = {"note": mark.note, "timecode": mark.label, "color": mark.color}
            timeline.tracks.markers.append(marker)
    write_whole(path, otio.adapters.write_to_string(timeline, "otio_json") + "\n")


def read_otio(path: Path) -> tuple[Mark, ...]:
    """Read markers of the timeline, its tracks and clips, and the cues of a track named "Music".

    Raises
    ------
    FormatError
        If the file is no OpenTimelineIO timeline, or nothing in it tells its frame rate.
    """
    try:
        timeline = otio.adapters.read_from_string(path.read_text(encoding="utf-8"), "otio_json")
    except (otio.exceptions.OTIOError, ValueError) as fault:
        raise FormatError(f"{path.name} is not an OpenTimelineIO file: {str(fault).splitlines()[0][:120]}") from None
    if not isinstance(timeline, otio.schema.Timeline):
        raise FormatError(f"{path.name} holds a {type(timeline).__name__}, not a timeline", "export the whole timeline")
    clock = _clock(path, timeline)
    rate = float(clock.frame_rate.rate)
    marks = [_mark(clock, marker, marker.marked_range.start_time.rescaled_to(rate)) for marker in timeline.tracks.markers]
    for track in timeline.tracks:
        if not isinstance(track, otio.schema.Track):
            continue
        marks += [_mark(clock, marker, marker.marked_range.start_time.rescaled_to(rate)) for marker in track.markers]
        for clip in track.find_clips(shallow_search=True):
            marks += _clip_marks(clock, track, clip, rate)
    return tuple(sorted(marks, key=lambda mark: (mark.frame, -mark.frames)))


def _span(start: int, frames: int, rate: float) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(otio.opentime.RationalTime(start, rate), otio.opentime.RationalTime(frames, rate))


def _music(marks: tuple[Mark, ...], rate: float) -> otio.schema.Track:
    track = otio.schema.Track(name=MUSIC_TRACK, kind=otio.schema.TrackKind.Audio)
    at = 0
    for mark in sorted((mark for mark in marks if mark.frames), key=lambda mark: mark.frame):
        if mark.frame > at:
            track.append(otio.schema.Gap(source_range=_span(0, mark.frame - at, rate)))
        clip = otio.schema.Clip(mark.name, otio.schema.MissingReference(), _span(0, mark.frames, rate))
        clip.metadata[_OURS] = {"note": mark.note, "timecode": mark.label, "color": mark.color}
        track.append(clip)
        at = mark.frame + mark.frames
    return track


def _clock(path: Path, timeline: otio.schema.Timeline) -> Clock:
    start = timeline.global_start_time
    clips = timeline.find_clips()
    known = start or (clips[0].trimmed_range().start_time if clips else None)
    if known is None or known.rate <= 0:
        raise FormatError(f"{path.name}: nothing tells the frame rate", "export a timeline with a start timecode")
    told = timeline.metadata.get(_OURS, {}).get("frame_rate")
    frame_rate = FrameRate.parse(told) if told else FrameRate(exact_rate(known.rate))
    return Clock(frame_rate, round(start.value) if start else 0)


def exact_rate(rate: float) -> Fraction:
    """The exact rate behind a rounded one: 23.976 and 23.97602 are both 24000/1001."""
    whole, ntsc = Fraction(round(rate)), Fraction(round(rate) * 1000, 1001)
    if rate == whole:
        return whole
    return ntsc if abs(float(ntsc) - rate) < 0.005 else Fraction(rate).limit_denominator(1001)


def _mark(clock: Clock, marker: otio.schema.Marker, at: otio.opentime.RationalTime) -> Mark:
    ours = marker.metadata.get(_OURS, {})
    note = str(ours.get("note", marker.comment or ""))
    return mark_on(clock, round(at.value), marker.name, note=note, color=str(ours.get("color", marker.color or "")))


def _clip_marks(clock: Clock, track: otio.schema.Track, clip: otio.schema.Clip, rate: float) -> list[Mark]:
    place = clip.range_in_parent().start_time.rescaled_to(rate)
    first = clip.trimmed_range().start_time
    marks = [_mark(clock, marker, (marker.marked_range.start_time - first).rescaled_to(rate) + place) for marker in clip.markers]
    if track.name == MUSIC_TRACK and track.kind == otio.schema.TrackKind.Audio:
        ours = clip.metadata.get(_OURS, {})
        frames = round(clip.duration().rescaled_to(rate).value)
        marks.append(
            mark_on(clock, round(place.value), clip.name, note=str(ours.get("note", "")), color=str(ours.get("color", "")), frames=frames)
        )
    return marks
