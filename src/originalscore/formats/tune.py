"""A tune from MIDI or MusicXML: the top line of the first part that has one, as it is written.

Nothing is corrected: heights, onsets and lengths are the file's own, read on the finest grid the house prints (sixteenths and triplet
eighths); where notes sound together, the highest is the tune. A tune that begins after the middle of its first bar begins with a pick-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.formats.midi import MidiSong, read_midi
from originalscore.formats.musicxml.tune import read_musicxml_tune
from originalscore.formats.raw_tune import RawTune
from originalscore.model.tune import Tune, TuneNote
from originalscore.music.meter import Meter

_MIDI, _XML = (".mid", ".midi"), (".musicxml", ".xml", ".mxl")
_LONGEST_BARS, _FEWEST = 64, 3
#: Positions inside a beat that are printed, and how far off them a note may begin, beats (ours: a fast grace of playing, no more).
_GRID = tuple(sorted({Fraction(n, 4) for n in range(5)} | {Fraction(n, 6) for n in range(7)}))
_OFF, _FREE = Fraction(1, 32), Fraction(1, 10)
#: A gap before the next note that is no rest but the way a key was let go, beats (ours).
_GAP = Fraction(1, 8)
#: Track names that say they hold the tune.
_NAMED = ("melody", "theme", "tune", "vocal", "voice", "lead", "solo")


def read_tune(path: Path) -> Tune:
    """Read the tune of a file.

    Raises
    ------
    FormatError
        If the file cannot be read, or holds no single line that could be a tune; the message says what to do.
    """
    if not path.is_file():
        raise FormatError(f"there is no theme file {path}", "check its name")
    ending = path.suffix.lower()
    if ending not in (*_MIDI, *_XML):
        raise FormatError(f"{path.name} is no theme file", f"save the theme as one of {', '.join((*_MIDI, *_XML))}")
    raw = _from_midi(read_midi(path), path) if ending in _MIDI else read_musicxml_tune(path)
    meter, start = _meter(raw)
    line = _on_grid(_top_line(raw), raw.file)
    if len(line) < _FEWEST or len({height for _, _, height in line}) < 2:
        raise FormatError(
            f"{raw.file} holds no tune: {len(line)} notes of one line", "a theme needs three notes or more; name another file"
        )
    start = _downbeat(line, meter, start)
    spelled = {(note.onset, note.height): note.pitch for note in raw.notes}
    notes = tuple(TuneNote(onset - start, length, height, spelled.get((onset, height))) for onset, length, height in line)
    tune = Tune(raw.file, raw.title, raw.author, raw.bpm, meter, raw.signature, raw.mode, notes)
    if tune.bars > _LONGEST_BARS:
        raise FormatError(f"{raw.file} has {tune.bars} bars, a theme at most {_LONGEST_BARS}", "save the bars of the tune alone")
    return tune


def _from_midi(song: MidiSong, path: Path) -> RawTune:
    pitched = [track for track in song.tracks if not track.drums and track.notes]
    if not pitched:
        what = "only drums" if song.tracks else "no notes"
        raise FormatError(f"{path.name} holds {what}, no tune", "export the track that has the melody")
    track = next((track for track in pitched if any(word in track.name.lower() for word in _NAMED)), pitched[0])
    notes = tuple(TuneNote(note.onset, note.length, note.key) for note in track.notes)
    said = [point for point in song.points if point.beat == 0 and song.tempo_given]
    bpm = round(said[0].bpm) if said else 0
    return RawTune(path.name, song.title, song.author, bpm, song.meters, song.signature, song.mode, notes)


def _meter(raw: RawTune) -> tuple[Meter, Fraction]:
    """The one meter of the tune, and where its first full bar begins: a short bar before it holds the pick-up.

    Raises
    ------
    FormatError
        If it changes on the way.
    """
    end = max((note.onset + note.length for note in raw.notes), default=Fraction(0))
    meters = [raw.meters[n] for n in range(len(raw.meters)) if n + 1 == len(raw.meters) or raw.meters[n + 1][0] > raw.meters[n][0]]
    meters = [(at, meter) for at, meter in meters if at < end] or [(Fraction(0), Meter(4))]
    start = meters[0][0]
    if len(meters) > 1 and meters[1][0] - start <= meters[0][1].beats and meters[0][1].beats < meters[1][1].beats:
        start, meters = meters[1][0], meters[1:]
    if any(meter != meters[0][1] for _, meter in meters):
        raise FormatError(f"{raw.file} changes its meter, and a theme stands in one", "save the bars of one meter alone")
    return meters[0][1], start


def _top_line(raw: RawTune) -> list[tuple[Fraction, Fraction, int]]:
    """The highest note of each moment; what begins under a higher note that still sounds is accompaniment."""
    line: list[tuple[Fraction, Fraction, int]] = []
    for note in sorted(raw.notes, key=lambda note: (note.onset, -note.height)):
        if line:
            onset, length, height = line[-1]
            if note.onset == onset or (note.height < height and note.onset < onset + length - _GAP):
                continue
            line[-1] = (onset, min(length, note.onset - onset), height)
        line.append((note.onset, note.length, note.height))
    return line


def _on_grid(line: Sequence[tuple[Fraction, Fraction, int]], file: str) -> list[tuple[Fraction, Fraction, int]]:
    """Onsets and ends at printed places; a key let go a little early is no rest.

    Raises
    ------
    FormatError
        If more than a tenth of the onsets lie elsewhere: freely played music has no written rhythm yet.
    """
    onsets = [_nearest(onset) for onset, _, _ in line]
    off = sum(abs(snapped - onset) > _OFF for snapped, (onset, _, _) in zip(onsets, line))
    if off > _FREE * len(line):
        raise FormatError(f"{file} is played freely: {off} of {len(line)} notes begin off the beat", "quantise it, or save it as MusicXML")
    placed = []
    for n, (onset, (begun, length, height)) in enumerate(zip(onsets, line)):
        end = _nearest(begun + length)
        following = onsets[n + 1] if n + 1 < len(onsets) else None
        if following is not None and (end > following or following - (begun + length) < _GAP):
            end = following
        elif following is None and -(-(begun + length) * 4 // 1) / Fraction(4) - (begun + length) < _GAP:
            end = -(-(begun + length) * 4 // 1) / Fraction(4)
        placed.append((onset, max(end - onset, Fraction(1, 12)), height))
    return [note for n, note in enumerate(placed) if n == 0 or note[0] > placed[n - 1][0]]


def _nearest(beat: Fraction) -> Fraction:
    whole = beat // 1
    return whole + min(_GRID, key=lambda place: (abs(place - (beat - whole)), place))


def _downbeat(line: Sequence[tuple[Fraction, Fraction, int]], meter: Meter, start: Fraction) -> Fraction:
    """The beat of the first downbeat: empty bars are left out, and a bar that begins past its middle is a pick-up."""
    first = line[0][0]
    if first < start:
        return start
    bar = start + (first - start) // meter.beats * meter.beats
    return bar + meter.beats if (first - bar) * 2 > meter.beats or (first > bar and (first - bar) * 2 == meter.beats) else bar
