"""Timing: the tempo map of each cue, so that its hits land; and the click."""

from originalscore.model.click import click_times
from originalscore.timing.fit import fit_tempo

__all__ = ["click_times", "fit_tempo"]
