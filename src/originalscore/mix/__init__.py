"""Mix: the music placed against picture, under the words, at the level asked for."""

from originalscore.mix.mix import mix
from originalscore.mix.profiles import PROFILES

__all__ = ["PROFILES", "mix"]
