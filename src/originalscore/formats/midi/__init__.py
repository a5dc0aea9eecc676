"""Standard MIDI files: writing a cue, reading any file."""

from originalscore.formats.midi.lines import read_lines
from originalscore.formats.midi.reader import MidiNote, MidiSong, MidiTrack, read_midi
from originalscore.formats.midi.writer import write_midi

__all__ = ["MidiNote", "MidiSong", "MidiTrack", "read_lines", "read_midi", "write_midi"]
