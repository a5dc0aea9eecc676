"""Tags written by us and read back by two other libraries, in all three formats; the sound stays as it was."""

from __future__ import annotations

import io
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from PIL import Image
from tinytag import TinyTag

from originalscore.errors import FormatError
from originalscore.external.lossy import M4A, MP3, LossyFile
from originalscore.formats.tags import write_tagged_flac, write_tagged_mp3, write_tagged_mp4
from originalscore.formats.tags.names import NAMES
from originalscore.model.tags import TAGS, Tags

RATE, SIDE = 44_100, 64
VALUES = {name: (f"a {name} – ü",) for name in TAGS} | {
    "composer": ("Ann One", "Bob Two"), "performer": ("The Orchestra", "The Choir"), "release_type": ("album", "soundtrack", "compilation"),
    "isrc": ("AA6Q72000047",), "compilation": ("1",), "date": ("2026",), "copyright": ("Somebody",),
}  # fmt: skip
SAID = Tags(VALUES, 2, 9)


@pytest.fixture(scope="module")
def cover() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), (200, 30, 10)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of sound in all formats, without tags; the length is no whole frame of any coder."""
    folder = tmp_path_factory.mktemp("bare")
    tone = (0.3 * np.sin(np.arange(RATE + 317) / 20) * np.ones((2, 1))).astype(np.float32)
    soundfile.write(folder / "a.flac", tone.T, RATE, subtype="PCM_24")
    for kind in (MP3, M4A):
        with LossyFile(folder / f"a{kind.ending}", kind, rate=RATE) as out:
            out.write(tone)
    return folder


@pytest.fixture(scope="module")
def tagged(bare: Path, cover: bytes) -> Path:
    folder = bare.parent
    write_tagged_flac(bare / "a.flac", folder / "a.flac", SAID, cover, SIDE)
    write_tagged_mp3(bare / "a.mp3", folder / "a.mp3", SAID, cover)
    write_tagged_mp4(bare / "a.m4a", folder / "a.m4a", SAID, cover)
    return folder


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as sound:
        return [bytes(packet) for packet in sound.demux(audio=0) if packet.size]


def test_every_row_of_the_table_has_a_name_in_every_format() -> None:
    assert tuple(NAMES) == TAGS
    assert all(all(names) for names in NAMES.values())


@pytest.mark.parametrize("name", TAGS)
def test_a_flac_says_every_tag_as_often_as_it_was_given(tagged: Path, name: str) -> None:
    assert tuple(FLAC(tagged / "a.flac")[NAMES[name].vorbis]) == VALUES[name]


@pytest.mark.parametrize("name", TAGS)
def test_an_mp3_says_every_tag_as_often_as_it_was_given(tagged: Path, name: str) -> None:
    frame = ID3(tagged / "a.mp3")[NAMES[name].id3]
    told = [who for _, who in frame.people] if name == "performer" else [str(value) for value in frame.text]
    assert tuple(told) == VALUES[name]


@pytest.mark.parametrize("name", TAGS)
def test_an_mp4_says_every_tag_as_often_as_it_was_given(tagged: Path, name: str) -> None:
    kind = NAMES[name].mp4.replace("----:", "----:com.apple.iTunes:")
    told = MP4(tagged / "a.m4a")[kind]
    assert told is True if name == "compilation" else tuple(v.decode() if isinstance(v, bytes) else v for v in told) == VALUES[name]


def test_numbers_gapless_flag_and_version_are_where_players_look(tagged: Path) -> None:
    flac, mp3, mp4 = FLAC(tagged / "a.flac"), ID3(tagged / "a.mp3"), MP4(tagged / "a.m4a")
    assert [flac[name] for name in ("TRACKNUMBER", "TRACKTOTAL", "DISCNUMBER", "DISCTOTAL")] == [["2"], ["9"], ["1"], ["1"]]
    assert (str(mp3["TRCK"]), str(mp3["TPOS"]), mp3.version) == ("2/9", "1/1", (2, 4, 0))
    assert (mp4["trkn"], mp4["disk"], mp4["pgap"]) == ([(2, 9)], [(1, 1)], True)


def test_the_cover_is_the_front_cover_byte_for_byte(tagged: Path, cover: bytes) -> None:
    (picture,) = FLAC(tagged / "a.flac").pictures
    assert (picture.type, picture.mime, picture.width, picture.height, picture.data) == (3, "image/jpeg", SIDE, SIDE, cover)
    frame = ID3(tagged / "a.mp3")["APIC:"]
    assert (frame.type, frame.mime, frame.data) == (3, "image/jpeg", cover)
    assert [bytes(one) for one in MP4(tagged / "a.m4a")["covr"]] == [cover]


@pytest.mark.parametrize("ending", ["flac", "mp3", "m4a"])
def test_another_reader_finds_the_same(tagged: Path, ending: str, cover: bytes) -> None:
    read = TinyTag.get(tagged / f"a.{ending}", image=True)
    assert (read.title, read.album, read.albumartist) == tuple(VALUES[name][0] for name in ("title", "album", "album_artist"))
    assert (read.track, read.track_total, read.disc, read.year) == (2, 9, 1, "2026")
    assert read.composer == "Ann One"
    assert read.images.front_cover is not None and read.images.front_cover.data == cover


@pytest.mark.parametrize("ending", ["flac", "mp3", "m4a"])
def test_the_sound_is_untouched(bare: Path, tagged: Path, ending: str) -> None:
    assert packets(bare / f"a.{ending}") == packets(tagged / f"a.{ending}")
    if ending == "flac":
        assert np.array_equal(soundfile.read(bare / "a.flac")[0], soundfile.read(tagged / "a.flac")[0])
        assert mutagen.File(tagged / "a.flac").info.md5_signature == mutagen.File(bare / "a.flac").info.md5_signature


def test_what_nobody_knows_is_not_there(bare: Path, tmp_path: Path) -> None:
    write_tagged_flac(bare / "a.flac", tmp_path / "b.flac", Tags({"title": ("A",), "composer": ("",), "isrc": ()}), b"", 0)
    read = FLAC(tmp_path / "b.flac")
    assert sorted(read) == ["discnumber", "disctotal", "title"] and read.pictures == []


def test_an_unknown_tag_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody knows a tag “key”"):
        Tags({"key": ("C",)})


def test_a_file_of_another_kind_is_refused(bare: Path, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"a\.mp3: not a FLAC file at offset 0"):
        write_tagged_flac(bare / "a.mp3", tmp_path / "b", SAID, b"", 0)
    with pytest.raises(FormatError, match=r"a\.flac: not bare MPEG sound at offset 0"):
        write_tagged_mp3(bare / "a.flac", tmp_path / "b", SAID, b"")
    with pytest.raises(FormatError, match=r"a\.flac: no movie box at its end"):
        write_tagged_mp4(bare / "a.flac", tmp_path / "b", SAID, b"")
    with pytest.raises(FormatError, match="larger than FLAC allows; choose a smaller cover"):
        write_tagged_flac(bare / "a.flac", tmp_path / "b", SAID, bytes(2**24), 0)
