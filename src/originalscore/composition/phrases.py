"""Sections, phrases and cadences of the bars that no statement fills, and what a hit asks of its neighbours.

A statement is answered; what lies between two statements bridges them; the first bars introduce, the last ones close. Before a must-hit
the music first thins out and then builds, for one, two or four bars as there is room; after it there is less. Every phrase ends with
a cadence wish by story beat (craft notes, 3.3), which harmony reads.
"""

from __future__ import annotations

from dataclasses import replace

from originalscore.composition.grid import FormBar, Placed
from originalscore.model.cue import Cue
from originalscore.model.plan import CuePlan

#: Longest introduction, answer and coda in bars, and the longest build a hit may get (ours).
_INTRO, _ANSWER, _CODA, _BUILD = 4, 2, 2, 4
#: Bars that a phrase has at least, where the tempo map's count would cut a shorter one off (ours).
_LEAST = 2
#: Density before a build and after a hit, force after a hit, as shares (ours).
_THINNED, _LET_GO, _EASED = 0.55, 0.6, 0.8
#: Force from which a hit is worth two bars of build, and four.
_TWO_BARS, _FOUR_BARS = 0.4, 0.62
_FREE = ("underscore", "bridge", "intro", "answer", "coda")
_DARK = ("suspense", "mystery", "horror", "conflict", "action")
#: Words of a hit that shows something new.
_REVEALS = ("light", "flash", "new scene", "fade", "title", "reveal")


def name_bars(grid: list[FormBar], placed: list[Placed], cue: Cue, asked: CuePlan) -> list[FormBar]:
    """The grid with sections, phrases and cadences."""
    named = _around_hits(_gaps(grid))
    return _cadenced(_phrased(named, placed), placed, cue, asked)


def _gaps(grid: list[FormBar]) -> list[FormBar]:
    """Name the runs of bars between statements: introduction, answer, bridge, underscore, coda."""
    named = list(grid)
    n = 0
    while n < len(named):
        if named[n].section == "statement":
            n += 1
            continue
        end = next((m for m in range(n, len(named)) if named[m].section == "statement"), len(named))
        for m, section in enumerate(_gap_sections(end - n, opens=n == 0, closes=end == len(named)), n):
            named[m] = replace(named[m], section=section)
        n = end
    return named


def _gap_sections(length: int, *, opens: bool, closes: bool) -> list[str]:
    """Sections of a gap of so many bars; ``opens`` and ``closes``: it begins or ends the cue."""
    intro = min(_INTRO if length > 12 else 2, length) if opens else 0
    coda = min(_CODA if length > 4 else 1, length - intro) if closes and length > 1 else 0
    answer = 0 if opens else min(_ANSWER, length - coda)
    rest = length - intro - coda - answer
    inner = "underscore" if opens or closes else "bridge"
    return ["intro"] * intro + ["answer"] * answer + [inner] * rest + ["coda"] * coda


def _around_hits(grid: list[FormBar]) -> list[FormBar]:
    """Thinning, build, hit, aftermath: each only where its bar is free."""
    named = list(grid)
    for n, bar in enumerate(grid):
        if not any(hit.must for hit in bar.hits):
            continue
        if bar.section in _FREE:
            named[n] = replace(named[n], section="hit")
        wanted = _BUILD if bar.force >= _FOUR_BARS else 2 if bar.force >= _TWO_BARS else 1
        built = 0
        while built < wanted and n - built - 1 >= 0 and _may_build(grid, named, n - built - 1):
            named[n - built - 1] = replace(named[n - built - 1], section="build")
            built += 1
        thin = n - built - 1
        if built and thin >= 0 and named[thin].section in _FREE:
            named[thin] = replace(named[thin], density=round(_THINNED * named[thin].density, 4))
        for after in range(n + 1, min(len(named), n + (3 if bar.force >= _FOUR_BARS else 2))):
            if named[after].section not in _FREE or grid[after].hits:
                break
            after_bar = named[after]
            named[after] = replace(
                after_bar, section="aftermath", force=round(_EASED * after_bar.force, 4), density=round(_LET_GO * after_bar.density, 4)
            )
    return named


def _may_build(grid: list[FormBar], named: list[FormBar], n: int) -> bool:
    """A free bar without hits or words; half of what lies between two hits at most is build."""
    if named[n].section not in _FREE or grid[n].hits or grid[n].speech:
        return False
    before = next((m for m in range(n, -1, -1) if grid[m].hits), -1)
    after = next(m for m in range(n, len(grid)) if grid[m].hits)
    return 2 * (after - n) <= max(2, after - before)


def _phrased(grid: list[FormBar], placed: list[Placed]) -> list[FormBar]:
    """Number the bars of every phrase: a statement by its theme's halves, the rest as the tempo map counts them, in fours and twos."""
    named = list(grid)
    n = 0
    while n < len(named):
        bar = named[n]
        same = ("build", "hit") if bar.section in ("build", "hit") else (bar.section,)
        end = next((m for m in range(n, len(named)) if named[m].section not in same or named[m].statement != bar.statement), len(named))
        if bar.statement < 0:
            end = next((m for m in range(n + _LEAST, end - _LEAST + 1) if named[m].begins), end)
        start = n
        for length in _phrase_lengths(end - n, placed[bar.statement] if bar.statement >= 0 else None):
            for m in range(length):
                named[start + m] = replace(named[start + m], phrase_bar=m, phrase_bars=length)
            start += length
        n = end
    return named


def _phrase_lengths(bars: int, placed: Placed | None) -> list[int]:
    if placed and placed.theme_bars >= 8:
        half = 4 * placed.per_bar
        return [half] * (bars // half) + ([bars % half] if bars % half else [])
    lengths = [4] * (bars // 4)
    rest = bars % 4
    if rest == 1 and lengths:
        lengths[-1:] = [2, 3]  # no bar stands alone
    elif rest:
        lengths.append(rest)
    return lengths


def _cadenced(grid: list[FormBar], placed: list[Placed], cue: Cue, asked: CuePlan) -> list[FormBar]:
    """A wish at the last bar of every phrase."""
    named = list(grid)
    number = 0
    for n, bar in enumerate(grid):
        if n == len(grid) - 1:
            named[n] = replace(bar, cadence=_final(cue, asked))
        elif bar.phrase_bar == bar.phrase_bars - 1:
            number += 1
            named[n] = replace(bar, cadence=_inner(grid, n, placed, cue, number))
    return named


def _final(cue: Cue, asked: CuePlan) -> str:
    if cue.ending == "cut" or cue.purpose == "act out":
        return "unresolved"
    if cue.ending == "open":
        return "threat" if cue.mood in _DARK else "question"
    if cue.mood == "triumph" or (asked.climax and cue.mood in ("joy", "wonder")):
        return "triumph"
    return "loss" if cue.mood == "sorrow" else "closing"


def _inner(grid: list[FormBar], n: int, placed: list[Placed], cue: Cue, number: int) -> str:
    """What a phrase inside the cue says at its end."""
    bar, after = grid[n], grid[n + 1]
    if any(hit.must and any(word in hit.what for word in _REVEALS) for hit in after.hits) and cue.mood not in ("action", "conflict"):
        return "reveal"
    if bar.section == "statement":
        statement = placed[bar.statement]
        if n < statement.first + statement.bars - 1:
            return "half"
        return {"resolved": "triumph" if cue.mood == "triumph" else "closing", "broken": "unresolved", "hinted": "question"}.get(
            statement.stage, "half"
        )
    if bar.section == "build":
        return "threat" if cue.mood in _DARK else "half"
    if cue.mood in _DARK:
        return "threat" if number % 2 else "question"
    if cue.mood == "sorrow":
        return "loss" if number % 2 else "half"
    return "half" if number % 2 else "question"
