"""Marks and temp through the command line: read before the spotting, and refused where they could no longer reach it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.unit.conftest import Run

from originalscore.external.encode import encode_film


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Eight seconds from 01:00:00:00."""
    path = tmp_path / "film.mp4"
    images = (np.full((36, 64, 3), 40 + 100 * (count > 96), np.uint8) for count in range(192))
    encode_film(path, images, frame_rate=Fraction(24), start_timecode="01:00:00:00")
    return path


def marks(path: Path, *rows: str) -> Path:
    path.write_text("timecode,name\n" + "\n".join(rows) + "\n")
    return path


def test_marks_of_several_lists_reach_the_cue_list(run: Run, film: Path, tmp_path: Path) -> None:
    one, two = marks(tmp_path / "a.csv", "01:00:01:00,cue in", "01:00:07:00,cue out"), marks(tmp_path / "b.csv", "01:00:04:00,Door")
    code, told, _ = run("spot", film, "--markers", one, "--markers", two, "--json")
    (cue,) = json.loads(told)["cues"]
    assert code == 0
    assert (cue["start_s"], cue["end_s"]) == ("1", "7")
    assert [(hit["at_s"], hit["what"], hit["must"]) for hit in cue["hits"]] == [("4", "Door", True)]


def test_marks_that_change_after_the_spotting_are_refused(run: Run, film: Path, tmp_path: Path) -> None:
    one = marks(tmp_path / "a.csv", "01:00:04:00,Door")
    assert run("spot", film, "--markers", one)[0] == 0
    assert run("spot", tmp_path / "film-score")[0] == 0
    other = marks(tmp_path / "b.csv", "01:00:05:00,Lamp")
    code, _, told = run("spot", tmp_path / "film-score", "--markers", other)
    assert code == 2 and "was spotted with other markers" in told
    marks(one, "01:00:05:00,Door")
    code, _, told = run("spot", tmp_path / "film-score")
    assert code == 2 and "the markers changed since" in told and told.count("\n") == 1
    (tmp_path / "film-score" / "cues.toml").unlink()
    assert run("spot", tmp_path / "film-score")[0] == 0
    assert "Door" in (tmp_path / "film-score" / "cues.toml").read_text()


def test_lists_and_temps_that_are_none_leave_nothing_behind(run: Run, film: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.fcpxml"
    bad.write_text("<fcpxml version='1.10'>")
    for option, path, words in (
        ("--markers", tmp_path / "none.edl", "there is no list of markers"), ("--markers", bad, "bad.fcpxml is not XML"),
        ("--temp", tmp_path / "none.wav", "none.wav"), ("--temp", bad, "cannot be opened"),
    ):  # fmt: skip
        code, _, told = run("spot", film, option, path)
        assert code == 2 and words in told and told.count("\n") == 1, told
        assert not (tmp_path / "film-score" / "cues.toml").exists()
