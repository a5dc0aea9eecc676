"""Destroyed music: each control breaks one thing that a gate should hear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.measures.abstract import Voice, Voices
from originalscore.measures.sonority import class_weights, find_key
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName


def _each(voices: Voices, change: Callable[[Voice, int], Voice]) -> Voices:
    inner = tuple(change(voice, n + 1) for n, voice in enumerate(voices.inner))
    return replace(voices, melody=change(voices.melody, 0), inner=inner, bass=change(voices.bass, 9))


def random_diatonic(voices: Voices, draw: Stream) -> Voices:
    """The rhythm stays; every pitch is a random note of the key within the voice's range."""
    scale = _scale(voices)

    def change(voice: Voice, n: int) -> Voice:
        own = draw.split("voice", n)
        heights = [h for h in range(min(h for *_, h in voice), max(h for *_, h in voice) + 1) if h % 12 in scale] if voice else []
        return tuple((a, n_, own.choose(heights)) for a, n_, _ in voice) if heights else voice

    return _each(voices, change)


def walk(voices: Voices, draw: Stream) -> Voices:
    """The rhythm stays; every voice walks up and down the scale at random."""
    scale = _scale(voices)

    def change(voice: Voice, n: int) -> Voice:
        if not voice:
            return voice
        own = draw.split("voice", n)
        heights = [h for h in range(min(h for *_, h in voice) - 2, max(h for *_, h in voice) + 3) if h % 12 in scale]
        place, walked = len(heights) // 2, []
        for onset, length, _ in voice:
            place = min(len(heights) - 1, max(0, place + own.choose((-1, 1))))
            walked.append((onset, length, heights[place]))
        return tuple(walked)

    return _each(voices, change)


def shuffled(voices: Voices, draw: Stream) -> Voices:
    """The rhythm stays; every voice's own pitches in a random order."""

    def change(voice: Voice, n: int) -> Voice:
        heights = draw.split("voice", n).shuffled([h for *_, h in voice])
        return tuple((a, n_, h) for (a, n_, _), h in zip(voice, heights, strict=True))

    return _each(voices, change)


def bars_shuffled(voices: Voices, draw: Stream) -> Voices:
    """Whole bars in a random order: the marginals stay, the sense goes."""
    return _in_order(voices, list(draw.shuffled(range(len(voices.bars) - 1))))


def looped(voices: Voices, draw: Stream) -> Voices:
    """The first two bars over and over."""
    return _in_order(voices, [n % 2 for n in range(len(voices.bars) - 1)])


def misaligned(voices: Voices, draw: Stream) -> Voices:
    """Each voice but the first is late by one to five quarter notes."""
    end = voices.bars[-1]

    def change(voice: Voice, n: int) -> Voice:
        if n == 0:
            return voice
        late = Fraction(draw.split("voice", n).between(1, 5))
        moved = [(a + late, length, h) for a, length, h in voice]
        return tuple((a, min(length, end - a), h) for a, length, h in moved if a < end)

    return _each(voices, change)


def planed(voices: Voices, draw: Stream) -> Voices:
    """The voice over the lowest leaves its own way and goes with it, a fifth above, note for note."""
    *above, _, lead = voices.all
    *upper, bass = *above, tuple((onset, length, height + 7) for onset, length, height in lead), lead
    return replace(voices, melody=upper[0], inner=tuple(upper[1:]), bass=bass)


def toy(seed: int, bars: int = 16) -> Voices:
    """The naive generator: I V vi IV in blocks under random chord tones in quarters and halves."""
    draw = Stream(seed, "toy")
    chords = ((0, 4, 7), (7, 11, 14), (9, 12, 16), (5, 9, 12))
    lines: list[list[tuple[Fraction, Fraction, int]]] = [[], [], [], [], []]
    for bar in range(bars):
        chord, at = chords[bar % 4], Fraction(4 * bar)
        for n, place in enumerate(chord):
            lines[1 + n].append((at, Fraction(4), 72 - 12 * (n > 0) + place - 12))
        lines[4].append((at, Fraction(4), 36 + chord[0]))
        spent = Fraction(0)
        while spent < 4:
            length = min(Fraction(draw.choose((1, 1, 2))), 4 - spent)
            lines[0].append((at + spent, length, 72 + draw.choose(chord)))
            spent += length
    edges = tuple(Fraction(4 * n) for n in range(bars + 1))
    melody, *inner, bass = (tuple(line) for line in lines)
    return Voices(melody, tuple(inner), bass, edges, Key(PitchName("C"), "major"))


CONTROLS: dict[str, Callable[[Voices, Stream], Voices]] = {
    "random": random_diatonic, "walk": walk, "shuffled": shuffled, "bars shuffled": bars_shuffled, "looped": looped, "misaligned": misaligned,
    "planed": planed,
}  # fmt: skip


def auc(real: list[float], fake: list[float]) -> float:
    """Chance (0 to 1) that a real value is above a fake one; 0.5 tells nothing."""
    wins = sum((r > f) + 0.5 * (r == f) for r in real for f in fake)
    return wins / (len(real) * len(fake)) if real and fake else 0.5


def _in_order(voices: Voices, order: list[int]) -> Voices:
    """Bars put together again in another order; only bars of the commonest length go."""

    def change(voice: Voice, _: int) -> Voice:
        made: list[tuple[Fraction, Fraction, int]] = []
        at = voices.bars[0]
        for place in order:
            start, end = voices.bars[place], voices.bars[place + 1]
            for onset, length, height in voice:
                if onset < end and onset + length > start:
                    first, last = max(onset, start), min(onset + length, end)
                    made.append((at + first - start, last - first, height))
            at += end - start
        return tuple(made)

    lengths = [voices.bars[place + 1] - voices.bars[place] for place in order]
    edges = tuple(voices.bars[0] + sum(lengths[:n], Fraction(0)) for n in range(len(order) + 1))
    return replace(_each(voices, change), bars=edges)


def _scale(voices: Voices) -> set[int]:
    key = voices.key or find_key(class_weights(voices).sum(0))
    return {(key.tonic.pitch_class + step) % 12 for step in key.scale}
