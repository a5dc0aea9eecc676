"""Which clef each bar stands in: a high cello line in tenor clef, a low horn in bass clef, so that ledger lines stay few.

The clefs of a staff are chosen for the cue as a whole. Every notehead beyond the first ledger line costs, every change of clef costs more, and
the cheapest way through the bars is printed: a bar or two of ledger lines are read, a passage of them gets its clef. The costs are ours; which
clefs an instrument reads follows Adler, *The Study of Orchestration*, 4th ed., 2016.
"""

from __future__ import annotations

from collections.abc import Sequence

from originalscore.formats.musicxml.layout import VoiceBar
from originalscore.formats.musicxml.spelling import Writing

#: Clefs an instrument reads besides the one it is at home in.
_OTHERS: dict[str, tuple[str, ...]] = {
    "cellos": ("tenor",), "cello-solo": ("tenor",), "bassoon": ("tenor",), "trombones": ("tenor",), "violas": ("treble",), "horns": ("bass",),
    **dict.fromkeys(("piano", "harp", "celesta", "synth", "electronics"), ("treble", "bass")),
}  # fmt: skip
#: The notehead on each clef's middle line, in staff steps above C0.
_MIDDLE = {"treble": 34, "alto": 28, "tenor": 26, "bass": 22}
#: A change of clef, one inside a tied note, and a bar in a clef that is not home, against the square of the ledger lines beyond the first.
_CHANGE, _TIED, _AWAY = 7, 12, 0.5


def clefs_of(instrument: str, homes: Sequence[str], pages: Sequence[Sequence[VoiceBar]], writing: Writing) -> list[list[str]]:
    """The clef of each staff in each bar, given the part's voices bar by bar."""
    staves = [
        _cheapest((home, *(clef for clef in _OTHERS.get(instrument, ()) if clef != home)), _bars(staff, pages, writing))
        for staff, home in enumerate(homes, 1)
    ]
    return [list(bar) for bar in zip(*staves, strict=True)]


def _bars(staff: int, pages: Sequence[Sequence[VoiceBar]], writing: Writing) -> list[tuple[frozenset[int], bool]]:
    """Bar by bar: the noteheads of a staff in staff steps, and whether a note is tied into the bar."""
    found = []
    for voices in pages:
        signs = [voice.signs for voice in voices if voice.staff == staff]
        heads = frozenset(writing.write(note.pitch).diatonic for bar in signs for sign in bar for note in sign.notes if note.pitch)
        found.append((heads, any(bar[0].tied_back for bar in signs)))
    return found


def _cheapest(clefs: Sequence[str], bars: Sequence[tuple[frozenset[int], bool]]) -> list[str]:
    """The cheapest clef for every bar, the first of ``clefs`` being the one at home; of equal ways the one that changes later."""
    ways: dict[str, tuple[float, list[str]]] = {clef: (float(_CHANGE * (clef != clefs[0])), []) for clef in clefs}
    for heads, tied in bars:
        turn = _CHANGE + _TIED * tied
        onward = {}
        for clef in clefs:
            cost, way = min(((ways[last][0] + turn * (last != clef), ways[last][1]) for last in clefs), key=lambda one: one[0])
            onward[clef] = (cost + _reading(clef, heads) + _AWAY * (clef != clefs[0] and bool(heads)), [*way, clef])
        ways = onward
    return min(ways.values(), key=lambda one: one[0])[1]


def _reading(clef: str, heads: frozenset[int]) -> int:
    """What the ledger lines of a bar cost a reader."""
    ledgers = (max(0, (abs(head - _MIDDLE[clef]) - 4) // 2) for head in heads)
    return sum(max(0, count - 1) ** 2 for count in ledgers)
