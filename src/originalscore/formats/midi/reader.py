"""Reading standard MIDI files: tempo, meters, markers and notes in exact beats."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import mido
from mido.midifiles.meta import KeySignatureError

from originalscore.errors import FormatError
from originalscore.model.tempo import TempoPoint
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName

_DRUM_CHANNEL = 9


@dataclass(frozen=True)
class MidiNote:
    """A note as the file has it: MIDI key 0 to 127, beats, velocity 1 to 127, the program in force when it began, and its channel from 0."""

    onset: Fraction
    length: Fraction
    key: int
    velocity: int
    program: int = 0
    channel: int = 0


@dataclass(frozen=True)
class MidiTrack:
    """A named track and its notes, sorted by onset; ``drums`` if it plays on channel 10."""

    name: str
    program: int
    drums: bool
    notes: tuple[MidiNote, ...]


@dataclass(frozen=True)
class MidiSong:
    """What :func:`read_midi` finds: tempo, meters (beat, meter), markers (beat, text) and tracks with notes.

    ``tempo_given`` is False where the file leaves it to the standard's 120. ``signature`` (sharps positive), ``mode``, ``title`` and
    ``author`` are what its meta messages say; None or empty where they say nothing.
    """

    points: tuple[TempoPoint, ...]
    meters: tuple[tuple[Fraction, Meter], ...]
    markers: tuple[tuple[Fraction, str], ...]
    tracks: tuple[MidiTrack, ...]
    end_beat: Fraction
    tempo_given: bool = False
    signature: int | None = None
    mode: str = ""
    title: str = ""
    author: str = ""


def read_midi(path: Path) -> MidiSong:
    """Read tempo, meters, markers and notes of a MIDI file.

    Raises
    ------
    FormatError
        If the file is not MIDI.
    """
    try:
        song = _open(path)
        points, meters, markers, end = _read_conductor(song)
    except (OSError, EOFError, ValueError, KeyError, IndexError, UnicodeDecodeError, KeySignatureError) as fault:
        raise FormatError(f"{path.name} is not a readable MIDI file: {fault}", "export it again as a standard MIDI file") from None
    tracks = [read for track in song.tracks for read in _read_track(track, song.ticks_per_beat)]
    signature, mode = _signature(song)
    given = any(message.type == "set_tempo" for track in song.tracks for message in track)
    title = next((message.name.strip() for message in song.tracks[0] if message.type == "track_name"), "") if song.tracks else ""
    author = next((_owner(message.text) for track in song.tracks for message in track if message.type == "copyright"), "")
    return MidiSong(tuple(points), tuple(meters), tuple(markers), tuple(tracks), end, given, signature, mode, title, author)


def _signature(song: mido.MidiFile) -> tuple[int | None, str]:
    """The first key signature: sharps or flats, and its mode."""
    for track in song.tracks:
        for message in track:
            if message.type == "key_signature":
                minor = message.key.endswith("m")
                return PitchName.parse(message.key.rstrip("m")).fifths - (3 if minor else 0), "minor" if minor else "major"
    return None, ""


def _owner(notice: str) -> str:
    """Whose a copyright notice says it is: its words without sign, word and years."""
    words = [word for word in notice.replace("©", " ").replace("(c)", " ").replace("(C)", " ").split() if word.lower() != "copyright"]
    return " ".join(word for word in words if not word.strip(",-–").isdigit()).strip(" ,")


def _open(path: Path) -> mido.MidiFile:
    """The file with its texts as UTF-8, or as Latin-1 where they are not (the standard leaves it open, and older programs write that)."""
    try:
        return mido.MidiFile(path, charset="utf-8", clip=True)
    except UnicodeDecodeError:
        return mido.MidiFile(path, charset="latin-1", clip=True)


_Conducted = tuple[list[TempoPoint], list[tuple[Fraction, Meter]], list[tuple[Fraction, str]], Fraction]


def _read_conductor(song: mido.MidiFile) -> _Conducted:
    """Tempo, meters, markers and the last beat, wherever in the file they stand."""
    points: list[TempoPoint] = []
    meters: list[tuple[Fraction, Meter]] = []
    markers: list[tuple[Fraction, str]] = []
    end = Fraction(0)
    for track in song.tracks:
        tick = 0
        for message in track:
            tick += message.time
            beat = Fraction(tick, song.ticks_per_beat)
            if message.type == "set_tempo":
                points.append(TempoPoint(beat, message.tempo))
            elif message.type == "time_signature":
                meters.append((beat, Meter(message.numerator, message.denominator)))
            elif message.type == "marker":
                markers.append((beat, message.text))
        end = max(end, Fraction(tick, song.ticks_per_beat))
    if not points or points[0].beat > 0:
        points.insert(0, TempoPoint(Fraction(0), 500_000))
    return points, meters, markers, end


def _read_track(track: mido.MidiTrack, per_beat: int) -> list[MidiTrack]:
    name, program, drums, tick = "", 0, False, 0
    patches: dict[int, int] = {}
    sounding: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    notes: list[MidiNote] = []
    for message in track:
        tick += message.time
        if message.type == "track_name":
            name = message.name.strip()
        elif message.type == "program_change":
            patches[message.channel] = message.program
            program = program if notes or sounding else message.program
        elif message.type == "note_on" and message.velocity:
            drums = drums or message.channel == _DRUM_CHANNEL
            sounding.setdefault((message.channel, message.note), []).append((tick, message.velocity, patches.get(message.channel, 0)))
        elif message.type in ("note_on", "note_off") and sounding.get((message.channel, message.note)):
            start, velocity, patch = sounding[message.channel, message.note].pop(0)
            length = Fraction(tick - start, per_beat)
            notes.append(MidiNote(Fraction(start, per_beat), length, message.note, velocity, patch, message.channel))
    notes.sort(key=lambda note: (note.onset, note.key))
    return [MidiTrack(name, program, drums, tuple(notes))] if notes else []
