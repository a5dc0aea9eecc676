"""Spotting: where music plays and why, what it must meet, and where it keeps silent."""

from originalscore.spotting.reading import read_story
from originalscore.spotting.spot import spot

__all__ = ["read_story", "spot"]
