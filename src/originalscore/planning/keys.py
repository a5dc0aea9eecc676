"""Keys and their relations: a home, how far each cue goes from it, and the return.

The first cue stands at home. Towards the summit keys move away, fifth by fifth at first, then by thirds; dark moods take the flat side.
A theme of a second subject brings a colour of its own. The ending returns home, or rises a tone above it after a film that ends in light.
No key is written in more sharps or flats than players read at sight, and neighbours do not stand in one key.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName
from originalscore.planning.moods import mix_moods

#: Homes in fifths from C that lie well for strings and winds.
HOMES = (-3, -2, -1, 0, 1, 2)
Weighted = tuple[tuple[int, int], ...]
#: Relations of a tonic to home in fifths, by distance, with weights: near ones first.
_HOME: Weighted = ((0, 1),)
_RAISED_BY: Weighted = ((2, 1),)
_NEAR: Weighted = ((0, 3), (1, 2), (-1, 3))
_MIDDLE: Weighted = ((3, 2), (-3, 3), (-1, 2), (2, 1), (-2, 2), (1, 1))
_FAR: Weighted = ((-4, 3), (4, 2), (-3, 2), (6, 1), (-5, 1), (3, 1), (-2, 1))
#: The relation in words, by fifths.
_WORDS = {
    0: "home", 1: "a fifth above home", -1: "a fourth above home", 2: "a tone above home", -2: "a tone below home", 3: "a minor third below home",
    -3: "a minor third above home", 4: "a major third above home", -4: "a major third below home", 5: "a semitone below home",
    -5: "a semitone above home", 6: "a tritone from home", -6: "a tritone from home", 7: "a semitone above home", -7: "a semitone below home",
}  # fmt: skip
#: No cue is written in more sharps or flats than this: players read it at sight.
MOST_ACCIDENTALS = 4
_DARK = ("sorrow", "mystery", "suspense", "horror", "conflict", "action")
#: Endings that may rise a tone above home, in thousandths (ours).
_RAISED_MOODS, _RAISED = ("triumph", "joy", "wonder"), 350


@dataclass(frozen=True)
class CueKey:
    """The key of a cue and the reason in words."""

    key: Key
    why: str


def choose_keys(cues: tuple[Cue, ...], home: PitchName, *, summit: str, raised: bool, stream: Stream) -> dict[str, CueKey]:
    """A key for every cue, by id; each is drawn from a stream of its own cue, so that a changed cue changes no other's mode."""
    chosen: dict[str, CueKey] = {}
    place_of = {cue.id: place for place, cue in enumerate(cues)}
    before: Key | None = None
    for cue in cues:
        draw = stream.split("key", cue.id, cue.drawn)
        modes = mix_moods(cue.moods).modes
        mode = draw.choose([name for name, _ in modes], [weight for _, weight in modes])
        chosen[cue.id] = _key(cue, place_of[cue.id], len(cues), mode, home, before, summit=summit, raised=raised, draw=draw)
        before = chosen[cue.id].key
    return chosen


def rises(cues: tuple[Cue, ...], stream: Stream) -> bool:
    """Whether the ending rises above home."""
    return len(cues) > 2 and cues[-1].mood in _RAISED_MOODS and stream.split("raised").happens(_RAISED)


def _key(
    cue: Cue, place: int, count: int, mode: str, home: PitchName, before: Key | None, *, summit: str, raised: bool, draw: Stream
) -> CueKey:
    if place == 0 or (place == count - 1 and not raised):
        relations, reason = _HOME, "the film begins at home" if place == 0 else "the ending comes home"
    elif place == count - 1:
        relations, reason = _RAISED_BY, "the ending rises above home"
    elif cue.id == summit:
        relations, reason = _FAR, "the summit stands far from home"
    else:
        share = place / max(1, count - 1)
        relations = _NEAR if share < 0.25 or share > 0.85 else _MIDDLE if share < 0.5 or cue.mood not in _DARK else _FAR
        reason = {_NEAR: "still near", _MIDDLE: "on the way", _FAR: "far out, as the story is"}[relations]
    readable = [(r, w) for r, w in relations if _accidentals(home, r, mode) <= MOST_ACCIDENTALS]
    apart = [
        (r, w) for r, w in readable if before is None or PitchName.from_fifths(home.fifths + r).pitch_class != before.tonic.pitch_class
    ]
    choices = (readable if place in (0, count - 1) else apart) or [
        (_nearest(relations[0][0], home, mode, before if 0 < place < count - 1 else None), 1)
    ]
    relation = draw.choose([r for r, _ in choices], [w for _, w in choices])
    key = Key(PitchName.from_fifths(home.fifths + relation), mode)
    return CueKey(key, f"{key}: {_WORDS.get(relation, 'away from home')}, {reason}")


def _accidentals(home: PitchName, relation: int, mode: str) -> int:
    return abs(Key(PitchName.from_fifths(home.fifths + relation), mode).signature)


def _nearest(wanted: int, home: PitchName, mode: str, before: Key | None) -> int:
    """The readable relation nearest to the wanted one, not the tonic just left."""
    options = [r for r in range(-7, 8) if _accidentals(home, r, mode) <= MOST_ACCIDENTALS]
    apart = [r for r in options if before is None or home.fifths + r != before.tonic.fifths]
    return min(apart or options, key=lambda r: (abs(r - wanted), r))
