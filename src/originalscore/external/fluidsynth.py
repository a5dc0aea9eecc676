"""Play a SoundFont through FluidSynth's C interface.

Only what an offline renderer needs: channels, notes, controllers, generator offsets, and audio in blocks of 64 frames
(the synthesiser's own grid; events between calls take effect on it exactly). Reverb and chorus are off, so output is
dry. The foreign calls release Python's lock, so two synths run in two threads. A SoundFont is read once and lent to any
number of synths, so that a fresh one (same notes, same bits) costs milliseconds. Source: FluidSynth 2.3 API, LGPL-2.1+,
linked dynamically.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import SoundError, ToolError

BLOCK = 64
"""Frames in one of the synthesiser's own blocks."""
CHANNELS = 240
"""Not 256: FluidSynth marks idle voices with channel 255 and crashes when that channel is controlled (2.3.1)."""
VOICES = 1024
"""A full orchestra sounds with about 280; the synthesiser's own default of 256 would steal notes."""
LIBRARIES = ("libfluidsynth.so.3", "libfluidsynth.3.dylib", "libfluidsynth-3.dll")
INSTALL = "apt-get install --no-install-recommends libfluidsynth3 musescore-general-soundfont"

#: Controllers by what they do here.
VIBRATO, BREATH, VOLUME, PAN, EXPRESSION, REVERB_SEND, CHORUS_SEND = 1, 2, 7, 10, 11, 91, 93
#: SoundFont generators (SoundFont 2.04, section 8.1.2) that may be offset by channel.
FILTER_CENTS, FILTER_ENVELOPE_CENTS, ATTACK_TIMECENTS, RELEASE_TIMECENTS = 8, 11, 34, 38

_HANDLE, _INT, _FLOAT, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_char_p
_CALLS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "new_fluid_settings": (_HANDLE, ()),
    "delete_fluid_settings": (None, (_HANDLE,)),
    "new_fluid_synth": (_HANDLE, (_HANDLE,)),
    "delete_fluid_synth": (None, (_HANDLE,)),
    "fluid_settings_setint": (_INT, (_HANDLE, _TEXT, _INT)),
    "fluid_settings_setnum": (_INT, (_HANDLE, _TEXT, ctypes.c_double)),
    "fluid_synth_sfload": (_INT, (_HANDLE, _TEXT, _INT)),
    "fluid_synth_add_sfont": (_INT, (_HANDLE, _HANDLE)),
    "fluid_synth_remove_sfont": (_INT, (_HANDLE, _HANDLE)),
    "fluid_synth_unset_program": (_INT, (_HANDLE, _INT)),
    "fluid_synth_program_select": (_INT, (_HANDLE, _INT, _INT, _INT, _INT)),
    "fluid_synth_pin_preset": (_INT, (_HANDLE, _INT, _INT, _INT)),
    "fluid_synth_noteon": (_INT, (_HANDLE, _INT, _INT, _INT)),
    "fluid_synth_noteoff": (_INT, (_HANDLE, _INT, _INT)),
    "fluid_synth_cc": (_INT, (_HANDLE, _INT, _INT, _INT)),
    "fluid_synth_pitch_bend": (_INT, (_HANDLE, _INT, _INT)),
    "fluid_synth_pitch_wheel_sens": (_INT, (_HANDLE, _INT, _INT)),
    "fluid_synth_set_gen": (_INT, (_HANDLE, _INT, _INT, _FLOAT)),
    "fluid_synth_set_interp_method": (_INT, (_HANDLE, _INT, _INT)),
    "fluid_synth_write_float": (_INT, (_HANDLE, _INT, _HANDLE, _INT, _INT, _HANDLE, _INT, _INT)),
    "fluid_synth_get_sfont_by_id": (_HANDLE, (_HANDLE, _INT)),
    "fluid_sfont_iteration_start": (None, (_HANDLE,)),
    "fluid_sfont_iteration_next": (_HANDLE, (_HANDLE,)),
    "fluid_preset_get_name": (_TEXT, (_HANDLE,)),
    "fluid_preset_get_banknum": (_INT, (_HANDLE,)),
    "fluid_preset_get_num": (_INT, (_HANDLE,)),
    "fluid_version_str": (_TEXT, ()),
}
_LOG_FUNCTION = ctypes.CFUNCTYPE(None, _INT, _TEXT, _HANDLE)
_SILENCE = _LOG_FUNCTION(lambda level, text, data: None)
_LOG_LEVELS = 5


@cache
def _library() -> ctypes.CDLL:
    for name in (*LIBRARIES, ctypes.util.find_library("fluidsynth")):
        if not name:
            continue
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for call, (result, arguments) in _CALLS.items():
            function = getattr(library, call)
            function.restype, function.argtypes = result, arguments
        library.fluid_set_log_function.argtypes = (_INT, _LOG_FUNCTION, _HANDLE)
        library.fluid_set_log_function.restype = _HANDLE
        for level in range(_LOG_LEVELS):
            library.fluid_set_log_function(level, _SILENCE, None)
        return library
    raise SoundError("the synthesiser FluidSynth is not installed", INSTALL)


def library_version() -> str:
    """FluidSynth's version, such as ``"2.3.1"``.

    Raises
    ------
    SoundError
        If the library is not installed.
    """
    text: bytes = _library().fluid_version_str()
    return text.decode()


class SoundFont:
    """A SoundFont in memory, to be lent to synths; it and every synth that plays it belong to one thread at a time.

    Samples are decoded when a preset is first asked for and stay for as long as any SoundFont of the same file is open.

    Parameters
    ----------
    path
        An SF2 or SF3 file.

    Raises
    ------
    SoundError
        If FluidSynth or the SoundFont is missing or unreadable.
    """

    def __init__(self, path: Path) -> None:
        self._library = _library()
        self.name = path.name
        if not path.is_file():
            raise SoundError(f"the sounds {path} are missing", INSTALL)
        self._settings = _settings(self._library, sample_rate=48_000, gain_ratio=1.0, channels=16, voices=16)
        self._keeper = self._library.new_fluid_synth(self._settings)
        number = self._library.fluid_synth_sfload(self._keeper, str(path).encode(), 0) if self._keeper else -1
        if number < 0:
            self.close()
            raise SoundError(f"{path} is not a SoundFont that FluidSynth can read", "copy it again or choose another")
        self.handle: int = self._library.fluid_synth_get_sfont_by_id(self._keeper, number)
        self._number = number
        self._pinned: set[tuple[int, int]] = set()

    def close(self) -> None:
        """Give its memory back; no synth may play it any more."""
        if self._keeper:
            self._library.delete_fluid_synth(self._keeper)
            self._keeper = None
        if self._settings:
            self._library.delete_fluid_settings(self._settings)
            self._settings = None

    def presets(self) -> dict[tuple[int, int], str]:
        """Every preset of the SoundFont: (bank, program) to its name."""
        found = {}
        self._library.fluid_sfont_iteration_start(self.handle)
        while preset := self._library.fluid_sfont_iteration_next(self.handle):
            place = (self._library.fluid_preset_get_banknum(preset), self._library.fluid_preset_get_num(preset))
            found[place] = self._library.fluid_preset_get_name(preset).decode("latin-1")
        return found

    def pin(self, bank: int, program: int) -> None:
        """Decode a preset's samples and keep them loaded."""
        if (bank, program) not in self._pinned:
            self._library.fluid_synth_pin_preset(self._keeper, self._number, bank, program)
            self._pinned.add((bank, program))


def _settings(library: ctypes.CDLL, *, sample_rate: int, gain_ratio: float, channels: int, voices: int) -> Any:
    made = library.new_fluid_settings()
    for name, whole in (
        (b"synth.midi-channels", channels), (b"synth.polyphony", voices), (b"synth.reverb.active", 0), (b"synth.chorus.active", 0),
        (b"synth.dynamic-sample-loading", 1), (b"synth.lock-memory", 0), (b"synth.threadsafe-api", 0),
    ):  # fmt: skip
        library.fluid_settings_setint(made, name, whole)
    library.fluid_settings_setnum(made, b"synth.sample-rate", float(sample_rate))
    library.fluid_settings_setnum(made, b"synth.gain", gain_ratio)
    return made


class Synth:
    """One synthesiser playing one SoundFont; use it in a ``with`` statement, in the SoundFont's thread.

    A used synthesiser differs from a new one by about -50 to -90 dB in the first 64 frames of a note (a voice glides from the
    place of the note it played before), so a new one is made wherever the same notes must give the same bits.

    Parameters
    ----------
    font
        Lent, not taken: it stays open.
    sample_rate
        8000 to 96000 Hz.
    gain_ratio
        Linear gain of the whole synthesiser, 0 to 10; the output is float and does not clip.
    channels
        16 to 240 in steps of 16.
    voices
        Samples that can sound together, 16 to 4096; each costs a little time at the start.
    """

    def __init__(
        self, font: SoundFont, sample_rate: int, gain_ratio: float = 1.0, *, channels: int = CHANNELS, voices: int = VOICES
    ) -> None:
        self._library = _library()
        self._settings = _settings(self._library, sample_rate=sample_rate, gain_ratio=gain_ratio, channels=channels, voices=voices)
        self._synth = self._library.new_fluid_synth(self._settings)
        if not self._synth:
            raise ToolError("FluidSynth could not start", "close other programs and try again")
        self._font = font
        for channel in range(channels):  # else every channel would take up the piano, and decode it
            self._library.fluid_synth_unset_program(self._synth, channel)
        self._number: int = self._library.fluid_synth_add_sfont(self._synth, font.handle)
        self._library.fluid_synth_set_interp_method(self._synth, -1, 4)
        self._programs: dict[int, tuple[int, int]] = {}

    def __enter__(self) -> Synth:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give its memory back; the SoundFont stays."""
        if self._synth:
            self._library.fluid_synth_remove_sfont(self._synth, self._font.handle)
            self._library.delete_fluid_synth(self._synth)
            self._synth = None
        if self._settings:
            self._library.delete_fluid_settings(self._settings)
            self._settings = None

    def program(self, channel: int, bank: int, program: int) -> None:
        """Put a preset on a channel; its samples stay loaded from then on.

        Raises
        ------
        SoundError
            If the SoundFont has no such preset.
        """
        if self._programs.get(channel) == (bank, program):
            return
        self._font.pin(bank, program)
        if self._library.fluid_synth_program_select(self._synth, channel, self._number, bank, program) != 0:
            raise SoundError(f"{self._font.name} has no preset {bank}:{program}", "choose another, or use MuseScore_General_Full.sf3")
        self._programs[channel] = (bank, program)

    def note_on(self, channel: int, height: int, velocity: int) -> None:
        """Start a note; ``velocity`` 1 to 127."""
        self._library.fluid_synth_noteon(self._synth, channel, height, velocity)

    def note_off(self, channel: int, height: int) -> None:
        """Let a note go."""
        self._library.fluid_synth_noteoff(self._synth, channel, height)

    def control(self, channel: int, controller: int, value: int) -> None:
        """Set a controller, 0 to 127."""
        self._library.fluid_synth_cc(self._synth, channel, controller, value)

    def tune(self, channel: int, cents: float) -> None:
        """Detune a channel by up to two octaves either way."""
        self._library.fluid_synth_pitch_wheel_sens(self._synth, channel, 24)
        self._library.fluid_synth_pitch_bend(self._synth, channel, max(0, min(16383, 8192 + round(cents * 8192 / 2400))))

    def offset(self, channel: int, generator: int, amount: float) -> None:
        """Add to a SoundFont generator of every voice on a channel (cents or timecents)."""
        self._library.fluid_synth_set_gen(self._synth, channel, generator, amount)

    def write(self, frames: int) -> NDArray[np.float32]:
        """The next ``frames`` of sound, shape (2, frames); a multiple of :data:`BLOCK` keeps events on the grid."""
        sound = np.zeros((2, frames), np.float32)
        self.write_into(sound)
        return sound

    def write_into(self, sound: NDArray[np.float32]) -> None:
        """Fill a (2, frames) array whose rows are contiguous."""
        frames = sound.shape[1]
        left, right = sound[0].ctypes.data, sound[1].ctypes.data
        self._library.fluid_synth_write_float(self._synth, frames, left, 0, 1, right, 0, 1)
