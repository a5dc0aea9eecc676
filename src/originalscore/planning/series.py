"""Series: what earlier episodes said, and what a new one carries on.

A theme is carried on when a wish has its name or its subject. Its notes stay as they are; every statement of the new episode takes a
variation that no earlier one took, so a main title that comes back each week is never the same twice.
"""

from __future__ import annotations

from originalscore.model.cue import ThemeWish
from originalscore.model.plan import ScorePlan, Theme


def heard_before(earlier: tuple[ScorePlan, ...]) -> tuple[tuple[str, str, int], ...]:
    """Every statement of the earlier episodes as (theme, guise, variation)."""
    said = [(s.theme, s.guise, s.variation) for plan in earlier for cue in plan.cues for s in cue.statements]
    return tuple(dict.fromkeys([*(entry for plan in earlier for entry in plan.heard), *said]))


def carried_theme(theme: Theme, earlier: tuple[ScorePlan, ...], names: tuple[str, ...]) -> str:
    """The episode that this theme was first heard in, or nothing if it is new."""
    for number, plan in enumerate(earlier):
        first = dict(plan.carried)
        for known in plan.themes:
            if known.notes == theme.notes and known.meter == theme.meter:
                return first.get(known.name) or (names[number] if number < len(names) else f"episode {number + 1}")
    return ""


#: Stages of a theme in which it is not said as itself.
_IN_PART = ("hinted", "broken")


def series_wishes(earlier: tuple[ScorePlan, ...]) -> tuple[ThemeWish, ...]:
    """The themes of the earlier episodes as wishes, the most heard first: a theme that was hinted at or broken counts half of one that was said."""
    found: dict[str, ThemeWish] = {}
    counts: dict[str, int] = {}
    for plan in earlier:
        for theme in plan.themes:
            found.setdefault(theme.name, ThemeWish(theme.name, theme.subject, theme.mood, theme.source))
        for cue in plan.cues:
            for statement in cue.statements:
                counts[statement.theme] = counts.get(statement.theme, 0) + (1 if statement.stage in _IN_PART else 2)
    order = list(found)
    return tuple(found[name] for name in sorted(order, key=lambda name: (-counts.get(name, 0), order.index(name))))
