"""The sound set and the synthesisers that play it.

Every instrument of every cue gets a new synthesiser, so that the same notes give the same bits; the SoundFont they play is
read once for each thread that renders, and its decoded samples are kept.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import INSTALL, SoundFont, Synth, library_version
from originalscore.files import checksum
from originalscore.render.palette import FONT_FILES, used_presets

ALGORITHM = 5
"""Raised whenever the same notes come to sound different on purpose."""
GAIN_RATIO = 2.0
"""The synthesisers' own gain; far from any ceiling, since their output is float."""

_lock = threading.Lock()
_idle: list[SoundFont] = []


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
def lent_font() -> Iterator[SoundFont]:
    """The SoundFont, for one thread: one that nobody uses, or a new one."""
    with _lock:
        font = _idle.pop() if _idle else None
    font = font or SoundFont(soundfont())
    try:
        yield font
    finally:
        with _lock:
            _idle.append(font)


def new_synth(font: SoundFont, sample_rate: int) -> Synth:
    """A fresh synthesiser at the house's gain."""
    return Synth(font, sample_rate, GAIN_RATIO)


def describe_sounds() -> list[tuple[str, bool, str, str]]:
    """What is installed for rendering: (what, whether it is well, what was found, what to do)."""
    try:
        found = [("FluidSynth", True, library_version(), "")]
    except SoundError as fault:
        return [("FluidSynth", False, "-", fault.advice)]
    try:
        path = soundfont()
        with lent_font() as font:
            presets = font.presets()
    except SoundError as fault:
        return [*found, ("orchestral sounds", False, "-", fault.advice)]
    found.append(("orchestral sounds", True, f"{path} (SHA-256 {_font_checksum(path)[:16]})", ""))
    missing = [f"{bank}:{program}" for bank, program in used_presets() if (bank, program) not in presets]
    state = f"missing {', '.join(missing)}" if missing else f"{len(used_presets())} patches"
    return [*found, ("palette", not missing, state, "use MuseScore_General_Full.sf3")]
