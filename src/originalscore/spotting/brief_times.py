"""Moments named in a brief: “silence before the reveal at 01:10”, “00:10-00:40 tense”, “hit at 0:27”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from originalscore.spotting.lexicon import moods_in

_TIME = r"(\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?)"
_SPAN = re.compile(_TIME + r"\s*(?:-|–|to|until)\s*" + _TIME)
_CLAUSE = re.compile(r"[;\n]|\.\s")
_POINT = re.compile(_TIME)
#: Words that give a span a purpose in its series.
_PURPOSES = ((re.compile(r"\brecap|\bpreviously\b", re.I), "recap"), (re.compile(r"\bact[- ]?out\b|\bcliff-?hanger", re.I), "act out"))


@dataclass(frozen=True)
class TimedWish:
    """A wish for a span (``start_s`` < ``end_s``) or a moment (equal): its kind is ``hit``, ``silence``, ``mood`` or
    ``purpose`` (``mood`` then holds the purpose)."""

    kind: str
    start_s: Fraction
    end_s: Fraction
    mood: str
    words: str


def timed_wishes(text: str) -> tuple[TimedWish, ...]:
    """All wishes with a time, one per clause; clauses end at ``;``, ``.`` or a new line."""
    wishes = []
    for clause in _CLAUSE.split(text):
        words = " ".join(clause.split())
        if span := _SPAN.search(clause):
            start_s, end_s = _seconds(span[1]), _seconds(span[2])
            kind = "silence" if "silen" in clause.lower() or "no music" in clause.lower() else "mood"
            moods = moods_in(clause)
            purpose = next((name for pattern, name in _PURPOSES if pattern.search(clause)), "")
            if end_s > start_s and purpose:
                wishes.append(TimedWish("purpose", start_s, end_s, purpose, words))
            if end_s > start_s and (kind == "silence" or moods):
                wishes.append(TimedWish(kind, start_s, end_s, max(moods, key=lambda m: moods[m]) if moods else "", words))
        else:
            wishes += [wish for part in _moments(clause) for wish in _at_a_moment(part)]
    return tuple(wishes)


def untimed(text: str) -> str:
    """The clauses of a brief that hold for the whole film: those without a span of time."""
    return "; ".join(clause.strip() for clause in _CLAUSE.split(text) if not _SPAN.search(clause))


def _moments(clause: str) -> list[str]:
    """The parts of a clause that name a moment each: “a hit at 0:12 and a big one at 0:22” holds two."""
    return [part for part in re.split(r",|\band\b", clause) if _POINT.search(part)] if len(_POINT.findall(clause)) > 1 else [clause]


def _at_a_moment(part: str) -> list[TimedWish]:
    point = _POINT.search(part)
    if point is None:
        return []
    at_s, words = _seconds(point[1]), " ".join(part.split()).rpartition(": ")[2]
    hit = TimedWish("hit", at_s, at_s, "", words)
    return [TimedWish("silence", max(Fraction(0), at_s - 3), at_s, "", words), hit] if "silen" in part.lower() else [hit]


def _seconds(text: str) -> Fraction:
    total = Fraction(0)
    for part in text.split(":"):
        total = 60 * total + Fraction(part)
    return total
