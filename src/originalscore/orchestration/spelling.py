"""One name for one note: what sounds together is spelled after its chord, whoever wrote the line.

Lines are spelled by their own lights (a counter-line by its key, a pad by its chord), so that a C sharp may stand against a D flat. Every note
that belongs to the chord it begins in takes the chord's name for it; a chord that would need double accidentals is read on the other side of
the circle of fifths. Passing notes and a melody of the user's keep their names.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from originalscore.model.plan import Chord
from originalscore.model.sketch import LineNote, Sketch
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch, PitchName
from originalscore.orchestration.passages import Passage

#: Price of a printed accidental, of a double one more, of a white key called a black one's neighbour (ours).
_ACCIDENTAL, _DOUBLE, _WHITE = 1.0, 3.0, 0.5
_ODD = ("E#", "B#", "Fb", "Cb")
_AS_WRITTEN = "as-written"


def spelled_alike(by_player: dict[str, list[Passage]], sketch: Sketch) -> dict[str, list[Passage]]:
    """Everybody's passages with the names of the sketch's chords."""
    names = [chord_names(span.chord, sketch.key) for span in sketch.chords]
    starts = [span.onset for span in sketch.chords]
    untouched = {line.name for line in sketch.lines if line.guise == _AS_WRITTEN}

    def spelled(note: LineNote) -> LineNote:
        place = bisect_right(starts, note.onset) - 1
        name = names[place].get(note.pitch.name.pitch_class) if note.pitch and place >= 0 else None
        if name is None or note.pitch is None or name == note.pitch.name:
            return note
        return replace(note, pitch=Pitch.at(note.pitch.height, name))

    return {
        player: [one if one.line in untouched else replace(one, notes=tuple(map(spelled, one.notes))) for one in passages]
        for player, passages in by_player.items()
    }


def chord_names(chord: Chord, key: Key) -> dict[int, PitchName]:
    """The names of a chord's members by pitch class, as they are read most easily in a key."""
    roots = [
        PitchName.from_fifths(place) for place in (chord.root.fifths, chord.root.fifths - 12, chord.root.fifths + 12) if -9 <= place <= 13
    ]
    written = min(
        (members(root, chord.quality) for root in roots or [chord.root]), key=lambda names: sum(_price(name, key) for name in names)
    )
    return {name.pitch_class: name for name in written}


def _price(name: PitchName, key: Key) -> float:
    degree = name.fifths - key.signature  # from -1 to 5 it stands in the signature
    odd = str(name) in _ODD or abs(name.alter) > 1
    return _ACCIDENTAL * (not -1 <= degree <= 5) + odd * (_WHITE + _DOUBLE * (abs(name.alter) > 1))
