"""An album of a folder made by hand, once for all tests that only look at it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.unit.album.made import a_song, chirp, scored_folder, write_wave

from originalscore.album import make_album
from originalscore.model.album import Album


@dataclass(frozen=True)
class Made:
    """The folder and the album that was made in it."""

    root: Path
    album: Album

    @property
    def place(self) -> Path:
        return self.root / "album"


@pytest.fixture
def song_file(tmp_path: Path) -> Path:
    """A recording at another rate, with silence at both ends."""
    return write_wave(tmp_path / "song.wav", chirp(12.3456, 0.6, lead_s=0.7, tail_s=1.3, rate=44_100), 44_100)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    home = tmp_path_factory.mktemp("album")
    song = write_wave(home / "song.wav", chirp(12.3456, 0.6, lead_s=0.7, tail_s=1.3, rate=44_100), 44_100)
    folder = scored_folder(home / "score", a_song(song))
    return Made(folder.root, make_album(folder))
