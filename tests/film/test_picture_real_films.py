"""Reading real, freely licensed films and damaged files."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import PictureError
from originalscore.model.picture import Picture
from originalscore.picture import read, read_picture

pytestmark = pytest.mark.media


@pytest.fixture(scope="module")
def trailer(media: Path) -> Picture:
    return read_picture(media / "film" / "sintel_trailer_720p.mp4", subtitles=media / "text" / "sintel_trailer.en.vtt")


@pytest.mark.parametrize(("kind", "frames"), [("cut", 2), ("black", 4)])
def test_the_sure_edits_of_the_trailer_are_found(trailer: Picture, media: Path, kind: str, frames: int) -> None:
    """Black reached by a slow fade has no exact first frame, so it gets four frames where a cut gets two."""
    with (media / "truth" / "sintel_trailer_events.csv").open(newline="") as file:
        sure = [float(row["time_s"]) for row in csv.DictReader(file) if row["kind"] == kind and float(row["time_s"]) > 0]
    assert sure
    bounds = [float(shot.start_s) for shot in trailer.shots]
    assert [at_s for at_s in sure if min(abs(at_s - bound) for bound in bounds) > (frames + 0.5) / 24] == []


def test_camera_whips_of_the_trailer_are_not_taken_for_cuts(trailer: Picture) -> None:
    assert not [event for event in trailer.events if event.kind == "cut" and Fraction("28.9") < event.at_s < Fraction("31.9")]


def test_subtitled_lines_and_voices_become_one_list_without_overlap(trailer: Picture) -> None:
    assert any(span.source == "both" and "gatekeepers" in span.text for span in trailer.speech)
    for before, after in zip(trailer.speech, trailer.speech[1:]):
        assert before.end_s < after.start_s


def test_the_trailer_carries_music_and_its_own_loudness(trailer: Picture) -> None:
    assert trailer.has_music
    assert trailer.film_lufs == pytest.approx(-12.8, abs=0.15)
    assert trailer.film_peak_dbtp == pytest.approx(1.2, abs=0.15)


def test_shots_and_scenes_cover_the_film_without_gaps(trailer: Picture) -> None:
    assert trailer.shots[0].start_s == 0 and trailer.shots[-1].end_s == trailer.film.duration_s
    assert all(before.end_s == after.start_s for before, after in zip(trailer.shots, trailer.shots[1:]))
    assert trailer.scenes[0].first_shot == 1 and trailer.scenes[-1].last_shot == len(trailer.shots)
    assert all(before.last_shot + 1 == after.first_shot for before, after in zip(trailer.scenes, trailer.scenes[1:]))


def test_a_colour_change_every_fifteen_seconds_is_every_cut_of_the_test_card(media: Path) -> None:
    read = read_picture(media / "film" / "wpt_clock_300s.mp4")
    cuts = [event.at_s for event in read.events if event.kind == "cut"]
    assert cuts == [Fraction(15 * n) for n in range(1, 20)]


def test_a_film_read_twice_is_the_same_whether_heard_here_or_in_a_process_of_its_own(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = media / "film" / "sintel_trailer_480x204.mp4"
    here = read_picture(film)
    assert here.film.duration_s < read._WORTH_A_PROCESS_S
    monkeypatch.setattr(read, "_WORTH_A_PROCESS_S", 10)
    assert read_picture(film) == here


def test_the_wash_of_white_in_the_trailer_parts_two_shots(trailer: Picture) -> None:
    assert any(shot.opening == "fade" and 5 <= shot.start_s <= Fraction("5.3") for shot in trailer.shots)


def test_a_slow_shot_of_grass_and_shade_has_no_title_and_no_light(media: Path) -> None:
    seen = read_picture(media / "film" / "bbb_opening_45s_720p.mp4")
    assert [round(float(event.at_s), 2) for event in seen.events if event.kind == "cut" and event.what == "cut"] == [11.88, 15.75, 23.04]
    assert not [event for event in seen.events if event.kind in ("title", "light", "flash")]


@pytest.mark.slow
def test_speech_of_known_spans_is_heard_and_silence_is_not(media: Path) -> None:
    read = read_picture(media / "film" / "bbb_full_596s_speech.mp4")
    truth = json.loads((media / "truth" / "bbb_full_596s_speech.json").read_text())["speech_blocks_s"]
    step = 100
    spoken, padded, heard = ([False] * (597 * step) for _ in range(3))
    for start_s, end_s in truth:
        for place in range(int(start_s * step) - 20, int(end_s * step) + 20):
            padded[place] = True
            spoken[place] = start_s <= place / step < end_s
    for span in read.speech:
        for place in range(int(span.start_s * step), int(span.end_s * step)):
            heard[place] = True
    recall = sum(a and b for a, b in zip(spoken, heard)) / sum(spoken)
    false_alarms = sum(b and not a for a, b in zip(padded, heard)) / (len(padded) - sum(padded))
    assert recall >= 0.95
    assert false_alarms <= 0.02
    assert not read.has_music
    assert read.speech_lufs == pytest.approx(-18.2, abs=0.3)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_header.mp4", "cannot be opened"),
        ("zero_bytes.mp4", "empty"),
        ("text_renamed.mp4", "cannot be opened"),
        ("mdat_too_long.mp4", "shorter than two seconds"),
        ("absent.mp4", "no file"),
        (".", "folder"),
    ],
)
def test_a_film_that_cannot_be_used_is_refused_in_one_line(media: Path, name: str, words: str) -> None:
    with pytest.raises(PictureError, match=words) as refusal:
        read_picture(media / "odd" / name)
    assert "\n" not in str(refusal.value)


def test_a_truncated_film_gives_what_decodes_and_says_what_is_lost(media: Path) -> None:
    read = read_picture(media / "odd" / "truncated_60pct.mp4")
    assert len(read.frame_times_s) == 689
    assert read.lost_s == (Fraction(689, 24), Fraction(313, 6))
    assert any("lost" in remark for remark in read.remarks)


@pytest.mark.parametrize(
    ("name", "rate", "label"),
    [
        ("tc_23976_clean_start_01h.mov", Fraction(24000, 1001), "01:00:00:00"),
        ("tc_2997df_start_005958.mov", Fraction(30000, 1001), "00:59:58;00"),
        ("bbb_2500ms.ts", Fraction(24), "00:00:00:00"),
        ("no_duration.webm", Fraction(15000, 1001), "00:00:00:00"),
        ("vfr_rotated_phone.mp4", Fraction(779, 74), "00:00:00:00"),
    ],
)
def test_rate_and_start_label_are_read(media: Path, name: str, rate: Fraction, label: str) -> None:
    clock = read_picture(media / "odd" / name).film.clock
    assert clock.frame_rate.rate == rate
    assert clock.label(Fraction(0)) == label


@pytest.mark.parametrize("name", ["odd/audio_only_fragmented_bbb.mp4", "odd/multiple_audio_tracks.mp4", "speech/jfk_11s.flac"])
def test_sound_alone_is_a_project_without_frames(media: Path, name: str) -> None:
    read = read_picture(media / name)
    assert not read.film.has_picture and read.film.has_sound
    assert read.frame_times_s == () and len(read.shots) == len(read.scenes) == 1
    assert read.film.clock.label(Fraction(1)) == "00:00:01:00"


def test_subtitles_of_another_film_are_refused(media: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.srt"
    late.write_text("1\n01:00:00,000 --> 01:00:02,000\nToo late\n")
    with pytest.raises(PictureError, match="beyond the film's end"):
        read_picture(media / "odd" / "vfr_rotated_phone.mp4", subtitles=late)
