"""The theme book: inventing themes, and taking the user's own."""

from originalscore.planning.themes.given import give_melody, give_theme, project_length_s
from originalscore.planning.themes.invent import choose_meter, invent_theme
from originalscore.planning.themes.taken import mood_of, take_theme

__all__ = ["choose_meter", "give_melody", "give_theme", "invent_theme", "mood_of", "project_length_s", "take_theme"]
