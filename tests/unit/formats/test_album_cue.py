"""``album.cue``, line by line."""

from __future__ import annotations

import pytest

from originalscore.formats.album_cue import CueFile, CueTrack, album_cue, frame_time


def test_the_whole_file() -> None:
    tracks = (
        CueTrack("One", 0, None, "", "Ann Example", "AA6Q72000047"),
        CueTrack('The "Two"', 4575, 4425, "The Quay"),
        CueTrack("Three", 450_074),
    )
    told = album_cue(CueFile("A Film", "album.flac", tracks, "Ann Example", "036000291452", (("GENRE", "Soundtrack"),)))
    assert told.split("\r\n") == [
        "REM GENRE Soundtrack", "CATALOG 0036000291452", 'PERFORMER "Ann Example"', 'TITLE "A Film"', 'FILE "album.flac" WAVE',
        "  TRACK 01 AUDIO", '    TITLE "One"', '    SONGWRITER "Ann Example"', "    ISRC AA6Q72000047", "    INDEX 01 00:00:00",
        "  TRACK 02 AUDIO", '    TITLE "The \'Two\'"', '    PERFORMER "The Quay"', "    INDEX 00 00:59:00", "    INDEX 01 01:01:00",
        "  TRACK 03 AUDIO", '    TITLE "Three"', "    INDEX 01 100:00:74", "",
    ]  # fmt: skip


@pytest.mark.parametrize(("frame", "told"), [(0, "00:00:00"), (74, "00:00:74"), (75, "00:01:00"), (4500, "01:00:00")])
def test_frames_are_a_75th_of_a_second(frame: int, told: str) -> None:
    assert frame_time(frame) == told
