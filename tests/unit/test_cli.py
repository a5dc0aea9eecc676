"""The command line as its users meet it: one clear line for what they can mend, nothing written, nothing of theirs touched."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from tests.unit.conftest import Run

from originalscore import demo, doctor, pipeline, render
from originalscore.cli import choices
from originalscore.errors import SoundError
from originalscore.external.encode import encode_film
from originalscore.files import checksum
from originalscore.folder import ProjectFolder
from originalscore.mix import PROFILES
from originalscore.model.cue import ENSEMBLES, LOCKS
from originalscore.model.palette import Source
from originalscore.model.project import Project
from originalscore.pipeline import Listener
from originalscore.points.rounding import RULES
from originalscore.progress import show_progress
from originalscore.render import palette
from originalscore.wishes import Wishes


def _draw(path: Path, frames: int, level: int = 0) -> Path:
    images = (np.full((36, 64, 3), (count * 5 + level) % 255, np.uint8) for count in range(frames))
    sound = 0.1 * np.sin(np.arange(frames * 2000) * 0.05, dtype=np.float32)
    encode_film(path, images, frame_rate=Fraction(24), sound=np.stack([sound, sound]), start_timecode="01:00:00:00")
    return path


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _draw(tmp_path_factory.mktemp("drawn") / "small.mp4", 72)


@pytest.fixture(scope="session")
def spotted(film: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a cue list and nothing composed yet; copy it to change it."""
    folder = tmp_path_factory.mktemp("spotted") / "score"
    pipeline.plan_film(ProjectFolder(folder), Wishes(film=film, seed=7), Listener())
    return folder


@pytest.fixture
def folder(spotted: Path, film: Path, tmp_path: Path) -> Path:
    """A folder of the small film, carried away together with its film."""
    for file in (film, *sorted(path for path in spotted.rglob("*") if path.is_file())):
        place = tmp_path / ("drawn0/small.mp4" if file == film else f"spotted0/{file.relative_to(spotted.parent)}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    project = ProjectFolder(tmp_path / "spotted0" / "score")
    kept = project.recall("project", "", Project)
    assert kept is not None
    project.keep("project", "", "", Project("../../drawn0/small.mp4", kept.film_sha256, "", "keep", "leave", kept.brief))
    return project.root


def contents(folder: Path) -> dict[str, str]:
    return {str(path): checksum(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(result: tuple[int, str, str], *told: str) -> None:
    code, out, err = result
    assert (code, out) == (2, "")
    assert err.startswith("originalscore: ") and err.count("\n") == 1 and "Traceback" not in err
    for words in told:
        assert words in err


def _bad_file(place: Path, name: str) -> Path:
    file = place / name
    if name == "short.mp4":
        return _draw(file, 36)
    if name == "silent.mp4":
        encode_film(file, (np.zeros((36, 64, 3), np.uint8) for _ in range(72)), frame_rate=Fraction(24))
    elif name == "zero.mp4":
        file.write_bytes(b"")
    elif name != "absent.mp4":
        file.write_bytes(b"only words, no film at all\n" * 40)
    return file


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("absent.mp4", "there is no file"), ("zero.mp4", "zero.mp4 is empty (0 bytes); copy or export it again"),
        ("text.mp4", "text.mp4 cannot be opened as a film or sound file"),
        ("short.mp4", "short.mp4 lasts 1.50 s, shorter than two seconds; choose a longer film"),
    ],
)  # fmt: skip
def test_a_film_that_cannot_be_used_is_refused_and_leaves_no_folder(name: str, told: str, run: Run, tmp_path: Path) -> None:
    bad = _bad_file(tmp_path, name)
    refused(run("score", bad, "--out", tmp_path / "out", "--quiet"), told)
    refused(run("spot", bad, "--out", tmp_path / "out", "--quiet"), told)
    assert not (tmp_path / "out").exists()


SRT = "1\n00:{}:01,000 --> 00:{}:02,000\nWho is there?\n"


@pytest.mark.parametrize(
    ("option", "content", "told"),
    [
        ("--subtitles", None, "there is no subtitle file"),
        ("--subtitles", b"", "lines.srt is empty"),
        ("--subtitles", b"just words", "lines.srt holds no subtitles that can be read; export them again as SRT or WebVTT in UTF-8"),
        ("--subtitles", bytes(range(256)) * 9, "lines.srt is not a text file"),
        ("--subtitles", b"\xff\xfe" + SRT.format("00", "00").encode("utf-16-le") + b"\x00\xdc", "lines.srt says it is utf-16 but is not"),
        ("--subtitles", SRT.format("10", "10").encode(), "all subtitles of lines.srt lie beyond the film's end: the first at 601.0 s"),
        ("--sound", None, "there is no file"),
        ("--sound", b"no sound", "lines.srt cannot be opened as a film or sound file"),
    ],
)
def test_a_companion_file_that_cannot_be_used_is_refused_and_leaves_no_folder(
    option: str, content: bytes | None, told: str, run: Run, film: Path, tmp_path: Path
) -> None:
    file = tmp_path / "lines.srt"
    if content is not None:
        file.write_bytes(content)
    refused(run("score", film, option, file, "--out", tmp_path / "out", "--quiet"), told)
    assert not (tmp_path / "out").exists()


def test_a_replacing_sound_must_hold_sound(run: Run, film: Path, tmp_path: Path) -> None:
    silent = _bad_file(tmp_path, "silent.mp4")
    refused(run("score", film, "--sound", silent, "--out", tmp_path / "out"), "silent.mp4 holds no sound that decodes", "--sound mute")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("score",), "nothing to score; name a film, a sound file or a folder, or give --length 90s"),
        (("score", "--length", "a while"), "“a while” is not a length; write 90s, 1m30s or 01:30"),
        (("score", "--length", "1s"), "a project of 1 s cannot be scored"),
        (("score", "x.mp4", "--length", "9s"), "a film has its own length"),
        (("score", "x.mp4", "--ensemble", "jazz"), "'jazz' is not one of 'orchestra', 'chamber-strings'"),
        (("score", "x.mp4", "--brief", "absent.txt"), "there is no brief absent.txt"),
        (("score", "x.mp4", "--tempo", "9"), "see originalscore score --help"),
        (("play",), "see originalscore --help"),
    ],
)
def test_a_wrong_word_on_the_command_line_is_one_line(arguments: tuple[str, ...], told: str, run: Run) -> None:
    refused(run(*arguments), told)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (("holiday.jpg",), "already holds other files (holiday.jpg); choose an empty folder with --out"),
        (("stages/mine/takes.txt",), "already holds other files (stages/mine)"),
        (("stages/picture.json",), "already holds other files (stages/picture.json)"),
        (("report.json", "cues.toml"), "already holds other files (cues.toml)"),
    ],
)
def test_a_folder_of_the_user_is_never_written_into(files: tuple[str, ...], told: str, run: Run, film: Path, tmp_path: Path) -> None:
    for name in files:
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_text("precious")
    before = contents(tmp_path)
    refused(run("score", film, "--out", tmp_path / "mine"), told)
    refused(run("demo", "--out", tmp_path / "mine"), told)
    refused(run("score", tmp_path / "mine"), "is no score folder; name a film, or a folder made by an earlier run")
    assert contents(tmp_path) == before


def test_what_a_killed_run_left_before_it_kept_anything_does_not_count_as_other_files(tmp_path: Path) -> None:
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "project.partial.json").write_text("{")
    assert ProjectFolder(tmp_path).open() is None


def test_a_file_in_the_folders_place_is_refused(run: Run, film: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    refused(run("score", film, "--out", tmp_path / "file"), "is a file, not a folder; choose another one with --out")
    refused(run("score", film, "--out", tmp_path / "file" / "deep" / "er"), "Not a directory; choose another folder with --out")
    assert contents(tmp_path) == {str(tmp_path / "file"): checksum(tmp_path / "file")}


def test_a_closed_folder_is_refused_before_any_work(run: Run, film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK | os.X_OK)
    refused(run("score", film, "--out", tmp_path / "out"), "out: Permission denied; choose another folder with --out")
    assert not (tmp_path / "out").exists()


def test_the_folder_of_another_film_is_refused_and_stays_as_it_is(run: Run, folder: Path, tmp_path: Path) -> None:
    other, before = _draw(tmp_path / "other.mp4", 60, level=90), contents(folder)
    refused(run("score", other, "--out", folder), "belongs to another film (small.mp4); choose another folder with --out")
    refused(run("score", folder, "--length", "90s"), "holds a film, which has its own length; leave out --length")
    assert contents(folder) == before


def test_a_film_that_went_away_or_changed_is_said_before_any_work(run: Run, folder: Path, tmp_path: Path) -> None:
    film, before = tmp_path / "drawn0" / "small.mp4", contents(folder)
    film.rename(tmp_path / "moved.mp4")
    refused(run("score", folder), "is gone: there is no file", "small.mp4; name it again, with this folder as --out")
    _draw(film, 60, level=90)
    refused(run("score", folder), "has changed since", "score it into another folder with --out")
    assert contents(folder) == before
    code, out, _ = run("score", tmp_path / "moved.mp4", "--out", folder, "--plan", "--json")
    assert code == 0 and json.loads(out)["cues"]["seed"] == 7


def test_a_broken_cue_list_is_one_line_and_nothing_is_changed(run: Run, folder: Path) -> None:
    cues = folder / "cues.toml"
    cues.write_text(cues.read_text().replace("mood = ", "mod = ", 1))
    before = contents(folder)
    refused(run("score", folder, "--seed", "9", "--loudness", "web"), "cues.toml, line ", "has no field “mod”; did you mean “mood”?")
    assert contents(folder) == before


def test_new_words_never_overwrite_the_users_cue_list(run: Run, folder: Path) -> None:
    before = contents(folder)
    for option, value in (("brief", "a calm morning"), ("ensemble", "orchestra")):
        refused(
            run("score", folder, f"--{option}", value), f"was spotted with another {option}", "remove it to have the film spotted again"
        )
    assert contents(folder) == before


def test_another_seed_goes_into_the_cue_list_and_keeps_its_comments(run: Run, folder: Path) -> None:
    cues = folder / "cues.toml"
    text = "# mine\n" + cues.read_text().replace("seed = 7", "seed = 7  # lucky")
    cues.write_text(text)
    assert run("spot", folder, "--seed", "8")[0] == 0
    assert cues.read_text() == text.replace("seed = 7", "seed = 8")


def test_the_plan_is_shown_and_nothing_is_composed(run: Run, folder: Path) -> None:
    code, out, _ = run("score", folder, "--plan")
    assert code == 0 and "1m1" in out and "01:00:00:00" in out and f"The cue list is {folder / 'cues.toml'}" in out
    assert not list(folder.rglob("sketch.json")) and not (folder / "music").exists()


def test_spotting_says_where_the_cue_list_lies(run: Run, film: Path, tmp_path: Path) -> None:
    code, out, err = run("spot", film, "--out", tmp_path / "out")
    assert (code, err) == (0, "") and out.startswith("How the film was read")
    assert out.splitlines()[-1].startswith(f"1 cue in {tmp_path / 'out' / 'cues.toml'}")
    code, out, _ = run("spot", tmp_path / "out", "--json")
    assert code == 0 and [cue["number"] for cue in json.loads(out)["cues"]] == ["1m1"]


def test_sounds_that_are_missing_are_said_before_any_work(run: Run, film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in palette.SHIPPED:  # read while the sounds are there
        palette.shipped(name)
    gone = Source("soundfont", (str(tmp_path / "gone.sf3"),), "install them")
    monkeypatch.setitem(palette.shipped().sources, "general", gone)
    refused(run("score", film, "--out", tmp_path / "out"), "the orchestral sounds (MuseScore General) are not installed; ")
    assert not (tmp_path / "out").exists()
    code, out, _ = run("doctor", "--json")
    found = {finding["what"]: finding for finding in json.loads(out)}
    assert code == 2 and not found["orchestral sounds"]["well"] and found["orchestral sounds"]["advice"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("jazz", None, "the palette “jazz” is unknown; known are orchestra, intimate, hybrid, ambient, chiptune"),
        ("mine.toml", None, "there is no palette file"),
        ("mine.toml", "[sources.x]\nkind = 3\n", "mine.toml, line 2: sources.x.kind: text in quotes was expected, not 3"),
        ("mine.toml", "[sources", "mine.toml, line 1: "),
    ],
)
def test_a_palette_that_cannot_be_used_is_refused_before_any_work(
    name: str, text: str | None, told: str, run: Run, film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        (tmp_path / name).write_text(text)
    for command in ("score", "spot", "demo"):
        source = () if command == "demo" else (film,)
        refused(run(command, *source, "--out", tmp_path / "out", "--palette", name), told)
    refused(run("calibrate", name), told)
    assert not (tmp_path / "out").exists() and not (tmp_path / "out-film").exists()
    code, out, _ = run("doctor", "--palette", name, "--json")
    found = {finding["what"]: finding for finding in json.loads(out)}
    assert code == 2 and told.split("; ")[0] in found[f"palette {name}"]["advice"]


def test_a_palette_is_kept_in_the_folder(run: Run, film: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "orchestra"')
    assert run("spot", film, "--out", tmp_path / "out", "--palette", tmp_path / "mine.toml")[0] == 0
    kept = ProjectFolder(tmp_path / "out").open()
    assert kept is not None and kept.palette == "../mine.toml"
    (tmp_path / "mine.toml").unlink()
    refused(run("spot", tmp_path / "out"), f"there is no palette file {tmp_path / 'mine.toml'}")
    assert run("spot", tmp_path / "out", "--palette", "ambient")[0] == 0


def test_a_whole_palette_is_measured_by_one_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("originalscore.render.calibration.LEVELS", (0.5,))
    general = palette.shipped().sources["general"].files
    (tmp_path / "mine.toml").write_text(
        f'[sources.a]\nkind = "soundfont"\nfiles = {json.dumps(general)}\n[instruments.timpani]\nstruck = [0, 47]'
    )
    code, out, _ = run("calibrate", tmp_path / "mine.toml")
    assert code == 0 and "18 notes of the palette mine are measured" in out
    assert len(json.loads(next((tmp_path / "originalscore").iterdir()).read_text())) == 18


def test_the_doctor_finds_everything_that_the_package_declares(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    found = json.loads(out)
    findings = {finding["what"] for finding in found}
    assert {"av", "tomlkit", "fonttools", "FluidSynth", "orchestral sounds", "palette orchestra"} <= findings
    assert code == (0 if all(finding["well"] or finding["optional"] for finding in found) else 2)


def test_the_doctor_names_a_library_that_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "needed_libraries", lambda: ("no-such-library",))
    code, out, _ = run("doctor")
    assert code == 2 and "MISSING" in out and "pip install no-such-library" in out


def test_the_doctor_runs_where_the_sound_libraries_cannot_be_loaded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("originalscore.render")
    monkeypatch.setitem(sys.modules, "originalscore.render", None)
    code, out, _ = run("doctor")
    assert code == 2 and "not looked at: originalscore.render is missing" in out


def _fail(fault: BaseException) -> Callable[..., NoReturn]:
    def raising(*_: object) -> NoReturn:
        raise fault

    return raising


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "music/master.wav"), "the disk is full while writing master.wav"),
        (OSError(errno.EROFS, "Read-only file system", "x/report.json"), "cannot write x/report.json: Read-only file system"),
        (
            ModuleNotFoundError("No module named 'verovio'", name="verovio"),
            "the library verovio is not installed; run originalscore doctor",
        ),
        (SoundError("1m2: no sample\nfor harp", "choose another"), "1m2: no sample for harp; choose another"),
    ],
)
def test_a_fault_of_the_machine_is_one_line(fault: Exception, told: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "score_film", _fail(fault))
    refused(run("score", "x.mp4"), told)


@pytest.mark.parametrize(
    "fault", [ZeroDivisionError("ours"), OSError(errno.EBADF, "ours"), ModuleNotFoundError("ours", name="originalscore.x")]
)
def test_a_fault_of_ours_keeps_its_traceback(fault: Exception, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "score_film", _fail(fault))
    with pytest.raises(type(fault), match="ours"):
        run("score", "x.mp4")


def test_stopping_by_hand_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "score_film", _fail(KeyboardInterrupt()))
    assert run("score", "x.mp4") == (130, "", "\n")


def test_a_full_disk_leaves_no_half_written_file(film: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if "cues" in self.name:
            real(self, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    refused(run("spot", film, "--out", tmp_path / "out"), "the disk is full while writing cues.toml", "run the same command again")
    assert not list(tmp_path.rglob("cues*")) and not list(tmp_path.rglob("*.partial*"))
    monkeypatch.undo()
    render.check_sounds()
    assert pipeline.spot_film(ProjectFolder(tmp_path / "out"), Wishes(), Listener())[2].cues


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress(quiet=False) as listener:
        listener.stage("picture", "")
        listener.share(0.5)
    assert capsys.readouterr().err == ""


def test_the_choices_offered_are_the_ones_that_exist() -> None:
    assert choices.ENSEMBLES == ENSEMBLES and tuple(PROFILES) == choices.PROFILES
    assert render.SHIPPED == choices.PALETTES
    assert LOCKS == choices.LOCKS
    assert tuple(demo.FILMS) == choices.FILMS and tuple(RULES) == choices.ROUNDINGS


@pytest.mark.parametrize("text", ["90s", "90", "1m30s", "1m30", "01:30", "0:01:30"])
def test_a_length_may_be_written_in_many_ways(text: str) -> None:
    assert choices.LengthType().convert(text, None, None) == 90


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["score"],
        ["spot"],
        ["note"],
        ["reroll"],
        ["recut"],
        ["demo"],
        ["doctor"],
        ["calibrate"],
        ["originality"],
        ["points"],
        ["sync"],
        ["eligibility"],
    ],
)
def test_every_command_explains_itself(command: list[str], run: Run) -> None:
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "") and out.startswith("Usage: originalscore") and "..." not in out.replace("[ARGS]...", "")


def test_help_needs_no_library_of_any_room() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "originalscore.cli", "--help"], capture_output=True, text=True, check=True
    )
    loaded = {line.split("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "originalscore.cli" in loaded or "click" in loaded
    assert not loaded & {"numpy", "scipy", "av", "matplotlib", "verovio", "originalscore.pipeline"}


def test_originality_judges_the_themes_of_a_folder_and_remembers_them(
    folder: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = contents(folder)
    code, out, err = run("originality", folder, "--no-catalogue", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "") and [line["verdict"] for line in found["lines"]] == ["pass"]
    assert found["not_searched"] == "popular songs and film scores: not searched"
    assert not (tmp_path / "data").exists()
    code, out, _ = run("originality", folder)
    assert code == 0 and "not found in the index of" in out and "0 themes of other films in your own catalogue" in out
    assert (tmp_path / "data" / "originalscore" / "catalogue.json").is_file()
    assert contents(folder) == before
    refused(run("originality", tmp_path / "absent"), "there is no file or folder")
