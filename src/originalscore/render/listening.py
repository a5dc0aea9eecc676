"""What one instrument knows of its sounds: which keys they have, when they are felt, how loud they are, and what the hall adds."""

from __future__ import annotations

from originalscore.model.palette import Patch
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.render import voice
from originalscore.render.calibration import Calibration, Sounding
from originalscore.render.casting import Casting, Choice
from originalscore.render.decided import ANCHOR_LEVEL, Sounded
from originalscore.render.felt import lift_db

_SILENT_LUFS = -110.0
"""A key that measures below this has no sample."""
_LIFTED = 7
"""Steps of an instrument's comfortable range in which the hall's help is measured."""


class Listening:
    """The measured sounds of one instrument of a cue.

    Attributes
    ----------
    lacking
        Heights that a sound does not have.
    """

    def __init__(self, instrument: str, casting: Casting, known: Calibration) -> None:
        self.lacking: dict[Choice, set[int]] = {}
        self._instrument, self._casting, self._known = instrument, casting, known
        self._heard: dict[tuple[Choice, int], bool] = {}
        self._lifts: dict[Patch, float] = {}

    def has(self, sound: Sounded) -> bool:
        """Whether a sound has a sample at its height; otherwise said once for each height."""
        where = (sound.choice, sound.height)
        if where not in self._heard:
            if sound.choice.laid:
                self._heard[where] = self._casting.has(sound.choice, sound.height)
            else:
                self._heard[where] = self.ask(sound, voice.velocity_of(ANCHOR_LEVEL, sound.patch)).level_lufs > _SILENT_LUFS
            if not self._heard[where]:
                self.lacking.setdefault(sound.choice, set()).add(sound.height)
        return self._heard[where]

    def ask(self, sound: Sounded, velocity: int) -> Sounding:
        """Attack and loudness of a note, dry."""
        pan = round(64 + 63 * sound.seat.pan_ratio)
        return self._known.ask(sound.patch, sound.height, velocity, pan=pan, tune_cents=sound.tune_cents, font=sound.choice.place)

    def felt_s(self, sound: Sounded, velocity: int, gain_db: float, cents: float) -> tuple[float, float]:
        """When a note is felt as it is heard in the hall, raised by ``gain_db`` and tuned ``cents`` off in all, and how far that is in doubt."""
        pan = round(64 + 63 * sound.seat.pan_ratio)
        return self._known.felt_s(
            self._instrument, sound.patch, sound.height, velocity, gain_db=gain_db, cents=cents, pan=pan,
            pan_ratio=self._casting.seat(self._instrument).pan_ratio, font=sound.choice.place,
        )  # fmt: skip

    def lift_db(self, sound: Sounded) -> float:
        """What the hall adds to this sound's loudness in the instrument's register."""
        if sound.choice.laid:
            return lift_db(self._instrument)
        patch, row = sound.patch, INSTRUMENTS[self._instrument]
        if patch not in self._lifts:
            heights: tuple[int, ...] = (sound.height,)
            tune_cents = 0 if row.pitched else sound.tune_cents  # a pitched one is heard at many heights, each with a tuning of its own
            if row.pitched:
                low, high = (Pitch.parse(pitch).height + patch.transpose for pitch in (row.low, row.high))
                heights = tuple(low + (high - low) * step // _LIFTED for step in range(_LIFTED + 1))
            pan = round(64 + 63 * sound.seat.pan_ratio)
            self._lifts[patch] = self._known.lift_db(
                self._instrument, patch, heights, pan=pan, tune_cents=tune_cents, font=sound.choice.place
            )
        return self._lifts[patch]

    def colour_db(self, sound: Sounded, breath: int) -> float:
        """The patch's own loudness at a breath, between the measured steps in a straight line."""
        below = voice.step_below(breath)
        above = min(127, below + voice.STEP)
        low_db, high_db = (self.ask(sound, step).level_lufs for step in (below, above))
        return low_db + (high_db - low_db) * (breath - below) / max(1, above - below)
