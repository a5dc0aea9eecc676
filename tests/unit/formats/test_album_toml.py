"""``album.toml``: written once, read with every fault in its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError, FormatError
from originalscore.formats.album_toml import read_album_wishes, write_blank_album
from originalscore.model.album import AlbumWishes, TrackWish

F = Fraction


def test_the_blank_file_wishes_what_no_file_does_and_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "album.toml"
    assert read_album_wishes(path) == AlbumWishes()
    write_blank_album(path)
    assert read_album_wishes(path) == AlbumWishes()
    path.write_text(path.read_text().replace('title = ""', 'title = "Mine"', 1))
    write_blank_album(path)
    assert read_album_wishes(path).title == "Mine"


def test_everything_that_may_be_said_is_read(tmp_path: Path) -> None:
    path = tmp_path / "album.toml"
    path.write_text(
        '[album]\ntitle = "T"\nartist = "A"\norder = "listening"\nloudness_lufs = -16.5\ngap = 1.25\nshort = 0\ncrossfade = 0.5\n'
        'performer = "P"\nlabel = "L"\ncatalogue = "C1"\nbarcode = "4006381333931"\ncopyright = "c"\ncover = "c.png"\n'
        '[[track]]\nof = ["1m1", "1m2"]\ntitle = "Two"\nleave_out = true\nlevel_db = -3\ngap = 0\nperformer = "Q"\n'
        'isrc = "AA-6Q7-20-00047"\niswc = "T-034.524.680-1"\n'
    )
    assert read_album_wishes(path) == AlbumWishes(
        "T", "A", "listening", -16.5, F(5, 4), F(0), F(1, 2), "P", "L", "C1", "4006381333931", "c", "c.png",
        (TrackWish(("1m1", "1m2"), "Two", True, -3.0, F(0), "Q", "AA6Q72000047", "T0345246801"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("[album]\norder = 'random'\n", FormatError, r"line 2: album\.order: “random” is unknown"),
        ("[album]\nloudness_lufs = -5\n", FormatError, r"line 2: album\.loudness_lufs: a number from -30 to -10 was expected, not -5"),
        ("[album]\ngap = 11\n", FormatError, "a number from 0 to 10"),
        ("[album]\nbarcode = '036000291453'\n", BriefError, r"line 2: album\.barcode: .* check digit does not fit"),
        ("[albums]\n", FormatError, "“albums” is unknown; did you mean “album”"),
        ("[[track]]\ntitle = 'x'\n", FormatError, "a list of numbers of cues"),
        ("[[track]]\nof = ['s1']\nisrc = 'AA'\n", BriefError, r"line 3: track\.1\.isrc: “AA” is no ISRC"),
        ("[[track]]\nof = ['s1']\niswc = 'T0345246802'\n", BriefError, "check digit does not fit"),
        ("[[track]]\nof = ['s1']\n[[track]]\nof = ['1m1', 's1']\n", BriefError, "s1 is named twice; a piece is on the album once"),
        ("[album\n", FormatError, r"album\.toml, line 1"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, kind: type[Exception], told: str) -> None:
    path = tmp_path / "album.toml"
    path.write_text(text)
    with pytest.raises(kind, match=told):
        read_album_wishes(path)


def test_wishes_of_python_users_keep_the_same_bounds() -> None:
    with pytest.raises(BriefError, match="loudness_lufs of the album is -5; give a number from -30 to -10"):
        AlbumWishes(loudness_lufs=-5)
    with pytest.raises(BriefError, match="level_db of the album is 13"):
        TrackWish(("1m1",), level_db=13)
    with pytest.raises(BriefError, match="order “random” is unknown; known are film, listening, list"):
        AlbumWishes(order="random")
