"""OpenTimelineIO: the film as one clip, cues as clips on a track of their own, hits as markers on the timeline.

The timeline's global start is the film's start timecode; markers and cue clips count from its first frame, so frame
numbers read back are the film's own. Source: OpenTimelineIO documentation, "Timeline structure" and "Time ranges".
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any

import opentimelineio as otio

from originalscore.errors import FormatError, OriginalScoreError
from originalscore.files import write_whole
from originalscore.formats.otio_walk import Found, find_marks, seconds, timeline_clock
from originalscore.formats.safe_text import read_text
from originalscore.model.mark import Mark, MarkList, frame_shown, guessed_start, in_order, mark_on, names_music
from originalscore.times import Clock

MUSIC_TRACK = "Music"
_OURS = "originalscore"
#: More brackets within one another are no timeline (ours; the parser beneath runs out of stack long after).
_DEEPEST = 500


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
    """The marks alone of :func:`read_otio_list`."""
    return read_otio_list(path).marks


def read_otio_list(path: Path) -> MarkList:
    """Read markers of the timeline, its tracks, clips and nested stacks, and the cues of a track named "Music".

    Raises
    ------
    FormatError
        If the file is no OpenTimelineIO timeline, or nothing in it tells its frame rate.
    """
    return marks_of_timeline(path, *_one_timeline(path, _parse(path)))


def marks_of_timeline(path: Path, timeline: Any, remarks: tuple[str, ...] = ()) -> MarkList:
    """The marks of an OpenTimelineIO timeline, wherever they hang.

    Raises
    ------
    FormatError
        If they cannot be placed.
    """
    try:
        clock = timeline_clock(timeline, str(timeline.metadata.get(_OURS, {}).get("frame_rate", "")))
        founds = list(find_marks(timeline))
        markers = [found for found in founds if found.marker is not None]
        if markers and all("cmx_3600" in found.marker.metadata for found in markers):
            return _from_an_edl(clock, markers, remarks)
        marks = [mark for found in founds for mark in _mark_of(timeline, clock, found)]
    except (OriginalScoreError, otio.exceptions.OTIOError) as fault:
        raise FormatError(f"{path.name}: {str(fault).splitlines()[0]}") from None
    return MarkList(in_order(marks), clock, remarks)


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


def _parse(path: Path) -> Any:
    """The document; markers of a newer schema (OpenTimelineIO 0.19) are read as those of today."""
    text = read_text(path)
    if max(accumulate(1 if sign in "[{" else -1 for sign in re.findall(r"[\[\]{}]", text)), default=0) > _DEEPEST:
        raise FormatError(f"{path.name} is nested too deeply for a timeline", "export it again")
    try:
        if "Marker.3" in text:
            text = json.dumps(_today(json.loads(text)))
        return otio.adapters.read_from_string(text, "otio_json")
    except otio.exceptions.UnsupportedSchemaError:
        raise FormatError(f"{path.name} was written by a newer OpenTimelineIO than can be read", "export it as an EDL") from None
    except (otio.exceptions.OTIOError, ValueError, TypeError, RecursionError) as fault:
        raise FormatError(f"{path.name} is not an OpenTimelineIO file: {(str(fault) or 'nothing').splitlines()[0][:120]}") from None


def _today(value: Any) -> Any:
    if isinstance(value, list):
        return [_today(one) for one in value]
    if not isinstance(value, dict):
        return value
    row = {name: _today(one) for name, one in value.items()}
    if row.get("OTIO_SCHEMA") == "Marker.3":
        color = row.get("color")
        row |= {"OTIO_SCHEMA": "Marker.2", "color": color.get("name", "") if isinstance(color, dict) else color}
    return row


def _one_timeline(path: Path, document: Any) -> tuple[Any, tuple[str, ...]]:
    """The timeline; of a collection its first, saying so."""
    if isinstance(document, otio.schema.Timeline):
        return document, ()
    held = (
        [one for one in document if isinstance(one, otio.schema.Timeline)]
        if isinstance(document, otio.schema.SerializableCollection)
        else []
    )
    if not held:
        raise FormatError(f"{path.name} holds a {type(document).__name__}, not a timeline", "export the whole timeline")
    return held[0], (f"{path.name} holds {len(held)} timelines: the first, “{held[0].name}”, is read",) if len(held) > 1 else ()


def _mark_of(timeline: Any, clock: Clock, found: Found) -> list[Mark]:
    """A marker as a mark; a clip as one where it is a cue of the music track."""
    track = found.track
    thing = found.marker or found.owner
    ours = thing.metadata.get(_OURS, {})
    if found.marker is None and not (track.name == MUSIC_TRACK and track.kind == otio.schema.TrackKind.Audio):
        return []
    if found.marker is None and not (ours or names_music(thing.name)):
        return []
    rate = clock.frame_rate.rate
    at_s = found.at_s
    if (
        found.owner is timeline.tracks
        and found.marker is not None
        and clock.start_frame
        and at_s >= clock.start_frame / rate > _length_s(timeline)
    ):
        at_s -= clock.start_frame / rate  # counted from midnight, as some programs do, and not from the sequence's first frame
    frame = frame_shown(at_s, rate)
    long = found.marker is None or found.length_s * rate > 1  # a marker of a frame is a point
    frames = max(1, round((found.at_s + found.length_s) * rate) - round(found.at_s * rate)) if long else 0
    note = str(ours.get("note", "" if found.marker is None else found.marker.comment or _old_comment(thing)))
    color = str(ours.get("color", "" if found.marker is None else found.marker.color or ""))
    return [mark_on(clock, frame, thing.name, note=note, color=color, frames=frames, hidden=found.hidden)]


def _from_an_edl(clock: Clock, markers: list[Found], remarks: tuple[str, ...]) -> MarkList:
    """Locators as the adapter for EDLs keeps them: hung on clips, but in record timecode."""
    rate = clock.frame_rate
    frames = [round(seconds(found.marker.marked_range.start_time) * rate.rate) for found in markers]
    hour = Clock(rate, guessed_start(rate, min(frames)))
    marks = [
        mark_on(hour, frame - hour.start_frame, found.marker.name, note=found.marker.comment or "", color=found.marker.color or "")
        for found, frame in zip(markers, frames, strict=True)
    ]
    return MarkList(in_order(marks), hour, remarks, is_placed=False)


def _length_s(timeline: Any) -> Fraction:
    return max((seconds(track.trimmed_range().duration) for track in timeline.tracks), default=Fraction(0))


def _old_comment(marker: Any) -> str:
    """The comment where older files keep it: in the metadata of the program it came from."""
    for name in ("fcp_xml", "fcpx_xml", "AAF", "Resolve_OTIO"):
        told = marker.metadata.get(name, {})
        for key in ("comment", "note", "Note", "Comment"):
            if isinstance(told.get(key), str):
                return str(told[key])
    return ""
