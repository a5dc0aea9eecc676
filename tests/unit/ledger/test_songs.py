"""Songs and score beside each other: the score makes room, and says so; recordings are the ones that were added."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.composed import a_cue, a_hit

from originalscore.errors import BriefError, FormatError
from originalscore.files import checksum
from originalscore.ledger import check_room, make_room, recordings
from originalscore.model.cue import CueList, CurvePoint
from originalscore.model.rights import Song
from originalscore.times import Clock, FrameRate

F = Fraction
CLOCK = Clock(FrameRate(F(24)), 86_400)
CUE = replace(a_cue(hits=(a_hit(10, "door"), a_hit(40, "flash"))), force=(CurvePoint(F(0), 0.2), CurvePoint(F(48), 0.8)))
CUES = CueList("", 7, (), (CUE,), ())


def a_song(start_s: int, end_s: int, **fields: object) -> Song:
    plain = Song("s1", "Harbour Lights", "", "", F(start_s), F(end_s), "BV", "pre-existing")
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_a_cue_ends_where_the_song_begins_and_keeps_its_curve_up_to_there() -> None:
    room = make_room(CUES, a_song(30, 60), CLOCK)
    (cue,) = room.cues.cues
    assert (cue.start_s, cue.end_s, cue.ending) == (0, 30, "close")
    assert [hit.what for hit in cue.hits] == ["door"]
    assert cue.force[-1] == CurvePoint(F(30), 0.575)
    assert room.remarks == ("1m1 gives up its hit “flash” at 01:00:40:00",)


def test_a_cue_begins_where_the_song_ends() -> None:
    (cue,) = make_room(CUES, a_song(0, 20), CLOCK).cues.cues
    assert (cue.start_s, cue.end_s) == (20, 48) and [hit.what for hit in cue.hits] == ["flash"]
    assert cue.force[0] == CurvePoint(F(20), 0.45)


def test_what_comes_after_a_song_in_the_middle_is_told() -> None:
    room = make_room(CUES, a_song(20, 30), CLOCK)
    assert room.cues.cues[0].end_s == 20
    assert room.remarks[0] == "1m1 ends at the song; after it, from 01:00:30:00, there is no music"


def test_cues_that_do_not_meet_the_song_stay() -> None:
    assert make_room(CUES, a_song(48, 60), CLOCK).cues == CUES


@pytest.mark.parametrize(("start_s", "end_s"), [(0, 60), (2, 60), (0, 46)])
def test_a_cue_that_would_be_lost_is_refused(start_s: int, end_s: int) -> None:
    with pytest.raises(BriefError, match=r"1m1 .* lies under the song"):
        make_room(CUES, a_song(start_s, end_s), CLOCK)


def test_music_at_once_is_refused_unless_it_is_wanted() -> None:
    with pytest.raises(BriefError, match=r"1m1 and the song s1 “Harbour Lights” both play at 01:00:30:00"):
        check_room(CUES, (a_song(30, 60),), CLOCK)
    check_room(CUES, (a_song(30, 60, over_score=True), a_song(48, 60)), CLOCK)


def test_a_recording_that_is_gone_or_another_is_refused(tmp_path: Path) -> None:
    wave = tmp_path / "song.wav"
    wave.write_bytes(b"RIFF")
    song = a_song(0, 5, file="song.wav", sha256=checksum(wave))
    assert recordings((song, a_song(5, 6)), tmp_path) == ((song, wave),)
    wave.write_bytes(b"RIFX")
    with pytest.raises(FormatError, match="is not the recording that was added"):
        recordings((song,), tmp_path)
    wave.unlink()
    with pytest.raises(FormatError, match="there is no recording"):
        recordings((song,), tmp_path)
