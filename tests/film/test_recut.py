"""The demo film cut anew: a scene shortened, two swapped, a shot put in. Untouched cues stay what they were, and every must-hit lands again."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from originalscore.external.encode import encode_film
from originalscore.folder import ProjectFolder
from originalscore.history import read_history
from tests.film.conftest import Scored, run_score
from tests.film.cutting import cut_film, drawn

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

RATE = 24
#: Seconds of the old film one after another; 3.0 is a new shot of three seconds.
EDITS = ((0.0, 12.5), (14.5, 51.0), (61.0, 66.0), (51.0, 61.0), 3.0, (66.0, 90.0))


@pytest.fixture(scope="module")
def recut(demo: Scored, tmp_path_factory: pytest.TempPathFactory) -> tuple[Scored, str]:
    film = tmp_path_factory.mktemp("recut") / "keeper-cut-2.mp4"
    folder = demo.folder.with_name("recut")  # beside the other, since a folder knows its film by the way to it
    cut_film(demo.film, film, [_frames(edit) for edit in EDITS])
    shutil.copytree(demo.folder, folder)
    cues = folder / "cues.toml"
    cues.write_text(cues.read_text().replace('id = "c4"', 'id = "c4"   # my favourite'))
    done = run_score("recut", str(folder), str(film), "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    return Scored(film, folder), done.stdout


def _frames(edit: float | tuple[float, float]) -> int | tuple[int, int]:
    return round(edit * RATE) if isinstance(edit, float) else (round(edit[0] * RATE), round(edit[1] * RATE))


def _report(folder: Path) -> dict:
    return json.loads((folder / "report.json").read_text())


def test_an_untouched_cue_is_the_same_to_the_last_bit(demo: Scored, recut: tuple[Scored, str]) -> None:
    old, new = (where / "stages" / "c4" for where in (demo.folder, recut[0].folder))
    files = sorted(path.relative_to(old) for path in old.rglob("*") if path.is_file() and path.name not in ("scores.json", "take.json"))
    assert {"tempo.json", "sketch.json", "score.json", "performance.json", "sound.json"} <= {path.name for path in files}
    assert sum(path.suffix == ".wav" for path in files) > 1
    for path in files:
        assert _checksum(old / path) == _checksum(new / path), path
    before, after = (next(cue for cue in _report(where)["cues"] if cue["number"] == "1m4") for where in (demo.folder, recut[0].folder))
    assert after["start_s"] - before["start_s"] == pytest.approx(1.0, abs=1e-6)


def test_every_must_hit_lands_again_on_its_moment(demo: Scored, recut: tuple[Scored, str]) -> None:
    def musts(folder: Path) -> list[dict]:
        return [hit for cue in _report(folder)["cues"] for hit in cue["hits"] if hit["must"]]

    before, after = musts(demo.folder), musts(recut[0].folder)
    assert [hit["at_s"] for hit in after] == [_moved(hit["at_s"]) for hit in before] and len(after) >= 6
    for hit in after:
        assert hit["landed"] and abs(hit["rendered_error_ms"]) <= 1000 / RATE, hit

    def landed(folder: Path) -> int:
        return sum(hit["landed"] for cue in _report(folder)["cues"] for hit in cue["hits"])

    assert landed(recut[0].folder) >= landed(demo.folder)


def test_the_themes_and_keys_of_the_cues_that_were_cut_into_are_kept(demo: Scored, recut: tuple[Scored, str]) -> None:
    def said(folder: Path) -> list[tuple]:
        plan = json.loads((folder / "stages" / "plan-7.json").read_text())["product"]
        return [(one["cue"], one["key"], one["meter"], [(s["theme"], s["guise"]) for s in one["statements"]]) for one in plan["cues"]]

    assert said(demo.folder) == said(recut[0].folder)


def test_the_change_list_is_exact_to_the_frame(recut: tuple[Scored, str]) -> None:
    with (recut[0].folder / "documents" / "recut-changes.csv").open(newline="") as file:
        rows = {
            (row["what"], row["name"], row["old_in"], row["old_out"], row["new_in"], row["new_out"]): row["change"]
            for row in csv.DictReader(file)
        }
    assert rows["picture", "", "01:00:12:12", "01:00:14:12", "", ""] == "removed"
    assert rows["picture", "", "01:01:01:00", "01:01:06:00", "01:00:49:00", "01:00:54:00"] == "moved"
    assert rows["picture", "", "", "", "01:01:04:00", "01:01:07:00"] == "new"
    assert {name: change for (what, name, *_), change in rows.items() if what == "cue"} == {
        "1m1": "shortened",
        "1m2": "moved",
        "1m3": "lengthened",
        "1m4": "moved",
    }
    assert "01:01:01:00" in recut[1] and "shortened" in recut[1]


def test_the_users_list_is_saved_and_its_comments_stay(recut: tuple[Scored, str]) -> None:
    folder = recut[0].folder
    assert 'id = "c4"   # my favourite' in (folder / "cues.toml").read_text()
    assert 'file = "keeper.mp4"' in (folder / "cues.before-recut.toml").read_text()
    assert recut[0].film.name in (folder / "cues.toml").read_text()


def test_the_history_tells_of_the_cut_and_takes_no_moved_cue_for_an_edit(recut: tuple[Scored, str]) -> None:
    told = [(event.verb, event.words) for event in read_history(ProjectFolder(recut[0].folder))]
    assert told[:3] == [("spotted", ""), ("score", ""), ("recut", recut[0].film.name)] and {verb for verb, _ in told[3:]} <= {"score"}


def test_the_same_cut_again_changes_nothing_and_another_film_is_refused(recut: tuple[Scored, str], tmp_path: Path) -> None:
    scored, _ = recut
    done = run_score("recut", str(scored.folder), str(scored.film), "--quiet")
    assert done.returncode == 0 and "at this cut already" in done.stdout
    before = {path: _checksum(path) for path in scored.folder.rglob("*") if path.is_file()}
    for name, images, told in (
        ("other", _other_film(), "shows nothing of the old one"),
        ("shot", drawn(72, (320, 180)), "nothing that the score plays over"),
    ):
        film = tmp_path / f"{name}.mp4"
        encode_film(film, images, frame_rate=Fraction(RATE))
        done = run_score("recut", str(scored.folder), str(film), "--quiet")
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and told in done.stderr, done.stdout + done.stderr
    assert {path: _checksum(path) for path in scored.folder.rglob("*") if path.is_file()} == before


def _other_film() -> Iterator[np.ndarray]:
    """Three seconds of patches that no film of ours shows."""
    patches = np.random.default_rng(4).uniform(20, 230, (6, 10))
    for number in range(72):
        image = np.roll(np.kron(patches, np.ones((30, 32))), number, axis=1)
        yield np.stack([image] * 3, axis=-1).astype(np.uint8)


def _moved(at_s: float) -> float:
    """Where a moment of the old film stands in the new one."""
    new_s = 0.0
    for edit in EDITS:
        if isinstance(edit, float):
            new_s += edit
        elif edit[0] <= at_s < edit[1]:
            return new_s + at_s - edit[0]
        else:
            new_s += edit[1] - edit[0]
    raise AssertionError(at_s)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
