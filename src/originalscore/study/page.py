"""The music of a piece's first page as MusicXML: the file's own beginning, or the measured voices on two staves."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from lxml import etree

from originalscore.formats.musicxml import musicxml_bytes, parse_musicxml
from originalscore.measures.abstract import Voice, Voices
from originalscore.measures.sonority import class_weights, find_key
from originalscore.model.score import Note, Part, Score
from originalscore.model.sketch import LinePoint
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.study.read import Piece

#: Bars that are engraved, of which the first page is kept (ours: enough for one page of anything).
_BARS = 24
_MIDDLE_C = 60
_GRID = 12


def page_source(piece: Piece) -> tuple[bytes, int]:
    """MusicXML of the first bars, and how many staves it has."""
    if piece.score is None:
        return _short_score(piece), 2
    root = parse_musicxml(piece.score)
    staves = 0
    for part in root.findall("part"):
        staves += int(part.findtext("measure/attributes/staves") or 1)
        for measure in part.findall("measure")[_BARS:]:
            part.remove(measure)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), staves


def _short_score(piece: Piece) -> bytes:
    count = min(_BARS, len(piece.voices.bars) - 1)
    voices = piece.voices.between(0, count)
    key = voices.key or find_key(class_weights(piece.voices).sum(0))
    notes = [note for staff, number, voice in _staves(voices) for note in _written(voice, key, staff, number)]
    notes.sort(key=lambda note: (note.onset, note.staff, note.voice))
    part = Part("piano", tuple(notes), (), (), (), (LinePoint(Fraction(0), 0.5),))
    return musicxml_bytes(Score(piece.name, key, (part,)), _tempo(piece.name, voices, piece.reading.points), for_print=True)


def _staves(voices: Voices) -> list[tuple[int, int, Voice]]:
    """Staff, voice number and notes: what lies below middle C most of the time goes to the lower staff."""
    placed: list[tuple[int, int, Voice]] = []
    for voice in voices.all:
        total = sum(length for _, length, _ in voice)
        staff = 1 if sum(length * height for _, length, height in voice) >= total * _MIDDLE_C else 2
        placed.append((staff, 1 + sum(other == staff for other, _, _ in placed), voice))
    return placed


def _written(voice: Voice, key: Key, staff: int, number: int) -> list[Note]:
    found = []
    for onset, length, height in voice:
        first, last = round(onset * _GRID), round((onset + length) * _GRID)
        pitch = key.spell(height)
        found.append(Note(Fraction(first, _GRID), Fraction(max(1, last - first), _GRID), pitch, staff=staff, voice=number))
    return found


def _tempo(name: str, voices: Voices, points: tuple[TempoPoint, ...]) -> TempoMap:
    bars = tuple(Bar(n + 1, start, _meter(end - start)) for n, (start, end) in enumerate(pairwise(voices.bars)))
    return TempoMap(name, points[:1], bars, voices.bars[-1], bars[0].meter, points[0].bpm, ())


def _meter(beats: Fraction) -> Meter:
    """A meter of that length: quarters if it can be, else eighths or sixteenths."""
    for unit in (4, 8, 16):
        count = beats * unit / 4
        if count.denominator == 1 and 1 <= count <= 24:
            return Meter(int(count), unit)
    return Meter(max(1, min(24, round(beats * 4))), 16)
