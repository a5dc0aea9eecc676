"""The marks of a Final Cut Pro 7 XML sequence (xmeml 4 and 5), as Premiere, Resolve and Media Composer export it too.

Marks of the sequence count from its first frame; marks of a clip count in the clip's source, like its in-point, and are carried over
by its place and speed. A clip that begins in a transition (``start`` is -1) has its in-point where the transition begins. Nested
sequences are read through the clip that shows them. The adapter of OpenTimelineIO for this format is not used: see
``docs/decisions/0038-the-editors-marks.md``. Source: Apple, Final Cut Pro XML Interchange Format, "Elements of a clip item".
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from originalscore.errors import FormatError
from originalscore.formats.safe_text import read_xml
from originalscore.model.mark import Mark, MarkList, frame_shown, in_order, mark_on
from originalscore.times import Clock, FrameRate

_ITEMS, _TRANSITION = ("clipitem", "generatoritem"), "transitionitem"
_DEEPEST = 16
_ENDLESS = Fraction(10**9)
#: Names of hues by their angle on the colour wheel, degrees (ours).
_HUES = (
    (15, "RED"),
    (45, "ORANGE"),
    (70, "YELLOW"),
    (165, "GREEN"),
    (200, "CYAN"),
    (260, "BLUE"),
    (290, "PURPLE"),
    (345, "MAGENTA"),
    (361, "RED"),
)


@dataclass(frozen=True)
class _Place:
    """Where a span lies: its own second ``own_s`` is ``at_s`` of the sequence, at ``speed`` own seconds a second; seen from ``from_s`` to ``to_s``."""

    at_s: Fraction
    own_s: Fraction
    speed: Fraction
    from_s: Fraction
    to_s: Fraction
    depth: int = 0

    def of(self, own_s: Fraction) -> Fraction:
        """Sequence seconds of a moment of the span."""
        return self.at_s + (own_s - self.own_s) / self.speed if self.speed else self.at_s


def read_fcp7_list(path: Path) -> MarkList:
    """Read the marks of the first sequence of an XML file of this kind.

    Raises
    ------
    FormatError
        If the file is none, holds no sequence, or a frame number or rate in it cannot be read.
    """
    root = read_xml(path)
    if root.tag != "xmeml":
        raise FormatError(f"{path.name} is no Final Cut Pro XML", "export the sequence as XML")
    whole = [s for s in root.iter("sequence") if s.find("media") is not None and not _ancestor(s, "sequence")]
    if not whole:
        raise FormatError(f"{path.name} holds no sequence", "export the sequence, not its clips")
    reader = _Reader(path, {s.get("id", ""): s for s in root.iter("sequence") if s.find("media") is not None})
    rate = reader.rate(whole[0], None)
    drop = whole[0].findtext("timecode/displayformat", "").strip().upper() == "DF"
    clock = Clock(FrameRate(rate.rate, drop and rate.nominal in (30, 60)), reader.whole(whole[0], "timecode/frame", 0))
    everything = _Place(Fraction(0), Fraction(0), Fraction(1), Fraction(0), _ENDLESS)
    marks = [_on(clock, found) for found in reader.sequence(whole[0], rate, everything)]
    name = whole[0].findtext("name", "")
    remark = f"{path.name} holds {len(whole)} sequences: the first, “{name}”, is read"
    return MarkList(in_order(marks), clock, (remark,) if len(whole) > 1 else ())


@dataclass(frozen=True)
class _Found:
    at_s: Fraction
    length_s: Fraction
    name: str
    note: str
    color: str
    hidden: bool


def _on(clock: Clock, found: _Found) -> Mark:
    rate = clock.frame_rate.rate
    frames = round(found.length_s * rate)
    return mark_on(
        clock, frame_shown(found.at_s, rate), found.name, note=found.note, color=found.color, frames=frames if frames > 1 else 0, hidden=found.hidden
    )  # fmt: skip


@dataclass(frozen=True)
class _Reader:
    path: Path
    sequences: dict[str, Any]

    def sequence(self, sequence: Any, rate: FrameRate, place: _Place) -> Iterator[_Found]:
        """Marks of a sequence and of everything in it."""
        yield from self._own(sequence, rate, place)
        for track in (*sequence.iterfind("media/video/track"), *sequence.iterfind("media/audio/track")):
            items = [item for item in track if item.tag in (*_ITEMS, _TRANSITION)]
            for number, item in enumerate(items):
                if item.tag != _TRANSITION:
                    before = items[number - 1] if number else None
                    after = items[number + 1] if number + 1 < len(items) else None
                    yield from self._item(item, before, after, rate, place)

    def _item(self, item: Any, before: Any, after: Any, rate: FrameRate, parent: _Place) -> Iterator[_Found]:
        """Marks of one clip; ``rate`` is its sequence's, in which its place is given."""
        start, end = self.whole(item, "start", 0), self.whole(item, "end", -1)
        plain = start != -1 != end  # lengths beside a transition count its handles and tell no speed
        if start == -1:
            start = self.whole(before, "start", 0) if before is not None and before.tag == _TRANSITION else 0
        own_rate = self.rate(item, rate)
        first, last = self.whole(item, "in", 0), self.whole(item, "out", -1)
        if end == -1:
            told = after is not None and after.tag == _TRANSITION
            end = self.whole(after, "end", start) if told else start + max(0, last - first)
        shown_s, used_s = (end - start) * rate.frame_s, (last - first) * own_rate.frame_s
        speed = used_s / shown_s if plain and used_s > 0 and shown_s > 0 and abs(used_s - shown_s) > 2 * rate.frame_s else Fraction(1)
        at_s = parent.of(start * rate.frame_s)
        place = _Place(
            at_s, first * own_rate.frame_s, speed * parent.speed,
            max(parent.from_s, at_s), min(parent.to_s, parent.of(end * rate.frame_s)), parent.depth + 1,
        )  # fmt: skip
        yield from self._own(item, own_rate, place)
        nested = item.find("sequence")
        if nested is not None and place.depth < _DEEPEST:
            inner = self.sequences.get(nested.get("id", ""), nested)
            yield from self.sequence(inner, self.rate(inner, own_rate), place)

    def _own(self, element: Any, rate: FrameRate, place: _Place) -> Iterator[_Found]:
        for marker in element.iterfind("marker"):
            own_s = self.whole(marker, "in", 0) * rate.frame_s
            end = self.whole(marker, "out", -1)
            length_s = max(Fraction(0), end * rate.frame_s - own_s) if end >= 0 else Fraction(0)
            at_s = place.of(own_s)
            yield _Found(
                at_s, length_s / (place.speed or 1), marker.findtext("name", "").strip(), marker.findtext("comment", "").strip(),
                _color(marker), not place.from_s <= at_s <= place.to_s,
            )  # fmt: skip

    def rate(self, element: Any, fallback: FrameRate | None) -> FrameRate:
        """The rate an element is counted in: its own or what holds it."""
        told = element.find("rate")
        if told is None or told.find("timebase") is None:
            if fallback is None:
                raise FormatError(f"{self.path.name}: the sequence tells no frame rate", "export it again")
            return fallback
        base = self.whole(told, "timebase", 0)
        ntsc = told.findtext("ntsc", "").strip().upper() == "TRUE"
        if not 1 <= base <= 300:
            raise FormatError(f"{self.path.name}: {base} frames a second is no frame rate", "export it again")
        return FrameRate(Fraction(base * 1000, 1001) if ntsc and base > 1 else Fraction(base))

    def whole(self, element: Any, name: str, fallback: int) -> int:
        """A whole number that stands in a child element."""
        text = element.findtext(name, "").strip()
        if not text:
            return fallback
        try:
            return int(Fraction(text[:40]))
        except (ValueError, ZeroDivisionError):
            line = f" line {element.sourceline}" if element.sourceline else ""
            raise FormatError(f"{self.path.name}{line}: “{text[:40]}” is no frame number", "export it again") from None


def _ancestor(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _color(marker: Any) -> str:
    """The name of a marker's colour: of its red, green and blue, or of Premiere's packed number (alpha, blue, green, red)."""
    packed = marker.findtext("pproColor", "").strip()
    parts = [marker.findtext(f"color/{name}", "").strip() for name in ("red", "green", "blue")]
    if packed.isdigit():
        number = int(packed)
        red, green, blue = number & 255, number >> 8 & 255, number >> 16 & 255
    elif all(part.isdigit() for part in parts):
        red, green, blue = (min(255, int(part)) for part in parts)
    else:
        return ""
    hue, lightness, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    if saturation < 0.15 or lightness < 0.05 or lightness > 0.95:
        return "BLACK" if lightness < 0.3 else "WHITE"
    return next(name for edge, name in _HUES if 360 * hue < edge)
