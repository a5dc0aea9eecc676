"""What the bench listens to: films scored by the command, and instruments of a palette played alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from originalscore import render
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.model.audio import Mix
from originalscore.model.cue import Cue
from originalscore.model.performance import Performance, PlayedNote, PlayedPart
from originalscore.model.picture import Picture
from originalscore.model.tempo import TempoMap
from originalscore.render import palette as shelf
from originalscore.render.room import impulse_response

Sound = NDArray[np.float32]
RATE = 48_000
MEDIA = Path(os.environ.get("SHARED_MEDIA", Path(__file__).resolve().parents[3] / "shared" / "media"))
SPEECH_FILM = MEDIA / "film" / "bbb_full_596s_speech.mp4"


@dataclass(frozen=True)
class Spoken:
    """One spoken line, picture seconds."""

    start_s: float
    end_s: float


@dataclass(frozen=True)
class Scored:
    """A folder that the command has scored; ``film`` is None for a project by length, ``lines`` are known, not detected."""

    root: Path
    film: Path | None
    lines: tuple[Spoken, ...]

    @cached_property
    def mix(self) -> Mix:
        return _recalled(self.root, "mix", "", Mix)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        picture = _recalled(self.root, "picture", "", Picture)
        return cues_toml.read_cues(self.root / "cues.toml", picture).cues

    @cached_property
    def performances(self) -> tuple[tuple[Performance, TempoMap], ...]:
        return tuple(
            (_recalled(self.root, "performance", cue.id, Performance), _recalled(self.root, "tempo", cue.id, TempoMap)) for cue in self.cues
        )

    def wave(self, file: str) -> Sound:
        """A wave of the folder, (2, n)."""
        return read_wave(self.root / file)


def _recalled(root: Path, stage: str, cue: str, kind: type[Any]) -> Any:
    found = ProjectFolder(root).recall(stage, cue, kind)
    if found is None:
        raise SystemExit(f"{root} has no {stage}: score it again")
    return found


def read_wave(path: Path) -> Sound:
    """A wave as (2, n)."""
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate == RATE
    return np.ascontiguousarray(sound.T)


def run(*arguments: str | Path) -> None:
    """Run the product's command; a must-have that is not met (3) is the bench's business to notice."""
    done = subprocess.run(
        [sys.executable, "-m", "originalscore.cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr[-2000:])


def palettes() -> tuple[str, ...]:
    """Names of the palettes of the house, the default first."""
    return shelf.SHIPPED


def members(palette: str) -> tuple[str, ...]:
    """Pitched instruments that a palette itself plays."""
    return tuple(name for name in shelf.shipped(palette).rows if name not in ("percussion", "electronics"))


def seat_of(palette: str, instrument: str) -> Any:
    """The seat that a palette gives to an instrument: ``level_db``, ``pivot``, ``below_db``, ``above_db``."""
    return shelf.shipped(palette).seat(instrument)


def sounded(parts: Iterable[PlayedPart], palette: str, *, length_s: float, tail_s: float = 1.0, name: str = "bench") -> Sound:
    """Parts rendered together by a palette, in the hall, from the cue's first frame."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        made = render.render(
            Performance(name, length_s, tail_s, tuple(parts)), Path(place), palette=shelf.shipped(palette), sample_rate=RATE
        )
        stems = [read_wave(Path(stem.audio.file)) for stem in made.stems]
    if not stems:
        return np.zeros((2, round((length_s + tail_s) * RATE)), np.float32)
    total: Sound = np.sum(stems, axis=0, dtype=np.float32)[:, made.lead_samples :]
    return total


def hall_response(instrument: str) -> Sound:
    """What the hall makes of one clap at an instrument's place, (2, n), its direct sound first."""
    return impulse_response(instrument, RATE)


def in_slots(instrument: str, notes: list[PlayedNote], palette: str, *, slot_s: float, longest_s: float) -> list[Sound]:
    """Notes of one instrument played one after the other, each alone in a slot and as long as it was but for ``longest_s``.

    A note begins one second into its slot; the fraction of a second of its onset is kept, since the synthesiser has a grid.
    """
    played = tuple(
        replace(note, onset_s=round(number * slot_s + 1.0 + note.onset_s % 1.0, 6), length_s=min(note.length_s, longest_s))
        for number, note in enumerate(notes)
    )
    whole = sounded((PlayedPart(instrument, played, ()),), palette, length_s=len(notes) * slot_s + 1.0)
    starts = [round((number * slot_s + note.onset_s % 1.0) * RATE) for number, note in enumerate(notes)]
    return [whole[:, start : start + round(slot_s * RATE)] for start in starts]


def together(jobs: list[Any]) -> list[Any]:
    """Results of functions without arguments, two at a time: the synthesiser lets go of Python's lock."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda job: job(), jobs))
