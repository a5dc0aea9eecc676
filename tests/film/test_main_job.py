"""The main job on good, odd and broken films, as its users meet it."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
import soundfile

from originalscore.external.media import probe
from originalscore.files import checksum
from tests.film.conftest import Scored, run_score

pytestmark = pytest.mark.slow

#: Files of the odd folder that no score can be made for, and what the one line must say.
REFUSED = {
    "no_header.mp4": "no_header.mp4 cannot be opened as a film or sound file",
    "zero_bytes.mp4": "zero_bytes.mp4 is empty (0 bytes)",
    "text_renamed.mp4": "text_renamed.mp4 cannot be opened as a film or sound file",
    "mdat_too_long.mp4": "mdat_too_long.mp4 lasts 1.00 s, shorter than two seconds",
}
DELIVERED = (
    "vfr_sintel_52s.mp4", "tc_23976_clean_start_01h.mov", "tc_2997df_start_005958.mov", "no_duration.webm", "truncated_60pct.mp4",
    "bbb_2500ms.ts", "sar_2x1.mp4", "vfr_rotated_phone.mp4", "vfr_noaudio_3026x1386.mp4", "testsrc.mp4",
)  # fmt: skip
FOLDER = (
    "report.html", "report.json", "timeline.png", "cues.toml", "music/music.wav", "music/master.wav", "music/cues/1m1.wav", "scores/1m1.pdf",
    "scores/1m1.musicxml", "scores/1m1.mid", "documents/music-cue-sheet.xlsx", "documents/spotting-notes.pdf", "documents/hits.csv",
    "documents/markers.otio", "documents/markers.edl", "documents/markers.fcpxml", "documents/markers.csv",
)  # fmt: skip


@pytest.mark.media
@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_no_reader_opens_ends_in_one_line(name: str, media: Path, tmp_path: Path) -> None:
    done = run_score("score", str(media / "odd" / name), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"originalscore: {REFUSED[name]}") and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.media
@pytest.mark.parametrize("name", DELIVERED)
def test_an_odd_film_comes_back_whole(name: str, media: Path, tmp_path: Path) -> None:
    film, out = media / "odd" / name, tmp_path / "out"
    done = run_score("score", str(film), "--out", str(out), "--quiet", "--seed", "7")
    assert done.returncode in (0, 3), done.stderr
    report = json.loads((out / "report.json").read_text())
    assert done.returncode == (3 if report["unmet"] else 0) and len(report["unmet"]) <= 1, report["unmet"]
    assert all((out / part).stat().st_size for part in FOLDER)
    (scored,) = out.glob("scored.*")
    assert scored.suffix == film.suffix
    _same_picture(film, scored)
    length_s = report["film"]["duration_s"]
    assert _sound_s(scored) == pytest.approx(length_s, abs=1 / float(Fraction(report["film"]["frame_rate"].split()[0])))
    assert report["film"]["start_timecode"] == (probe(film).timecode or "00:00:00:00")
    if name.startswith("truncated"):
        assert "truncated_60pct.mp4 breaks off: 23.5 s of 52.2 s are lost" in report["remarks"]


def _same_picture(film: Path, scored: Path) -> None:
    """Packets, frame times, shape, rotation and start label of the picture are the film's."""
    before, after = probe(film), probe(scored)
    assert after.timecode == before.timecode and after.has_sound
    for path, probed, found in ((film, before, a := {}), (scored, after, b := {})):
        _look(path, probed.video_index or 0, found)
    assert a == b


def _look(path: Path, index: int, found: dict[str, Any]) -> None:
    with av.open(str(path)) as film:
        stream = film.streams[index]
        found["packets"] = [hashlib.md5(bytes(packet)).hexdigest() for packet in film.demux(stream) if packet.size]
        found["shape"] = (stream.codec_context.width, stream.codec_context.height, stream.sample_aspect_ratio or 1)
    with av.open(str(path)) as film:
        frames = []
        with suppress(av.error.InvalidDataError):  # the last packet of a film that breaks off
            for frame in film.decode(film.streams[index]):
                frames.append((Fraction(frame.pts) * frame.time_base, frame.rotation))
        found["times"] = [at_s - frames[0][0] for at_s, _ in frames]
        found["rotation"] = frames[0][1]


def _sound_s(path: Path) -> float:
    with av.open(str(path)) as film:
        sounds = [(frame.time, frame.samples / frame.sample_rate) for frame in film.decode(audio=0)]
    with av.open(str(path)) as film:
        zero_s = next(film.decode(video=0)).time
    return float(sounds[-1][0] + sounds[-1][1] - zero_s)


@pytest.mark.media
def test_a_sound_file_comes_back_as_a_scored_wave(media: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_score("score", str(media / "odd" / "multiple_audio_tracks.mp4"), "--out", str(out), "--quiet", "--seed", "7")
    assert done.returncode == 0, done.stderr
    report = json.loads((out / "report.json").read_text())
    assert soundfile.info(out / "scored.wav").duration == pytest.approx(report["film"]["duration_s"], abs=0.001)
    assert any("2 sound streams" in remark for remark in report["remarks"])


def _untimed(folder: Path) -> dict[str, Any]:
    """The report without what a clock says; the stages keep their order."""
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return {**report, "stages": [(stage["name"], stage["cue"]) for stage in report["stages"]], "peak_memory_mb": None}


def test_a_second_run_makes_nothing_again_and_changes_nothing(demo: Scored) -> None:
    before = {path: checksum(path) for path in sorted(demo.folder.rglob("*")) if path.is_file() and "report" not in path.name}
    told = _untimed(demo.folder)
    done = run_score("score", str(demo.folder), "--quiet", "--json")
    assert done.returncode == 0, done.stderr
    assert all(stage["cached"] for stage in json.loads(done.stdout)["stages"])
    assert _untimed(demo.folder) == told
    assert before == {path: checksum(path) for path in sorted(demo.folder.rglob("*")) if path.is_file() and "report" not in path.name}


def test_a_project_without_picture_ends_in_a_scored_wave_and_obeys_its_cue_list(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_score("score", "--length", "20s", "--brief", "a calm morning", "--out", str(out), "--quiet")
    assert done.returncode == 0, done.stderr
    assert soundfile.info(out / "scored.wav").duration == 20
    sung = checksum(out / "stages" / "c1" / "sketch.json")
    cues = out / "cues.toml"
    cues.write_text("# mine\n" + cues.read_text().replace("take = 1", "take = 2", 1))
    assert run_score("score", str(out), "--quiet").returncode == 0
    assert checksum(out / "stages" / "c1" / "sketch.json") != sung and cues.read_text().startswith("# mine\n")
    text = cues.read_text()
    cues.write_text(text[: text.index("[[cue]]")])
    assert run_score("score", str(out), "--quiet").returncode == 0
    assert not list((out / "scores").rglob("1m1*")) and not list((out / "music" / "cues").rglob("1m1*"))
    assert json.loads((out / "report.json").read_text())["cues"] == []


@pytest.mark.parametrize("after_s", [0.0, 1.0, 4.0])
def test_a_run_stopped_by_hand_ends_quietly_and_is_carried_on(after_s: float, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "originalscore.cli", "score", "--length", "30s", "--out", str(out), "--quiet"]
    heeds = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731  (a test run in the background ignores it, and so would its children)
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heeds)
    while (
        not out.exists() and run.poll() is None
    ):  # before its first file the interpreter itself may not be up, and no program can be quiet then
        time.sleep(0.01)
    time.sleep(after_s)
    run.send_signal(signal.SIGINT)
    told, complained = run.communicate(timeout=60)
    assert (run.returncode, told, complained.strip()) == (130, "", "")
    assert not list(out.rglob("*.partial*"))
    done = run_score("score", "--length", "30s", "--out", str(out), "--plan", "--quiet")
    assert done.returncode == 0, done.stderr
