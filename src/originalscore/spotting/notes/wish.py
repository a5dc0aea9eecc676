"""What a director's note says: wishes, each a change in plain terms, and the questions that it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

#: What a wish may be about.
KINDS = (
    "mood", "enter", "leave", "hit", "unhit", "in", "out", "only", "balance", "density", "tempo", "level", "ending", "theme", "silence",
    "like", "idiom", "build", "again",
)  # fmt: skip
LITTLE, PLAIN, MUCH = 1, 2, 3
_DEGREES = {LITTLE: "a little ", PLAIN: "", MUCH: "much "}
#: Kind -> words for more and less of it.
_AXES = {
    "density": ("busier", "sparser"), "tempo": ("faster", "slower"), "level": ("louder", "softer"), "ending": ("bigger ending", "smaller ending"),
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """One change.

    Parameters
    ----------
    kind
        A name of :data:`KINDS`.
    sign
        1 more or in, -1 less or out, 0 neither.
    name
        The mood, player, theme, cue, idiom or ending that is meant; for ``enter`` and ``leave`` how the moment is met: ``at``, ``after``,
        ``before``, ``earlier``, ``later``.
    degree
        1 a little, 2, 3 much.
    start_s, end_s
        The moment or span that is meant (picture time), where one is.
    amount_s
        By how much, seconds; 0 where nothing is said.
    what
        What happens at the moment, for people.
    """

    kind: str
    sign: int = 0
    name: str = ""
    degree: int = PLAIN
    start_s: Fraction | None = None
    end_s: Fraction | None = None
    amount_s: Fraction = Fraction(0)
    what: str = ""


@dataclass(frozen=True)
class Question:
    """What must be asked before anything is changed; ``choices`` would be understood in the place of ``instead`` (empty: of the whole note)."""

    words: str
    choices: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True)
class Reading:
    """How a note is read: the numbers of the cues it is about, its wishes, its questions, and what was taken as a reason only."""

    cues: tuple[str, ...]
    whole_film: bool
    wishes: tuple[Wish, ...]
    questions: tuple[Question, ...]
    reasons: tuple[str, ...] = ()


def in_short(wish: Wish) -> str:
    """A wish as the corpus of notes has it: ``mood -sorrow little``, ``enter after 40s``."""
    sign = {1: "+", -1: "-", 0: ""}[wish.sign]
    degree = {LITTLE: " little", PLAIN: "", MUCH: " much"}[wish.degree]
    span = (
        "" if wish.start_s is None else _seconds(wish.start_s) if wish.end_s is None else f"{_plain(wish.start_s)}-{_seconds(wish.end_s)}"
    )
    if wish.kind == "mood":
        return f"mood {sign}{wish.name}{degree}"
    if wish.kind in ("enter", "leave"):
        amount = f" {_seconds(wish.amount_s)}" if wish.amount_s else ""
        return f"{wish.kind} {wish.name}{amount}{f' {span}' if span else ''}"
    if wish.kind == "ending" and wish.name:
        return f"ending ={wish.name}"
    words = (wish.kind, sign, wish.name, degree.strip(), span)
    return " ".join(word for word in words if word)


def in_words(wish: Wish) -> str:
    """A wish for people: ``less sorrow``, ``enter after “she turns”``."""
    degree, what = _DEGREES[wish.degree], wish.what
    if wish.kind == "mood":
        return f"{degree}{'more' if wish.sign > 0 else 'less'} {wish.name}"
    if wish.kind in ("enter", "leave"):
        amount = f" by {float(wish.amount_s):g} s" if wish.amount_s else ""
        return f"{wish.kind} {wish.name}{amount}{f' {what}' if what else ''}"
    if wish.kind in _AXES and not wish.name:
        return f"{degree}{_AXES[wish.kind][wish.sign < 0]}{f' {what}' if what else ''}"
    plain = {
        "hit": f"hit {what}", "unhit": f"do not hit {what}", "in": f"with {wish.name}", "out": f"without {wish.name}",
        "only": f"{wish.name} alone", "balance": f"{'more' if wish.sign > 0 else 'less'} of the {wish.name}",
        "ending": {"fade": "fade out at the end", "cut": "stop dead at the end", "open": "end unresolved", "close": "end with a cadence"}.get(wish.name, ""),
        "theme": f"{'the theme' if not wish.name else f'the theme “{wish.name}”'} here" if wish.sign > 0 else "no theme here",
        "silence": f"silence {what}", "like": f"like cue {wish.name}", "idiom": f"written as {wish.name}", "build": f"build up to {what}",
        "again": "another take",
    }  # fmt: skip
    return plain[wish.kind]


def _seconds(value: Fraction) -> str:
    return f"{_plain(value)}s"


def _plain(value: Fraction) -> str:
    return f"{float(value):.3f}".rstrip("0").rstrip(".")
