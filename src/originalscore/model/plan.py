"""The plan of the whole score: themes, keys, arc. Made before any cue and pinned until a new one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.model.shortfall import Shortfall
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName

#: How a theme may appear. ``head`` is its motif alone, ``fragment`` the first notes of it at a hit, ``bass`` its first half in the bass,
#: ``augmented`` and ``diminished`` the motif in double and half lengths, ``ostinato`` the motif in half lengths said over and over,
#: ``sequence`` the motif said again a step or a third away, ``minor`` and ``major`` the whole theme in the other mode, ``reharmonised``
#: over other chords, ``retimed`` in another meter, ``inverted`` the motif turned upside down, ``duet`` with a second theme against it,
#: ``as-written`` a melody of the user's of which not a note may change.
GUISES = (
    "full", "head", "augmented", "diminished", "bass", "reharmonised", "fragment", "minor", "major", "sequence", "ostinato", "duet",
    "retimed", "inverted", "as-written",
)  # fmt: skip
#: Guises that say the whole theme, to be known again at once.
WHOLE_GUISES = ("full", "minor", "major", "reharmonised", "retimed", "duet")
#: What a statement does in the story of its theme.
STAGES = ("hinted", "stated", "developed", "broken", "resolved")


@dataclass(frozen=True)
class ThemeNote:
    """A note of a theme in its home key, beats from the theme's first downbeat (negative in a pick-up)."""

    onset: Fraction
    length: Fraction
    pitch: Pitch


@dataclass(frozen=True)
class Chord:
    """A harmony: root, quality and bass.

    ``quality``: ``maj min dim aug sus2 sus4 open 7 maj7 min7 halfdim dim7 minmaj7 add9 minadd9 maj9 min9 6 min6 9 7b9 9sus4 69 lydian minb6 phrygian
    quartal quintal cluster``. ``bass`` is another name than ``root`` where a pedal lies beneath.
    """

    root: PitchName
    quality: str
    bass: PitchName


@dataclass(frozen=True)
class ChordSpan:
    """A chord in time (beats). ``function`` is a short label such as ``i``, ``bVI``, ``V/iv``; ``tension`` 0 to 1 as measured."""

    onset: Fraction
    length: Fraction
    chord: Chord
    function: str
    tension: float


@dataclass(frozen=True)
class Theme:
    """A melody with an owner in the story.

    ``motif_notes`` is the number of notes of the head motif, those of its pick-up included. ``form``: ``sentence``, ``period``, ``clause``,
    ``open``. ``source`` is ``"invented"`` or the user's file; ``author`` says whose it is then, and ``bpm`` the tempo that the file gives in
    quarter notes a minute (0: none).
    """

    name: str
    subject: str
    mood: str
    source: str
    key: Key
    meter: Meter
    form: str
    bars: int
    motif_notes: int
    notes: tuple[ThemeNote, ...]
    chords: tuple[ChordSpan, ...]
    author: str = ""
    bpm: int = 0


@dataclass(frozen=True)
class Statement:
    """A planned or composed appearance of a theme.

    ``near_s`` is seconds from the cue's first frame where the plan wants it; composition places it on a bar line. ``bars`` is how many bars
    of its own the theme is given where it is not said whole (0: as many as the guise takes). ``stage`` is a name
    of :data:`STAGES`. ``variation`` numbers how it differs from the book: 0 is as the book has it, and no two statements of a theme
    share guise and variation. ``partner`` is the second theme of a duet.
    """

    theme: str
    guise: str
    near_s: Fraction
    why: str
    stage: str = ""
    variation: int = 0
    partner: str = ""
    bars: int = 0


@dataclass(frozen=True)
class CuePlan:
    """What the film-wide plan asks of one cue.

    ``made_for`` is the fingerprint of the cue that this was planned for; ``weight`` (0 to 1) is its place in the film's
    arc; ``meter`` and ``target_bpm`` (quarter notes a minute) are where the tempo map starts from; ``held_back`` lists families (``music.ensembles.FAMILIES``) that must keep silent here.

    What the mixed moods ask of the writing: ``centre`` is the middle of the melody's register (C4 = 60), ``onsets_s`` how many notes a
    second the busiest layer strikes, ``note_ratio`` how much of its written length a note sounds (0.4 short to 1 bound), ``level_db``
    how loud beside the film's loudest. ``climax`` marks the one summit of the film. ``why`` gives the reasons in words;
    ``force_shift`` and ``density_shift`` are what mixed moods and the arc add to force and density of the picture (-1 to 1).
    """

    cue: str
    made_for: str
    key: Key
    meter: Meter
    target_bpm: int
    weight: float
    statements: tuple[Statement, ...]
    held_back: tuple[str, ...]
    idiom: str
    moods: tuple[tuple[str, float], ...] = ()
    centre: int = 66
    onsets_s: float = 2.0
    note_ratio: float = 0.95
    level_db: float = -5.0
    climax: bool = False
    why: tuple[str, ...] = ()
    force_shift: float = 0.0
    density_shift: float = 0.0


@dataclass(frozen=True)
class ScorePlan:
    """Theme book, keys and arc of one film; one :class:`CuePlan` a cue.

    ``style`` is the film's (a name of ``model.cue.STYLES``); ``why`` says in words what was decided for the whole film, what is saved for
    its moment and what is not played. ``carried`` names the themes that earlier episodes brought, each with the episode it was first
    heard in; ``heard`` lists what those episodes said of them as (theme, guise, variation), so that nothing is said twice the same way.
    """

    SCHEMA: ClassVar[str] = "ScorePlan.1"

    home: Key
    themes: tuple[Theme, ...]
    cues: tuple[CuePlan, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    style: str = ""
    why: tuple[str, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    heard: tuple[tuple[str, str, int], ...] = ()

    def cue(self, cue_id: str) -> CuePlan:
        """The plan of one cue; ``KeyError`` if it has none."""
        for plan in self.cues:
            if plan.cue == cue_id:
                return plan
        raise KeyError(cue_id)

    def theme(self, name: str) -> Theme:
        """The theme of that name; ``KeyError`` if the book has none."""
        for theme in self.themes:
            if theme.name == name:
                return theme
        raise KeyError(name)
