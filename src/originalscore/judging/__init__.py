"""The judging room: a blind panel hears versions of music matched in loudness, and gives raw points that are kept as given."""

from originalscore.judging.clips import CEILING_DBTP, Clip, match_loudness
from originalscore.judging.room import Room
from originalscore.judging.server import RoomServer
from originalscore.judging.versions import comparable, find_trials, with_references

__all__ = ["CEILING_DBTP", "Clip", "Room", "RoomServer", "comparable", "find_trials", "match_loudness", "with_references"]
