"""The folder remembers what was made from what."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError
from originalscore.files import checksum, write_whole
from originalscore.folder import ProjectFolder
from originalscore.model.audio import AudioFile, CueStems, StemSound
from originalscore.model.brief import Brief
from originalscore.model.project import Project
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.meter import Meter


def _tempo(us: int) -> TempoMap:
    return TempoMap("c1", (TempoPoint(Fraction(0), us),), (Bar(1, Fraction(0), Meter(4)),), Fraction(4), Meter(4), 120.0, ())


def test_a_stage_runs_once_for_the_same_making(tmp_path: Path) -> None:
    folder, runs = ProjectFolder(tmp_path), []
    for made_from in ("x", "x", "y"):
        folder.stage("tempo", "c1", TempoMap, made_from, lambda: runs.append(1) or _tempo(500_000))
    assert len(runs) == 2
    assert [time.cached for time in folder.times] == [False, True, False]


def test_a_product_of_another_version_is_made_again(tmp_path: Path) -> None:
    folder = ProjectFolder(tmp_path)
    folder.keep("tempo", "c1", "x", _tempo(1))
    assert folder.recall("tempo", "c1", TempoMap, "x") == _tempo(1)
    assert folder.recall("tempo", "c1", CueStems, "x") is None


def test_sound_that_is_gone_is_made_again(tmp_path: Path) -> None:
    folder = ProjectFolder(tmp_path)
    place = folder.sound_folder("c1", "abcdefabcdef00")
    place.mkdir(parents=True)
    (place / "brass.wav").write_bytes(b"x")
    name = str((place / "brass.wav").relative_to(tmp_path))
    stems = CueStems("c1", 0, (StemSound("brass", AudioFile(name, "", 48000, 2, 1), -6.0),))
    folder.keep("sound", "c1", "x", stems)
    assert folder.recall("sound", "c1", CueStems, "x") == stems
    (place / "brass.wav").unlink()
    assert folder.recall("sound", "c1", CueStems, "x") is None


def test_old_sound_and_lost_cues_are_removed(tmp_path: Path) -> None:
    folder = ProjectFolder(tmp_path)
    kept, old = folder.sound_folder("c1", "1" * 12), folder.sound_folder("c1", "2" * 12)
    for place in (kept, old, tmp_path / "stages" / "c9"):
        place.mkdir(parents=True)
    stems = CueStems("c1", 0, (StemSound("brass", AudioFile(f"stages/c1/{kept.name}/brass.wav", "", 48000, 2, 1), -6.0),))
    folder.clear_old(["c1"], [stems])
    assert sorted(path.name for path in (tmp_path / "stages").rglob("*")) == ["c1", kept.name]


def test_a_folder_with_other_peoples_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(BriefError, match=r"already holds other files \(holiday.jpg\)"):
        ProjectFolder(tmp_path).open()


def test_what_is_no_longer_delivered_goes_unless_the_user_changed_it(tmp_path: Path) -> None:
    for name in ("scores/1m1.pdf", "scores/1m2-parts/harp.pdf", "scores/1m3.mid", "scored.avi"):
        write_whole(tmp_path / name, name)
    listed = [
        {"path": name, "sha256": checksum(tmp_path / name)} for name in ("scores/1m1.pdf", "scores/1m2-parts/harp.pdf", "scores/1m3.mid")
    ]
    write_whole(tmp_path / "report.json", json.dumps({"files": [*listed, {"path": "gone.wav", "sha256": ""}]}))
    write_whole(tmp_path / "scores/1m3.mid", "edited by hand")
    ProjectFolder(tmp_path).clear_dropped(["scores/1m1.pdf"])
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["report.json", "scored.avi", "scores", "scores/1m1.pdf", "scores/1m3.mid"]


def test_a_first_run_has_nothing_to_drop(tmp_path: Path) -> None:
    write_whole(tmp_path / "mine.txt", "mine")
    ProjectFolder(tmp_path).clear_dropped([])
    assert (tmp_path / "mine.txt").exists()


def test_two_runs_never_work_in_one_folder_at_once(tmp_path: Path) -> None:
    first, second = ProjectFolder(tmp_path), ProjectFolder(tmp_path)
    with first.alone():
        with first.alone():  # verbs call one another
            first.keep("tempo", "c1", "x", _tempo(1))
        with pytest.raises(BriefError, match="another run is at work"), second.alone():
            pass
    with second.alone():
        assert second.recall("tempo", "c1", TempoMap, "x") == _tempo(1)


def test_a_new_folder_is_held_from_its_first_file_on(tmp_path: Path) -> None:
    first, second = ProjectFolder(tmp_path / "new"), ProjectFolder(tmp_path / "new")
    with first.alone(), second.alone():
        first.keep("tempo", "c1", "x", _tempo(1))
        with pytest.raises(BriefError, match="another run is at work"):
            second.keep("tempo", "c1", "y", _tempo(2))
    assert first.recall("tempo", "c1", TempoMap, "x") == _tempo(1)


def test_files_that_belong_together_are_exchanged_together_though_a_run_is_killed(tmp_path: Path) -> None:
    root = tmp_path / "score"
    folder = ProjectFolder(root)
    folder.keep("project", "", "", Project("old.mp4", "a", "", "keep", "leave", Brief()))
    write_whole(folder.cues_file, "old")
    new = Project("new.mp4", "b", "", "keep", "leave", Brief())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProjectFolder, "_finish_exchange", lambda folder: None)  # killed once the journal is written
        folder.exchange({"cues.toml": "new", "documents/changes.csv": "moved"}, {"project": ("", new)})
    assert folder.cues_file.read_text() == "old"
    assert ProjectFolder(root).open() == new
    assert folder.cues_file.read_text() == "new" and (root / "documents" / "changes.csv").read_text() == "moved"
    assert not (root / "stages" / "exchange.json").exists()
