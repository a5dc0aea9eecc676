"""Two episodes by the command line: the second carries the first one's themes on, and says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from originalscore.cli import main_group
from originalscore.episodes import read_episodes
from originalscore.errors import BriefError


def plan(out: Path, *more: str) -> dict[str, list[dict[str, object]]]:
    done = CliRunner().invoke(
        main_group, ["score", "--length", "80s", "--out", str(out), "--plan", "--json", *more], catch_exceptions=False
    )
    assert done.exit_code == 0
    found: dict[str, list[dict[str, object]]] = json.loads(done.output)["plan"]
    return found


def test_a_second_episode_carries_the_themes_on(tmp_path: Path) -> None:
    season = tmp_path / "season"
    words = ("--brief", "lighthouse keeper, tender; recap 00:00-00:20")
    first = plan(season / "one", "--brief", "lighthouse keeper, tender")
    second = plan(season / "two", "--series", str(season), "--seed", "5", *words)
    assert second["themes"][0] == first["themes"][0] and second["carried"] == [["lighthouse", "one"]]
    again = plan(season / "two")  # the folder remembers its series
    assert again["themes"] == second["themes"]
    assert [episode.name for episode in read_episodes(season, season / "two")] == ["one"]
    shown = CliRunner().invoke(main_group, ["score", str(season / "two"), "--plan"], catch_exceptions=False).output
    assert "carried on from one" in shown and "its head alone" in shown


def test_a_series_without_episodes_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="there is no series folder"):
        read_episodes(tmp_path / "absent", tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BriefError, match="holds no scored film"):
        read_episodes(tmp_path / "empty", tmp_path)
