"""The steps that a recipe may name, each with its parameters and what they mean.

A step that looks at one figure keeps its judge, item and criterion; one that merges judges or criteria leaves that part empty. Steps
that need a group (z, percentile, curves, grades by quota) take all figures of one criterion, or, for ``standardise``, of one judge.
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from originalscore.errors import BriefError
from originalscore.points import ballots, judges, mushra, norms, paired, rescale, scales, stv
from originalscore.points.derivation import Figure, Figures, Step
from originalscore.points.raw import number
from originalscore.points.rounding import DEFAULT, rounded

_PARAMETER = re.compile(r"([^=\s]+)=(\S+)")
_HUNDRED = Fraction(0), Fraction(100)
#: Multiplier and offset that change nothing.
_PLAIN = Fraction(1), Fraction(0)


@dataclass(frozen=True)
class Named:
    """A step with its parameters."""

    name: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """As it is written in a recipe."""
        return " ".join([self.name, *(f"{name}={value}" for name, value in self.parameters)])

    def take(self, figures: Figures) -> Figures:
        """The step's figures."""
        made = STEPS[self.name](figures, **dict(self.parameters))
        return tuple(replace(figure, step=self.words) for figure in made)


def read_step(words: str) -> Named:
    """A step from the words of a recipe.

    Raises
    ------
    BriefError
        If there is no such step or parameter.
    """
    name, *rest = words.split() or [""]
    if name not in STEPS:
        raise BriefError(f"there is no step “{name}”", f"the steps are {', '.join(STEPS)}")
    taken = inspect.signature(STEPS[name]).parameters.values()
    free = any(one.kind is one.VAR_KEYWORD for one in taken)
    known = {one.name for one in taken if one.kind is not one.VAR_KEYWORD} - {"figures"}
    parameters = []
    for part in rest:
        found = _PARAMETER.fullmatch(part)
        if found is None or not (found[1] in known or free):
            raise BriefError(f"{name} knows no “{part}”", f"it takes {', '.join(f'{one}=' for one in sorted(known)) or 'nothing'}")
        parameters.append((found[1], found[2]))
    needed = {one.name for one in taken if one.default is one.empty and one.kind is not one.VAR_KEYWORD} - {"figures"}
    absent = sorted(needed - {found for found, _ in parameters})
    if absent:
        raise BriefError(f"{name} needs {', '.join(f'{one}=' for one in absent)}", f"write {about(name)}")
    return Named(name, tuple(parameters))


def about(name: str) -> str:
    """A step with its parameters and what they are unless told, in one line."""
    step, told = STEPS[name], []
    for one in inspect.signature(step).parameters.values():
        if one.name != "figures":
            told.append(
                "CRITERION=WEIGHT ..."
                if one.kind is one.VAR_KEYWORD
                else f"{one.name}={one.default if one.default is not one.empty else '?'}"
            )
    return " ".join([name, *told])


def _each(figures: Figures, change: Callable[[Figure], Figure]) -> Figures:
    return tuple(replace(change(figure), of=(figure,), row=None) for figure in figures)


def _groups(figures: Iterable[Figure], part: Callable[[Figure], object]) -> list[list[Figure]]:
    found: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[part(figure)].append(figure)
    return list(found.values())


def _one_scale(group: list[Figure]) -> tuple[Fraction, Fraction] | None:
    """The scale that all share.

    Raises
    ------
    BriefError
        If they do not: points of 10 and points of 50 are not added up.
    """
    found = {figure.scale for figure in group}
    if len(found) > 1:
        shown = " and ".join(sorted("no scale" if scale is None else f"{float(scale[0]):g} to {float(scale[1]):g}" for scale in found))
        raise BriefError(f"{group[0].item or 'all'}: points on different scales ({shown}) cannot be merged", "take the percent first")
    return group[0].scale


def _percent(figures: Figures) -> Figures:
    def share(figure: Figure) -> Figure:
        if figure.scale is None:
            raise BriefError(f"{figure.name}: there is no percent without a maximum", "append the points with a maximum")
        low, high = figure.scale
        return replace(figure, value=100 * (figure.exact - low) / (high - low), scale=_HUNDRED)

    return _each(figures, share)


def _rescale(figures: Figures, to: str, minimum: str = "0", times: str = "1", plus: str = "0") -> Figures:
    target = number(minimum, "minimum"), number(to, "to")
    extra = number(times, "times"), number(plus, "plus")

    def move(figure: Figure) -> Figure:
        if figure.scale is None:
            raise BriefError(f"{figure.name}: points without a maximum cannot be rescaled", "append them with a maximum")
        value = rescale.rescale(figure.exact, figure.scale, target, multiplier=extra[0], offset=extra[1])
        return replace(figure, value=value, scale=target if extra == _PLAIN else None)

    return _each(figures, move)


def _clip(figures: Figures, minimum: str = "0", maximum: str = "100") -> Figures:
    scale = number(minimum, "minimum"), number(maximum, "maximum")
    return _each(figures, lambda figure: replace(figure, value=rescale.clipped(figure.exact, scale), scale=scale))


def _round(figures: Figures, decimals: str = "0", rule: str = DEFAULT) -> Figures:
    places = int(number(decimals, "decimals"))
    return _each(figures, lambda figure: replace(figure, value=rounded(figure.number, places, rule)))


def _guessing(figures: Figures, choices: str, right: str = "right", wrong: str = "wrong") -> Figures:
    made = []
    for group in _groups(figures, lambda figure: (figure.judge, figure.item)):
        had = {figure.criterion: figure for figure in group}
        if right not in had or wrong not in had:
            raise BriefError(
                f"{group[0].item}: right and wrong answers are both needed (omitted ones are not counted)",
                f"append them as criteria “{right}” and “{wrong}”",
            )
        value = rescale.corrected_for_guessing(had[right].exact, had[wrong].exact, int(number(choices, "choices")))
        made.append(replace(had[right], criterion="", value=value, of=(had[right], had[wrong]), row=None))
    return tuple(made)


def _normed(
    make: Callable[[list[Fraction | float]], Iterable[float | Fraction]], figures: Figures, part: Callable[[Figure], object] = lambda figure: figure.judge
) -> Figures:  # fmt: skip
    values: dict[int, float | Fraction] = {}
    for group in _groups(figures, lambda figure: (part(figure), figure.criterion)):
        values |= zip(map(id, group), make([figure.number for figure in group]))
    return _each(figures, lambda figure: replace(figure, value=values[id(figure)], scale=None))


def _from_z(change: Callable[[float], float]) -> Step:
    def take(figures: Figures, spread: str = "n") -> Figures:
        return _normed(lambda group: map(change, norms.z_scores(group, spread)), figures)

    return take


def _percentile(figures: Figures, of: str = "", kind: str = "mean") -> Figures:
    return _normed(lambda group: norms.percentile_ranks(group, kind), figures, _reference_group(of))


def _nce(figures: Figures, of: str = "") -> Figures:
    return _normed(
        lambda group: (norms.nce_of(norms.z_from_percentile(rank)) for rank in norms.percentile_ranks(group)), figures, _reference_group(of)
    )


#: Group in which a percentile is a place -> what its figures have in common, besides the criterion.
_REFERENCES: dict[str, Callable[[Figure], object]] = {
    "judge": lambda figure: figure.judge,
    "item": lambda figure: figure.item,
    "all": lambda figure: "",
}


def _reference_group(of: str) -> Callable[[Figure], object]:
    """What the figures of a named reference group share.

    Raises
    ------
    BriefError
        If none is named, or one that is none.
    """
    if of not in _REFERENCES:
        what = f"“{of}” is no group" if of else "no group is named"
        raise BriefError(f"a percentile is a place in a group: {what}", "say of=judge (each judge's figures), of=item or of=all")
    return _REFERENCES[of]


def _curve(figures: Figures, kind: str, by: str = "0", mean: str = "75", sd: str = "10") -> Figures:
    if kind == "add":
        return _each(figures, lambda figure: replace(figure, value=figure.exact + number(by, "by"), scale=None))
    if kind == "root":
        return _each(figures, lambda figure: replace(figure, value=rescale.curved_by_root(figure.exact)))
    if kind not in ("top", "bell"):
        raise BriefError(f"there is no curve “{kind}”", "choose add, top, root or bell")
    values: dict[int, Fraction | float] = {}
    for group in _groups(figures, lambda figure: (figure.judge, figure.criterion)):
        had, scale = [figure.exact for figure in group], _one_scale(group)
        if kind == "top" and scale is None:
            raise BriefError("the best cannot be made the maximum where there is none", "append the points with a maximum")
        lifted: tuple[Fraction | float, ...] = (
            rescale.curved_by_top(had, scale[1])
            if kind == "top" and scale
            else rescale.curved_to_bell(had, float(number(mean, "mean")), float(number(sd, "sd")))
        )
        values |= zip(map(id, group), lifted)
    return _each(figures, lambda figure: replace(figure, value=values[id(figure)], scale=figure.scale if kind == "top" else None))


def _grade(figures: Figures, scale: str, passing: str = "") -> Figures:
    chosen = scales.open_scale(scale)
    mark = number(passing, "passing") if passing else None
    for figure in figures:
        if figure.scale != _HUNDRED:
            raise BriefError(f"{figure.name}: grades are given for percents", "take the percent first")
    given: dict[int, str] = {}
    for group in _groups(figures, lambda figure: (figure.judge, figure.criterion)):
        given |= {id(figure): grade for figure, grade in zip(group, chosen.grades([figure.number for figure in group], passing=mark))}
    return _each(figures, lambda figure: replace(figure, value=given[id(figure)], scale=None, note=chosen.title))


def _drop(figures: Figures, high: str = "0", low: str = "0") -> Figures:
    kept: list[Figure] = []
    for group in _groups(figures, lambda figure: (figure.item, figure.criterion)):
        _one_scale(group)
        places = sorted(range(len(group)), key=lambda place: group[place].number)
        judges.drop_extremes([figure.exact for figure in group], int(number(high, "high")), int(number(low, "low")))  # refuses
        kept += [group[place] for place in sorted(places[int(low) : len(places) - int(high)])]
    return _each(tuple(kept), lambda figure: figure)


def _merged(merge: Callable[[list[Fraction]], Fraction]) -> Step:
    def take(figures: Figures) -> Figures:
        made = []
        for group in _groups(figures, lambda figure: (figure.item, figure.criterion)):
            scale = _one_scale(group)
            value = merge([figure.exact for figure in group])
            made.append(Figure("", group[0].item, group[0].criterion, value, scale if merge is not _sum else None, of=tuple(group)))
        return tuple(made)

    return take


def _sum(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def _times(figures: Figures, by: str) -> Figures:
    return _each(figures, lambda figure: replace(figure, value=figure.exact * number(by, "by"), scale=None))


def _standardise(figures: Figures, spread: str = "n") -> Figures:
    values: dict[int, float] = {}
    for group in _groups(figures, lambda figure: (figure.judge, figure.criterion)):
        _one_scale(group)
        found = judges.standardised([figure.exact for figure in group], group[0].judge or "(no name)", spread)
        values |= {id(figure): value for figure, value in zip(group, found)}
    return _each(figures, lambda figure: replace(figure, value=values[id(figure)], scale=None))


def _weighted(figures: Figures, missing: str = "refuse", **weights: str) -> Figures:
    wanted = {name: number(weight, f"weight of {name}") for name, weight in weights.items()}
    if not wanted:
        raise BriefError("a rubric needs weights", "write weighted melody=2 fit=1")
    made = []
    for group in _groups(figures, lambda figure: (figure.judge, figure.item)):
        counted = [figure for figure in group if figure.criterion in wanted]
        scale = _one_scale(counted) if counted else None
        value = judges.weighted({figure.criterion: figure.exact for figure in counted}, wanted, missing)
        made.append(Figure(group[0].judge, group[0].item, "", value, scale, of=tuple(counted)))
    return tuple(made)


def _rank(figures: Figures, best: str = "highest") -> Figures:
    if best not in ("highest", "lowest"):
        raise BriefError(f"the best is the highest or the lowest, not “{best}”", "write rank best=lowest")
    made = []
    for group in _groups(figures, lambda figure: (figure.judge, figure.criterion)):
        places: dict[Fraction | float, int] = {}
        for place, value in enumerate(sorted((figure.number for figure in group), reverse=best == "highest"), 1):
            places.setdefault(value, place)  # equal ones share the better place
        ordered = sorted(group, key=lambda figure: (places[figure.number], figure.item))
        made += [replace(figure, value=Fraction(places[figure.number]), scale=None, of=(figure,), row=None) for figure in ordered]
    return tuple(made)


def _branch(figures: Figures) -> Figures:
    made = []
    for group in _groups(figures, lambda figure: figure.item):
        mean, enough = judges.branch_mean([figure.exact for figure in group])
        verdict = "reaches" if enough else "does not reach"
        made.append(Figure("", group[0].item, "", mean, of=tuple(group), note=f"mean {verdict} {float(judges.BRANCH_MEAN):g}"))
    return tuple(made)


def _ballots(figures: Figures) -> dict[str, ballots.Ballot]:
    """Each judge's items, best first.

    Raises
    ------
    BriefError
        If a judge is not named or gave two items the same: a ranked ballot has no ties.
    """
    found = {}
    for group in _groups(figures, lambda figure: figure.judge):
        _one_scale(group)
        judge, values = group[0].judge, [figure.number for figure in group]
        if not judge or len(set(values)) < len(values) or len({figure.item for figure in group}) < len(group):
            raise BriefError(
                f"judge {judge or '(no name)'} does not rank the items one after another", "give every item its own points, once"
            )
        found[judge] = tuple(figure.item for figure in sorted(group, key=lambda figure: -figure.exact))
    return found


def _vote(count: Callable[[list[ballots.Ballot]], ballots.Count]) -> Step:
    def take(figures: Figures) -> Figures:
        return _counted(figures, count(list(_ballots(figures).values())))

    return take


def _stv(figures: Figures, places: str) -> Figures:
    return _counted(figures, stv.single_transferable_vote(list(_ballots(figures).values()), int(number(places, "places"))))


def _counted(figures: Figures, count: ballots.Count) -> Figures:
    told = "; ".join(count.rounds)
    return tuple(
        Figure("", item, "", votes, of=figures, note="; ".join(filter(None, ["wins" if item in count.winners else "", told])))
        for item, votes in count.tally
    )


def _mushra(figures: Figures, reference: str = "reference", anchor: str = "anchor70") -> Figures:
    listeners: dict[str, dict[str, dict[str, Fraction]]] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        listeners[figure.judge][figure.criterion][figure.item] = figure.exact
    verdicts = {one.listener: one for one in mushra.screen(listeners, reference=reference, anchor=anchor)}
    kept = tuple(figure for figure in figures if verdicts[figure.judge].kept)
    if not kept:
        raise BriefError("no listener is left after screening", "look at the raw points: the test may have been misunderstood")
    out = ", ".join(name for name, verdict in verdicts.items() if not verdict.kept)
    note = f"left out: {out}" if out else "nobody left out"
    return _each(kept, lambda figure: replace(figure, note=note))


def _bradley_terry(figures: Figures) -> Figures:
    wins = []
    for group in _groups(figures, lambda figure: (figure.judge, figure.criterion)):
        if len(group) != 2 or group[0].number == group[1].number:
            raise BriefError(
                f"judge {group[0].judge}, pair {group[0].criterion}: a comparison is two items, one of them preferred",
                "append each pair as a criterion, with 1 for the preferred item and 0 for the other",
            )
        first, second = sorted(group, key=lambda figure: -figure.exact)
        wins.append((first.item, second.item))
    return tuple(Figure("", item, "", strength, of=figures) for item, strength in paired.bradley_terry(wins))


#: Name of a step -> what it does.
STEPS: dict[str, Step] = {
    "percent": _percent, "rescale": _rescale, "clip": _clip, "round": _round, "guessing": _guessing, "z": _from_z(lambda z: z), "t": _from_z(norms.t_of),
    "iq": _from_z(norms.iq_of), "nce": _nce, "stanine": _from_z(norms.stanine_of), "sten": _from_z(norms.sten_of), "percentile": _percentile,
    "curve": _curve, "grade": _grade, "drop": _drop, "mean": _merged(lambda values: _sum(values) / len(values)),
    "median": _merged(lambda values: Fraction(median(values))), "sum": _merged(_sum), "times": _times, "standardise": _standardise,
    "weighted": _weighted, "rank": _rank, "branch": _branch, "plurality": _vote(ballots.plurality), "borda": _vote(ballots.borda),
    "condorcet": _vote(ballots.condorcet), "irv": _vote(ballots.instant_runoff), "coombs": _vote(ballots.coombs), "stv": _stv,
    "mushra": _mushra, "pairs": _bradley_terry,
}  # fmt: skip
