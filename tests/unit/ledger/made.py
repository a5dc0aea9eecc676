"""A ledger made by hand for tests: seconds at 24 frames a second."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.model.ledger import Entry, Ledger
from originalscore.times import Clock, FrameRate

RATE = 24


def piece(name: str, start_s: float, end_s: float, **fields: object) -> Entry:
    plain = Entry(name, name.upper(), round(start_s * RATE), round(end_s * RATE), "BI", "score", ("1 yes",), "composed here")
    return replace(plain, **fields)  # type: ignore[arg-type]


def ledger_of(*entries: Entry, length_s: float = 100, **fields: object) -> Ledger:
    plain = Ledger("A Film", 0, Clock(FrameRate(Fraction(RATE)), 86_400), round(length_s * RATE), entries)
    return replace(plain, **fields)  # type: ignore[arg-type]
