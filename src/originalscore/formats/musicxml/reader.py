"""Reading a score back from MusicXML, as we wrote it or as a notation program saved it after the user's changes.

What the page says is what is read: sounding pitches (transposition undone), ties merged into whole notes, chords, slurs,
articulations, dynamics, hairpins, words and vowels. What a page cannot say is derived: the level curve from dynamics and
hairpins, and ``carries_hit`` for every note that begins under a boxed hit. Grace notes and repeats are not read.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.levels import level_curve
from originalscore.formats.musicxml.rhythm import TICKS
from originalscore.formats.musicxml.spelling import fifths_of, printed_signature, sounding
from originalscore.model.score import DYNAMICS, Direction, Dynamic, Hairpin, Note, Part, Score
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION
from originalscore.music.key import MODES, Key
from originalscore.music.pitch import STEPS, Pitch, PitchName

_ARTICULATIONS = {
    "staccato": "staccato", "staccatissimo": "staccato", "tenuto": "tenuto", "detached-legato": "tenuto", "accent": "accent",
    "strong-accent": "marcato",
}  # fmt: skip
_ELECTRONICS = "electronics"
_TEMPO_WORDS = ("rit.", "accel.", "a tempo")
_LOUD = {"sf": "f", "sfz": "f", "sfp": "p", "fp": "p", "fz": "f", "rf": "f", "rfz": "f", "sffz": "ff", "pppp": "ppp", "ffff": "fff"}


def read_musicxml(path: Path) -> Score:
    """Read a partwise score (``.musicxml``, ``.xml`` or compressed ``.mxl``).

    Raises
    ------
    FormatError
        If the file is no MusicXML score, or holds a part whose instrument the house does not know.
    """
    root = parse_musicxml(path)
    if root.tag != "score-partwise":
        raise FormatError(f"{path.name}: a partwise MusicXML score was expected, not <{root.tag}>", "export it again as MusicXML")
    rows = {row.get("id"): row for row in root.findall("part-list/score-part")}
    facts = {item.get("name"): item.text or "" for item in root.findall("identification/miscellaneous/miscellaneous-field")}
    parts: list[Part] = []
    signature: tuple[int, str] | None = None
    for element in root.findall("part"):
        row = rows.get(element.get("id"))
        name = _text(row, "part-name") or str(element.get("id")) if row is not None else str(element.get("id"))
        reader = _PartReader(path.name, name, _instrument(path.name, name), _sounds(row))
        parts.append(_read_part(reader, element))
        signature = signature or reader.signature
    hits = frozenset(_hits(root))
    parts = [_with_hits(part, hits) for part in parts]
    return Score(facts.get("cue") or _text(root, "movement-number") or path.stem, _key(facts.get("key", ""), signature), tuple(parts))


def _read_part(reader: _PartReader, element: etree._Element) -> Part:
    try:
        return reader.read(element)
    except FormatError:
        raise
    except (ValueError, ZeroDivisionError) as fault:
        raise FormatError(f"{reader.file}: {reader.name}, bar {reader.bar}: {fault}", "correct the bar and save it again") from None


def parse_musicxml(path: Path) -> etree._Element:
    """The root of a MusicXML file, compressed or not.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    try:
        content = path.read_bytes()
        if content.startswith(b"PK"):
            content = _unzip(path)
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except OSError as fault:
        raise FormatError(f"{path.name} cannot be read: {fault.strerror}") from None
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError) as fault:
        raise FormatError(f"{path.name} is no MusicXML: {fault}", "export it again as MusicXML") from None


def _unzip(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        places = [str(item.get("full-path")) for item in container.iter() if str(item.tag).endswith("rootfile")]
        return archive.read(places[0] if places else "score.xml")


def _instrument(file: str, name: str) -> str:
    wanted = _plain(name)
    for row in INSTRUMENTS.values():
        if wanted in (_plain(row.name), _plain(row.short), _plain(row.id)):
            return row.id
    known = ", ".join(row.name for row in INSTRUMENTS.values())
    raise FormatError(f"{file}: no instrument is called “{name}”", f"name the part one of: {known}")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower().replace("♭", "b") if letter.isalnum())


def _sounds(row: etree._Element | None) -> dict[str, str]:
    """Instrument id in a part -> name in ``PERCUSSION`` or ``ELECTRONIC_SOUNDS``."""
    by_name = {_plain(drum.name): drum.id for drum in PERCUSSION.values()} | {
        _plain(made.name): made.id for made in ELECTRONIC_SOUNDS.values()
    }
    found = row.findall("score-instrument") if row is not None else []
    named = {str(item.get("id")): by_name.get(_plain(_text(item, "instrument-name")), "") for item in found}
    return {place: sound for place, sound in named.items() if sound}


def _key(text: str, signature: tuple[int, str] | None) -> Key:
    """The key as we noted it, unless the user has changed the key signature since."""
    if text:
        try:
            key = Key.parse(text)
        except ValueError:
            key = None
        if key and (signature is None or printed_signature(key) == signature[0]):
            return key
    fifths, mode = signature or (0, "major")
    mode = mode if mode in MODES else "major"
    return Key(PitchName.from_fifths(fifths - MODES[mode][1]), mode)


def _text(element: etree._Element | None, tag: str) -> str:
    found = element.find(tag) if element is not None else None
    return (found.text or "").strip() if found is not None else ""


def _hits(root: etree._Element) -> Iterator[Fraction]:
    """Beats of the boxed hits over the first part."""
    for part in root.findall("part")[:1]:
        for step in walk_part(part):
            if step.element.tag == "direction" and any(words.get("enclosure") == "rectangle" for words in step.element.iter("words")):
                yield step.at


def _with_hits(part: Part, hits: frozenset[Fraction]) -> Part:
    notes = tuple(dataclasses.replace(note, carries_hit=True) if note.onset in hits else note for note in part.notes)
    return dataclasses.replace(part, notes=notes)


@dataclass(frozen=True)
class _Step:
    """One child of a measure at its beat; ``length`` in beats for notes."""

    element: etree._Element
    at: Fraction
    length: Fraction
    bar: str


def walk_part(part: etree._Element) -> Iterator[_Step]:
    """Every child of every measure with its exact beat."""
    divisions, bar_start = Fraction(1), Fraction(0)
    for measure in part.findall("measure"):
        here = furthest = last_onset = bar_start
        bar = measure.get("number", "?")
        for element in measure:
            if element.tag == "attributes" and _text(element, "divisions"):
                divisions = Fraction(_text(element, "divisions"))
            length = Fraction(_text(element, "duration") or "0") / divisions
            if element.tag == "backup":
                here -= length
            elif element.tag == "forward":
                here += length
            elif element.tag == "note" and element.find("chord") is not None:
                yield _Step(element, last_onset, length, bar)
            elif element.tag == "note":
                last_onset = here
                yield _Step(element, here, length, bar)
                here += length
            else:
                yield _Step(element, here + Fraction(_text(element, "offset") or "0") / divisions, Fraction(0), bar)
            furthest = max(furthest, here)
        bar_start = furthest


@dataclass
class _PartReader:
    """Gathers one part; ``signature`` is the sounding key signature it printed first, ``bar`` the bar it has come to."""

    file: str
    name: str
    instrument: str
    sounds: dict[str, str]
    signature: tuple[int, str] | None = None
    bar: str = "1"
    notes: list[Note] = field(default_factory=list)
    dynamics: list[Dynamic] = field(default_factory=list)
    hairpins: list[Hairpin] = field(default_factory=list)
    words: list[Direction] = field(default_factory=list)
    _transpose: tuple[int, int, int] = (0, 0, 0)
    _tied: dict[tuple[int, int, str], int] = field(default_factory=dict)
    _open: dict[str, tuple[Fraction, str]] = field(default_factory=dict)

    def read(self, part: etree._Element) -> Part:
        for step in walk_part(part):
            self.bar = step.bar
            if step.element.tag == "attributes":
                self._read_attributes(step.element)
            elif step.element.tag == "direction":
                self._read_direction(step)
            elif step.element.tag == "note" and step.element.find("rest") is None and step.element.find("grace") is None:
                self._read_note(step)
        notes = _shared_by_chords(self.notes if INSTRUMENTS[self.instrument].pitched else _joined_voices(self.notes))
        level = level_curve(self.dynamics, self.hairpins)
        return Part(self.instrument, tuple(notes), tuple(self.dynamics), tuple(self.hairpins), tuple(self.words), level)

    def _read_attributes(self, element: etree._Element) -> None:
        change = element.find("transpose")
        if change is not None:
            diatonic, chromatic, octaves = (int(_text(change, tag) or "0") for tag in ("diatonic", "chromatic", "octave-change"))
            self._transpose = (diatonic, chromatic, octaves)
        fifths = _text(element, "key/fifths")
        if fifths and self.signature is None:
            diatonic, chromatic, _ = self._transpose
            self.signature = (int(fifths) + fifths_of(diatonic, chromatic), _text(element, "key/mode") or "major")

    def _read_note(self, step: _Step) -> None:
        element = step.element
        pitch, sound = self._pitch(element)
        staff = int(_text(element, "staff") or "1")
        number = int(_text(element, "voice") or "1")
        voice = number % 100 if number > 100 else (number - 1) % 4 + 1
        onset, end = _on_grid(step.at), _on_grid(step.at + step.length)
        ties = {tie.get("type") for tie in element.findall("tie")}
        place = (staff, voice, str(pitch or sound))
        made = Note(onset, max(end - onset, Fraction(1, TICKS)), pitch, sound, staff, voice, _slur(element),
                    _articulation(element, self.instrument), lyric=_text(element, "lyric/text"))  # fmt: skip
        begun = self._tied.pop(place, None)
        if "stop" in ties and begun is not None and self.notes[begun].onset + self.notes[begun].length == onset:
            self.notes[begun] = _merged(self.notes[begun], made)
        else:
            self.notes.append(made)
            begun = len(self.notes) - 1
        if "start" in ties:
            self._tied[place] = begun

    def _pitch(self, element: etree._Element) -> tuple[Pitch | None, str]:
        step = _text(element, "pitch/step")
        if step:
            alter = int(float(_text(element, "pitch/alter") or "0"))
            written = Pitch(PitchName(step, alter), int(_text(element, "pitch/octave")))
            if INSTRUMENTS[self.instrument].pitched:
                return sounding(written, *self._transpose), self._electronic(element)
        sound = self._named(element) or self._by_place(element)
        if not sound:
            raise FormatError(f"{self.file}: {self.name} has a note that is neither a pitch nor a known percussion sound")
        return None, sound

    def _named(self, element: etree._Element) -> str:
        """The sound of the instrument that a note names."""
        named = element.find("instrument")
        return self.sounds.get(str(named.get("id")) if named is not None else "", "")

    def _electronic(self, element: etree._Element) -> str:
        """An electronic note's sound: by its instrument, else by the words last printed; empty for other players."""
        if self.instrument != _ELECTRONICS:
            return ""
        spoken = [_electronic_named(direction.words) for direction in reversed(self.words)]
        sound = self._named(element) or next((name for name in spoken if name), "")
        if not sound:
            known = ", ".join(row.name for row in ELECTRONIC_SOUNDS.values())
            raise FormatError(f"{self.file}: {self.name} has a note before any sound is named", f"write one of these over it: {known}")
        return sound

    def _by_place(self, element: etree._Element) -> str:
        """The percussion sound whose place on the staff is nearest."""
        step = _text(element, "unpitched/display-step") or _text(element, "pitch/step")
        if not step:
            return ""
        height = 7 * int(_text(element, "unpitched/display-octave") or _text(element, "pitch/octave") or "4") + STEPS.index(step)
        head = _text(element, "notehead") or "normal"
        rows = sorted(PERCUSSION.values(), key=lambda row: (row.notehead != head, abs(7 * row.octave + STEPS.index(row.step) - height)))
        return rows[0].id

    def _read_direction(self, step: _Step) -> None:
        beat = _on_grid(step.at)
        for kind in step.element.findall("direction-type/*"):
            if kind.tag == "dynamics":
                marks = [str(mark.tag) for mark in kind]
                known = [mark if mark in DYNAMICS else _LOUD.get(mark, "") for mark in marks]
                self.dynamics += [Dynamic(beat, mark) for mark in known if mark]
            elif kind.tag == "wedge":
                self._read_wedge(kind, beat)
            elif kind.tag == "words" and not kind.get("enclosure") and (kind.text or "").strip() not in ("", *_TEMPO_WORDS):
                self.words.append(Direction(beat, str(kind.text).strip()))

    def _read_wedge(self, wedge: etree._Element, beat: Fraction) -> None:
        number, kind = wedge.get("number", "1"), wedge.get("type")
        if kind in ("crescendo", "diminuendo"):
            self._open[number] = (beat, kind)
        elif kind == "stop" and number in self._open:
            start, begun = self._open.pop(number)
            self.hairpins.append(Hairpin(start, beat, "crescendo" if begun == "crescendo" else "diminuendo"))


def _electronic_named(words: str) -> str:
    """The first electronic sound that words over the staff name; empty if they name none."""
    by_name = {_plain(row.name): row.id for row in ELECTRONIC_SOUNDS.values()}
    return next((by_name[_plain(word)] for word in words.split("+") if _plain(word) in by_name), "")


def _on_grid(beat: Fraction) -> Fraction:
    return Fraction(round(beat * TICKS), TICKS)


def _slur(element: etree._Element) -> str:
    kinds = {slur.get("type") for slur in element.findall("notations/slur")}
    return "both" if {"start", "stop"} <= kinds else "start" if "start" in kinds else "stop" if "stop" in kinds else ""


def _articulation(element: etree._Element, instrument: str) -> str:
    if element.find("notations/ornaments/tremolo") is not None:
        return "roll" if INSTRUMENTS[instrument].stem == "percussion" else "tremolo"
    for mark in element.findall("notations/articulations/*"):
        if mark.tag in _ARTICULATIONS:
            return _ARTICULATIONS[str(mark.tag)]
    return "fermata" if element.find("notations/fermata") is not None else ""


def _merged(first: Note, more: Note) -> Note:
    """A tied note as one: marks of its beginning stay, a slur's end and a fermata come with the last piece."""
    slur = first.slur
    if more.slur in ("stop", "both") and slur == "start":
        slur = "start" if more.slur == "both" else ""
    elif more.slur:
        slur = more.slur if not slur else "both"
    return dataclasses.replace(first, length=first.length + more.length, slur=slur, articulation=first.articulation or more.articulation)


def _shared_by_chords(notes: list[Note]) -> list[Note]:
    """Slur, articulation and vowel stand once on a chord and hold for all its notes."""
    chords: dict[tuple[int, int, Fraction, Fraction], list[Note]] = {}
    for note in notes:
        chords.setdefault((note.staff, note.voice, note.onset, note.length), []).append(note)
    shared = []
    for chord in chords.values():
        slur = next((note.slur for note in chord if note.slur), "")
        articulation = next((note.articulation for note in chord if note.articulation), "")
        lyric = next((note.lyric for note in chord if note.lyric), "")
        shared += [dataclasses.replace(note, slur=slur, articulation=articulation, lyric=lyric) for note in chord]
    return sorted(shared, key=_place)


def _joined_voices(notes: list[Note]) -> list[Note]:
    """Percussion strokes of one moment and length share a voice again; they are written in several."""
    first: dict[tuple[Fraction, Fraction], int] = {}
    for note in notes:
        moment = (note.onset, note.length)
        first[moment] = min(first.get(moment, note.voice), note.voice)
    return [dataclasses.replace(note, voice=first[note.onset, note.length]) for note in notes]


def _place(note: Note) -> tuple[Fraction, int, int, int, str]:
    return note.onset, note.staff, note.voice, note.pitch.height if note.pitch else 0, str(note.pitch or note.sound)
