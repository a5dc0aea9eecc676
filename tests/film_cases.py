"""The published film cases of rights.md 2.3 that have figures: ledgers rebuilt from them in ``data/film_cases``, and what they must give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from originalscore.awards import check_sheet
from originalscore.eligibility import Findings, Ruling

FOLDER = Path(__file__).parent / "data" / "film_cases"


@dataclass(frozen=True)
class Case:
    """One reading of one film.

    Parameters
    ----------
    file
        Its cue sheet, without ending.
    measure, shown
        A share, as it was published: to one decimal, low to high where there are two readings.
    verdicts
        Id of a rule -> what it must say.
    risk
        What its committee gave as its reason, by number; empty where it was accepted, or failed by the number alone.
    outcome
        What happened.
    """

    file: str
    measure: str
    shown: str
    verdicts: tuple[tuple[str, str], ...]
    risk: str
    outcome: str

    def found(self) -> Findings:
        """What we find out about it."""
        return check_sheet(FOLDER / f"{self.file}.csv")

    def faults(self, found: Findings) -> list[str]:
        """What is not as it was published."""
        shown = next(one.shown() for one in found.figures if one.measure == self.measure)
        told = {test.rule.id: test for test in found.tests}
        states = {risk.number: risk.state for risk in found.risks}
        return [
            *([f"{self.measure} is {shown}, not {self.shown}"] if shown != self.shown else []),
            *(f"{rule}: {told[rule].verdict}, not {wanted}" for rule, wanted in self.verdicts if not _says(told[rule], wanted)),
            *([f"{self.risk} is {states[self.risk]}"] if self.risk and states[self.risk] != "found" else []),
        ]


def _says(test: Ruling, wanted: str) -> bool:
    return test.verdict == wanted


_FAIL_PASS = (("academy-93", "fails"), ("academy-94", "meets"))
_PASS_PASS = (("academy-93", "meets"), ("academy-94", "meets"))
CASES = (
    Case("there-will-be-blood", "film share", "43.2 %", _FAIL_PASS, "R5", "disqualified: diluted by pre-existing music"),
    Case("there-will-be-blood-15-besides", "film share", "36.5 %", _FAIL_PASS, "R5", "the same, if the 15 minutes come on top"),
    Case("birdman", "film share", "63.8 %", _PASS_PASS, "R2", "disqualified: classical music at key moments"),
    Case("arrival", "film share", "86.0 %", _PASS_PASS, "R1", "disqualified: a piece of Max Richter's at both ends"),
    Case(
        "soul", "film share", "52.0 % to 100.0 %", (("academy-93", "depends on the counting"), ("academy-94", "meets")), "",
        "accepted, and won: true collaboration shown",
    ),
    Case("dune-part-two", "reuse", "20.1 %", (("academy-97-series", "fails"),), "R7", "not accepted: the earlier film's themes"),
    Case("the-dark-knight-60", "writer share", "60.0 %", (("academy-92-writers", "not stated"),), "R3", "disqualified, then accepted"),
    Case("the-dark-knight-70", "writer share", "70.0 %", (("academy-92-writers", "not stated"),), "R3", "the other end of the range"),
    Case("one-night-in-miami", "film share", "50.0 %", (("academy-93", "fails"), ("bafta-2020", "fails")), "", "not entered"),
    Case("let-them-all-talk", "film share", "60.0 %", (("academy-93", "fails"), ("academy-94", "meets")), "", "disqualified by the number"),
)  # fmt: skip
