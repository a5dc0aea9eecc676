"""Progress on the terminal: one line a stage and cue, with the time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from originalscore.pipeline import Listener


@contextmanager
def show_progress(quiet: bool) -> Iterator[Listener]:
    """A listener that draws progress on standard error, or one that says nothing: when quiet, or where nobody watches a terminal."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield Listener()
        return
    columns = (TextColumn("{task.description:<22}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console) as bars:
        tasks: list[int] = []

        def finish() -> None:
            if tasks:
                bars.update(tasks[-1], completed=1.0)  # type: ignore[arg-type]

        def stage(name: str, cue: str) -> None:
            finish()
            tasks.append(bars.add_task(f"{name} {cue}".strip(), total=1.0))

        def share(done: float) -> None:
            if tasks:
                bars.update(tasks[-1], completed=min(1.0, done))  # type: ignore[arg-type]

        yield Listener(stage, share)
        finish()
