"""The palette: which sound plays which instrument and articulation, where it sits, how loud it is and how convincing.

A palette is read from one file (``formats.palette_toml``) and only looked up here. It may rest on another (``base``): what it
does not say is taken from there. Balances and seats are the palette's own choice; attacks and levels are not here but measured
(``render.calibration``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

#: How a note may be sounded. ``ah`` and ``oo`` are vowels of a choir; ``struck`` is everything that decays by itself.
ARTICULATIONS = (
    "sustain", "legato", "staccato", "marcato", "pizzicato", "tremolo", "mute", "swell", "roll", "struck", "ah", "oo",
)  # fmt: skip
#: What a source may be: SF2 or SF3 files, SFZ files in a folder, our own synthesis, a plug-in.
KINDS = ("soundfont", "sfz", "synthesis", "vst3")
#: Instruments that a palette may add to any ensemble.
ADDABLE = ("electronics", "synth")

SAME: dict[str, str] = {"legato": "sustain", "swell": "sustain", "ah": "sustain"}
"""Who says the one says the other too: a row with a sustain of its own does not take its legato from elsewhere."""

INSTEAD: dict[str, tuple[str, ...]] = {
    "sustain": ("struck",),
    "legato": ("sustain", "struck"),
    "staccato": ("marcato", "struck", "sustain"),
    "marcato": ("staccato", "struck", "sustain"),
    "pizzicato": ("staccato", "struck", "sustain"),
    "tremolo": ("sustain", "struck"),
    "mute": ("sustain", "struck"),
    "swell": ("sustain", "struck"),
    "roll": ("struck", "tremolo", "sustain"),
    "struck": ("marcato", "sustain"),
    "ah": ("sustain", "oo"),
    "oo": ("ah", "sustain"),
}
"""What stands in for an articulation that an instrument does not have."""

RELATED: dict[str, tuple[str, ...]] = {
    "piccolo": ("flute",), "flute": ("piccolo", "oboe", "clarinet"), "oboe": ("english-horn", "clarinet"),
    "english-horn": ("oboe", "clarinet"), "clarinet": ("bassoon", "flute"), "bassoon": ("clarinet", "cellos"),
    "horns": ("trombones", "trumpets"), "trumpets": ("horns", "trombones"), "trombones": ("horns", "tuba"),
    "tuba": ("trombones", "basses"), "timpani": ("basses",), "glockenspiel": ("celesta", "vibraphone"),
    "vibraphone": ("celesta", "glockenspiel"), "harp": ("piano", "celesta"), "celesta": ("glockenspiel", "piano"),
    "piano": ("harp", "celesta"), "voice-solo": ("choir-women", "flute"), "choir-women": ("violins-1", "synth"), "choir-men": ("cellos", "synth"),
    "violin-solo": ("violins-1",), "violins-1": ("violins-2", "violas"), "violins-2": ("violins-1", "violas"),
    "violas": ("violins-2", "cellos"), "cello-solo": ("cellos",), "cellos": ("violas", "basses"), "basses": ("cellos", "tuba"),
    "synth": ("electronics", "violas"), "electronics": ("synth",),
}  # fmt: skip
"""Whose sound an instrument borrows when it has none of its own, nearest first."""


@dataclass(frozen=True)
class Source:
    """Where sounds come from.

    Parameters
    ----------
    kind
        A name of :data:`KINDS`.
    files
        Absolute paths, the first that exists is taken: SoundFonts, folders of SFZ files, or plug-ins; empty for synthesis.
    advice
        What to do when none of them is there.
    tuning
        Programs whose samples are out of tune among themselves, and by how many cents each is mended from a key (C4 = 60) upwards.
    """

    kind: str
    files: tuple[str, ...] = ()
    advice: str = ""
    tuning: tuple[tuple[int, tuple[tuple[int, int], ...]], ...] = ()


@dataclass(frozen=True)
class Patch:
    """One sound.

    Parameters
    ----------
    source
        Name of a source of the same palette.
    bank, program
        Place in a SoundFont; bank 128 holds drum kits.
    sound
        Name of the SFZ file, of the synthesised sound or of the plug-in's preset; an empty name with synthesis: the sound that
        the note itself names.
    breath
        Level and brightness follow CC2 while a note is held (velocity does nothing).
    rings
        Decays by itself; a note is let go late, so that it can.
    short
        Short note: attack and loudness are measured within the first 0.35 s.
    floor, ceiling
        Least and most velocity, 1 to 127. Short string notes speak only from the hard layer and are made soft by level alone; a
        felt piano never leaves the soft one.
    open_cents
        How far the low-pass closes at the softest, in cents below the patch's own setting.
    dark_cents
        How far it is closed at any level.
    envelope_cents
        Added to how far the patch's own envelope opens the low-pass: one that opens it wholly leaves nothing to the two above.
    attack_timecents, release_timecents
        Added to the patch's attack and release; 1200 doubles its time.
    transpose
        Semitones from the note to the key that is asked for.
    tuning
        Cents by which samples are mended, each from a key upwards; its source says which.
    convincing
        0 to 1; None: as the instrument.
    """

    source: str = ""
    bank: int = 0
    program: int = 0
    sound: str = ""
    breath: bool = False
    rings: bool = False
    short: bool = False
    floor: int = 1
    ceiling: int = 127
    open_cents: int = 2000
    dark_cents: int = 0
    envelope_cents: int = 0
    attack_timecents: int = 0
    release_timecents: int = 0
    transpose: int = 0
    tuning: tuple[tuple[int, int], ...] = ()
    convincing: float | None = None

    def mended_cents(self, key: int) -> int:
        """How far a key is tuned away from its sample, so that it sounds as it is written."""
        return next((cents for first, cents in reversed(self.tuning) if key >= first), 0)


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
        Where the register is even (height, C4 = 60) and what it gains a semitone below and above.
    """

    pan_ratio: float = 0.0
    level_db: float = 0.0
    span_db: float = 30.0
    pivot: int = 60
    below_db: float = 0.0
    above_db: float = 0.0


@dataclass(frozen=True)
class Strike:
    """How an unpitched sound is struck: its patch, the key, how far it is tuned down, its loudness and its place."""

    patch: Patch
    height: int
    tune_cents: int = 0
    level_db: float = 0.0
    pan_ratio: float = 0.0


@dataclass(frozen=True)
class Row:
    """What a palette says of one instrument: its seat, how convincing it is (0 to 1), and its patches by articulation."""

    seat: Seat = Seat()
    convincing: float = 1.0
    patches: dict[str, Patch] = field(default_factory=dict)


@dataclass(frozen=True)
class Strengths:
    """What composer and orchestrator ask a palette: who may play, and how convincing each is.

    Parameters
    ----------
    players
        Who may play; empty: everybody.
    adds
        Names of :data:`ADDABLE` that join every ensemble.
    convincing
        (instrument, articulation, 0 to 1); the articulation is empty for the instrument as a whole. Who is not listed is wholly
        convincing.
    """

    players: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    convincing: tuple[tuple[str, str, float], ...] = ()

    def of(self, instrument: str, articulation: str = "") -> float:
        """How convincing an instrument is in an articulation, 0 to 1."""
        known = {(name, how): value for name, how, value in self.convincing}
        return known.get((instrument, articulation), known.get((instrument, ""), 1.0))

    def may_play(self, instrument: str) -> bool:
        """Whether the palette has an instrument among its players."""
        return not self.players or instrument in self.players or instrument in self.adds


EVERYBODY = Strengths()
"""No palette asked: all may play, and all convince."""


@dataclass(frozen=True)
class Offer:
    """One way to sound an instrument: whose sound in which articulation, out of which palette."""

    palette: str
    instrument: str
    articulation: str
    patch: Patch
    source: Source


@dataclass(frozen=True)
class Palette:
    """A whole palette.

    Parameters
    ----------
    name, title
        Its short name, and what people call it.
    sources
        By name.
    rows
        By instrument, what this palette itself says.
    strikes
        By name of ``PERCUSSION``.
    players, adds
        As in :class:`Strengths`.
    base
        The palette that it rests on.
    """

    name: str
    title: str
    sources: dict[str, Source]
    rows: dict[str, Row]
    strikes: dict[str, Strike]
    players: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    base: Palette | None = None

    def chain(self) -> tuple[Palette, ...]:
        """This palette and those it rests on, itself first."""
        return (self, *(self.base.chain() if self.base else ()))

    def row(self, instrument: str) -> Row | None:
        """What is said of an instrument, here or in the base; its patches are only those said in the same place."""
        return next((palette.rows[instrument] for palette in self.chain() if instrument in palette.rows), None)

    def seat(self, instrument: str) -> Seat:
        """Where an instrument sits; in the middle if nothing is said of it."""
        row = self.row(instrument)
        return row.seat if row else Seat()

    def patch(self, instrument: str, articulation: str) -> Offer | None:
        """The sound of an instrument in exactly this articulation: its own, else that of the base."""
        for palette in self.chain():
            patches = palette.rows[instrument].patches if instrument in palette.rows else {}
            for how in dict.fromkeys((articulation, SAME.get(articulation, articulation))):
                if how in patches:
                    return palette._offer(instrument, how, patches[how])
        return None

    def patch_for(self, instrument: str, technique: str) -> Offer | None:
        """The sound of an instrument for a technique, or for the nearest it has; None if it has none at all."""
        return next(self.offers(instrument, technique), None)

    def offers(self, instrument: str, technique: str) -> Iterator[Offer]:
        """Every way to sound an instrument, nearest first: the technique, what stands in for it, anything else it has."""
        others = [how for palette in self.chain() if instrument in palette.rows for how in palette.rows[instrument].patches]
        for how in dict.fromkeys((technique, *INSTEAD.get(technique, ()), "sustain", *others)):
            for palette in self.chain():
                patches = palette.rows[instrument].patches if instrument in palette.rows else {}
                name = how if how in patches else SAME.get(how, how)
                if name in patches:
                    yield palette._offer(instrument, name, patches[name])

    def strike(self, sound: str) -> tuple[Strike, Offer] | None:
        """How a percussion sound is struck, here or in the base."""
        for palette in self.chain():
            if sound in palette.strikes:
                strike = palette.strikes[sound]
                return strike, palette._offer("percussion", sound, strike.patch)
        return None

    def strengths(self) -> Strengths:
        """What composers ask."""
        values: dict[tuple[str, str], float] = {}
        for palette in reversed(self.chain()):
            for name, row in palette.rows.items():
                values[name, ""] = row.convincing
                for how in [how for one, how in values if one == name and how in row.patches]:
                    del values[name, how]
                values |= {(name, how): patch.convincing for how, patch in row.patches.items() if patch.convincing is not None}
        return Strengths(self.players, self.adds, tuple((name, how, value) for (name, how), value in sorted(values.items())))

    def _offer(self, instrument: str, articulation: str, patch: Patch) -> Offer:
        return Offer(self.name, instrument, articulation, patch, self.sources[patch.source])
