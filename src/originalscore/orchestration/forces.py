"""Who is there: the two ensembles, and who takes which line.

Each row is a wish in order of preference; the first instrument that is present, not held back and reaches the notes takes the line.
"""

from __future__ import annotations

ENSEMBLES: dict[str, tuple[str, ...]] = {
    "piano-and-strings": ("piano", "violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses"),
    "orchestra": (
        "flute", "oboe", "english-horn", "clarinet", "bassoon", "horns", "trumpets", "trombones", "tuba", "timpani", "percussion",
        "glockenspiel", "vibraphone", "harp", "celesta", "choir-women", "choir-men", "violins-1", "violins-2", "violas", "cellos", "basses",
    ),
}  # fmt: skip

#: Family -> instruments silenced when the plan keeps it back. Timpani stay: hits need them.
FAMILIES = {"brass": ("trumpets", "trombones", "tuba"), "choir": ("choir-women", "choir-men"), "percussion": ("glockenspiel",)}

#: Colour of a melody -> its players by loudness: soft (below 0.42), middle, loud (above 0.66); alternatives for later statements.
MELODY: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "fragile": ((("oboe",), ("violin-solo",), ("piano",)), (("violins-1",), ("oboe",)), (("violins-1", "violins-2"),)),
    "warm": ((("clarinet",), ("cello-solo",), ("piano",), ("horns",)), (("violins-1",), ("cellos",)), (("violins-1", "horns"),)),
    "glassy": ((("celesta",), ("flute",), ("piano",)), (("flute", "glockenspiel"), ("violins-1",)), (("violins-1", "flute"),)),
    "dark": (
        (("english-horn",), ("clarinet",), ("cello-solo",), ("violas",)),
        (("cellos",), ("horns",)),
        (("cellos", "horns"), ("violins-1",)),
    ),
    "heavy": ((("horns",), ("cellos",)), (("horns", "cellos"),), (("horns", "trumpets"), ("violins-1", "violins-2"))),
    "bright": ((("flute",), ("piano",)), (("flute", "violins-1"), ("oboe",)), (("violins-1", "flute"),)),
    "noble": ((("horns",), ("cello-solo",)), (("horns", "cellos"),), (("trumpets", "horns"), ("violins-1", "violins-2"))),
}

#: Role -> players in order of preference; several in one row play together.
ROLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "counter": (("clarinet",), ("violas",), ("cellos",)),
    "harmony-1": (("violins-2",), ("violins-1",)),
    "harmony-2": (("violas",),),
    "harmony-3": (("cellos",), ("violas",)),
    "bass": (("basses",), ("cellos",)),
    "pulse": (("cellos",), ("violas",)),
    "arpeggio": (("harp",), ("piano",)),
    "motor": (("violins-2",), ("violas",)),
    "bell": (("celesta",), ("piano",)),
    "run": (("violins-1", "flute"), ("violins-1",)),
    "percussion": (("percussion",),),
    "swell": (("percussion",),),
}

#: Level from which harmony voices are doubled by winds and brass (orchestra only).
DOUBLINGS: tuple[tuple[float, str, str], ...] = (
    (0.36, "harmony-1", "clarinet"), (0.40, "harmony-3", "bassoon"), (0.48, "harmony-2", "horns"), (0.66, "harmony-3", "trombones"),
    (0.62, "bass", "tuba"), (0.70, "harmony-1", "trumpets"), (0.55, "harmony-1", "choir-women"), (0.55, "harmony-3", "choir-men"),
)  # fmt: skip
