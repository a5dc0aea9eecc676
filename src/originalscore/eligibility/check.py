"""What a film's music is by the awards' rules: a verdict for each test, and the named risks. Committees decide by more than numbers, so nothing
here ever says that a film may be entered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.eligibility.album import AlbumTimes
from originalscore.eligibility.counting import OPTIONS, UNSAID, options_of, unsaid_of
from originalscore.eligibility.figures import Figure, figure, value_text
from originalscore.eligibility.risks import Risk, Told, find_risks
from originalscore.eligibility.rules import Rule, rules_of
from originalscore.model.film_reading import StoryBeat
from originalscore.model.ledger import Ledger

VERDICTS = ("meets", "fails", "depends on the counting", "not stated", "unverified rule", "not applicable")
#: What a cue sheet may not speak of at all -> in words.
UNSTATED = {
    "places": "where in the film the pieces lie",
    "length": "how long the film is",
    "reuse": "what is from earlier films of a series",
    "words": "where words are sung",
    "on screen": "what the people in the film hear",
    "theme writers": "who wrote the themes",
    "theme origins": "where a theme of the user's own comes from (enter it in rights.toml as [[theme]])",
}
_SHARES = ("film share", "reuse", "album share", "writer share")


@dataclass(frozen=True)
class Ruling:
    """A rule and what it says of this film.

    Parameters
    ----------
    in_force
        Whether it is for films of the year.
    figure
        What it measures, under every reading.
    verdict, reason
        A name of :data:`VERDICTS`, and why.
    """

    rule: Rule
    in_force: bool
    figure: Figure
    verdict: str
    reason: str


@dataclass(frozen=True)
class Effect:
    """What one choice of one option does, and the share of original music when only that is chosen; None where no music is left."""

    option: str
    choice: str
    does: str
    applies: bool
    share: Fraction | None


@dataclass(frozen=True)
class Findings:
    """Everything that was found out about one film.

    Parameters
    ----------
    title, year, judged_year
        Of the film; its year as entered (0: nobody has), and the year whose rules are asked.
    figures
        The four shares, whoever asks for them.
    tests, effects, risks
        In the order of the rules, of the options and of their numbers.
    unsaid
        Facts that only people can enter and that are not there.
    """

    SCHEMA: ClassVar[str] = "AwardFigures.1"

    title: str
    year: int
    judged_year: int
    figures: tuple[Figure, ...]
    tests: tuple[Ruling, ...]
    effects: tuple[Effect, ...]
    risks: tuple[Risk, ...]
    unsaid: tuple[str, ...]


def check_eligibility(
    ledger: Ledger, *, beats: Sequence[StoryBeat] | None = None, unstated: Collection[str] = (), album: AlbumTimes | None = None, record: str = "",
    year: int = 0, award: str = "",
) -> Findings:  # fmt: skip
    """Measure a film's music by the rules of the awards.

    Parameters
    ----------
    ledger
        All music of the film.
    beats
        Turns of the story; None: nobody has marked them.
    unstated
        What the ledger does not speak of at all, as a sheet that has no column for it: names of :data:`UNSTATED`.
    album
        The album's times, if there is one.
    record
        What is recorded of who and what wrote the music, in words.
    year
        Judge by the rules for films of this year; 0: the film's own, or all rules where nobody has entered it.
    award
        Only awards whose name holds these words.

    Raises
    ------
    BriefError
        If there is no such award.
    """
    rules = rules_of(award)
    judged = year or ledger.year
    known = {name: figure(name, ledger, album, record, unstated) for name in dict.fromkeys((*_SHARES, *(rule.measure for rule in rules)))}
    tests = tuple(_test(rule, known[rule.measure], judged, album) for rule in rules)
    told = Told(ledger, None if beats is None else tuple(beats), frozenset(unstated), record)
    risks = find_risks(told, known["reuse"], known["writer share"], rules, judged)
    unsaid = (
        *(f"{name}: {', or '.join(UNSAID[name])}?" for name in unsaid_of(ledger)),
        *(UNSTATED[name] for name in UNSTATED if name in unstated),
    )
    figures = tuple(known[name] for name in _SHARES)
    return Findings(ledger.title, ledger.year, judged, figures, tests, _effects(ledger, known["film share"]), risks, unsaid)


def _test(rule: Rule, found: Figure, year: int, album: AlbumTimes | None) -> Ruling:
    verdict, reason = _verdict(rule, found, album)
    return Ruling(rule, rule.is_for(year), found, verdict, reason)


def _verdict(rule: Rule, found: Figure, album: AlbumTimes | None) -> tuple[str, str]:
    if rule.number is None and rule.confidence == "low":
        return "unverified rule", "its text was not reached"
    if rule.number is None:
        return "not stated", "; ".join(part for part in ("the rule names no number", found.why) if part)
    if not found.readings:
        return ("unverified rule", f"the number is not verified; {found.why}") if rule.confidence == "low" else (found.state, found.why)
    by_choices: dict[tuple[tuple[str, str], ...], set[bool | None]] = {}
    for one in found.readings:
        by_choices.setdefault(one.choices, set()).add(_passes(rule, one.share, album))
    outcomes = set().union(*by_choices.values())
    verdict, reason = _told(rule, found, by_choices, outcomes)
    if rule.confidence == "low":
        return "unverified rule", f"the number is not verified; by it: {verdict}" + (f", {reason}" if reason else "")
    return verdict, reason


def _told(
    rule: Rule, found: Figure, by_choices: dict[tuple[tuple[str, str], ...], set[bool | None]], outcomes: set[bool | None]
) -> tuple[str, str]:
    if None in outcomes:
        return "unverified rule", f"sources disagree whether exactly {rule.number} passes"
    if len(outcomes) == 1:
        return ("meets" if True in outcomes else "fails"), _unrounded(rule, found)
    if any(len(one) > 1 for one in by_choices.values()):
        return "not stated", "what nobody has entered decides it"
    return "depends on the counting", _choices_that_decide(by_choices)


def _passes(rule: Rule, value: Fraction, album: AlbumTimes | None) -> bool | None:
    """Whether an exact value does what is asked; None where sources disagree about it."""
    assert rule.number is not None
    if rule.minutes_with_tracks is not None and album is not None and album.tracks >= rule.tracks and value >= rule.minutes_with_tracks:
        return True
    asked = rule.number if rule.unit != "%" else rule.number / 100
    answers = {_compare(comparison, value, asked) for comparison in (rule.comparison, rule.other_comparison) if comparison}
    return answers.pop() if len(answers) == 1 else None


def _compare(comparison: str, value: Fraction, asked: Fraction) -> bool:
    return value > asked if comparison == "more than" else value <= asked if comparison == "at most" else value >= asked


def _unrounded(rule: Rule, found: Figure) -> str:
    """The exact value where the rounded one seems to say otherwise."""
    values = {one.share for one in found.readings}
    for value in sorted(values):
        unit = rule.unit
        exact = 100 * value if unit == "%" else value
        if exact != rule.number and value_text(rule.measure, value).split()[0] == f"{float(rule.number or 0):.1f}":
            return (
                f"unrounded {'below' if rule.number is not None and exact < rule.number else 'above'} {float(rule.number or 0):g}: {value}"
            )
    return ""


def _choices_that_decide(by_choices: dict[tuple[tuple[str, str], ...], set[bool | None]]) -> str:
    """The options whose choice alone, from the usual counting, turns the outcome."""
    usual = {name: choices[0][0] for name, choices in OPTIONS.items()}

    def turned(choices: tuple[tuple[str, str], ...]) -> list[str]:
        return [f"{name} {choice}" for name, choice in choices if choice != usual[name]]

    base = next(outcome for choices, outcome in by_choices.items() if not turned(choices))
    word = {True: "meets", False: "fails"}
    other = [turned(choices) for choices, outcome in by_choices.items() if outcome != base]
    least = min(len(one) for one in other)
    told = "; ".join(" with ".join(one) for one in other if len(one) == least)
    return f"{word[True in base]} as usually counted, {word[True not in base]} with {told}"


def _effects(ledger: Ledger, film_share: Figure) -> tuple[Effect, ...]:
    usual, applied = {name: choices[0][0] for name, choices in OPTIONS.items()}, options_of(ledger)
    facts = film_share.readings[0].facts if film_share.readings else ()
    shares = {one.choices: one.share for one in film_share.readings if one.facts == facts}
    rows = []
    for name, choices in OPTIONS.items():
        for choice, does in choices:
            wanted = tuple((option, choice if option == name else usual[option]) for option in applied)
            rows.append(Effect(name, choice, does, name in applied, shares.get(wanted) if name in applied else None))
    return tuple(rows)
