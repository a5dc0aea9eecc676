"""The harmony of a theme, searched: chords by function, by the mood's two-chord colours and by what the melody above them needs.

Time is cut into half bars. A beam search walks through them; at each it may stay (free within a bar) or change (cheap on bar lines and
near cadences). Costs: the chord's own, the root's motion less the mood's colours, melody notes outside the chord, distance from an arch of
tension, and memory: a pair or a row of four said again is dear, so that no loop comes about. Rests of the form fix what may stand at
their end: a half rest dominant-like, a full rest approached and on the tonic, an open rest anything but that.

The same search serves a theme that is invented and a melody that somebody else wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.plan import ChordSpan
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.planning.themes.character import Move
from originalscore.planning.themes.vocabulary import Option, options_in, span_of

#: A melody note as the search sees it: onset, length, height.
Tone = tuple[Fraction, Fraction, int]

#: Root motion upwards in semitones -> cost; film music moves freely (craft notes, 2).
_MOTION = (1000, 600, 300, 450, 450, 270, 800, 380, 450, 450, 320, 650)
_COLOUR, _CHANGE_INSIDE, _CHANGE_NEAR_REST, _STAY_OVER, _STAY_LONG = -1100, 600, 0, 1100, 1900
_TENSION, _JITTER, _TASTE = 900, 1100, 500
_CLASH, _OUTSIDE, _PASSING = 3000, 1600, 120
_Path = tuple[int, ...]
#: Cost, one chord a half bar, the chords said one after another, and for how many half bars the last has stood.
_Walk = tuple[int, _Path, _Path, int]


@dataclass(frozen=True)
class Half:
    """Half a bar: beats from the theme's first downbeat, its place, and what the form asks of it."""

    onset: Fraction
    length: Fraction
    opens_bar: bool
    near_rest: bool
    rest: str
    before_full: bool
    tension: float


def halves_of(meter: Meter, bars: int, rests: tuple[tuple[int, str], ...]) -> tuple[Half, ...]:
    """The half bars of a theme; ``rests`` are (bar, rest) as the form gives them."""
    lead = sum(meter.groups[: (len(meter.groups) + 1) // 2], Fraction(0))
    resting = dict(rests)
    halves = []
    for bar in range(bars):
        at = bar * meter.beats
        rest, ahead = resting.get(bar, ""), resting.get(bar + 1, "")
        share = bar / max(1, bars - 1)
        arch = 0.18 + 0.32 * (share / 0.66 if share < 0.66 else (1 - share) / 0.34)
        near = bool(rest or ahead)
        pieces = ((at, lead, True), (at + lead, meter.beats - lead, False)) if meter.beats > lead else ((at, lead, True),)
        for onset, length, opens in pieces:
            asked = rest if rest == "full" or not opens or len(pieces) == 1 else ""
            halves.append(Half(onset, length, opens, near, asked, ahead == "full" and not opens, 0.0 if rest == "full" else arch))
    return tuple(halves)


def search_chords(
    key: Key, halves: tuple[Half, ...], moves: tuple[Move, ...], draw: Stream, *, melody: tuple[Tone, ...] = (), beam: int = 24
) -> tuple[tuple[ChordSpan, ...], int]:
    """The cheapest chords under the melody (or, without one, a progression to invent over), and their cost in thousandths."""
    options = options_in(key)
    taste = [draw.below(_JITTER) for _ in options]
    motion = [cost + draw.below(_TASTE) for cost in _MOTION]
    steps = [[_step(a, b, moves, motion) + liked for b, liked in zip(options, taste, strict=True)] for a in options]
    paths: list[_Walk] = [(0, (), (), 0)]
    for n, half in enumerate(halves):
        here = [_stands(option, half, key, n == 0) for option in options]
        sung = _sung(half, melody)
        fits = [cost + _fit(option, sung) + draw.below(120) for option, cost in zip(options, here, strict=True)]
        change = 0 if half.opens_bar else _CHANGE_NEAR_REST if half.near_rest else _CHANGE_INSIDE
        paths = _grown(paths, steps, fits, change, half.opens_bar, bool(n and halves[n - 1].rest))[:beam]
    cost, path, *_ = paths[0]
    return _spans(options, path, halves), cost


def is_loop(chords: tuple[ChordSpan, ...]) -> bool:
    """Whether two, three or four chords only go round and round."""
    names = [span.function for span in chords]
    return any(len(names) >= 2 * size and all(name == names[n % size] for n, name in enumerate(names)) for size in (2, 3, 4))


def _grown(walks: list[_Walk], steps: list[list[int]], fits: list[int], change: int, opens: bool, rested: bool) -> list[_Walk]:
    """Every walk one half bar longer; after a rest (``rested``) the harmony moves on."""
    grown: list[_Walk] = []
    for cost, path, said, stood in walks:
        if not path:
            grown += [(fit, (n,), (n,), 1) for n, fit in enumerate(fits)]
            continue
        last = path[-1]
        stay = 0 if not opens else _STAY_OVER if stood <= 2 and not rested else _STAY_LONG
        grown.append((cost + fits[last] + stay, (*path, last), said, stood + 1))
        row = steps[last]
        for n, fit in enumerate(fits):
            if n != last:
                grown.append((cost + fit + row[n] + change + _memory(said, n), (*path, n), (*said, n), 1))
    grown.sort()
    return grown


def _memory(said: _Path, n: int) -> int:
    """What saying it again costs: the chord before last, a pair just heard, four in a row."""
    cost = 500 if len(said) > 1 and said[-2] == n else 0
    cost += 250 * min(2, said.count(n))
    if any(said[m : m + 2] == (said[-1], n) for m in range(len(said) - 1)):
        cost += 900
    four = (*said[-3:], n)
    if len(said) >= 4 and any(said[m : m + 4] == four for m in range(len(said) - 3)):
        cost += 3000
    return cost


def _step(a: Option, b: Option, moves: tuple[Move, ...], motions: list[int]) -> int:
    motion = (b.semitones - a.semitones) % 12
    cost = motions[motion]
    if a.function == "d" and b.function == "s":
        cost += 350
    if a.function == "d" and b.function == "t":
        cost -= 100
    if a.function == b.function == "c":
        cost += 300
    return cost + (_COLOUR if (a.kind, motion, b.kind) in moves and motion else 0)


def _stands(option: Option, half: Half, key: Key, first: bool) -> int:
    """The chord's own cost at this place of the form."""
    cost = option.cost + round(_TENSION * abs(option.tension - half.tension))
    if first:
        cost += 0 if option.semitones == 0 and option.function == "t" else 1500 if option.function in ("t", "s") else 3000
    if half.rest == "full":
        cost += 0 if option.semitones == 0 and option.function == "t" else 9000
    elif half.rest == "half":
        cost += -500 if option.function == "d" else 200 if option.function == "s" else 1800
    elif half.rest == "open":
        cost += 9000 if option.semitones == 0 else 0
    if half.before_full:
        cost += 2500 if option.semitones == 0 else -300 if option.function == "d" else 0
    return cost


def _sung(half: Half, melody: tuple[Tone, ...]) -> list[tuple[int, int, bool]]:
    """(pitch class, weight in twelfths of a beat, weak) of what sounds over a half bar; weak notes pass on by step."""
    found = []
    for n, (onset, length, height) in enumerate(melody):
        over = min(onset + length, half.onset + half.length) - max(onset, half.onset)
        if over <= 0:
            continue
        following = melody[n + 1][2] if n + 1 < len(melody) else height
        weak = (onset != half.onset and length <= 1 and 0 < abs(following - height) <= 2) or over * 3 <= length
        found.append((height % 12, min(36, round(over * 12)), weak))
    return found


def _fit(option: Option, sung: list[tuple[int, int, bool]]) -> int:
    cost = 0
    for tone, weight, weak in sung:
        if tone in option.tones:
            continue
        clash = (tone - 1) % 12 in option.tones
        cost += weight * (_PASSING if weak else _CLASH if clash else _OUTSIDE) // 12
    return cost


def _spans(options: tuple[Option, ...], path: _Path, halves: tuple[Half, ...]) -> tuple[ChordSpan, ...]:
    spans: list[ChordSpan] = []
    begun = 0
    for n in range(1, len(path) + 1):
        if n == len(path) or path[n] != path[begun]:
            start, end = halves[begun].onset, halves[n - 1].onset + halves[n - 1].length
            spans.append(span_of(options[path[begun]], start, end - start))
            begun = n
    return tuple(spans)
