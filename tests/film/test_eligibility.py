"""Award figures of a folder that was scored here: the same from the folder as from its own cue sheet, and the disclosure beside them."""

from __future__ import annotations

import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.formats.cue_sheet_csv_read import read_cue_sheet_csv
from originalscore.formats.cues_toml import set_cue_value
from tests.film.conftest import run_score

pytestmark = pytest.mark.slow

_RIGHTS = """
[film]
title = "A Trial"
year = 2021

[score]
composer = "Ann"
human = "I chose the take."

[[score.writer]]
name = "Ann"
share = 100

[[song]]
id = "s1"
title = "Harbour Lights"
start = "9s"
end = "12s"
over_score = true
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("judged") / "score"
    made = run_score(
        "score", "--length", "12s", "--brief", "a tender tune", "--ensemble", "solo-piano", "--seed", "7", "--out", str(root), "--quiet"
    )
    assert made.returncode == 0, made.stderr
    (root / "rights.toml").write_text(_RIGHTS)
    assert run_score("score", str(root), "--quiet").returncode == 0
    return root


def asked(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_score("eligibility", *map(str, arguments))


def test_folder_and_its_own_cue_sheet_give_the_same_figures(folder: Path) -> None:
    own, sheet = (
        json.loads(asked(*where, "--json").stdout) for where in ((folder,), ("--ledger", folder / "documents" / "music-cue-sheet.csv"))
    )
    assert own["title"] == "A Trial" and own["judged_year"] == 2021
    assert own["figures"] == sheet["figures"] and own["options"] == sheet["options"]
    cue, song = read_cue_sheet_csv(folder / "documents" / "music-cue-sheet.csv").ledger.entries
    assert (cue.origin, song.origin) == ("composed here", "pre-existing") and cue.first_frame < song.first_frame < cue.end_frame
    assert Fraction(own["figures"][0]["low_exact"]) == Fraction(cue.frames, cue.frames + song.frames)
    assert [test["verdict"] for test in own["tests"] if test["in_force"]] == [
        test["verdict"] for test in sheet["tests"] if test["in_force"]
    ]


def test_the_song_that_closes_the_film_is_a_risk_and_the_record_is_none(folder: Path) -> None:
    risks = {risk["number"]: risk for risk in json.loads(asked(folder, "--json").stdout)["risks"]}
    assert risks["R1"]["state"] == "found" and "Harbour Lights" in risks["R1"]["why"] and risks["R6"]["state"] == "found"
    assert risks["R9"]["state"] == "not found" and "I chose the take." in risks["R9"]["why"]


def test_the_disclosure_is_written_the_same_twice(folder: Path) -> None:
    paper = folder / "documents" / "disclosure.pdf"
    first = asked(folder)
    before = paper.read_bytes()
    assert first.returncode == 0 and str(paper) in first.stdout and "eligible" not in first.stdout.lower()
    assert asked(folder).returncode == 0 and paper.read_bytes() == before


def test_a_folder_whose_list_has_changed_is_scored_first(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "score")
    set_cue_value(tmp_path / "score" / "cues.toml", "c1", "bpm", 70)
    refused = asked(tmp_path / "score")
    assert refused.returncode == 2 and "has not been scored as its cue list stands now; run originalscore score" in refused.stderr
