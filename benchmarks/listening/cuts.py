"""Edits of the trailer, found by us and by PySceneDetect, against a list that was checked by eye."""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from originalscore.picture import read_picture

FRAME_S = 1 / 24
_NEAR_S = 2.5 * FRAME_S
#: Rows of the truth at which a boundary may lie anywhere inside.
_GRADUAL = ("fade_in", "fade_out", "dissolve", "white_flash", "title", "black")


@dataclass(frozen=True)
class Found:
    """What one detector found: sure cuts it found of all, boundaries that are true of all, edits of any kind it marks of all, and what it missed or marked wrongly."""

    name: str
    hits: int
    sure: int
    right: int
    all: int
    edits: int
    all_edits: int
    missed: tuple[float, ...]
    wrong: tuple[float, ...]

    @property
    def recall(self) -> float:
        return self.hits / self.sure

    @property
    def precision(self) -> float:
        return self.right / max(1, self.all)


def compare(film: Path, truth: Path) -> Iterator[Found]:
    """Ours first, then PySceneDetect's two detectors as they come."""
    with truth.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "dialogue"]
    yield _judged("ours", [float(shot.start_s) for shot in read_picture(film).shots[1:]], rows)
    logging.getLogger("pyscenedetect").setLevel(logging.ERROR)
    from scenedetect import AdaptiveDetector, ContentDetector, detect

    for name, detector in (("PySceneDetect, content", ContentDetector()), ("PySceneDetect, adaptive", AdaptiveDetector())):
        scenes = detect(str(film), detector)
        yield _judged(name, [start.seconds for start, _ in scenes[1:]], rows)


def _judged(name: str, found: Sequence[float], rows: Sequence[dict[str, str]]) -> Found:
    sure = [float(row["time_s"]) for row in rows if row["kind"] == "cut"]
    missed = tuple(at_s for at_s in sure if not any(abs(at_s - other) <= _NEAR_S for other in found))
    wrong = tuple(round(at_s, 2) for at_s in found if not any(_allows(row, at_s) for row in rows))
    edits = [row for row in rows if float(row["time_s"]) > 0]
    marked = sum(any(_allows(row, at_s) for at_s in found) for row in edits)
    return Found(name, len(sure) - len(missed), len(sure), len(found) - len(wrong), len(found), marked, len(edits), missed, wrong)


def _allows(row: dict[str, str], at_s: float) -> bool:
    start_s = float(row["time_s"])
    end_s = float(row["end_s"] or start_s)
    if row["kind"] in _GRADUAL:
        return start_s - _NEAR_S <= at_s <= end_s + _NEAR_S
    return min(abs(at_s - start_s), abs(at_s - end_s)) <= _NEAR_S
