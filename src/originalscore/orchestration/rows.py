"""Who takes which line: wishes in order of preference.

Each row is a wish; ``name+8`` plays an octave above the line, ``name-8`` an octave below. Rows follow the doublings of general practice:
violins in octaves for a tutti tune, horn with cello for a noble one, flute an octave above violins for a bright one, clarinet with viola
for a dark one, low brass in close chords, horns in fifths. All thresholds on the level scale of 0 to 1 are ours.
"""

from __future__ import annotations

from originalscore.music.ensembles import SOLOISTS
from originalscore.music.instrument import INSTRUMENTS

Row = tuple[str, ...]
#: Colour of a melody -> its players by loudness: soft (below 0.42), middle, loud (from 0.66); alternatives for later statements.
MELODY: dict[str, tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]] = {
    "fragile": (
        (("oboe",), ("violin-solo",), ("clarinet",), ("piano",), ("celesta",), ("voice-solo",)),
        (("violins-1",), ("oboe",), ("flute",), ("cello-solo",), ("piano",)),
        (("violins-1+8", "violins-2"), ("violins-1", "oboe"), ("flute", "clarinet-8"), ("violin-solo", "flute"), ("piano",)),
    ),
    "warm": (
        (("clarinet",), ("cello-solo",), ("horns",), ("piano",), ("oboe",)),
        (("violins-1",), ("cellos",), ("clarinet", "violas"), ("violin-solo",), ("clarinet",), ("horns",), ("piano",)),
        (("violins-1+8", "violins-2", "horns"), ("violins-1+8", "violins-2"), ("violins-1+8", "cellos"), ("trumpets", "horns"),
         ("flute", "clarinet-8"), ("violin-solo", "cello-solo-8"), ("piano",)),
    ),
    "glassy": (
        (("celesta",), ("flute",), ("voice-solo",), ("piano",), ("violin-solo",)),
        (("flute", "glockenspiel+8"), ("flute", "celesta+8"), ("violins-1", "piano+8"), ("violins-1",), ("flute", "vibraphone"), ("celesta",)),
        (("violins-1", "flute+8"), ("violins-1+8", "violins-2"), ("flute", "violin-solo"), ("celesta", "harp-8"), ("piano",)),
    ),
    "dark": (
        (("english-horn",), ("clarinet",), ("cello-solo",), ("violas",), ("bassoon",), ("horns",), ("trombones",)),
        (("cellos",), ("clarinet", "violas"), ("horns",), ("violas",), ("clarinet", "bassoon-8"), ("trombones",)),
        (("cellos", "horns"), ("violins-1", "violas-8"), ("violins-1", "violins-2-8"), ("horns", "trombones"), ("clarinet", "bassoon-8"),
         ("violin-solo", "cello-solo-8"), ("piano",)),
    ),
    "heavy": (
        (("horns",), ("cellos",), ("bassoon",), ("clarinet",), ("piano",)),
        (("horns", "cellos"), ("violas", "cellos"), ("trombones",), ("clarinet", "bassoon-8"), ("cello-solo",), ("piano",)),
        (("trumpets", "horns"), ("violins-1+8", "violins-2", "horns"), ("trumpets", "trombones-8"), ("violins-1+8", "violins-2"),
         ("oboe", "horns-8"), ("flute", "oboe-8"), ("violin-solo", "cello-solo-8"), ("piano",)),
    ),
    "bright": (
        (("flute",), ("oboe",), ("clarinet",), ("piano",), ("violin-solo",), ("celesta",)),
        (("violins-1", "flute+8"), ("oboe",), ("violins-1",), ("flute",), ("trumpets",), ("celesta",), ("piano",)),
        (("violins-1+8", "violins-2", "flute+8"), ("violins-1+8", "violins-2"), ("flute", "oboe-8"), ("trumpets", "horns-8"),
         ("flute", "violin-solo"), ("celesta", "harp-8"), ("piano",)),
    ),
    "noble": (
        (("horns",), ("cello-solo",), ("clarinet",), ("piano",)),
        (("horns", "cellos"), ("cellos",), ("violins-1", "cellos-8"), ("horns",), ("clarinet",), ("piano",)),
        (("trumpets", "horns"), ("violins-1+8", "violins-2", "horns"), ("violins-1+8", "violins-2"), ("trumpets", "trombones-8"),
         ("oboe", "horns-8"), ("violin-solo", "cello-solo-8"), ("piano",)),
    ),
}  # fmt: skip
#: A theme in the bass, by the same three degrees.
BASS_THEME: tuple[tuple[Row, ...], ...] = (
    (("cellos", "bassoon"), ("cellos",), ("bassoon",), ("cello-solo",), ("trombones",)),
    (("cellos", "basses-8", "bassoon"), ("cellos", "basses-8"), ("bassoon",), ("trombones",), ("cello-solo", "basses-8")),
    (
        ("cellos", "basses-8", "trombones", "tuba-8"), ("cellos", "basses-8", "bassoon"), ("cellos", "basses-8", "piano-8"),
        ("trombones", "tuba-8"), ("cellos", "basses-8"), ("bassoon",), ("cello-solo", "basses-8"),
    ),
)  # fmt: skip
SOFT, LOUD = 0.42, 0.66
#: From here on a horn's line is two players', and a brass section's line everybody's.
FIRM, FULL = 0.54, 0.8

#: Line (without its number) or role -> players in order of preference; several in one row play together.
ROLES: dict[str, tuple[Row, ...]] = {
    "counter": (("clarinet",), ("violas",), ("cellos",), ("bassoon",), ("horns",), ("cello-solo",), ("trombones",), ("piano",), ("harp",)),
    "pulse": (("cellos",), ("violas",), ("bassoon",), ("trombones",), ("piano",), ("violins-2",), ("harp",), ("tuba",), ("synth",)),
    "high-pulse": (("violas",), ("violins-2",), ("violins-2", "violas"), ("clarinet",), ("oboe",), ("horns",), ("trombones",), ("trumpets",), ("violins-1",)),
    "driving": (("cellos", "violas"), ("violas",), ("cellos",), ("cello-solo",), ("synth",), ("bassoon",), ("horns",), ("piano",)),
    "high-driving": (("violins-2", "violins-1+8"), ("violins-2",), ("violins-1",), ("violas",), ("clarinet",), ("oboe",)),
    "motto": (("violas",), ("violins-2",), ("clarinet",), ("horns",), ("oboe",), ("cellos",), ("bassoon",), ("piano",), ("harp",)),
    "cells": (("vibraphone",), ("violas",), ("violins-2",), ("clarinet",), ("harp",), ("piano",), ("flute",), ("celesta",)),
    "slow-cells": (("celesta",), ("vibraphone",), ("glockenspiel",), ("piano",), ("harp",), ("violins-1",), ("flute",)),
    "crossing": (("violins-2",), ("violins-1",), ("violas",)),
    "toccata": (("piano",), ("harp",)),
    "timpani": (("timpani",),),
    "heartbeat": (("basses", "timpani"), ("basses",), ("cellos",), ("timpani",), ("tuba",), ("bassoon",), ("piano",), ("harp",)),
    "burst": (("violins-1",), ("violins-2",), ("violas",), ("clarinet",), ("flute",), ("piano",), ("celesta",)),
    "arpeggio": (("harp",), ("piano",), ("clarinet",), ("violas",), ("violins-2",), ("cello-solo",)),
    "rocking": (("clarinet",), ("violins-2",), ("violas",), ("vibraphone",), ("harp",), ("piano",)),
    "sparse": (("harp",), ("piano",), ("vibraphone",), ("violas",), ("clarinet",), ("violins-2",)),
    "motor": (("violins-2",), ("violas",), ("violins-1",), ("harp",), ("piano",), ("clarinet",), ("vibraphone",)),
    "spiccato": (("violins-1",), ("violins-2",), ("violas",), ("clarinet",), ("flute",), ("celesta",), ("piano",)),
    "offbeat": (("violins-2",), ("clarinet",), ("oboe",), ("violins-1",), ("harp",), ("piano",), ("vibraphone",), ("flute",)),
    "low-offbeat": (("violas",), ("cellos",), ("horns",), ("bassoon",), ("piano",), ("harp",), ("clarinet",), ("cello-solo",)),
    "chatter": (("flute",), ("oboe",), ("clarinet",), ("celesta",), ("glockenspiel",), ("trumpets",)),
    "low-chatter": (("clarinet",), ("oboe",), ("bassoon",), ("harp",), ("horns",)),
    "comment": (("bassoon",), ("clarinet",), ("cellos",), ("trombones",), ("tuba",), ("piano",), ("harp",)),
    "flourish": (("flute", "clarinet"), ("flute",), ("clarinet",), ("oboe",), ("violins-1",), ("celesta",), ("piano",), ("violin-solo",), ("violins-2",)),
    "bell": (("celesta",), ("glockenspiel",), ("vibraphone",), ("piano",), ("harp",), ("flute",), ("violins-1",)),
    "figure": (("harp",), ("piano",), ("violas",), ("clarinet",)),
    "run": (("violins-1", "flute+8"), ("violins-1",), ("flute", "clarinet"), ("flute",), ("violins-2",), ("clarinet",), ("violas",),
            ("trumpets",), ("piano",), ("celesta",), ("harp",)),
    "riser": (("violins-2",), ("violins-1",), ("violas",), ("clarinet",), ("trumpets",), ("horns",), ("piano",), ("harp",)),
    "percussion": (("percussion",),),
    "fill": (("percussion",),),
    "swell": (("percussion",),),
    "pedal": (("basses",), ("synth",), ("cellos",), ("tuba",), ("bassoon",)),
    "drone": (("violas",), ("cellos",), ("synth",), ("trombones",), ("horns",)),
    "bloom": (("violins-1",), ("flute",), ("violins-2",), ("synth",), ("clarinet",), ("horns",)),
    "low-bloom": (("horns",), ("cellos",), ("violas",), ("synth",), ("bassoon",), ("cello-solo",)),
    "shimmer": (("violins-1",), ("violins-2",), ("violin-solo",), ("glockenspiel",)),
    "cluster": (("violins-2",), ("violas",), ("violins-1",), ("synth",)),
    "fifths": (("horns",), ("trombones",)),
    "turn": (("clarinet",), ("english-horn",), ("bassoon",), ("violas",)),
    "stabs": (("trombones", "horns"), ("trombones",), ("horns",), ("violas",), ("cellos",)),
    "chorale": (("trombones",), ("horns",), ("trumpets",)),
    "fanfare": (("trumpets",), ("horns",), ("oboe",), ("clarinet",), ("violins-1",)),
    "choir-soprano": (("choir-women",),),
    "choir-alto": (("choir-women",),),
    "choir-tenor": (("choir-men",),),
    "choir-bass": (("choir-men",),),
}  # fmt: skip

#: Sustained harmony when the strings are taken, by voice from the top; then the bass likewise.
WIND_PAD: tuple[Row, ...] = (("clarinet", "oboe", "flute", "horns"), ("horns", "clarinet", "bassoon"), ("bassoon", "horns", "trombones"))
#: Ensemble -> who holds its harmony, from the top, when it has no strings; each as often as it may divide.
HOLDERS: dict[str, Row] = {
    "woodwind-quintet": ("flute", "oboe", "clarinet", "horns", "bassoon"),
    "brass-and-percussion": ("trumpets", "horns", "horns", "trombones", "trombones", "trumpets"),
    "chiptune": ("flute", "oboe", "clarinet", "bassoon"),
    "small-acoustic": ("clarinet", "violin-solo", "flute", "vibraphone", "cello-solo", "piano", "piano", "piano", "harp"),
    "solo-piano": ("piano",) * 4,
    "harp-and-celesta": ("celesta", "harp", "harp", "harp"),
}


def holders(ensemble: str, present: tuple[str, ...]) -> Row:
    """Who holds the harmony of an ensemble that has no sections: its row of :data:`HOLDERS`; of soloists everybody, hands as often as they have fingers to spare."""
    if ensemble != SOLOISTS:
        return HOLDERS.get(ensemble, ())
    hands = tuple(name for name in present if name in ("piano", "harp", "celesta", "vibraphone", "synth"))
    return (*(name for name in present if name not in hands and INSTRUMENTS[name].pitched), *hands * 3)


BASS_PLAYERS = ("cellos", "basses", "bassoon", "tuba", "trombones", "cello-solo", "piano", "harp")
#: Below this level the basses rest and the cellos carry the bass alone.
BASSES_FROM = 0.24

#: Level, as the mean of a stretch, from which a harmony voice or the bass is doubled (large ensembles only): level, line, player.
DOUBLINGS: tuple[tuple[float, str, str], ...] = (
    (0.38, "bass", "bassoon"), (0.40, "harmony-1", "clarinet"), (0.47, "harmony-2", "horns"), (0.52, "harmony-1", "oboe"),
    (0.56, "bass", "tuba-8"), (0.58, "harmony-3", "trombones"), (0.62, "harmony-1", "trumpets"), (0.20, "harmony-2", "synth"),
    (0.34, "bass", "synth"),
)  # fmt: skip
