"""Originality: how near the score comes to known tunes, to the user's own references, and to earlier films."""

from originalscore.originality.catalogue import catalogue_file
from originalscore.originality.check import NOT_SEARCHED, Findings, check_originality, check_score, what_is_searched
from originalscore.originality.scored import folder_bodies

__all__ = ["NOT_SEARCHED", "Findings", "catalogue_file", "check_originality", "check_score", "folder_bodies", "what_is_searched"]
