"""The theme book: inventing themes, and taking the user's own."""

from originalscore.planning.themes.invent import choose_meter, invent_theme

__all__ = ["choose_meter", "invent_theme"]
