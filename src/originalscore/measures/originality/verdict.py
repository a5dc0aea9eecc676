"""Too near to a known tune, or not: what is measured against how near people's own tunes come to a tradition they did not know.

No number of equal notes is a limit in law, and none is meant here. The limits are calibrated (method of Yin et al., "Measuring when a music
generation algorithm copies too much", SN Computer Science 3, 2022): ``human.json`` holds how near the melodies of Lutheran chorales come to
the index of Irish, Scottish and American tunes, and what few of them reach is too near. Likeness is the main detector, for it finds changed
and ornamented copies, and its limit lies at the 95th percentile; runs catch short quotations, theirs lie at the 99th.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log10
from pathlib import Path

from originalscore.measures.counterpoint import Voice
from originalscore.measures.originality.figures import figure_name
from originalscore.measures.originality.grams import heights
from originalscore.measures.originality.index import Nearness, TuneIndex, shipped_index
from originalscore.measures.originality.known import Compared

#: What a line can be found to be.
VERDICTS = ("pass", "warn", "redraw", "exempt")
#: Percentile of people's tunes from which a line is warned of and from which it is drawn again (ours; craft notes, 5.3).
LIMITS = {"likeness": (90, 95), "run": (95, 99), "rhythm_run": (95, 99), "run_bits": (95, 99)}
#: Fewest intervals shared with one of the user's own files that are too many (craft notes, 5.3).
_OWN_RUN, _OWN_RHYTHM_RUN = 10, 9
#: How far below its limit a similarity is warned of (craft notes, 5.3: .66 to .70).
_WARN_BELOW = 0.04
#: Shorter lines cannot be told from chance (ours).
_LEAST_NOTES = 8
_WORDS = {
    "likeness": "shares too many patterns with",
    "run": "shares a run of {run} intervals with a known tune; most like",
    "rhythm_run": "shares a run of {rhythm_run} intervals and their rhythm with a known tune; most like",
    "run_bits": "shares a run of {run_bits:.0f} bits with a known tune; most like",
}
_FILE = Path(__file__).with_name("human.json")


@dataclass(frozen=True)
class Verdict:
    """How near a line comes to known tunes.

    ``verdict`` is a name of :data:`VERDICTS`; ``human_percentile`` the share of people's tunes (percent) that come less near, each by
    the measure that says most of it. ``edit_similarity`` (0 to 1) is known only where the notes of the others are: None against the index of hashes.
    """

    verdict: str
    nearest: str
    run: int
    rhythm_run: int
    run_bits: float
    likeness: float
    edit_similarity: float | None
    human_percentile: float
    why: str

    @property
    def too_near(self) -> bool:
        """Whether the line is to be drawn again."""
        return self.verdict == "redraw"


@dataclass(frozen=True)
class Baseline:
    """``human.json``: for every measure the percentiles 0 to 100 of people's tunes against the index, and for ``rank`` those of the highest of
    a tune's own percentiles; and, against so many notes of it, the 95th percentile of edit and the 99th of skeleton similarity, of runs and
    of runs with their rhythm.
    """

    melodies: int
    percentiles: dict[str, tuple[float, ...]]
    by_notes: tuple[tuple[int, float, float, float, float], ...]

    def percentile(self, measure: str, value: float) -> float:
        """Share of people's tunes (percent) that come less near; half of those that come just as near."""
        values = self.percentiles[measure]
        return (bisect_left(values, value) + bisect_right(values, value)) / 2 / len(values) * 100

    def rank(self, near: Nearness) -> float:
        """The highest percentile that a line reaches in any measure."""
        return max(self.percentile(measure, getattr(near, measure)) for measure in LIMITS)

    def limits(self, notes: int) -> tuple[float, float, float, float]:
        """Limits of edit and skeleton similarity and of both runs against so many known notes, straight lines over their logarithm."""
        rows = self.by_notes
        if notes <= rows[0][0]:
            return rows[0][1:]
        for low, high in pairwise(rows):
            if notes <= high[0]:
                share = (log10(notes) - log10(low[0])) / (log10(high[0]) - log10(low[0]))
                edit, skeleton, run, rhythm = (a + share * (b - a) for a, b in zip(low[1:], high[1:], strict=True))
                return edit, skeleton, run, rhythm
        return rows[-1][1:]


@cache
def baseline() -> Baseline:
    """How near people's tunes come, read once."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    rows = tuple((int(n), float(a), float(b), float(c), float(d)) for n, a, b, c, d in stored["by_notes"])
    return Baseline(stored["melodies"], {name: tuple(values) for name, values in stored["percentiles"].items()}, rows)


def is_too_near(notes: Voice, *, index: TuneIndex | None = None) -> Verdict:
    """Judge a line against the index of known tunes.

    Parameters
    ----------
    notes
        (onset, length, height) in beats and semitones, one note at a time, sorted by onset.
    index
        Default: the one that ships.

    Returns
    -------
    Verdict
        ``too_near`` says whether to draw another. Scales, broken chords, ostinati and lines of under eight notes are ``exempt``.
    """
    seen = heights(notes)
    figure = "short line" if len(seen) < _LEAST_NOTES else figure_name([b - a for a, b in pairwise(seen)])
    if figure:
        return Verdict(
            "exempt", "", 0, 0, 0.0, 0.0, None, 0.0, f"nothing but a {figure}" if len(seen) >= _LEAST_NOTES else "too short to tell"
        )
    return judge((index or shipped_index()).nearness(notes))


def judge(near: Nearness) -> Verdict:
    """The verdict on what was measured."""
    people = baseline()
    words = dict(vars(near))
    verdict, why = "pass", ""
    for level, place in (("warn", 0), ("redraw", 1)):
        for measure, limits in reversed(LIMITS.items()):
            if getattr(near, measure) > people.percentiles[measure][limits[place]]:
                verdict, why = level, f"{_WORDS[measure].format(**words)} {near.nearest}"
    return Verdict(
        verdict, near.nearest, near.run, near.rhythm_run, near.run_bits, near.likeness, None,
        round(people.percentile("rank", people.rank(near)), 1), why,
    )  # fmt: skip


def judge_against(near: Compared, notes: int) -> tuple[str, str]:
    """The verdict on a comparison with ``notes`` notes of known melodies, and why.

    The more is searched, the more is like by chance; so the limits rise with the amount, as they do for people's tunes.
    """
    edit, skeleton, run, rhythm = baseline().limits(notes)
    run, rhythm = max(run + 1, _OWN_RUN), max(rhythm + 1, _OWN_RHYTHM_RUN)
    if near.edit_similarity > edit:
        return "redraw", f"edit similarity {near.edit_similarity:.2f} to {near.nearest}"
    if near.skeleton_similarity > skeleton:
        return "redraw", f"its strong beats are those of {near.nearest}"
    if near.run >= run or near.rhythm_run >= rhythm:
        return "redraw", f"shares a run of {near.run} intervals with {near.nearest_run}"
    if near.edit_similarity > edit - _WARN_BELOW:
        return "warn", f"edit similarity {near.edit_similarity:.2f} to {near.nearest}"
    return "pass", ""
