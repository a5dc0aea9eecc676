"""``rights.toml``: what only people know of a film's music, read and added to."""

from originalscore.formats.rights_toml.reader import read_rights
from originalscore.formats.rights_toml.retime import retimed_rights
from originalscore.formats.rights_toml.writer import add_song, new_song_id, write_blank

__all__ = ["add_song", "new_song_id", "read_rights", "retimed_rights", "write_blank"]
