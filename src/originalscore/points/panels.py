"""Panels: what a room of judges is asked, on which scale, and by which recipe its points become results.

Four kinds of room. *song-branch*: 6 to 10 in half points, a mean of at least 8.25 (as reported of the music branch's vote on songs, 2008 and
2009). *rubric*: several criteria, each on one scale, with weights. *pairs*: of two versions the better one, strengths by Bradley and Terry.
*mushra*: 0 to 100 against a reference that is known to be the best, with a hidden copy of it and two anchors (ITU-R BS.1534-3); two versions of a
cue have no such reference, and are compared in pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.points.judges import BRANCH_HIGH, BRANCH_LOW, BRANCH_STEP
from originalscore.points.raw import number
from originalscore.points.rounding import written

#: The most steps a scale may have (ours: more cannot be told apart, nor be drawn).
_MOST_STEPS = 200
#: Decimals that points of a panel are written with.
_DECIMALS = 6


@dataclass(frozen=True)
class Criterion:
    """What is looked at, and how much it weighs."""

    name: str
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Preset:
    """A kind of room.

    Parameters
    ----------
    name, question
        What it is called, and what every judge is asked.
    minimum, maximum, step
        The scale; points lie on it in whole steps from the minimum.
    recipe
        What makes results of the raw points.
    criteria
        One without a name where only the whole is judged.
    compares
        Whether two versions are put side by side and one is chosen.
    has_reference
        Whether a reference is heard, openly and hidden among the versions, with two anchors.
    words
        What the scale's ends (or its regions, from the lowest) mean.
    """

    name: str
    question: str
    minimum: Fraction
    maximum: Fraction
    step: Fraction
    recipe: str
    criteria: tuple[Criterion, ...] = (Criterion(""),)
    compares: bool = False
    has_reference: bool = False
    words: tuple[str, ...] = ()

    def values(self) -> tuple[str, ...]:
        """Every number of points that may be given, from the least."""
        count = int((self.maximum - self.minimum) / self.step)
        return tuple(written(self.minimum + place * self.step, _DECIMALS) for place in range(count + 1))

    def on_scale(self, points: str) -> str:
        """Points as they are written down.

        Raises
        ------
        BriefError
            If they are no number, or no step of the scale.
        """
        value = number(points, "points")
        if not self.minimum <= value <= self.maximum or (value - self.minimum) % self.step:
            raise BriefError(f"{points} points are no step of the scale", f"give {self.scale}")
        return written(value, _DECIMALS)

    @property
    def scale(self) -> str:
        """The scale in words."""
        low, high, step = (written(value, _DECIMALS) for value in (self.minimum, self.maximum, self.step))
        return f"{low} to {high} in steps of {step}"


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "song-branch", "How well does this music serve the film?", BRANCH_LOW, BRANCH_HIGH, BRANCH_STEP, "branch",
            words=("least", "most"),
        ),
        Preset(
            "rubric", "How good is this music by each criterion?", Fraction(0), Fraction(10), Fraction(1), "", words=("not at all", "fully"),
        ),
        Preset("pairs", "Which of the two is better?", Fraction(0), Fraction(1), Fraction(1), "pairs", compares=True),
        Preset(
            "mushra", "How close to the reference is each sound?", Fraction(0), Fraction(100), Fraction(1), "mushra | mean",
            has_reference=True, words=("bad", "poor", "fair", "good", "excellent"),
        ),
    )
}  # fmt: skip


def choose_preset(
    name: str, criteria: str = "", *, minimum: str = "", maximum: str = "", step: str = "", missing: str = "refuse"
) -> Preset:  # fmt: skip
    """A kind of room, with the user's own criteria and scale where it is a rubric.

    Parameters
    ----------
    name
        A name of :data:`PRESETS`.
    criteria
        Of a rubric: names with their weights, such as ``theme=3,fit,craft``; a weight that is not said is 1.
    minimum, maximum, step
        Of a rubric; default: 0 to 10 in steps of 1.
    missing
        What a criterion without points is in a rubric's results: ``refuse``, ``ignore`` or ``zero``.

    Raises
    ------
    BriefError
        If there is no such kind, its scale is fixed, or the scale or the criteria make no sense.
    """
    if name not in PRESETS:
        raise BriefError(f"there is no kind of room “{name}”", f"choose one of {', '.join(PRESETS)}")
    preset = PRESETS[name]
    if name != "rubric":
        if criteria or minimum or maximum or step:
            raise BriefError(f"a room of the kind {name} has its own scale and no criteria", "choose --preset rubric for your own")
        return preset
    named = _criteria(criteria)
    low, high, by = (
        number(text, what) if text else value
        for text, what, value in (
            (minimum, "minimum", preset.minimum), (maximum, "maximum", preset.maximum), (step, "step", preset.step)
        )
    )  # fmt: skip
    if high <= low or by <= 0 or (high - low) % by or (high - low) / by > _MOST_STEPS:
        raise BriefError(
            f"{written(low)} to {written(high)} in steps of {written(by, 4)} is no scale", f"give 1 to {_MOST_STEPS} whole steps"
        )
    weights = " ".join(f"{one.name}={written(one.weight, _DECIMALS)}" for one in named)
    recipe = f"percent | weighted missing={missing} {weights} | mean" if weights else "percent | mean"
    return replace(preset, minimum=low, maximum=high, step=by, recipe=recipe, criteria=named or preset.criteria)


def _criteria(text: str) -> tuple[Criterion, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, weight = (word.strip() for word in part.partition("="))
        if not name.replace("-", "").isalnum() or name in ("missing", "figures"):
            raise BriefError(f"“{part}” is no criterion", "write one word for each, such as theme=3,fit,craft")
        heavy = number(weight, f"weight of {name}") if weight else Fraction(1)
        if heavy <= 0:
            raise BriefError(f"the criterion {name} weighs nothing", "give it a weight above 0, or leave it out")
        found.append(Criterion(name, heavy))
    if len({one.name for one in found}) < len(found):
        raise BriefError("a criterion is named twice", "write each once")
    return tuple(found)
