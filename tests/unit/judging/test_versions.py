"""What is heard side by side: takes of a cue, files of a folder, files that are named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.composed import a_cue
from tests.unit.judging.sounds import tone

from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.judging import comparable, find_trials, with_references
from originalscore.model.cue import CueList, ThemeWish
from originalscore.planning import plan_score
from originalscore.takes import put_aside, remember


def a_score(root: Path) -> Path:
    """A folder with a cue in two takes and another in one, as far as a panel looks at it."""
    folder, cue = ProjectFolder(root), a_cue("tender")
    plan = plan_score(CueList("", 7, (ThemeWish("main", "the film", "tender"),), (cue,), ())).cues[0]
    folder.keep("project", "", "", None)
    first = replace(cue, id="c1", number="1m1", take=1)
    for cue in (first, replace(first, id="c2", number="1m2")):
        remember(folder, cue, plan)
        tone(root / "music" / "cues" / f"{cue.number}.wav", 440)
    second = replace(first, take=2)
    put_aside(folder, [second, replace(first, id="c2", number="1m2")])
    (root / "music" / "cues" / "1m1.wav").unlink()
    tone(root / "music" / "cues" / "1m1.wav", 880)
    remember(folder, second, plan)
    return root


def test_the_takes_of_a_cue_are_heard_side_by_side(tmp_path: Path) -> None:
    trials = find_trials([a_score(tmp_path / "film")])
    assert [(trial.name, [version.name for version in trial.versions]) for trial in trials] == [
        ("1m1", ["take 1", "take 2"]), ("1m2", ["take 1"]),
    ]  # fmt: skip
    first, second = (version.file.read_bytes() for version in trials[0].versions)
    assert first != second and trials[0].versions[1].file == tmp_path / "film" / "music" / "cues" / "1m1.wav"
    assert trials[0].item(trials[0].versions[0]) == "1m1 take 1"


def test_what_has_one_version_alone_is_not_compared(tmp_path: Path) -> None:
    trials = find_trials([a_score(tmp_path / "film")])
    assert [trial.name for trial in comparable(trials)] == ["1m1"]
    with pytest.raises(BriefError, match="no two versions of anything to compare; reroll a cue first"):
        comparable(trials[1:])


def test_cues_of_two_scores_are_told_apart(tmp_path: Path) -> None:
    a_score(tmp_path / "film")
    shutil.copytree(tmp_path / "film", tmp_path / "other")
    names = [trial.name for trial in find_trials([tmp_path / "film", tmp_path / "other"])]
    assert names == ["film 1m1", "film 1m2", "other 1m1", "other 1m2"]


def test_a_folder_is_a_trial_and_so_are_files_that_are_named(tmp_path: Path) -> None:
    for name in ("b.wav", "a.wav"):
        tone(tmp_path / "rain" / name, 440)
    (tmp_path / "rain" / "notes.txt").write_text("not a sound")
    (rain,) = find_trials([tmp_path / "rain"])
    assert [rain.item(version) for version in rain.versions] == ["rain a", "rain b"]
    (loose,) = find_trials([tmp_path / "rain" / "a.wav", tmp_path / "rain" / "b.wav"])
    assert [loose.item(version) for version in loose.versions] == ["a", "b"]


def test_a_reference_belongs_to_the_folder_that_it_lies_in(tmp_path: Path) -> None:
    for folder in ("rain", "snow"):
        for name in ("original.wav", "codec.wav"):
            tone(tmp_path / folder / name, 440)
    trials = find_trials([tmp_path / "rain", tmp_path / "snow"])
    made = with_references(trials, [tmp_path / folder / "original.wav" for folder in ("snow", "rain")])
    assert [[version.name for version in trial.versions] for trial in made] == [["codec", "reference", "anchor35", "anchor70"]] * 2
    assert [trial.versions[1].file.parent.name for trial in made] == ["rain", "snow"]
    with pytest.raises(BriefError, match="the trial snow has no reference"):
        with_references(trials, [tmp_path / "rain" / "original.wav"])
    tone(tmp_path / "rain" / "anchor35.wav", 440)
    with pytest.raises(BriefError, match="a version is called anchor35"):
        with_references(find_trials([tmp_path / "rain"]), [tmp_path / "rain" / "original.wav"])


def test_what_cannot_be_judged_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place in ("x/a.wav", "y/a.wav", "z/x/a.wav"):
        tone(tmp_path / place, 440)
    ProjectFolder(tmp_path / "unscored").keep("project", "", "", None)
    for places, told in (
        (["absent"], "there is no file or folder"), (["empty"], "empty holds no sound"), (["x/a.wav", "y/a.wav"], "two files are called a"),
        (["x", "z/x"], "two of the folders have the same name"), (["unscored"], "holds no cue that sounds"),
    ):  # fmt: skip
        with pytest.raises(BriefError, match=told):
            find_trials([tmp_path / place for place in places])
