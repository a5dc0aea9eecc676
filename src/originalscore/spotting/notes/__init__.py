"""A director's note in plain words, read into wishes, and the wishes into fields of the cue list."""

from originalscore.spotting.notes.changes import Directed, another_take, direct
from originalscore.spotting.notes.read import read_note
from originalscore.spotting.notes.wish import Question, Reading, Wish, in_short, in_words

__all__ = ["Directed", "Question", "Reading", "Wish", "another_take", "direct", "in_short", "in_words", "read_note"]
