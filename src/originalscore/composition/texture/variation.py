"""Nothing twice: a bar of a figure that repeats an earlier one is changed in one place, another place each time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.texture.ground import Site
from originalscore.model.sketch import LineNote

#: Share of a figure's bars that may repeat an earlier one unchanged (craft.md 6: at most .20; ours is lower).
MOST_ALIKE = 0.15


def contents(notes: list[LineNote], start: Fraction) -> tuple[tuple[Fraction, Fraction, object], ...]:
    """What a bar holds, apart from where it stands."""
    return tuple((note.onset - start, note.length, note.pitch.height if note.pitch else note.sound) for note in notes)


def varied(bars: list[tuple[Site, list[LineNote]]]) -> list[LineNote]:
    """The notes of a figure, bar by bar, with repeated bars changed once more than a share of them is alike."""
    seen: dict[tuple[tuple[Fraction, Fraction, object], ...], int] = {}
    kept: list[LineNote] = []
    alike = 0
    for place, (site, notes) in enumerate(bars, 1):
        bar = notes
        for turn in range(6):
            if contents(bar, site.start) not in seen:
                break
            if turn == 0 and alike + 1 <= MOST_ALIKE * place:
                alike += 1
                break
            bar = _changed(bar, site, turn + seen[contents(bar, site.start)])
        seen[contents(bar, site.start)] = seen.get(contents(bar, site.start), 0) + 1
        kept += bar
    return kept


def _changed(notes: list[LineNote], site: Site, turn: int) -> list[LineNote]:
    """One change: the last note elsewhere in the chord, a hole, a neighbour inside, or the end left out."""
    if len(notes) < 2 or notes[-1].pitch is None:
        index = turn % len(notes)
        return notes if len(notes) < 2 else [*notes[:index], *notes[index + 1 :]]
    last = notes[-1]
    assert last.pitch is not None
    middle = len(notes) // 2
    match turn % 4:
        case 0:
            tones = [tone for tone in site.tones(last.onset, last.pitch.height - 5, 6) if tone.height != last.pitch.height]
            wanted = last.pitch.height + turn
            near = min(tones, key=lambda tone: (abs(tone.height - wanted), tone.height))
            return [*notes[:-1], replace(last, pitch=near)]
        case 1:
            spot = notes[middle]
            neighbour = site.walk(spot.pitch.height if spot.pitch else 60, 1 if turn % 8 < 4 else -1)
            return [*notes[:middle], replace(spot, pitch=neighbour), *notes[middle + 1 :]]
        case 2:
            hole = 1 + turn % max(1, len(notes) - 1)
            return [*notes[:hole], *notes[hole + 1 :]]
        case _:
            return notes[: max(1, len(notes) - 1 - turn % 3)]
