"""MusicXML 4.0, partwise: the score in C, or one transposed part, for any notation program.

Each part is written in twelfths of a quarter note; each voice fills each bar, later voices after ``<backup>``. Marks that
fall inside a held note carry an ``<offset>``, so no hidden rests are made. Element order follows the W3C schema
(MusicXML 4.0, June 2021): attributes, notes, notations and directions are built in its sequence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from lxml import etree

from originalscore.files import write_whole
from originalscore.formats.musicxml import marks, notes
from originalscore.formats.musicxml.clefs import clefs_of
from originalscore.formats.musicxml.heading import PageText, part_ids, write_heading, write_part_list
from originalscore.formats.musicxml.layout import VoiceBar, bar_ticks, bars_of, hidden_rests, lay_out, staves_of, ticks
from originalscore.formats.musicxml.rhythm import TICKS
from originalscore.formats.musicxml.spelling import Accidentals, Writing, printed_signature, writing_for
from originalscore.model.score import Part, Score
from originalscore.model.tempo import Bar, TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.meter import Meter

_DOCTYPE = '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">'
_CLEFS = {"treble": ("G", "2"), "alto": ("C", "3"), "tenor": ("C", "4"), "bass": ("F", "4"), "percussion": ("percussion", "")}


def write_musicxml(
    path: Path, score: Score, tempo: TempoMap, text: PageText | None = None, *, transposed: bool = False, parts: Sequence[str] | None = None
) -> None:
    """Write a score, whole or not at all.

    Parameters
    ----------
    path
        Ends in ``.musicxml``.
    score, tempo
        The music, and the bars, meters and tempo it is written in.
    text
        Titles and boxed hits.
    transposed
        Write every part for its player instead of in C.
    parts
        Instruments to print; None for all.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    """
    write_whole(path, musicxml_bytes(score, tempo, text, transposed=transposed, parts=parts))


def musicxml_bytes(
    score: Score,
    tempo: TempoMap,
    text: PageText | None = None,
    *,
    transposed: bool = False,
    parts: Sequence[str] | None = None,
    for_print: bool = False,
) -> bytes:
    """The document that :func:`write_musicxml` writes, the same bytes for the same music.

    ``for_print`` makes it for the engraver: no playback tempo, no dynamics on top of each other, and empty bars of a single
    part run together.
    """
    text = text or PageText()
    chosen = [part for part in score.parts if parts is None or part.instrument in parts]
    names = part_ids(chosen)
    root = etree.Element("score-partwise", version="4.0")
    write_heading(root, score, text, transposed)
    write_part_list(root, chosen, names)
    bars = bars_of(score, tempo)
    held = {
        n: ticks(hold.end_beat - bar.start_beat)
        for hold in tempo.holds
        for n, bar in enumerate(bars)
        if bar.start_beat <= hold.beat < bar.end_beat
    }
    for index, (part, name) in enumerate(zip(chosen, names, strict=True)):
        writing = writing_for(INSTRUMENTS[part.instrument], score.key, transposed=transposed)
        above = _marks_above(tempo, bars, text, for_print) if index == 0 else {}
        _PartWriter(root, part, name, writing, score, above, held).write(bars, for_print=for_print, alone=len(chosen) == 1)
    etree.indent(root, " ")
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=_DOCTYPE)
    return bytes(body) + b"\n"


def _marks_above(tempo: TempoMap, bars: tuple[Bar, ...], text: PageText, for_print: bool) -> marks.Marks:
    return marks.bar_marks(tempo, bars, text.hits, text.rehearsal_every, text.chords, character=text.character, playback=not for_print)


class _PartWriter:
    """Writes one part bar by bar; it remembers the meter and the clefs. ``held`` says at which tick of a bar a held beat ends."""

    def __init__(
        self, root: etree._Element, part: Part, name: str, writing: Writing, score: Score, above: marks.Marks, held: dict[int, int]
    ) -> None:
        self.element = notes.child(root, "part", id=name)
        self.part, self.name, self.writing, self.score, self.above, self.held = part, name, writing, score, above, held
        self.instrument = INSTRUMENTS[part.instrument]
        self.staves = staves_of(part)
        self.meter: Meter | None = None
        self.clefs: list[str] = []

    def write(self, bars: tuple[Bar, ...], *, for_print: bool, alone: bool) -> None:
        own = marks.part_marks(self.part, bars, for_print=for_print)
        slurs = notes.SlurBook(self.part)
        pages = lay_out(self.part, bars)
        clefs = clefs_of(self.part.instrument, self.staves, pages, self.writing)
        marked = {index: [*self.above.get(index, []), *own.get(index, [])] for index in {**self.above, **own}}
        rests = _rest_runs(bars, pages, marked, self.held) if for_print and alone else {}
        for index, (bar, voices) in enumerate(zip(bars, pages, strict=True)):
            measure = notes.child(self.element, "measure", number=str(bar.number))
            if bar.number == 0:
                measure.set("implicit", "yes")
            self._write_attributes(measure, bar, bars[min(index + 1, len(bars) - 1)], clefs[index], first=index == 0)
            if index in rests:
                attributes = measure.find("attributes")
                attributes = notes.child(measure, "attributes") if attributes is None else attributes
                notes.child(notes.child(attributes, "measure-style"), "multiple-rest", str(rests[index]))
            here = [*self.above.get(index, []), *own.get(index, [])]
            self._write_voices(measure, voices, bar_ticks(bar), here, slurs, self.held.get(index, -1))
            if index + rests.get(index, 1) == len(bars):  # the engraver shows a run's first bar only
                notes.child(notes.child(measure, "barline", location="right"), "bar-style", "light-heavy")

    def _write_attributes(self, measure: etree._Element, bar: Bar, following: Bar, clefs: list[str], *, first: bool) -> None:
        meter = following.meter if bar.number == 0 else bar.meter
        if not first and meter == self.meter and clefs == self.clefs:
            return
        attributes = notes.child(measure, "attributes")
        if first:
            notes.child(attributes, "divisions", str(TICKS))
            if self.instrument.pitched:
                self._write_key(attributes)
        if meter != self.meter:
            time = notes.child(attributes, "time")
            notes.child(time, "beats", str(meter.count))
            notes.child(time, "beat-type", str(meter.unit))
        if first and len(clefs) > 1:
            notes.child(attributes, "staves", str(len(clefs)))
        self._write_clefs(attributes, clefs)
        if first and self.writing.semitones:
            self._write_transpose(attributes)
        self.meter, self.clefs = meter, clefs

    def _write_key(self, attributes: etree._Element) -> None:
        element = notes.child(attributes, "key")
        notes.child(element, "fifths", str(self.writing.signature))
        if self.score.key.signature == printed_signature(self.score.key):
            notes.child(element, "mode", self.score.key.mode)

    def _write_clefs(self, attributes: etree._Element, clefs: list[str]) -> None:
        for number, name in enumerate(clefs, 1):
            if name == (self.clefs[number - 1] if self.clefs else ""):
                continue
            clef = notes.child(attributes, "clef", **({"number": str(number)} if len(clefs) > 1 else {}))
            sign, line = _CLEFS[name]
            notes.child(clef, "sign", sign)
            if line:
                notes.child(clef, "line", line)

    def _write_transpose(self, attributes: etree._Element) -> None:
        octaves = int(self.writing.semitones / 12)
        transpose = notes.child(attributes, "transpose")
        notes.child(transpose, "diatonic", str(7 * octaves - self.writing.diatonic))
        notes.child(transpose, "chromatic", str(12 * octaves - self.writing.semitones))
        if octaves:
            notes.child(transpose, "octave-change", str(-octaves))

    def _write_voices(
        self, measure: etree._Element, voices: list[VoiceBar], length: int, here: list[marks.Mark], slurs: notes.SlurBook, held_to: int
    ) -> None:
        accidentals = {voice.staff: Accidentals(self.writing.signature) for voice in voices}
        spelled = notes.accidentals_of(voices, self.writing, accidentals)
        hidden = hidden_rests(voices, pitched=self.instrument.pitched)
        for number, voice in enumerate(voices):
            if number:
                notes.child(notes.child(measure, "backup"), "duration", str(length))
            style = notes.Style(self.instrument, len(self.staves), self.name, self.writing, spelled, slurs, held_to, hidden)
            beams = notes.beams_of(voice, self.meter or Meter(4), length)
            for index, sign in enumerate(voice.signs):
                if number == 0:
                    last = index == len(voice.signs) - 1
                    marks.write_marks(measure, here, sign.symbol, last=last, instrument=self.instrument, staves=len(self.staves))
                notes.write_sign(measure, voice, index, style, beams.get(index, ()))


def _rest_runs(bars: tuple[Bar, ...], pages: list[list[VoiceBar]], marked: marks.Marks, held: Collection[int]) -> dict[int, int]:
    """First bar of each run of two or more empty bars -> how many: a bar with marks or a new meter begins a run, marks inside a bar and held bars end it."""
    runs: dict[int, int] = {}
    start: int | None = None
    for index, voices in enumerate(pages):
        here = marked.get(index, [])
        if index in held or any(mark.tick for mark in here) or any(sign.notes for voice in voices for sign in voice.signs):
            start = None
        elif start is None or here or bars[index].meter != bars[index - 1].meter:
            start = index or None  # the engraver repeats the clef after a run that begins the part
        else:
            runs[start] = index - start + 1
    return runs
