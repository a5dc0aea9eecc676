"""What each idiom may ask of the electronics, and the cue as they see it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.composition.form import Form, FormBar
from originalscore.composition.idioms import idiom
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import Line, LineNote, LinePoint
from originalscore.model.tempo import TempoMap
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch, PitchName

Span = tuple[Fraction, Fraction]
#: Level under words.
_UNDER_WORDS = 0.2


@dataclass(frozen=True)
class Recipe:
    """What an idiom may ask of the electronics.

    ``bed`` in open bars, ``spoken`` under words, with ``sections`` where the bed may lie; ``clocks`` from thin to dense; ``lead`` and the
    chance in 1000 that a hit gets one; ``blows`` for a tutti, the second where the picture is violent; ``share`` is the most of the
    cue's bars in which a bed may lie.
    """

    bed: str = ""
    spoken: str = ""
    sections: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    lead: str = ""
    lead_chance: int = 1000
    blows: tuple[tuple[str, ...], ...] = ()
    share: float = 0.0


_TENSE = ("intro", "underscore", "build", "bridge")
RECIPES = {
    "thriller": Recipe("drone", "drone", _TENSE, ("tick", "pulse"), "riser", 1000, (("sub-drop", "metal-hit"), ("braam", "sub-drop")), 0.5),
    "dread": Recipe("drone", "drone", (*_TENSE, "statement", "aftermath"), (), "reversed-swell", 1000, (("sub-drop", "metal-hit"), ("sub-drop", "metal-hit")), 0.6),
    "action": Recipe("", "drone", (), ("pulse", "pulse"), "riser", 1000, (("sub-drop",), ("braam", "sub-drop")), 0.3),
    "mystery": Recipe("glass", "air", ("intro", "underscore", "bridge"), ("tick",), "reversed-swell", 800, (), 0.4),
    "heroic": Recipe("", "", (), (), "reversed-swell", 700, (("sub-drop",), ("sub-drop",)), 0.0),
    "underscore": Recipe("pad", "air", ("intro", "coda", "aftermath"), (), "", 0, (), 0.3),
    "intimate": Recipe("air", "air", ("intro", "coda"), (), "", 0, (), 0.25),
}  # fmt: skip
#: Sound -> lowest height of the octave that it is written in (C4 = 60).
_OCTAVES = {
    "sub-drop": 24, "braam": 36, "metal-hit": 60, "riser": 60, "reversed-swell": 60, "drone": 29, "pulse": 28, "glass": 79, "pad": 48,
    "air": 60, "tick": 72,
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """The cue as the electronics see it: form, harmony, and when words are spoken, in beats."""

    form: Form
    chords: tuple[ChordSpan, ...]
    key: Key
    idiom: str
    tempo: TempoMap
    words: tuple[Span, ...]

    def free(self, start: Fraction, end: Fraction) -> bool:
        """Whether nobody speaks in a span of beats."""
        return not any(a < end and start < b for a, b in self.words)

    def level(self, bar: FormBar, shift: float = 0.0) -> float:
        """How loud electronics may be in a bar."""
        level = idiom(self.idiom).level_base + 0.34 * bar.force + shift
        spoken = not self.free(bar.bar.start_beat, bar.bar.end_beat)
        return round(min(1.0, max(0.1, min(level, _UNDER_WORDS) if spoken else level)), 3)

    def pitch(self, sound: str, name: PitchName, up: int = 0) -> Pitch:
        """A pitch of that name in the octave of the sound."""
        bottom = _OCTAVES[sound] + up
        return Pitch.at(bottom + (name.pitch_class - bottom) % 12, name)


def effect_line(name: str, layer: str, notes: list[LineNote], level: tuple[LinePoint, ...]) -> Line:
    """A line of role ``effect``."""
    return Line(f"effect-{name}", "effect", layer, "sustained", "", "", "dark", tuple(notes), level)
