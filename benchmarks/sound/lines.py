"""A line of the table: what was measured, the range it should lie in, and a control that must lie outside it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Line:
    """``value`` holds between ``low`` and ``high`` (None: open; a value of None was not measured); ``control`` must not.

    ``why`` says where the range comes from, ``note`` whatever helps to mend the line.
    """

    group: str
    what: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    control: str
    control_value: float | None
    why: str = ""
    note: str = ""

    def lets_through(self, value: float | None) -> bool:
        """Whether a value lies in the range."""
        return value is not None and (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    @property
    def holds(self) -> bool:
        """The value lies in the range, and the control outside it."""
        return self.lets_through(self.value) and not self.lets_through(self.control_value)

    @property
    def range(self) -> str:
        """The range in words."""
        if self.low is None or self.high is None:
            return f"{'at most' if self.low is None else 'at least'} {self.high if self.low is None else self.low:g}"
        return f"{self.low:g} to {self.high:g}"

    @property
    def verdict(self) -> str:
        """What the table says."""
        if not self.lets_through(self.value):
            return "FALLS SHORT"
        return "holds" if self.holds else "CONTROL PASSES"


Group = Callable[[], Iterable[Line]]


def collect(groups: dict[str, Group]) -> list[Line]:
    """Measure every group; one that needs a module which is not there yet falls short and says so."""
    found: list[Line] = []
    for name, group in groups.items():
        begun = time.perf_counter()
        try:
            found += group()
        except ImportError as fault:
            found.append(Line(name, "everything", None, 0, 0, "", "", None, note=f"not measured: {fault}"))
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return found


def show(lines: list[Line]) -> int:
    """Print the table; 0 when every line holds."""
    table = Table("line", "value", "range", "", "control", "its value", title="The sound", title_justify="left", expand=False)
    for group in dict.fromkeys(line.group for line in lines):
        table.add_section()
        table.add_row(f"[bold]{group}[/bold]")
        for line in (one for one in lines if one.group == group):
            value, control = _number(line.value, line.unit), _number(line.control_value, line.unit)
            table.add_row(line.what, value, line.range, line.verdict, line.control, control)
    console = Console(width=None if sys.stdout.isatty() else 170)
    console.print(table)
    for line in lines:
        if not line.holds or line.why:
            mark = "" if line.holds else f"{line.verdict}: "
            console.print(f"{line.group}, {line.what}: {mark}{' '.join(part for part in (line.why, line.note) if part)}", highlight=False)
    short = [line for line in lines if not line.holds]
    print(f"{len(lines) - len(short)} of {len(lines)} lines hold")
    return int(bool(short))


def _number(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{value:.2f} {unit}".rstrip()
