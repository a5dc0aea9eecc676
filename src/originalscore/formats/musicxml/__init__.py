"""MusicXML 4.0: scores and parts that any notation program opens, and reading them back."""

from originalscore.formats.musicxml.heading import PageText
from originalscore.formats.musicxml.lines import read_lines
from originalscore.formats.musicxml.reader import read_musicxml
from originalscore.formats.musicxml.writer import musicxml_bytes, write_musicxml

__all__ = ["PageText", "musicxml_bytes", "read_lines", "read_musicxml", "write_musicxml"]
