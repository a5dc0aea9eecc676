"""Reading a score back from MusicXML, as we wrote it or as a notation program saved it after the user's changes.

What the page says is what is read: sounding pitches (transposition undone), ties merged into whole notes, chords, slurs,
articulations, dynamics, hairpins, words and vowels. What a page cannot say is derived: the level curve from dynamics and
hairpins, and ``carries_hit`` for every note that begins under a boxed hit. Grace notes and repeats are not read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml.levels import level_curve
from originalscore.formats.musicxml.rhythm import TICKS
from originalscore.formats.musicxml.spelling import printed_signature
from originalscore.formats.musicxml.walk import Step, WholeNote, first_signature, read_partwise, text_of, walk_part, whole_notes
from originalscore.model.score import DYNAMICS, Direction, Dynamic, Hairpin, Note, Part, Score
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION
from originalscore.music.key import MODES, Key
from originalscore.music.pitch import STEPS, PitchName

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
    root = read_partwise(path)
    rows = {row.get("id"): row for row in root.findall("part-list/score-part")}
    facts = {item.get("name"): item.text or "" for item in root.findall("identification/miscellaneous/miscellaneous-field")}
    parts: list[Part] = []
    signature: tuple[int, str] | None = None
    for element in root.findall("part"):
        row = rows.get(element.get("id"))
        name = text_of(row, "part-name") or str(element.get("id")) if row is not None else str(element.get("id"))
        reader = _PartReader(path.name, name, _instrument(path.name, name), _sounds(row))
        parts.append(_read_part(reader, element))
        signature = signature or reader.signature
    hits = frozenset(_hits(root))
    parts = [_with_hits(part, hits) for part in parts]
    return Score(facts.get("cue") or text_of(root, "movement-number") or path.stem, _key(facts.get("key", ""), signature), tuple(parts))


def _read_part(reader: _PartReader, element: etree._Element) -> Part:
    try:
        return reader.read(element)
    except FormatError:
        raise
    except (ValueError, ZeroDivisionError) as fault:
        raise FormatError(f"{reader.file}: {reader.name}, {fault}", "correct the bar and save it again") from None


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
    named = {str(item.get("id")): by_name.get(_plain(text_of(item, "instrument-name")), "") for item in found}
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


def _hits(root: etree._Element) -> Iterator[Fraction]:
    """Beats of the boxed hits over the first part."""
    for part in root.findall("part")[:1]:
        for step in walk_part(part):
            if step.element.tag == "direction" and any(words.get("enclosure") == "rectangle" for words in step.element.iter("words")):
                yield step.at


def _with_hits(part: Part, hits: frozenset[Fraction]) -> Part:
    notes = tuple(dataclasses.replace(note, carries_hit=True) if note.onset in hits else note for note in part.notes)
    return dataclasses.replace(part, notes=notes)


@dataclass
class _PartReader:
    """Gathers one part; ``signature`` is the sounding key signature it printed first."""

    file: str
    name: str
    instrument: str
    sounds: dict[str, str]
    signature: tuple[int, str] | None = None
    notes: list[Note] = field(default_factory=list)
    dynamics: list[Dynamic] = field(default_factory=list)
    hairpins: list[Hairpin] = field(default_factory=list)
    words: list[Direction] = field(default_factory=list)
    _open: dict[str, tuple[Fraction, str]] = field(default_factory=dict)

    def read(self, part: etree._Element) -> Part:
        found = first_signature(part)
        self.signature = (found[0], found[1] or "major") if found else None
        for step in walk_part(part):
            if step.element.tag == "direction":
                self._read_direction(step)
        self.notes = [self._note(note) for note in whole_notes(part)]
        notes = _shared_by_chords(self.notes if INSTRUMENTS[self.instrument].pitched else _joined_voices(self.notes))
        level = level_curve(self.dynamics, self.hairpins)
        return Part(self.instrument, tuple(notes), tuple(self.dynamics), tuple(self.hairpins), tuple(self.words), level)

    def _note(self, note: WholeNote) -> Note:
        """A note as its pieces say: marks of its beginning, and what comes with its end."""
        first = note.pieces[0]
        pitch = note.pitch if INSTRUMENTS[self.instrument].pitched else None
        sound = self._electronic(first, note.at) if pitch else self._named(first) or self._by_place(first)
        if not pitch and not sound:
            raise FormatError(f"{self.file}: {self.name} has a note that is neither a pitch nor a known percussion sound")
        onset, end = _on_grid(note.at), _on_grid(note.end)
        mark = next((mark for piece in note.pieces if (mark := _articulation(piece, self.instrument))), "")
        return Note(
            onset,
            max(end - onset, Fraction(1, TICKS)),
            pitch,
            sound,
            note.staff,
            note.voice,
            _slur(note),
            mark,
            lyric=text_of(first, "lyric/text"),
        )

    def _named(self, element: etree._Element) -> str:
        """The sound of the instrument that a note names."""
        named = element.find("instrument")
        return self.sounds.get(str(named.get("id")) if named is not None else "", "")

    def _electronic(self, element: etree._Element, at: Fraction) -> str:
        """An electronic note's sound: by its instrument, else by the words last printed; empty for other players."""
        if self.instrument != _ELECTRONICS:
            return ""
        spoken = [_electronic_named(direction.words) for direction in reversed(self.words) if direction.beat <= at]
        sound = self._named(element) or next((name for name in spoken if name), "")
        if not sound:
            known = ", ".join(row.name for row in ELECTRONIC_SOUNDS.values())
            raise FormatError(f"{self.file}: {self.name} has a note before any sound is named", f"write one of these over it: {known}")
        return sound

    def _by_place(self, element: etree._Element) -> str:
        """The percussion sound whose place on the staff is nearest."""
        step = text_of(element, "unpitched/display-step") or text_of(element, "pitch/step")
        if not step:
            return ""
        height = 7 * int(text_of(element, "unpitched/display-octave") or text_of(element, "pitch/octave") or "4") + STEPS.index(step)
        head = text_of(element, "notehead") or "normal"
        rows = sorted(PERCUSSION.values(), key=lambda row: (row.notehead != head, abs(7 * row.octave + STEPS.index(row.step) - height)))
        return rows[0].id

    def _read_direction(self, step: Step) -> None:
        beat, is_tempo = _on_grid(step.at), step.element.find("direction-type/metronome") is not None
        for kind in step.element.findall("direction-type/*"):
            if kind.tag == "dynamics":
                marks = [str(mark.tag) for mark in kind]
                known = [mark if mark in DYNAMICS else _LOUD.get(mark, "") for mark in marks]
                self.dynamics += [Dynamic(beat, mark) for mark in known if mark]
            elif kind.tag == "wedge":
                self._read_wedge(kind, beat)
            elif (
                kind.tag == "words" and not is_tempo and not kind.get("enclosure") and (kind.text or "").strip() not in ("", *_TEMPO_WORDS)
            ):
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


def _slur(note: WholeNote) -> str:
    """Whether slurs begin or end at a note; one that begins and ends on its pieces is a slur over itself, and none."""
    said = ""
    for piece in note.pieces:
        kinds = {str(slur.get("type")) for slur in piece.findall("notations/slur")} & {"start", "stop"}
        if said == "start" and "stop" in kinds:
            said = "start" if "start" in kinds else ""
        elif kinds:
            said = "both" if said or len(kinds) == 2 else kinds.pop()
    return said


def _articulation(element: etree._Element, instrument: str) -> str:
    if element.find("notations/ornaments/tremolo") is not None:
        return "roll" if INSTRUMENTS[instrument].stem == "percussion" else "tremolo"
    for mark in element.findall("notations/articulations/*"):
        if mark.tag in _ARTICULATIONS:
            return _ARTICULATIONS[str(mark.tag)]
    return "fermata" if element.find("notations/fermata") is not None else ""


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
