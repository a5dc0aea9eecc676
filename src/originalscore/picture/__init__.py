"""Read the film: its frames, shots, scenes, speech, loudness, events and curves."""

from originalscore.picture.conform import conform, watch_grids
from originalscore.picture.read import blank_picture, check_film, check_sound, read_picture

__all__ = ["blank_picture", "check_film", "check_sound", "conform", "read_picture", "watch_grids"]
