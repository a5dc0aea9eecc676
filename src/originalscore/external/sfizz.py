"""Play SFZ instruments through sfizz, note by note.

A file is read and its samples are looked for before anything sounds; what is missing is told with file and line. The notes
are made by :mod:`originalscore.external.sfizz_player` in a process of its own, one for each open instrument. Where a file
has samples that take turns (``seq_position``) or come by chance (``lorand``, the ``..._random`` opcodes), equal notes
asked one after another differ; the same notes in the same order from a newly opened instrument are the same bits.
Source: sfizz 1.2 through the wheel ``pysfizz``, both BSD-2.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.errors import SoundError, ToolError
from originalscore.external.aside import begin, last_words
from originalscore.external.sfizz_player import ANSWER, REQUEST, sfz_of_key
from originalscore.external.sfz_text import Region, Sfz, read_sfz

INSTALL = "pip install pysfizz"
_MOST_CHANNELS = 2
_REPLACED = ("default_path", "hint_ram_based")
_UNREADABLE_NAME = re.compile(r"[<$\n]|//|/\*|\s#|\s\w+=")
"""In a path, sfizz would take these for the start of something else."""
_ENDING_S = 5


class SfzInstrument:
    """One SFZ file, opened; it belongs to one thread at a time and is best used in a ``with`` statement.

    Open a new one wherever the same notes must give the same bits, such as for each cue.

    Parameters
    ----------
    path
        The SFZ file; its samples lie where it says.
    sample_rate
        8000 to 192000 Hz.

    Raises
    ------
    SoundError
        If sfizz is not installed, the file is no SFZ instrument, or a sample is missing or unreadable.
    """

    heights: tuple[int, ...]
    """Keys that sound, C4 = 60, in order."""

    def __init__(self, path: Path, sample_rate: int) -> None:
        if importlib.util.find_spec("pysfizz") is None:
            raise SoundError(f"{path.name} needs the SFZ player sfizz, which is not installed", INSTALL)
        self._sfz = read_sfz(path)
        check_samples(self._sfz)
        self.heights = self._sfz.heights
        if not self.heights:
            raise SoundError(f"in {path.name} no key sounds by itself", "choose a file without key switches or controllers")
        self._rate = sample_rate
        self._folder = tempfile.TemporaryDirectory(prefix="originalscore-sfz-")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SfzInstrument:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note(self, height: int, velocity: int, held_s: float, ring_s: float) -> NDArray[np.float32]:
        """One note from silence: it starts at sample 0 and is let go at ``held_s``.

        Parameters
        ----------
        height
            One of :attr:`heights`.
        velocity
            1 to 127.
        held_s, ring_s
            Seconds until the note is let go, and after that.

        Returns
        -------
        ndarray
            Shape (2, n), n = (held_s + ring_s) x rate, rounded.

        Raises
        ------
        SoundError
            If the instrument has no such key, or gives no sound for it at this velocity.
        ToolError
            If sfizz fails.
        """
        name = self._sfz.path.name
        if height not in self.heights:
            raise SoundError(f"{name} has no key {height}", f"it has {self.heights[0]} to {self.heights[-1]}")
        total = round((held_s + ring_s) * self._rate)
        sound = self._ask(height, velocity, round(held_s * self._rate), total)
        if total and (sound is None or not sound.any()):
            raise SoundError(f"{name} is silent on key {height} at velocity {velocity}", "choose another sound")
        return sound if sound is not None else np.zeros((2, 0), np.float32)

    def close(self) -> None:
        """End its process; no note can be asked for any more."""
        if self._process is not None:
            try:
                self._process.communicate(timeout=_ENDING_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
            self._process = None
        self._folder.cleanup()

    def _ask(self, height: int, velocity: int, held: int, total: int) -> NDArray[np.float32] | None:
        folder = Path(self._folder.name)
        if self._process is None:
            with (folder / "complaint.txt").open("wb") as complaint:
                self._process = begin("originalscore.external.sfizz_player", str(folder), str(self._rate), takes=True, complaint=complaint)
        text = sfz_of_key(folder, height)
        if not text.exists():
            text.write_text(text_of_key(self._sfz, height), encoding="utf-8")
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(REQUEST.pack(height, velocity, held, total))
            self._process.stdin.flush()
        except OSError:
            raise self._failure() from None
        answer = self._process.stdout.read(ANSWER.size)
        if len(answer) < ANSWER.size:
            raise self._failure()
        frames = ANSWER.unpack(answer)[0]
        if frames < 0:
            return None
        sound = np.empty((2, frames), np.float32)
        heard = self._process.stdout.read(sound.nbytes)
        if len(heard) < sound.nbytes:
            raise self._failure()
        sound[:] = np.frombuffer(heard, np.float32).reshape(2, frames)
        return sound

    def _failure(self) -> ToolError:
        """What the process said as it died."""
        assert self._process is not None
        code = self._process.wait()
        said = last_words((Path(self._folder.name) / "complaint.txt").read_bytes())
        return ToolError(f"sfizz ended with code {code} while it played {self._sfz.path.name}: {said}", "choose another sound")


def check_samples(sfz: Sfz) -> None:
    """Look for every sample and open each that is there.

    Raises
    ------
    SoundError
        If one is missing or is no sound that sfizz can play: the first, its file and line, and how many there are.
    """
    first_use: dict[Path, Region] = {}
    for region in sfz.regions:
        if region.sample is not None:
            first_use.setdefault(region.sample, region)
    faults = {sample: fault for sample in first_use if (fault := _fault(sample))}
    for kind, advice in (
        ("is missing", "copy the whole library"),
        ("cannot be read", "copy it again"),
        ("has a name", "rename its folder"),
    ):
        found = [(first_use[sample].place, sample, fault) for sample, fault in faults.items() if fault.startswith(kind)]
        if found:
            place, sample, fault = found[0]
            also = f", one of {len(found)} of {len(first_use)} samples" if len(found) > 1 else ""
            raise SoundError(f"{place}: the sample {_seen_from(sfz.path, sample)} {fault}{also}", advice)


def _fault(sample: Path) -> str:
    if _UNREADABLE_NAME.search(str(sample)):
        return "has a name that sfizz cannot read"
    if not os.path.isfile(sample):
        return "is missing"
    if sample.suffix.lower() == ".wv":  # WavPack: sfizz reads it, the library that looks here does not
        return ""
    try:
        about = soundfile.info(str(sample))
    except (soundfile.LibsndfileError, OSError):
        return "cannot be read as sound"
    if about.channels > _MOST_CHANNELS:
        return f"cannot be read: it has {about.channels} channels"
    return "" if about.frames else "cannot be read: it is empty"


def _seen_from(sfz: Path, sample: Path) -> str:
    return str(sample.relative_to(sfz.parent)) if sample.is_relative_to(sfz.parent) else str(sample)


def text_of_key(sfz: Sfz, height: int) -> str:
    """The instrument with the regions of one key alone, samples by their whole path and loaded at once."""
    lines = ["<control> hint_ram_based=1"]
    for section in sfz.sections:
        if isinstance(section, Region):
            if not section.lowest <= height <= section.highest:
                continue
            header, opcodes = "region", [f"{opcode.name}={opcode.value}" for opcode in section.opcodes if opcode.name != "sample"]
            named = next(opcode.value for opcode in reversed(section.opcodes) if opcode.name == "sample")
            opcodes.append(f"sample={named if section.sample is None else section.sample.absolute()}")
        else:
            header = section.header
            opcodes = [f"{opcode.name}={opcode.value}" for opcode in section.opcodes if opcode.name not in _REPLACED]
        lines.append("\n".join((f"<{header}>", *opcodes)))
    return "\n".join(lines) + "\n"
