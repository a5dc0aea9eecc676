"""Where every theme comes back over the whole film, and as what.

A theme is hinted, stated, developed, broken and resolved. Its first appearance is a hint unless the film opens with it; the darkest
and heaviest of its later appearances breaks it; its last one brings it home. In between it is developed, each time in a guise that
suits the mood and was used least so far. Statements stand where nobody speaks, the fragment at a hit, the resolution in whole.

No two statements are alike by construction: each carries the number of a variation that no other statement of the theme and of its
family of guises has, in this film or in the earlier ones of a series.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.plan import WHOLE_GUISES, Statement, Theme
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.planning.rooms import Room, length_s, room_of
from originalscore.planning.words import in_words

DARK = ("suspense", "mystery", "horror", "conflict", "action", "sorrow")
#: What may develop a theme, with weights, and what each mood or idiom adds (ours).
_DEVELOPED = {"sequence": 3, "reharmonised": 3, "augmented": 2, "bass": 1, "ostinato": 1, "inverted": 1, "whole": 2, "duet": 3}
_ADDED: dict[str, dict[str, int]] = {
    "action": {"bass": 4, "ostinato": 4, "sequence": 2, "fragment": 2, "reharmonised": -2},
    "conflict": {"bass": 4, "ostinato": 3, "sequence": 2, "fragment": 1, "duet": 3, "reharmonised": -2},
    "suspense": {"ostinato": 4, "fragment": 3, "augmented": 1, "bass": 2, "whole": -1},
    "horror": {"inverted": 3, "fragment": 4, "augmented": 2, "bass": 2, "whole": -2, "duet": -3},
    "mystery": {"inverted": 3, "augmented": 3, "fragment": 2, "reharmonised": 1},
    "sorrow": {"augmented": 3, "reharmonised": 3, "head": 1, "ostinato": -1},
    "comic": {"diminished": 4, "ostinato": 2, "head": 1, "augmented": -2},
    "joy": {"diminished": 2, "sequence": 2, "duet": 1, "bass": -1},
    "wonder": {"sequence": 3, "augmented": 1, "bass": -1},
    "romance": {"duet": 3, "reharmonised": 2, "bass": -1, "ostinato": -1},
    "tender": {"reharmonised": 2, "duet": 1, "bass": -1, "ostinato": -1},
    "triumph": {"sequence": 3, "duet": 2, "whole": 2},
    "minimal": {"ostinato": 5, "diminished": 2, "augmented": 1},
    "ambient": {"augmented": 5, "fragment": 2, "head": 2, "sequence": -2, "bass": -1, "ostinato": -1, "duet": -2},
}
_HINTED_AGAIN = {"sequence": 3, "augmented": 2, "inverted": 1, "fragment": 1}
_HINTED, _BROKEN = {"head": 3, "fragment": 2, "augmented": 2}, {"fragment": 3, "inverted": 2, "bass": 2, "head": 2, "augmented": 1}
#: What a recap says of every theme, and what an act-out ends on, whatever the stage.
_SERIES_GUISES = {"recap": {"head": 4, "sequence": 1, "fragment": 1}, "act out": {"fragment": 3, "head": 1, "bass": 1}}
#: Guises that begin as one another share a family: within it every variation is used once.
_FAMILIES = {**dict.fromkeys(WHOLE_GUISES, "whole"), "fragment": "head"}
#: A motif bears so many variations that are still itself; then other guises are asked for.
_MOST_VARIATIONS = 8
#: Upside down, fewer notes than these are not known again (ours; the matcher's limit too).
_LEAST_TURNED = 6
#: A theme wears so many guises at least before one of them comes back, where its story leaves a choice (issue 4).
_LEAST_GUISES = 3


@dataclass
class Ledger:
    """What was said so far in this film and before it: taken variations by theme and family, and how often each guise was used."""

    taken: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    used: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def note(self, theme: str, guise: str, variation: int) -> None:
        """Remember a statement."""
        self.taken.setdefault((theme, _FAMILIES.get(guise, guise)), set()).add(variation)
        self.used[theme, guise] += 1
        self.last[theme] = guise
        if guise in WHOLE_GUISES:
            self.whole.add(theme)

    def next(self, theme: str, guise: str) -> int:
        """The lowest variation that is not taken."""
        taken = self.taken.get((theme, _FAMILIES.get(guise, guise)), set())
        return next(n for n in range(len(taken) + 1) if n not in taken)


@dataclass(frozen=True)
class Ground:
    """What is decided of a cue before its statements: key, meter, tempo, idiom, weight, and its place in the film."""

    cue: Cue
    key: Key
    meter: Meter
    bpm: int
    idiom: str
    first: bool
    last: bool
    summit: bool


def stages_of(theme: Theme, principal: bool, cues: tuple[Cue, ...], weights: Mapping[str, float], fits: Container[str]) -> dict[str, str]:
    """Cue id -> what the theme does there: ``hinted stated developed broken resolved``.

    ``fits`` holds the cues that have room for the whole theme. The theme of a dark second subject is in its strength where the film is
    heaviest, and broken at its end; any other one is broken there and brought home at its end.
    """
    places = [n for n, cue in enumerate(cues) if theme.name in cue.themes]
    stages = {cues[n].id: "developed" for n in places}
    if not places:
        return {}
    roomy = [n for n in places if cues[n].id in fits] or places
    said = roomy[0]
    stages.update({cues[n].id: "hinted" for n in places if n < said})
    stages[cues[said].id] = "stated"
    opens = said == 0 and (cues[0].purpose == "main title" or cues[0].mood not in DARK)
    if said == places[0] and not opens and len(roomy) >= 3 and len(places) >= 4:
        stages[cues[said].id], said = "hinted", roomy[1]
        stages[cues[said].id] = "stated"
    adversary = theme.mood in DARK and not principal
    if len(places) >= 2:
        home = max((n for n in roomy if n > said and (adversary or cues[n].mood not in DARK)), default=places[-1])
        for n in places:
            if n >= home and n > said:
                stages[cues[n].id] = "broken" if adversary else "resolved"
    inner = [n for n in places[len(places) // 2 :] if stages[cues[n].id] == "developed"]
    if len(places) >= 4 and inner:
        strong = [n for n in inner if cues[n].id in fits] if adversary else []
        heaviest = max(strong or inner, key=lambda n: (cues[n].mood in DARK, weights[cues[n].id], n))
        stages[cues[heaviest].id] = "stated" if adversary else "broken"
    return stages


def plan_statements(
    ground: Ground, themes: Mapping[str, Theme], stages: Mapping[str, str], ledger: Ledger, draw: Stream
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """The statements of one cue in order of time, and lines for what is not played and why.

    ``stages`` says what each of the cue's themes does here; ``ledger`` is written on.
    """
    cue = ground.cue
    names = [name for name in cue.themes if name in themes]
    if not names:
        return (), ("no theme: the moment belongs to nobody",)
    if ground.summit:  # the film's greatest moment belongs to its first theme
        names.sort(key=lambda name: name != next(iter(themes)))
    room = room_of(cue, ground.meter, ground.bpm)
    bars = int(cue.length_s / room.bar_s)
    least = len(names) if cue.purpose == "recap" else 1
    count = max(least, 1 if bars < 12 else 2 if bars < 22 else 3 if bars < 32 else 4 if bars < 42 else 5, min(len(names), bars // 3))
    order = [names[n % len(names)] for n in range(count)]
    if stages.get(names[0]) == "resolved" and len(names) > 1:
        order = [*order[1:], order[0]]  # what is brought home comes last
    found: list[Statement] = []
    known = frozenset(ledger.whole)
    for n, name in enumerate(order):
        repeat = name in order[:n]
        statement = _statement(ground, themes, name, stages, n, count, repeat, room, ledger, draw.split(n), names)
        if statement:
            ledger.note(name, statement.guise, statement.variation)
            found.append(statement)
    found = in_words(sorted(found, key=lambda statement: statement.near_s), cue, ground.meter, themes, known)
    silent = [name for name in names if name not in {s.theme for s in found} | {s.partner for s in found}]
    return tuple(found), tuple(f"“{name}” is not played: people speak, and no pause is long enough for its head" for name in silent)


def _statement(
    ground: Ground, themes: Mapping[str, Theme], name: str, stages: Mapping[str, str], n: int, count: int, repeat: bool, room: Room, ledger: Ledger,
    draw: Stream, names: list[str],
) -> Statement | None:  # fmt: skip
    cue, theme, stage = ground.cue, themes[name], stages.get(name, "developed")
    partner = next((other for other in names if other != name), "")
    together = bool(partner) and stage == "resolved" == stages.get(partner) and n == count - 1
    weights = {"duet": 2, whole_guise(theme, ground.key, ground.meter): 1} if together else {}
    weights = weights or _weights(ground, theme, stage, n, count, repeat, ledger, bool(partner), name == next(iter(themes)))
    near_s, why_there = _wanted(ground, stage, n, count, room)
    waiting = len({*names[n + 1 :]}) if n < len(names) else 0
    while weights:
        guise = draw.choose(tuple(weights), tuple(weights.values()))
        at_hit = guise == "fragment" and _strongest_hit(cue)
        start_s, bars = _taken(guise, theme, ground, room, at_hit or near_s, waiting)
        if start_s is not None:
            with_partner = partner if guise == "duet" else ""
            where = "; at the hit" if at_hit else why_there
            return Statement(
                name, guise, Fraction(round(start_s * 100), 100), where, stage, ledger.next(name, guise), with_partner, bars
            )  # fmt: skip
        del weights[guise]
        if not weights and guise not in ("head", "fragment"):
            weights = {"head": 1}
        elif not weights and guise == "head":
            weights = {"fragment": 1}
    return None


def _taken(guise: str, theme: Theme, ground: Ground, room: Room, near_s: Fraction, waiting: int) -> tuple[Fraction | None, int]:
    """Where a guise begins, and how many of its bars are said if not all.

    A whole theme may be its first half where no more has room, or where the ``waiting`` other themes of the cue would find none.
    """
    whole_s = length_s(guise, theme, ground.meter, ground.bpm)
    halves = guise in WHOLE_GUISES and theme.bars >= 8 and not theme.bars % 2
    if not halves or room.leaves(whole_s, near_s, length_s("head", theme, ground.meter, ground.bpm), waiting):
        start_s = room.take(whole_s, near_s)
        if start_s is not None or not halves:
            return start_s, 0
    return room.take(whole_s / 2, near_s), theme.bars // 2


def _weights(
    ground: Ground, theme: Theme, stage: str, n: int, count: int, repeat: bool, ledger: Ledger, paired: bool, principal: bool
) -> dict[str, int]:
    """Guises that the stage and the mood allow here, with weights; least used ones weigh more, the last one nothing.

    The film's summit says its ``principal`` theme whole, whatever the theme's story is there.
    """
    whole = whole_guise(theme, ground.key, ground.meter)
    last_of_all = n == count - 1
    if ground.cue.purpose in _SERIES_GUISES:
        return _fresh(_SERIES_GUISES[ground.cue.purpose], theme.name, ledger)
    if (stage == "stated" or (ground.summit and principal)) and not repeat:
        return {whole: 1}
    if stage == "resolved" and (last_of_all or count == 1):
        return {whole: 1}
    if stage == "resolved":
        weights = {"head": 2, "sequence": 2, "augmented": 1}
    elif stage == "hinted":
        weights = dict(_HINTED_AGAIN if repeat else _HINTED)
    elif stage == "broken":
        weights = dict(_BROKEN)
        if theme.key.is_minor != ground.key.is_minor:
            weights[whole] = 2
    else:
        weights = dict(_DEVELOPED)
        for by in (ground.cue.mood, ground.idiom):
            for guise, more in _ADDED.get(by, {}).items():
                weights[guise] = max(0, weights.get(guise, 0) + more)
        weights[whole] = weights.get(whole, 0) + weights.pop("whole", 0)
        if not paired:
            weights.pop("duet", None)
    if whole == "retimed":
        weights.pop("reharmonised", None)
    if sum(0 <= note.onset < 2 * theme.meter.beats for note in theme.notes) < _LEAST_TURNED:
        weights.pop("inverted", None)
    return _fresh(weights, theme.name, ledger)


def _fresh(weights: Mapping[str, int], theme: str, ledger: Ledger) -> dict[str, int]:
    """Least used guises weigh more, the last one used nothing; until a theme has worn enough of them, only new ones count."""
    worn = {guise for name, guise in ledger.used if name == theme}
    unworn = {g: w for g, w in weights.items() if g not in worn and w > 0}
    weights = unworn if unworn and len(worn) < _LEAST_GUISES else weights
    fresh = {
        g: 60 * w // (1 + 3 * ledger.used[theme, g])
        for g, w in weights.items()
        if g != ledger.last.get(theme) and ledger.next(theme, g) < _MOST_VARIATIONS
    }
    return {g: w for g, w in fresh.items() if w} or {"head": 1}


def whole_guise(theme: Theme, key: Key, meter: Meter) -> str:
    """What a whole statement is called here: in another meter ``retimed``, in the other mode ``minor`` or ``major``, else ``full``."""
    if theme.meter.beats != meter.beats:
        return "retimed"
    if theme.key.is_minor != key.is_minor:
        return "minor" if key.is_minor else "major"
    return "full"


def _wanted(ground: Ground, stage: str, n: int, count: int, room: Room) -> tuple[Fraction, str]:
    """The moment wanted, seconds from the cue's first frame, and a reason for it."""
    cue, bar_s = ground.cue, room.bar_s
    intro_s = min(cue.length_s / 8, 2 * bar_s) if cue.length_s > 8 * bar_s else Fraction(0)
    if (stage == "resolved" or cue.purpose == "act out") and n == count - 1:
        return cue.length_s, ", as late as it can be" if count > 1 else ""
    if count == 1:
        shift = cue.length_s * Fraction(1, 4) if stage in ("hinted", "broken") else intro_s
        return shift, ""
    return intro_s + (cue.length_s - intro_s) * n / count, ""


def _strongest_hit(cue: Cue) -> Fraction | None:
    """The must-hit a fragment had best meet, seconds from the cue's first frame."""
    musts = [hit for hit in cue.hits if hit.must and "black" not in hit.what and hit.at_s - cue.start_s > 4]
    return max(musts, key=lambda hit: (hit.weight, hit.at_s)).at_s - cue.start_s if musts else None
