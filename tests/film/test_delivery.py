"""Everything the main job delivers, read back by other people's libraries."""

from __future__ import annotations

import csv
import itertools
import json
import warnings
from fractions import Fraction
from pathlib import Path

import av
import mido
import numpy as np
import openpyxl
import opentimelineio as otio
import pytest
import soundfile
import wavinfo

from tests.film.conftest import Scored

pytestmark = pytest.mark.slow


@pytest.fixture(params=["demo", "trailer"])
def scored(request: pytest.FixtureRequest) -> Scored:
    if request.param == "trailer":
        request.getfixturevalue("media")
    found: Scored = request.getfixturevalue(request.param)
    return found


def _report(scored: Scored) -> dict:
    return json.loads((scored.folder / "report.json").read_text())


def _packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(video=0) if packet.size]


def test_every_listed_file_is_there_whole(scored: Scored) -> None:
    report = _report(scored)
    assert len(report["files"]) > 15
    for file in report["files"]:
        assert (scored.folder / file["path"]).stat().st_size == file["bytes"]
    assert not list(scored.folder.rglob("*.partial*"))


def test_the_picture_is_untouched_and_the_start_timecode_kept(scored: Scored) -> None:
    out = next(scored.folder.glob("scored.*"))
    assert _packets(out) == _packets(scored.film)
    with av.open(str(scored.film)) as before, av.open(str(out)) as after:
        tag = lambda film: film.metadata.get("timecode") or film.streams.video[0].metadata.get("timecode")  # noqa: E731
        assert tag(before) == tag(after)
        length = [float(film.streams.video[0].duration * film.streams.video[0].time_base) for film in (before, after)]
        assert abs(length[0] - length[1]) < 1 / 24


def test_stems_sum_to_the_music_and_share_its_length(scored: Scored) -> None:
    music, rate = soundfile.read(scored.folder / "music" / "music.wav", dtype="float64", always_2d=True)
    total = np.zeros_like(music)
    for stem in _report(scored)["stems"]:
        sound, stem_rate = soundfile.read(scored.folder / stem["file"], dtype="float64", always_2d=True)
        assert stem_rate == rate == 48_000
        assert sound.shape == music.shape
        total += sound
    assert np.abs(total - music).max() < 10 ** (-90 / 20)
    assert abs(len(music) / rate - _report(scored)["film"]["duration_s"]) < 1e-3


def _waves(scored: Scored) -> dict[Path, int]:
    """Every broadcast wave and the sample since midnight at which it must say it begins."""
    report, music = _report(scored), scored.folder / "music"
    begins = 3600 * 48_000 if report["film"]["start_timecode"].startswith("01:") else 0
    whole = [music / "music.wav", music / "master.wav", *(music / "stems").glob("*.wav")]
    cues = {music / "cues" / f"{cue['number']}.wav": begins + round(cue["start_s"] * 48_000) for cue in report["cues"]}
    return dict.fromkeys(whole, begins) | cues


def test_the_film_starts_where_the_source_does(scored: Scored) -> None:
    with av.open(str(scored.film)) as source:
        label = source.streams.video[0].metadata.get("timecode") or source.metadata.get("timecode") or "00:00:00:00"
    assert _report(scored)["film"]["start_timecode"] == label


def test_bext_reads_back_the_same_in_wavinfo_and_ffmpeg(scored: Scored) -> None:
    """PyAV opens a wave with libavformat's demuxer, which is ffprobe's: these are the tags that ``ffprobe -show_format`` prints."""
    for path, begins in _waves(scored).items():
        bext = wavinfo.WavInfoReader(str(path)).bext
        assert (bext.version, bext.originator, bext.time_reference) == (2, "OriginalScore", begins), path.name
        assert bext.description
        with av.open(str(path)) as wave:
            tags = wave.metadata
        assert tags["time_reference"] == str(begins)
        assert (tags["encoded_by"], tags["comment"]) == (bext.originator, bext.description)


def test_ixml_repeats_rate_and_place(scored: Scored) -> None:
    rate = Fraction(_report(scored)["film"]["frame_rate"].split()[0])
    for path, begins in _waves(scored).items():
        ixml = wavinfo.WavInfoReader(str(path)).ixml
        speed = {field.tag: field.text for field in ixml.parsed.find("SPEED")}
        assert Fraction(speed["TIMECODE_RATE"]) == Fraction(speed["MASTER_SPEED"]) == rate
        assert speed["TIMECODE_FLAG"] == "NDF"
        high, low = (int(speed[f"TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_{half}"]) for half in ("HI", "LO"))
        assert (high << 32) + low == begins
        assert (speed["FILE_SAMPLE_RATE"], speed["AUDIO_BIT_DEPTH"], speed["TIMESTAMP_SAMPLE_RATE"]) == ("48000", "24", "48000")
        assert [track.name for track in ixml.track_list] == ["Left", "Right"]


def test_soundfile_reads_every_wave_whole(scored: Scored) -> None:
    """libsndfile finds both chunks, and as many samples as wavinfo."""
    for path in _waves(scored):
        info = wavinfo.WavInfoReader(str(path))
        with soundfile.SoundFile(path) as wave:
            assert (wave.samplerate, wave.channels, wave.subtype) == (48_000, 2, "PCM_24")
            assert wave.frames == info.data.frame_count > 0
            assert "bext : 602" in wave.extra_info and "iXML : " in wave.extra_info
            wave.seek(wave.frames - 1)
            assert wave.read(2, always_2d=True).shape == (1, 2)


def test_every_midi_file_ends_with_its_cue_and_marks_its_hits(scored: Scored) -> None:
    pretty_midi = pytest.importorskip("pretty_midi")
    symusic = pytest.importorskip("symusic")
    for cue in _report(scored)["cues"]:
        path = scored.folder / "scores" / f"{cue['number']}.mid"
        plain = mido.MidiFile(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pretty = pretty_midi.PrettyMIDI(str(path))
        score = symusic.Score(str(path), ttype="second")
        assert abs(plain.length - (cue["end_s"] - cue["start_s"])) < 3.5
        assert abs(plain.length - pretty.tick_to_time(max(sum(m.time for m in track) for track in plain.tracks))) < 1e-3
        wanted = [hit["at_s"] - cue["start_s"] for hit in cue["hits"] if hit["must"]]
        elapsed, found = 0.0, []
        for message in plain:
            elapsed += message.time
            if message.type == "marker":
                found.append(elapsed)
        symusic_found = [marker.time for marker in score.markers]
        for at_s in wanted:
            assert min(abs(at_s - mark) for mark in found) < 1e-3
            assert min(abs(at_s - mark) for mark in symusic_found) < 1e-3


def test_markers_read_back_at_the_same_frames(scored: Scored) -> None:
    report = _report(scored)
    rate = Fraction(report["film"]["frame_rate"].split()[0])
    wanted = sorted(round(hit["at_s"] * rate) for cue in report["cues"] for hit in cue["hits"])
    timeline = otio.adapters.read_from_file(str(scored.folder / "documents" / "markers.otio"))
    marked = {round(m.marked_range.start_time.value) for m in _markers(timeline)}
    start = round(timeline.global_start_time.value) if timeline.global_start_time else 0
    assert set(wanted) <= marked | {value - start for value in marked}


def _markers(timeline: otio.schema.Timeline) -> list[otio.schema.Marker]:
    found = list(timeline.tracks.markers)
    for item in timeline.find_children():
        found += list(getattr(item, "markers", []))
    return found


def test_the_music_cue_sheet_neither_overlaps_nor_exceeds_the_film(scored: Scored) -> None:
    rows = list(csv.reader((scored.folder / "documents" / "music-cue-sheet.csv").read_text().splitlines()))
    begin = next(n for n, row in enumerate(rows) if row and row[0] == "Sequence")
    listed = [dict(zip(rows[begin], row, strict=True)) for row in rows[begin + 1 :]]
    assert [row["Cue"] for row in listed] == [cue["number"] for cue in _report(scored)["cues"]]
    assert all(int(before["End frame"]) <= int(after["First frame"]) for before, after in itertools.pairwise(listed))
    assert int(listed[-1]["End frame"]) <= int(dict(row[:2] for row in rows[:begin] if row)["Frames"])
    assert all(row["Writer"] == "" for row in listed), "writers stay blank until a person enters them"
    sheet = openpyxl.load_workbook(scored.folder / "documents" / "music-cue-sheet.xlsx").active
    assert sheet.max_row == len(rows)


def test_pages_and_pictures_are_what_their_names_say(scored: Scored) -> None:
    assert (scored.folder / "timeline.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    for pdf in [*(scored.folder / "scores").glob("*.pdf"), scored.folder / "documents" / "spotting-notes.pdf"]:
        assert pdf.read_bytes()[:5] == b"%PDF-"
    page = (scored.folder / "report.html").read_text()
    assert all(cue["number"] in page for cue in _report(scored)["cues"])
