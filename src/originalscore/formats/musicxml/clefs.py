"""Clef changes: a high cello line in tenor clef, a left hand above middle C in treble, so that ledger lines stay few.

Decided bar by bar from the written notes, with a dead zone between leaving a clef and coming back, so that a line that
wavers around the limit does not change clef at every bar. Limits after Adler, *The Study of Orchestration*, 4th ed., 2016.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from originalscore.formats.musicxml.layout import VoiceBar
from originalscore.formats.musicxml.spelling import Writing


@dataclass(frozen=True)
class _Turn:
    """From ``home`` to ``other`` where a bar passes one limit; back where it passes the second (written heights, C4 = 60).

    Rising turns (``up``) leave when the highest note reaches ``leave`` and the lowest stays above ``keep``; they come
    back when the highest falls below ``back`` or the lowest below ``keep``. Falling turns mirror this.
    """

    instruments: tuple[str, ...]
    home: str
    other: str
    up: bool
    leave: int
    keep: int
    back: int


_TURNS = (
    _Turn(("cellos", "cello-solo", "bassoon", "trombones"), "bass", "tenor", True, 67, 52, 62),
    _Turn(("piano", "harp", "celesta", "synth", "electronics"), "bass", "treble", True, 67, 55, 62),
    _Turn(("piano", "harp", "celesta", "synth", "electronics"), "treble", "bass", False, 57, 64, 60),
    _Turn(("violas",), "alto", "treble", True, 79, 57, 74),
)


def clefs_of(instrument: str, homes: Sequence[str], pages: Sequence[Sequence[VoiceBar]], writing: Writing) -> list[list[str]]:
    """The clef of each staff in each bar, given the part's voices bar by bar."""
    clefs = list(homes)
    bars = []
    for voices in pages:
        for staff, home in enumerate(homes, 1):
            heights = [
                writing.write(note.pitch).height
                for voice in voices if voice.staff == staff
                for sign in voice.signs
                for note in sign.notes if note.pitch
            ]  # fmt: skip
            turns = [turn for turn in _TURNS if instrument in turn.instruments and turn.home == home]
            if heights and turns:
                clefs[staff - 1] = _clef(clefs[staff - 1], turns[0], min(heights), max(heights))
        bars.append(list(clefs))
    return bars


def _clef(now: str, turn: _Turn, lowest: int, highest: int) -> str:
    if turn.up:
        leaves, returns = highest >= turn.leave and lowest >= turn.keep, highest < turn.back or lowest < turn.keep
    else:
        leaves, returns = lowest <= turn.leave and highest <= turn.keep, lowest > turn.back or highest > turn.keep
    if now == turn.home:
        return turn.other if leaves else now
    return turn.home if returns else now
