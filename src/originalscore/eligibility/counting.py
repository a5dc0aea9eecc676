"""Every way of counting that can change a share, and the share under each of them (rights.md 2.2).

An *option* is a choice that rules leave open: whether overlaps count once, whether the end credits count. An *unsaid fact* is one that only people can
enter: where a piece of unknown origin comes from. Both are gone through in all combinations; a share is a fraction of frames and is never rounded.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from originalscore.eligibility.together import Alike, Together
from originalscore.model.ledger import Entry, Ledger

#: Option -> its choices, the first is how it is counted unless said otherwise, each with what it does.
OPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "overlaps": (("once", "music that overlaps counts once"), ("each piece", "music that overlaps counts for each piece")),
    "end credits": (("counted", "music over the end credits counts"), ("left out", "music over the end credits is left out of both sides")),
    "logos": (("counted", "music of logos counts"), ("left out", "music of logos is left out of both sides")),
    "source music": (
        ("original", "what the people in the film hear is original where it was written for it"),
        ("not original", "what the people in the film hear counts, but never as original"),
        ("left out", "what the people in the film hear is left out of both sides"),
    ),
    "songs": (("original", "songs written for the film are original"), ("not original", "songs written for the film are not original score")),
    "adaptations": (
        ("pre-existing", "adapted free melodies and earlier themes are pre-existing where they sound"),
        ("original", "adapted free melodies and earlier themes are original as they are worked here"),
    ),
    "other writers": (
        ("original", "what others than those put forward wrote for the film is original"),
        ("not original", "what others than those put forward wrote for the film is not original"),
    ),
    "inaudible tails": (("counted", "tails that nobody hears count"), ("left out", "tails that nobody hears are left out of both sides")),
}  # fmt: skip
#: Fact that nobody has said -> the two things that it may be.
UNSAID = {
    "origin": ("original", "pre-existing"),
    "undeclared music": ("no music", "pre-existing"),
    "bars reused": ("none", "all"),
}
#: Roles of those who write music; the author of words alone does not.
WRITING = ("C", "CA", "AR")
Reading = Mapping[str, str]
Weight = Callable[[Entry, Reading], Fraction]


@dataclass(frozen=True)
class Counted:
    """A share under one combination: the choices that were made, the facts that were assumed, and the share itself."""

    choices: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    share: Fraction


def counted(ledger: Ledger, weight: Weight) -> tuple[Counted, ...]:
    """The share of the film's music under every combination that can differ; none where no music is counted at all.

    Parameters
    ----------
    weight
        How much of a piece belongs to the share, 0 to 1, under a combination of choices and facts.
    """
    found = []
    alike = Alike(ledger, lambda entry: is_by_others(entry, ledger))
    for choices in _combinations({name: [choice for choice, _ in OPTIONS[name]] for name in options_of(ledger)}):
        for facts in _combinations({name: list(UNSAID[name]) for name in unsaid_of(ledger)}):
            reading = {**dict(choices), **dict(facts)}
            share = _share(alike.heard(reading), reading, weight)
            if share is not None:
                found.append(Counted(choices, facts, share))
    return tuple(found)


def options_of(ledger: Ledger) -> tuple[str, ...]:
    """The options that can change something for these pieces."""
    pieces, end = ledger.entries, ledger.credits_frame
    ordered = sorted((one.first_frame, one.end_frame) for one in pieces)
    applies = {
        "overlaps": any(later[0] < earlier[1] for earlier, later in itertools.pairwise(ordered)),
        "end credits": end is not None and any(one.end_frame > end for one in pieces),
        "logos": any(one.usage == "EE" for one in pieces),
        "source music": any(one.on_screen for one in pieces),
        "songs": any(one.origin == "composed here" and one.lyric for one in pieces),
        "adaptations": any(one.origin == "public domain adapted" or one.reuse for one in pieces),
        "other writers": any(one.origin == "composed here" and is_by_others(one, ledger) for one in pieces),
        "inaudible tails": any(one.tail_frames for one in pieces),
    }
    return tuple(name for name in OPTIONS if applies[name])


def unsaid_of(ledger: Ledger) -> tuple[str, ...]:
    """The facts that nobody has said and that can change something."""
    applies = {
        "origin": any(not one.origin for one in ledger.entries),
        "undeclared music": bool(ledger.undeclared),
        "bars reused": any(one.reuse and not one.bars for one in ledger.entries),
    }
    return tuple(name for name in UNSAID if applies[name])


def people_of(composer: str) -> tuple[str, ...]:
    """The names of those who are put forward, written with commas, semicolons, “and” or “&” between them."""
    plain = composer.replace(" and ", ";").replace("&", ";").replace(",", ";")
    return tuple(name for part in plain.split(";") if (name := " ".join(part.split())))


def is_by_others(entry: Entry, ledger: Ledger) -> bool:
    """Whether nobody who is put forward wrote a piece, as far as both have been entered."""
    put_forward = {name.casefold() for name in people_of(ledger.composer)}
    writers = {" ".join(one.name.split()).casefold() for one in entry.writers}
    return bool(put_forward and writers) and not put_forward & writers


def original(ledger: Ledger) -> Weight:
    """How much of a piece is original music, by the choices."""

    def weight(entry: Entry, reading: Reading) -> Fraction:
        if not _is_written_here(entry, reading):
            return Fraction(0)
        if entry.on_screen and reading.get("source music") == "not original":
            return Fraction(0)
        if entry.lyric and reading.get("songs") == "not original":
            return Fraction(0)
        if reading.get("other writers") == "not original" and is_by_others(entry, ledger):
            return Fraction(0)
        return Fraction(1) if reading.get("adaptations") == "original" else 1 - reused(entry, reading)

    return weight


def new(ledger: Ledger) -> Weight:
    """How much of a piece is original and has no theme of an earlier film, however it is worked here."""
    by_choice = original(ledger)
    return lambda entry, reading: by_choice(entry, {**reading, "adaptations": "pre-existing"})


def reused(entry: Entry, reading: Reading) -> Fraction:
    """How much of a piece earlier films had."""
    if not entry.reuse:
        return Fraction(0)
    if not entry.bars:
        return Fraction(reading.get("bars reused") == "all")
    return Fraction(entry.reused_bars, entry.bars)


def _is_written_here(entry: Entry, reading: Reading) -> bool:
    if not entry.origin:
        return reading["origin"] == "original"
    return entry.origin == "composed here" or (entry.origin == "public domain adapted" and reading.get("adaptations") == "original")


def _share(heard: Together, reading: Reading, weight: Weight) -> Fraction | None:
    """The share under one combination; None where no music is counted. Where pieces overlap, the greatest part of them counts once."""
    if not heard.whole:
        return None
    weights = [weight(piece, reading) for piece in heard.pieces]
    unit = math.lcm(*(one.denominator for one in weights))  # whole numbers from here on: thousands of combinations are gone through
    parts = [one.numerator * (unit // one.denominator) for one in weights]
    return Fraction(sum(frames * max(parts[place] for place in places) for places, frames in heard.frames), unit * heard.whole)


def _combinations(choices: Mapping[str, list[str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    for taken in itertools.product(*choices.values()):
        yield tuple(zip(choices, taken))
