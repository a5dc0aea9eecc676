"""The album of the demo film with a generated song over its end, made and read back as a user would."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import mutagen
import numpy as np
import pyloudnorm
import pytest
import soundfile
from PIL import Image

from tests.film.conftest import Scored, run_score
from tests.unit.pop_song import write_pop_song

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(demo: Scored, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's folder, as deep as the first, with a song over its last seconds."""
    folder = tmp_path_factory.mktemp("album") / "score"
    shutil.copytree(demo.folder, folder)
    song = write_pop_song(folder.parent / "song.wav")
    done = run_score(
        "album", str(folder), "add", str(song), "--title", "Harbour Lights", "--at", "01:01:20:00", "--performer", "The Quay", "--over-score",
        "--writer", "Ann Example, CA, 60", "--writer", "Bob Example, C, 40", "--licence", "all=granted", "--later", "--quiet",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def album(folder: Path) -> dict:
    done = run_score("album", str(folder), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def _samples(path: Path) -> np.ndarray:
    return soundfile.read(path, dtype="int32", always_2d=True)[0] >> 8


def test_every_piece_of_the_film_is_on_it_and_the_tracks_joined_are_the_master(folder: Path, album: dict) -> None:
    cues = [cue["number"] for cue in json.loads((folder / "report.json").read_text())["cues"]]
    assert sorted(name for track in album["tracks"] for name in track["of"]) == sorted([*cues, "s1"])
    tracks = [_samples(path) for path in sorted((folder / "album" / "tracks").glob("*.flac"))]
    assert np.array_equal(np.concatenate(tracks), _samples(folder / "album" / "album.flac"))


def test_another_meter_reads_the_same_loudness(folder: Path, album: dict) -> None:
    sound, rate = soundfile.read(folder / "album" / "album.flac")
    assert album["lufs"] == pytest.approx(pyloudnorm.Meter(rate).integrated_loudness(sound), abs=0.1)
    assert album["true_peak_dbtp"] <= -1.0


@pytest.mark.parametrize(("place", "name"), [("tracks", "composer"), ("previews/mp3", "TCOM"), ("previews/m4a", "©wrt")])
def test_both_writers_are_named_on_the_song_and_nobody_on_the_score(folder: Path, album: dict, place: str, name: str) -> None:
    for path, track in zip(sorted((folder / "album" / place).iterdir()), album["tracks"], strict=True):
        said = mutagen.File(path).tags.get(name)
        names = [str(one) for one in getattr(said, "text", said) or []]
        assert names == (["Ann Example", "Bob Example"] if track["of"] == ["s1"] else [])


def test_the_cover_is_drawn_from_the_film_and_the_papers_name_every_track(folder: Path, album: dict) -> None:
    with Image.open(folder / "album" / "cover.jpg") as cover:
        assert cover.size == (3000, 3000)
        assert np.asarray(cover.resize((60, 60))).std() > 20  # no plain ground
    notes, cue = ((folder / "album" / name).read_text() for name in ("liner-notes.md", "album.cue"))
    assert all(track["title"] in notes and f'TITLE "{track["title"]}"' in cue for track in album["tracks"])
    assert len(re.findall("INDEX 01", cue)) == len(album["tracks"])
    assert (folder / "album" / "liner-notes.pdf").read_bytes()[:5] == b"%PDF-"


def test_without_the_songs_album_right_only_that_track_is_refused(folder: Path, album: dict) -> None:
    rights = folder / "rights.toml"
    kept = rights.read_text()
    first, mark, last = kept.rpartition("[song.album_recording]")
    rights.write_text(first + mark + last.replace('"granted"', '"asked"', 1))
    done = run_score("album", str(folder), "--json")
    rights.write_text(kept)
    assert done.returncode == 3, done.stderr
    without = json.loads(done.stdout)
    assert [one["id"] for one in without["left_out"]] == ["s1"] and "recording" in without["left_out"][0]["reason"]
    assert [track["of"] for track in without["tracks"]] == [track["of"] for track in album["tracks"] if track["of"] != ["s1"]]
    assert not list((folder / "album").rglob("*Harbour Lights*"))
