"""Judging: blind panels hear versions of a cue and give raw points."""
