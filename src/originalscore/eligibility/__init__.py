"""Eligibility: award figures and named risks, told by dated rules."""

from originalscore.eligibility.album import AlbumTimes
from originalscore.eligibility.check import Findings, Test, check_eligibility
from originalscore.eligibility.disclosure import write_disclosure
from originalscore.eligibility.risks import Risk
from originalscore.eligibility.rules import Rule, shipped_rules

__all__ = ["AlbumTimes", "Findings", "Risk", "Rule", "Test", "check_eligibility", "shipped_rules", "write_disclosure"]
