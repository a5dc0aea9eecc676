"""The model of melodic surprise, learned on the spot from the old tunes that come with music21: the product ships none."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.measures.information import Expectation, train

#: Books of tunes whose music and transcriptions are free (1778 to 1903).
_BOOKS = ("oneills1850", "ryansMammoth", "airdsAirs")


def corpus() -> Path | None:
    """The scores that come with music21, which itself is not loaded; None where it is not installed."""
    found = importlib.util.find_spec("music21")
    return Path(found.origin).parent / "corpus" if found and found.origin else None


def learned_expectation() -> Expectation | None:
    """A model trained now; None where there are no tunes to learn from."""
    root = corpus()
    if root is None:
        return None
    model = train(_tunes(root))
    return model if model.counts else None


def _tunes(root: Path) -> Iterator[list[int]]:
    from originalscore.formats.abc import read_abc

    for path in sorted(path for book in _BOOKS for path in (root / book).glob("*.abc")):
        try:
            for tune in read_abc(path):
                yield [height for _, _, height in tune.notes]
        except FormatError:
            continue
