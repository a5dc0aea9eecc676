"""The scored film: picture packets bit for bit, its clock, shape and tags kept, the sound beneath."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile

from originalscore.errors import DeliveryError, PictureError
from originalscore.external.media import probe
from originalscore.external.mux import choose_container, write_scored_film

RATE, FRAMES = 25, 60


def draw(
    path: Path, codec: str = "libx264", pixels: str = "yuv420p", *, shape: Fraction | None = None, first: int = 0,
    tags: dict[str, str] | None = None, options: dict[str, str] | None = None,
) -> Path:  # fmt: skip
    """A film of 2.4 s without sound; its first frame is number ``first`` of the container's clock."""
    with av.open(str(path), "w") as film:
        film.metadata.update(tags or {})
        stream: Any = film.add_stream(codec, rate=RATE, options=options or {})
        stream.width, stream.height, stream.pix_fmt = 64, 36, pixels
        if shape:
            stream.codec_context.sample_aspect_ratio = shape
        for number in range(FRAMES):
            image = np.full((36, 64, 3), number * 4, np.uint8)
            image[:, : number % 64] = 255
            frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format=pixels)
            frame.pts, frame.time_base = number + first, Fraction(1, RATE)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """Silence with one click, on the first sample of frame 30."""
    sound = np.zeros((FRAMES * 1920, 2), np.float32)
    sound[30 * 1920] = 0.9
    soundfile.write(tmp_path / "programme.wav", sound, 48_000, subtype="PCM_24")
    return tmp_path / "programme.wav"


def packets(path: Path) -> list[str]:
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        return [hashlib.md5(bytes(packet)).hexdigest() for packet in film.demux(stream) if packet.size]


def frame_times(path: Path) -> list[Fraction]:
    """Seconds from the first frame."""
    with av.open(str(path)) as film:
        times = [Fraction(frame.pts) * frame.time_base for frame in film.decode(video=0) if frame.pts is not None]
    return [time - times[0] for time in times]


def loudest_s(path: Path) -> float:
    """Seconds from the first frame to the loudest sample, as a player lays them."""
    with av.open(str(path)) as film:
        zero_s = next(film.decode(video=0)).time
    with av.open(str(path)) as film:
        planar = av.AudioResampler(format="fltp", layout="stereo", rate=48_000)
        blocks = [(frame.time, frame.to_ndarray()[0]) for sound in film.decode(audio=0) for frame in planar.resample(sound)]
    at_s, block = max(blocks, key=lambda pair: float(np.abs(pair[1]).max()))
    return float(at_s + np.argmax(np.abs(block)) / 48_000 - zero_s)


KINDS = {
    "a.mp4": ("libx264", "yuv420p", ".mp4"),
    "a.mov": ("prores_ks", "yuv422p10le", ".mov"),
    "a.mkv": ("ffv1", "yuv420p", ".mkv"),
    "a.webm": ("libvpx-vp9", "yuv420p", ".webm"),
    "a.ts": ("mpeg2video", "yuv420p", ".ts"),
    "a.flv": ("flv", "yuv420p", ".flv"),
    "b.avi": ("mpeg4", "yuv420p", ".mkv"),
    "c.avi": ("huffyuv", "yuv422p", ".avi"),
    "d.avi": ("rawvideo", "bgr24", ".mov"),
    "e.gif": ("gif", "rgb8", ".mov"),
    "f.3gp": ("libx264", "yuv420p", ".mkv"),
}


@pytest.mark.parametrize("name", KINDS)
def test_picture_packets_and_times_are_untouched_and_the_sound_lies_where_it_should(name: str, tmp_path: Path, programme: Path) -> None:
    codec, pixels, ending = KINDS[name]
    film = draw(tmp_path / name, codec, pixels)
    scored = write_scored_film(film, programme, tmp_path / "scored")
    assert scored.name == f"scored{ending}"
    assert packets(scored) == packets(film) and len(packets(scored)) >= FRAMES - 1
    assert max(abs(a - b) for a, b in zip(frame_times(scored), frame_times(film), strict=True)) <= Fraction(1, 1000)
    assert loudest_s(scored) == pytest.approx(30 / RATE, abs=0.002)


@pytest.mark.parametrize("first", [-7, 50])
@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_a_film_that_begins_early_or_late_on_its_own_clock_begins_at_nothing(
    name: str, first: int, tmp_path: Path, programme: Path
) -> None:
    film = draw(tmp_path / name, first=first, options={"bf": "2"})
    scored = write_scored_film(film, programme, tmp_path / "scored")
    assert packets(scored) == packets(film) and frame_times(scored) == frame_times(film)
    assert loudest_s(scored) == pytest.approx(30 / RATE, abs=0.002)


@pytest.mark.parametrize(("name", "codec", "pixels"), [("a.mov", "prores_ks", "yuv422p10le"), ("b.mkv", "libx264", "yuv420p")])
def test_the_shape_of_pixels_is_kept(name: str, codec: str, pixels: str, tmp_path: Path, programme: Path) -> None:
    film = draw(tmp_path / name, codec, pixels, shape=Fraction(2))
    with av.open(str(film)) as original, av.open(str(write_scored_film(film, programme, tmp_path / "scored"))) as scored:
        assert original.streams.video[0].sample_aspect_ratio == 2
        assert scored.streams.video[0].sample_aspect_ratio == 2


@pytest.mark.parametrize(
    ("rate", "name", "kept"), [(44_100, "a.mp4", 44_100), (96_000, "a.mov", 48_000), (44_100, "a.webm", 48_000), (96_000, "a.mkv", 48_000)]
)
def test_a_programme_at_another_rate_is_encoded_once_at_one_its_film_takes(rate: int, name: str, kept: int, tmp_path: Path) -> None:
    codec, pixels, _ = KINDS[name]
    sound = np.zeros((FRAMES * rate // RATE, 2), np.float32)
    sound[30 * rate // RATE] = 0.9
    soundfile.write(tmp_path / "programme.wav", sound, rate, subtype="PCM_24")
    scored = write_scored_film(draw(tmp_path / name, codec, pixels), tmp_path / "programme.wav", tmp_path / "scored")
    with av.open(str(scored)) as film:
        assert film.streams.audio[0].rate == kept
        length = sum(frame.samples for frame in film.decode(audio=0))
    assert length / kept == pytest.approx(FRAMES / RATE, abs=0.05)
    assert loudest_s(scored) == pytest.approx(30 / RATE, abs=0.002)


@pytest.mark.parametrize("name", ["a.mov", "a.mp4", "a.mkv", "a.webm"])
def test_start_timecode_and_title_are_kept_and_no_date_is_written(name: str, tmp_path: Path, programme: Path) -> None:
    film = draw(tmp_path / name, *KINDS[name][:2] if name == "a.webm" else (), tags={"timecode": "23:59:58:10", "title": "Night Train"})
    scored = write_scored_film(film, programme, tmp_path / "scored")
    assert probe(scored).timecode == probe(film).timecode == "23:59:58:10"
    with av.open(str(scored)) as again:
        kept = {key.lower(): value for key, value in again.metadata.items()}
    assert kept["title"] == "Night Train" and not {"creation_time", "date"} & set(kept)
    first = scored.read_bytes()
    assert write_scored_film(film, programme, tmp_path / "scored").read_bytes() == first


def test_a_film_that_breaks_off_is_copied_as_far_as_it_can_be_read(tmp_path: Path, programme: Path) -> None:
    whole = draw(tmp_path / "whole.mkv", "ffv1")
    film = tmp_path / "broken.mkv"
    film.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    scored = write_scored_film(film, programme, tmp_path / "scored")
    assert packets(scored) == packets(film) and 10 < len(packets(film)) < FRAMES


@pytest.mark.parametrize(("name", "codec", "pixels"), [("a.avi", "utvideo", "yuv422p"), ("b.h264", "libx264", "yuv420p")])
def test_a_picture_that_no_container_gives_back_is_refused_before_any_work(name: str, codec: str, pixels: str, tmp_path: Path) -> None:
    film = draw(tmp_path / name, codec, pixels)
    with pytest.raises(PictureError, match=rf"{name}: its picture cannot be laid into a film again without loss; convert it to mp4"):
        choose_container(film, probe(film))


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow beyond 40 000 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_up_leaves_no_half_a_film(tmp_path: Path, programme: Path, request: pytest.FixtureRequest) -> None:
    film = draw(tmp_path / "a.avi", "rawvideo", "bgr24")
    assert film.stat().st_size > 40_000
    request.getfixturevalue("small_disk")
    with pytest.raises(DeliveryError, match=r"disk is full while writing scored\.mov"):
        write_scored_film(film, programme, tmp_path / "scored")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.avi", "programme.wav"]


@pytest.mark.media
def test_embedded_subtitles_travel_with_the_film(media: Path, tmp_path: Path, programme: Path) -> None:
    film = media / "film" / "nasa_13s_multistream.mp4"
    wanted = lines_of(film)
    assert len(wanted) == 2 and all(len(lines) > 2 for lines in wanted)
    assert lines_of(write_scored_film(film, programme, tmp_path / "scored")) == wanted


def lines_of(path: Path) -> list[list[bytes]]:
    """The packets of every subtitle stream."""
    with av.open(str(path)) as film:
        found: dict[int, list[bytes]] = {stream.index: [] for stream in film.streams.subtitles}
        for packet in film.demux(film.streams.subtitles):
            if packet.size:
                found[packet.stream.index].append(bytes(packet))
        return list(found.values())


@pytest.mark.media
def test_a_turned_phone_clip_stays_turned(media: Path, tmp_path: Path, programme: Path) -> None:
    film = media / "odd" / "vfr_rotated_phone.mp4"
    with av.open(str(film)) as original, av.open(str(write_scored_film(film, programme, tmp_path / "scored"))) as scored:
        turned = next(original.decode(video=0)).rotation
        assert turned != 0 and next(scored.decode(video=0)).rotation == turned
