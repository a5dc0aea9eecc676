"""A hit moved by twelve frames in ``cues.toml``: only its cue is written again, and it lands on the new frame exactly."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.formats.hits_csv import read_hits_csv
from originalscore.times import FrameRate
from tests.film.conftest import Scored, run_score

pytestmark = pytest.mark.slow

RATE = FrameRate(Fraction(24))
MOVED_FRAMES = 12


def stage_files(folder: Path, cue: str) -> dict[str, bytes]:
    """Everything kept of one cue: tempo, sketch, score, performance, sound."""
    place = folder / "stages" / cue
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def move_a_must(cues_toml: Path) -> str:
    """Move the last must-hit that can be moved later by twelve frames; the new label."""
    text = cues_toml.read_text(encoding="utf-8")
    blocks = list(re.finditer(r'at = "(\d\d:\d\d:\d\d:\d\d)"(?:(?!\bat = ).)*?must = true', text, re.DOTALL))
    assert blocks
    block = blocks[len(blocks) // 2]
    label = RATE.label(RATE.frame(block[1]) + MOVED_FRAMES)
    cues_toml.write_text(text[: block.start(1)] + label + text[block.end(1) :], encoding="utf-8")
    return label


def test_moving_a_hit_by_twelve_frames_changes_only_its_cue_and_lands_exactly(demo: Scored, tmp_path: Path) -> None:
    folder = tmp_path / "score"
    shutil.copytree(demo.folder, folder)
    ids = [path.name for path in sorted((folder / "stages").iterdir()) if path.is_dir()]
    before = {cue: stage_files(folder, cue) for cue in ids}
    label = move_a_must(folder / "cues.toml")
    done = run_score("score", str(folder), "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    changed = [cue for cue in ids if stage_files(folder, cue) != before[cue]]
    assert len(changed) == 1 and len(ids) > 1
    row = next(row for row in read_hits_csv(folder / "documents" / "hits.csv") if row.timecode == label)
    assert row.must and row.landed and abs(row.planned_error_ms) < 1
    assert row.rendered_error_ms is not None and abs(row.rendered_error_ms) <= float(1000 * RATE.frame_s)
    stages = json.loads((folder / "report.json").read_text(encoding="utf-8"))["stages"]
    redone = {stage["cue"] for stage in stages if stage["cue"] and stage["name"] == "tempo" and not stage["cached"]}
    assert len(redone) == 1
