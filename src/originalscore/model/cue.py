"""The cue list: where music plays, why, and which moments it must meet. Times are picture time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from originalscore.model.shortfall import Shortfall
from originalscore.music.ensembles import ENSEMBLES as STAFFED
from originalscore.music.ensembles import Ensemble

MOODS = (
    "neutral", "daily", "tender", "romance", "comic", "joy", "wonder",
    "mystery", "suspense", "horror", "conflict", "action", "sorrow", "triumph",
)  # fmt: skip
PURPOSES = ("main title", "underscore", "action", "emotion", "transition", "end title", "source", "recap", "act out")
HIT_CLASSES = ("hard", "firm", "soft", "avoid")
LANDINGS = ("downbeat", "strong", "beat", "offbeat")
ENDINGS = ("close", "fade", "cut", "open")
LOCKS = ("theme", "harmony", "tempo", "orchestration", "all")
#: Mood -> the working title of a cue of which nobody has said how it is called; a number may follow.
WORKING_TITLES = {
    "neutral": "Passing", "daily": "Everyday", "tender": "Close", "romance": "The Two", "comic": "Footing", "joy": "Daylight",
    "wonder": "The Light", "mystery": "Unknown", "suspense": "Held Breath", "horror": "Below", "conflict": "Storm", "action": "Pursuit",
    "sorrow": "What Is Gone", "triumph": "Home",
}  # fmt: skip
#: The idioms a cue may be written in (each a vocabulary of harmony, rhythm and texture in ``composition``).
IDIOMS = (
    "romantic", "minimal", "thriller", "intimate", "light", "ambient", "underscore", "mystery", "dread", "action", "heroic",
)  # fmt: skip
#: The styles a film may be written in: each decides which idiom a mood uses (``planning.styles``).
STYLES = ("late romantic", "adventure", "modern minimal", "hybrid thriller", "intimate", "light comedy", "ambient")
ENSEMBLES = tuple(name for name, row in STAFFED.items() if row.players)

#: Class of a hit -> how early (-) and late (+) the music may be, milliseconds (our design values, timing.md 3).
TOLERANCES_MS: dict[str, tuple[int, int]] = {"hard": (-15, 45), "firm": (-40, 60), "soft": (-90, 185), "avoid": (-250, 250)}


@dataclass(frozen=True)
class Hit:
    """A moment the music must meet (or, class ``avoid``, must not accent).

    ``weight`` 0 to 1. ``must`` asks for an error inside the class tolerance and within one nominal frame.
    """

    at_s: Fraction
    what: str
    kind: str
    landing: str
    must: bool
    weight: float


@dataclass(frozen=True)
class CurvePoint:
    """One breakpoint of a curve drawn by hand or by spotting: picture time and a level from 0 to 1."""

    at_s: Fraction
    level: float


@dataclass(frozen=True)
class ThemeWish:
    """A theme the film asks for.

    ``source`` is ``"invented"`` or a file of the user's own, seen from the folder; ``as_written`` forbids every change of it.
    """

    name: str
    subject: str
    mood: str
    source: str = "invented"
    as_written: bool = False


@dataclass(frozen=True)
class Silence:
    """A span left without music on purpose."""

    start_s: Fraction
    end_s: Fraction
    why: str


@dataclass(frozen=True)
class Redraw:
    """What another take keeps of an earlier one.

    Parameters
    ----------
    of
        The number of that take.
    keep
        Names of :data:`LOCKS` whose music is taken over as it is.
    bars
        First and last bar, counted from 1, that are made anew while all others stay; empty: all.
    part
        A name of ``music.ensembles.GROUPS``: only these players get other music; empty: all.
    """

    of: int
    keep: tuple[str, ...] = ()
    bars: tuple[int, ...] = ()
    part: str = ""


@dataclass(frozen=True)
class Cue:
    """One continuous piece of music in the film.

    Parameters
    ----------
    id
        Never changes (``"c1"``).
    number
        Reel, m, sequence (``"1m1"``); may change when cues are added.
    take
        From 1; another take draws other chances.
    locks
        Names of :data:`LOCKS`.
    score
        ``composed`` or ``user`` (the edited MusicXML in ``edits/`` is played).
    title
        A working title.
    start_s, end_s
        Picture time; the music's first downbeat is ``start_s`` unless the tempo map says otherwise.
    ending
        How it leaves: ``close`` (cadence and ring), ``fade``, ``cut`` (stops dead at ``end_s``), ``open`` (unresolved tail).
    purpose, mood, ensemble
        Names of :data:`PURPOSES`, :data:`MOODS`, :data:`ENSEMBLES`; the ensemble ``soloists`` is those who are added, and nobody else.
    pace, density, force
        Curves over the cue, each at least one point.
    themes
        Names of themes in the cue list; empty means no theme is stated.
    hits
        Sorted by time, inside the span.
    speech
        Spoken spans inside the cue (picture time), for writing under dialogue.
    why
        The reason in words.
    blend
        Other moods mixed into ``mood``, each with its weight above 0; the weight of ``mood`` itself is what is left of 1, at least a half.
    idiom
        A name of :data:`IDIOMS`, or empty: the film's style decides.
    add, without
        Names of ``music.ensembles.GROUPS``: players who come to the ensemble, and who stay away from it.
    balance
        Names of the same, each with decibels by which they are played louder or softer than written.
    bpm
        The tempo that is wanted, quarter notes a minute; 0: the mood and the curve of pace decide.
    chance
        Whose chances are drawn: the number of a take; 0: this one's own. A director's note changes a cue and leaves its chances alone.
    redraw
        What this take keeps of an earlier one; None: nothing.
    """

    id: str
    number: str
    take: int
    locks: tuple[str, ...]
    score: str
    title: str
    start_s: Fraction
    end_s: Fraction
    ending: str
    purpose: str
    mood: str
    ensemble: str
    pace: tuple[CurvePoint, ...]
    density: tuple[CurvePoint, ...]
    force: tuple[CurvePoint, ...]
    themes: tuple[str, ...]
    hits: tuple[Hit, ...]
    speech: tuple[tuple[Fraction, Fraction], ...]
    why: str
    blend: tuple[tuple[str, float], ...] = ()
    idiom: str = ""
    add: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    balance: tuple[tuple[str, float], ...] = ()
    bpm: int = 0
    chance: int = 0
    redraw: Redraw | None = None

    @property
    def staff(self) -> Ensemble:
        """Who is there: the ensemble, with the players who were added and without those who stay away."""
        return STAFFED[self.ensemble].staffed(self.add, self.without)

    @property
    def drawn(self) -> int:
        """The number whose chances this take draws."""
        return self.chance or self.take

    @property
    def length_s(self) -> Fraction:
        """Seconds from first to last frame."""
        return self.end_s - self.start_s

    def moved(self, by_s: Fraction) -> Cue:
        """The same cue at another place of the film: every time of it later by ``by_s`` seconds."""

        def curve(points: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
            return tuple(replace(point, at_s=point.at_s + by_s) for point in points)

        return replace(
            self,
            start_s=self.start_s + by_s,
            end_s=self.end_s + by_s,
            pace=curve(self.pace),
            density=curve(self.density),
            force=curve(self.force),
            hits=tuple(replace(hit, at_s=hit.at_s + by_s) for hit in self.hits),
            speech=tuple((start_s + by_s, end_s + by_s) for start_s, end_s in self.speech),
        )

    @property
    def moods(self) -> tuple[tuple[str, float], ...]:
        """Every mood with its weight, the main one first; the weights sum to 1."""
        return ((self.mood, round(1.0 - sum(weight for _, weight in self.blend), 6)), *self.blend)


def level_at(curve: tuple[CurvePoint, ...], at_s: Fraction) -> float:
    """The level of a curve at a picture time: straight lines between points, flat outside them."""
    if at_s <= curve[0].at_s:
        return curve[0].level
    for before, after in itertools.pairwise(curve):
        if at_s <= after.at_s:
            share = (at_s - before.at_s) / (after.at_s - before.at_s) if after.at_s > before.at_s else Fraction(1)
            return before.level + float(share) * (after.level - before.level)
    return curve[-1].level


@dataclass(frozen=True)
class CueList:
    """All cues in order, the silences between them, and the film's themes.

    ``style`` is a name of :data:`STYLES`, or empty: the plan draws one.
    """

    SCHEMA: ClassVar[str] = "CueList.1"

    film_sha256: str
    seed: int
    themes: tuple[ThemeWish, ...]
    cues: tuple[Cue, ...]
    silences: tuple[Silence, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    style: str = ""
