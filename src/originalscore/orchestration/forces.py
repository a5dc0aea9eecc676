"""Who is there: the two ensembles, and who takes which line.

Each row is a wish in order of preference; ``name+8`` plays an octave above the line, ``name-8`` an octave below. Rows follow
the doublings of general practice: violins in octaves for a tutti tune, horn with cello for a noble one, flute an octave
above violins for a bright one, clarinet with viola for a dark one. All thresholds on the level scale of 0 to 1 are ours.

Composers ask the palette: who is less convincing in it is asked later, and only where the music is loud enough to have earned
him. Nobody is ever left out who alone can play a line.
"""

from __future__ import annotations

from dataclasses import replace

from originalscore.model.cue import Cue
from originalscore.model.palette import EVERYBODY, Strengths
from originalscore.model.plan import CuePlan
from originalscore.music.instrument import INSTRUMENTS

ENSEMBLES: dict[str, tuple[str, ...]] = {
    "piano-and-strings": ("piano", "violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses"),
    "orchestra": (
        "flute", "oboe", "english-horn", "clarinet", "bassoon", "horns", "trumpets", "trombones", "tuba", "timpani", "percussion",
        "glockenspiel", "harp", "celesta", "choir-women", "choir-men", "violins-1", "violins-2", "violas", "cellos", "basses",
    ),
}  # fmt: skip

SECTIONS = ("violins-1", "violins-2", "violas", "cellos", "basses")
SOLO_STRINGS = ("violin-solo", "cello-solo")
KEYBOARDS = ("piano", "harp", "celesta")
#: Who plays the lines of role ``effect``, in a score that has electronics.
ELECTRONICS = "electronics"
#: Written on two staves, high notes on the upper one, each with a second voice.
GRAND_STAFF = (*KEYBOARDS, ELECTRONICS)
#: Instruments whose attack is fast enough to carry a hit (50 % of the peak within 60 ms; sound.md section 4).
FAST_ATTACK = ("timpani", "percussion", "glockenspiel", "harp", "celesta", "piano", "trumpets")

#: Family -> instruments silenced when the plan keeps it back; the horns speak for the woodwinds too and stay.
FAMILIES = {
    "brass": ("trumpets", "trombones", "tuba"),
    "choir": ("choir-women", "choir-men"),
    "percussion": ("timpani", "percussion", "glockenspiel"),
}

#: Shortest note an instrument speaks clearly in a passage, seconds (ours); others go down to 0.05 s.
AGILITY_S = {"basses": 0.11, "tuba": 0.2, "trombones": 0.15, "horns": 0.13, "timpani": 0.1, "choir-women": 0.3, "choir-men": 0.3,
             "trumpets": 0.09, "harp": 0.08, "celesta": 0.08}  # fmt: skip
#: Plucked notes faster than this are bowed off the string instead, seconds (ours).
FASTEST_PIZZICATO_S = 0.12

Row = tuple[str, ...]
#: Colour of a melody -> its players by loudness: soft (below 0.42), middle, loud (from 0.66); alternatives for later statements.
MELODY: dict[str, tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]] = {
    "fragile": (
        (("oboe",), ("violin-solo",), ("clarinet",), ("piano",)),
        (("violins-1",), ("oboe",), ("flute",), ("cello-solo",)),
        (("violins-1+8", "violins-2"), ("violins-1", "oboe")),
    ),
    "warm": (
        (("clarinet",), ("cello-solo",), ("horns",), ("piano",), ("oboe",)),
        (("violins-1",), ("cellos",), ("clarinet", "violas"), ("violin-solo",)),
        (("violins-1+8", "violins-2", "horns"), ("violins-1+8", "violins-2"), ("violins-1+8", "cellos")),
    ),
    "glassy": (
        (("celesta",), ("flute",), ("piano",), ("violin-solo",)),
        (("flute", "glockenspiel+8"), ("flute", "celesta+8"), ("violins-1", "piano+8"), ("violins-1",)),
        (("violins-1", "flute+8"), ("violins-1+8", "violins-2")),
    ),
    "dark": (
        (("english-horn",), ("clarinet",), ("cello-solo",), ("violas",), ("bassoon",)),
        (("cellos",), ("clarinet", "violas"), ("horns",), ("violas",)),
        (("cellos", "horns"), ("violins-1", "violas-8"), ("violins-1", "violins-2-8")),
    ),
    "heavy": (
        (("horns",), ("cellos",), ("bassoon",)),
        (("horns", "cellos"), ("violas", "cellos"), ("trombones",)),
        (("trumpets", "horns"), ("violins-1+8", "violins-2", "horns"), ("violins-1+8", "violins-2")),
    ),
    "bright": (
        (("flute",), ("oboe",), ("clarinet",), ("piano",), ("violin-solo",)),
        (("violins-1", "flute+8"), ("oboe",), ("violins-1",), ("piano",)),
        (("violins-1+8", "violins-2", "flute+8"), ("violins-1+8", "violins-2")),
    ),
    "noble": (
        (("horns",), ("cello-solo",), ("clarinet",)),
        (("horns", "cellos"), ("cellos",), ("violins-1", "cellos-8")),
        (("trumpets", "horns"), ("violins-1+8", "violins-2", "horns"), ("violins-1+8", "violins-2")),
    ),
}  # fmt: skip
#: A theme in the bass, by the same three degrees.
BASS_THEME: tuple[tuple[Row, ...], ...] = (
    (("cellos", "bassoon"), ("cellos",)),
    (("cellos", "basses-8", "bassoon"), ("cellos", "basses-8")),
    (("cellos", "basses-8", "trombones", "tuba-8"), ("cellos", "basses-8", "bassoon"), ("cellos", "basses-8", "piano-8")),
)
SOFT, LOUD = 0.42, 0.66

#: Line or role -> players in order of preference; several in one row play together.
ROLES: dict[str, tuple[Row, ...]] = {
    "counter": (("clarinet",), ("violas",), ("cellos",), ("bassoon",), ("horns",), ("cello-solo",), ("piano",)),
    "pulse": (("cellos",), ("violas",), ("violins-2",), ("bassoon",), ("piano",)),
    "arpeggio": (("harp",), ("piano",), ("clarinet",)),
    "motor": (("violins-2",), ("violas",), ("violins-1",), ("harp",), ("piano",)),
    "bell": (("celesta",), ("glockenspiel",), ("piano",), ("harp",)),
    "figure": (("harp",), ("piano",), ("violas",)),
    "run": (("violins-1", "flute+8"), ("violins-1",), ("flute", "clarinet"), ("flute",), ("violins-2",), ("clarinet",), ("violas",), ("piano",)),
    "percussion": (("percussion",),),
    "swell": (("percussion",),),
    "pedal": (("basses",), ("cellos",), ("bassoon",)),
}  # fmt: skip

#: Sustained harmony when the strings are taken, by voice from the top; then the bass likewise.
WIND_PAD: tuple[Row, ...] = (("clarinet", "oboe", "flute", "horns"), ("horns", "clarinet", "bassoon"), ("bassoon", "horns", "trombones"))
BASS_PLAYERS = ("cellos", "basses", "bassoon", "piano", "tuba", "trombones")
#: Below this level the basses rest and the cellos carry the bass alone.
BASSES_FROM = 0.24

#: Level, as the mean of a stretch, from which a harmony voice or the bass is doubled (orchestra only): level, line, player.
DOUBLINGS: tuple[tuple[float, str, str], ...] = (
    (0.38, "bass", "bassoon"), (0.40, "harmony-1", "clarinet"), (0.47, "harmony-2", "horns"), (0.52, "harmony-1", "oboe"),
    (0.50, "harmony-1", "choir-women"), (0.50, "harmony-3", "choir-men"), (0.56, "bass", "tuba-8"), (0.58, "harmony-3", "trombones"),
    (0.62, "harmony-1", "trumpets"), (0.20, "harmony-2", "synth"), (0.34, "bass", "synth"),
)  # fmt: skip


#: From here on an instrument is as good as any; below it must be earned (ours).
CONVINCING = 0.7
#: Level that a wholly unconvincing instrument needs beyond what a convincing one does (ours).
_EARNED = 0.35
#: A smaller ensemble is kept where the palette has so many of its players; else the palette's own play.
_FEWEST = 3


def forces(cue: Cue, plan: CuePlan, strengths: Strengths = EVERYBODY) -> tuple[str, ...]:
    """Who plays, in score order: the cue's ensemble, less the families that the plan keeps back.

    A palette with players of its own is the orchestra; of a smaller ensemble it leaves out whom it does not have. What it adds
    joins the orchestra (the electronics are written by themselves).
    """
    silenced = {name for family in plan.held_back for name in FAMILIES.get(family, ())}
    names = ENSEMBLES[cue.ensemble]
    if strengths.players:
        shared = tuple(name for name in names if name in strengths.players)
        names = shared if cue.ensemble != "orchestra" and len(shared) >= _FEWEST else strengths.players
    if cue.ensemble == "orchestra":
        names = (*names, *strengths.adds)
    present = [name for name in dict.fromkeys(names) if name not in silenced and name in INSTRUMENTS and name != "electronics"]
    return tuple(sorted(present, key=lambda name: INSTRUMENTS[name].score_order))


def with_forces(plan: CuePlan, strengths: Strengths) -> CuePlan:
    """The plan, with every family kept back of which the palette has nobody."""
    absent = tuple(
        family for family, names in FAMILIES.items() if family not in plan.held_back and not any(map(strengths.may_play, names))
    )  # fmt: skip
    return replace(plan, held_back=(*plan.held_back, *absent)) if absent else plan


def is_earned(row: Row, level: float, strengths: Strengths, articulation: str = "") -> bool:
    """Whether the music is loud enough for the least convincing player of a row."""
    least = min((strengths.of(player(wish)[0], articulation) for wish in row), default=1.0)
    return least >= CONVINCING - 0.1 or level >= LOUD + _EARNED * (CONVINCING - least)


def threshold(level: float, instrument: str, strengths: Strengths) -> float:
    """The level from which a doubling is earned: higher for who is less convincing."""
    return level + _EARNED * max(0.0, CONVINCING - strengths.of(instrument))


def player(wish: str) -> tuple[str, int]:
    """The instrument of a wish and its transposition in semitones: ``flute+8`` is an octave up."""
    if wish[-2:] in ("+8", "-8"):
        return wish[:-2], 12 if wish[-2] == "+" else -12
    return wish, 0
