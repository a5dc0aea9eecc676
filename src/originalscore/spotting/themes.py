"""Whose music it is: the film's subjects, a theme for each, and the cues that they share out.

A short film has one theme; a longer one a second subject (what stands against the first, or what is at stake), then a place or a love
theme, as its moods ask for. Every theme gets at least four cues where the film has as many, spread over the whole of it, and first those
whose mood is nearest to it. Names and reasons are in words, and the user's ``[[theme]]`` rows rule afterwards. All figures are ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from originalscore.measures.weight import summit_of
from originalscore.model.cue import Cue, ThemeWish
from originalscore.spotting.spans import Piece

_DARK = ("conflict", "suspense", "horror", "action", "mystery")
_HEART = ("romance", "tender", "sorrow", "joy", "triumph")
_PLACE = ("wonder", "daily", "mystery", "neutral")
#: From so many cues and seconds of music on a film has a second, third, fourth theme.
_SECOND, _THIRD, _FOURTH = (3, 75), (6, 240), (12, 900)
#: Least cues of a theme, and the share of all cues that the principal one and the others are wanted in.
_LEAST, _PRINCIPAL_SHARE, _OTHER_SHARE = 4, 0.6, 0.34
#: Seconds of music that one theme needs, and shortest cue that states any.
_ROOM_S, _SHORTEST_S = 22, 9
#: A theme is not left alone for longer than this share of the film, nor for more than so many seconds.
_GAP_SHARE, _GAP_S = 0.34, 1200
#: How little a second subject wants the opening of a film of some cues: it belongs to the first.
_NOT_YET, _SOME_CUES = 1.2, 5


@dataclass(frozen=True)
class Subject:
    """A theme with what draws it: moods that are near to it, and what it is called in reasons."""

    wish: ThemeWish
    near: tuple[str, ...]
    reason: str


def find_subjects(principal: ThemeWish, groups: Sequence[Sequence[Piece]], carried: tuple[ThemeWish, ...] = ()) -> tuple[Subject, ...]:
    """The film's subjects, the principal one first; those of a series come first and in their order."""
    shares = _shares(groups)
    known = carried or (principal,)
    found = [Subject(wish, _near(wish.mood), "its subject" if n == 0 else f"near to {wish.subject}") for n, wish in enumerate(known)]
    count = _count(groups, shares, known[0].mood)
    for subject in _second_subjects(known[0], shares):
        if len(found) >= count:
            break
        if subject.wish.name not in {s.wish.name for s in found}:
            found.append(subject)
    return tuple(found)


def share_out(
    subjects: tuple[Subject, ...], groups: Sequence[Sequence[Piece]], moods: Sequence[str]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """For every cue its themes, the nearest first, and the reasons in words. ``moods`` are the cues' moods."""
    lengths = [float(group[-1].end_s - group[0].start_s) for group in groups]
    starts = [float(group[0].start_s) for group in groups]
    room = [0 if length < _SHORTEST_S else 1 if length < 2 * _ROOM_S else 2 if length < 4 * _ROOM_S else 3 for length in lengths]
    room[0], room[-1] = max(1, room[0]), max(1, room[-1])
    given: list[dict[str, str]] = [{} for _ in groups]
    first, last = subjects[0].wish.name, len(groups) - 1
    for place, reason in ((0, "the film opens with its subject"), (last, "the ending belongs to its subject")):
        given[place][first] = reason
    usable = [n for n in range(len(groups)) if room[n]]
    for extra in (0, 1):
        for number, subject in enumerate(subjects):
            share = _PRINCIPAL_SHARE if number == 0 else _OTHER_SHARE
            wanted = min(len(usable), max(_LEAST, math.ceil(share * len(usable))))
            while sum(subject.wish.name in names for names in given) < wanted:
                free = [n for n in usable if subject.wish.name not in given[n] and len(given[n]) < min(len(subjects), room[n] + extra)]
                if not free:
                    break
                best = max(free, key=lambda n: (_pull(subject, n, groups, moods, given, starts), -n))
                near = moods[best] in subject.near
                given[best][subject.wish.name] = subject.reason if near else "so that it is not forgotten"
    _bridge_gaps(subjects, given, starts, lengths, usable)
    return tuple(_in_order(names, subjects, moods[n], n in (0, last)) for n, names in enumerate(given))


def crowned(cues: tuple[Cue, ...], themes: tuple[ThemeWish, ...]) -> tuple[Cue, ...]:
    """The cues, the film's greatest moment among them with its first theme: whatever else happens there, that is whose film it is."""
    summit, first = summit_of(cues), themes[0].name if themes else ""

    def with_theme(cue: Cue) -> Cue:
        if cue.id != summit or not first or first in cue.themes:
            return cue
        return replace(
            cue, themes=(first, *cue.themes), why=f"{cue.why}; theme “{first}”: the film's greatest moment belongs to its subject"
        )

    return tuple(map(with_theme, cues))


def _in_order(names: Mapping[str, str], subjects: tuple[Subject, ...], mood: str, edge: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Themes of a cue, the nearest first; at the film's edges the principal one."""
    rank = {s.wish.name: (0 if edge and n == 0 else 1, 0 if mood in s.near else 1, n) for n, s in enumerate(subjects)}
    order = sorted(names, key=lambda name: rank[name])
    return tuple(order), tuple(f"theme “{name}”: {names[name]}" for name in order)


def _pull(
    subject: Subject, n: int, groups: Sequence[Sequence[Piece]], moods: Sequence[str], given: list[dict[str, str]], starts: list[float]
) -> float:
    """How much a subject wants a cue: its mood, its distance from the last time it was heard, and the pauses in its dialogue."""
    group = groups[n]
    length = float(group[-1].end_s - group[0].start_s)
    near = sum(float(p.length_s) for p in group if p.reading.mood in subject.near) / length + (1.0 if moods[n] in subject.near else 0.0)
    talk = sum(float(p.length_s) * p.talk for p in group) / length
    heard = [starts[m] for m, names in enumerate(given) if subject.wish.name in names]
    whole = max(1.0, starts[-1] - starts[0])
    apart = min((abs(starts[n] - at_s) for at_s in heard), default=whole) / whole
    early = _NOT_YET if n == 0 and len(groups) >= _SOME_CUES else 0.0
    return near - early + 3.0 * min(0.34, apart) - 1.2 * talk - 0.4 * len(given[n]) + min(0.4, length / 200)


def _bridge_gaps(
    subjects: tuple[Subject, ...], given: list[dict[str, str]], starts: list[float], lengths: list[float], usable: list[int]
) -> None:
    """Wherever a theme would be away for too long, one of the cues in the middle recalls it (the cue's other themes stay)."""
    longest = min(_GAP_S, max(120.0, _GAP_SHARE * (starts[-1] + lengths[-1] - starts[0])))
    for subject in subjects:
        name = subject.wish.name
        while True:
            places = [n for n, names in enumerate(given) if name in names]
            gaps = [(starts[b] - starts[a], a, b) for a, b in pairwise(places)]
            wide = [(gap, a, b) for gap, a, b in gaps if gap > longest and any(a < n < b for n in usable)]
            if not wide:
                break
            _, a, b = max(wide)
            middle = (starts[a] + starts[b]) / 2
            recall = min((n for n in usable if a < n < b), key=lambda n: (abs(starts[n] - middle) - lengths[n], n))
            given[recall][name] = "recalled, so that it is not forgotten"


def _count(groups: Sequence[Sequence[Piece]], shares: Mapping[str, float], mood: str) -> int:
    music_s = sum(float(group[-1].end_s - group[0].start_s) for group in groups)
    contrast = sum(share for name, share in shares.items() if name not in _near(mood))
    count = 1
    for least_cues, least_s in (_SECOND, _THIRD, _FOURTH):
        if len(groups) >= least_cues and music_s >= least_s and (contrast >= 0.12 or count > 1):
            count += 1
    return count


def _shares(groups: Sequence[Sequence[Piece]]) -> dict[str, float]:
    found: dict[str, Fraction] = {}
    for group in groups:
        for piece in group:
            found[piece.reading.mood] = found.get(piece.reading.mood, Fraction(0)) + piece.length_s
    whole = sum(found.values(), Fraction(0)) or Fraction(1)
    return {mood: float(length / whole) for mood, length in found.items()}


def _near(mood: str) -> tuple[str, ...]:
    family = next((moods for moods in (_DARK, _HEART, _PLACE) if mood in moods), _HEART)
    return tuple(dict.fromkeys((mood, *family)))


def _most(moods: tuple[str, ...], shares: Mapping[str, float], without: str, default: str) -> str:
    present = [mood for mood in moods if mood != without and shares.get(mood)]
    return max(present, key=lambda mood: shares[mood]) if present else default


def _second_subjects(principal: ThemeWish, shares: Mapping[str, float]) -> list[Subject]:
    """Candidates for further themes, the one the film needs most first."""
    dark = principal.mood in _DARK
    shadow = ThemeWish("shadow", "what stands against it", _most(_DARK, shares, principal.mood, "conflict"))
    heart = ThemeWish("heart", "what is at stake", _most(_HEART, shares, principal.mood, "romance"))
    place = ThemeWish("place", "the place", _most(_PLACE, shares, principal.mood, "wonder"))
    rest = ThemeWish("memory", "what is past", "sorrow" if principal.mood != "sorrow" else "tender")
    reasons = {"shadow": "danger is near", "heart": "somebody is close", "place": "where it happens", "memory": "what is gone"}
    weight = {"shadow": sum(shares.get(mood, 0.0) for mood in _DARK), "place": sum(shares.get(mood, 0.0) for mood in _PLACE)}
    order = [heart, place, rest] if dark else [shadow, heart, place] if weight["shadow"] >= 0.1 else [place, shadow, heart]
    return [Subject(wish, _near(wish.mood), reasons[wish.name]) for wish in order]
