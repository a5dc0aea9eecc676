"""Times named in a brief, read with the grammar of notes: “silence before the reveal at 01:10”, “00:10-00:40 tense”, “00:40 chase”, “hit the lightning”.

A brief is read clause by clause; clauses end at ``;``, ``.`` or a new line. Times, moments of the film, silences and hits are read by the readers of
``notes``; what is a brief's own is the scene list: a time before a mood begins a stretch that lasts until the next one, or to a border of scenes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import CueList
from originalscore.model.picture import Picture
from originalscore.spotting.mood_said import mood_said
from originalscore.spotting.notes.clauses import plain
from originalscore.spotting.notes.moments import TIME, Place, times_in
from originalscore.spotting.notes.places import asks_for_silence, hits, silences
from originalscore.spotting.notes.wish import Wish
from originalscore.spotting.timed import TimedWish

_SPAN = re.compile(rf"(?:{TIME})\s*(?:-|–|to|until)\s*(?:{TIME})")
_CLAUSE = re.compile(r"[;\n]|\.\s")
#: A time that opens a line of a scene list, or that something is asked for from.
_OPENS = re.compile(rf"^\W*(?:\d+[.)]\s+)?(?:scene \d+\W*)?(?:at |from )?(?:{TIME})|\bfrom (?:{TIME})", re.I)
#: What happens in a moment and does not last, though its word may speak of a mood.
_STRUCK = re.compile(
    r"\b(?:hits?|bangs?|slams?|crash(?:es)?|explo\w*|blasts?|shots?|gunshots?|flash(?:es)?|lightning|thunderclap|reveals?|smash\w*|screams?|"
    r"stabs?|stings?|stingers?|accents?|impacts?|knocks?|cuts? to black)\b"
)
#: Words that give a span a purpose in its series.
_PURPOSES = ((re.compile(r"\brecap|\bpreviously\b", re.I), "recap"), (re.compile(r"\bact[- ]?out\b|\bcliff-?hanger", re.I), "act out"))
#: The shortest stretch that ends at a border of scenes, and the farthest next time that ends a silence, seconds; how long one lasts otherwise (ours).
_LEAST_S, _QUIET_S, _SILENCE_S = Fraction(6), Fraction(20), Fraction(3)


@dataclass(frozen=True)
class Stretch:
    """A clause about a stretch of the film, its end perhaps not said."""

    start_s: Fraction
    end_s: Fraction | None
    words: str


def timed_wishes(text: str, picture: Picture) -> tuple[TimedWish, ...]:
    """All wishes of a brief for a time or an event of the film, in the order in which they are said; times beyond the film are passed over."""
    stretches = stretches_of(text, picture)
    wishes: list[TimedWish] = []
    for part in _parts(text, picture):
        stretch = next((one for one in stretches if one.words == part), None)
        wishes += _lasting(stretch) if stretch else _at_moments(part, picture)
    return tuple(wishes)


def stretches_of(text: str, picture: Picture) -> list[Stretch]:
    """The parts of a brief that speak of a stretch of the film, each with where it ends."""
    parts = _parts(text, picture)
    said = [(part, _stretch(part, picture)) for part in parts]
    times = {part: times_in(plain(part), picture) for part in parts}
    starts = sorted(
        times[part][0] for part, one in said if times[part] and (one or (_OPENS.search(part) and not _STRUCK.search(plain(part))))
    )
    moments = sorted(time for found in times.values() for time in found)
    found = []
    for _, one in said:
        if one and one.end_s is None:
            silent = asks_for_silence(plain(one.words))
            one = Stretch(one.start_s, _silent_until(one, moments) if silent else _until(one, starts, picture), one.words)
        if one and one.end_s is not None and one.end_s > one.start_s:
            found.append(one)
    return found


def untimed(text: str, picture: Picture) -> str:
    """The clauses of a brief that hold for the whole film: those about no stretch and no event of it."""
    stretches = {one.words for one in stretches_of(text, picture)}

    def holds(clause: str) -> bool:
        parts = _parts(clause, picture)
        events = [part for part in parts if not times_in(plain(part), picture) and _at_moments(part, picture)]
        return not events and not any(part in stretches for part in parts)

    return "; ".join(clause.strip() for clause in _CLAUSE.split(text) if holds(clause))


def _parts(text: str, picture: Picture) -> list[str]:
    """Clauses, and the parts of those that name a moment each: “a hit at 0:12 and a big one at 0:22” holds two."""
    parts: list[str] = []
    for clause in _CLAUSE.split(text):
        several = len(times_in(plain(clause), picture)) > 1 and not _SPAN.search(plain(clause))
        cut = [one for one in re.split(r",|\band\b", clause) if times_in(plain(one), picture)] if several else [clause]
        parts += [words for one in cut if (words := " ".join(one.split()))]
    return parts


def _stretch(part: str, picture: Picture) -> Stretch | None:
    said = plain(part)
    times = times_in(said, picture)
    if span := _SPAN.search(said):
        ends = times_in(span[0], picture)
        return Stretch(ends[0], ends[1] if len(ends) > 1 else picture.film.duration_s, part) if ends else None
    if not times or not _OPENS.search(part) or _STRUCK.search(said):
        return None
    lasts = mood_said(said) or asks_for_silence(said) or _purpose(said)
    return Stretch(times[0], None, part) if lasts else None


def _until(stretch: Stretch, starts: list[Fraction], picture: Picture) -> Fraction:
    """The next time of the brief; else the border of scenes that is no less than a short cue away; else the film's end."""
    later = [at_s for at_s in starts if at_s > stretch.start_s]
    borders = [scene.start_s for scene in picture.scenes if scene.start_s >= stretch.start_s + _LEAST_S]
    return later[0] if later else min(borders, default=picture.film.duration_s)


def _silent_until(stretch: Stretch, moments: list[Fraction]) -> Fraction:
    near = [at_s for at_s in moments if stretch.start_s < at_s <= stretch.start_s + _QUIET_S]
    return near[0] if near else stretch.start_s + _SILENCE_S


def _purpose(said: str) -> str:
    return next((name for pattern, name in _PURPOSES if pattern.search(said)), "")


def _lasting(stretch: Stretch) -> list[TimedWish]:
    """What is wished for a stretch: its purpose, its mood or silence."""
    said, end_s = plain(stretch.words), stretch.end_s
    assert end_s is not None
    wishes = [TimedWish("purpose", stretch.start_s, end_s, purpose, stretch.words)] if (purpose := _purpose(said)) else []
    mood, silent = mood_said(said), asks_for_silence(said)
    if mood or silent:
        wishes.append(TimedWish("silence" if silent else "mood", stretch.start_s, end_s, mood, stretch.words))
    return wishes


def _at_moments(part: str, picture: Picture) -> list[TimedWish]:
    """The hit or silence at a time, or at an event that the film is known to have."""
    said = plain(part)
    words, place, times = part.rpartition(": ")[2], Place(picture, CueList("", 0, (), (), ())), times_in(said, picture)
    if asks_for_silence(said):
        told = [one for one in silences(said, place) or () if isinstance(one, Wish)]
        found = [
            TimedWish("silence", one.start_s, one.end_s, "", words) for one in told if one.start_s is not None and one.end_s is not None
        ]
        before = bool(re.search(r"\bbefore\b", said))
        return [*found, *(TimedWish("hit", one.end_s, one.end_s, "", words) for one in found if before)]
    if times:
        return [TimedWish("hit", times[0], times[0], "", words)]
    asked = [one for one in hits(said, place) or () if isinstance(one, Wish) and one.kind == "hit" and one.start_s is not None]
    return [TimedWish("hit", one.start_s, one.start_s, "", words) for one in asked if one.start_s is not None]
