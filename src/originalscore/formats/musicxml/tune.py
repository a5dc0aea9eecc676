"""The notes of a MusicXML part for its tune alone: any instrument, any program's file, title and composer as printed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.reader import _text, parse_musicxml, walk_part
from originalscore.formats.musicxml.spelling import fifths_of, sounding
from originalscore.formats.raw_tune import RawTune
from originalscore.model.tune import TuneNote
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName

_MOST_BPM = 400
_UNITS = {"whole": Fraction(4), "half": Fraction(2), "quarter": Fraction(1), "eighth": Fraction(1, 2)}


def read_musicxml_tune(path: Path) -> RawTune:
    """The first part with pitched notes, its first staff.

    Raises
    ------
    FormatError
        If the file is no partwise score, or no part of it holds pitched notes.
    """
    root = parse_musicxml(path)
    if root.tag != "score-partwise":
        raise FormatError(f"{path.name}: a partwise MusicXML score was expected, not <{root.tag}>", "export it again as MusicXML")
    title = _text(root, "work/work-title") or _text(root, "movement-title")
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
        self.notes: list[TuneNote] = []
        self.meters: list[tuple[Fraction, Meter]] = []
        self.signature: int | None = None
        self.mode, self.bpm = "", 0
        self._transpose = (0, 0, 0)
        self._tied: dict[int, int] = {}
        starts = _bar_starts(part)
        for step in walk_part(part):
            tag = step.element.tag
            if tag == "attributes":
                self._attributes(step.element, step.at)
            elif tag in ("direction", "sound") and not self.bpm and step.at == 0:
                self.bpm = _tempo(step.element)
            elif tag == "note" and step.element.find("pitch") is not None and step.element.find("grace") is None:
                self._note(step.element, step.at, step.length)
        self._short_first_bar(starts)

    def _attributes(self, element: etree._Element, at: Fraction) -> None:
        change = element.find("transpose")
        if change is not None:
            diatonic, chromatic, octaves = (int(_text(change, tag) or "0") for tag in ("diatonic", "chromatic", "octave-change"))
            self._transpose = (diatonic, chromatic, octaves)
        if _text(element, "time/beats").isdigit():
            self.meters.append((at, Meter(int(_text(element, "time/beats")), int(_text(element, "time/beat-type")))))
        if _text(element, "key/fifths") and self.signature is None:
            self.signature = int(_text(element, "key/fifths")) + fifths_of(*self._transpose[:2])
            self.mode = _text(element, "key/mode")

    def _note(self, element: etree._Element, at: Fraction, length: Fraction) -> None:
        if (_text(element, "staff") or "1") != "1" or not length:
            return
        name = PitchName(_text(element, "pitch/step"), int(float(_text(element, "pitch/alter") or "0")))
        pitch = sounding(Pitch(name, int(_text(element, "pitch/octave"))), *self._transpose)
        ties = {tie.get("type") for tie in element.findall("tie")}
        begun = self._tied.pop(pitch.height, None)
        if "stop" in ties and begun is not None and self.notes[begun].onset + self.notes[begun].length == at:
            first = self.notes[begun]
            self.notes[begun] = TuneNote(first.onset, first.length + length, first.height, first.pitch)
        else:
            begun = len(self.notes)
            self.notes.append(TuneNote(at, length, pitch.height, pitch))
        if "start" in ties:
            self._tied[pitch.height] = begun

    def _short_first_bar(self, starts: list[Fraction]) -> None:
        """A first bar that is shorter than its meter holds a pick-up: said as a meter of its own, as a MIDI file would."""
        if self.meters and len(starts) > 1 and Fraction(0) < starts[1] < self.meters[0][1].beats and len(self.meters) == 1:
            meter = self.meters[0][1]
            units = starts[1] * 4
            short = Meter(int(units), 16) if units.denominator == 1 and units <= 24 else meter
            self.meters = [(Fraction(0), short), (starts[1], meter)]


def _bar_starts(part: etree._Element) -> list[Fraction]:
    """Beats on which the first two measures begin."""
    first = part.find("measure")
    end = Fraction(0)
    for step in walk_part(part):
        if first is not None and step.bar == first.get("number", "?"):
            end = max(end, step.at + step.length)
    return [Fraction(0), end]


def _tempo(element: etree._Element) -> int:
    """Quarter notes a minute as the sound or the metronome mark says; 0 if neither does."""
    for sound in (element, *element.iter("sound")):
        if sound.get("tempo"):
            return _sane(Fraction(str(sound.get("tempo"))))
    mark = element.find("direction-type/metronome")
    if mark is None or not _text(mark, "per-minute").replace(".", "").isdigit():
        return 0
    unit = _UNITS.get(_text(mark, "beat-unit"), Fraction(1)) * (Fraction(3, 2) if mark.find("beat-unit-dot") is not None else 1)
    return _sane(Fraction(_text(mark, "per-minute")) * unit)


def _sane(bpm: Fraction) -> int:
    return round(bpm) if 0 < bpm <= _MOST_BPM else 0
