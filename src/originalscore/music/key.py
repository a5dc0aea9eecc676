"""Keys and modes, and the spelling they ask for."""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.music.pitch import Pitch, PitchName

#: Semitones of each degree above the tonic, and the mode's distance in fifths from major on the same tonic.
MODES: dict[str, tuple[tuple[int, ...], int]] = {
    "lydian": ((0, 2, 4, 6, 7, 9, 11), 1),
    "major": ((0, 2, 4, 5, 7, 9, 11), 0),
    "mixolydian": ((0, 2, 4, 5, 7, 9, 10), -1),
    "dorian": ((0, 2, 3, 5, 7, 9, 10), -2),
    "minor": ((0, 2, 3, 5, 7, 8, 10), -3),
    "phrygian": ((0, 1, 3, 5, 7, 8, 10), -4),
}


@dataclass(frozen=True)
class Key:
    """A tonic and a mode, such as D minor; ``str`` gives ``"D minor"``.

    Parameters
    ----------
    tonic
        The spelled tonic.
    mode
        A name of :data:`MODES`.
    """

    tonic: PitchName
    mode: str

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"no such mode: {self.mode}; known are {', '.join(MODES)}")

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read ``"D minor"``; raises ``ValueError`` on anything else."""
        tonic, _, mode = text.partition(" ")
        return cls(PitchName.parse(tonic), mode or "major")

    @property
    def signature(self) -> int:
        """Sharps (positive) or flats (negative) of the key signature."""
        return self.tonic.fifths + MODES[self.mode][1]

    @property
    def scale(self) -> tuple[int, ...]:
        """Semitones of the seven degrees above the tonic."""
        return MODES[self.mode][0]

    @property
    def is_minor(self) -> bool:
        """Whether the third above the tonic is minor."""
        return self.scale[2] == 3

    def spell(self, height: int) -> Pitch:
        """The pitch at ``height`` (C4 = 60) as this key would spell it, from flat second to sharp fourth."""
        return Pitch.near(height, self.tonic.fifths)

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"
