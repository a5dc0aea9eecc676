"""``cues.toml``: the user's own document, written once and then obeyed.

Times are timecode labels where a label names them exactly, else seconds (``"12.345s"`` or an exact fraction ``"1001/80s"``), so a
list that is written and read back is the same list. Every fault is one line: file, line, what was expected, what to do. What is changed
later is changed in place (``CueFile``): the user's comments and everything else stay.
"""

from originalscore.formats.cues_toml.differences import Change, put_changes
from originalscore.formats.cues_toml.edits import CueFile
from originalscore.formats.cues_toml.reader import read_cues
from originalscore.formats.cues_toml.retime import retimed
from originalscore.formats.cues_toml.writer import set_cue_value, set_film_value, set_theme_source, write_cues

__all__ = [
    "Change", "CueFile", "put_changes", "read_cues", "retimed", "set_cue_value", "set_film_value", "set_theme_source", "write_cues",
]  # fmt: skip
