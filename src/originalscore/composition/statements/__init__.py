"""Statements: a theme of the book as this cue says it. What of it (``guises``), how this time (``variation``), on these bars (``refit``), over these chords (``pitches``)."""

from originalscore.composition.statements.answers import answer_after
from originalscore.composition.statements.duet import answer_with
from originalscore.composition.statements.state import character_of, state_theme

__all__ = ["answer_after", "answer_with", "character_of", "state_theme"]
