"""The process in which sfizz plays: notes are asked for on standard input and given back on standard output.

It is a process of its own because sfizz keeps one source of chance for a whole process, so that a note would depend on
every other instrument played before it; because its calls hold Python's lock; and because a file that crashes it then
ends one instrument, not the run. Every key gets a player of its own that loads only that key's samples, whole
(``hint_ram_based``): with samples streamed from the disk, sfizz 1.2 cuts a note short when the disk is late.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

REQUEST = struct.Struct("<4i")
"""Height, velocity, samples until the note is let go, samples in all."""
ANSWER = struct.Struct("<i")
"""Samples that follow as 32-bit floats, left then right; -1 if the key cannot be played."""
BLOCK = 64
"""Samples a player makes at once. Within a block sfizz adds up its place in the sample in single precision: with 64 the
error of a note a fifth away stays 80 dB under it, with its own default of 1024 only 54 dB (measured)."""


def sfz_of_key(folder: Path, height: int) -> Path:
    """Where the SFZ text of one key lies."""
    return folder / f"{height}.sfz"


def main(folder: Path, sample_rate: int) -> None:
    """Answer requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints must not mix with the sound
    players: dict[int, Any] = {}
    while len(asked := sys.stdin.buffer.read(REQUEST.size)) == REQUEST.size:
        height, velocity, held, total = REQUEST.unpack(asked)
        if height not in players:
            players[height] = _player(sfz_of_key(folder, height), sample_rate)
        sound = None if players[height] is None else _play(players[height], height, velocity, held, total)
        answers.write(ANSWER.pack(-1 if sound is None else sound.shape[1]))
        answers.write(b"" if sound is None else sound.tobytes())
        answers.flush()


def _player(path: Path, sample_rate: int) -> Any:
    """A player of one key; None if sfizz finds nothing to play."""
    from pysfizz._sfizz import Synth

    player = Synth(sample_rate, BLOCK)
    player.enable_freewheeling()
    return player if player.load_sfz_file(str(path)) and player.get_num_regions() > 0 else None


def _play(player: Any, height: int, velocity: int, held: int, total: int) -> NDArray[np.float32]:
    """One note from silence.

    sfizz gives the last sample of a note's first block again as the first of its second. So the note starts on the last
    sample of a block that is thrown away, and is then whole and exactly in time.
    """
    player.all_sound_off()
    player.note_on(BLOCK - 1, height, velocity)
    player.render_block()
    sound = np.zeros((2, total), np.float32)
    for start in range(0, total, BLOCK):
        if start <= held < start + BLOCK:
            player.note_off(held - start, height, 0)
        left, right = player.render_block()
        room = min(BLOCK, total - start)
        sound[0, start : start + room], sound[1, start : start + room] = left[:room], right[:room]
    if held >= total - total % -BLOCK:
        player.note_off(0, height, 0)
    return sound


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
