"""Recut: cues, hits, silences and words carried over to a new cut of the film."""

from originalscore.recut.carry import Carried, carry_cues, new_time
from originalscore.recut.listing import change_rows, changes_csv
from originalscore.recut.songs import carry_rights
from originalscore.recut.speech import carry_lines, carry_speech

__all__ = ["Carried", "carry_cues", "carry_lines", "carry_rights", "carry_speech", "change_rows", "changes_csv", "new_time"]
