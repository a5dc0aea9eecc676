"""Album: the soundtrack album of a scored film, its cues and the songs that may be on it."""

from originalscore.album.making import FOLDER, WISHES, last_album, make_album
from originalscore.album.minimum import album_minimum

__all__ = ["FOLDER", "WISHES", "album_minimum", "last_album", "make_album"]
