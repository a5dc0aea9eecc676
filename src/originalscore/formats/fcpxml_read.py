"""The marks of an FCPXML sequence, 1.8 to 1.11: markers, chapter markers and keyword ranges, wherever they hang.

A mark is given in the local time of the element that holds it; ``offset`` places an element in its parent's local time and
``start`` is where its own begins, so a retimed clip needs no more: its local time is already the retimed one. Compound and
multicam clips (``ref-clip``, ``mc-clip``) show a part of another sequence, whose marks are read through them. What was trimmed away is
called hidden. Source: Apple, FCPXML reference, "Story elements" and "Understanding the timing attributes".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from originalscore.errors import BriefError, FormatError
from originalscore.formats.safe_text import read_xml
from originalscore.model.mark import Mark, MarkList, frame_shown, in_order, mark_on, names_music
from originalscore.times import Clock, FrameRate

_MARKERS = ("marker", "chapter-marker", "keyword")
_DEEPEST = 16
"""Compound clips within one another (ours; a sequence that shows itself would have no end)."""
_ENDLESS = Fraction(10**9)


@dataclass(frozen=True)
class _Place:
    """Where an element lies: its local moment ``local_s`` is ``at_s`` of the sequence; it is seen from ``from_s`` until ``to_s``."""

    at_s: Fraction
    local_s: Fraction
    from_s: Fraction
    to_s: Fraction
    depth: int = 0


def read_fcpxml_list(path: Path) -> MarkList:
    """Read markers and cue-like keyword ranges of the first project's sequence, as frames from its start.

    Parameters
    ----------
    path
        An ``.fcpxml`` file or an ``.fcpxmld`` bundle.

    Raises
    ------
    FormatError
        If the file is no FCPXML, holds no sequence, or a time cannot be read.
    """
    path = path / "Info.fcpxml" if path.is_dir() else path
    root = read_xml(path)
    sequences = root.findall(".//project/sequence") or root.findall(".//sequence")
    if root.tag != "fcpxml" or not sequences:
        raise FormatError(f"{path.name} is no FCPXML project", "export the project, not an event or a library")
    sequence = sequences[0]
    clock = _clock(path, root, sequence)
    reader = _Reader(path, clock, {media.get("id", ""): media for media in root.iterfind("resources/media")})
    start_s = clock.start_frame / clock.frame_rate.rate
    marks = list(reader.spine(sequence.find("spine"), _Place(start_s, start_s, start_s, _ENDLESS)))
    marks += reader.own(sequence, _Place(start_s, start_s, start_s, _ENDLESS))
    name = sequence.getparent().get("name", "") if sequence.getparent() is not None else ""
    remark = f"{path.name} holds {len(sequences)} sequences: the first, “{name}”, is read"
    return MarkList(in_order(marks), clock, (remark,) if len(sequences) > 1 else ())


@dataclass(frozen=True)
class _Reader:
    path: Path
    clock: Clock
    media: dict[str, Any]

    def spine(self, spine: Any, place: _Place) -> Iterator[Mark]:
        """Elements one after the other; one that tells no place follows the one before."""
        next_s = place.local_s
        for element in spine if spine is not None else ():
            if isinstance(element.tag, str) and element.tag not in (*_MARKERS, "transition"):
                offset_s = self._time(element, "offset", next_s)
                yield from self._element(element, offset_s, place)
                next_s = offset_s + self._time(element, "duration", Fraction(0))

    def own(self, element: Any, place: _Place) -> Iterator[Mark]:
        """The marks that hang on an element itself."""
        rate = self.clock.frame_rate.rate
        for child in element:
            if child.tag not in _MARKERS or (child.tag == "keyword" and not names_music(child.get("value", ""))):
                continue
            at_s = place.at_s + self._time(child, "start", Fraction(0)) - place.local_s
            frame = frame_shown(at_s, rate) - self.clock.start_frame
            frames = round(self._time(child, "duration", Fraction(0)) * rate) if child.tag == "keyword" else 0
            hidden = not place.from_s <= at_s <= place.to_s
            yield mark_on(self.clock, frame, child.get("value", ""), note=child.get("note", ""), frames=frames, hidden=hidden)

    def _element(self, element: Any, offset_s: Fraction, parent: _Place) -> Iterator[Mark]:
        """Marks of one story element and of everything connected to it or shown through it."""
        at_s = parent.at_s + offset_s - parent.local_s
        length_s = self._time(element, "duration", _ENDLESS)
        local_s = self._time(element, "start", Fraction(0))
        connected = element.get("lane") is not None  # what is connected is seen for its own length, not its parent's
        from_s, to_s = (at_s, at_s + length_s) if connected else (max(parent.from_s, at_s), min(parent.to_s, at_s + length_s))
        place = _Place(at_s, local_s, from_s, to_s, parent.depth)
        if element.tag == "spine":
            yield from self.spine(element, place)
            return
        if element.tag == "audition":
            yield from (mark for child in list(element)[:1] for mark in self._element(child, offset_s, parent))
            return
        yield from self.own(element, place)
        if element.tag in ("ref-clip", "mc-clip"):
            yield from self._through(element, place)
        for child in element:
            if isinstance(child.tag, str) and child.get("offset") is not None and child.tag not in _MARKERS:
                yield from self._element(child, self._time(child, "offset", Fraction(0)), place)

    def _through(self, element: Any, place: _Place) -> Iterator[Mark]:
        """The marks of the sequence that a compound clip shows, whose time runs on in the clip's."""
        media = self.media.get(element.get("ref", ""))
        inner = media.find("sequence") if media is not None else None
        if inner is None or place.depth >= _DEEPEST:
            return
        start_s = self._time(inner, "tcStart", Fraction(0))
        at_s = place.at_s + start_s - (place.local_s if element.get("start") is not None else start_s)
        yield from self.spine(inner.find("spine"), _Place(at_s, start_s, place.from_s, place.to_s, place.depth + 1))

    def _time(self, element: Any, name: str, fallback: Fraction) -> Fraction:
        text = element.get(name)
        return fallback if text is None else _seconds(self.path, text)


def _clock(path: Path, root: Any, sequence: Any) -> Clock:
    frame_s = Fraction(0)
    for form in root.iterfind("resources/format"):
        if form.get("id") == sequence.get("format"):
            frame_s = _seconds(path, form.get("frameDuration", "0s"))
    if frame_s <= 0:
        raise FormatError(f"{path.name}: the sequence's format tells no frame duration", "export the project again")
    try:
        rate = FrameRate(1 / frame_s, sequence.get("tcFormat") == "DF")
    except BriefError as fault:
        raise FormatError(f"{path.name}: {fault}") from None
    return Clock(rate, round(_seconds(path, sequence.get("tcStart", "0s")) * rate.rate))


def _seconds(path: Path, text: str) -> Fraction:
    try:
        return Fraction(text.strip().removesuffix("s")) if len(text) < 60 and "e" not in text.lower() else Fraction("none")
    except (ValueError, ZeroDivisionError):
        raise FormatError(f"{path.name}: “{text[:40]}” is not a time", "export the project again") from None
