"""What the ear asks of a made sound, as numbers; and a small renderer that lays made notes into a stem, to listen with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from originalscore.measures.loudness import to_lufs
from originalscore.model.performance import PlayedPart
from originalscore.render.synthesis import make_sound

Sound = NDArray[np.float32]


def envelope(sound: Sound) -> NDArray[np.float32]:
    return np.abs(sound).max(axis=0)


def half_s(sound: Sound, rate: int) -> float:
    """Seconds until half of the peak is reached for the first time."""
    loud = envelope(sound)
    return float(np.argmax(loud >= 0.5 * loud.max()) / rate)


def peak_s(sound: Sound, rate: int) -> float:
    return float(envelope(sound).argmax() / rate)


def correlation(sound: Sound) -> float:
    left, right = sound.astype(np.float64)
    return float(left @ right / np.sqrt((left @ left) * (right @ right)))


def mono_loss_db(sound: Sound) -> float:
    both = sound.astype(np.float64)
    middle = both.mean(axis=0)
    return float(10 * np.log10((both**2).sum() / 2 / (middle**2).sum()))


def offset_ratio(sound: Sound) -> float:
    return float(np.abs(sound.astype(np.float64).mean(axis=1)).max() / np.abs(sound).max())


def edge_jump_ratio(sound: Sound, *, opening: bool) -> float:
    """The largest value on the outermost two samples, against the peak: a sound that does not start or end at zero clicks."""
    edge = sound[:, :2] if opening else sound[:, -2:]
    return float(np.abs(edge).max() / np.abs(sound).max())


def cents_off(sound: Sound, hz: float, rate: int) -> float:
    """How far the first four harmonics lie from where they should, in cents, each weighed by its energy."""
    middle = sound.astype(np.float64).mean(axis=0)
    size = 1 << 19
    power = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), size)) ** 2
    places = np.fft.rfftfreq(size, 1 / rate)
    total = weight = 0.0
    for k in range(1, 5):
        near = np.abs(np.log2(np.maximum(places, 1e-3) / (k * hz))) < 60 / 1200
        energy = float(power[near].sum())
        total += energy * 1200 * np.log2(float((power[near] * places[near]).sum()) / energy / (k * hz))
        weight += energy
    return total / weight


def detuned(sound: Sound, cents: float) -> Sound:
    """The sound played faster."""
    place = np.arange(0, sound.shape[1] - 1, 2 ** (cents / 1200))
    return np.stack([np.interp(place, np.arange(sound.shape[1]), side) for side in sound]).astype(np.float32)


def brightness_hz(sound: Sound, rate: int) -> float:
    """Centre of the spectrum by amplitude."""
    spectrum = np.abs(np.fft.rfft(sound.astype(np.float64).mean(axis=0)))
    places = np.fft.rfftfreq(sound.shape[1], 1 / rate)
    return float((spectrum * places).sum() / spectrum.sum())


def loudness_lufs(sound: Sound) -> float:
    """Loudness of the whole sound without gates; unweighted, so that a sub is heard too."""
    return to_lufs(float(2 * (sound.astype(np.float64) ** 2).mean()))


def movement_db(sound: Sound, rate: int) -> float:
    """How much a held sound moves: the median, over octave bands with something in them, of the range of level in quarter seconds."""
    middle = sound.astype(np.float64).mean(axis=0)
    window = rate // 4
    ranges = []
    for low_hz in (60, 120, 240, 480, 960, 1920):
        band = signal.sosfilt(signal.butter(2, [low_hz, 2 * low_hz], "bandpass", fs=rate, output="sos"), middle)
        steps = (band[: len(band) // window * window].reshape(-1, window) ** 2).mean(axis=1)[2:-1]
        if steps.mean() > 1e-5 * (middle**2).mean():
            ranges.append(10 * np.log10(steps.max() / steps.min()))
    return float(np.median(ranges))


def off_harmonics_db(sound: Sound, hz: float, rate: int, start_s: float, stop_s: float) -> float:
    """The loudest partial that is no harmonic, in decibels against the loudest that is."""
    part = sound.astype(np.float64)[0, round(start_s * rate) : round(stop_s * rate)]
    spectrum = np.abs(np.fft.rfft(part * signal.windows.blackmanharris(len(part)), 1 << 17))
    places = np.fft.rfftfreq(1 << 17, 1 / rate)
    order = places / hz
    near = (np.abs(order - np.round(order)) * hz < 60) & (order > 0.5)
    return float(20 * np.log10(spectrum[~near & (places > 60)].max() / spectrum.max()))


def listen(part: PlayedPart, length_s: float, rate: int) -> Sound:
    """A part of electronics laid note by note at its levels: enough to hear by, not the product's renderer."""
    stem = np.zeros((2, round((length_s + 8) * rate)), np.float32)
    for number, note in enumerate(part.notes):
        assert note.pitch is not None
        made = make_sound(note.sound, note.pitch.height, note.length_s, note.level, rate=rate, seed=number)
        at = round(note.onset_s * rate)
        room = min(made.shape[1], stem.shape[1] - at)
        stem[:, at : at + room] += made[:, :room]
    return stem
