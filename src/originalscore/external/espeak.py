"""espeak-ng: a spoken line as sound."""

from __future__ import annotations

import io
import shutil
import subprocess

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore.errors import ToolError


def speak(text: str, *, voice: str, words_per_minute: int = 130, pitch: int = 40) -> tuple[NDArray[np.float32], int]:
    """Speak a line.

    Parameters
    ----------
    text
        The words.
    voice
        An espeak-ng voice, such as ``en-gb+m3``.
    words_per_minute
        80 to 450.
    pitch
        0 to 99.

    Returns
    -------
    tuple
        Mono samples (n,) and their rate in hertz.

    Raises
    ------
    ToolError
        If espeak-ng is absent or fails.
    """
    program = shutil.which("espeak-ng")
    if program is None:
        raise ToolError("espeak-ng is not installed", "run make setup, or apt-get install --no-install-recommends espeak-ng")
    command = [program, "-v", voice, "-s", str(words_per_minute), "-p", str(pitch), "--stdout", text]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise ToolError(f"espeak-ng failed ({done.returncode}): {done.stderr.decode(errors='replace').strip()[-200:]}")
    sound, rate = soundfile.read(io.BytesIO(done.stdout), dtype="float32")
    return np.asarray(sound, dtype=np.float32), int(rate)
