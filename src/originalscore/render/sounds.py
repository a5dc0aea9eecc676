"""Where sounds come from: which file a source means, what is wrong with it, and SoundFonts lent to synthesisers.

Every instrument of every cue gets a new synthesiser, so that the same notes give the same bits; the SoundFonts they play are
read once for each thread that renders, and their decoded samples are kept.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

from originalscore.errors import FormatError, SoundError
from originalscore.external.fluidsynth import SoundFont, Synth, library_version
from originalscore.files import checksum
from originalscore.formats.soundfont import read_presets
from originalscore.model.palette import Patch, Source
from originalscore.render import makers
from originalscore.render.palette import shipped

ALGORITHM = 7
"""Raised whenever the same notes come to sound different on purpose."""
GAIN_RATIO = 8.0
"""The synthesisers' own gain; far from any ceiling, since their output is float."""

_lock = threading.Lock()
_idle: dict[Path, list[SoundFont]] = {}


def soundfont(source: Source | None = None) -> Path:
    """The file of a SoundFont source; default: the orchestra's.

    Raises
    ------
    SoundError
        If none of its files is there.
    """
    source = source or next(iter(shipped().sources.values()))
    for name in source.files:
        if Path(name).is_file():
            return Path(name)
    what = "the orchestral sounds (MuseScore General) are not installed"
    if source != next(iter(shipped().sources.values())):
        what = f"the sounds {source.files[0]} are not there"
    raise SoundError(what, source.advice or "check the name in the palette")


def place_of(source: Source, patch: Patch) -> Path:
    """The file that a patch is played from; an empty path for synthesis.

    Raises
    ------
    SoundError
        If the file, or its preset, is not there.
    """
    if source.kind == "soundfont":
        path = soundfont(source)
        library_version()
        if (patch.bank, patch.program) not in _presets(path, path.stat().st_mtime_ns):
            raise SoundError(f"{path.name} has no preset {patch.bank}:{patch.program}", "choose one that it has")
        return path
    return makers.place_of(source, patch)


@cache
def _presets(path: Path, changed_ns: int) -> dict[tuple[int, int], str]:
    try:
        return read_presets(path)
    except FormatError as fault:
        raise SoundError(str(fault.args[0]), fault.advice) from None


@cache
def _checksum(path: Path, changed_ns: int) -> str:
    return checksum(path)


def digest(path: Path) -> str:
    """A name of what a place holds: the checksum of a file, or the version of our own synthesis."""
    return makers.synthesis_version() if path == Path() else _checksum(path, path.stat().st_mtime_ns)


def library_digest(folder: Path) -> str:
    """A name of what a folder of samples holds: names and sizes, since reading gigabytes for every run would be too slow."""
    files = sorted(f"{file.relative_to(folder)}:{file.stat().st_size}" for file in folder.rglob("*") if file.is_file())
    return blake2b("\n".join(files).encode(), digest_size=16).hexdigest()


@contextmanager
def lent_font(path: Path | None = None) -> Iterator[SoundFont]:
    """A SoundFont (default: the orchestra's), for one thread: one that nobody uses, or a new one."""
    path = path or soundfont()
    with _lock:
        idle = _idle.setdefault(path, [])
        font = idle.pop() if idle else None
    font = font or SoundFont(path)
    try:
        yield font
    finally:
        with _lock:
            idle.append(font)


def new_synth(font: SoundFont, sample_rate: int) -> Synth:
    """A fresh synthesiser at the house's gain."""
    return Synth(font, sample_rate, GAIN_RATIO)
