"""The head of the document: titles, what the file was made from, and the list of parts with their brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from originalscore.formats.musicxml import notes
from originalscore.model.plan import Chord
from originalscore.model.score import Part, Score
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION

#: Instruments bracketed together, with bar lines through them; a group of one gets no bracket.
_FAMILIES = (
    ("piccolo", "flute", "oboe", "english-horn", "clarinet", "bassoon"),
    ("horns", "trumpets", "trombones", "tuba"),
    ("timpani", "percussion", "glockenspiel", "vibraphone"),
    ("voice-solo", "choir-women", "choir-men"),
    ("violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses"),
)


@dataclass(frozen=True)
class PageText:
    """What is printed besides the music.

    Parameters
    ----------
    title, cue_number
        The cue's working title and its number such as ``1m1``.
    start_timecode, frame_rate
        Label of the cue's first frame and the rate it counts in; may be empty.
    film
        The film's title; may be empty.
    hits
        (beat, text) of each hit, boxed above the top staff.
    chords
        (beat, chord) of each chord symbol above the top staff.
    rehearsal_every
        A rehearsal letter every so many bars; 0 for none.
    character
        A word before the first tempo mark; may be empty.
    composer
        Whose music it is; empty for our own.
    """

    title: str = ""
    cue_number: str = ""
    start_timecode: str = ""
    frame_rate: str = ""
    film: str = ""
    hits: tuple[tuple[Fraction, str], ...] = ()
    chords: tuple[tuple[Fraction, Chord], ...] = ()
    rehearsal_every: int = 0
    character: str = ""
    composer: str = ""


def part_ids(parts: Sequence[Part]) -> list[str]:
    """A document-wide id for each part: its instrument, numbered from the second of the same kind on."""
    seen: dict[str, int] = {}
    ids = []
    for part in parts:
        seen[part.instrument] = seen.get(part.instrument, 0) + 1
        ids.append(part.instrument if seen[part.instrument] == 1 else f"{part.instrument}-no{seen[part.instrument]}")
    return ids


def write_heading(root: etree._Element, score: Score, text: PageText, transposed: bool) -> None:
    """Titles, and our own facts as miscellaneous fields."""
    if text.film:
        notes.child(notes.child(root, "work"), "work-title", text.film)
    if text.cue_number:
        notes.child(root, "movement-number", text.cue_number)
    if text.title:
        notes.child(root, "movement-title", text.title)
    identification = notes.child(root, "identification")
    if text.composer:
        notes.child(identification, "creator", text.composer).set("type", "composer")
    notes.child(notes.child(identification, "encoding"), "software", "OriginalScore")
    more = notes.child(identification, "miscellaneous")
    facts = {"cue": score.cue, "key": str(score.key), "start-timecode": text.start_timecode, "frame-rate": text.frame_rate}
    for name, value in facts.items():
        if value:
            notes.child(more, "miscellaneous-field", value, name=name)
    if not transposed:
        notes.child(notes.child(root, "defaults"), "concert-score")


def write_part_list(root: etree._Element, parts: Sequence[Part], names: Sequence[str]) -> None:
    """The part list, families of several parts in brackets."""
    listing = notes.child(root, "part-list")
    families = [next((n for n, family in enumerate(_FAMILIES, 1) if part.instrument in family), 0) for part in parts]
    for index, (part, name) in enumerate(zip(parts, names, strict=True)):
        family = families[index]
        bracketed = family and families.count(family) > 1
        if bracketed and family not in families[:index]:
            group = notes.child(listing, "part-group", type="start", number=str(family))
            notes.child(group, "group-symbol", "bracket")
            notes.child(group, "group-barline", "yes")
        _write_score_part(listing, part, name)
        if bracketed and family not in families[index + 1 :]:
            notes.child(listing, "part-group", type="stop", number=str(family))


def _write_score_part(listing: etree._Element, part: Part, name: str) -> None:
    instrument = INSTRUMENTS[part.instrument]
    row = notes.child(listing, "score-part", id=name)
    notes.child(row, "part-name", instrument.name)
    notes.child(row, "part-abbreviation", instrument.short)
    electronic = sorted({note.sound for note in part.notes if note.pitch and note.sound in ELECTRONIC_SOUNDS})
    if electronic:
        _write_electronics(row, name, electronic)
        return
    if instrument.pitched:
        notes.child(notes.child(row, "score-instrument", id=f"{name}-i1"), "instrument-name", instrument.name)
        return
    sounds = sorted({note.sound for note in part.notes if note.sound in PERCUSSION})
    for sound in sounds:
        notes.child(notes.child(row, "score-instrument", id=f"{name}-{sound}"), "instrument-name", PERCUSSION[sound].name)
    for sound in sounds:
        midi = notes.child(row, "midi-instrument", id=f"{name}-{sound}")
        notes.child(midi, "midi-channel", "10")
        notes.child(midi, "midi-unpitched", str(PERCUSSION[sound].midi_note + 1))


def _write_electronics(row: etree._Element, name: str, sounds: Sequence[str]) -> None:
    """Each sound as an instrument of the part, with the General MIDI program that stands in for it (counted from 1)."""
    for sound in sounds:
        notes.child(notes.child(row, "score-instrument", id=f"{name}-{sound}"), "instrument-name", ELECTRONIC_SOUNDS[sound].name)
    for sound in sounds:
        midi = notes.child(row, "midi-instrument", id=f"{name}-{sound}")
        notes.child(midi, "midi-program", str(ELECTRONIC_SOUNDS[sound].program + 1))
