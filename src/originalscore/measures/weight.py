"""What a cue weighs in its film by the force of its picture, and which cue is the film's summit: spotting and planning ask the same."""

from __future__ import annotations

from originalscore.model.cue import Cue

#: The summit is looked for from this share of the film on; while people speak for more than this share of a cue music cannot rise (ours).
_SUMMIT_FROM, _SPOKEN = 0.33, 0.5
#: Moods a summit is made of; in a film without any it is the heaviest cue.
_SUMMIT_MOODS = ("triumph", "action", "conflict", "horror", "wonder", "joy", "suspense", "romance", "sorrow")


def weight_of(cue: Cue) -> float:
    """Weight of a cue, 0 to 1."""
    peak = max(point.level for point in cue.force)
    mean = sum(point.level for point in cue.force) / len(cue.force)
    return round(min(1.0, 0.35 + 0.65 * (0.7 * peak + 0.3 * mean)), 3)


def summit_of(cues: tuple[Cue, ...]) -> str:
    """The id of the cue that is the film's greatest moment; empty in a film of one or two cues."""
    if len(cues) < 3:
        return ""
    start_s, end_s = cues[0].start_s, cues[-1].end_s
    late = [cue for cue in cues if float((cue.start_s + cue.end_s) / 2 - start_s) >= _SUMMIT_FROM * float(end_s - start_s)]
    late = [cue for cue in late if _spoken(cue) <= _SPOKEN] or late
    high = [cue for cue in late if cue.mood in _SUMMIT_MOODS] or late
    return max(high, key=lambda cue: (weight_of(cue) + 0.1 * (cue.mood in _SUMMIT_MOODS[:3]), cue.start_s)).id


def _spoken(cue: Cue) -> float:
    """The share of a cue in which somebody speaks."""
    return float(sum(end_s - start_s for start_s, end_s in cue.speech) / cue.length_s)
