"""The arc of the film: how much each cue may weigh, the one summit, and what is saved for its moment.

A cue weighs by the force of its picture. One cue is the summit: the heaviest of the last two thirds; the others are kept a little
below it, so that it is a summit. Choir, trumpets and drums are new only once: they are kept back until the film has a use for them.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.measures.weight import summit_of, weight_of
from originalscore.model.cue import Cue

#: Nothing weighs more than this share of the summit (ours).
_BELOW = 0.9
#: Moods whose summit a choir may crown, and those in which it may be heard at the ending.
_SUNG_SUMMITS = ("triumph", "wonder", "horror", "action", "conflict", "romance")
_SUNG_ENDINGS = ("triumph", "wonder", "romance", "sorrow")
#: A mood in which brass, or drums, belong whatever the cue weighs.
_BRASS_MOODS = ("triumph", "action")
_DRUM_MOODS = ("action", "conflict", "comic")


@dataclass(frozen=True)
class Arc:
    """Weights (0 to 1) by cue id and how far the arc lowered them, the summit's id (empty in a film of one or two cues), and what each
    cue keeps back."""

    weights: dict[str, float]
    lowered: dict[str, float]
    summit: str
    held_back: dict[str, tuple[str, ...]]
    why: tuple[str, ...]


def draw_arc(cues: tuple[Cue, ...], *, without: tuple[str, ...] = ()) -> Arc:
    """The arc of all cues in order; ``without`` are families that the film's style does not ask for anywhere."""
    raw = {cue.id: weight_of(cue) for cue in cues}
    summit = summit_of(cues)
    top = raw.get(summit, 1.0)
    weights = {
        name: round(weight if name == summit or not summit else min(weight, _BELOW * max(top, 0.5)), 3) for name, weight in raw.items()
    }
    crown = summit or max(cues, key=lambda cue: (weights[cue.id], cue.start_s)).id if cues else ""
    held = {cue.id: (*_held_back(cue, weights[cue.id], cue.id == crown, cue is cues[-1]), *without) for cue in cues}
    return Arc(weights, {name: round(raw[name] - weights[name], 3) for name in raw}, summit, held, _reasons(cues, summit, held))


def _held_back(cue: Cue, weight: float, summit: bool, last: bool) -> tuple[str, ...]:
    held = []
    if weight < 0.62 and cue.mood not in _BRASS_MOODS and not summit:
        held.append("brass")
    sung = (summit and cue.mood in _SUNG_SUMMITS) or (last and cue.mood in _SUNG_ENDINGS and weight >= 0.5)
    alone = cue.mood in ("triumph", "wonder", "horror") and weight >= 0.75
    if not sung and not alone:
        held.append("choir")
    if weight < 0.5 and cue.mood not in _DRUM_MOODS:
        held.append("percussion")
    return tuple(held)


_FAMILY_WORDS = {"brass": "brass", "choir": "the choir", "percussion": "drums and bells", "woodwinds": "woodwinds"}


def _reasons(cues: tuple[Cue, ...], summit: str, held: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    lines = []
    if summit:
        cue = next(cue for cue in cues if cue.id == summit)
        lines.append(f"the summit is {cue.number} ({cue.mood}): nothing else in the film weighs as much")
    for family, words in _FAMILY_WORDS.items():
        open_to = [cue for cue in cues if family not in held[cue.id] and cue.ensemble == "orchestra"]
        if not open_to:
            lines.append(f"{words}: not played in this film")
        elif len(open_to) < len(cues):
            first = open_to[0]
            place = "the summit" if first.id == summit else "the ending" if first is cues[-1] else first.mood
            saved = "saved until" if first is not cues[0] else "heard from the start in"
            lines.append(f"{words}: {saved} {first.number} ({place}); {len(open_to)} of {len(cues)} cues may use it")
    return tuple(lines)
