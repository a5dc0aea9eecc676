"""A pop song over the end credits of the demo: heard there and nowhere else, and every paper says so to the frame."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from originalscore.external.media import decode_sound
from originalscore.folder import ProjectFolder
from originalscore.ledger import read_ledger
from tests.film.conftest import Scored
from tests.unit.pop_song import write_pop_song

RATE = 48_000
AT, CREDITS_S, RATE_FPS = "01:01:20:00", 80, 24
pytestmark = pytest.mark.slow


def originalscore(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "originalscore.cli", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def with_song(demo: Scored, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("with-song")
    shutil.copytree(demo.folder, home / "score")
    song = write_pop_song(home / "song.wav")
    done = originalscore(
        "album", str(home / "score"), "add", str(song), "--title", "Harbour Lights", "--at", AT, "--performer", "The Lamps",
        "--writer", "A. Writer, CA, 100", "--licence", "all=granted: Label", "--quiet",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return home / "score"


def cue_sheet(folder: Path) -> list[dict[str, str]]:
    rows = list(csv.reader((folder / "documents" / "music-cue-sheet.csv").read_text().splitlines()))
    begin = next(n for n, row in enumerate(rows) if row and row[0] == "Sequence")
    return [dict(zip(rows[begin], row, strict=True)) for row in rows[begin + 1 :]]


def test_the_score_ends_where_the_song_begins_and_every_hit_still_lands(with_song: Path) -> None:
    report = json.loads((with_song / "report.json").read_text())
    assert report["cues"][-1]["end_s"] == CREDITS_S
    assert all(hit["landed"] for cue in report["cues"] for hit in cue["hits"] if hit["must"])


def test_ledger_cue_sheet_and_credits_agree_to_the_frame(with_song: Path) -> None:
    ledger = read_ledger(ProjectFolder(with_song))
    rows = cue_sheet(with_song)
    assert [(row["Cue"], int(row["First frame"]), int(row["End frame"])) for row in rows] == [
        (one.id, one.first_frame, one.end_frame) for one in ledger.entries
    ]
    assert (rows[-1]["Cue"], rows[-1]["First frame"], rows[-1]["In"]) == ("s1", str(CREDITS_S * RATE_FPS), AT)
    credits = (with_song / "documents" / "music-credits.txt").read_text()
    assert "“Harbour Lights”" in credits and "Performed by The Lamps" in credits and "Written by A. Writer" in credits


def test_the_song_is_heard_in_the_film_at_its_frame(with_song: Path) -> None:
    sound = np.concatenate(list(decode_sound(next(with_song.glob("scored.*")), RATE, 2)), axis=1).mean(axis=0)
    songs, rate = soundfile.read(with_song / "music" / "songs.wav", always_2d=True)
    laid = songs.mean(axis=1)
    assert rate == RATE and not laid[: CREDITS_S * RATE].any()
    first, span = CREDITS_S * RATE, 4 * RATE
    heard, wanted = sound[first - 2400 : first + span + 2400], laid[first : first + span]
    offset = int(np.argmax(np.correlate(heard, wanted, mode="valid"))) - 2400
    assert abs(offset) <= RATE // RATE_FPS, f"{1000 * offset / RATE:.1f} ms beside its frame"
