"""When a note means: timecode, the picture's events, marks, words that are spoken, cuts; and which cue it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture, Speech
from originalscore.spotting.lexicon import moods_in
from originalscore.spotting.notes.words import words_of

TIME = r"\d{1,2}(?::\d{2}){1,2}(?:[:;]\d{2}|\.\d+)?|\b\d+(?:\.\d+)? ?(?:s|sec|secs|seconds)\b(?= in\b)"
_TIME = re.compile(TIME)
#: Words that name no moment by themselves.
_IDLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "it",
        "its",
        "is",
        "are",
        "was",
        "be",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "their",
        "that",
        "this",
        "when",
        "as",
        "until",
        "till",
        "while",
        "just",
        "right",
        "exactly",
        "moment",
        "point",
        "second",
        "beat",
        "shot",
        "bit",
        "part",
        "where",
        "somebody",
        "someone",
        "says",
        "say",
        "said",
        "asks",
        "ask",
        "asked",
        "tells",
        "shouts",
        "word",
        "words",
        "line",
        "with",
        "first",
        "big",
        "little",
        "goes",
        "going",
        "gets",
        "down",
        "up",
        "from",
        "for",
        "after",
        "before",
        "and",
        "or",
        "so",
        "then",
        "there",
        "here",
        "comes",
        "happens",
        "hits",
        "falls",
    ]
)
#: Kind of event -> other words for it.
_KIND_WORDS = {
    "flash": "flash lightning", "black": "black blackout", "title": "title titles logo card", "fade_in": "fade", "fade_out": "fade", "light": "light lamp",
    "impact": "impact bang", "cut": "cut",
}  # fmt: skip
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "opening": 0, "last": -1, "final": -1, "closing": -1}
_NEAR_S = 10


@dataclass(frozen=True)
class Moment:
    """A moment or, where something lasts, a span of the film; ``what`` it is for people."""

    start_s: Fraction
    end_s: Fraction
    what: str


@dataclass(frozen=True)
class Place:
    """What a note is said of: the film, its cue list, and the one cue that is talked about (None: several or all)."""

    picture: Picture
    cues: CueList
    cue: Cue | None = None

    @property
    def span_s(self) -> tuple[Fraction, Fraction]:
        """Of the cue, or of the whole film."""
        return (self.cue.start_s, self.cue.end_s) if self.cue else (Fraction(0), self.picture.film.duration_s)


def times_in(text: str, picture: Picture) -> list[Fraction]:
    """Every time that is named, in order: timecode, minutes and seconds from the film's beginning, or seconds in."""
    found = []
    for match in _TIME.finditer(text):
        at_s = time_of(match[0], picture)
        if at_s is not None:
            found.append(at_s)
    return found


def time_of(text: str, picture: Picture) -> Fraction | None:
    """One time; None beyond the film."""
    clock, length_s = picture.film.clock, picture.film.duration_s
    if ":" not in text:
        return Fraction(re.findall(r"[\d.]+", text)[0])
    parts = text.replace(";", ":").split(":")
    try:
        at_s = clock.seconds(text) if len(parts) == 4 else sum((Fraction(p) * 60**n for n, p in enumerate(reversed(parts))), Fraction(0))
        if at_s > length_s and len(parts) == 3:
            at_s = clock.seconds(f"{text}:00")
    except BriefError:
        return None
    return at_s if at_s <= length_s else None


def find_moments(phrase: str, place: Place, *, near_s: Fraction | None = None) -> tuple[Moment, ...]:
    """What a phrase may mean, best first; several of the same worth are a question, none is one too.

    ``near_s`` is what “the cut” is looked for around.
    """
    label = place.picture.film.clock.label
    if times := times_in(phrase, place.picture):
        return (Moment(times[0], times[0], f"at {label(times[0])}"),)
    if re.search(r"\b(?:cut|edit|shot change)\b", phrase) and near_s is not None:
        return _nearest_cut(place, near_s)
    wanted = [word for word in words_of(phrase) if word not in _IDLE]
    found = sorted(_worth(phrase, wanted, place), key=lambda pair: (-pair[0], pair[1].start_s))
    if not found:
        return ()
    best = found[0][0]
    unique: dict[Fraction, Moment] = {}
    for worth, moment in found:
        if worth == best:
            unique.setdefault(moment.start_s, moment)
    return tuple(unique.values())


def _worth(phrase: str, wanted: list[str], place: Place) -> Iterator[tuple[float, Moment]]:
    """Every candidate with its worth: how much of the phrase it explains, and whether it lies in the cue that is talked of."""
    a, b = place.span_s
    for moment, called in _candidates(place):
        words = {stem(word) for word in words_of(called)}
        matched = sum(stem(word) in words for word in wanted)
        if matched and matched * 2 >= len(wanted):
            inside = a - _NEAR_S <= moment.start_s <= b + _NEAR_S
            whole = 0.4 if called.strip() and moment.what.strip("“”").lower() in phrase else 0.0
            yield matched / len(wanted) + whole + (1.0 if a <= moment.start_s <= b else 0.5 if inside else 0.0), moment
    for line in place.picture.speech:
        if (
            spoken := spoken_in(
                phrase, line, bool(re.search(r"[“\"]|\b(?:word|words|says?|line|asks?|shouts?|tells?|calls?|answers?)\b", phrase))
            )
        ) is not None:
            inside = a - _NEAR_S <= line.start_s <= b + _NEAR_S
            yield 1.2 + (1.0 if a <= spoken.start_s <= b else 0.5 if inside else 0.0), spoken


def _candidates(place: Place) -> Iterator[tuple[Moment, str]]:
    for mark in place.picture.markers:
        if mark.name:
            yield Moment(mark.at_s, mark.at_s, f"“{mark.name}”"), mark.name
    for event in place.picture.events:
        if event.kind != "cut":
            yield Moment(event.at_s, event.at_s, f"“{event.what}”"), f"{event.what} {_KIND_WORDS.get(event.kind, '')}"
    for cue in (place.cue,) if place.cue else place.cues.cues:
        for hit in cue.hits:
            yield Moment(hit.at_s, hit.at_s, f"“{hit.what}”"), hit.what


def spoken_in(phrase: str, line: Speech, said: bool) -> Moment | None:
    """The words of a phrase in a spoken line: two or more running on, or one that says something where the phrase speaks of speaking.

    The moment of a word is reckoned from its place in the line.
    """
    asked, words = words_of(phrase), words_of(line.text)
    if not words:
        return None
    runs = [
        (length, n) for length in range(min(len(asked), len(words)), 0, -1) for n in range(len(words) - length + 1)
        if any(asked[k : k + length] == words[n : n + length] for k in range(len(asked) - length + 1))
    ]  # fmt: skip
    enough = [
        (length, n) for length, n in runs if (length >= 2 and any(w not in _IDLE for w in words[n : n + length])) or length == len(words)
    ]
    if said:
        enough += [(1, n) for length, n in runs if length == 1 and words[n] not in _IDLE]
    if not enough:
        return None
    _, n = enough[0]
    before = line.text.lower().find(words[n])
    at_s = line.start_s + (line.end_s - line.start_s) * Fraction(max(0, before), max(1, len(line.text)))
    return Moment(at_s, line.end_s, f"“{line.text}”")


def _nearest_cut(place: Place, near_s: Fraction) -> tuple[Moment, ...]:
    cuts = [shot.start_s for shot in place.picture.shots if shot.start_s > 0]
    if not cuts:
        return ()
    at_s = min(cuts, key=lambda cut: abs(cut - near_s))
    return (Moment(at_s, at_s, f"the cut at {place.picture.film.clock.label(at_s)}"),)


def stem(word: str) -> str:
    """A word without the endings that verbs and plurals take."""
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def cue_named(phrase: str, cues: CueList) -> Cue | None:
    """The one cue that a phrase names: by number, by place, by title, by what happens in it; None where none or several are meant."""
    words = words_of(phrase)
    for cue in cues.cues:
        if cue.number.lower() in words:
            return cue
    for word in words:
        if word in _ORDINALS and (word in ("opening",) or {"cue", "piece", "one"} & set(words)):
            place = _ORDINALS[word]
            return cues.cues[place] if place < len(cues.cues) else None
    named = [word for word in words if word not in _IDLE and word not in ("cue", "music", "scene", "piece", "score")]
    by_title = [cue for cue in cues.cues if {stem(w) for w in named} & {stem(w) for w in words_of(cue.title) if w not in _IDLE}]
    if len(by_title) == 1:
        return by_title[0]
    moods = moods_in(" ".join(named))
    by_mood = [cue for cue in cues.cues if cue.mood in moods or cue.purpose in phrase]
    return by_mood[0] if len(by_mood) == 1 and not by_title else None
