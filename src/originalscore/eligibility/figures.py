"""The figures that rules ask for, each by its own denominator, under every way of counting."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction

from originalscore.eligibility.album import AlbumTimes
from originalscore.eligibility.counting import WRITING, Counted, counted, new, original, people_of, reused
from originalscore.eligibility.rules import UNITS
from originalscore.model.ledger import Entry, Ledger


@dataclass(frozen=True)
class Figure:
    """A measure of a film under every reading.

    Parameters
    ----------
    measure
        A name of ``rules.MEASURES``.
    readings
        The exact value under each combination of countings and unsaid facts; empty where there is none.
    state, why
        ``not stated`` or ``not applicable`` where there is no value, and what is missing.
    """

    measure: str
    readings: tuple[Counted, ...]
    state: str = ""
    why: str = ""

    @property
    def low(self) -> Fraction | None:
        """The least value; shares are fractions of 1."""
        return min((one.share for one in self.readings), default=None)

    @property
    def high(self) -> Fraction | None:
        """The greatest value."""
        return max((one.share for one in self.readings), default=None)

    def shown(self) -> str:
        """Low to high, shares in per cent to one decimal."""
        low, high = self.low, self.high
        if low is None or high is None:
            return self.state
        told = [value_text(self.measure, value) for value in (low, high)]
        return told[0] if told[0] == told[1] else f"{told[0]} to {told[1]}"


def value_text(measure: str, value: Fraction) -> str:
    """A value with its unit: shares in per cent to one decimal, half up."""
    unit = UNITS.get(measure, "%")
    if unit == "people":
        return str(value)
    tenths = int((1000 if unit == "%" else 10) * value + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10} {unit}"


def figure(measure: str, ledger: Ledger, album: AlbumTimes | None, record: str, unstated: Collection[str] = ()) -> Figure:
    """One figure of a film.

    Parameters
    ----------
    measure
        A name of ``rules.MEASURES``.
    album
        The album's times; None: there is none, or nobody has said.
    record
        What is recorded of who wrote the music, in words; empty: nothing.
    unstated
        What the ledger does not speak of at all: names of ``check.UNSTATED``.
    """
    shares: dict[str, Callable[[], Figure]] = {
        "film share": lambda: _of_film(measure, ledger), "reuse": lambda: _of_film(measure, ledger), "new in a series": lambda: _of_series(ledger),
        "writer share": lambda: writer_share(ledger), "album share": lambda: _album_share(ledger, album),
        "people put forward": lambda: _people(ledger), "film length": lambda: _film_length(ledger, "length" in unstated),
        "album length": lambda: _album_length(album),
    }  # fmt: skip
    if measure in ("reuse", "new in a series") and "reuse" in unstated:
        return Figure(measure, (), "not stated", "the cue sheet has no column for music of earlier films")
    if measure in shares:
        return shares[measure]()
    missing = {"": "", "authorship": record or "nobody has recorded who wrote the music", "budget": "no budget is entered anywhere"}
    return Figure(measure, (), "not stated", missing.get(measure, "nobody has entered where the writers come from"))


def _of_film(measure: str, ledger: Ledger) -> Figure:
    if not ledger.entries:
        return Figure(measure, (), "not applicable", "no music is heard in the film")
    weight = original(ledger) if measure == "film share" else reused
    found = counted(ledger, weight)
    return Figure(measure, found, *("", "") if found else ("not applicable", "no music is counted"))


def _of_series(ledger: Ledger) -> Figure:
    if not any(one.reuse for one in ledger.entries):
        return Figure("new in a series", (), "not applicable", "no piece is said to have music of an earlier film")
    found = counted(ledger, new(ledger))
    return Figure("new in a series", found, *("", "") if found else ("not applicable", "no music is counted"))


def writer_share(ledger: Ledger) -> Figure:
    """The share of those put forward in the music written for the film, by the time it is heard."""
    people = {name.casefold() for name in people_of(ledger.composer)}
    pieces = [one for one in ledger.entries if one.origin == "composed here" and one.frames > 0]
    if not pieces:
        return Figure("writer share", (), "not applicable", "no piece is said to be written for the film")
    if not people or not any(one.writers for one in pieces):
        who = "who is put forward as composer" if not people else "who wrote the music"
        return Figure("writer share", (), "not stated", f"nobody has entered {who}")
    whole = sum(one.frames for one in pieces)
    bounds = [_bounds(one, people) for one in pieces]
    ends = [sum((one.frames * bound[end] for one, bound in zip(pieces, bounds)), Fraction(0)) / whole for end in (0, 1)]
    readings = tuple(Counted((), (("shares", name),), value) for name, value in zip(("least", "most"), ends))
    return Figure("writer share", readings[: 1 if ends[0] == ends[1] else 2])


def _bounds(entry: Entry, people: set[str]) -> tuple[Fraction, Fraction]:
    """Least and most that those put forward can have of a piece, as far as shares have been entered."""
    writing = [one for one in entry.writers if one.role in WRITING]
    if not writing:
        return Fraction(0), Fraction(1)
    ours = [one for one in writing if " ".join(one.name.split()).casefold() in people]
    sure = sum((one.share or Fraction(0) for one in ours), Fraction(0)) / 100
    if len(ours) in (0, len(writing)):
        return (sure, sure) if any(one.share is not None for one in ours) else (Fraction(bool(ours)),) * 2
    left = 1 - sum((one.share or Fraction(0) for one in entry.writers), Fraction(0)) / 100
    return sure, sure + (left if any(one.share is None for one in ours) else 0)


def _people(ledger: Ledger) -> Figure:
    count = len(people_of(ledger.composer))
    if not count:
        return Figure("people put forward", (), "not stated", "nobody has entered who is put forward as composer")
    return _sure("people put forward", Fraction(count))


def _film_length(ledger: Ledger, is_unstated: bool) -> Figure:
    if is_unstated:
        return Figure("film length", (), "not stated", "nobody has said how long the film is")
    return _sure("film length", ledger.frames * ledger.clock.frame_rate.frame_s / 60)


def _album_share(ledger: Ledger, album: AlbumTimes | None) -> Figure:
    if album is None:
        return _no_album("album share")
    ends = album.score_share(ledger)
    if ends is None:
        return Figure("album share", (), "not applicable", "the album has no length")
    readings = tuple(Counted((), (("origin", fact),), value) for fact, value in zip(("pre-existing", "original"), ends))
    return Figure("album share", readings[: 1 if ends[0] == ends[1] else 2])


def _album_length(album: AlbumTimes | None) -> Figure:
    return _no_album("album length") if album is None else _sure("album length", album.length_s / 60)


def _no_album(measure: str) -> Figure:
    return Figure(measure, (), "not stated", "nobody has said what is on an album")


def _sure(measure: str, value: Fraction) -> Figure:
    return Figure(measure, (Counted((), (), value),))
