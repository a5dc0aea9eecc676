"""The notes of a MusicXML part for its tune alone: any instrument, any program's file, title and composer as printed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.walk import bar_lines, first_signature, read_partwise, text_of, walk_part, whole_notes
from originalscore.formats.raw_tune import RawTune
from originalscore.model.tune import TuneNote
from originalscore.music.meter import Meter

_MOST_BPM = 400
_UNITS = {"whole": Fraction(4), "half": Fraction(2), "quarter": Fraction(1), "eighth": Fraction(1, 2)}


def read_musicxml_tune(path: Path) -> RawTune:
    """The first part with pitched notes, its first staff.

    Raises
    ------
    FormatError
        If the file is no partwise score, or no part of it holds pitched notes.
    """
    root = read_partwise(path)
    title = text_of(root, "work/work-title") or text_of(root, "movement-title")
    makers = [maker for maker in root.findall("identification/creator") if maker.get("type", "composer") in ("composer", "music")]
    author = (makers[0].text or "").strip() if makers else ""
    for part in root.findall("part"):
        try:
            found = _Part(part)
        except (ValueError, KeyError, ZeroDivisionError) as fault:
            raise FormatError(f"{path.name} cannot be read: {fault}", "export it again as MusicXML") from None
        if found.notes:
            return RawTune(path.name, title, author, found.bpm, tuple(found.meters), found.signature, found.mode, tuple(found.notes))
    raise FormatError(f"{path.name} holds no pitched notes, no tune", "export the part that has the melody")


class _Part:
    """Reads one part: notes of its first staff, meters, signature and tempo."""

    def __init__(self, part: etree._Element) -> None:
        self.notes = [
            TuneNote(note.at, note.length, note.pitch.height, note.pitch) for note in whole_notes(part) if note.pitch and note.staff == 1
        ]
        self.meters: list[tuple[Fraction, Meter]] = []
        self.signature: int | None
        self.signature, self.mode = first_signature(part) or (None, "")
        self.bpm = 0
        for step in walk_part(part):
            if step.element.tag == "attributes" and text_of(step.element, "time/beats").isdigit():
                self.meters.append((step.at, Meter(int(text_of(step.element, "time/beats")), int(text_of(step.element, "time/beat-type")))))
            elif step.element.tag in ("direction", "sound") and not self.bpm and step.at == 0:
                self.bpm = _tempo(step.element)
        self._short_first_bar(bar_lines(part))

    def _short_first_bar(self, starts: list[Fraction]) -> None:
        """A first bar that is shorter than its meter holds a pick-up: said as a meter of its own, as a MIDI file would."""
        if self.meters and len(starts) > 1 and Fraction(0) < starts[1] < self.meters[0][1].beats and len(self.meters) == 1:
            meter = self.meters[0][1]
            units = starts[1] * 4
            short = Meter(int(units), 16) if units.denominator == 1 and units <= 24 else meter
            self.meters = [(Fraction(0), short), (starts[1], meter)]


def _tempo(element: etree._Element) -> int:
    """Quarter notes a minute as the sound or the metronome mark says; 0 if neither does."""
    for sound in (element, *element.iter("sound")):
        if sound.get("tempo"):
            return _sane(Fraction(str(sound.get("tempo"))))
    mark = element.find("direction-type/metronome")
    if mark is None or not text_of(mark, "per-minute").replace(".", "").isdigit():
        return 0
    unit = _UNITS.get(text_of(mark, "beat-unit"), Fraction(1)) * (Fraction(3, 2) if mark.find("beat-unit-dot") is not None else 1)
    return _sane(Fraction(text_of(mark, "per-minute")) * unit)


def _sane(bpm: Fraction) -> int:
    return round(bpm) if 0 < bpm <= _MOST_BPM else 0
