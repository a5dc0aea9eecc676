"""Who is there: the ensembles by name, as players in score order, and what composers must know of them before they write.

A composer writes for the players he has: a quintet has five lines, a pianist two hands. ``room`` is how many lines of pitched music an
ensemble can carry at once; where the strings or brass divide, or a keyboard takes several lines, that is counted in. The numbers are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_STRINGS = ("violins-1", "violins-2", "violas", "cellos", "basses")
_CHOIR = ("choir-women", "choir-men")
_ORCHESTRA = (
    "flute", "oboe", "english-horn", "clarinet", "bassoon", "horns", "trumpets", "trombones", "tuba", "timpani", "percussion",
    "glockenspiel", "harp", "celesta", "voice-solo", *_CHOIR, *_STRINGS,
)  # fmt: skip

#: Family -> instruments silenced when the plan keeps it back; the horns speak for the woodwinds too and stay.
FAMILIES = {
    "brass": ("trumpets", "trombones", "tuba"),
    "choir": (*_CHOIR, "voice-solo"),
    "percussion": ("timpani", "percussion", "glockenspiel"),
    "woodwinds": ("flute", "oboe", "english-horn", "clarinet", "bassoon"),
}


#: Players as people name them: a group or one name of ``INSTRUMENTS`` -> the instruments that are meant.
GROUPS: dict[str, tuple[str, ...]] = {
    "strings": (*_STRINGS, "violin-solo", "cello-solo"),
    "brass": ("horns", *FAMILIES["brass"]),
    "woodwinds": FAMILIES["woodwinds"],
    "percussion": FAMILIES["percussion"],
    "choir": FAMILIES["choir"],
    "violins": ("violins-1", "violins-2", "violin-solo"),
    "cellos": ("cellos", "cello-solo"),
    **{
        name: (name,)
        for name in (*_ORCHESTRA, "piano", "vibraphone", "violin-solo", "cello-solo", "synth")
        if name not in ("percussion", "cellos")
    },
}


#: The ensemble of just those players whom a cue adds to it.
SOLOISTS = "soloists"
#: Lines that one player carries at once; everybody else carries one.
_HANDS = {"piano": 4, "harp": 4, "celesta": 3, "vibraphone": 2, "synth": 4}
#: Lines written for one who plays all by himself: he has one, and breaks the others around it.
_IMPLIED = 4


def players_named(names: Sequence[str]) -> tuple[str, ...]:
    """The instruments that names of :data:`GROUPS` mean, each once."""
    return tuple(dict.fromkeys(instrument for name in names for instrument in GROUPS[name]))


@dataclass(frozen=True)
class Ensemble:
    """One way to staff a cue.

    Parameters
    ----------
    name
        As in ``cues.toml`` and on the command line.
    players
        Names of ``INSTRUMENTS``.
    room
        Lines of pitched music it can carry at once.
    core
        Families (``brass``, ``choir``, ``percussion``) without which it would not be this ensemble: they are never kept back.
    sings, keyed
        Whether its harmony is sung by a choir alone, or lies under the hands of one player.
    single
        Whether every wind and string is one player, who never divides.
    figures
        Moving figures that it can carry at once, drums not counted.
    """

    name: str
    players: tuple[str, ...]
    room: int
    core: tuple[str, ...] = ()
    sings: bool = False
    keyed: bool = False
    single: bool = False
    figures: int = 5

    def without(self, held_back: tuple[str, ...]) -> tuple[str, ...]:
        """Its players, less the families kept back; a family that it cannot be without stays."""
        silenced = {name for family in held_back if family not in self.core for name in FAMILIES.get(family, ())}
        return tuple(name for name in self.players if name not in silenced)

    def staffed(self, add: tuple[str, ...], without: tuple[str, ...]) -> Ensemble:
        """The ensemble with some players (names of :data:`GROUPS`) added and others sent home; room grows and shrinks with them."""
        if not add and not without:
            return self
        gone = players_named(without)
        if self.name == SOLOISTS:
            return self._of(tuple(name for name in players_named(add) if name not in gone))
        players = tuple(name for name in dict.fromkeys((*self.players, *players_named(add))) if name not in gone)
        core = tuple(family for family in self.core if set(FAMILIES[family]) & set(players))
        room = max(1, round(self.room * len(players) / len(self.players)))
        return replace(self, players=players, room=room, core=core, sings=self.sings and set(players) <= set(GROUPS["choir"]))

    def _of(self, players: tuple[str, ...]) -> Ensemble:
        """An ensemble of just these players; the families they are of are the ensemble itself."""
        hands = sum(_HANDS.get(name, 1) for name in players)
        return replace(
            self,
            players=players,
            room=max(hands, _IMPLIED) if len(players) == 1 else hands,
            core=tuple(family for family, names in FAMILIES.items() if set(names) & set(players)),
            keyed=bool(players) and set(players) <= {"piano", "harp", "celesta"},
            figures=1 + (hands > _IMPLIED),
        )

    @property
    def is_alone(self) -> bool:
        """Whether it is one player of one line, in whose hands the harmony is implied."""
        return len(self.players) == 1 and self.players[0] not in _HANDS and self.single

    def has(self, *instruments: str) -> bool:
        """Whether any of these plays in it."""
        return any(name in self.players for name in instruments)


ENSEMBLES: dict[str, Ensemble] = {
    row.name: row
    for row in (
        Ensemble("orchestra", _ORCHESTRA, 16),
        Ensemble("chamber-strings", ("violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses"), 7, figures=2),
        Ensemble("solo-piano", ("piano",), 4, keyed=True, figures=1),
        Ensemble(
            "piano-and-strings", ("piano", "violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses"), 9
        ),
        Ensemble("woodwind-quintet", ("flute", "oboe", "clarinet", "horns", "bassoon"), 5, core=("woodwinds",), single=True, figures=2),
        Ensemble(
            "brass-and-percussion", ("horns", "trumpets", "trombones", "tuba", "timpani", "percussion", "glockenspiel"), 8,
            core=("brass", "percussion"), figures=2,
        ),
        Ensemble("choir", ("voice-solo", *_CHOIR), 5, core=("choir",), sings=True),
        Ensemble("harp-and-celesta", ("harp", "celesta"), 6, keyed=True, figures=1),
        Ensemble("hybrid", (*_ORCHESTRA, "synth"), 16),
        Ensemble("small-acoustic", ("flute", "clarinet", "vibraphone", "harp", "piano", "violin-solo", "cello-solo", "basses"), 7, core=("woodwinds",), single=True, figures=3),
        Ensemble(
            "ambient", ("vibraphone", "harp", "celesta", "piano", "voice-solo", *_CHOIR, *_STRINGS, "synth"), 12, core=("choir",)
        ),
        Ensemble(SOLOISTS, (), 0, single=True, figures=1),
        Ensemble("chiptune", ("flute", "oboe", "clarinet", "bassoon", "percussion"), 4, core=("percussion", "woodwinds"), single=True, figures=2),
    )
}  # fmt: skip
