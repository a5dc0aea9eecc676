"""Read the film: its frames, shots, scenes, speech, loudness, events and curves."""

from originalscore.picture.read import blank_picture, check_film, check_sound, read_picture

__all__ = ["blank_picture", "check_film", "check_sound", "read_picture"]
