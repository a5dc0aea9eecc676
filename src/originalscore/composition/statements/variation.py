"""Varied repetition: how the n-th statement of a theme differs from the book, so that no two are alike.

Variation 0 is the book. Every other number is one change of rhythm (in a long statement two at least), or two or three together: a
passing note in a long one, a dotted pair, an even pair out of a dotted one, a note early or late, a long note struck again. All numbers
give different rhythms, whatever the pitches become later; so two statements with different numbers cannot be the same. With the change of
rhythm goes one of pitch: the interval after it grows, towards the end of the statement first, as varied repetitions do (Temperley, *Music
Perception* 31(5), 2014: where a repetition changes an interval, the change tends to be larger and more chromatic). What comes back inside
a theme is changed last: there the listener knows it again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from originalscore.composition.statements.tones import Tone

_HALF = Fraction(1, 2)
#: Semitones that the interval after a change grows by (ours), in turn.
_GROWTH = (2, 3)
#: The order in which places are changed, as thousandths of the statement: the second half first, the head last; a place in what returns is
#: as if so far away.
_PREFERRED, _RETURNS = 700, 1000
#: Moves in a row that make an idea, and how far an interval of it may be bent by the scale, semitones (ours).
_IDEA, _BENT = 4, 1
#: Three changes at once are the most: a fourth would no longer be the theme.
_MOST_CHANGES = 3
#: In a statement of fewer notes changes may stand closer together; one of so many notes is changed in two places at least.
_SHORT, _LONG = 10, 20

Change = Callable[[list[Tone], int], list[Tone]]


def vary(tones: list[Tone], number: int) -> list[Tone]:
    """The tones with variation ``number``; numbers beyond what the tones can bear begin again at 1."""
    if number == 0 or len(tones) < 2:
        return list(tones)
    options = distinct_variations(tones, number)
    return list(options[(number - 1) % len(options)]) if options else list(tones)


def distinct_variations(tones: list[Tone], enough: int) -> list[tuple[Tone, ...]]:
    """Variations in order, at least ``enough`` if there are so many, no two of one rhythm and none with that of the book."""
    places, near = _places(tones), 2 if len(tones) < _SHORT else 3
    seen = {_rhythm(tones)}
    found: list[tuple[Tone, ...]] = []
    for count in range(2 if len(tones) >= _LONG else 1, _MOST_CHANGES + 1):
        for chosen in combinations(range(len(places)), count):
            spots = [places[n] for n in chosen]
            if any(abs(a[1] - b[1]) < near for a, b in combinations(spots, 2)):
                continue
            varied = list(tones)
            for change, spot in sorted(spots, key=lambda pair: -pair[1]):
                varied = change(varied, spot)
            varied = _grown(varied, tones, min(spot for _, spot in spots), len(found))
            if _rhythm(varied) not in seen:
                seen.add(_rhythm(varied))
                found.append(tuple(varied))
            if len(found) >= enough:
                return found
    return found


def _rhythm(tones: list[Tone]) -> tuple[Fraction, ...]:
    """Onsets alone: how long the last note is held depends on where it stands."""
    return tuple(tone.onset for tone in tones)


def _places(tones: list[Tone]) -> list[tuple[Change, int]]:
    """Every change that some place allows, the preferred places first."""
    found: list[tuple[int, int, Change, int]] = []
    known = returning(tones)
    for rank, (fits, change) in enumerate(_CHANGES):
        for n in range(len(tones) - 1):
            if fits(tones, n):
                far = abs(1000 * n // len(tones) - _PREFERRED) + _RETURNS * (n in known)
                found.append((far // 250, rank, change, n))
    found.sort(key=lambda entry: (entry[0], (entry[1] + entry[3]) % len(_CHANGES), entry[3]))
    return [(change, n) for _, _, change, n in found]


def returning(tones: list[Tone]) -> set[int]:
    """The notes of every idea that is said twice: with its rhythm, on any step of the scale. The last note of an idea may be changed."""
    moves = [(b.onset - a.onset, b.height - a.height) for a, b in pairwise(tones)]
    found: set[int] = set()
    for one, other in combinations(range(len(moves) - _IDEA + 1), 2):
        pairs = zip(moves[one : one + _IDEA], moves[other : other + _IDEA])
        if all(a[0] == b[0] and abs(a[1] - b[1]) <= _BENT for a, b in pairs):
            found |= {*range(one, one + _IDEA), *range(other, other + _IDEA)}
    return found


def _joined(tones: list[Tone], n: int) -> bool:
    return tones[n].onset + tones[n].length == tones[n + 1].onset


def _can_pass(tones: list[Tone], n: int) -> bool:
    return tones[n].length >= 1 and tones[n].height != tones[n + 1].height


def _pass(tones: list[Tone], n: int) -> list[Tone]:
    """The last half beat of a note becomes a step towards the next."""
    tone, following = tones[n], tones[n + 1]
    step = Tone(tone.onset + tone.length - _HALF, _HALF, (tone.height + following.height) // 2, free=True)
    return [*tones[:n], replace(tone, length=tone.length - _HALF), step, *tones[n + 1 :]]


def _is_even(tones: list[Tone], n: int) -> bool:
    return tones[n].length == tones[n + 1].length and tones[n].length in (_HALF, 1, 2) and _joined(tones, n)


def _dot(tones: list[Tone], n: int) -> list[Tone]:
    first, second = tones[n], tones[n + 1]
    shift = first.length / 2
    return [
        *tones[:n],
        replace(first, length=first.length + shift),
        replace(second, onset=second.onset + shift, length=shift),
        *tones[n + 2 :],
    ]


def _is_dotted(tones: list[Tone], n: int) -> bool:
    return tones[n].length == 3 * tones[n + 1].length and _joined(tones, n)


def _even(tones: list[Tone], n: int) -> list[Tone]:
    first, second = tones[n], tones[n + 1]
    shift = (first.length - second.length) / 2
    return [
        *tones[:n],
        replace(first, length=first.length - shift),
        replace(second, onset=second.onset - shift, length=second.length + shift),
        *tones[n + 2 :],
    ]


def _can_wait(tones: list[Tone], n: int) -> bool:
    return tones[n + 1].length >= 1 and tones[n].length >= 1 and _joined(tones, n)


def _wait(tones: list[Tone], n: int) -> list[Tone]:
    """The next note comes half a beat late, held off by this one."""
    first, second = tones[n], tones[n + 1]
    return [
        *tones[:n],
        replace(first, length=first.length + _HALF),
        replace(second, onset=second.onset + _HALF, length=second.length - _HALF),
        *tones[n + 2 :],
    ]


def _can_hurry(tones: list[Tone], n: int) -> bool:
    return tones[n].length >= Fraction(3, 2) and _joined(tones, n)


def _hurry(tones: list[Tone], n: int) -> list[Tone]:
    """The next note comes half a beat early."""
    first, second = tones[n], tones[n + 1]
    return [
        *tones[:n],
        replace(first, length=first.length - _HALF),
        replace(second, onset=second.onset - _HALF, length=second.length + _HALF),
        *tones[n + 2 :],
    ]


def _snap(tones: list[Tone], n: int) -> list[Tone]:
    """A dotted pair the other way round: short, then long."""
    first, second = tones[n], tones[n + 1]
    shift = first.length / 2
    return [
        *tones[:n],
        replace(first, length=first.length - shift),
        replace(second, onset=second.onset - shift, length=second.length + shift),
        *tones[n + 2 :],
    ]


def _can_double(tones: list[Tone], n: int) -> bool:
    return tones[n].length in (1, 2)


def _double(tones: list[Tone], n: int) -> list[Tone]:
    """A note is struck twice in its time."""
    tone, half = tones[n], tones[n].length / 2
    return [*tones[:n], replace(tone, length=half), Tone(tone.onset + half, half, tone.height), *tones[n + 1 :]]


def _is_long(tones: list[Tone], n: int) -> bool:
    return tones[n].length >= 2


def _again(tones: list[Tone], n: int) -> list[Tone]:
    """A long note is struck again in its last beat."""
    tone = tones[n]
    return [
        *tones[:n],
        replace(tone, length=tone.length - 1),
        Tone(tone.onset + tone.length - 1, Fraction(1), tone.height),
        *tones[n + 1 :],
    ]


_CHANGES: tuple[tuple[Callable[[list[Tone], int], bool], Change], ...] = (
    (_can_pass, _pass), (_is_even, _dot), (_is_dotted, _even), (_can_wait, _wait), (_can_hurry, _hurry), (_is_long, _again),
    (_can_double, _double), (_is_even, _snap),
)  # fmt: skip


def _grown(varied: list[Tone], book: list[Tone], spot: int, number: int) -> list[Tone]:
    """The first solid note after the change stands higher (or lower, if it fell): its interval is larger than in the book."""
    at = book[spot].onset
    for n in range(1, len(varied) - 1):
        if varied[n].onset > at and not varied[n].free and not varied[n - 1].free:
            direction = 1 if varied[n].height >= varied[n - 1].height else -1
            grown = list(varied)
            grown[n] = replace(varied[n], lift=direction * _GROWTH[number % len(_GROWTH)])
            return grown
    return varied
