"""Inventing a theme: many candidates, each with a rhythm, a progression and a line of its own, and the one kept that sings best.

First the theme's lot is drawn: form, character, register and what its figures aim at. Then candidates are made: a head of three to seven
notes with its signature leap, said again, broken off, answered and closed as the form says, over a progression found by search. The best
are harmonised once more by what their melody came to be; the cheapest of all stands in the book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from originalscore.chance import Stream
from originalscore.model.cue import ThemeWish
from originalscore.model.plan import ChordSpan, Theme, ThemeNote
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.planning.themes.character import BY_IDIOM, CHARACTERS, FEELS, Character, Feel
from originalscore.planning.themes.forms import LAYOUTS, Segment, layout_bars, rests_of
from originalscore.planning.themes.harmony import Half, halves_of, is_loop, search_chords
from originalscore.planning.themes.melody import Ground, Tune, line_cost
from originalscore.planning.themes.rhythm import draw_bars, draw_pickup, draw_taste
from originalscore.planning.themes.shape import Aim, figures_of, head_cost, shape_cost, surprise_cost
from originalscore.planning.themes.written import write_line

#: Candidates made, progressions they share, and how many of the best are harmonised anew (ours).
_CANDIDATES, _DRAFTS, _FINALISTS = 240, 12, 5
_HEAD = (5, 7)
_LOOP = 50_000
#: Semitones from which a signature is a leap: a theme has one among its first five notes if its signature is (film themes: 53 %, craft notes, 2).
_LEAP = 5


@dataclass(frozen=True)
class _Lot:
    """What is settled before any candidate: the theme's form, character, register and aims."""

    feel: Feel
    character: Character
    form: str
    layout: tuple[Segment, ...]
    halves: tuple[Half, ...]
    aim: Aim
    low: int
    short_idea: bool


@dataclass(frozen=True)
class _Candidate:
    cost: int
    tune: Tune
    head: int
    chords: tuple[ChordSpan, ...]


def choose_meter(mood: str, draw: Stream) -> Meter:
    """A meter that the mood likes."""
    meters = FEELS[mood].meters
    return Meter.parse(draw.choose([name for name, _ in meters], [weight for _, weight in meters]))


def invent_theme(
    wish: ThemeWish, key: Key, meter: Meter, stream: Stream, *, style: str = "", refuse: Callable[[Tune], bool] | None = None
) -> Theme:
    """The best of many candidates for a theme's wish, in its home key.

    Parameters
    ----------
    wish
        Name, subject and mood.
    style
        An idiom's name, whose character the theme takes; empty: one that the mood likes.
    refuse
        Says of a tune that it may not be used, such as one too near a known melody; the next best is taken. If every one is refused, the
        best stands, and the caller has to say so.
    """
    lot, ranked = _ranked(wish.mood, key, meter, style, stream.path)
    kept = next((one for one in ranked if refuse is None or not refuse(one.tune)), ranked[0])
    notes = tuple(ThemeNote(onset, length, key.spell(height)) for onset, length, height in kept.tune)
    bars = layout_bars(lot.layout)
    return Theme(wish.name, wish.subject, wish.mood, wish.source, key, meter, lot.form, bars, kept.head, notes, kept.chords)


@lru_cache(maxsize=32)
def _ranked(mood: str, key: Key, meter: Meter, style: str, path: tuple[str | int, ...]) -> tuple[_Lot, tuple[_Candidate, ...]]:
    """The candidates, best first. A pure function of its arguments: a film that is planned again does not search again."""
    seed, *names = path
    stream = Stream(int(seed), *names)
    lot = _draw_lot(mood, meter, stream.split("lot"), style)
    drafts = [search_chords(key, lot.halves, lot.feel.moves, stream.split("draft", n), beam=6)[0] for n in range(_DRAFTS)]
    made = [_candidate(lot, key, meter, drafts[n % _DRAFTS], stream.split("candidate", n)) for n in range(_CANDIDATES)]
    made.sort(key=lambda one: (one.cost, one.tune))
    finals = []
    for n, one in enumerate(made[:_FINALISTS]):
        chords, cost = search_chords(key, lot.halves, lot.feel.moves, stream.split("harmony", n), melody=one.tune)
        finals.append(_Candidate(one.cost + cost // len(lot.halves) + _LOOP * is_loop(chords), one.tune, one.head, chords))
    finals.sort(key=lambda one: (one.cost, one.tune))
    return lot, (*finals, *made[_FINALISTS:])


def _draw_lot(mood: str, meter: Meter, draw: Stream, style: str) -> _Lot:
    feel = FEELS[mood]
    name = BY_IDIOM.get(style) or draw.choose([n for n, _ in feel.characters], [w for _, w in feel.characters])
    character = CHARACTERS[name]
    form = draw.choose([n for n, _ in feel.forms], [w for _, w in feel.forms])
    layouts = LAYOUTS[form]
    layout = draw.choose([row for row, _ in layouts], [weight for _, weight in layouts])
    if not draw.happens(feel.closed):
        layout = tuple(Segment(s.kind, s.bars, "open" if s.rest == "full" else s.rest) for s in layout) if form != "period" else layout
    leaps = min(210, max(120, character.leaps + draw.bell(60))) / 1000
    signature = draw.choose([leap for leap, _ in character.signatures], [weight for _, weight in character.signatures])
    recurring, peak, span = draw.between(25, 65) / 100, draw.between(*feel.peak) / 100, draw.between(*character.span)
    aim = Aim(leaps, recurring, peak, span, abs(signature) >= _LEAP, signature)
    middle = feel.centre + draw.between(-2, 2)
    bars = layout_bars(layout)
    return _Lot(
        feel, character, form, layout, halves_of(meter, bars, rests_of(layout)), aim, middle - aim.span // 2,
        draw.happens(character.short_idea),
    )  # fmt: skip


def _candidate(lot: _Lot, key: Key, meter: Meter, chords: tuple[ChordSpan, ...], draw: Stream) -> _Candidate:
    beats = meter.beats * layout_bars(lot.layout)
    ground = Ground(key, meter, chords, lot.character, lot.low, lot.low + lot.aim.span, lot.aim.peak, beats)
    taste, rhythm = draw_taste(lot.feel, draw.split("taste")), draw.split("rhythm")
    pickup = draw_pickup(meter, 3, rhythm) if rhythm.happens(lot.feel.pickup) else ()
    fewest, most = (_HEAD[0], 5) if lot.short_idea else _HEAD
    bars = 1 if lot.short_idea else 2
    wanted = min(most, max(fewest, round(0.85 * taste.density * float(bars * meter.beats) / 1000)))
    idea = draw_bars(meter, bars, max(2, wanted - 1 - len(pickup)), most - len(pickup), taste, rhythm)
    opened = tuple((-sum(pickup[n:], Fraction(0)), length) for n, length in enumerate(pickup))
    tune = write_line(lot.layout, ground, (*opened, *idea), taste, draw, signature=lot.aim.signature)
    heights, lengths = [height for _, _, height in tune], [length for _, length, _ in tune]
    head = len(opened) + len(idea)
    cost = shape_cost(figures_of(heights, lengths), lot.aim) + head_cost(heights[:head], lengths[:head]) + line_cost(ground, tune)
    cost += surprise_cost(heights, head, key)
    return _Candidate(cost, tune, head, chords)
