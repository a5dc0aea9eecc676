"""Sync: how well any finished film's music, ours or anybody's, meets a list of moments."""

from originalscore.sync.draw import draw_sync
from originalscore.sync.measure import Accent, Measured, measure_film

__all__ = ["Accent", "Measured", "draw_sync", "measure_film"]
