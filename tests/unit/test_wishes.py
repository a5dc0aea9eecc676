"""What one call asks for is checked before anything is read or written."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError
from originalscore.wishes import Wishes, choose_folder, read_brief


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ensemble": "jazz"}, "the ensemble “jazz” is unknown; known are orchestra, chamber-strings"),
        ({"loudness": "loud"}, "the loudness profile “loud” is unknown; known are leave, ebu-r128"),
        ({"distance_lu": 13}, "the distance under speech 13 is not on offer; choose 10, 12, 15, 20"),
        ({"sample_rate": 22050}, "the sample rate 22050 is not on offer; choose 44100, 48000, 96000"),
        ({"seed": -1}, "the seed -1 is no whole number from 0"),
        ({"seed": True}, "the seed True is no whole number from 0"),
        ({"length_s": Fraction(3, 2)}, "a project of 1.5 s cannot be scored; ask for two seconds to four hours"),
        ({"length_s": Fraction(14401)}, "a project of 14401 s cannot be scored"),
        ({"film": Path("a.mp4"), "length_s": Fraction(9)}, "a film has its own length; leave out --length"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(BriefError) as refusal:
        Wishes(**wrong)  # type: ignore[arg-type]
    assert told in str(refusal.value)


def test_a_film_is_scored_beside_itself_and_a_folder_is_carried_on(tmp_path: Path) -> None:
    film = tmp_path / "night train.mp4"
    assert choose_folder(film, None, None) == (tmp_path / "night train-score", film)
    assert choose_folder(film, tmp_path / "here", None) == (tmp_path / "here", film)
    assert choose_folder(tmp_path, None, None) == (tmp_path, None)
    assert choose_folder(tmp_path, tmp_path / "." / "", None) == (tmp_path, None)
    assert choose_folder(None, None, Fraction(90)) == (Path("score"), None)
    with pytest.raises(BriefError, match="carries its own place"):
        choose_folder(tmp_path, tmp_path / "other", None)
    with pytest.raises(BriefError, match="nothing to score"):
        choose_folder(None, None, None)


def test_a_brief_is_words_or_a_text_file_of_them(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_bytes("\ufeffa calm morning; café".encode())
    assert read_brief(str(tmp_path / "brief.txt")) == "a calm morning; café"
    for words in ("a tense thriller; silence at 01:10", "sad. no strings", "x" * 5000, "two\nlines", "", None):
        assert read_brief(words) == words


def test_a_brief_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match=r"there is no brief absent\.txt; check the name"):
        read_brief("absent.txt")
    (tmp_path / "brief.txt").write_bytes(b"caf\xe9")
    with pytest.raises(BriefError, match=r"not UTF-8 text at byte 3; save it as UTF-8"):
        read_brief(str(tmp_path / "brief.txt"))
    os.truncate(tmp_path / "brief.txt", 2_000_000)
    with pytest.raises(BriefError, match=r"too long \(2000000 bytes\)"):
        read_brief(str(tmp_path / "brief.txt"))


def test_a_theme_is_developed_or_stays_as_written() -> None:
    with pytest.raises(BriefError, match=r"not both; give --theme or --melody"):
        Wishes(theme=Path("a.mid"), melody=Path("a.mid"))


def test_a_melody_alone_names_its_own_folder() -> None:
    assert choose_folder(None, None, None, Path("songs/lamp.mid")) == (Path("songs/lamp-score"), None)
