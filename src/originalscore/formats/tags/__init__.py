"""Tags of sound files: FLAC (Vorbis comments), MP3 (ID3v2.4) and MP4 (iTunes), each written into a file that has none."""

from originalscore.formats.tags.flac import picture_block, write_tagged_flac
from originalscore.formats.tags.id3 import write_tagged_mp3
from originalscore.formats.tags.mp4 import write_tagged_mp4
from originalscore.formats.tags.vorbis import comments

__all__ = ["comments", "picture_block", "write_tagged_flac", "write_tagged_mp3", "write_tagged_mp4"]
