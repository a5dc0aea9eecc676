"""Films made on the spot, opened again: picture times, sound alignment, small pictures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from originalscore.errors import PictureError
from originalscore.external.media import decode_picture, decode_sound, frame_images, probe

SIZE = (64, 36)


def _film(path: Path, ticks: list[int], levels: list[int]) -> Path:
    """A film of flat grey frames shown at the given ticks of 1/1000 s."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        stream.time_base = Fraction(1, 1000)
        for tick, level in zip(ticks, levels):
            frame = av.VideoFrame.from_ndarray(np.full((SIZE[1], SIZE[0], 3), level, np.uint8), format="rgb24")
            frame.pts, frame.time_base = tick, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_irregular_frame_times_are_kept_exactly(tmp_path: Path) -> None:
    ticks = [0, 40, 130, 170, 1000, 2345]
    film = _film(tmp_path / "vfr.mkv", ticks, [10, 60, 110, 160, 210, 250])
    frames = list(decode_picture(film))
    assert [frame.at_s for frame in frames] == [Fraction(tick, 1000) for tick in ticks]
    levels = [float(frame.planes.luma.mean()) for frame in frames]
    assert levels == pytest.approx([10, 60, 110, 160, 210, 250], abs=4)


def test_a_film_says_its_size_container_and_that_it_is_silent(tmp_path: Path) -> None:
    seen = probe(_film(tmp_path / "film.mkv", [0, 40, 80], [0, 128, 255]))
    assert (seen.width, seen.height, seen.container) == (*SIZE, "mkv")
    assert seen.has_picture and not seen.has_sound
    assert list(decode_sound(tmp_path / "film.mkv", 48000, 2)) == []


def test_sound_is_resampled_to_the_rate_and_channels_asked(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(44100) / 44100)
    soundfile.write(tmp_path / "tone.wav", tone, 44100)
    sound = np.concatenate(list(decode_sound(tmp_path / "tone.wav", 48000, 2)), axis=1)
    assert sound.dtype == np.float32
    assert sound.shape[0] == 2 and abs(sound.shape[1] - 48000) <= 32
    crossings = np.flatnonzero((sound[0, :-1] < 0) & (sound[0, 1:] >= 0))
    assert len(crossings) == pytest.approx(440, abs=2)


def test_more_than_two_channels_out_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="channels"):
        next(decode_sound(tmp_path / "tone.wav", 48000, 6))


@pytest.mark.media
def test_sound_that_begins_late_starts_with_that_much_silence(media: Path) -> None:
    film = media / "odd" / "mdat_too_long.mp4"
    late_s = probe(film).sound_offset_s
    sound = np.concatenate(list(decode_sound(film, 48000, 1)), axis=1)
    assert late_s == Fraction(247, 3675)
    assert not sound[0, : round(late_s * 48000) - 64].any()


@pytest.mark.media
def test_sound_before_the_first_frame_is_cut_off(media: Path) -> None:
    film = media / "film" / "bbb_opening_45s_720p.mp4"
    assert probe(film).sound_offset_s == Fraction(-21, 1000)
    samples = sum(block.shape[1] for block in decode_sound(film, 48000, 2))
    assert samples == 2181120 - round(0.021 * 48000)


@pytest.mark.media
def test_small_pictures_are_upright_and_have_square_pixels(media: Path) -> None:
    wide = next(frame_images(media / "odd" / "sar_2x1.mp4", [Fraction(1)], 160))
    tall = next(frame_images(media / "odd" / "vfr_rotated_phone.mp4", [Fraction(1)], 90))
    assert wide.shape == (45, 160, 3)
    assert tall.dtype == np.uint8 and tall.shape[2] == 3


def test_a_small_picture_shows_its_moment(tmp_path: Path) -> None:
    film = _film(tmp_path / "steps.mkv", [0, 500, 1000, 1500], [20, 90, 160, 230])
    shown = [float(image.mean()) for image in frame_images(film, [Fraction(5, 4), Fraction(0), Fraction(9)], 64)]
    assert shown == pytest.approx([160, 20, 230], abs=5)


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"only words, no film", "cannot be opened")])
def test_what_is_no_film_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(PictureError, match=words):
        probe(tmp_path / "film.mp4")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="folder"):
        probe(tmp_path)
