"""The instruments of the house: what they are called, what they can play, and where they sit.

One row an instrument, each in exactly one stem. Ranges are *sounding*; ``transposition`` is written minus
sounding in semitones (a B flat clarinet writes +2, a double bass +12). Comfort ranges follow the table of
orchestral practice in Adler, *The Study of Orchestration*, narrowed where a section sounds thin.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.music.pitch import Pitch

#: The stems of every delivery, in score order; ``music.wav`` is their sum.
STEMS = ("strings-high", "strings-low", "woodwinds", "brass", "percussion", "choir", "keys-harp", "synth")


@dataclass(frozen=True)
class Instrument:
    """One row of the table.

    Parameters
    ----------
    id
        Name used in every product, such as ``"violins-1"``.
    name, short
        As printed on the first and on later systems.
    stem
        One of :data:`STEMS`.
    lowest, highest
        Sounding range that may be written at all; empty strings for unpitched percussion.
    low, high
        Comfortable sounding range.
    transposition
        Written minus sounding pitch, semitones; C scores keep only whole octaves of it.
    clefs
        Clef of each staff from the top: ``treble``, ``alto``, ``tenor``, ``bass``, ``percussion``.
    voices
        Notes it can hold at once (a section may divide).
    breath_s
        Longest held breath or bow at mezzo-forte, seconds; 0 when the sound decays by itself.
    score_order
        Place from the top of the page.
    """

    id: str
    name: str
    short: str
    stem: str
    lowest: str
    highest: str
    low: str
    high: str
    transposition: int
    clefs: tuple[str, ...]
    voices: int
    breath_s: float
    score_order: int

    @property
    def pitched(self) -> bool:
        """False for drums and cymbals, whose notes carry a percussion name."""
        return bool(self.lowest)

    def reaches(self, pitch: Pitch, *, comfortably: bool = False) -> bool:
        """Whether a sounding pitch lies in the (comfortable) range; unpitched instruments reach none."""
        if not self.pitched:
            return False
        bottom, top = (self.low, self.high) if comfortably else (self.lowest, self.highest)
        return Pitch.parse(bottom).height <= pitch.height <= Pitch.parse(top).height


_ROWS: tuple[Instrument, ...] = (
    Instrument("piccolo", "Piccolo", "Picc.", "woodwinds", "D5", "C8", "G5", "A7", -12, ("treble",), 1, 8, 10),
    Instrument("flute", "Flute", "Fl.", "woodwinds", "C4", "D7", "G4", "A6", 0, ("treble",), 1, 9, 11),
    Instrument("oboe", "Oboe", "Ob.", "woodwinds", "Bb3", "G6", "D4", "D6", 0, ("treble",), 1, 14, 12),
    Instrument("english-horn", "English Horn", "E. Hn.", "woodwinds", "E3", "C6", "G3", "A5", 7, ("treble",), 1, 12, 13),
    Instrument("clarinet", "Clarinet in B♭", "Cl.", "woodwinds", "D3", "Bb6", "E3", "D6", 2, ("treble",), 1, 12, 14),
    Instrument("bassoon", "Bassoon", "Bsn.", "woodwinds", "Bb1", "D5", "C2", "G4", 0, ("bass",), 1, 10, 15),
    Instrument("horns", "Horns in F", "Hn.", "brass", "F2", "F5", "C3", "D5", 7, ("treble",), 4, 9, 20),
    Instrument("trumpets", "Trumpets in B♭", "Tpt.", "brass", "E3", "C6", "G3", "G5", 2, ("treble",), 3, 8, 21),
    Instrument("trombones", "Trombones", "Tbn.", "brass", "E2", "Bb4", "A2", "G4", 0, ("bass",), 3, 7, 22),
    Instrument("tuba", "Tuba", "Tba.", "brass", "D1", "F4", "F1", "Bb3", 0, ("bass",), 1, 6, 23),
    Instrument("timpani", "Timpani", "Timp.", "percussion", "D2", "C4", "E2", "A3", 0, ("bass",), 2, 0, 30),
    Instrument("percussion", "Percussion", "Perc.", "percussion", "", "", "", "", 0, ("percussion",), 4, 0, 31),
    Instrument("glockenspiel", "Glockenspiel", "Glock.", "percussion", "G5", "C8", "G5", "C8", -24, ("treble",), 2, 0, 32),
    Instrument("vibraphone", "Vibraphone", "Vib.", "percussion", "F3", "F6", "F3", "F6", 0, ("treble",), 4, 0, 33),
    Instrument("harp", "Harp", "Hp.", "keys-harp", "C1", "G7", "C2", "C7", 0, ("treble", "bass"), 8, 0, 40),
    Instrument("celesta", "Celesta", "Cel.", "keys-harp", "C4", "C8", "C5", "C8", -12, ("treble", "bass"), 8, 0, 41),
    Instrument("piano", "Piano", "Pno.", "keys-harp", "A0", "C8", "C2", "C7", 0, ("treble", "bass"), 10, 0, 42),
    Instrument("voice-solo", "Solo Voice", "Voice", "choir", "A3", "C6", "C4", "A5", 0, ("treble",), 1, 8, 49),
    Instrument("choir-women", "Women’s Choir", "Women", "choir", "G3", "C6", "A3", "A5", 0, ("treble",), 4, 10, 50),
    Instrument("choir-men", "Men’s Choir", "Men", "choir", "E2", "A4", "G2", "F4", 0, ("bass",), 4, 10, 51),
    Instrument("violin-solo", "Solo Violin", "Vln. solo", "strings-high", "G3", "E7", "G3", "B6", 0, ("treble",), 2, 8, 59),
    Instrument("violins-1", "Violins I", "Vln. I", "strings-high", "G3", "E7", "G3", "A6", 0, ("treble",), 4, 8, 60),
    Instrument("violins-2", "Violins II", "Vln. II", "strings-high", "G3", "E7", "G3", "E6", 0, ("treble",), 4, 8, 61),
    Instrument("violas", "Violas", "Vla.", "strings-low", "C3", "A6", "C3", "A5", 0, ("alto",), 4, 8, 62),
    Instrument("cello-solo", "Solo Cello", "Vc. solo", "strings-low", "C2", "A5", "C2", "E5", 0, ("bass",), 2, 8, 63),
    Instrument("cellos", "Cellos", "Vc.", "strings-low", "C2", "E5", "C2", "C5", 0, ("bass",), 4, 8, 64),
    Instrument("basses", "Double Basses", "D.B.", "strings-low", "C1", "G3", "E1", "G3", 12, ("bass",), 2, 8, 65),
    Instrument("synth", "Synthesiser", "Syn.", "synth", "C0", "C8", "C1", "C7", 0, ("treble", "bass"), 8, 60, 70),
    Instrument("electronics", "Electronics", "Elec.", "synth", "C0", "C8", "C1", "C7", 0, ("treble", "bass"), 8, 60, 71),
)  # fmt: skip

INSTRUMENTS: dict[str, Instrument] = {row.id: row for row in _ROWS}


@dataclass(frozen=True)
class PercussionSound:
    """One unpitched sound: how it is written and which key of the General MIDI drum map plays it.

    Parameters
    ----------
    id
        Name a note carries, such as ``"bass-drum"``.
    name
        As printed.
    step, octave
        Place on the percussion staff, as if in treble clef.
    notehead
        MusicXML notehead: ``normal``, ``x``, ``diamond``, ``triangle``.
    midi_note
        Drum-map key, 0 to 127. MusicXML's ``<midi-unpitched>`` is one more.
    """

    id: str
    name: str
    step: str
    octave: int
    notehead: str
    midi_note: int


PERCUSSION: dict[str, PercussionSound] = {
    row.id: row
    for row in (
        PercussionSound("bass-drum", "Bass Drum", "F", 4, "normal", 36),
        PercussionSound("low-tom", "Low Tom", "A", 4, "normal", 41),
        PercussionSound("mid-tom", "Mid Tom", "D", 5, "normal", 47),
        PercussionSound("high-tom", "High Tom", "E", 5, "normal", 50),
        PercussionSound("snare", "Snare Drum", "C", 5, "normal", 38),
        PercussionSound("crash", "Crash Cymbals", "A", 5, "x", 49),
        PercussionSound("suspended", "Suspended Cymbal", "B", 5, "x", 57),
        PercussionSound("tam-tam", "Tam-tam", "G", 5, "diamond", 52),
        PercussionSound("triangle", "Triangle", "E", 6, "triangle", 81),
        PercussionSound("shaker", "Shaker", "G", 5, "x", 82),
        PercussionSound("tambourine", "Tambourine", "F", 5, "x", 54),
    )
}


@dataclass(frozen=True)
class ElectronicSound:
    """One synthesised sound that a note of the electronics can name, beside its pitch.

    Parameters
    ----------
    id
        Name a note carries, such as ``"sub-drop"``.
    name
        As printed over the staff.
    kind
        ``held`` as long as its note, ``struck`` and left to ring, ``leading`` to the exact end of its note.
    program
        General MIDI program, from 0, that stands in for it in MIDI files.
    """

    id: str
    name: str
    kind: str
    program: int


ELECTRONIC_SOUNDS: dict[str, ElectronicSound] = {
    row.id: row
    for row in (
        ElectronicSound("sub-drop", "Sub Drop", "struck", 118),
        ElectronicSound("riser", "Riser", "leading", 95),
        ElectronicSound("braam", "Braam", "struck", 63),
        ElectronicSound("pulse", "Synth Pulse", "held", 38),
        ElectronicSound("drone", "Drone", "held", 97),
        ElectronicSound("reversed-swell", "Reversed Swell", "leading", 119),
        ElectronicSound("tick", "Ticking", "struck", 115),
        ElectronicSound("metal-hit", "Metal Hit", "struck", 14),
        ElectronicSound("air", "Air", "held", 122),
        ElectronicSound("felt-noise", "Felt Noise", "struck", 120),
        ElectronicSound("pad", "Synth Pad", "held", 89),
        ElectronicSound("glass", "Bowed Glass", "held", 92),
    )
}
