"""Silence that is composed: the general pause of a thriller, the breath that gentle players take together between two phrases.

A pause ends on a bar line where a phrase has ended, or on a blow that comes out of it: never under words, where a hole is heard, nor inside a tune, nor
while a hit rings, nor in a build, which must not stop. The tune's last note is let go for it. What still sounds when it comes is cut off; the hall rings on.
How long an idiom is silent and how often stands in its row (``idioms.Pause``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from originalscore.composition.form import Form
from originalscore.composition.idioms import Pause
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.composition.levels import Span
from originalscore.model.cue import Cue
from originalscore.model.sketch import LineNote
from originalscore.model.tempo import TempoMap

#: Beats that a hit rings before a pause, and that lie between a pause and the next must-hit, which is prepared in them (ours).
_RINGS, _PREPARED = 2, 6
#: What the last note of a tune keeps of its length before a pause, beats; how far words are from one, seconds (ours).
_SUNG, _FROM_WORDS_S = Fraction(1, 2), Fraction(1, 2)


def pauses(form: Form, idiom: str, tunes: Sequence[Sequence[LineNote]], cue: Cue, tempo: TempoMap) -> list[Span]:
    """The beats in which nobody plays, in order.

    Parameters
    ----------
    form, idiom
        Where phrases and hits are, and how the idiom is silent.
    tunes
        The notes of every statement of the form, in its order.
    cue, tempo
        Where words are.
    """
    row = idiom_of(idiom).pause
    found: list[Span] = []
    if not row.beats:
        return found
    for end, struck in _ends(form, row):
        start = max(end - row.beats, _let_go(form, tunes, end), _rung(form, end))
        apart = not found or start - found[-1][1] >= row.apart_beats
        if (
            end - start >= row.least
            and apart
            and _is_free_of_hits((start, end), form, struck)
            and _is_free_of_words((start, end), cue, tempo)
        ):
            found.append((start, end))
    return found


def _ends(form: Form, row: Pause) -> Iterator[tuple[Fraction, bool]]:
    """Where a pause may end, in order, and whether a blow ends it."""
    for n, bar in enumerate(form.bars[:-1]):
        if row.before_blows and n:
            yield from ((hit.beat, True) for hit in bar.hits if hit.must and not bar.stop)
        whole = bar.phrase_bar == bar.phrase_bars - 1 or row.in_phrases
        struck = any(hit.must and hit.beat == bar.bar.end_beat for hit in form.bars[n + 1].hits)
        if whole and not struck and not bar.stop and bar.section != "build" and n + 1 >= row.first_bar:
            yield bar.bar.end_beat, False


def _let_go(form: Form, tunes: Sequence[Sequence[LineNote]], end: Fraction) -> Fraction:
    """The earliest beat from which no tune needs the time before ``end``: ``end`` itself where one is tied over it.

    A tune that must not change needs every note to its end; of others a last note may be shortened.
    """
    needed = Fraction(0)
    for placed, tune in zip(form.placed, tunes, strict=True):
        for note in tune:
            if note.onset < end:
                needed = max(needed, note.onset + (note.length if placed.guise == "as-written" else min(note.length, _SUNG)))
                if note.onset + note.length > end:
                    return end
    return needed


def _rung(form: Form, end: Fraction) -> Fraction:
    """When the last marked hit before ``end`` has rung."""
    marked = (hit for bar in form.bars for hit in bar.hits if hit.must or hit.kind != "soft")
    return max((hit.beat + _RINGS for hit in marked if hit.beat < end), default=Fraction(0))


def _is_free_of_hits(span: Span, form: Form, struck: bool) -> bool:
    """Whether nothing is hit in a pause, and the next must-hit is far enough to be prepared, or is the one that the pause is for."""
    hits = [hit for bar in form.bars for hit in bar.hits]
    return not any(span[0] < hit.beat < span[1] or (hit.must and not struck and span[1] <= hit.beat < span[1] + _PREPARED) for hit in hits)


def _is_free_of_words(span: Span, cue: Cue, tempo: TempoMap) -> bool:
    start_s, end_s = (cue.start_s + tempo.seconds(beat) for beat in span)
    return not any(start_s < last + _FROM_WORDS_S and end_s > first - _FROM_WORDS_S for first, last in cue.speech)
