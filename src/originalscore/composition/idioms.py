"""Idioms: the languages a cue can be written in, one readable row each.

An idiom is a habit of the film music department, not a mood: which chords it knows (``vocabulary``), how often they change, what lies
beneath them, how voices move and are ornamented, how sustained harmony is played, how the tune is coloured, how loud the music stands.
Moods and the film's style choose the idiom (``planning``); the rooms of composition read what they need from its row. All numbers are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Decoration:
    """Chances in 1000 that a voice is ornamented where it could be.

    ``singing`` is the chance that a held inner voice takes up the cue's inner motif; ``chromatic`` that a passing note is chromatic.
    """

    suspension: int = 600
    appoggiatura: int = 0
    passing: int = 700
    neighbour: int = 350
    singing: int = 400
    chromatic: int = 0
    bass: int = 700


@dataclass(frozen=True)
class Rhythm:
    """When harmony changes and what lies beneath.

    Parameters
    ----------
    bars_a_chord
        Bars a chord lasts where no theme stands and nothing else is asked.
    under_tune
        Bars it lasts under a theme: more than one where tunes move over harmony that does not.
    beats_a_chord
        The same as ``bars_a_chord`` in beats, for short bars: the least that a chord lasts.
    pressing, plain
        Chances in 1000 of a change inside the bars where a phrase presses on (3, 6, 7, 8), and in the others.
    pedals
        Section, semitones of the pedal above the tonic, chance in 1000 that the section has it.
    modulates
        Semitones to the keys in which a middle section of a long cue may stand.
    memory
        How much saying the same again costs, thousandths of the normal cost.
    additive
        Whether cells grow by one chord at each return.
    """

    bars_a_chord: int = 1
    under_tune: int = 1
    beats_a_chord: int = 0
    pressing: int = 500
    plain: int = 80
    pedals: tuple[tuple[str, int, int], ...] = ()
    modulates: tuple[int, ...] = (3, 4, 8, 9)
    memory: int = 1000
    additive: bool = False


@dataclass(frozen=True)
class Spacing:
    """Where four voices lie: heights of the bass and of the three others (C4 = 60), and the heights that the middle and the top one like.

    ``hollow`` is the least distance in semitones between the lowest of the three, which then goes with the bass, and the two others;
    ``bite`` is what a second, seventh or tritone between any two of the four earns (thousandths; negative: it costs).
    """

    bass: tuple[int, int] = (33, 52)
    upper: tuple[int, int] = (50, 74)
    middle: int = 61
    top: int = 67
    hollow: int = 0
    bite: int = -80


@dataclass(frozen=True)
class Pause:
    """How an idiom is silent.

    Parameters
    ----------
    beats, least
        How long at most and at least; 0: never.
    apart_beats, first_bar
        Beats at least from pause to pause, and the first bar (from 1) at whose end there may be one.
    in_phrases
        Whether music stops at bar lines inside a phrase too.
    before_blows
        Whether a must-hit may come out of silence whatever prepared it.
    before_hits
        Beats of silence before a hit that is prepared by silence alone.
    """

    beats: Fraction = Fraction(0)
    least: Fraction = Fraction(1, 2)
    apart_beats: int = 8
    first_bar: int = 1
    in_phrases: bool = False
    before_blows: bool = False
    before_hits: Fraction = Fraction(1)


@dataclass(frozen=True)
class Idiom:
    """A language of film music.

    Parameters
    ----------
    name
        One of :data:`IDIOMS`.
    level_base
        The level (0 to 1) from which dynamics grow with the force of the picture.
    pad_character, pad_color
        How its sustained harmony is played (``model.sketch.CHARACTERS``), and the colour it asks for.
    melody_color
        The colour of its tune.
    gentle
        Whether a hit is an arrival and not a blow.
    tonal
        Whether the measures of tonal music hold for it.
    rhythm, decoration
        Harmonic rhythm and ornament.
    smooth
        What each upper voice that moves costs, thousandths: high where one voice moves at a time.
    planing
        Whether voices may move in parallel fifths and octaves as a colour.
    spacing
        Where the voices lie.
    bass
        How the bass goes, one of :data:`BASSES`.
    growth
        How much louder full force is than none, share of the scale.
    swell
        How much its backgrounds grow from one must-hit to the next, share of the scale.
    reach
        Between which of its chords, ordered by their tension (per cent), the tension of a cue moves: how far from home it goes.
    counter
        Whether a tune has a second voice against it.
    pause
        When everybody is silent.
    relief
        How far the layers stand apart in loudness: 1 as ever, less where nothing may stand out.
    restruck
        Force of the picture from which held harmony is struck again on the bar's accents.
    """

    name: str
    level_base: float
    pad_character: str
    pad_color: str
    melody_color: str
    rhythm: Rhythm
    decoration: Decoration
    gentle: bool = False
    tonal: bool = True
    smooth: int = 0
    planing: bool = False
    spacing: Spacing = Spacing()
    bass: str = "singing"
    growth: float = 0.46
    swell: float = 0.0
    reach: tuple[int, int] = (10, 90)
    counter: bool = True
    pause: Pause = Pause()
    relief: float = 1.0
    restruck: float = 2.0


#: How a bass may go: by steps and leaps as songs do, by step, in fourths and fifths, or by semitones around one note.
BASSES = ("singing", "stepping", "striding", "creeping")
_NARROW = Spacing((38, 53), (50, 69), 58, 62, bite=-100)
_WIDE = Spacing((29, 50), (55, 84), 70, 77, bite=-150)
_HOLLOW = Spacing((28, 43), (40, 76), 67, 71, 11, 400)
_HELD_BREATH = Pause(Fraction(3), Fraction(1), 6, 2, True, True, Fraction(2))
_TAKEN_BREATH = Pause(Fraction(1), Fraction(1, 2), 7, 2)

IDIOMS: dict[str, Idiom] = {
    row.name: row
    for row in (
        Idiom("romantic", 0.25, "legato", "warm", "warm", gentle=True,
              rhythm=Rhythm(1, 1, 0, 850, 200, (("build", 7, 700), ("intro", 0, 300), ("coda", 0, 400)), (3, 4, 8, 9)),
              decoration=Decoration(750, 500, 800, 450, 850, 350, 800)),
        Idiom("minimal", 0.24, "sustained", "glassy", "fragile", gentle=True, smooth=500,
              rhythm=Rhythm(1, 1, 0, 150, 0, (("intro", 0, 600), ("underscore", 0, 150)), (5, 9, 3), memory=250, additive=True),
              decoration=Decoration(400, 0, 350, 600, 900, 0, 350)),
        Idiom("thriller", 0.18, "sustained", "dark", "dark", tonal=False, planing=True, smooth=150, spacing=_HOLLOW, bass="creeping", growth=0.66, swell=0.3, reach=(8, 97), counter=False, pause=_HELD_BREATH,
              rhythm=Rhythm(4, 2, 0, 100, 0, (("intro", 0, 900), ("underscore", 0, 800), ("statement", 0, 750), ("build", 7, 600), ("aftermath", 0, 900)), (1, 6), memory=600),
              decoration=Decoration(250, 0, 250, 400, 200, 500, 400)),
        Idiom("intimate", 0.25, "sustained", "warm", "fragile", gentle=True, spacing=_NARROW, bass="stepping", growth=0.2, reach=(5, 84), pause=_TAKEN_BREATH, relief=0.5,
              rhythm=Rhythm(1, 1, 4, 300, 0, (("intro", 0, 450), ("coda", 0, 500)), (5, 9, 3, 8), memory=700),
              decoration=Decoration(950, 350, 500, 300, 550, 0, 600)),
        Idiom("light", 0.26, "detached", "bright", "bright", gentle=True,
              rhythm=Rhythm(1, 1, 0, 800, 300, (("intro", 0, 250), ("build", 7, 500)), (7, 5, 9, 4)),
              decoration=Decoration(450, 250, 800, 500, 750, 350, 800)),
        Idiom("ambient", 0.20, "sustained", "glassy", "glassy", gentle=True, smooth=350, planing=True,
              rhythm=Rhythm(2, 1, 0, 100, 0, (("intro", 0, 900), ("underscore", 0, 650), ("statement", 0, 200), ("coda", 0, 900)), (10, 3, 5), memory=500),
              decoration=Decoration(450, 0, 350, 250, 550, 0, 300)),
        Idiom("underscore", 0.22, "sustained", "dark", "warm", gentle=True,
              rhythm=Rhythm(1, 1, 0, 450, 60, (("intro", 0, 500), ("underscore", 0, 150)), (3, 5, 10)),
              decoration=Decoration(650, 150, 650, 350, 800, 0, 650)),
        Idiom("mystery", 0.22, "tremolo", "glassy", "glassy", gentle=True,
              rhythm=Rhythm(1, 1, 0, 400, 80, (("intro", 0, 700), ("underscore", 0, 250), ("coda", 0, 500)), (6, 3, 1)),
              decoration=Decoration(600, 150, 600, 450, 800, 400, 650)),
        Idiom("dread", 0.18, "tremolo", "dark", "dark", tonal=False, planing=True, spacing=_HOLLOW, bass="creeping", growth=0.6, swell=0.16, reach=(15, 93), counter=False, pause=_HELD_BREATH,
              rhythm=Rhythm(2, 1, 0, 250, 0, (("intro", 0, 800), ("underscore", 0, 500), ("build", 6, 600)), (3, 6, 9), memory=800),
              decoration=Decoration(0, 0, 0, 400, 450, 1000, 300)),
        Idiom("action", 0.31, "detached", "heavy", "heavy", spacing=_WIDE, bass="striding", growth=0.6, reach=(20, 95), relief=1.2, restruck=0.4,
              rhythm=Rhythm(1, 1, 0, 450, 100, (("intro", 0, 700), ("build", 7, 600)), (3, 8, 1, 10)),
              decoration=Decoration(450, 100, 900, 600, 1000, 250, 450)),
        Idiom("heroic", 0.31, "legato", "noble", "noble", spacing=_WIDE, bass="striding", growth=0.58, relief=1.2, restruck=0.4,
              rhythm=Rhythm(1, 1, 0, 700, 150, (("intro", 0, 400), ("build", 7, 800)), (3, 8, 2, 10)),
              decoration=Decoration(650, 250, 750, 400, 850, 100, 800)),
    )
}  # fmt: skip


def idiom(name: str) -> Idiom:
    """The idiom of that name; ``KeyError`` if there is none."""
    return IDIOMS[name]
