"""Music under the words of a film: how far below every line, over how much of the talk, ridden how deep, and how it stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from originalscore.external.media import decode_sound
from originalscore.measures.loudness import Meter
from sound import meter
from sound.lines import Line
from sound.stage import RATE, Scored, Sound

_NEAREST_LU, _FARTHEST_LU = 12.0, 20.0
_HEARD_LU = 30.0
"""Music counts as playing under a line while its momentary loudness is at most this far below the line (ours)."""
_EDGE_S = 1.25
_LEAD_S = 0.8
_SILENT_GAIN = 10 ** (-30 / 20)


def lines(name: str, scored: Scored) -> Iterator[Line]:
    """The lines for one film, with the default profile, which leaves music and film at one level."""
    from originalscore.measures import under_speech

    music = scored.wave(scored.mix.music.file)
    film = _film_sound(scored, music.shape[1])
    unridden = _unridden(scored, music.shape[1])
    near, far, whose = _distances(scored, film, music)
    unducked, _, _ = _distances(scored, film, unridden)
    _, silent_far, _ = _distances(scored, film, _SILENT_GAIN * music)
    group = f"under picture: {name}"
    yield Line(group, "line nearest to the music", near, _NEAREST_LU, None, "LU", "unducked mix", unducked,
               "Torcoli et al. 2019: 10 LU at least; 12 by default.", f"{whose}.")  # fmt: skip
    yield Line(group, "line farthest from the music", far, None, _FARTHEST_LU, "LU", "mix 30 dB down", silent_far,
               "farther than 20 LU nobody hears that there is music.")  # fmt: skip
    yield Line(group, "talk with music under it", _covered(scored, film, music), 30.0, None, "%", "mix 30 dB down",
               _covered(scored, film, _SILENT_GAIN * music))  # fmt: skip
    spans = [(line.start_s, line.end_s) for line in scored.lines]
    own, bare = _energy(music), _energy(unridden)

    def gain_of(energy: np.ndarray) -> np.ndarray:
        """The gain, but for the lead of each cue, which lies before its wave."""
        gain = under_speech.measured_gain_db(energy, bare)
        for cue in scored.cues:
            gain[max(0, round(100 * (float(cue.start_s) - _LEAD_S))) : round(100 * (float(cue.start_s) + _LEAD_S))] = np.nan
        return gain

    gain, pulled = gain_of(own), gain_of(_energy(_pulled(music, scored)))
    yield Line(group, "mean ride", under_speech.mean_ride_db(gain, spans), None, 4.0, "dB", "pulled 8 dB further",
               under_speech.mean_ride_db(pulled, spans), "measured against the cues without rides.")  # fmt: skip
    wobbled = gain_of(_energy(_wobbled(music)))
    yield Line(group, "pumping above 1 Hz", under_speech.pumping_db(gain, spans), None, 1.0, "dB", "a 2 Hz wobble of 4 dB",
               under_speech.pumping_db(wobbled, spans))  # fmt: skip
    beside = _beside(scored, film, music)
    yield Line(group, "music beside the speech", beside, -12.0, 12.0, "LU", "mix 30 dB down", _beside(scored, film, _SILENT_GAIN * music),
               "gated loudness of the music where nobody speaks against that of the lines.")  # fmt: skip


def _film_sound(scored: Scored, length: int) -> Sound:
    whole = np.zeros((2, length), np.float32)
    at = 0
    assert scored.film
    for block in decode_sound(scored.film, RATE, 2):
        count = min(block.shape[1], length - at)
        whole[:, at : at + count] = block[:, :count]
        at += count
    return whole


def _unridden(scored: Scored, length: int) -> Sound:
    """The cues where they lie in the film, at their own level: what the music would be without rides."""
    whole = np.zeros((2, length), np.float32)
    starts = {cue.number: round(cue.start_s * RATE) for cue in scored.cues}
    for cue in scored.mix.cues:
        sound = scored.wave(cue.audio.file)
        at = starts[cue.name]
        whole[:, at : at + sound.shape[1]] += sound[:, : length - at]
    return whole


def _cut(sound: Sound, start_s: float, end_s: float) -> Sound:
    return sound[:, round(start_s * RATE) : round(end_s * RATE)]


def _distances(scored: Scored, film: Sound, music: Sound) -> tuple[float | None, float | None, str]:
    """Speech above music in the nearest and the farthest line, LU by ffmpeg's meter, and which they are.

    Near may be any line under which something sounds; far only what of a line lies in a cue: music that has ended may die away.
    """
    near = [_distance(film, music, line.start_s, line.end_s) for line in scored.lines]
    far = [_distance(film, music, start_s, end_s) for start_s, end_s in _in_cues(scored)]
    near, far = [one for one in near if one], [one for one in far if one]
    if not near or not far:
        return None, None, "no music under any line"
    nearest, farthest = min(near), max(far)
    return (
        nearest[0],
        farthest[0],
        f"nearest at {nearest[1]:.1f} s, farthest at {farthest[1]:.1f} s; music under {len(near)} of {len(scored.lines)}",
    )


def _distance(film: Sound, music: Sound, start_s: float, end_s: float) -> tuple[float, float] | None:
    under = meter.read(_cut(music, start_s, end_s)).lufs
    return (meter.read(_cut(film, start_s, end_s)).lufs - under, start_s) if under > meter.SILENCE_LUFS else None


def _in_cues(scored: Scored) -> Iterator[tuple[float, float]]:
    """The parts of lines that lie in a cue, a second long at least."""
    for line in scored.lines:
        for cue in scored.cues:
            start_s, end_s = max(line.start_s, float(cue.start_s)), min(line.end_s, float(cue.end_s))
            if end_s - start_s >= 1.0:
                yield start_s, end_s


def _covered(scored: Scored, film: Sound, music: Sound) -> float:
    """Share of the talk under which music is heard, per cent."""
    momentary = meter.read(music).momentary
    heard = spoken = 0
    for line in scored.lines:
        level = meter.read(_cut(film, line.start_s, line.end_s)).lufs
        under = momentary[round(10 * line.start_s) + 2 : round(10 * line.end_s) + 2]  # a value stands for the 400 ms before it
        spoken += len(under)
        heard += int((under >= level - _HEARD_LU).sum())
    return 100 * heard / max(1, spoken)


def _beside(scored: Scored, film: Sound, music: Sound) -> float | None:
    outside = np.ones(music.shape[1], bool)
    for line in scored.lines:
        outside[max(0, round((line.start_s - _EDGE_S) * RATE)) : round((line.end_s + _EDGE_S) * RATE)] = False
    speech = meter.read(np.concatenate([_cut(film, line.start_s, line.end_s) for line in scored.lines], axis=1)).lufs
    alone = meter.read(music[:, outside]).lufs
    return alone - speech if alone > meter.SILENCE_LUFS else None


def _pulled(music: Sound, scored: Scored) -> Sound:
    """The music with 8 dB taken out of every line more than there is."""
    pulled = music.copy()
    for line in scored.lines:
        pulled[:, round(line.start_s * RATE) : round(line.end_s * RATE)] *= np.float32(10 ** (-8 / 20))
    return pulled


def _wobbled(music: Sound) -> Sound:
    level_db = 2 * np.sin(2 * np.pi * 2 * np.arange(music.shape[1]) / RATE)
    return (music * 10 ** (level_db / 20)).astype(np.float32)


def _energy(sound: Sound) -> np.ndarray:
    measured = Meter()
    for first in range(0, sound.shape[1], 1 << 18):
        measured.measure(sound[:, first : first + (1 << 18)])
    return measured.energy()
