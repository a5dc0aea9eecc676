"""Guises: what of a theme is said, how fast, and which way up; in theme time, before it meets the bars and chords of a cue."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.composition.grid import Placed
from originalscore.composition.statements.tones import Tone, theme_tones
from originalscore.composition.statements.variation import vary
from originalscore.model.plan import WHOLE_GUISES, Theme
from originalscore.music.key import Key

#: Steps of the scale by which a sequence moves the motif the second time: up a step, a third or a fourth in turn, by variation.
_SEQUENCE_STEPS = (1, 2, 3, -1)
#: A note of so many beats may be held in place of a short one after it.
_HELD = Fraction(3, 2)


def guise_tones(placed: Placed) -> list[Tone]:
    """The varied notes of a statement from its first downbeat on, filling its theme bars; pick-up notes have negative onsets."""
    theme, guise = placed.theme, placed.guise
    tones = theme_tones(theme)
    whole = placed.theme_bars * theme.meter.beats
    if guise in WHOLE_GUISES or guise not in _SHAPES:
        said = [tone for tone in tones if tone.onset < whole]
        return _filled(vary(said if placed.theme_bars >= theme.bars else _rounded(said), placed.variation), whole)
    motif = motif_of(theme, with_pickup=placed.pickup and guise in ("head", "fragment"))
    return _filled(_SHAPES[guise](placed, motif), whole)


def motif_of(theme: Theme, *, with_pickup: bool = False) -> list[Tone]:
    """The head motif; its last note holds to the end of its second bar at most."""
    tones = theme_tones(theme)
    solid = [tone for tone in tones if tone.onset >= 0]
    count = max(2, theme.motif_notes - (len(tones) - len(solid)))
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


def _head(placed: Placed, motif: list[Tone]) -> list[Tone]:
    return vary(_rounded(motif), placed.variation)


def _fragment(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """What falls into the first bar and the downbeat it leads to, which is held."""
    bar = placed.theme.meter.beats
    first = [tone for tone in motif if tone.onset < bar]
    goal = next((tone for tone in motif if tone.onset >= bar), None) if placed.theme_bars > 1 else None
    said = [*first, goal] if goal and goal.onset == bar else _rounded(first)
    said[-1] = replace(said[-1], length=max(said[-1].length, min(bar, placed.theme_bars * bar - said[-1].onset)))
    return vary(said, placed.variation)


def _bass(placed: Placed, motif: list[Tone]) -> list[Tone]:
    edge = placed.theme_bars * placed.theme.meter.beats
    return vary(_rounded([tone for tone in theme_tones(placed.theme) if 0 <= tone.onset < edge]), placed.variation)


def _stretched(placed: Placed, motif: list[Tone], factor: Fraction) -> list[Tone]:
    said = _rounded(motif) if factor > 1 else motif
    return [replace(tone, onset=factor * tone.onset, length=factor * tone.length) for tone in vary(said, placed.variation)]


def _augmented(placed: Placed, motif: list[Tone]) -> list[Tone]:
    return _stretched(placed, motif, Fraction(2))


def _diminished(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """In half lengths, then once more answered a step higher."""
    small, bar = _stretched(placed, motif, Fraction(1, 2)), placed.theme.meter.beats
    moved = _by_steps(small, 1 + placed.variation % 2, placed.theme.key)
    return [*_within(small, bar), *(replace(tone, onset=tone.onset + bar) for tone in _within(moved, bar))]


def _ostinato(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """In half lengths, bar after bar; every second bar ends differently, so that it is a motor and no loop."""
    bar, found = placed.theme.meter.beats, list[Tone]()
    small = _within(_stretched(replace(placed, variation=0), motif, Fraction(1, 2)), bar)
    turned = _within(_stretched(replace(placed, variation=1 + placed.variation), motif, Fraction(1, 2)), bar)
    for n in range(placed.theme_bars):
        cell = turned if n % 2 else small
        moved = _by_steps(cell, (0, 0, 1, 2)[n % 4], placed.theme.key)
        found += [replace(tone, onset=tone.onset + n * bar) for tone in moved]
    return found


def _sequence(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """The motif, and the motif again some steps higher, varied."""
    if placed.theme_bars < 4:
        return vary(motif, placed.variation)
    steps, edge = _SEQUENCE_STEPS[placed.variation % len(_SEQUENCE_STEPS)], 2 * placed.theme.meter.beats
    again = [replace(tone, onset=tone.onset + edge) for tone in _by_steps(_rounded(motif), steps, placed.theme.key)]
    return vary([*motif, *again], placed.variation)


def _inverted(placed: Placed, motif: list[Tone]) -> list[Tone]:
    """Upside down around its first note, by steps of the scale."""
    key, axis = placed.theme.key, motif[0].height
    turned = [replace(tone, height=_degree_height(2 * _degree(axis, key) - _degree(tone.height, key), key)) for tone in motif]
    return vary(turned, placed.variation)


_SHAPES = {
    "head": _head, "fragment": _fragment, "bass": _bass, "augmented": _augmented, "diminished": _diminished, "ostinato": _ostinato,
    "sequence": _sequence, "inverted": _inverted,
}  # fmt: skip


def _within(tones: list[Tone], edge: Fraction) -> list[Tone]:
    """Tones cut at ``edge``, the last one held to it."""
    kept = [tone for tone in tones if tone.onset < edge]
    return [*kept[:-1], replace(kept[-1], length=edge - kept[-1].onset)] if kept else []


def _degree(height: int, key: Key) -> int:
    """Steps of the scale above the tonic in octave 0; a note between two degrees counts as the lower one."""
    octave, step = divmod(height - key.tonic.pitch_class, 12)
    return 7 * octave + max(n for n, semitones in enumerate(key.scale) if semitones <= step)


def _degree_height(degree: int, key: Key) -> int:
    octave, step = divmod(degree, 7)
    return key.tonic.pitch_class + 12 * octave + key.scale[step]


def _by_steps(tones: list[Tone], steps: int, key: Key) -> list[Tone]:
    """Moved by steps of the scale: sequences that stay in the key until the cue's harmony bends them."""
    if not steps:
        return list(tones)
    return [replace(tone, height=_degree_height(_degree(tone.height, key) + steps, key)) for tone in tones]
