"""MusicXML 4.0: scores and parts that any notation program opens, and reading them back."""

from originalscore.formats.musicxml.heading import PageText
from originalscore.formats.musicxml.layout import staves_of
from originalscore.formats.musicxml.lines import read_lines
from originalscore.formats.musicxml.reader import read_musicxml
from originalscore.formats.musicxml.walk import parse_musicxml
from originalscore.formats.musicxml.writer import musicxml_bytes, write_musicxml

__all__ = ["PageText", "musicxml_bytes", "parse_musicxml", "read_lines", "read_musicxml", "staves_of", "write_musicxml"]
