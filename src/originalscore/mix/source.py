"""The film's own sound as the mix uses it: where it comes from, how loud it and its words are, and what is the matter with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from originalscore.external.media import decode_sound
from originalscore.measures.loudness import STEPS_A_SECOND, Energy, Meter, gated_lufs, to_dbtp
from originalscore.mix.blocks import BLOCK, Sound, regroup
from originalscore.model.picture import Picture

Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class FilmSound:
    """What is heard beside the music: film sound, a file in its place, or nothing.

    ``energy`` spans the film (zeros without sound); ``lines`` are the spoken lines that are really heard, ``music_spans`` where the sound
    carries music of its own, picture seconds. Levels are None where there is nothing; ``is_other`` says that a file takes the film sound's place.
    """

    source: Path | None
    energy: Energy
    lines: Spans
    music_spans: Spans
    speech_lufs: float | None
    film_lufs: float | None
    peak_dbtp: float | None
    is_other: bool

    def has_music_in(self, start_s: float, end_s: float) -> bool:
        """Whether the film's own music plays under more than half of a span."""
        shared = sum(max(0.0, min(end_s, last) - max(start_s, first)) for first, last in self.music_spans)
        return 2 * shared > end_s - start_s


def sound_source(sound: str | Path, film: Path | None, picture: Picture) -> Path | None:
    """The file that is heard beside the music: ``sound`` is ``keep``, ``mute`` or a file in the film sound's place."""
    if isinstance(sound, Path):
        return sound
    return film if sound == "keep" and picture.film.has_sound else None


def hear_film(source: Path | None, picture: Picture, length: int, rate: int, *, is_other: bool) -> FilmSound:
    """Listen to it once. Levels of the film's own sound are the picture's; those of a file in its place are measured here."""
    silence = np.zeros(length * STEPS_A_SECOND // rate + 1, np.float32)
    lines = tuple((float(span.start_s), float(span.end_s)) for span in picture.speech)
    if source is None:
        return FilmSound(None, silence, (), (), None, None, None, is_other)
    meter = Meter(rate)
    for block in film_blocks(source, length, rate):
        meter.measure(block)
    energy = meter.energy()
    music = tuple((float(start), float(end)) for start, end in picture.music_spans_s)
    if not is_other:
        return FilmSound(source, energy, lines, music, picture.speech_lufs, picture.film_lufs, picture.film_peak_dbtp, False)
    spoken = gated_lufs(energy, [(span.start_s, span.end_s) for span in picture.speech]) if lines else None
    return FilmSound(source, energy, lines, (), spoken, gated_lufs(energy), to_dbtp(meter.peak), True)


def film_blocks(source: Path, length: int, rate: int) -> Iterator[Sound]:
    """The film's own sound from picture zero, exactly ``length`` samples."""
    left = length
    for block in regroup(decode_sound(source, rate, 2), BLOCK):
        if left <= 0:
            return
        part = np.nan_to_num(block[:, :left])
        left -= part.shape[1]
        yield part
    for first in range(0, left, BLOCK):
        yield np.zeros((2, min(BLOCK, left - first)), np.float32)
