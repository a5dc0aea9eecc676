"""Chords by name: how far each member lies above the root, in semitones and on the line of fifths."""

from __future__ import annotations

from originalscore.music.pitch import PitchName

#: Quality -> (semitones, fifths) of each member above the root, root first.
QUALITIES: dict[str, tuple[tuple[int, int], ...]] = {
    "maj": ((0, 0), (4, 4), (7, 1)),
    "min": ((0, 0), (3, -3), (7, 1)),
    "dim": ((0, 0), (3, -3), (6, -6)),
    "aug": ((0, 0), (4, 4), (8, 8)),
    "sus2": ((0, 0), (2, 2), (7, 1)),
    "sus4": ((0, 0), (5, -1), (7, 1)),
    "open": ((0, 0), (7, 1)),
    "7": ((0, 0), (4, 4), (7, 1), (10, -2)),
    "maj7": ((0, 0), (4, 4), (7, 1), (11, 5)),
    "min7": ((0, 0), (3, -3), (7, 1), (10, -2)),
    "halfdim": ((0, 0), (3, -3), (6, -6), (10, -2)),
    "dim7": ((0, 0), (3, -3), (6, -6), (9, -9)),
    "minmaj7": ((0, 0), (3, -3), (7, 1), (11, 5)),
    "add9": ((0, 0), (4, 4), (7, 1), (2, 2)),
    "minadd9": ((0, 0), (3, -3), (7, 1), (2, 2)),
    "maj9": ((0, 0), (4, 4), (7, 1), (11, 5), (2, 2)),
    "min9": ((0, 0), (3, -3), (7, 1), (10, -2), (2, 2)),
    "6": ((0, 0), (4, 4), (7, 1), (9, 3)),
    "min6": ((0, 0), (3, -3), (7, 1), (9, 3)),
    "9": ((0, 0), (4, 4), (7, 1), (10, -2), (2, 2)),
    "7b9": ((0, 0), (4, 4), (7, 1), (10, -2), (1, -5)),
    "9sus4": ((0, 0), (5, -1), (7, 1), (10, -2), (2, 2)),
    "69": ((0, 0), (4, 4), (7, 1), (9, 3), (2, 2)),
    "lydian": ((0, 0), (4, 4), (7, 1), (6, 6)),
    "minb6": ((0, 0), (3, -3), (7, 1), (8, -4)),
    "phrygian": ((0, 0), (1, -5), (7, 1), (5, -1)),
    "quartal": ((0, 0), (5, -1), (10, -2), (3, -3)),
    "quintal": ((0, 0), (7, 1), (2, 2), (9, 3)),
    "cluster": ((0, 0), (1, -5), (2, 2), (6, 6)),
}


def members(root: PitchName, quality: str) -> tuple[PitchName, ...]:
    """The spelled members of a chord, root first (respelled where a spelling would need three accidentals)."""
    names = []
    for semitones, fifths in QUALITIES[quality]:
        place = root.fifths + fifths
        if not -15 <= place <= 19:
            place += 12 if place < 0 else -12
        name = PitchName.from_fifths(place)
        assert name.pitch_class == (root.pitch_class + semitones) % 12
        names.append(name)
    return tuple(names)
