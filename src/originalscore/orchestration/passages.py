"""Passages: a stretch of a line in the hands of one instrument, moved whole to where it lies well.

A phrase is moved by octaves as a whole, never note by note; single notes that no octave of the phrase can reach are moved
alone and counted. Notes longer than a breath or a bow are taken again, at bar lines where one is near.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.model.sketch import Line, LineNote, LinePoint
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS, Instrument
from originalscore.music.pitch import Pitch
from originalscore.orchestration.forces import AGILITY_S, FASTEST_PIZZICATO_S, SECTIONS, SOLO_STRINGS
from originalscore.orchestration.singing import VOICE, as_sung

_OCTAVES = (0, -12, 12, -24, 24)
Notes = tuple[LineNote, ...]


@dataclass(frozen=True)
class Passage:
    """Notes one instrument plays for one line.

    ``technique`` is ``arco``, ``pizz.``, ``trem.`` or empty; ``doubling`` marks a passage that may be left out; ``moved``
    counts notes that had to leave the shape of their phrase. ``lyric`` is the vowel of what is sung.
    """

    instrument: str
    line: str
    role: str
    character: str
    technique: str
    notes: Notes
    level: tuple[LinePoint, ...]
    doubling: bool = False
    moved: int = 0
    lyric: str = ""

    def sounds_in(self, start: Fraction, end: Fraction) -> bool:
        """Whether it has a note inside a span of beats."""
        return any(note.onset < end and note.onset + note.length > start for note in self.notes)


def passage(name: str, line: Line, notes: Notes, tempo: TempoMap, *, shift: int = 0, doubling: bool = False) -> Passage:
    """A passage of ``line`` for an instrument: shifted, in range, with its technique and with breaths taken."""
    instrument = INSTRUMENTS[name]
    placed, moved = in_range(as_sung(notes) if name == VOICE else shifted(notes, shift), instrument)
    technique = _technique(name, line, placed, tempo)
    return Passage(
        name, line.name, line.role, line.character, technique, breaths(placed, instrument, tempo), line.level, doubling, moved, line.lyric
    )


def shifted(notes: Notes, semitones: int) -> Notes:
    """The notes moved by whole octaves."""
    if not semitones:
        return notes
    return tuple(replace(note, pitch=Pitch(note.pitch.name, note.pitch.octave + semitones // 12)) if note.pitch else note for note in notes)


def fits(name: str, notes: Notes, tempo: TempoMap, *, shift: int = 0, comfortably: bool = False, voices: int = 0) -> bool:
    """Whether an instrument reaches every note as it stands, holds as many at once (``voices``, if given) and plays the fastest."""
    instrument = INSTRUMENTS[name]
    if thickest(notes) > (voices or instrument.voices):
        return False
    reached = all(
        instrument.reaches(Pitch(note.pitch.name, note.pitch.octave + shift // 12), comfortably=comfortably)
        if note.pitch
        else not instrument.pitched
        for note in notes
    )
    return reached and shortest_s(notes, tempo) >= AGILITY_S.get(name, 0.05)


def thickest(notes: Notes) -> int:
    """The most notes that begin together."""
    return max(Counter(note.onset for note in notes).values(), default=0)


def shortest_s(notes: Notes, tempo: TempoMap) -> float:
    """The shortest note in seconds, at the fastest tempo of the cue; a lone strike counts as long."""
    if len({note.onset for note in notes}) < 2:
        return 9.0
    return float(min(note.length for note in notes)) * 60 / tempo.bpm_range[1]


def in_range(notes: Notes, instrument: Instrument) -> tuple[Notes, int]:
    """The notes moved by whole octaves to where they lie best, and how many had to be moved alone to be reached at all."""
    if not instrument.pitched:
        return tuple(note for note in notes if note.sound), 0
    pitched = tuple(note for note in notes if note.pitch)
    if not pitched:
        return (), 0
    best = min(_OCTAVES, key=lambda octave: (_outside(pitched, octave, instrument, False), _outside(pitched, octave, instrument, True), abs(octave)))  # fmt: skip
    moved = shifted(pitched, best)
    rescued = tuple(_rescued(note, instrument) for note in moved)
    return rescued, sum(one.pitch != other.pitch for one, other in zip(moved, rescued))


def _outside(notes: Notes, shift: int, instrument: Instrument, comfortably: bool) -> int:
    return sum(
        note.pitch is not None and not instrument.reaches(Pitch(note.pitch.name, note.pitch.octave + shift // 12), comfortably=comfortably)
        for note in notes
    )


def _rescued(note: LineNote, instrument: Instrument) -> LineNote:
    pitch = note.pitch
    while pitch is not None and not instrument.reaches(pitch):
        step = 1 if pitch < Pitch.parse(instrument.lowest) else -1
        pitch = Pitch(pitch.name, pitch.octave + step)
    return replace(note, pitch=pitch)


def _technique(name: str, line: Line, notes: Notes, tempo: TempoMap) -> str:
    if name not in (*SECTIONS, *SOLO_STRINGS):
        return ""
    plucked = line.character == "pizzicato" or (line.role == "bass" and line.character == "detached")
    if plucked and shortest_s(notes, tempo) >= FASTEST_PIZZICATO_S:
        return "pizz."
    return "trem." if line.character == "tremolo" else "arco"


def breaths(notes: Notes, instrument: Instrument, tempo: TempoMap) -> Notes:
    """Held notes no longer than a breath or a bow; longer ones are taken again at the last bar line within reach, else on a beat."""
    if not instrument.breath_s:
        return notes
    longest = Fraction(max(1, int(instrument.breath_s * tempo.bpm_range[0] / 60)))
    taken = []
    for note in notes:
        onset, end, accent = note.onset, note.onset + note.length, note.accent
        while end - onset > longest:
            bar = tempo.bar_at(onset + longest).start_beat
            stop = bar if onset + longest / 2 <= bar else onset + longest
            taken.append(replace(note, onset=onset, length=stop - onset, accent=accent))
            onset, accent = stop, 0
        taken.append(replace(note, onset=onset, length=end - onset, accent=accent))
    return tuple(taken)
