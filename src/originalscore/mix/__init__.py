"""Mix: the music placed against picture, under the words, at the level asked for."""

from originalscore.mix.click import click_sound, click_times
from originalscore.mix.ducking import DISTANCE_LU, DISTANCES_LU
from originalscore.mix.mix import mix
from originalscore.mix.profiles import PROFILES, asked_profile, find_profile
from originalscore.mix.songs import LaidSong, fitting_level_db

RATES = (44_100, 48_000, 96_000)
"""Samples a second that sound can be made at."""

__all__ = [
    "DISTANCES_LU",
    "DISTANCE_LU",
    "PROFILES",
    "RATES",
    "LaidSong",
    "asked_profile",
    "click_sound",
    "click_times",
    "find_profile",
    "fitting_level_db",
    "mix",
]
