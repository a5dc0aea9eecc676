"""Measure the sound set: when each note is felt to begin, and how loud it is.

Each (patch, note, velocity step) is sounded once, dry and alone, the first time a cue needs it, and remembered in the
user's cache under the SoundFont's checksum. Since each is measured by itself, the result does not depend on what was
rendered before. The attack is the time from the note's start to 50 % of its peak envelope (10 ms windows, first 1.5 s;
0.35 s for short sounds); the level is the loudest K-weighted 400 ms (ITU-R BS.1770-4 momentary loudness).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

from originalscore.external.fluidsynth import Synth
from originalscore.files import write_whole
from originalscore.measures.loudness import K_WEIGHTING
from originalscore.measures.timbre import half_rise_s
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.render import sounds, voice
from originalscore.render.palette import PATCHES, SEATS, Patch

RATE = 48_000
LISTEN_S, LISTEN_SHORT_S = 1.5, 0.35


@dataclass(frozen=True)
class Sounding:
    """One measured note: seconds to 50 % of its envelope, and its loudness in LUFS at the synthesisers' gain, CC7 at 127."""

    attack_s: float
    level_lufs: float


def loudest_lufs(sound: NDArray[np.float32]) -> float:
    """Loudest 400 ms (or the whole, if shorter), K-weighted, LUFS; -200 for silence. 48 kHz."""
    power = np.sum(sosfilt(K_WEIGHTING, sound.astype(np.float64), axis=1) ** 2, axis=0)
    window = min(len(power), int(0.4 * RATE))
    total = np.concatenate(([0.0], np.cumsum(power)))
    loudest = float(np.max(total[window:] - total[:-window])) / window
    return -0.691 + 10 * float(np.log10(loudest)) if loudest > 1e-20 else -200.0


class Calibration:
    """What has been measured of the sound set so far; safe to ask from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, float]] = _read(path)
        self._fresh = False

    def ask(self, patch: Patch, height: int, velocity: int, *, pan: int = 64, tune_cents: int = 0) -> Sounding:
        """The attack and level of a note, measured now if need be."""
        sound = (patch.bank, patch.program, int(patch.breath), int(patch.short), patch.open_cents, patch.attack_timecents)
        name = ":".join(map(str, (*sound, height, velocity, pan, tune_cents)))
        with self._lock:
            heard = self._known.get(name)
        if heard is None:  # two threads may measure the same note at once, with the same result
            heard = _measure(patch, height, velocity, pan, tune_cents)
            with self._lock:
                self._known[name] = heard
                self._fresh = True
        return Sounding(*heard)

    def save(self) -> None:
        """Keep what was measured, together with what another run may have added meanwhile; where it cannot be kept it is measured again."""
        with self._lock:
            if self._fresh:
                self._known = _read(self._path) | self._known
                with suppress(OSError):  # a closed or full home folder is no reason to stop
                    write_whole(self._path, json.dumps(self._known, sort_keys=True, indent=0))
                self._fresh = False


def _read(path: Path) -> dict[str, tuple[float, float]]:
    try:
        return {name: (float(pair[0]), float(pair[1])) for name, pair in json.loads(path.read_text()).items()}
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return {}


def _measure(patch: Patch, height: int, velocity: int, pan: int, tune_cents: int) -> tuple[float, float]:
    with sounds.lent_font() as font, Synth(font, RATE, sounds.GAIN_RATIO, channels=16, voices=32) as synth:
        voice.prepare(synth, 0, patch, velocity, volume=127, pan=pan, cents=tune_cents)
        synth.note_on(0, height, velocity)
        length_s = LISTEN_SHORT_S if patch.short else LISTEN_S
        sound = synth.write(int(length_s * RATE) // 64 * 64)
    return round(half_rise_s(sound, RATE), 4), round(loudest_lufs(sound), 2)


def cache_file() -> Path:
    """Where measurements are kept: ``$XDG_CACHE_HOME`` (or ``~/.cache``) / originalscore."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = blake2b(sounds.sound_set().encode(), digest_size=8).hexdigest()
    return folder / "originalscore" / f"calibration-{name}.json"


_open: dict[Path, Calibration] = {}


def calibration() -> Calibration:
    """The calibration of the installed sound set."""
    path = cache_file()
    if path not in _open:
        _open[path] = Calibration(path)
    return _open[path]


def calibrate(instruments: Iterable[str] = tuple(INSTRUMENTS), *, progress: Callable[[float], None] | None = None) -> int:
    """Measure the comfortable range of instruments ahead of time, at three levels, and keep it.

    Returns
    -------
    int
        How many notes were asked for.
    """
    work = [
        (patch, height, voice.velocity_of(level, patch), round(64 + 63 * SEATS[name].pan_ratio))
        for name in instruments
        for patch in dict.fromkeys(PATCHES.get(name, {}).values())
        for height in range(Pitch.parse(INSTRUMENTS[name].low).height, Pitch.parse(INSTRUMENTS[name].high).height + 1)
        for level in (0.3, 0.55, 0.8)
    ]
    known = calibration()
    for done, (patch, height, velocity, pan) in enumerate(work):
        known.ask(patch, height, velocity, pan=pan)
        if progress is not None and done % 50 == 0:
            progress(done / len(work))
    known.save()
    return len(work)
