"""The palette: which patch of MuseScore General plays which instrument and technique, and how it is treated.

Facts only. Banks 20 to 51 hold the separate string sections; the "Expr." banks (17, 18, 21, 26, 31, 41, 51) answer to
breath (CC2) continuously, with velocity out of play, and so serve every held note. Brass and winds have one mono layer
each, so their brightness follows the level by a low-pass (``open_cents``). Balances and seats are our own choice after the
usual orchestral seating; attacks and levels are not here but measured (calibration).
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.errors import SoundError
from originalscore.music.instrument import INSTRUMENTS

FONT_FILES = ("/usr/share/sounds/sf3/MuseScore_General_Full.sf3", "/usr/share/soundfonts/MuseScore_General_Full.sf3")
"""Where the sounds may lie; the ``_Full`` name is never redirected to another set."""


@dataclass(frozen=True)
class Patch:
    """One sound of the set.

    Parameters
    ----------
    bank, program
        Place in the SoundFont; bank 128 holds drum kits.
    breath
        Level and brightness follow CC2 while a note is held (velocity does nothing).
    rings
        Decays by itself; a note is let go late, so that it can.
    short
        Short note: attack and loudness are measured within the first 0.35 s.
    floor
        Least velocity, 1 to 127: short string notes speak only from the hard layer, and are made soft by level alone.
    open_cents
        How far the low-pass closes at the softest, in cents below the patch's own setting.
    attack_timecents
        Added to the patch's attack; -1200 halves its time.
    """

    bank: int
    program: int
    breath: bool = False
    rings: bool = False
    short: bool = False
    floor: int = 1
    open_cents: int = 2000
    attack_timecents: int = 0


@dataclass(frozen=True)
class Seat:
    """How an instrument stands in the orchestra.

    Parameters
    ----------
    pan_ratio
        -1 hard left to 1 hard right, seen from the conductor.
    level_db
        Loudness beside the first violins at mezzo-forte.
    span_db
        Loudness between level 0 and level 1.
    pivot, below_db, above_db
        Where the register is even (height, C4 = 60) and what it loses a semitone below and above.
    """

    pan_ratio: float
    level_db: float
    span_db: float
    pivot: int = 60
    below_db: float = 0.0
    above_db: float = 0.0


def _strings(plain: int, expressive: int) -> dict[str, Patch]:
    return {
        "sustain": Patch(expressive, 49, breath=True),
        "legato": Patch(expressive, 48, breath=True),
        "staccato": Patch(plain, 48, short=True, floor=92, attack_timecents=-1800),
        "marcato": Patch(plain, 48, floor=92, attack_timecents=-1800),
        "pizzicato": Patch(plain, 45, rings=True),
        "tremolo": Patch(expressive, 44, breath=True),
    }


def _solo_strings(program: int, slow: Patch | None = None) -> dict[str, Patch]:
    held = Patch(17, program, breath=True)
    return {
        "sustain": slow or held,
        "legato": held,
        "staccato": Patch(0, program, short=True, floor=80, attack_timecents=-1200),
        "marcato": Patch(0, program, floor=80, attack_timecents=-1200),
        "pizzicato": Patch(0, 45, rings=True),
        "tremolo": Patch(17, 44, breath=True),
    }


def _wind(program: int, open_cents: int) -> dict[str, Patch]:
    held = Patch(17, program, breath=True, open_cents=open_cents)
    short = Patch(0, program, short=True, open_cents=open_cents, attack_timecents=-600)
    return {"sustain": held, "legato": held, "staccato": short, "marcato": Patch(0, program, open_cents=open_cents)}


def _ringing(program: int, open_cents: int = 2000) -> dict[str, Patch]:
    return {"struck": Patch(0, program, rings=True, open_cents=open_cents)}


PATCHES: dict[str, dict[str, Patch]] = {
    "piccolo": _wind(72, 1500),
    "flute": _wind(73, 2400),
    "oboe": _wind(68, 2600),
    "english-horn": _wind(69, 2600),
    "clarinet": _wind(71, 2800),
    "bassoon": _wind(70, 2800),
    "horns": _wind(60, 4200),
    "trumpets": _wind(56, 4600),
    "trombones": _wind(57, 5000),
    "tuba": _wind(58, 4400),
    "timpani": _ringing(47, 2600),
    "glockenspiel": _ringing(9, 1500),
    "vibraphone": _ringing(11),
    "harp": _ringing(46, 2600),
    "celesta": _ringing(8, 1500),
    "piano": _ringing(0, 3600),
    "choir-women": {"sustain": Patch(17, 52, breath=True, open_cents=2600), "marcato": Patch(0, 52, attack_timecents=-1800)},
    "choir-men": {"sustain": Patch(17, 52, breath=True, open_cents=2600), "marcato": Patch(0, 52, attack_timecents=-1800)},
    "violin-solo": _solo_strings(40, Patch(18, 40, breath=True)),
    "violins-1": _strings(20, 21),
    "violins-2": _strings(25, 26),
    "violas": _strings(30, 31),
    "cello-solo": _solo_strings(42),
    "cellos": _strings(40, 41),
    "basses": _strings(50, 51),
    "synth": {"sustain": Patch(17, 89, breath=True, open_cents=3600), "staccato": Patch(0, 38, short=True, open_cents=3600)},
}

INSTEAD: dict[str, tuple[str, ...]] = {
    "sustain": ("struck",),
    "legato": ("sustain", "struck"),
    "staccato": ("marcato", "struck", "sustain"),
    "marcato": ("staccato", "struck", "sustain"),
    "pizzicato": ("staccato", "struck", "sustain"),
    "tremolo": ("sustain", "struck"),
    "roll": ("struck", "tremolo", "sustain"),
    "struck": ("marcato", "sustain"),
}
"""What stands in for a technique that an instrument does not have."""

SEATS: dict[str, Seat] = {
    "piccolo": Seat(-0.12, -3.0, 24, 86, 0.3, -0.1),
    "flute": Seat(-0.15, -3.0, 22, 74, 0.3, -0.1),
    "oboe": Seat(0.08, -1.5, 22, 70, 0.0, 0.1),
    "english-horn": Seat(0.14, -2.0, 22),
    "clarinet": Seat(-0.10, -2.5, 28, 66, 0.05, 0.0),
    "bassoon": Seat(0.16, -2.5, 24, 50, 0.05, 0.15),
    "horns": Seat(-0.38, -2.5, 34, 57, 0.1, -0.1),
    "trumpets": Seat(0.22, -3.0, 34, 67, 0.1, -0.1),
    "trombones": Seat(0.38, -2.5, 34, 53, 0.05, -0.1),
    "tuba": Seat(0.48, -2.0, 34, 45, 0.05, 0.0),
    "timpani": Seat(-0.18, 2.0, 36),
    "percussion": Seat(0.12, 0.0, 38),
    "glockenspiel": Seat(-0.34, -6.0, 26),
    "vibraphone": Seat(-0.26, -4.0, 28),
    "harp": Seat(-0.44, -2.0, 28, 60, 0.0, 0.1),
    "celesta": Seat(-0.5, -5.0, 22),
    "piano": Seat(-0.06, 1.0, 34),
    "choir-women": Seat(-0.1, -1.0, 34),
    "choir-men": Seat(0.1, -1.0, 34),
    "violin-solo": Seat(-0.2, 0.0, 28),
    "violins-1": Seat(-0.42, 0.0, 32, 76, 0.0, 0.05),
    "violins-2": Seat(-0.14, -1.0, 32, 70, 0.0, 0.05),
    "violas": Seat(0.2, -1.5, 32),
    "cello-solo": Seat(0.22, 0.0, 28),
    "cellos": Seat(0.4, 0.0, 32),
    "basses": Seat(0.52, -1.5, 32),
    "synth": Seat(0.0, -4.0, 30),
}


@dataclass(frozen=True)
class Strike:
    """How an unpitched sound is struck: its patch, the key, how far it is tuned down, its loudness and its place."""

    patch: Patch
    height: int
    tune_cents: int = 0
    level_db: float = 0.0
    pan_ratio: float = 0.0


_CONCERT = Patch(128, 48, rings=True, open_cents=2600)
_KIT = Patch(128, 0, rings=True, open_cents=2600)
_TAIKO = Patch(0, 116, rings=True, open_cents=3000)

STRIKES: dict[str, Strike] = {
    "bass-drum": Strike(_CONCERT, 36, 0, 2.0, 0.05),
    "low-tom": Strike(_TAIKO, 50, 0, 1.0, 0.2),
    "mid-tom": Strike(_TAIKO, 57, 0, 0.0, 0.05),
    "high-tom": Strike(_TAIKO, 64, 0, -1.0, -0.1),
    "snare": Strike(_CONCERT, 38, 0, -2.0, 0.05),
    "crash": Strike(_CONCERT, 59, 0, 0.0, 0.1),
    "suspended": Strike(_CONCERT, 57, -200, -2.0, -0.2),
    "tam-tam": Strike(_CONCERT, 57, -1500, 1.0, 0.25),
    "triangle": Strike(_CONCERT, 81, 0, -8.0, 0.3),
    "shaker": Strike(_KIT, 82, 0, -9.0, 0.3),
    "tambourine": Strike(_KIT, 54, 0, -6.0, 0.2),
}
"""The orchestral kit where it has the sound; its keys 41 to 53 are timpani, so toms are taiko drums and the tam-tam is a
slack cymbal."""


def patch_for(instrument: str, technique: str) -> Patch:
    """The patch of an instrument for a technique, or of the nearest technique it has.

    Raises
    ------
    SoundError
        If the palette does not know the instrument.
    """
    patches = PATCHES.get(instrument)
    if not patches:
        raise SoundError(f"no sound for the instrument {instrument}", f"use one of {', '.join(INSTRUMENTS)}")
    for name in (technique, *INSTEAD.get(technique, ()), "sustain"):
        if name in patches:
            return patches[name]
    return next(iter(patches.values()))


def used_presets() -> tuple[tuple[int, int], ...]:
    """Every (bank, program) the palette needs, sorted."""
    patches = [patch for row in PATCHES.values() for patch in row.values()] + [strike.patch for strike in STRIKES.values()]
    return tuple(sorted({(patch.bank, patch.program) for patch in patches}))
