"""The notes of anybody's MIDI file, to be measured: one part a track and channel, drums left out, bar lines from the meters."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.formats.midi.reader import MidiSong, read_midi
from originalscore.model.reading import Reading, ReadPart
from originalscore.music.meter import Meter

_DRUM_CHANNEL = 9
#: Played onsets are drawn to this grid, beats: sixteenths and triplets (ours).
_GRID = 12


def read_lines(path: Path) -> Reading:
    """The pitched notes of a MIDI file, drawn to the grid of 1/12 beat.

    Raises
    ------
    FormatError
        If the file is no MIDI file or has no pitched notes.
    """
    song = read_midi(path)
    parts = []
    for track in song.tracks:
        for channel in sorted({note.channel for note in track.notes} - {_DRUM_CHANNEL}):
            notes = []
            for note in (note for note in track.notes if note.channel == channel):
                onset, end = _on_grid(note.onset), _on_grid(note.onset + note.length)
                notes.append(((onset, max(Fraction(1, _GRID), end - onset), note.key), note.velocity / 127))
            notes.sort()
            name = track.name or f"channel {channel + 1}"
            parts.append(ReadPart(name, tuple(note for note, _ in notes), tuple(loudness for _, loudness in notes)))
    if not parts:
        raise FormatError(f"{path.name} has no pitched notes to measure")
    end = max(onset + length for part in parts for onset, length, _ in part.notes)
    return Reading(path.stem, tuple(parts), _bar_lines(song, end), None, song.points)


def _on_grid(beat: Fraction) -> Fraction:
    return Fraction(round(beat * _GRID), _GRID)


def _bar_lines(song: MidiSong, end: Fraction) -> tuple[Fraction, ...]:
    """Every bar line up to the first at or after ``end``; four quarters a bar until the file says otherwise."""
    changes = dict(song.meters)
    lines, meter = [Fraction(0)], Meter(4, 4)
    while lines[-1] < end:
        here = lines[-1]
        meter = next((changes[beat] for beat in sorted(changes, reverse=True) if beat <= here), meter)
        ahead = [beat for beat in changes if here < beat < here + meter.beats]
        lines.append(min([here + meter.beats, *ahead]))
    return tuple(lines)
