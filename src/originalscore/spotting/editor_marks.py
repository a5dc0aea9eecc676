"""What the editor's marks say: hits and their classes, cues in and out, moods, silences and themes.

The convention is written for users in ``docs/markers.md``. A mark whose name and note say nothing of it is a plain one and weighs as a moment that
was asked for; a chapter of the film's own is a place where music may turn, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from originalscore.model.cue import HIT_CLASSES, LANDINGS, MOODS
from originalscore.model.mark import CLASS_COLORS, names_music
from originalscore.model.picture import Marker
from originalscore.spotting.lexicon import moods_in

#: Class of a hit -> where it lands unless the mark says otherwise (ours).
_LANDS = {"hard": "downbeat", "firm": "downbeat", "soft": "beat", "avoid": "beat"}
_COLORED = {color: kind for kind, color in CLASS_COLORS.items()}
_CHAPTER = "chapter"

_NUMBER = r"\d{1,2}\s?m\s?\d{1,3}[a-z]?"
_IN = re.compile(rf"^\s*(?:(?:cue|music|mx|{_NUMBER})\s+(?:in|starts?|enters?|begins?)|in)\b\s*[:–-]?\s*(.*)$", re.IGNORECASE)
_OUT = re.compile(rf"^\s*(?:(?:cue|music|mx|{_NUMBER})\s+(?:out|ends?|stops?|leaves?)|out)\s*$", re.IGNORECASE)
_CUE = re.compile(rf"^\s*(?:{_NUMBER}|cue|music)\b\s*[:–-]?\s*(.*)$", re.IGNORECASE)
_MOOD = re.compile(r"\bmood\s*[:=]\s*([a-z' ,-]+)", re.IGNORECASE)
_SILENCE = re.compile(r"^\s*(?:silence|silent|no music|tacet)\b", re.IGNORECASE)
_THEME = re.compile(r"^\s*theme\b(?:\s+here\b)?\s*[:=]?\s*(.*)$", re.IGNORECASE)
_HIT = re.compile(r"^\s*\[?(hard|firm|soft|avoid)\]?(?:\s+hit)?\s*(?:[:\]–-]\s*(.*))?$|^\s*(hard|firm|soft)\s+hit\b\s*(.*)$", re.IGNORECASE)
_SPARED = re.compile(r"^\s*(?:don'?t hit|do not hit|no hit|no accent)\b\s*[:–-]?\s*(.*)$", re.IGNORECASE)
_WORD = re.compile(rf"{_NUMBER}|[a-z']+", re.IGNORECASE)
#: Words that a note made of the convention alone may hold besides classes and landings.
_BESIDES = ("must", "may", "hit", "yes")


@dataclass(frozen=True)
class Said:
    """What one mark says.

    Parameters
    ----------
    mark
        The mark itself.
    hit
        A name of ``HIT_CLASSES``, ``plain`` for a mark that says nothing, or empty: nothing is struck here.
    landing, must
        Of the hit.
    mood
        A name of ``MOODS``, or empty.
    cue
        ``in``, ``out``, ``span`` (a mark as long as its cue), or empty.
    title
        The words of the mark without those of the convention.
    silence
        Whether music rests here.
    theme
        Name of a theme that is wanted here, empty for the main one; None where none is spoken of.
    """

    mark: Marker
    hit: str = ""
    landing: str = ""
    must: bool = False
    mood: str = ""
    cue: str = ""
    title: str = ""
    silence: bool = False
    theme: str | None = None

    @property
    def reason(self) -> str:
        """Where this comes from, in words."""
        return f"marker of the editor: “{self.mark.name or self.mark.note or 'marker'}”"


def read_marks(markers: Iterable[Marker]) -> tuple[Said, ...]:
    """What all marks say; chapters that say nothing are left out."""
    markers = tuple(markers)
    speaking = {source for source in {mark.source for mark in markers} if _colors_speak([m for m in markers if m.source == source])}
    said = (read_mark(mark, mark.source in speaking) for mark in markers)
    return tuple(one for one in said if not (one.mark.source == _CHAPTER and one.hit == "plain"))


def chapters(markers: Iterable[Marker]) -> tuple[Marker, ...]:
    """The film's own chapters that say nothing of the convention."""
    return tuple(mark for mark in markers if mark.source == _CHAPTER and read_mark(mark, False).hit == "plain")


def read_mark(mark: Marker, colors: bool = False) -> Said:
    """What one mark says; ``colors`` tells whether the colours of its list stand for classes."""
    found: dict[str, object] = {"title": mark.name.strip()}
    for clause in _clauses(mark):
        found.update(_clause(clause, mark))
    kind = found.get("hit") or _of_note(mark.note, "class")
    silent = any(found.get(what) for what in ("mood", "cue", "silence")) or found.get("theme") is not None
    if not kind and colors and not silent:
        kind = _COLORED.get(mark.color.upper(), "")
    told = _of_note(mark.note, "landing")
    hit = str(kind or ("" if silent else "plain"))
    strict = hit == "plain" or "must" in _plain_words(mark.note) or (hit == "hard" and not told)
    must = hit not in ("", "avoid") and strict and "may" not in _plain_words(mark.note)
    landing = told or _LANDS.get(hit, "downbeat" if hit else "")
    theme = found.get("theme")
    return Said(
        mark, hit, landing, must, str(found.get("mood", "")), str(found.get("cue", "")), str(found["title"]), bool(found.get("silence")),
        None if theme is None else str(theme),
    )  # fmt: skip


def _clauses(mark: Marker) -> Iterator[str]:
    """The name and the parts of name and note, each of which may say something."""
    for text in (mark.name, mark.note):
        yield from (part.strip() for part in re.split(r"[;|\n]", text) if part.strip())


def _clause(clause: str, mark: Marker) -> dict[str, object]:
    """What one clause says; empty where it says nothing."""
    if mood := _MOOD.search(clause):
        named = _mood(mood[1])
        return {"mood": named} if named else {}
    if found := _OUT.match(clause):
        return {"cue": "out", "title": ""}
    if (found := _IN.match(clause)) and (names_music(clause) or not found[1] or clause.lower().startswith("mx")):
        return {"cue": "in", "title": found[1].strip()}
    if _SILENCE.match(clause):
        return {"silence": True}
    if found := _THEME.match(clause):
        return {"theme": found[1].strip()}
    if found := _SPARED.match(clause):
        return {"hit": "avoid", "title": found[1].strip() or clause}
    if found := _HIT.match(clause):
        return {"hit": (found[1] or found[3]).lower(), **({"title": words} if (words := (found[2] or found[4] or "").strip()) else {})}
    if mark.end_s is not None and clause in mark.name and (found := _CUE.match(clause)):
        return {"cue": "span", "title": found[1].strip()}
    return {}


def _mood(words: str) -> str:
    """The mood that words name, or speak of most."""
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in MOODS:
            return str(word)
    spoken = moods_in(words)
    return max(spoken, key=lambda mood: (spoken[mood], mood), default="")


def _plain_words(note: str) -> tuple[str, ...]:
    """The words of a note that is made of the convention's words alone; none of any other note."""
    words = tuple(word.lower() for word in _WORD.findall(note))
    known = all(word in (*HIT_CLASSES, *LANDINGS, *_BESIDES) or re.fullmatch(_NUMBER, word) for word in words)
    return words if known else ()


def _of_note(note: str, what: str) -> str:
    return next((word for word in _plain_words(note) if word in (HIT_CLASSES if what == "class" else LANDINGS)), "")


def _colors_speak(markers: list[Marker]) -> bool:
    """Colours stand for classes where a list uses two of the classes' colours: one alone may be a program's default."""
    return len({mark.color.upper() for mark in markers} & set(_COLORED)) >= 2
