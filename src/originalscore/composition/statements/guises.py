"""Guises: what of a theme is said, how fast, and which way up; in theme time, before it meets the bars and chords of a cue."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.grid import Placed
from originalscore.composition.statements.steps import best_aimed, by_steps, moved_true, turned_over
from originalscore.composition.statements.tones import Tone, theme_tones
from originalscore.composition.statements.variation import vary
from originalscore.model.plan import WHOLE_GUISES, Theme
from originalscore.music.key import Key

#: Steps of the scale by which a sequence may move the motif the second time, and one in half lengths: those where it stays itself, by variation.
_SEQUENCE_STEPS, _CELL_STEPS = (1, 2, 3, -1, 4, -2, -3), (1, 2, 3, -1, -2)
#: A note of so many beats may be held in place of a short one after it.
_HELD = Fraction(3, 2)
#: A motif is said with so many notes at least, where its two bars have them: of fewer nobody knows it (ours).
_LEAST_MOTIF, _LEAST_TURNED = 5, 6
#: Lengths of the notes that lead a motif on, beats, and how long its own last note is held before them (ours).
_TAILS = tuple(tuple(Fraction(n, 2) for n in tail) for tail in ((2,), (1, 2), (2, 2), (1, 1, 2), (3, 2), (1, 3), (4,)))
#: Guises that begin with the theme's pick-up where the bar before is free.
_LED_INTO = ("head", "fragment", "sequence", "augmented", "inverted")
_HOLDS = tuple(Fraction(n, 2) for n in (2, 3, 1, 4, 6))


def guise_tones(placed: Placed) -> list[Tone]:
    """The varied notes of a statement from its first downbeat on, filling its theme bars; pick-up notes have negative onsets."""
    theme, guise = placed.theme, placed.guise
    tones = theme_tones(theme)
    whole = placed.theme_bars * theme.meter.beats
    if guise in WHOLE_GUISES or guise not in _SHAPES:
        said = [tone for tone in tones if tone.onset < whole]
        return _filled(vary(said if placed.theme_bars >= theme.bars else _rounded(said), placed.variation), whole)
    motif = motif_of(theme, with_pickup=placed.pickup and guise in _LED_INTO)
    return _filled(_SHAPES[guise](placed, motif), whole)


def motif_of(theme: Theme, *, with_pickup: bool = False, least: int = _LEAST_MOTIF) -> list[Tone]:
    """The head motif; its last note holds to the end of its second bar at most."""
    tones = theme_tones(theme)
    solid = [tone for tone in tones if tone.onset >= 0]
    count = max(least, theme.motif_notes - (len(tones) - len(solid)))
    edge = 2 * theme.meter.beats
    motif = [tone for tone in solid[:count] if tone.onset < edge]
    motif[-1] = replace(motif[-1], length=min(motif[-1].length, edge - motif[-1].onset))
    return ([tone for tone in tones if tone.onset < 0] if with_pickup else []) + motif


def _filled(tones: list[Tone], whole: Fraction) -> list[Tone]:
    """The last note is held to the end of the statement, for two beats more at most than it is written: nothing stops in mid-air."""
    if not tones:
        return tones
    last = tones[-1]
    room = whole - last.onset
    length = min(room, max(last.length, min(room, last.length + 2)))
    return [*tones[:-1], replace(last, length=length)]


def _rounded(tones: list[Tone]) -> list[Tone]:
    """Without a last short note that only leads on: the note before it is held instead, so that the phrase ends."""
    if len(tones) > 3 and tones[-1].length <= 1 and tones[-2].length >= _HELD:
        return [*tones[:-2], replace(tones[-2], length=tones[-1].onset + tones[-1].length - tones[-2].onset)]
    return list(tones)


def led_on(motif: list[Tone], number: int, room: Fraction, *, beat: Fraction = Fraction(1)) -> list[Tone]:
    """The motif as the book has it, and after it a turn of its own for every number: so it is known, and never the same twice.

    ``room`` is where the statement ends; ``beat`` is 1/2 where the motif is said in half lengths. What has no room for a turn is varied
    inside.
    """
    if number == 0 or len(motif) < 2:
        return list(motif)
    last = motif[-1]
    holds = dict.fromkeys((last.length, *(beat * hold for hold in _HOLDS)))
    ways = {
        (last.onset + hold, *(last.onset + hold + beat * sum(tail[:n]) for n in range(1, len(tail)))): (hold, tail)
        for tail in _TAILS for hold in holds if last.onset + hold + beat * sum(tail) <= room
    }  # fmt: skip
    if not ways:
        return vary(motif, number)
    if number > len(ways):
        motif, number = vary(motif[:-1], number - len(ways)) + motif[-1:], 1 + number % len(ways)
    onsets, (hold, tail) = list(ways.items())[number - 1]
    turn = [Tone(onset, beat * length, last.height - 2 * n, free=True) for n, (onset, length) in enumerate(zip(onsets, tail, strict=True))]
    return [*motif[:-1], replace(last, length=hold), *turn]


def _settled(motif: list[Tone], room: Fraction) -> list[Tone]:
    """A motif whose last note can be held; without that note where it cannot."""
    return motif if room - motif[-1].onset >= 1 else _rounded(motif)


def _head(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """The motif, led on; in twice its room it is said as it is before, as question and answer."""
    edge = min(_room(placed), 2 * placed.theme.meter.beats)
    if edge == _room(placed):
        return led_on(_settled(motif, edge), placed.variation, edge)
    return _followed(motif, led_on(_settled(motif, edge), 1 + placed.variation, edge), edge)


def _followed(first: list[Tone], again: list[Tone], edge: Fraction) -> list[Tone]:
    """``first``, and from ``edge`` on ``again``, its pick-up only if there is room for it between the two."""
    last = first[-1]
    if last.onset >= edge + again[0].onset:
        again = [tone for tone in again if tone.onset >= 0]
    again = [replace(tone, onset=tone.onset + edge) for tone in again]
    return [*first[:-1], replace(last, length=min(last.length, again[0].onset - last.onset)), *again]


def _room(placed: Placed) -> Fraction:
    return placed.theme_bars * placed.theme.meter.beats


def _fragment(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """What falls into the first bar and the downbeat it leads to, but five notes if there are so many; the last one is held."""
    bar, room = placed.theme.meter.beats, _room(placed)
    pickups = sum(tone.onset < 0 for tone in motif)
    count = max(sum(tone.onset <= bar for tone in motif), pickups + _LEAST_MOTIF)
    said = _settled([tone for tone in motif[:count] if tone.onset < room], room)
    said[-1] = replace(said[-1], length=max(min(said[-1].length, room - said[-1].onset), min(bar, room - said[-1].onset) / 2))
    return led_on(said, placed.variation, room)


def _bass(placed: Placed, motif: list[Tone]) -> list[Tone]:
    edge = placed.theme_bars * placed.theme.meter.beats
    return vary(_rounded([tone for tone in theme_tones(placed.theme) if 0 <= tone.onset < edge]), placed.variation)


def _stretched(motif: list[Tone], factor: Fraction) -> list[Tone]:
    return [replace(tone, onset=factor * tone.onset, length=factor * tone.length) for tone in motif]


def _augmented(placed: Placed, motif: list[Tone]) -> list[Tone]:
    return led_on(_settled(_stretched(motif, Fraction(2)), _room(placed)), placed.variation, _room(placed))


def _diminished(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """In half lengths, then once more answered on another step."""
    bar = placed.theme.meter.beats
    small = _within(_stretched(motif, Fraction(1, 2)), bar)
    moved = moved_true(led_on(small, placed.variation, bar, beat=Fraction(1, 2)), _CELL_STEPS, placed.variation, placed.theme.key)
    return [*small, *(replace(tone, onset=tone.onset + bar) for tone in _within(moved, bar))]


def _ostinato(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """In half lengths, bar after bar; every second bar ends differently, so that it is a motor and no loop."""
    bar, found = placed.theme.meter.beats, list[Tone]()
    small = _within(_stretched(motif, Fraction(1, 2)), bar)
    turned = _within(led_on(small, 1 + placed.variation, bar, beat=Fraction(1, 2)), bar)
    for n in range(placed.theme_bars):
        cell = turned if n % 2 else small
        moved = _elsewhere(cell, placed.theme.key, n % 4 - 1) if n % 4 > 1 else cell  # not as it was every time
        found += [replace(tone, onset=tone.onset + n * bar) for tone in moved]
    return found


def _elsewhere(cell: list[Tone], key: Key, number: int) -> list[Tone]:
    """A cell on one of the steps of the scale on which its leaps are best aimed."""
    versions = best_aimed([by_steps(cell, steps, key) for steps in _CELL_STEPS], key)
    return versions[number % len(versions)]


def _sequence(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """The motif, and the motif again on a step where it stays itself, led on."""
    edge = 2 * placed.theme.meter.beats
    if placed.theme_bars < 4:
        return led_on(motif, placed.variation, _room(placed))
    again = _settled(moved_true(motif, _SEQUENCE_STEPS, placed.variation, placed.theme.key), edge)
    return _followed(motif, led_on(again, placed.variation, edge), edge)


def _inverted(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """Upside down around the third of the key; in twice its room answered by itself upright."""
    longer = motif_of(placed.theme, with_pickup=motif[0].onset < 0, least=_LEAST_TURNED)
    edge = min(_room(placed), 2 * placed.theme.meter.beats)
    asked = led_on(_settled(turned_over(longer, placed.theme.key), edge), placed.variation, edge)
    return asked if edge == _room(placed) else _followed(asked, led_on(_settled(motif, edge), placed.variation, edge), edge)


_SHAPES = {
    "head": _head, "fragment": _fragment, "bass": _bass, "augmented": _augmented, "diminished": _diminished, "ostinato": _ostinato,
    "sequence": _sequence, "inverted": _inverted,
}  # fmt: skip


def _within(tones: list[Tone], edge: Fraction) -> list[Tone]:
    """Tones cut at ``edge``, the last one held to it."""
    kept = [tone for tone in tones if tone.onset < edge]
    return [*kept[:-1], replace(kept[-1], length=edge - kept[-1].onset)] if kept else []
