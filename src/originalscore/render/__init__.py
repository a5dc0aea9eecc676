"""Render: the performance becomes sound."""

from originalscore.render.bare import render_bare
from originalscore.render.calibration import calibrate
from originalscore.render.sounds import describe_sounds, sound_set
from originalscore.render.stems import render

__all__ = ["calibrate", "describe_sounds", "render", "render_bare", "sound_set"]
