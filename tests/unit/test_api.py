"""Python users call the same verb with the same wishes and the same refusals as the command line."""

from __future__ import annotations

import inspect
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
import pytest

import originalscore
from originalscore import api, cli
from originalscore.errors import BriefError, PictureError
from originalscore.folder import ProjectFolder
from originalscore.pipeline import Listener
from originalscore.wishes import Wishes


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Wishes, Listener]]:
    """What reaches the pipeline."""
    calls: list[tuple[Path, Wishes, Listener]] = []

    def run(folder: ProjectFolder, wishes: Wishes, listener: Listener) -> Any:
        calls.append((folder.root, wishes, listener))

    monkeypatch.setattr(api, "run", run)
    return calls


def test_every_wish_arrives(asked: list[tuple[Path, Wishes, Listener]]) -> None:
    listener = Listener()
    api.score_film(
        "films/a.mp4", out="there", subtitles="a.srt", brief="calm", seed=7, ensemble="orchestra", sound="mute", loudness="web",
        distance_lu=15, sample_rate=44_100, two_pop=True, click=False, listener=listener,
    )  # fmt: skip
    wishes = Wishes(Path("films/a.mp4"), Path("a.srt"), "calm", 7, "orchestra", None, "mute", "web", 15, 44_100, True, False)
    assert asked == [(Path("there"), wishes, listener)]


def test_a_film_alone_is_scored_beside_itself_and_a_folder_carried_on(asked: list[tuple[Path, Wishes, Listener]], tmp_path: Path) -> None:
    api.score_film("films/a.mp4")
    api.score_film(tmp_path)
    api.score_film(length_s=90.5, out=tmp_path)
    assert [(root, wishes) for root, wishes, _ in asked] == [
        (Path("films/a-score"), Wishes(film=Path("films/a.mp4"))), (tmp_path, Wishes()), (tmp_path, Wishes(length_s=Fraction(181, 2))),
    ]  # fmt: skip


def test_what_cannot_be_used_is_refused_as_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="there is no file"):
        originalscore.score_film(tmp_path / "absent.mp4")
    with pytest.raises(BriefError, match="the ensemble “jazz” is unknown"):
        originalscore.score_film(tmp_path / "absent.mp4", ensemble="jazz")
    with pytest.raises(BriefError, match="nothing to score"):
        originalscore.score_film()
    with pytest.raises(BriefError, match="is no score folder"):
        originalscore.score_film(tmp_path)
    assert not list(tmp_path.iterdir())


def test_it_takes_every_wish_that_the_command_takes() -> None:
    options = {parameter.name for parameter in cli.main_group.commands["score"].params if isinstance(parameter, click.Parameter)}
    wishes = {"length" if name == "length_s" else name for name in inspect.signature(api.score_film).parameters}
    assert options - {"quiet", "as_json", "plan_only", "help"} == wishes - {"listener"}


def test_award_figures_are_of_a_cue_sheet_or_of_a_folder(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Year,2021\nTitle,Origin,Duration\nOne,score,60\nTwo,licensed,40\n")
    found = originalscore.check_eligibility(ledger=sheet, award="academy")
    assert found.figures[0].low == found.figures[0].high == Fraction(3, 5)
    with pytest.raises(BriefError, match="award figures are of a folder or of a cue sheet; name one of them"):
        originalscore.check_eligibility()
    with pytest.raises(BriefError, match="is no score folder"):
        originalscore.check_eligibility(tmp_path)
