"""More or less of a mood: weights moved among the moods of a cue. All shares are ours."""

from __future__ import annotations

from dataclasses import replace

from originalscore.model.cue import Cue
from originalscore.spotting.notes.curves import shifted
from originalscore.spotting.notes.wish import LITTLE, MUCH, PLAIN, Wish

#: By degree: the share of all that another mood takes, the share of its weight that a mood loses, and how far the music of a mood that is
#: already all there is goes further its own way (tempo factor, curves).
_GAIN = {LITTLE: 0.2, PLAIN: 0.4, MUCH: 0.65}
_LOSS = {LITTLE: 0.25, PLAIN: 0.55, MUCH: 0.85}
_FURTHER = {LITTLE: (1.05, 0.08), PLAIN: (1.1, 0.15), MUCH: (1.2, 0.25)}
#: Mood -> what takes the place of the part of it that goes, where nothing else is asked for.
_INSTEAD = {
    "neutral": "daily", "daily": "neutral", "tender": "neutral", "romance": "tender", "comic": "daily", "joy": "tender", "wonder": "tender",
    "mystery": "neutral", "suspense": "mystery", "horror": "suspense", "conflict": "suspense", "action": "suspense", "sorrow": "tender",
    "triumph": "joy",
}  # fmt: skip
#: Moods that grow by doing less.
_STILL = ("neutral", "daily", "tender", "romance", "wonder", "mystery", "sorrow", "suspense")
_ALL = 0.95
_LEAST = 0.04


def felt(cue: Cue, wish: Wish, bpm: int) -> Cue | None:
    """The cue with more or less of a mood; None where it has nothing of what it should lose.

    A mood that is all there is already is made more so by its own means: a still one slower and sparser, a lively one faster and fuller.
    """
    weights = dict(cue.moods)
    here = weights.get(wish.name, 0.0)
    if wish.sign > 0 and here >= _ALL:
        return _further(cue, wish, bpm)
    if wish.sign > 0:
        gain = _GAIN[wish.degree]
        weights = {mood: weight * (1 - gain) for mood, weight in weights.items()}
        weights[wish.name] = weights.get(wish.name, 0.0) + gain
    else:
        if here <= 0:
            return None
        lost = here * _LOSS[wish.degree]
        weights[wish.name] = here - lost
        others = [mood for mood in weights if mood != wish.name]
        heir = max(others, key=lambda mood: weights[mood]) if others else _INSTEAD[wish.name]
        weights[heir] = weights.get(heir, 0.0) + lost
    return _mixed(cue, weights)


def _mixed(cue: Cue, weights: dict[str, float]) -> Cue:
    """The cue with these moods: the heaviest is the main one and has at least a half."""
    kept = {mood: weight for mood, weight in weights.items() if weight >= _LEAST}
    main = max(kept, key=lambda mood: (kept[mood], mood != cue.mood))
    total = sum(kept.values())
    share = max(0.5, kept[main] / total)
    rest = total - kept[main]
    blend = tuple((mood, round(weight / rest * (1 - share), 4)) for mood, weight in kept.items() if mood != main)
    return replace(cue, mood=main, blend=blend)


def _further(cue: Cue, wish: Wish, bpm: int) -> Cue:
    factor, by = _FURTHER[wish.degree]
    way = -1 if wish.name in _STILL else 1
    tempo = round((cue.bpm or bpm) * factor**way)
    return replace(cue, bpm=tempo, density=shifted(cue.density, cue, way * by), force=cue.force if way < 0 else shifted(cue.force, cue, by))
