"""Render: the performance becomes sound."""

from originalscore.render.ahead import Loader
from originalscore.render.bare import render_bare
from originalscore.render.calibration import calibrate
from originalscore.render.casting import check_sounds, sound_set
from originalscore.render.examine import describe_sounds
from originalscore.render.palette import SHIPPED, open_palette
from originalscore.render.stems import render

__all__ = ["SHIPPED", "Loader", "calibrate", "check_sounds", "describe_sounds", "open_palette", "render", "render_bare", "sound_set"]
