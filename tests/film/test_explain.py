"""The demo's folder, explained; and the commands that the explanation names, run on it."""

from __future__ import annotations

import json
import shlex

import pytest

from originalscore.cli import main_group
from tests.film.conftest import Scored, run_score

pytestmark = pytest.mark.slow


def test_the_demo_is_explained_by_its_own_numbers_and_each_question_has_one_command(demo: Scored) -> None:
    done = run_score("explain", str(demo.folder), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    cues = json.loads((demo.folder / "report.json").read_text())["cues"]
    music_s = sum(cue["end_s"] - cue["start_s"] for cue in cues)
    assert abs(float(told["heard"].split(" s of music")[0]) - music_s) < 0.1 + len(cues) / 24
    assert [kind["kind"] for kind in told["kinds"]] == ["score"]
    assert [piece.split(" ")[0] for piece in told["kinds"][0]["pieces"]] == [cue["number"] for cue in cues]
    assert (demo.folder / "documents" / "music-by-kind.png").stat().st_size > 5000
    for answer in told["answers"]:
        program, command, *rest = shlex.split(answer["command"])
        assert program == "originalscore" and command in main_group.commands, answer["command"]
        extra = ["--no-catalogue"] if command == "originality" else []
        run = run_score(command, *rest, *extra)
        assert run.returncode == 0, (answer["command"], run.stderr)
        assert run.stdout.strip()


def test_the_report_tells_the_originality_of_every_cue(demo: Scored) -> None:
    report = json.loads((demo.folder / "report.json").read_text())
    assert [line["cue"] for line in report["originality_cues"]] == [cue["number"] for cue in report["cues"]]
    page = (demo.folder / "report.html").read_text()
    for line in report["originality_cues"]:
        assert f'<td data-is="Cue"><a href="#cue-{line["cue"]}">{line["cue"]}</a>' in page
    assert report["originality_searched"][-1] == "popular songs and film scores: not searched"
    assert "Popular songs and film scores: not searched." in page
