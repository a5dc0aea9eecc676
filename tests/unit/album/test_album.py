"""The album as a whole: its tracks are its master, its levels are what another meter reads, and what may not be on it is not."""

from __future__ import annotations

import base64
import csv
import io
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from mutagen.flac import Picture
from mutagen.oggopus import OggOpus
from PIL import Image
from scipy import signal
from tests.unit.album.conftest import Made
from tests.unit.album.made import ALL, RATE, a_song, scored_folder
from tests.unit.conftest import Run

from originalscore.album import make_album
from originalscore.album.cover import Cover
from originalscore.errors import BriefError, FormatError, PictureError
from originalscore.external.media import decode_sound
from originalscore.files import checksum
from originalscore.formats.wav import FULL_SCALE
from originalscore.model.album import TO_BE_ASSIGNED, AlbumWishes, TrackWish
from originalscore.model.ledger import Licence, Permissions

F = Fraction


@pytest.fixture(autouse=True)
def plain_cover(monkeypatch: pytest.MonkeyPatch) -> None:
    """No album but the shared one draws its cover: that takes longer than all the rest."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    monkeypatch.setattr("originalscore.album.making.draw_cover", lambda *_: Cover(out.getvalue(), out.getvalue()))


def tracks_of(place: Path) -> list[Path]:
    return sorted((place / "tracks").glob("*.flac"))


def samples(path: Path) -> np.ndarray:
    """24-bit integers, (n, 2)."""
    return soundfile.read(path, dtype="int32", always_2d=True)[0] >> 8


def test_the_tracks_joined_are_the_master_to_the_sample(made: Made) -> None:
    tracks = [samples(path) for path in tracks_of(made.place)]
    assert len(tracks) == 3 and any(len(track) % 4096 for track in tracks)  # cut inside frames of the coder
    assert np.array_equal(np.concatenate(tracks), samples(made.place / "album.flac"))
    assert [len(track) for track in tracks] == [track.end_sample - track.first_sample for track in made.album.tracks]


def test_every_track_got_the_one_gain_and_nothing_else(made: Made) -> None:
    master = samples(made.place / "album.flac").astype(np.float64) / FULL_SCALE
    gain = 10 ** (made.album.gain_db / 20)
    cue = soundfile.read(made.root / "music" / "cues" / "1m1.wav", always_2d=True)[0]
    assert np.abs(master[: 8 * RATE] - gain * cue[: 8 * RATE]).max() < 2 / FULL_SCALE
    song = np.concatenate(list(decode_sound(made.root.parent / "song.wav", RATE, 2)), axis=1).T
    place = made.album.tracks[2].first_sample - round(0.65 * RATE)  # 0.7 s of silence, of which 0.05 s stay
    inside = slice(round(0.9 * RATE), 12 * RATE)
    laid = master[place + inside.start : place + inside.stop]
    assert np.abs(laid - gain * 10 ** (-6 / 20) * song[inside]).max() < 2 / FULL_SCALE


def test_the_levels_are_what_another_meter_reads(made: Made) -> None:
    meter = pyloudnorm.Meter(RATE)
    whole = soundfile.read(made.place / "album.flac")[0]
    assert made.album.lufs == pytest.approx(meter.integrated_loudness(whole), abs=0.1)
    read = [meter.integrated_loudness(soundfile.read(path)[0]) for path in tracks_of(made.place)]
    assert [track.lufs for track in made.album.tracks] == pytest.approx(read, abs=0.1)
    assert made.album.loudest_lufs == max(track.lufs or -99 for track in made.album.tracks)
    assert made.album.album_gain_db == pytest.approx(-18 - meter.integrated_loudness(whole), abs=0.1)


def test_no_true_peak_passes_the_ceiling_and_the_album_says_what_that_costs(made: Made) -> None:
    for path in (made.place / "album.flac", *tracks_of(made.place)):
        fine = np.abs(signal.resample_poly(soundfile.read(path)[0], 8, 1, axis=0)).max()
        assert 20 * np.log10(fine) <= -1.0
    wanted = made.album.wanted_lufs
    reached = made.album.lufs == pytest.approx(wanted, abs=0.1)
    assert reached or (made.album.held_back and made.album.true_peak_dbtp == pytest.approx(-1.26, abs=0.02))


def test_a_softer_album_is_brought_to_its_loudness_exactly(tmp_path: Path) -> None:
    album = make_album(scored_folder(tmp_path / "score"), AlbumWishes(loudness_lufs=-30))
    assert album.lufs == pytest.approx(-30, abs=0.02) and album.held_back == ""


def test_silence_is_trimmed_and_music_is_not(made: Made) -> None:
    song = made.album.tracks[2]
    assert song.music_end_sample - song.first_sample == pytest.approx((0.05 + 12.3456 + 0.25) * RATE, abs=0.03 * RATE)
    opening = samples(tracks_of(made.place)[0])
    assert np.abs(opening[:200]).max() > 1000  # begins at once: nothing is faded in
    assert made.album.tracks[0].music_end_sample >= 8 * RATE


def test_short_neighbours_become_a_suite_that_overlaps_in_the_ring_alone(made: Made) -> None:
    suite = made.album.tracks[1]
    assert suite.of == ("1m2", "1m3") and suite.title == "1m2 by Hand / 1m3 by Hand"
    length = suite.music_end_sample - suite.first_sample
    apart = (4 + 1 + 5) * RATE
    assert length < apart and length > (4 + 5) * RATE
    second = samples(tracks_of(made.place)[1]).astype(np.float64) / FULL_SCALE
    cue = soundfile.read(made.root / "music" / "cues" / "1m2.wav", always_2d=True)[0]
    assert np.abs(second[: 4 * RATE] - 10 ** (made.album.gain_db / 20) * cue[: 4 * RATE]).max() < 2 / FULL_SCALE


def test_the_cue_file_says_the_places_of_the_tracks_exactly(made: Made) -> None:
    text = (made.place / "album.cue").read_bytes().decode()
    places = re.findall(r"INDEX (\d\d) (\d+):(\d\d):(\d\d)", text)
    found = {kind: [(int(m) * 60 + int(s)) * 75 + int(f) for k, m, s, f in places if k == kind] for kind in ("00", "01")}
    frame = RATE // 75
    assert [at * frame for at in found["01"]] == [track.first_sample for track in made.album.tracks]
    ends = [track.music_end_sample for track in made.album.tracks[:-1]]
    assert [at * frame - end for at, end in zip(found["00"], ends)] == [-end % frame for end in ends]
    assert "ISRC AA6Q72000047" in text and text.count("ISRC") == 1 and 'SONGWRITER "Ann Example"' in text
    assert "CATALOG" not in text and 'FILE "album.flac" WAVE\r\n' in text


def test_a_track_without_album_rights_is_refused_with_its_reason_and_the_rest_is_made(song_file: Path, tmp_path: Path, run: Run) -> None:
    rights = Permissions(Licence("granted"), Licence("granted"), Licence("granted"), Licence("asked"))
    folder = scored_folder(tmp_path / "score", a_song(song_file, permissions=rights))
    code, told, _ = run("album", folder.root, "--quiet")
    assert code == 3
    reason = "the album right of the recording is missing: it is asked for, not granted; enter it in rights.toml"
    assert f"REFUSED: s1 “Harbour Lights”: {reason}" in told.splitlines()
    assert [path.name[:2] for path in tracks_of(folder.root / "album")] == ["01", "02"]
    assert "Harbour Lights" not in (folder.root / "album" / "album.cue").read_text()


def test_the_command_ends_well_where_nothing_is_refused(song_file: Path, tmp_path: Path, run: Run) -> None:
    folder = scored_folder(tmp_path / "score", a_song(song_file))
    code, told, wrong = run("album", folder.root, "--json", "--order", "listening", "--short", 0)
    assert (code, wrong) == (0, "") and '"title": "Harbour Lights"' in told
    assert len(tracks_of(folder.root / "album")) == 4


def test_the_same_folder_gives_the_same_bytes(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    (tmp_path / "song.wav").write_bytes((made.root.parent / "song.wav").read_bytes())
    again = make_album(scored_folder(tmp_path / "score", a_song(tmp_path / "song.wav")))
    assert again == made.album and len(again.files) > 15
    assert {path.relative_to(made.place) for path in made.place.rglob("*") if path.is_file()} == {
        path.relative_to(tmp_path / "score" / "album") for path in (tmp_path / "score" / "album").rglob("*") if path.is_file()
    }


def test_every_listed_file_is_there_and_nothing_half_written(made: Made) -> None:
    for file in made.album.files:
        assert checksum(made.root / file.path) == file.sha256
    assert not list(made.root.rglob("*.partial*"))


def test_what_fails_midway_leaves_the_last_album_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = scored_folder(tmp_path / "score")
    make_album(folder)
    before = {path: checksum(path) for path in folder.root.rglob("*") if path.is_file()}

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("originalscore.album.pressing.write_tagged_mp4", broken)
    with pytest.raises(OSError, match=r"(?i)space|disk"):
        make_album(folder, AlbumWishes(loudness_lufs=-25))
    assert {path: checksum(path) for path in folder.root.rglob("*") if path.is_file()} == before


def test_tracks_of_the_last_album_go_unless_the_user_has_changed_them(tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score")
    first = make_album(folder, AlbumWishes(short_s=F(0)))
    old = [folder.root / file.path for file in first.files if "/tracks/" in file.path]
    old[1].write_bytes(b"mine now")
    make_album(folder, AlbumWishes(tracks=(TrackWish(("1m1",), "Other"),)))
    assert [path.is_file() for path in old] == [False, True, False]


def test_album_toml_is_written_once_and_then_obeyed(tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score")
    make_album(folder)
    wishes = folder.root / "album.toml"
    assert "[album]" in wishes.read_text()
    mine = '[album]\ntitle = "Mine"\nbarcode = "036000291452"\n\n[[track]]\nof = ["1m3"]\ntitle = "Last Word"\nisrc = "AA6Q72000047"\n'
    wishes.write_text(mine)
    album = make_album(folder)
    assert wishes.read_text() == mine
    assert (album.title, album.barcode) == ("Mine", "036000291452")
    assert [(track.of, track.isrc) for track in album.tracks][-1] == (("1m3",), "AA6Q72000047") and album.tracks[-1].title == "Last Word"


def test_two_recordings_under_one_isrc_are_refused(song_file: Path, tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score", a_song(song_file))
    with pytest.raises(BriefError, match=r"tracks 1 .* and 3 .* have the same ISRC AA6Q72000047; every recording"):
        make_album(folder, AlbumWishes(tracks=(TrackWish(("1m1",), isrc="AA6Q72000047"),)))
    assert not (folder.root / "album").exists()


def test_nobody_is_composer_until_somebody_is_named(made: Made, tmp_path: Path) -> None:
    assert [track.composers for track in made.album.tracks] == [(), (), ("Ann Example",)]
    assert made.album.artist == "" and "OriginalScore" not in (made.place / "liner-notes.md").read_text()
    assert "Score composed by: to be entered in rights.toml" in (made.place / "liner-notes.md").read_text()
    folder = scored_folder(tmp_path / "score")
    (folder.root / "rights.toml").write_text('[score]\ncomposer = "A. Person"\n')
    album = make_album(folder)
    assert album.artist == "A. Person" and {track.composers for track in album.tracks} == {("A. Person",)}


def test_numbers_that_nobody_has_given_are_to_be_assigned(made: Made) -> None:
    assert [track.isrc for track in made.album.tracks] == [TO_BE_ASSIGNED, TO_BE_ASSIGNED, "AA6Q72000047"]
    assert made.album.barcode == TO_BE_ASSIGNED
    rows = list(csv.DictReader(io.StringIO((made.place / "track-list.csv").read_text())))
    assert [row["isrc"] for row in rows] == [track.isrc for track in made.album.tracks]


def test_a_folder_that_is_not_scored_and_an_album_of_nothing_are_refused_in_one_line(tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    code, _, told = run("album", tmp_path / "empty", "--quiet")
    assert code == 2 and "is no score folder" in told
    folder = scored_folder(tmp_path / "score")
    (folder.root / "album.toml").write_text('[[track]]\nof = ["1m1", "1m2", "1m3"]\nleave_out = true\n')
    code, _, told = run("album", folder.root, "--quiet")
    assert code == 2 and told.startswith("originalscore: nothing is left for an album") and told.count("\n") == 1


def test_a_silent_or_broken_recording_is_refused(tmp_path: Path) -> None:
    silent = tmp_path / "song.wav"
    soundfile.write(silent, np.zeros((RATE, 2)), RATE)
    with pytest.raises(PictureError, match=r"s1 “Harbour Lights”: song\.wav holds nothing but silence"):
        make_album(scored_folder(tmp_path / "score", a_song(silent)))
    broken = tmp_path / "text.wav"
    broken.write_text("no sound")
    with pytest.raises(PictureError, match=r"text\.wav cannot be opened"):
        make_album(scored_folder(tmp_path / "other", a_song(broken)))


def test_a_song_in_the_films_own_sound_and_one_that_is_gone_are_told(song_file: Path, tmp_path: Path) -> None:
    folder = scored_folder(
        tmp_path / "score", a_song(song_file, file="", sha256=""), a_song(song_file, id="s2", start_s=F(8), end_s=F(9), file="../gone.wav")
    )
    album = make_album(folder)
    assert [(one.id, one.refused) for one in album.left_out] == [("s2", True), ("s1", False)]
    assert "is gone" in album.left_out[0].reason and "film's own sound" in album.left_out[1].reason


def test_one_recording_that_is_heard_twice_is_one_track(song_file: Path, tmp_path: Path) -> None:
    again = a_song(song_file, id="s2", start_s=F(8), end_s=F(9))
    album = make_album(scored_folder(tmp_path / "score", a_song(song_file), again))
    assert [one.reason for one in album.left_out] == ["the same recording as s2"]


def test_a_recording_that_has_changed_since_it_was_licensed_is_refused(song_file: Path, tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score", a_song(song_file, sha256="0" * 64))
    assert [one.reason for one in make_album(folder).refused] == ["its file ../song.wav has changed since it was entered"]


def test_an_opus_preview_says_its_gains_from_minus_23_and_carries_the_cover(made: Made) -> None:
    for path, track in zip(sorted((made.place / "previews" / "opus").iterdir()), made.album.tracks, strict=True):
        said = OggOpus(path)
        assert int(said["r128_track_gain"][0]) == round(256 * (track.gain_db - 5))
        assert int(said["r128_album_gain"][0]) == round(256 * (made.album.album_gain_db - 5))
        assert not [name for name in said if name.startswith("replaygain")] and said["title"] == [track.title]
        picture = Picture(base64.b64decode(said["metadata_block_picture"][0]))
        assert (picture.type, picture.mime, picture.width) == (3, "image/jpeg", 1000)


def test_the_cover_is_three_thousand_pixels_square(made: Made) -> None:
    with Image.open(made.place / "cover.jpg") as cover:
        assert (cover.size, cover.mode) == ((3000, 3000), "RGB")


def test_a_cover_of_ones_own_is_brought_to_size_and_must_be_square(tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score")
    Image.new("RGB", (400, 400), (10, 200, 10)).save(folder.root / "mine.png")
    make_album(folder, AlbumWishes(cover="mine.png"))
    with Image.open(folder.root / "album" / "cover.jpg") as cover:
        assert cover.size == (3000, 3000) and cover.getpixel((1500, 1500)) == pytest.approx((10, 200, 10), abs=4)
    Image.new("RGB", (400, 300)).save(folder.root / "mine.png")
    with pytest.raises(BriefError, match=r"mine\.png is 400 x 300 pixels; give a square one"):
        make_album(folder, AlbumWishes(cover="mine.png"))
    with pytest.raises(BriefError, match="cannot be read as a picture"):
        make_album(folder, AlbumWishes(cover="none.png"))


def test_a_list_makes_exactly_its_tracks(song_file: Path, tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score", a_song(song_file))
    wishes = AlbumWishes(order="list", gap_s=F(0), tracks=(TrackWish(("s1",), "First"), TrackWish(("1m3", "1m1"), level_db=-3.0)))
    album = make_album(folder, wishes)
    assert [track.of for track in album.tracks] == [("s1",), ("1m3", "1m1")]
    assert [(one.id, one.refused) for one in album.left_out] == [("1m2", False)]
    assert "INDEX 00" not in (folder.root / "album" / "album.cue").read_text()


def test_a_wish_for_what_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = scored_folder(tmp_path / "score")
    with pytest.raises(BriefError, match="there is no cue or song 9m9; name one of 1m1, 1m2, 1m3"):
        make_album(folder, AlbumWishes(tracks=(TrackWish(("9m9",)),)))
    (folder.root / "album.toml").write_text("[album]\norder = 7\n")
    with pytest.raises(FormatError, match="line 2"):
        make_album(folder)


def test_the_rights_of_the_score_itself_are_asked_like_any(song_file: Path, tmp_path: Path) -> None:
    song = replace(a_song(song_file), permissions=ALL)
    assert make_album(scored_folder(tmp_path / "score", song)).refused == ()
