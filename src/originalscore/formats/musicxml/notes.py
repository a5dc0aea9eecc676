"""One note, chord or rest as MusicXML elements, with ties, beams, tuplets, slurs and articulations."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from originalscore.formats.musicxml.layout import Sign, VoiceBar
from originalscore.formats.musicxml.rhythm import Symbol, grid
from originalscore.formats.musicxml.spelling import Accidentals, Writing
from originalscore.model.score import Note, Part
from originalscore.music.instrument import PERCUSSION, Instrument
from originalscore.music.meter import Meter

_MARKS = {"staccato": "staccato", "tenuto": "tenuto", "accent": "accent", "marcato": "strong-accent"}
_FLAGS = {"eighth": 1, "16th": 2, "32nd": 3}
Beams = tuple[str, ...]


def child(parent: etree._Element, tag: str, content: str | None = None, /, **attributes: str) -> etree._Element:
    """Append an element with optional content; attribute names take ``_`` for ``-``."""
    element = etree.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()})
    if content is not None:
        element.text = content
    return element


class SlurBook:
    """The slurs of a part that begin and end properly in one voice; stray ends are not printed."""

    def __init__(self, part: Part) -> None:
        self._starts: set[tuple[int, int, Fraction]] = set()
        self._stops: set[tuple[int, int, Fraction]] = set()
        open_at: dict[tuple[int, int], Fraction] = {}
        for note in sorted((note for note in part.notes if note.slur), key=lambda note: note.onset):
            voice = (note.staff, note.voice)
            begun = open_at.get(voice)
            if note.slur in ("stop", "both") and begun is not None and begun < note.onset:
                self._starts.add((*voice, begun))
                self._stops.add((*voice, note.onset))
                del open_at[voice]
            if note.slur in ("start", "both") and voice not in open_at:
                open_at[voice] = note.onset

    def starts(self, note: Note) -> bool:
        """Whether a slur begins at the note's chord."""
        return (note.staff, note.voice, note.onset) in self._starts

    def stops(self, note: Note) -> bool:
        """Whether a slur ends at the note's chord."""
        return (note.staff, note.voice, note.onset) in self._stops


@dataclass(frozen=True)
class Style:
    """What a part's notes have in common. ``spelled`` maps (staff, voice, sign, note) to the accidental to print; what ends at tick ``held_to`` of the
    bar has a fermata; ``hidden`` are rests that are not printed."""

    instrument: Instrument
    staves: int
    part_id: str
    writing: Writing
    spelled: dict[tuple[int, int, int, int], str]
    slurs: SlurBook
    held_to: int = -1
    hidden: frozenset[tuple[int, int, int]] = frozenset()


def voice_number(staff: int, voice: int) -> str:
    """The part-wide voice number: four a staff; further ones from a hundred times the staff on."""
    return str(4 * (staff - 1) + voice if voice <= 4 else 100 * staff + voice)


def accidentals_of(voices: list[VoiceBar], writing: Writing, books: dict[int, Accidentals]) -> dict[tuple[int, int, int, int], str]:
    """The accidentals of a bar, decided in the order in which a player reads: by time, all voices of a staff together."""
    order = sorted(
        (sign.symbol.start, voice.staff, voice.voice, index, n)
        for voice in voices
        for index, sign in enumerate(voice.signs)
        for n, note in enumerate(sign.notes)
        if note.pitch
    )
    by_voice = {(voice.staff, voice.voice): voice for voice in voices}
    spelled = {}
    for _, staff, number, index, n in order:
        sign = by_voice[staff, number].signs[index]
        pitch = sign.notes[n].pitch
        assert pitch is not None
        spelled[staff, number, index, n] = books[staff].needed(writing.write(pitch), tied_back=sign.tied_back)
    return spelled


def beams_of(voice: VoiceBar, meter: Meter, length: int) -> dict[int, Beams]:
    """The beams of each sign by index: runs of flagged notes inside one pulse group; plain eighths join over a half bar."""
    spans = _beam_spans(voice, meter, length)
    beams: dict[int, Beams] = {}
    for start, end in spans:
        run: list[int] = []
        for index, sign in enumerate(voice.signs):
            symbol = sign.symbol
            if not start <= symbol.start < end:
                continue
            if sign.notes and symbol.kind in _FLAGS:
                run.append(index)
                continue
            beams.update(_beam_run(voice, run))
            run = []
        beams.update(_beam_run(voice, run))
    return beams


def _beam_spans(voice: VoiceBar, meter: Meter, length: int) -> list[tuple[int, int]]:
    edges = grid(meter, length).edges
    spans = list(itertools.pairwise(edges))
    if meter.unit == 4 and meter.count in (2, 3, 4):
        wide = 24 if meter.count != 3 else 36
        joined: list[tuple[int, int]] = []
        for start in range(0, length, wide):
            inner = [sign for sign in voice.signs if start <= sign.symbol.start < start + wide]
            plain = all(sign.notes and sign.symbol.kind == "eighth" and sign.symbol.tuplet < 0 for sign in inner)
            joined += [(start, start + wide)] if plain else [span for span in spans if start <= span[0] < start + wide]
        return joined
    return spans


def _beam_run(voice: VoiceBar, run: list[int]) -> dict[int, Beams]:
    if len(run) < 2:
        return {}
    levels = [_FLAGS[voice.signs[index].symbol.kind] for index in run]
    return {index: tuple(_beam(levels, place, level) for level in range(1, levels[place] + 1)) for place, index in enumerate(run)}


def _beam(levels: list[int], place: int, level: int) -> str:
    before = place > 0 and levels[place - 1] >= level
    after = place + 1 < len(levels) and levels[place + 1] >= level
    if before and after:
        return "continue"
    if after:
        return "begin"
    if before:
        return "end"
    return "forward hook" if place == 0 else "backward hook"


def write_sign(measure: etree._Element, voice: VoiceBar, index: int, style: Style, beams: Beams) -> None:
    """Append the rest, the note, or the notes of the chord at a place in a voice."""
    sign, tuplet = voice.signs[index], _tuplet_edges(voice, index)
    if not sign.notes:
        hidden = (voice.staff, voice.voice, index) in style.hidden
        element = child(measure, "note", **({"print-object": "no"} if hidden else {}))
        child(element, "rest", **({"measure": "yes"} if sign.symbol.whole_bar else {}))
        _write_duration(element, voice, sign.symbol, style, whole_bar=sign.symbol.whole_bar)
        _write_notations(element, sign, None, style, tuplet)
        return
    for n, note in enumerate(sign.notes):
        element = child(measure, "note")
        if n:
            child(element, "chord")
        _write_pitch(element, note, style)
        child(element, "duration", str(sign.symbol.length))
        for kind, wanted in (("stop", sign.tied_back), ("start", sign.tied_on)):
            if wanted:
                child(element, "tie", type=kind)
        if note.sound:
            child(element, "instrument", id=f"{style.part_id}-{note.sound}")
        child(element, "voice", voice_number(voice.staff, voice.voice))
        _write_kind(element, sign.symbol, style.spelled.get((voice.staff, voice.voice, index, n), ""))
        if note.pitch is None:
            child(element, "notehead", PERCUSSION[note.sound].notehead)
        _write_staff(element, voice, style)
        for number, beam in enumerate(beams if n == 0 else (), 1):
            child(element, "beam", beam, number=str(number))
        _write_notations(element, sign, n, style, tuplet)
        if note.lyric and not n and not sign.tied_back:
            lyric = child(element, "lyric", number="1")
            child(lyric, "syllabic", "single")
            child(lyric, "text", note.lyric)


def _tuplet_edges(voice: VoiceBar, index: int) -> tuple[bool, bool]:
    """Whether a tuplet begins and ends here."""
    here = voice.signs[index].symbol.tuplet
    if here < 0:
        return False, False
    before = voice.signs[index - 1].symbol.tuplet if index else -1
    after = voice.signs[index + 1].symbol.tuplet if index + 1 < len(voice.signs) else -1
    return before != here, after != here


def _write_pitch(element: etree._Element, note: Note, style: Style) -> None:
    if note.pitch is None:
        place = PERCUSSION[note.sound]
        unpitched = child(element, "unpitched")
        child(unpitched, "display-step", place.step)
        child(unpitched, "display-octave", str(place.octave))
        return
    written = style.writing.write(note.pitch)
    pitch = child(element, "pitch")
    child(pitch, "step", written.name.step)
    if written.name.alter:
        child(pitch, "alter", str(written.name.alter))
    child(pitch, "octave", str(written.octave))


def _write_duration(element: etree._Element, voice: VoiceBar, symbol: Symbol, style: Style, *, whole_bar: bool) -> None:
    child(element, "duration", str(symbol.length))
    child(element, "voice", voice_number(voice.staff, voice.voice))
    if not whole_bar:
        _write_kind(element, symbol, "")
    _write_staff(element, voice, style)


def _write_kind(element: etree._Element, symbol: Symbol, accidental: str) -> None:
    child(element, "type", symbol.kind)
    for _ in range(symbol.dots):
        child(element, "dot")
    if accidental:
        child(element, "accidental", accidental)
    if symbol.actual != symbol.normal:
        ratio = child(element, "time-modification")
        child(ratio, "actual-notes", str(symbol.actual))
        child(ratio, "normal-notes", str(symbol.normal))


def _write_staff(element: etree._Element, voice: VoiceBar, style: Style) -> None:
    if style.staves > 1:
        child(element, "staff", str(voice.staff))


def _write_notations(element: etree._Element, sign: Sign, chord_place: int | None, style: Style, tuplet: tuple[bool, bool]) -> None:
    """Ties on every note; slurs, tuplet brackets and articulations once a chord, on its first note."""
    notations = etree.Element("notations")
    if chord_place is not None:
        for kind, wanted in (("stop", sign.tied_back), ("start", sign.tied_on)):
            if wanted:
                child(notations, "tied", type=kind)
    if not chord_place:
        note = sign.notes[0] if sign.notes else None
        if note and not sign.tied_on and style.slurs.stops(note):
            child(notations, "slur", type="stop", number="1")
        if note and not sign.tied_back and style.slurs.starts(note):
            child(notations, "slur", type="start", number="1")
        for kind, wanted in (("start", tuplet[0]), ("stop", tuplet[1])):
            if wanted:
                child(notations, "tuplet", type=kind, number="1", **({"bracket": "yes"} if kind == "start" else {}))
        if note:
            _write_articulation(notations, note.articulation, sign)
        if sign.symbol.start + sign.symbol.length == style.held_to and notations.find("fermata") is None:
            child(notations, "fermata", type="upright")
    if len(notations):
        element.append(notations)


def _write_articulation(notations: etree._Element, articulation: str, sign: Sign) -> None:
    if articulation in ("tremolo", "roll"):
        strokes = max(1, 3 - _FLAGS.get(sign.symbol.kind, 0))
        child(child(notations, "ornaments"), "tremolo", str(strokes), type="single")
    elif articulation in _MARKS and not sign.tied_back:
        child(child(notations, "articulations"), _MARKS[articulation])
    elif articulation == "fermata" and not sign.tied_on:
        child(notations, "fermata", type="upright")
