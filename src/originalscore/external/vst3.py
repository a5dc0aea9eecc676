"""Play VST3 instruments of the user's own, through pedalboard.

Optional: pedalboard is GPL-3, so it is never a part of OriginalScore; it comes with ``pip install 'originalscore[vst3]'``
and is imported only when a plug-in is asked for. A plug-in is a program, not a set of samples: whether the same notes give
the same bits, and how late a note sounds, is its own affair. A whole part in one go is the way it is meant to be played
(:meth:`Vst3Instrument.part`: overlaps, its own legato and taking of turns); single notes are there to stand beside SFZ.
What was run: pedalboard 0.9.26 on Linux with an instrument and an effect of our own making, each a page of C++ that is not
shipped. No plug-in of anybody else's was at hand, so none that reads samples, keeps a licence or opens a window was tried.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import SoundError, ToolError

INSTALL = "pip install 'originalscore[vst3]'"
_NOTE_ON, _NOTE_OFF = 0x90, 0x80
_CHANNELS = 2


@dataclass(frozen=True)
class PluginNote:
    """One note of a part: onset from its beginning and length in seconds, height (C4 = 60), velocity 1 to 127."""

    onset_s: float
    held_s: float
    height: int
    velocity: int


class Vst3Instrument:
    """One VST3 instrument, loaded; it belongs to one thread at a time.

    Parameters
    ----------
    path
        The ``.vst3`` file or folder.
    sample_rate
        8000 to 192000 Hz.

    Raises
    ------
    SoundError
        If pedalboard is not installed, or the file is missing, is no plug-in for this machine, or is no instrument.
    """

    heights: tuple[int, ...] = tuple(range(128))
    """A plug-in does not say which keys sound; it is asked for all."""

    def __init__(self, path: Path, sample_rate: int) -> None:
        self._name, self._rate = path.name, sample_rate
        if importlib.util.find_spec("pedalboard") is None:
            raise SoundError(f"{path.name} needs the plug-in host pedalboard, which is not installed", INSTALL)
        if not path.exists():
            raise SoundError(f"there is no plug-in {path}", "check the name")
        self._plugin = _load(path)
        if not self._plugin.is_instrument:
            raise SoundError(f"{path.name} is an effect, not an instrument", "choose a plug-in that plays notes")

    def __enter__(self) -> Vst3Instrument:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note(self, height: int, velocity: int, held_s: float, ring_s: float) -> NDArray[np.float32]:
        """One note from silence, started at sample 0 and let go at ``held_s``; shape (2, (held_s + ring_s) x rate)."""
        return self.part((PluginNote(0.0, held_s, height, velocity),), held_s + ring_s)

    def part(self, notes: Sequence[PluginNote], length_s: float) -> NDArray[np.float32]:
        """All notes of a part in one go.

        Parameters
        ----------
        notes
            In any order; they may overlap.
        length_s
            Seconds in all, the last note's ring included.

        Returns
        -------
        ndarray
            Shape (2, length_s x rate), rounded.

        Raises
        ------
        ToolError
            If the plug-in fails.
        """
        frames = round(length_s * self._rate)
        try:
            made = self._plugin(
                midi_messages(notes, self._rate),
                duration=(frames + 1) / self._rate,
                sample_rate=self._rate,
                num_channels=_CHANNELS,
                reset=True,
            )
        except (RuntimeError, ValueError) as fault:
            raise ToolError(f"{self._name} failed while it played: {_first_line(fault)}", "choose another sound") from None
        sound = np.zeros((_CHANNELS, frames), np.float32)
        heard = np.asarray(made, np.float32)[:, :frames]
        sound[:, : heard.shape[1]] = heard
        return sound

    def close(self) -> None:
        """Let the plug-in go."""
        self._plugin = None


def midi_messages(notes: Sequence[PluginNote], sample_rate: int) -> list[tuple[bytes, float]]:
    """The notes as MIDI bytes and seconds, in order; at one moment a note ends before the next begins.

    Each time is the middle of the nearest sample, since the host cuts off fractions of one (measured).
    """
    messages = []
    for note in notes:
        messages.append((round(note.onset_s * sample_rate), 1, bytes((_NOTE_ON, note.height, note.velocity))))
        messages.append((round((note.onset_s + note.held_s) * sample_rate), 0, bytes((_NOTE_OFF, note.height, 0))))
    return [(message, (sample + 0.5) / sample_rate) for sample, _, message in sorted(messages)]


def _load(path: Path) -> Any:
    import pedalboard

    try:
        return pedalboard.VST3Plugin(str(path))
    except ImportError:  # its message says only that the scan failed
        raise SoundError(f"{path.name} is no VST3 plug-in for this machine", "choose another file") from None
    except (ValueError, RuntimeError) as fault:
        raise SoundError(f"{path.name} could not be loaded: {_first_line(fault)}", "choose another file") from None


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0]
