"""A note taken apart: whom it addresses, its clauses, and in each clause what is wanted more, what less, and how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from originalscore.model.cue import Cue, CueList
from originalscore.spotting.notes.moments import TIME, cue_named
from originalscore.spotting.notes.wish import LITTLE, MUCH, PLAIN
from originalscore.spotting.notes.words import LESS_PATTERN, LITTLE_WORDS, MORE_PATTERN, MUCH_WORDS

_FILM = re.compile(
    r"\b(?:the )?(?:whole|entire) (?:film|score|movie|picture|thing)\b|\b(?:anywhere|everywhere|throughout)(?: (?:in )?the (?:film|movie|score))?\b|\ball (?:the )?cues\b|\bin general\b|\bevery cue\b",
    re.I,
)
_NUMBER = re.compile(r"^\s*(?:in |for |on |cue )?(\d+[a-z]\d+[a-z]?)\b\s*(?:[:,\u2013-]|\bshould\b|\bneeds\b)?\s*", re.I)
_HEAD = re.compile(r"^\s*([^:]{2,40}):\s+(?!\d)", re.I)
_NAMED = re.compile(
    r"^\s*(?:in |for |on |under |over )?((?:the |that |this )?(?:[\w-]+ ){0,3}?(?:cue|opening|finale|chase|end titles?|main titles?|title music|battle))\b\s*[,:]?\s*",
    re.I,
)
#: Where a clause ends: at these marks, and at words that join two wishes.
_CLAUSE = re.compile(
    r"[;.!?\n](?=\s|$)|,\s+(?:and |but |so |then |just |or )?|(?<!everything)(?<!nothing)(?<!anything)\s+(?:and then|but|then|plus|and|yet|so that|or)\s+|\s+[-\u2013]\s+"
)
_QUOTED = re.compile(r"[\"\u201c\u201d]([^\"\u201c\u201d]+)[\"\u201c\u201d]")
_NOT = re.compile(r"\b(?:not|no|never|without|avoid|don't|doesn't|isn't|shouldn't|wasn't|aren't|nor|can't be|stop|won't|not so|no more)\b")
_ENOUGH = re.compile(r"\benough\b")
_TOO = re.compile(r"\b(?:too|overly|excessively|over)\b(?! much (?:like|of)\b)")


@dataclass(frozen=True)
class Address:
    """Whom a note is about, and what is left of it."""

    cue: Cue | None
    whole_film: bool
    rest: str


def plain(text: str) -> str:
    """Small letters, straight quotes."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).lower()


def address_of(note: str, cues: CueList) -> Address:
    """Who is addressed at the head of a note, if anybody is."""
    if found := _NUMBER.match(note):
        cue = next((one for one in cues.cues if one.number.lower() == found[1].lower() or one.id == found[1].lower()), None)
        if cue:
            return Address(cue, False, note[found.end() :])
    if found := _FILM.search(note):
        rest = (note[: found.start()] + " " + note[found.end() :]).strip(" ,:;")
        return Address(None, True, re.sub(r"\b(?:in|across|for|over)\s*$", "", rest))
    for pattern in (_HEAD, _NAMED):
        found = pattern.match(note)
        if found and not re.search(TIME, found[1]) and not re.search(r"\b(?:like|as)\b", found[1]) and (cue := cue_named(found[1], cues)):
            return Address(cue, False, note[found.end() :])
    return Address(None, False, note)


def clauses_of(note: str) -> list[str]:
    """The clauses of a note; what stands in quotes is left whole."""
    quoted: list[str] = []

    def keep(found: re.Match[str]) -> str:
        quoted.append(found[1])
        return f"\u00ab{len(quoted) - 1}\u00bb"

    masked = _QUOTED.sub(keep, note)
    parts = [part.strip(" ,.;:!?") for part in _CLAUSE.split(masked)]
    return [re.sub("\u00ab(\\d+)\u00bb", lambda found: f'"{quoted[int(found[1])]}"', part) for part in parts if part]


def sign_of(clause: str, start: int, end: int) -> int:
    """Whether a word of a clause is wanted more (1) or less (-1): what stands before it and nearest decides, “enough” turns it round."""
    before, after = clause[:start], clause[end:]
    if _ENOUGH.match(after.strip()) or re.search(r"\bnot enough\b|\bisn't enough\b|\blacks?\b|\bdoesn't have enough\b", before):
        return 1
    if _NOT.search(before) and not re.search(r"\b(?:not (?:just|only)|don't be afraid|no less)\b", before):
        return -1
    less, more = _last(LESS_PATTERN, before), _last(MORE_PATTERN, before)
    if _last(_TOO, before) > more:
        return -1
    return -1 if less > more else 1


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def degree_of(clause: str) -> int:
    """How much: a little, plainly, much."""
    text = re.sub(r"\b(?:too|how) much\b|\bas much as\b|\bless is more\b", " ", clause)
    if re.search(rf"\b(?:{LITTLE_WORDS})\b", text):
        return LITTLE
    return MUCH if re.search(rf"\b(?:{MUCH_WORDS})\b", text) else PLAIN


def is_bare_statement(clause: str, start: int) -> bool:
    """Whether a word merely describes what is there (“it is sad”): nobody knows then what is wanted."""
    before = clause[:start]
    return bool(
        re.fullmatch(
            r"(?:it|this|that|the music|the cue)(?:'s| is| feels| sounds| plays| seems)(?: (?:so|very|really|quite|pretty|rather|all|just|kind of))? ?",
            before,
        )
    )
