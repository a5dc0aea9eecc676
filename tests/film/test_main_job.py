"""The main job on good, odd and broken films, as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from originalscore.files import checksum
from tests.film.conftest import Scored, run_score

pytestmark = pytest.mark.slow

#: Files of the odd folder that no score can be made for, and what the one line must speak of.
REFUSED = {
    "no_header.mp4": "no_header.mp4", "zero_bytes.mp4": "zero_bytes.mp4", "text_renamed.mp4": "text_renamed.mp4",
}  # fmt: skip
DELIVERED = ("vfr_sintel_52s.mp4", "tc_23976_clean_start_01h.mov", "tc_2997df_start_005958.mov", "no_duration.webm", "truncated_60pct.mp4")


@pytest.mark.media
@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_no_reader_opens_ends_in_one_line(name: str, media: Path, tmp_path: Path) -> None:
    done = run_score("score", str(media / "odd" / name), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert REFUSED[name] in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").rglob("*.*"))


@pytest.mark.media
@pytest.mark.parametrize("name", DELIVERED)
def test_an_odd_film_is_scored_all_the_same(name: str, media: Path, tmp_path: Path) -> None:
    done = run_score("score", str(media / "odd" / name), "--out", str(tmp_path / "out"), "--quiet", "--seed", "7")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["cues"] and next((tmp_path / "out").glob("scored.*"))
    if name.startswith("truncated"):
        assert any("decode" in remark or "lost" in remark for remark in report["remarks"])


def test_a_second_run_makes_nothing_again_and_changes_nothing(demo: Scored) -> None:
    before = {path: checksum(path) for path in sorted(demo.folder.rglob("*")) if path.is_file() and "report" not in path.name}
    done = run_score("score", str(demo.folder), "--quiet", "--json")
    assert done.returncode == 0, done.stderr
    assert all(stage["cached"] for stage in json.loads(done.stdout)["stages"])
    assert before == {path: checksum(path) for path in sorted(demo.folder.rglob("*")) if path.is_file() and "report" not in path.name}


def test_a_folder_of_another_film_is_refused(demo: Scored, media: Path) -> None:
    done = run_score("score", str(media / "film" / "sintel_trailer_480x204.mp4"), "--out", str(demo.folder))
    assert done.returncode == 2 and "belongs to another film" in done.stderr


def test_a_project_without_picture_ends_in_a_scored_wave(tmp_path: Path) -> None:
    done = run_score("score", "--length", "20s", "--brief", "a calm morning", "--out", str(tmp_path / "out"), "--quiet")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "scored.wav").exists()
