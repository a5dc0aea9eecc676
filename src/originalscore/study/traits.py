"""What anybody hears of a piece before any harmony: how fast, how busy, how high, how full, how loud, how bright. Plain figures, no verdict.

They have no range of real music, since music may be anything in them; they say in which ways two pieces are unlike. Two pieces differ in a
trait when their figures lie further apart than ``differs``, as a ratio or as a distance: about twice what a listener notices in tempo, and
otherwise ours, from what a film's cues are apart. ``low`` and ``high`` are the ends of the scale on which a trait is drawn (ours: about what
film music spans).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from originalscore.measures.abstract import STEPS_A_BEAT
from originalscore.measures.sonority import chord_changes, class_weights, dissonant_share, find_key, smoothed, strains
from originalscore.study.read import Piece

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trait:
    """A plain figure; ``value`` is None where the piece does not say. ``by_ratio`` tells how ``differs`` is meant, and how it is drawn."""

    name: str
    words: str
    value: float | None
    differs: float
    low: float
    high: float
    by_ratio: bool = False

    @property
    def place(self) -> float | None:
        """Where on its scale the value lies, 0 to 1; what lies beyond an end stands at the end."""
        if self.value is None:
            return None
        if self.by_ratio:
            share = math.log(max(self.value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (self.value - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, share))

    def is_unlike(self, other: Trait) -> bool | None:
        """Whether two values of it are told apart; None where one is not known."""
        if self.value is None or other.value is None:
            return None
        if self.by_ratio:
            return max(self.value, other.value) > self.differs * min(self.value, other.value)
        return abs(self.value - other.value) > self.differs


@dataclass(frozen=True)
class Difference:
    """A trait of two pieces, and whether they are unlike in it; None where one of them does not have it."""

    name: str
    words: str
    one: float | None
    other: float | None
    unlike: bool | None


def traits_of(piece: Piece) -> tuple[Trait, ...]:
    """The plain figures of a piece."""
    starts, ends = _beats(piece)
    length_s = _seconds(piece, float(ends.max())) - _seconds(piece, float(starts.min()))
    beats = float(ends.max() - starts.min())
    full = _sounding(starts, ends)
    chords = chord_changes(piece.voices)
    bpm = 60 * beats / length_s if length_s > 0 else None
    minutes = length_s / 60
    written = piece.chords / minutes if piece.chords and minutes > 0 else None
    strain = smoothed(strains(piece.voices), max(1, round(2 * piece.voices.beats_a_bar)))
    strain = strain[~np.isnan(strain)]
    return (
        Trait("tempo", "quarter notes a minute", _round(bpm), 1.12, 40, 180, True),
        Trait("pace", "notes a second, all lines", _round(len(starts) / length_s if length_s > 0 else None), 1.3, 1, 40, True),
        Trait("note length", "length of a note, seconds, median", _round(_note_length_s(piece)), 1.3, 0.05, 4, True),
        Trait("players", "instruments, or parts of a file", float(piece.players or len(piece.reading.parts)), 1.2, 1, 30, True),
        Trait("register", "mean height by time, semitones (C4 = 60)", _round(_height(piece)), 2.0, 45, 75),
        Trait("compass", "semitones that hold nine notes in ten", _round(_compass(piece)), 3.0, 10, 60),
        Trait("lines", "notes sounding together, mean where any sounds", _round(float(full[full > 0].mean())), 0.6, 1, 12),
        Trait("silence", "share of time in which nothing sounds", _round(float((full == 0).mean())), 0.03, 0, 0.4),
        Trait("loudness", "written loudness of a note, mean, share of the scale", _round(_loudness(piece)), 0.05, 0.1, 0.9),
        Trait("loudness spread", "from soft to loud notes, share of the scale", _round(_loudness_spread(piece)), 0.05, 0, 0.6),
        Trait("dissonance", "dissonant pairs, share", _round(dissonant_share(piece.voices)), 0.02, 0, 0.4),
        Trait("brightness", "mean place on the line of fifths from the tonic", _round(_brightness(piece)), 0.5, -3, 4),
        Trait("written chords", "chords the composer wrote, a minute", _round(written), 1.2, 4, 60, True),
        Trait("chords", "chord changes a minute, as they sound", _round(None if chords is None or bpm is None else chords * bpm), 1.2, 5, 120, True),
        Trait("tension", "strain of what sounds, mean", _round(float(strain.mean()) if len(strain) else None), 0.08, 0.3, 1.5),
        Trait("tension span", "highest strain less lowest, over two bars", _round(float(np.ptp(strain)) if len(strain) else None), 0.1, 0, 1.6),
    )  # fmt: skip


def differences(one: tuple[Trait, ...], other: tuple[Trait, ...]) -> tuple[Difference, ...]:
    """In which traits two pieces are unlike."""
    return tuple(Difference(a.name, a.words, a.value, b.value, a.is_unlike(b)) for a, b in zip(one, other, strict=True))


def _beats(piece: Piece) -> tuple[Floats, Floats]:
    """Onsets and ends of all notes, beats."""
    notes = [(float(onset), float(onset + length)) for part in piece.reading.parts for onset, length, _ in part.notes]
    onsets, ends = np.array(notes, float).T
    return onsets, ends


def _seconds(piece: Piece, beat: float) -> float:
    """Seconds of a beat from beat 0 by the tempo of the piece; the first tempo holds before its beat."""
    total, points = 0.0, piece.reading.points
    for n, point in enumerate(points):
        start = 0.0 if n == 0 else float(point.beat)
        end = float(points[n + 1].beat) if n + 1 < len(points) else max(beat, start)
        if n == 0 or beat > start:
            total += (min(beat, end) - start) * point.us_per_quarter / 1e6
    return total


def _sounding(starts: Floats, ends: Floats) -> Floats:
    """How many notes sound at each sixteenth from the first to the last."""
    first = np.round((starts - starts.min()) * STEPS_A_BEAT).astype(int)
    last = np.maximum(first + 1, np.round((ends - starts.min()) * STEPS_A_BEAT).astype(int))
    change = np.zeros(last.max() + 1)
    np.add.at(change, first, 1)
    np.add.at(change, last, -1)
    return np.asarray(np.cumsum(change)[:-1], float)


def _note_length_s(piece: Piece) -> float:
    notes = [(float(onset), float(onset + length)) for part in piece.reading.parts for onset, length, _ in part.notes]
    return float(np.median([_seconds(piece, end) - _seconds(piece, onset) for onset, end in notes]))


def _heights(piece: Piece) -> tuple[Floats, Floats]:
    """Heights of all notes and how long each sounds."""
    found = np.array([(height, float(length)) for part in piece.reading.parts for _, length, height in part.notes], float).T
    return found[0], found[1]


def _height(piece: Piece) -> float:
    heights, lengths = _heights(piece)
    return float(np.average(heights, weights=lengths))


def _compass(piece: Piece) -> float:
    low, high = np.percentile(_heights(piece)[0], (5, 95))
    return float(high - low)


def _loudness(piece: Piece) -> float | None:
    """Mean of all notes' loudness, 0 to 1; None where the file has none."""
    known = [value for part in piece.reading.parts for value in part.loudness]
    return float(np.mean(known)) if known else None


def _loudness_spread(piece: Piece) -> float | None:
    """From the 10th to the 90th percentile of all notes' loudness, 0 to 1; None where the file has none."""
    known = [value for part in piece.reading.parts for value in part.loudness]
    if not known:
        return None
    soft, loud = np.percentile(known, (10, 90))
    return float(loud - soft)


def _brightness(piece: Piece) -> float:
    """Mean place of what sounds on the line of fifths, counted from the tonic: lydian is bright, phrygian is dark."""
    weights = class_weights(piece.voices).sum(0)
    if not weights.any():
        return 0.0
    key = piece.voices.key or find_key(weights)
    tonic = key.tonic.pitch_class
    places = [next(f for f in range(-5, 7) if (7 * f + tonic) % 12 == pitch_class) for pitch_class in range(12)]
    return float(np.average(places, weights=weights))


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
