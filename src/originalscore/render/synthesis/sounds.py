"""The table of synthesised sounds and the one function that makes a note of any of them.

The film sounds are those of ``ELECTRONIC_SOUNDS`` (a score can name them); the chip waves are for palettes that lend them to
instruments. A note is made dry, its onset at sample 0 and its tail included, and is the same bits for the same question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import SoundError
from originalscore.music.instrument import ELECTRONIC_SOUNDS
from originalscore.render.synthesis import beds, blows, chips, leads
from originalscore.render.synthesis.shaping import finished
from originalscore.render.synthesis.sources import Ask, Stereo, hertz

SHORTEST_S, LONGEST_S = 0.03, 120.0
"""Lengths outside this are brought into it."""


@dataclass(frozen=True)
class SynthSound:
    """One sound.

    Parameters
    ----------
    name
        As a note or a palette names it.
    kind
        ``held`` sounds as long as the note and is then let go, ``struck`` decays by itself (a longer note rings longer),
        ``leading`` grows and ends exactly at its length.
    pitched
        Whether its height is heard as a pitch; the others take it as a colour.
    lowest, highest
        Heights (C4 = 60) in which it keeps its character; it can be made outside them.
    ring_s
        The most that it sounds on after its length, seconds; a struck sound rings as long as it must.
    """

    name: str
    kind: str
    pitched: bool
    lowest: int
    highest: int
    ring_s: float


_MAKERS: dict[str, Callable[[Ask], Stereo]] = {
    "sub-drop": blows.sub_drop,
    "riser": leads.riser,
    "braam": blows.braam,
    "pulse": beds.pulse,
    "drone": beds.drone,
    "reversed-swell": leads.reversed_swell,
    "tick": blows.tick,
    "metal-hit": blows.metal_hit,
    "air": beds.air,
    "felt-noise": blows.felt_noise,
    "pad": beds.pad,
    "glass": beds.glass,
    "chip-pulse-12": partial(chips.chip_wave, "pulse-1", quick=False),
    "chip-pulse-25": partial(chips.chip_wave, "pulse-2", quick=False),
    "chip-pulse-50": partial(chips.chip_wave, "pulse-4", quick=False),
    "chip-triangle": partial(chips.chip_wave, "triangle", quick=False),
    "chip-noise": partial(chips.chip_noise, quick=False),
    "chip-pulse-12-quick": partial(chips.chip_wave, "pulse-1", quick=True),
    "chip-pulse-25-quick": partial(chips.chip_wave, "pulse-2", quick=True),
    "chip-pulse-50-quick": partial(chips.chip_wave, "pulse-4", quick=True),
    "chip-triangle-quick": partial(chips.chip_wave, "triangle", quick=True),
    "chip-noise-quick": partial(chips.chip_noise, quick=True),
}
#: Name -> pitched, lowest, highest, most seconds past its length.
_FACTS: dict[str, tuple[bool, int, int, float]] = {
    "sub-drop": (True, 21, 45, 4.0), "riser": (True, 36, 84, 0.1), "braam": (True, 24, 48, 2.0), "pulse": (True, 24, 60, 0.15),
    "drone": (True, 24, 60, 1.0), "reversed-swell": (True, 40, 84, 0.1), "tick": (False, 60, 83, 0.2), "metal-hit": (True, 40, 84, 5.0),
    "air": (False, 36, 96, 0.9), "felt-noise": (False, 21, 108, 0.35), "pad": (True, 36, 84, 0.8), "glass": (True, 60, 96, 1.2),
}  # fmt: skip


def _sound(name: str) -> SynthSound:
    if name in _FACTS:
        pitched, lowest, highest, ring_s = _FACTS[name]
        return SynthSound(name, ELECTRONIC_SOUNDS[name].kind, pitched, lowest, highest, ring_s)
    return SynthSound(name, "struck" if name.endswith("-quick") else "held", "noise" not in name, 24, 108, 0.05)


ALGORITHM = 1
"""Raised when a sound changes on purpose."""
SYNTH_SOUNDS: dict[str, SynthSound] = {name: _sound(name) for name in _MAKERS}


def make_sound(name: str, height: int, length_s: float, level: float, *, rate: int, seed: int) -> NDArray[np.float32]:
    """One note, dry.

    Parameters
    ----------
    name
        A name of :data:`SYNTH_SOUNDS`.
    height
        C4 = 60; what it does to unpitched sounds is their colour.
    length_s
        Seconds from onset to the end of the note (of a leading sound: to its crest); 0.03 to 120.
    level
        0 to 1: loudness over 30 dB, and brightness with it.
    rate
        Samples a second.
    seed
        Another seed is another take of the same sound.

    Returns
    -------
    array
        (2, n): the onset at sample 0, release or ring included; peak -12 dBFS at level 1.

    Raises
    ------
    SoundError
        If there is no such sound.
    """
    maker = _MAKERS.get(name)
    if maker is None:
        raise SoundError(f"no synthesised sound is called “{name}”", f"use one of {', '.join(SYNTH_SOUNDS)}")
    level = min(1.0, max(0.0, level))
    ask = Ask(hertz(height), height, min(LONGEST_S, max(SHORTEST_S, length_s)), level, rate, seed)
    return finished(maker(ask), rate, level)
