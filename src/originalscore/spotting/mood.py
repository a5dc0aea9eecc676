"""What a stretch of film feels like: additive evidence from light, colour, motion, cutting, sound and words.

Each observation adds points to moods, in the open: the reasons are kept in words. When the evidence is thin the answer is
``neutral``, never something bold. All weights are ours, tuned on the test films by eye.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from originalscore.model.picture import Picture
from originalscore.spotting.lexicon import moods_in

#: A mood needs this many points to be believed (ours).
_LEAST_POINTS = 1.6


class Add(Protocol):
    """Adds points to moods for a reason."""

    def __call__(self, reason: str, **moods: float) -> None:
        """Note the reason and the points."""


@dataclass(frozen=True)
class Look:
    """Figures of a stretch: brightness, motion, saturation, warmth 0 to 1; ``cuts_a_minute``; ``loudness_lufs`` or None."""

    brightness: float
    motion: float
    saturation: float
    warmth: float
    cuts_a_minute: float
    loudness_lufs: float | None


@dataclass(frozen=True)
class Reading:
    """A mood, how far it is trusted (points above the next), how energetic the stretch is (0 to 1), why, which mood is next,
    and the ``confidence``: the points of this mood in those of both (0.5: either might be right), 0 where nothing is said."""

    mood: str
    trust: float
    energy: float
    why: str
    next_mood: str = ""
    confidence: float = 0.0


def look_at(picture: Picture, start_s: Fraction, end_s: Fraction) -> Look:
    """Measure a stretch from the picture's curves and shots."""
    cuts = sum(start_s < shot.start_s < end_s for shot in picture.shots)
    minutes = max(1 / 60, float(end_s - start_s) / 60)
    loud = [value for value in _values(picture, "loudness_lufs", start_s, end_s) if value > -60]
    brightness, motion, saturation, warmth = (
        _mean(_values(picture, name, start_s, end_s), 0.4) for name in ("brightness", "motion", "saturation", "warmth")
    )
    return Look(brightness, motion, saturation, warmth, cuts / minutes, _mean(loud, 0.0) if loud else None)


def read_mood(picture: Picture, start_s: Fraction, end_s: Fraction, *, words: str, brief_moods: dict[str, int]) -> Reading:
    """Read the mood of a stretch; ``words`` is what is said in it, ``brief_moods`` what the brief asks for over the whole film."""
    look, film = look_at(picture, start_s, end_s), look_at(picture, Fraction(0), picture.film.duration_s)
    points: dict[str, float] = {}
    reasons: list[str] = []

    def add(reason: str, **moods: float) -> None:
        reasons.append(reason)
        for mood, weight in moods.items():
            points[mood] = points.get(mood, 0.0) + weight

    if picture.film.has_picture:
        _weigh_light(look, film, add)
        _weigh_movement(look, film, add)
    for mood, count in moods_in(words).items():
        add(f"the words speak of {mood}", **{mood: min(2.5, 1.25 * count)})
    for mood, count in brief_moods.items():
        add(f"the brief asks for {mood}", **{mood: 3.0 + 0.5 * count})
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    best, best_points = ranked[0] if ranked else ("neutral", 0.0)
    following, second = ranked[1] if len(ranked) > 1 else ("", 0.0)
    confidence = best_points / (best_points + max(0.0, second)) if best_points > 0 else 0.0
    if best_points < _LEAST_POINTS:
        confidence = 0.0
        best, following, reasons = "neutral", best if ranked else "", [*reasons, "evidence too thin for more"]
    why = ", ".join(dict.fromkeys(reasons)) or "nothing stands out"
    return Reading(best, best_points - second, _energy(look, film), why, following, round(confidence, 2))


def _weigh_light(look: Look, film: Look, add: Add) -> None:
    if look.brightness < 0.13:
        add(f"dark ({look.brightness:.2f})", mystery=1.6, suspense=1.4)
    elif look.brightness > 0.5:
        add(f"bright ({look.brightness:.2f})", joy=1.0, tender=0.9, wonder=0.6)
    else:
        add(f"mid light ({look.brightness:.2f})", daily=0.5, tender=0.8, wonder=0.3)
    if look.brightness > 1.35 * film.brightness and look.brightness > 0.25:
        add("brighter than the film", wonder=0.9, triumph=0.9, joy=0.4)
    if look.warmth > 0.53:
        add(f"warm colours ({look.warmth:.2f})", tender=1.4, romance=0.4)
    elif look.warmth < 0.45:
        add(f"cold colours ({look.warmth:.2f})", mystery=1.2, sorrow=0.6)
    if look.saturation < 0.10:
        add(f"little colour ({look.saturation:.2f})", sorrow=0.7, suspense=0.6)


def _weigh_movement(look: Look, film: Look, add: Add) -> None:
    if look.cuts_a_minute > 26:
        add(f"{look.cuts_a_minute:.0f} cuts a minute", action=1.6, conflict=0.8, tender=-0.9, sorrow=-0.6, romance=-0.4)
        if look.brightness > 0.5 and look.saturation > 0.2:
            add("quick, bright and colourful", joy=0.7, comic=0.6)
    elif look.cuts_a_minute > 16:
        add(f"{look.cuts_a_minute:.0f} cuts a minute", suspense=0.7, conflict=1.0)
    elif look.cuts_a_minute < 8:
        add("slow shots", tender=0.6, sorrow=0.4, wonder=0.5)
    if look.motion > max(0.04, 1.3 * film.motion):
        add(f"much movement ({look.motion:.2f})", action=1.2, conflict=1.2, mystery=-0.5, tender=-0.4)
    elif look.motion < 0.6 * film.motion:
        add("hardly any movement", tender=0.3, mystery=0.6, sorrow=0.4)
    if look.loudness_lufs is not None and film.loudness_lufs is not None and look.loudness_lufs > film.loudness_lufs + 3:
        add("louder than the film", conflict=1.1, action=0.8)


def energy_in(picture: Picture, start_s: Fraction, end_s: Fraction) -> float:
    """How energetic a stretch is beside the whole film, 0 to 1: cutting, movement and loudness."""
    return _energy(look_at(picture, max(Fraction(0), start_s), end_s), look_at(picture, Fraction(0), picture.film.duration_s))


def _energy(look: Look, film: Look) -> float:
    cutting = min(1.0, look.cuts_a_minute / 30)
    moving = min(1.0, look.motion / max(0.05, 2 * film.motion))
    loud = 0.4
    if look.loudness_lufs is not None and film.loudness_lufs is not None:
        loud = min(1.0, max(0.0, 0.45 + (look.loudness_lufs - film.loudness_lufs) / 16))
    return round(0.4 * cutting + 0.3 * moving + 0.3 * loud, 3)


def _values(picture: Picture, name: str, start_s: Fraction, end_s: Fraction) -> tuple[float, ...]:
    curve = picture.curve(name)
    if curve is None:
        return ()
    first, last = int(start_s / curve.step_s), int(end_s / curve.step_s) + 1
    return curve.values[first:last]


def _mean(values: tuple[float, ...] | list[float], fallback: float) -> float:
    return sum(values) / len(values) if values else fallback
