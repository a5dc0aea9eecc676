"""What the user asks for: the wishes of one run, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar


@dataclass(frozen=True)
class Brief:
    """The wishes of one run.

    Parameters
    ----------
    words
        The brief in plain words, possibly empty.
    seed
        Any integer from 0; another seed gives another score.
    ensemble
        ``orchestra``, ``piano-and-strings``, or empty for our own choice.
    length_s
        Length of a project without film; None otherwise.
    """

    SCHEMA: ClassVar[str] = "Brief.1"

    words: str = ""
    seed: int = 1
    ensemble: str = ""
    length_s: Fraction | None = None
