"""Films scored once a session, for every test that reads a delivery back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from originalscore.demo import draw_demo
from tests.film.clock import ask_every_change, first_seconds


@dataclass(frozen=True)
class Scored:
    """A film and the folder made from it."""

    film: Path
    folder: Path


def run_score(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would; the exit code tells how it ended."""
    return subprocess.run([sys.executable, "-m", "originalscore.cli", *arguments], capture_output=True, text=True, check=False)


def score(film: Path, folder: Path, *options: str) -> Scored:
    done = run_score("score", str(film), "--out", str(folder), "--quiet", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return Scored(film, folder)


@pytest.fixture(scope="session")
def demo_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    film = tmp_path_factory.mktemp("demo-film") / "keeper.mp4"
    draw_demo(film)
    return film


@pytest.fixture(scope="session")
def demo(demo_film: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    folder = tmp_path_factory.mktemp("demo") / "score"
    return score(demo_film, folder, "--subtitles", str(demo_film.with_suffix(".srt")), "--seed", "7")


@pytest.fixture(scope="session")
def trailer(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    folder = tmp_path_factory.mktemp("trailer") / "score"
    subtitles = media / "text" / "sintel_trailer.en.vtt"
    return score(media / "film" / "sintel_trailer_720p.mp4", folder, "--subtitles", str(subtitles), "--seed", "7")


@pytest.fixture(scope="session")
def clock(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    """The first minute of the clock film: a must-hit every fifteen seconds."""
    folder = tmp_path_factory.mktemp("clock") / "score"
    film = first_seconds(media / "film" / "wpt_clock_300s.mp4", folder.parent / "clock.mp4", 62)
    ask_every_change(film, folder)
    done = run_score("score", str(folder), "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    return Scored(film, folder)
