"""Results of a panel: the preset's recipe on all points, and on those of judges who have no stake; each figure with its chain.

Pairs give strengths only within what was compared with one another: every such group is derived alone, and beside the strengths stands how
often each version was preferred, which there is an answer to even where strengths would be endless.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.points.conflicts import declared, points_given, without_conflicts
from originalscore.points.derivation import Figure, derive, explain, raw_figures
from originalscore.points.ledger import Row
from originalscore.points.panels import Preset


@dataclass(frozen=True)
class Outcome:
    """What one view of the rows gives: how many rows it has, its figures (of each group the highest first), and what could not be derived, in words."""

    rows: int
    figures: tuple[Figure, ...]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class PanelResults:
    """Both views; they are equal where no judge with a stake gave points. ``stakes`` are the declarations that hold."""

    preset: Preset
    all_points: Outcome
    without: Outcome
    stakes: tuple[Row, ...]

    @property
    def flagged(self) -> int:
        """How many rows of points only the first view has."""
        return self.all_points.rows - self.without.rows

    def told(self) -> tuple[str, ...]:
        """Both views in lines, every figure followed down to its raw rows."""
        lines = [f"{self.preset.name}: {self.preset.recipe}"]
        lines += [f"judge {row.entry.judge} has a stake in {row.entry.item} (row {row.id})" for row in self.stakes]
        if not self.flagged:
            return (*lines, f"all {_rows(self.all_points.rows)}; no judge with a stake gave any of them", *_told(self.all_points))
        lines += [f"all {_rows(self.all_points.rows)}, those of judges with a stake among them", *_told(self.all_points)]
        return (*lines, f"without the {_rows(self.flagged)} that a stake touches", *_told(self.without))

    def plain(self) -> dict[str, object]:
        """Both views as plain values, with the raw rows of every figure."""
        views = {"all": self.all_points, "without_conflicts": self.without}
        stakes = [{"row": row.id, "judge": row.entry.judge, "item": row.entry.item} for row in self.stakes]
        return {"preset": self.preset.name, "recipe": self.preset.recipe, "conflicts": stakes} | {
            name: {"rows": view.rows, "refused": view.refused, "figures": [_plain(figure) for figure in view.figures]}
            for name, view in views.items()
        }


def panel_results(rows: Sequence[Row], preset: Preset) -> PanelResults:
    """Derive both views.

    Parameters
    ----------
    rows
        The standing rows of a ledger.
    preset
        The kind of room they come from.

    Raises
    ------
    BriefError
        If there are no points, or they do not fit the preset's scale.
    """
    given = points_given(rows)
    if not given:
        raise BriefError("the ledger holds no points yet", "open the room and let somebody judge")
    for row in given:
        if row.entry.minimum == "" or row.entry.raw.maximum == "" or row.entry.raw.scale != (preset.minimum, preset.maximum):
            raise BriefError(
                f"row {row.id}: {row.entry.raw} is not on the scale of {preset.name} ({preset.scale})", "name its kind with --preset"
            )
    clear = without_conflicts(rows, compares=preset.compares)
    return PanelResults(preset, _outcome(given, preset), _outcome(clear, preset), declared(rows))


def _outcome(rows: tuple[Row, ...], preset: Preset) -> Outcome:
    figures, refused = list[Figure](), list[str]()
    for group in _compared(rows) if preset.compares else [rows]:
        found = list(_preferred(group) if preset.compares else ())
        try:
            found += derive(group, preset.recipe).figures
        except BriefError as fault:
            refused.append(str(fault))
        figures += sorted(found, key=lambda one: (one.criterion, -one.exact, one.item))
    return Outcome(len(rows), tuple(figures), tuple(refused))


def _compared(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """The rows in groups of items that were compared with one another, however far."""
    home: dict[str, set[str]] = {}
    for row in rows:
        joined = {row.entry.item}.union(*(home.get(one.entry.item, {one.entry.item}) for one in rows if _same_pair(one, row)))
        joined |= home.get(row.entry.item, set())
        home |= dict.fromkeys(joined, joined)
    groups = {id(group): group for group in home.values()}
    return [tuple(row for row in rows if row.entry.item in group) for group in groups.values()]


def _same_pair(one: Row, other: Row) -> bool:
    return (one.entry.judge, one.entry.criterion) == (other.entry.judge, other.entry.criterion)


def _preferred(rows: tuple[Row, ...]) -> tuple[Figure, ...]:
    """How often each version was preferred, of how many times it was heard."""
    met: dict[str, list[Figure]] = defaultdict(list)
    for figure in raw_figures(rows):
        met[figure.item].append(figure)
    return tuple(
        Figure("", item, "times preferred", sum((one.exact for one in had), Fraction(0)), of=tuple(had), step=f"sum, of {len(had)}")
        for item, had in met.items()
    )


def _told(view: Outcome) -> list[str]:
    lines = [f"  {line}" for figure in view.figures for line in explain(figure)]
    return [*lines, *(f"  not derived: {reason}" for reason in view.refused)]


def _plain(figure: Figure) -> dict[str, object]:
    return {"item": figure.item, "criterion": figure.criterion, "shown": figure.shown(), "note": figure.note, "rows": figure.rows()}


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"
