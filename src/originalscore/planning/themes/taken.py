"""A theme that somebody else wrote: its key, its head, its form as far as they can be told, and harmony found by the same search.

Not a note is changed; what is found out is written beside it.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.measures.keys import find_key
from originalscore.measures.melody import intervals, similarity
from originalscore.model.cue import ThemeWish
from originalscore.model.plan import Theme, ThemeNote
from originalscore.model.tune import Tune
from originalscore.planning.themes.character import FEELS
from originalscore.planning.themes.forms import guess_form
from originalscore.planning.themes.harmony import halves_of, search_chords
from originalscore.planning.themes.melody import Tune as Line

_NOBODY = "the user's"
_HEAD = (3, 7)
#: Tempo below which a melody without other word is slow, quarter notes a minute (ours).
_SLOW_BPM = 92


def take_theme(tune: Tune, wish: ThemeWish, stream: Stream) -> Theme:
    """The user's tune as a theme of the book; ``stream`` decides between harmonies that serve equally well."""
    line = _line(tune)
    key = find_key(line, tune.signature, tune.mode)
    closed = line[-1][2] % 12 == key.tonic.pitch_class
    form = guess_form(_likeness(line, tune), closed)
    rests = [(tune.bars - 1, "full" if closed else "open")]
    if form == "period" and tune.bars >= 4:
        rests.insert(0, (tune.bars // 2 - 1, "half"))
    chords, _ = search_chords(
        key, halves_of(tune.meter, tune.bars, tuple(rests)), FEELS[wish.mood].moves, stream.split("taken"), melody=line
    )
    notes = tuple(ThemeNote(note.onset, note.length, note.pitch or key.spell(note.height)) for note in tune.notes)
    return Theme(
        wish.name, wish.subject, wish.mood, wish.source, key, tune.meter, form, tune.bars, head_notes(tune), notes, chords,
        tune.author or _NOBODY, tune.bpm,
    )  # fmt: skip


def head_notes(tune: Tune) -> int:
    """How many notes the head motif has: three to seven, up to the longest note or rest inside the first two bars."""
    ends: dict[int, Fraction] = {}
    for n, note in enumerate(tune.notes[: _HEAD[1]], 1):
        following = tune.notes[n].onset if n < len(tune.notes) else note.onset + note.length
        if n >= _HEAD[0] and (note.onset < 2 * tune.meter.beats or not ends):
            ends[n] = following - note.onset
    return max(ends, key=lambda n: (ends[n], -n), default=len(tune.notes))


def mood_of(tune: Tune) -> str:
    """The mood of a melody that comes without a word: by its mode and its tempo (directions of the craft notes, section 9)."""
    minor = find_key(_line(tune), tune.signature, tune.mode).is_minor
    slow = not tune.bpm or tune.bpm < _SLOW_BPM
    return ("sorrow" if slow else "conflict") if minor else ("tender" if slow else "joy")


def _line(tune: Tune) -> Line:
    return tuple((note.onset, note.length, note.height) for note in tune.notes)


def _likeness(line: Line, tune: Tune) -> tuple[float, ...]:
    """How like the opening two bars each later two bars are, by intervals and rhythm."""
    unit = 2 * tune.meter.beats
    pairs = [[note for note in line if n * unit <= note[0] < (n + 1) * unit] for n in range(-(-tune.bars // 2))]
    opening = pairs[0]
    return tuple(_alike(opening, pair, n * unit) for n, pair in enumerate(pairs[1:], 1))


def _alike(one: list[tuple[Fraction, Fraction, int]], other: list[tuple[Fraction, Fraction, int]], shift: Fraction) -> float:
    if len(one) < 2 or len(other) < 2:
        return 0.0
    tune = similarity(intervals(tuple(h for _, _, h in one)), intervals(tuple(h for _, _, h in other)))
    onsets, later = {onset for onset, _, _ in one}, {onset - shift for onset, _, _ in other}
    return 0.5 * tune + 0.5 * len(onsets & later) / len(onsets | later)
