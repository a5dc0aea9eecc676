"""Measure the sound set: when each note is felt to begin, and how loud it is.

Each (patch, note, velocity step) is sounded once, dry and alone, the first time a cue needs it, and remembered in the
user's cache under the SoundFont's checksum; ``originalscore calibrate`` does a whole palette ahead of time. Since each is measured by itself, the result does not depend on what was
rendered before. The attack is the time from the note's start to 50 % of its peak envelope (10 ms windows, first 1.5 s;
0.35 s for short sounds); the level is the loudest K-weighted 400 ms (ITU-R BS.1770-4 momentary loudness).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import Synth, library_version
from originalscore.files import write_whole
from originalscore.measures.loudness import K_WEIGHTING
from originalscore.measures.timbre import felt_s, half_rise_s
from originalscore.model.palette import Palette, Patch
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.render import felt, sounds, voice
from originalscore.render.casting import Casting, Role
from originalscore.render.palette import shipped
from originalscore.render.saturation import LOW_BRASS

ALGORITHM = 5
"""Raised when the same note comes to be measured differently."""
RATE = 48_000
LEVELS = (0.3, 0.55, 0.8)
"""Levels at which a note is measured ahead of time; others follow when they are played."""
_PLAIN_LUFS = -39.5
"""Loudness of a single note that nothing bends: mezzo-forte."""
LISTEN_S, LISTEN_SHORT_S, LISTEN_HELD_S, LISTEN_HIT_S = 1.5, 0.35, 3.0, 0.8
"""How much of a note is heard: of most, of a short one, of a held one for its loudness (slow strings and pads grow for seconds), and of a hit for when
it is felt."""


@dataclass(frozen=True)
class Sounding:
    """One measured note: seconds to 50 % of its envelope, and its loudness in LUFS at the synthesisers' gain, CC7 at 127."""

    attack_s: float
    level_lufs: float


def loudest_lufs(sound: NDArray[np.float32], rate: int = RATE) -> float:
    """Loudest 400 ms (or the whole, if shorter), K-weighted, LUFS; -200 for silence.

    The filters are those of 48 kHz. At 44.1 kHz their corners lie 8 % lower (below 0.1 LU); twice the rate is halved first.
    """
    if rate > 1.5 * RATE:
        sound, rate = 0.5 * (sound[:, : sound.shape[1] // 2 * 2 : 2] + sound[:, 1::2]), rate // 2
    power = np.sum(sosfilt(K_WEIGHTING, sound.astype(np.float64), axis=1) ** 2, axis=0)
    window = min(len(power), int(0.4 * rate))
    total = np.concatenate(([0.0], np.cumsum(power)))
    loudest = float(np.max(total[window:] - total[:-window])) / window
    return -0.691 + 10 * float(np.log10(loudest)) if loudest > 1e-20 else -200.0


class Calibration:
    """What has been measured of the sound set so far; safe to ask from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, ...]] = _read(path)
        self._fresh = False

    def ask(
        self, patch: Patch, height: int, velocity: int, *, pan: int = 64, tune_cents: int = 0, font: Path | None = None
    ) -> Sounding:  # fmt: skip
        """The attack and level of a note of a SoundFont (default: the orchestra's), measured now if need be."""
        font = font or sounds.soundfont()
        name = (_font_name(font), *_facts(patch), height, velocity, pan, tune_cents)
        return Sounding(*self._remembered(name, lambda: _measure(font, patch, height, velocity, pan, tune_cents)))

    def felt_s(
        self, instrument: str, patch: Patch, height: int, velocity: int, *, gain_db: float, cents: float, pan: int = 64,
        pan_ratio: float = 0.0, font: Path | None = None,
    ) -> tuple[float, float]:  # fmt: skip
        """Seconds until a note is felt as it is heard from the instrument's place (``pan_ratio``), raised by ``gain_db``, in the hall; and their doubt.

        It is measured in its own tuning, to half a cent: a few cents move a tone from where the hall swallows it to where it rings, and a
        section that rises in two steps is then felt at the other one. The gain matters only where the sound bends with it, and is then taken
        in whole decibels.
        """
        font = font or sounds.soundfont()
        cents = round(2 * cents) / 2
        gain_db = float(round(gain_db)) if instrument in LOW_BRASS else 0.0

        def measure() -> tuple[float, ...]:
            dry = _sounded(font, patch, height, velocity, pan, cents, LISTEN_HIT_S)
            found = felt_s(felt.heard_from(instrument, dry, RATE, gain_db=gain_db, pan_ratio=pan_ratio), RATE)
            return tuple(round(part_s, 4) for part_s in found)

        way = ("felt", felt.ALGORITHM, instrument, gain_db, pan_ratio)
        rise_s, doubt_s = self._remembered((_font_name(font), *_facts(patch), height, velocity, pan, cents, *way), measure)
        return rise_s, doubt_s

    def lift_db(
        self, instrument: str, patch: Patch, heights: tuple[int, ...], *, pan: int = 64, tune_cents: int = 0, font: Path | None = None
    ) -> float:  # fmt: skip
        """What the hall adds to the loudness of a patch at an instrument's place, decibels: the mean over some heights at mezzo-forte.

        A hall favours one steady tone over the next by several decibels; players hear that and balance over their range, not tone by tone.
        """
        font = font or sounds.soundfont()
        velocity = voice.velocity_of(LEVELS[1], patch)

        def measure() -> tuple[float]:
            dry = [_sounded(font, patch, height, velocity, pan, tune_cents) for height in heights]
            lifts = [
                loudest_lufs(felt.heard_from(instrument, one, RATE, gain_db=_PLAIN_LUFS - loudest_lufs(one))) - _PLAIN_LUFS
                for one in dry
                if np.any(one)
            ]
            return (round(float(np.mean(lifts)), 2) if lifts else 0.0,)

        way = ("lift", felt.ALGORITHM, instrument)
        return self._remembered((_font_name(font), *_facts(patch), *heights, velocity, pan, tune_cents, *way), measure)[0]

    def _remembered(self, what: tuple[object, ...], measure: Callable[[], tuple[float, ...]]) -> tuple[float, ...]:
        """What was measured before, or is measured now; two threads may measure the same at once, with the same result."""
        name = ":".join(map(str, what))
        with self._lock:
            heard = self._known.get(name)
        if heard is None:
            heard = measure()
            with self._lock:
                self._known[name] = heard
                self._fresh = True
        return heard

    def save(self) -> None:
        """Keep what was measured, together with what another run may have added meanwhile; where it cannot be kept it is measured again."""
        with self._lock:
            if self._fresh:
                self._known = _read(self._path) | self._known
                with suppress(OSError):  # a closed or full home folder is no reason to stop
                    write_whole(self._path, json.dumps(self._known, sort_keys=True, indent=0))
                self._fresh = False


@cache
def _font_name(font: Path) -> str:
    return sounds.digest(font)[:16]


def _facts(patch: Patch) -> tuple[int, ...]:
    """What of a patch decides how a note of it sounds."""
    facts = patch.bank, patch.program, int(patch.breath), int(patch.short), patch.open_cents, patch.attack_timecents, patch.dark_cents
    return (*facts, patch.envelope_cents) if patch.envelope_cents else facts


def _read(path: Path) -> dict[str, tuple[float, ...]]:
    try:
        return {name: tuple(float(value) for value in values) for name, values in json.loads(path.read_text()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _measure(font_file: Path, patch: Patch, height: int, velocity: int, pan: int, tune_cents: int) -> tuple[float, float]:
    sound = _sounded(font_file, patch, height, velocity, pan, tune_cents)
    return round(half_rise_s(sound[:, : round(LISTEN_S * RATE)], RATE), 4), round(loudest_lufs(sound), 2)


def _sounded(
    font_file: Path, patch: Patch, height: int, velocity: int, pan: int, cents: float, length_s: float | None = None
) -> NDArray[np.float32]:
    """A note of a SoundFont, dry and alone, as far as it is listened to (default: by its kind)."""
    with sounds.lent_font(font_file) as font, Synth(font, RATE, sounds.GAIN_RATIO, channels=16, voices=32) as synth:
        voice.prepare(synth, 0, patch, velocity, volume=127, pan=pan, cents=cents)
        synth.note_on(0, height, velocity)
        length_s = length_s or (LISTEN_SHORT_S if patch.short else LISTEN_S if patch.rings else LISTEN_HELD_S)
        return synth.write(int(length_s * RATE) // 64 * 64)


def cache_file() -> Path:
    """Where measurements are kept: ``$XDG_CACHE_HOME`` (or ``~/.cache``) / originalscore."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return folder / "originalscore" / f"calibration-{library_version()}-{ALGORITHM}.json"


_open: dict[Path, Calibration] = {}


def calibration() -> Calibration:
    """What is known of the sounds on this machine."""
    path = cache_file()
    if path not in _open:
        _open[path] = Calibration(path)
    return _open[path]


@dataclass(frozen=True)
class Calibrated:
    """What a calibration did: notes measured, sounds that are measured as they are played instead, and what was not there."""

    notes: int
    as_played: int
    missing: tuple[str, ...]


def calibrate(palette: Palette | None = None, *, progress: Callable[[float], None] | None = None) -> Calibrated:
    """Measure the comfortable range of every instrument of a palette ahead of time, at three levels, and keep it."""
    casting = Casting(palette or shipped())
    work: dict[tuple[Path, Patch, int, int, int], None] = {}
    as_played, missing = set(), []
    for name in INSTRUMENTS:
        for role in _roles(casting.palette, name):
            try:
                choice = casting.first(role)
            except SoundError as fault:
                missing.append(str(fault.args[0]))
                continue
            if choice.laid:
                as_played.add((choice.place, choice.patch.sound))
                continue
            pan = round(64 + 63 * casting.seat(name).pan_ratio)
            work |= {(choice.place, choice.patch, height + choice.patch.transpose, voice.velocity_of(level, choice.patch), pan): None
                     for height in _heights(name) for level in LEVELS}  # fmt: skip
    _measure_all(tuple(work), progress)
    return Calibrated(len(work), len(as_played), tuple(dict.fromkeys(missing)))


def _roles(palette: Palette, name: str) -> list[Role]:
    """The roles of an instrument that somebody in the palette's chain has a patch for; pitched instruments only."""
    if not INSTRUMENTS[name].pitched:
        return []
    said = {how for one in palette.chain() if name in one.rows for how in one.rows[name].patches}
    return [(name, how, "") for how in sorted(said)]


def _heights(name: str) -> range:
    return range(Pitch.parse(INSTRUMENTS[name].low).height, Pitch.parse(INSTRUMENTS[name].high).height + 1)


def _measure_all(work: tuple[tuple[Path, Patch, int, int, int], ...], progress: Callable[[float], None] | None) -> None:
    """Measure in two threads, keeping what is done every thousand notes."""
    known, done = calibration(), 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for _ in pool.map(lambda one: known.ask(one[1], one[2], one[3], pan=one[4], font=one[0]), work):
            done += 1
            if progress is not None and done % 50 == 0:
                progress(done / len(work))
            if done % 1000 == 0:
                known.save()
    known.save()
