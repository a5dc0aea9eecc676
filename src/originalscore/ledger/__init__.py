"""Ledger: every piece of music in the film in one table, from which cue sheet, album, award figures and credits are made."""

from originalscore.ledger.build import Own, music_ledger
from originalscore.ledger.heard import Counting, music_frames
from originalscore.ledger.read import RIGHTS, players_of, read_ledger
from originalscore.ledger.songs import Room, check_room, make_room, recordings

__all__ = [
    "RIGHTS",
    "Counting",
    "Own",
    "Room",
    "check_room",
    "make_room",
    "music_frames",
    "music_ledger",
    "players_of",
    "read_ledger",
    "recordings",
]
