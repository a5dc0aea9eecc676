"""The plan of a real film of ten minutes: every principal theme has a story of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from originalscore.cli import main_group


@pytest.mark.slow
@pytest.mark.media
def test_every_theme_of_a_ten_minute_film_is_heard_in_four_cues_and_three_guises(media: Path, tmp_path: Path) -> None:
    film = media / "film" / "bbb_full_596s_speech.mp4"
    done = CliRunner().invoke(
        main_group, ["score", str(film), "--out", str(tmp_path / "score"), "--plan", "--json"], catch_exceptions=False
    )
    plan = json.loads(done.output)["plan"]
    assert 2 <= len(plan["themes"]) <= 4
    for theme in (theme["name"] for theme in plan["themes"]):
        said = [
            (cue["cue"], statement["guise"])
            for cue in plan["cues"] for statement in cue["statements"] if theme in (statement["theme"], statement["partner"])
        ]  # fmt: skip
        assert len({cue for cue, _ in said}) >= 4 and len({guise for _, guise in said}) >= 3
    assert len({str(cue["key"]) for cue in plan["cues"]}) >= 5
