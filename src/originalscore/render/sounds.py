"""The sound set and the synthesisers that play it.

Every instrument of every cue gets a synthesiser of its own, so that the same notes give the same bits; decoded samples
are kept between them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import INSTALL, Synth, library_version
from originalscore.files import checksum
from originalscore.render.palette import FONT_FILES, used_presets

ALGORITHM = 3
"""Raised whenever the same notes come to sound different on purpose."""
GAIN_RATIO = 2.0
"""The synthesisers' own gain; far from any ceiling, since their output is float."""

_lock = threading.Lock()
_keepers: list[Synth] = []
_measuring: list[Synth] = []


def soundfont() -> Path:
    """The SoundFont's file.

    Raises
    ------
    SoundError
        If it is not installed.
    """
    for name in FONT_FILES:
        if Path(name).is_file():
            return Path(name)
    raise SoundError("the orchestral sounds (MuseScore General) are not installed", INSTALL)


@cache
def _font_checksum(path: Path) -> str:
    return checksum(path)


def sound_set() -> str:
    """A name of everything outside the performance that decides the sound: the SoundFont's SHA-256, the synthesiser's
    version and this room's algorithm number."""
    return f"{_font_checksum(soundfont())}:fluidsynth-{library_version()}:{ALGORITHM}"


@contextmanager
def synth(sample_rate: int) -> Iterator[Synth]:
    """A new synthesiser with the sound set loaded.

    New each time, since a used one differs in its last bits (by about -65 dB, measured) by what its voices played before.
    A keeper holds on to every sample once decoded, so that a new one costs 0.1 s.
    """
    with _lock:
        if not _keepers:
            _keepers.append(Synth(soundfont(), sample_rate, GAIN_RATIO))
    player = Synth(soundfont(), sample_rate, GAIN_RATIO)
    try:
        yield player
        with _lock:
            for bank, program in sorted(player.pinned):
                _keepers[0].pin(bank, program)
    finally:
        player.close()


@contextmanager
def measuring_synth(sample_rate: int) -> Iterator[Synth]:
    """The one synthesiser that measures, silent; for one thread at a time. Its last bits do not reach any sound."""
    if not _measuring:
        _measuring.append(Synth(soundfont(), sample_rate, GAIN_RATIO))
    _measuring[0].reset()
    yield _measuring[0]


def describe_sounds() -> list[tuple[str, bool, str, str]]:
    """What is installed for rendering: (what, whether it is well, what was found, what to do)."""
    try:
        found = [("FluidSynth", True, library_version(), "")]
    except SoundError as fault:
        return [("FluidSynth", False, "-", fault.advice)]
    try:
        path = soundfont()
        with synth(48_000) as player:
            presets = player.presets()
    except SoundError as fault:
        return [*found, ("orchestral sounds", False, "-", fault.advice)]
    found.append(("orchestral sounds", True, f"{path} (SHA-256 {_font_checksum(path)[:16]})", ""))
    missing = [f"{bank}:{program}" for bank, program in used_presets() if (bank, program) not in presets]
    state = f"missing {', '.join(missing)}" if missing else f"{len(used_presets())} patches"
    return [*found, ("palette", not missing, state, "use MuseScore_General_Full.sf3")]
