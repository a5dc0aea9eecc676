"""Which figures an idiom has, where each may play, and what it is in the sketch.

One row a figure: how often a phrase has it, from which density and force on, in which sections, for which moods, and what the ensemble
must have to play it. All thresholds (0 to 1) and chances (in 1000 phrases) are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.composition.texture import arpeggios, beds, brass, drums, motors, pulses
from originalscore.composition.texture.ground import RunWriter, Writer

_BOWED = ("violins-1", "violins-2", "violas", "cellos", "violin-solo", "cello-solo")
_BOWED_MANY = ("violins-1", "violins-2", "violas", "cellos")
_WINDS = ("flute", "oboe", "clarinet", "bassoon")
_PLUCKED = (*_BOWED, "harp", "piano", *_WINDS, "vibraphone")
_KEYS = ("harp", "piano", "celesta", "vibraphone", "glockenspiel")
_BRASS = ("horns", "trombones", "trumpets")
_LOW = ("cellos", "basses", "bassoon", "tuba", "trombones", "piano", "harp", "synth")


@dataclass(frozen=True)
class Kind:
    """What a figure is in the sketch: role, layer, character, colour (empty: the idiom's), its level beside the harmony's, who it needs.

    ``swells``: every note rises and fades. ``alone``: it is the harmony itself under one player's hands.
    ``deep``: it beats the bass note, so that a small ensemble needs no other bass. ``strands``: notes it holds at once.
    """

    role: str
    layer: str
    character: str
    shift: float = -0.1
    needs: tuple[str, ...] = ()
    color: str = ""
    swells: bool = False
    alone: bool = False
    deep: bool = False
    strands: int = 1


#: Kind of figure -> what it is. ``percussion`` needs drums and is asked for by itself.
KINDS: dict[str, Kind] = {
    "arpeggio": Kind("figure", "middle", "arpeggio", needs=("harp", "piano", "clarinet", *_BOWED), alone=True),
    "rocking": Kind("figure", "middle", "legato", needs=("clarinet", "violas", "violins-2", "piano", "harp", "vibraphone"), alone=True),
    "sparse": Kind("figure", "background", "arpeggio", needs=("piano", "harp", "vibraphone", "clarinet", *_BOWED), alone=True),
    "crossing": Kind("figure", "middle", "staccato", needs=("violins-1", "violins-2", "violas"), color="bright"),
    "toccata": Kind("figure", "middle", "staccato", -0.02, ("piano", "harp"), alone=True),
    "bell": Kind("figure", "background", "arpeggio", -0.22, needs=(*_KEYS, "flute", *_BOWED)),
    "flourish": Kind("figure", "middle", "legato", -0.04, ("flute", "clarinet", "oboe", "piano", "celesta", *_BOWED), "bright"),
    "pulse": Kind("pulse", "middle", "staccato", -0.06, (*_LOW, *_BOWED), deep=True),
    "high-pulse": Kind("pulse", "middle", "staccato", -0.08, (*_BOWED_MANY, "clarinet", "oboe", "horns")),
    "motto": Kind("figure", "middle", "staccato", -0.04, (*_BOWED_MANY, "clarinet", "bassoon", "oboe", "horns", "piano", "harp")),
    "driving": Kind("pulse", "middle", "staccato", 0.0, ("cellos", "violas", "bassoon", "synth", "cello-solo", "horns"), "heavy", deep=True),
    "high-driving": Kind("figure", "middle", "staccato", -0.02, ("violins-1", "violins-2", "violas", "clarinet", "oboe"), "heavy"),
    "cells": Kind("figure", "middle", "staccato", -0.04, ("vibraphone", *_BOWED_MANY, "piano", "harp", "clarinet", "celesta", "flute"), alone=True),
    "slow-cells": Kind("figure", "background", "arpeggio", -0.08, (*_KEYS, "flute", *_BOWED_MANY)),
    "heartbeat": Kind("pulse", "middle", "marcato", -0.2, (*_LOW, "timpani"), deep=True),
    "burst": Kind("figure", "middle", "staccato", -0.12, (*_BOWED_MANY, "clarinet", "flute", "piano", "celesta")),
    "motor": Kind("figure", "middle", "pizzicato", needs=_PLUCKED, alone=True),
    "spiccato": Kind("figure", "middle", "staccato", -0.1, (*_BOWED_MANY, "clarinet", "flute", "piano", "celesta"), "bright"),
    "offbeat": Kind("figure", "middle", "pizzicato", needs=_PLUCKED),
    "low-offbeat": Kind("figure", "middle", "pizzicato", needs=_PLUCKED),
    "chatter": Kind("figure", "middle", "staccato", -0.06, (*_WINDS, "celesta", "glockenspiel")),
    "low-chatter": Kind("figure", "middle", "staccato", -0.08, (*_WINDS, "harp")),
    "comment": Kind("figure", "middle", "staccato", -0.06, ("bassoon", "clarinet", "cellos", "tuba", "piano", "harp", "trombones")),
    "pedal": Kind("pedal", "background", "sustained", -0.12, ("basses", "tuba", "synth"), "dark"),
    "drone": Kind("figure", "background", "sustained", -0.12, ("violas", "cellos", "synth", "trombones"), "dark", strands=2),
    "bloom": Kind("figure", "background", "sustained", -0.06, (*_BOWED_MANY, "flute", "horns", "clarinet", "synth"), "glassy", swells=True),
    "low-bloom": Kind("figure", "background", "sustained", -0.08, (*_BOWED_MANY, "horns", "bassoon", "synth"), "warm", swells=True),
    "shimmer": Kind("figure", "background", "tremolo", -0.1, ("violins-1", "violins-2", "violin-solo", "glockenspiel"), "glassy"),
    "cluster": Kind("figure", "background", "tremolo", -0.04, ("violins-2", "violas", "violins-1", "synth"), "dark", swells=True, strands=3),
    "fifths": Kind("figure", "background", "sustained", -0.04, ("horns", "trombones"), "noble", strands=2),
    "turn": Kind("figure", "background", "legato", -0.04, ("clarinet", "english-horn", "bassoon", "violas"), "dark"),
    "stabs": Kind("figure", "middle", "marcato", -0.08, ("trombones", "horns", "violas"), "heavy", strands=3),
    "chorale": Kind("figure", "background", "sustained", -0.06, ("trombones", "horns", "trumpets"), "noble", strands=3),
    "fanfare": Kind("figure", "middle", "marcato", -0.04, ("trumpets", "horns", "oboe", "clarinet", "violins-1"), "noble"),
    "timpani": Kind("pulse", "background", "marcato", -0.22, ("timpani",), "heavy"),
    "percussion": Kind("percussion", "background", "marcato", -0.2, ("percussion",)),
}  # fmt: skip


@dataclass(frozen=True)
class Use:
    """A figure in an idiom's vocabulary.

    Parameters
    ----------
    kind
        A name of :data:`KINDS`.
    write, bed
        How it is written: bar by bar, or over a run of bars.
    chance
        Phrases in 1000 that have it.
    density, force
        The bar must reach both.
    sections
        Empty: everywhere but in aftermath and coda.
    moods
        Empty: all.
    ensembles
        Empty: all that have who it needs.
    """

    kind: str
    write: Writer | None = None
    bed: RunWriter | None = None
    chance: int = 1000
    density: float = 0.0
    force: float = 0.0
    sections: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    ensembles: tuple[str, ...] = ()


_LOUD = ("build", "hit")
_GAPS = ("intro", "underscore", "bridge", "build", "hit")
_OPEN = ("intro", "underscore", "bridge", "aftermath", "coda", "statement", "build")
_KEYED = ("solo-piano", "harp-and-celesta")
_CHIPS = ("chiptune",)
#: Idiom -> its figures in order of importance.
VOCABULARY: dict[str, tuple[Use, ...]] = {
    "romantic": (
        Use("arpeggio", arpeggios.waves),
        Use("bell", arpeggios.bells, chance=600, sections=("statement", "underscore")),
        Use("flourish", arpeggios.flourish, chance=800, density=0.45, moods=("wonder", "joy", "romance", "triumph")),
        Use("shimmer", bed=beds.shimmer, chance=600, density=0.4, moods=("wonder",)),
        Use("rocking", arpeggios.rocking, chance=450, density=0.35, sections=("statement", "underscore", "bridge", "build")),
        Use("low-bloom", bed=beds.low_bloom, chance=500, moods=("romance", "tender", "sorrow", "wonder")),
    ),
    "minimal": (
        Use("cells", pulses.cells),
        Use("slow-cells", pulses.slow_cells, chance=650, density=0.3),
        Use("bloom", bed=beds.bloom, chance=700),
        Use("high-pulse", pulses.high_pulse, chance=450, density=0.5),
        Use("pedal", bed=beds.pedal, chance=400),
    ),
    "thriller": (
        Use("driving", pulses.driving, chance=550, density=0.45, force=0.45, sections=("underscore", "bridge", "build", "hit", "statement")),
        Use("pulse", pulses.nervous_pulse),
        Use("motto", pulses.low_motto, chance=700, density=0.4),
        Use("toccata", arpeggios.toccata, force=0.6, sections=_LOUD, ensembles=_KEYED),
        Use("percussion", drums.dark, force=0.45),
        Use("timpani", drums.timpani, force=0.7, sections=_LOUD),
        Use("cluster", bed=beds.high_cluster, chance=750, force=0.35, sections=_GAPS),
        Use("pedal", bed=beds.pedal, chance=600, sections=_GAPS),
    ),
    "intimate": (
        Use("arpeggio", arpeggios.broken, chance=900),
        Use("sparse", arpeggios.sparse, chance=500, sections=("intro", "underscore", "bridge")),
        Use("low-bloom", bed=beds.low_bloom, chance=350, density=0.3),
    ),
    "light": (
        Use("low-offbeat", motors.low_offbeats),
        Use("offbeat", motors.offbeats),
        Use("chatter", motors.chatter, chance=600, density=0.35, sections=_GAPS),
        Use("low-chatter", motors.second_chatter, chance=600, density=0.45, sections=_GAPS),
        Use("comment", motors.comment, chance=900, moods=("comic",)),
        Use("motor", motors.motor, chance=600, density=0.4, moods=("joy", "daily")),
        Use("spiccato", motors.spiccato, chance=700, density=0.45, moods=("joy", "comic")),
        Use("flourish", arpeggios.flourish, chance=700, density=0.4, moods=("joy", "comic")),
        Use("crossing", arpeggios.crossing, chance=400, density=0.65, force=0.55, moods=("joy",)),
        Use("percussion", drums.sparkle, density=0.4, moods=("joy", "comic", "daily")),
        Use("percussion", drums.chip_beat, density=0.3, ensembles=_CHIPS),
    ),
    "ambient": (
        Use("drone", bed=beds.drone, chance=900, sections=_OPEN),
        Use("bloom", bed=beds.bloom, sections=_OPEN),
        Use("low-bloom", bed=beds.low_bloom, chance=700, sections=_OPEN),
        Use("bell", arpeggios.bells, chance=500),
        Use("slow-cells", pulses.slow_cells, chance=350, density=0.45),
    ),
    "underscore": (
        Use("sparse", arpeggios.sparse, chance=800),
        Use("rocking", arpeggios.rocking, chance=400, density=0.4),
        Use("low-bloom", bed=beds.low_bloom, chance=500),
        Use("bell", arpeggios.bells, chance=300, density=0.4),
    ),
    "mystery": (
        Use("bell", arpeggios.bells),
        Use("turn", bed=beds.turn, chance=700),
        Use("shimmer", bed=beds.shimmer, chance=450, density=0.35),
        Use("pedal", bed=beds.pedal, chance=550, sections=_GAPS),
        Use("sparse", arpeggios.sparse, chance=500),
        Use("cluster", bed=beds.cluster, chance=250, force=0.4, sections=_GAPS),
        Use("pulse", pulses.pulse, sections=("build",)),
        Use("slow-cells", pulses.slow_cells, density=0.7),
    ),
    "dread": (
        Use("heartbeat", pulses.heartbeat, chance=700, density=0.25),
        Use("cluster", bed=beds.cluster, chance=850, sections=_OPEN),
        Use("burst", pulses.burst, chance=600, density=0.35),
        Use("drone", bed=beds.drone, chance=600, sections=_OPEN),
        Use("percussion", drums.doom, chance=700, force=0.3),
    ),
    "action": (
        Use("driving", pulses.driving),
        Use("toccata", arpeggios.toccata, ensembles=_KEYED),
        Use("percussion", drums.battle, force=0.25),
        Use("timpani", drums.timpani, force=0.5),
        Use("percussion", drums.chip_beat, ensembles=_CHIPS),
        Use("high-driving", pulses.high_driving, chance=880, density=0.5, force=0.5),
        Use("stabs", brass.stabs, chance=850, force=0.45),
        Use("pulse", pulses.pulse, chance=400, ensembles=("woodwind-quintet", "chiptune", "brass-and-percussion", "small-acoustic", *_KEYED)),
        Use("motto", pulses.motto, chance=500, density=0.4, sections=_GAPS),
        Use("fanfare", brass.fanfare, chance=350, force=0.6, sections=_GAPS),
        Use("fifths", bed=beds.fifths, chance=500, force=0.55, sections=_GAPS),
    ),
    "heroic": (
        Use("high-pulse", pulses.high_pulse),
        Use("percussion", drums.march, force=0.3),
        Use("timpani", drums.timpani, force=0.35),
        Use("percussion", drums.chip_beat, ensembles=_CHIPS),
        Use("arpeggio", arpeggios.waves, chance=800),
        Use("fanfare", brass.fanfare, force=0.35, sections=_GAPS),
        Use("fifths", bed=beds.fifths, chance=650, force=0.4, sections=("statement", "underscore", "build", "bridge")),
        Use("chorale", bed=brass.chorale, chance=600, force=0.55),
        Use("flourish", arpeggios.flourish, chance=700, density=0.45),
        Use("crossing", arpeggios.crossing, chance=450, density=0.6, force=0.6),
    ),
}  # fmt: skip
