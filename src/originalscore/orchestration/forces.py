"""Who is there: the players of a cue's ensemble, less the families kept back, as far as the palette has them.

Composers ask the palette: who is less convincing in it is asked later, and only where the music is loud enough to have earned
him. Nobody is ever left out who alone can play a line.
"""

from __future__ import annotations

from dataclasses import replace

from originalscore.model.cue import Cue
from originalscore.model.palette import EVERYBODY, Strengths
from originalscore.model.plan import CuePlan
from originalscore.music import ensembles
from originalscore.music.ensembles import FAMILIES
from originalscore.music.instrument import INSTRUMENTS
from originalscore.orchestration.rows import LOUD, Row

#: Ensemble -> its players, in no order.
ENSEMBLES: dict[str, tuple[str, ...]] = {name: row.players for name, row in ensembles.ENSEMBLES.items()}
#: Ensembles that a palette may staff as it likes, and that its additions join.
LARGE = ("orchestra", "hybrid", "ambient")

SECTIONS = ("violins-1", "violins-2", "violas", "cellos", "basses")
SOLO_STRINGS = ("violin-solo", "cello-solo")
KEYBOARDS = ("piano", "harp", "celesta")
CHOIRS = ("choir-women", "choir-men")
#: Several players who may divide into two voices on a staff.
DIVIDING = (*SECTIONS, *CHOIRS, "horns", "trumpets", "trombones", "synth")
#: Those of them to whom a division is said in words.
SHARED = (*SECTIONS, "horns", "trumpets", "trombones")
#: Who plays the lines of role ``effect``, in a score that has electronics.
ELECTRONICS = "electronics"
#: Written on two staves, high notes on the upper one, each with a second voice.
GRAND_STAFF = (*KEYBOARDS, ELECTRONICS, "synth")
#: Instruments whose attack is fast enough to carry a hit (50 % of the peak within 60 ms; sound.md section 4).
FAST_ATTACK = ("timpani", "percussion", "glockenspiel", "harp", "celesta", "piano", "trumpets")

#: Shortest note an instrument speaks clearly in a passage, seconds (ours); others go down to 0.05 s.
AGILITY_S = {"basses": 0.11, "tuba": 0.2, "trombones": 0.15, "horns": 0.13, "timpani": 0.1, "choir-women": 0.3, "choir-men": 0.3,
             "voice-solo": 0.25, "trumpets": 0.09, "harp": 0.08, "celesta": 0.08, "vibraphone": 0.08, "bassoon": 0.08, "oboe": 0.08}  # fmt: skip
#: Plucked notes faster than this are bowed off the string instead, seconds (ours).
FASTEST_PIZZICATO_S = 0.12

#: From here on an instrument is as good as any; below it must be earned (ours).
CONVINCING = 0.7
#: Level that a wholly unconvincing instrument needs beyond what a convincing one does (ours).
_EARNED = 0.35
#: A smaller ensemble is kept where the palette has so many of its players, or half of them; else the palette's own play.
_FEWEST = 3


def forces(cue: Cue, plan: CuePlan, strengths: Strengths = EVERYBODY) -> tuple[str, ...]:
    """Who plays, in score order: the cue's ensemble, less the families that the plan keeps back.

    A palette with players of its own is the orchestra; of a smaller ensemble it leaves out whom it does not have. What it adds
    joins the large ensembles (the electronics are written by themselves).
    """
    row = cue.staff
    names = row.players
    if strengths.players:
        shared = tuple(name for name in names if name in strengths.players)
        kept = cue.ensemble not in ("orchestra", "hybrid") and len(shared) >= min(_FEWEST, (len(names) + 1) // 2)
        names = shared if kept else strengths.players
    names = (*names, *(name for name in ensembles.players_named(cue.add) if strengths.may_play(name)))
    if cue.ensemble in LARGE:
        names = (*names, *strengths.adds)
    silenced = {name for family in plan.held_back if family not in row.core for name in FAMILIES.get(family, ())}
    silenced = silenced.difference(ensembles.players_named(cue.add)).union(ensembles.players_named(cue.without))
    present = [name for name in dict.fromkeys(names) if name not in silenced and name in INSTRUMENTS and name != ELECTRONICS]
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


def voices_of(instrument: str, ensemble: str) -> int:
    """How many notes an instrument can hold at once in an ensemble: one player of a quintet is one."""
    most = INSTRUMENTS[instrument].voices
    many = instrument in (*KEYBOARDS, ELECTRONICS, "percussion", "timpani", "vibraphone", "glockenspiel", "synth")
    return most if many or not ensembles.ENSEMBLES[ensemble].single else 1
