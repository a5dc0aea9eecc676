"""The worked examples of rights.md that figures of ``originalscore.points`` are held to: what is asked, the source, what must come out, and how it is computed.

Everything is compared as text, to the digits in which it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from originalscore.points import anchored, ballots, equating, judges, norms, presmoothing, rescale, stv
from originalscore.points.raw import read_raw
from originalscore.points.rounding import rounded, written
from originalscore.points.scales import open_scale


@dataclass(frozen=True)
class Example:
    """One worked example."""

    section: str
    what: str
    source: str
    expected: str
    computed: Callable[[], str]


# ACT mathematics, two forms: how many people had 0 to 40 points (data of the R package equate; figures of its version 2.0.8).
ACT_X = [
    0, 1, 1, 3, 9, 18, 59, 67, 91, 144, 149, 192, 192, 192, 201, 204, 217, 181, 184, 170, 201,
    147, 163, 147, 140, 147, 126, 113, 100, 106, 107, 91, 83, 73, 72, 75, 50, 37, 38, 23, 15,
]  # fmt: skip
ACT_Y = [
    0, 1, 3, 13, 42, 59, 95, 131, 158, 161, 194, 164, 166, 197, 177, 158, 169, 132, 158, 151, 134,
    137, 122, 110, 116, 132, 104, 104, 114, 97, 107, 88, 80, 79, 70, 61, 48, 47, 29, 32, 12,
]  # fmt: skip
#: Score -> linear, its error, equipercentile, its error, log-linear of degree 6 then equipercentile, its error.
ACT_EQUATED = {
    0: "-2.6320 0.2681 -0.5000 0.0000 -0.4384 0.6104", 1: "-1.5433 0.2587 0.9796 0.8306 0.1239 2.4195",
    5: "2.8111 0.2249 3.6205 0.1478 3.6573 0.2015", 10: "8.2542 0.1945 8.1607 0.1731 8.2143 0.1781",
    15: "13.6974 0.1834 13.3929 0.2138 13.3764 0.2392", 20: "19.1405 0.1948 19.1647 0.2947 19.2469 0.3159",
    25: "24.5836 0.2255 25.0292 0.3013 24.9594 0.3401", 30: "30.0267 0.2688 30.1305 0.2896 30.1729 0.3278",
    35: "35.4698 0.3197 35.1016 0.3044 35.1250 0.2978", 39: "39.8243 0.3637 39.0807 0.2018 39.0463 0.2805",
    40: "40.9129 0.3751 39.9006 0.2787 40.0202 0.2140",
}  # fmt: skip
#: Two groups with an anchor of 12 of 36 items (KBneat of the same package): people, sums of points, anchor, their squares, their products.
NEAT_X = (1655, 26183, 8451, 484753, 52497, 155891)
NEAT_Y = (1638, 30586, 9603, 648624, 66143, 203492)
TENNESSEE = (
    [("Memphis", "Nashville", "Chattanooga", "Knoxville")] * 42
    + [("Nashville", "Chattanooga", "Knoxville", "Memphis")] * 26
    + [("Chattanooga", "Knoxville", "Nashville", "Memphis")] * 15
    + [("Knoxville", "Chattanooga", "Nashville", "Memphis")] * 17
)
_KOLEN = "Kolen and Brennan, Table 2.3 (data in the SNSequate manual)"
_ACT = "R equate 2.0.8, ACTmath"
_NEAT = "R equate 2.0.8, KBneat"
_MOODLE = "moodle/moodle, lib/grade/tests/grade_item_test.php"


def _row(values: Iterable[float], digits: int) -> str:
    return " ".join(f"{value:.{digits}f}" for value in values)


def _moodle(raw: str, low: int, high: int, to_low: int, to_high: int, multiplier: str = "1", offset: str = "0") -> str:
    ends = (Fraction(low), Fraction(high)), (Fraction(to_low), Fraction(to_high))
    return written(rescale.rescale(Fraction(raw), *ends, multiplier=Fraction(multiplier), offset=Fraction(offset)), 4)


def _diving(marks: str, dropped: int, difficulty: str) -> str:
    kept = judges.drop_extremes([Fraction(mark) for mark in marks.split()], dropped, dropped)
    return f"{float(sum(kept)):.1f} {float(sum(kept) * Fraction(difficulty)):.1f}"


def _bavarian(points: int, maximum: int, passing: int) -> str:
    percent, mark = Fraction(100 * points, maximum), Fraction(100 * passing, maximum)
    exact = 1 + 3 * (100 - percent) / (100 - mark)
    return f"{written(exact, 4)} {open_scale('de').grade(percent, passing=mark)}"


def _percentile_84() -> str:
    z = norms.z_from_percentile(84)
    return f"{z:.4f} {norms.t_of(z):.2f} {norms.iq_of(z):.2f} {norms.nce_of(z):.2f} {norms.stanine_of(z)}"


def _equated_moments(equivalents: tuple[float, ...]) -> str:
    mean = sum(count * value for count, value in zip(ACT_X, equivalents)) / sum(ACT_X)
    return _row((mean, (sum(count * (value - mean) ** 2 for count, value in zip(ACT_X, equivalents)) / sum(ACT_X)) ** 0.5), 4)


def _act_row(score: int) -> str:
    columns = [
        equating.linear_equating(ACT_X, ACT_Y),
        equating.equipercentile_equating(ACT_X, ACT_Y),
        presmoothing.smoothed_equating(ACT_X, ACT_Y, 6),
    ]
    return _row((value for one in columns for value in (one.equivalents[score], one.errors[score])), 4).replace("-0.0000", "0.0000")


def _best_degrees() -> str:
    fits = [presmoothing.smooth(ACT_X, degree) for degree in range(1, 9)]
    best = {name: 1 + fits.index(min(fits, key=lambda fit: float(getattr(fit, name)))) for name in ("aic", "bic", "caic")}
    return f"{best['aic']} {best['bic']} {best['caic']} {fits[5].aic:.2f} {fits[5].bic:.2f}"


def _neat(line: Callable[[anchored.Group, anchored.Group], tuple[float, float]]) -> str:
    slope, intercept = line(anchored.group_from_sums(*NEAT_X), anchored.group_from_sums(*NEAT_Y))
    return _row((intercept, slope), 4)


def _winners() -> str:
    rules = (ballots.plurality, ballots.instant_runoff, ballots.condorcet, ballots.borda, ballots.coombs)
    return " ".join("+".join(rule(TENNESSEE).winners) for rule in rules)


def _tally(rule: Callable[[list[tuple[str, ...]]], ballots.Count]) -> str:
    return " ".join(f"{name} {value}" for name, value in rule(TENNESSEE).tally)


def _stv() -> str:
    voted = stv.single_transferable_vote(TENNESSEE, 2)
    return f"{voted.rounds[0]}: {' '.join(voted.winners)}"


def _small(what: Callable[[], Iterable[float]], digits: int) -> Callable[[], str]:
    return lambda: _row(what(), digits)


_SMALL_X, _SMALL_Y = [2, 3, 2, 2, 1], [1, 2, 2, 3, 2]
EXAMPLES = (
    Example("5.1", "percentile ranks of X 0 to 4", _KOLEN, "10 35 60 80 95", _small(lambda: equating.percentile_ranks(_SMALL_X), 0)),
    Example("5.1", "Y equivalents of X 0 to 4", _KOLEN, "0.5000 1.7500 2.8333 3.5000 4.2500",
            _small(lambda: equating.equipercentile_equating(_SMALL_X, _SMALL_Y).equivalents, 4)),
    Example("5.2", "people on both forms", _ACT, "4329 4152", lambda: f"{sum(ACT_X)} {sum(ACT_Y)}"),
    Example("5.2", "moments of X", _ACT, "19.8524 8.2116 8.2126 0.3753 2.3024", _small(lambda: vars(equating.moments(ACT_X)).values(), 4)),
    Example("5.2", "moments of Y", _ACT, "18.9798 8.9393 8.9404 0.3527 2.1464", _small(lambda: vars(equating.moments(ACT_Y)).values(), 4)),
    Example("5.2", "mean equating", _ACT, "-0.8726", _small(lambda: equating.mean_equating(ACT_X, ACT_Y).equivalents[:1], 4)),
    Example("5.2", "line with n - 1", _ACT, "1.088622 -2.631971", _small(lambda: equating.linear_line(ACT_X, ACT_Y), 6)),
    Example("5.2", "line with n", _ACT, "1.088616 -2.631864", _small(lambda: equating.linear_line(ACT_X, ACT_Y, sample=False), 6)),
    Example("5.2", "moments of the equated form", _ACT, "18.9799 8.9352",
            lambda: _equated_moments(equating.equipercentile_equating(ACT_X, ACT_Y).equivalents)),
    *(Example("5.2", f"X {score}: linear, equipercentile, smoothed, each with error", _ACT, row, lambda score=score: _act_row(score))
      for score, row in ACT_EQUATED.items()),
    Example("5.2", "deviances of 1 to 8 moments", _ACT, "2215.02 445.19 212.82 40.80 35.78 30.61 30.40 29.94",
            _small(lambda: [presmoothing.smooth(ACT_X, degree).deviance for degree in range(1, 9)], 2)),
    Example("5.2", "degree by AIC, BIC and CAIC; AIC and BIC at 6", _ACT, "6 6 4 287.51 299.51", _best_degrees),
    Example("5.2", "group means", _NEAT, "15.8205 18.6728", _small(lambda: (anchored.group_from_sums(*one).mean for one in (NEAT_X, NEAT_Y)), 4)),
    Example("5.2", "Tucker, w = .5", _NEAT, "0.5378 1.0292", lambda: _neat(anchored.tucker_line)),
    Example("5.2", "Levine, w = .5", _NEAT, "0.2514 1.0110", lambda: _neat(anchored.levine_line)),
    Example("5.2", "chained linear", _NEAT, "0.3937 1.0213", lambda: _neat(anchored.chained_line)),
    *(Example("5.3", f"raw {raw} of {low}-{high} on {to_low}-{to_high}", _MOODLE, expected,
              lambda raw=raw, low=low, high=high, to_low=to_low, to_high=to_high: _moodle(raw, low, high, to_low, to_high))
      for raw, low, high, to_low, to_high, expected in (
          ("40", 0, 100, 0, 50, "20"), ("40", 0, 100, 0, 150, "60"), ("40", 0, 100, 50, 150, "90"), ("40", 0, 50, 0, 100, "80"),
          ("40", 0, 50, 40, 100, "88"), ("10", 0, 100, 3, 33, "6"), ("50", 0, 100, 3, 33, "18"))),
    Example("5.3", "raw 40 on 0-50, times 1.23 plus 3", _MOODLE, "27.6", lambda: _moodle("40", 0, 100, 0, 50, "1.23", "3")),
    Example("5.3", "raw 40 on 0-50, times 0.23 minus 3", _MOODLE, "1.6", lambda: _moodle("40", 0, 100, 0, 50, "0.23", "-3")),
    Example("5.4", "42 of 50", "the seed", "84", lambda: written(rescale.percent(read_raw("42/50")), 4)),
    Example("5.4", "percentile of 3 in 1 2 3 3 4: mean, rank, weak, strict", "scipy", "60 70 80 40",
            lambda: " ".join(written(Fraction(norms.percentile_rank(3, [1, 2, 3, 3, 4], kind)), 2) for kind in ("mean", "rank", "weak", "strict"))),
    Example("5.4", "percentile 84: z, T, IQ, NCE, stanine", "computed", "0.9945 59.94 114.92 70.95 7", _percentile_84),
    Example("5.4", "Bavarian: 8 of 10, pass 6", "stat.de (Humboldt)", "2.5 2.5", lambda: _bavarian(8, 10, 6)),
    Example("5.4", "Bavarian: 82 of 100, pass 50", "calculator.academy", "2.08 2.1", lambda: _bavarian(82, 100, 50)),
    Example("5.4", "Bavarian: 75 of 100, pass 40", "revisiontown.com", "2.25 2.3", lambda: _bavarian(75, 100, 40)),
    Example("5.4", "2.25 half up, half even, truncated", "computed", "2.3 2.2 2.2",
            lambda: " ".join(str(float(rounded(Fraction("2.25"), 1, rule))) for rule in ("half-up", "half-even", "down"))),
    Example("5.4", "Bavarian: 42 of 50 as 84 of 100, pass 50", "computed", "1.96 2.0", lambda: _bavarian(84, 100, 50)),
    Example("5.4", "diving, 7 judges, difficulty 2.8", "wikiHow", "22.0 61.6", lambda: _diving("6.5 7 7 7.5 7.5 8 8", 2, "2.8")),
    Example("5.4", "diving, 7 judges, difficulty 3.0", "opensourcesports.io", "22.0 66.0", lambda: _diving("7.5 7 7.5 7 7.5 8 6.5", 2, "3.0")),
    Example("5.4", "diving, 5 judges, difficulty 3.0", "newpkjob.com", "24.0 72.0", lambda: _diving("8 8.5 8 7.5 8", 1, "3.0")),
    Example("5.4", "Tennessee: plurality, run-off, Condorcet, Borda, Coombs", "electowiki, fact-index",
            "Memphis Knoxville Nashville Nashville Nashville", _winners),
    Example("5.4", "Tennessee, last round of the run-off", "electowiki", "Knoxville 58 Memphis 42", lambda: _tally(ballots.instant_runoff)),
    Example("5.4", "Tennessee, Borda", "electowiki", "Nashville 194 Chattanooga 173 Memphis 126 Knoxville 107", lambda: _tally(ballots.borda)),
    Example("5.4", "Tennessee, first of the last round of Coombs", "fact-index", "Nashville 68", lambda: " ".join(_tally(ballots.coombs).split()[:2])),
    Example("5.4", "threshold of 375 ballots for 5 places, of 1000 for 1", "emmanuellevy, boxofficeprophets", "63 501",
            lambda: f"{ballots.quota(375, 5)} {ballots.quota(1000, 1)}"),
    Example("5.4", "single transferable vote, 2 places", "computed", "quota 34: Memphis Nashville", _stv),
    Example("5.4", "song branch: a mean of 8.0 and of 8.25 passes", "micropsia", "False True",
            lambda: " ".join(str(judges.branch_mean([Fraction(mark) for mark in marks])[1]) for marks in (("8", "8"), ("8", "8.5")))),
    Example("3", "42 right, 8 wrong, of 4 and of 5 choices", "measured", "39.33 40.00",
            lambda: " ".join(written(rescale.corrected_for_guessing(Fraction(42), Fraction(8), k), 2, strip=False) for k in (4, 5))),
    Example("3", "root curve of 64 and of 84", "measured", "80.00 91.65", _small(lambda: (rescale.curved_by_root(Fraction(one)) for one in (64, 84)), 2)),
    Example("3", "2.675 to two places, half up", "measured", "2.68", lambda: written(Fraction("2.675"), 2)),
)  # fmt: skip
