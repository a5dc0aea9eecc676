"""Read the film: its frames, shots, scenes, speech, loudness, events and curves; the editor's marks on it and a temp track beside it."""

from originalscore.external.chapters import has_chapters
from originalscore.picture.conform import conform, watch_grids
from originalscore.picture.marks import read_marks
from originalscore.picture.read import blank_picture, check_film, check_sound, read_picture, sound_length_s
from originalscore.picture.temp import check_temp, read_temp

__all__ = [
    "blank_picture", "check_film", "check_sound", "check_temp", "conform", "has_chapters", "read_marks", "read_picture", "read_temp", "sound_length_s", "watch_grids",
]  # fmt: skip
