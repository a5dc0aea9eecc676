"""The awards' rules as dated data, read from ``rules.toml``: edition, films it is for, number, denominator, source, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import as_file, files

from originalscore.errors import BriefError
from originalscore.formats.toml_table import Table, read_table

#: What a rule may measure -> what is divided by what, in words.
MEASURES = {
    "": "nothing that can be measured",
    "film share": "original music, of all music heard in the film",
    "new in a series": "new music without themes of earlier films, of all music heard in the film",
    "reuse": "music with themes of earlier films of the series, of all music heard in the film",
    "writer share": "the share of the writers put forward, of the music written for the film",
    "people put forward": "people who are put forward as composers",
    "album share": "original score not released before, of the album's running time",
    "album length": "the album's running time, minutes",
    "film length": "the film's length, minutes",
    "authorship": "a record of who, and what, wrote the music",
    "budget": "the film's budget, dollars",
    "British or Irish share": "British or Irish writing interest",
}
#: Unit of a measure; all others are shares.
UNITS = {"album length": "min", "film length": "min", "people put forward": "people", "budget": "dollars", "authorship": ""}
COMPARISONS = ("at least", "more than", "at most")
CONFIDENCES = ("high", "medium", "low")
_KNOWN = (
    "id", "award", "edition", "first_year", "last_year", "known_until", "measure", "comparison", "or", "number", "tracks",
    "minutes_with_tracks", "source", "confidence", "checked", "note",
)  # fmt: skip
_LAST_YEAR = 2999


@dataclass(frozen=True)
class Rule:
    """One test of one award.

    Parameters
    ----------
    id, award, edition
        Its name here, the award, and the edition whose text was read.
    first_year, last_year
        Of the films it is for; 0: open.
    known_until
        Last film year for which a source says so; 0: its source is undated.
    measure
        A name of :data:`MEASURES`.
    number
        What is asked: per cent, minutes or people by the measure; None: the rule names no number.
    comparison, other_comparison
        Names of :data:`COMPARISONS`; the other one where sources disagree, else empty.
    tracks, minutes_with_tracks
        Of an album's length: with so many tracks fewer minutes are enough; 0 and None: they are not.
    source, confidence, checked, note
        Where it was read, how sure that is, on which day, and what else it says.
    """

    id: str
    award: str
    edition: str
    first_year: int
    last_year: int
    known_until: int
    measure: str
    number: Fraction | None
    comparison: str
    other_comparison: str
    tracks: int
    minutes_with_tracks: Fraction | None
    source: str
    confidence: str
    checked: str
    note: str

    def is_for(self, year: int) -> bool:
        """Whether it is for films of a year; every rule where no year is known (0)."""
        return not year or (self.first_year <= year and (not self.last_year or year <= self.last_year))

    @property
    def asks(self) -> str:
        """What it asks, in words."""
        if self.number is None:
            return "no number"
        told = f"{self.comparison}{f' (or {self.other_comparison})' if self.other_comparison else ''} {float(self.number):,g} {self.unit}"
        return f"{told}, or {float(self.minutes_with_tracks):g} with {self.tracks} tracks" if self.minutes_with_tracks is not None else told

    @property
    def unit(self) -> str:
        """Of what it measures: ``%`` for a share."""
        return UNITS.get(self.measure, "%")


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the program, in the order of their file."""
    with as_file(files("originalscore.eligibility") / "rules.toml") as path:
        return tuple(_rule(row) for row in read_table(path, "the list of rules").rows("rule"))


def rules_of(award: str) -> tuple[Rule, ...]:
    """The rules of the awards whose name or id holds these words; all of them for none.

    Raises
    ------
    BriefError
        If there is no such award.
    """
    wanted = award.strip().lower()
    found = tuple(rule for rule in shipped_rules() if wanted in rule.award.lower() or wanted in rule.id)
    if not found:
        raise BriefError(
            f"no rules of an award “{award}” are known", f"known are {'; '.join(dict.fromkeys(r.award for r in shipped_rules()))}"
        )
    return found


def _rule(row: Table) -> Rule:
    row.check(_KNOWN, "the key")
    year = {name: row.whole(name, 0, _LAST_YEAR, 0) for name in ("first_year", "last_year", "known_until")}
    return Rule(
        id=row.text("id"), award=row.text("award"), edition=row.text("edition"), **year, measure=row.one_of("measure", tuple(MEASURES), ""),
        number=_exact(row, "number"), comparison=row.one_of("comparison", ("", *COMPARISONS), ""),
        other_comparison=row.one_of("or", ("", *COMPARISONS), ""), tracks=row.whole("tracks", 0, 999, 0),
        minutes_with_tracks=_exact(row, "minutes_with_tracks"), source=row.text("source"),
        confidence=row.one_of("confidence", CONFIDENCES, "low"), checked=row.text("checked"), note=row.text("note"),
    )  # fmt: skip


def _exact(row: Table, name: str) -> Fraction | None:
    text = row.text(name)
    try:
        return Fraction(text) if text else None
    except (ValueError, ZeroDivisionError):
        raise row.fault(name, "a number in quotes") from None
