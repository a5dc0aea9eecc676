"""Eligibility: award figures and named risks, told by dated rules."""

from originalscore.eligibility.album import AlbumTimes
from originalscore.eligibility.check import VERDICTS, Effect, Findings, Ruling, check_eligibility
from originalscore.eligibility.disclosure import Disclosed, record_of, write_disclosure
from originalscore.eligibility.figures import Figure, value_text
from originalscore.eligibility.risks import Risk
from originalscore.eligibility.rules import Rule, shipped_rules

__all__ = [
    "VERDICTS", "AlbumTimes", "Disclosed", "Effect", "Figure", "Findings", "Risk", "Rule", "Ruling", "check_eligibility", "record_of", "shipped_rules",
    "value_text", "write_disclosure",
]  # fmt: skip
