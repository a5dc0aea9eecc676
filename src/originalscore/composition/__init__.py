"""Composition: a cue in short score."""

from originalscore.composition.write import sketch

__all__ = ["sketch"]
