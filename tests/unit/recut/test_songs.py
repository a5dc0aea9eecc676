"""Songs on a new cut: they follow their picture, play on through what is cut under them, and go where nothing is left."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.formats.rights_toml import add_song, read_rights, retimed_rights
from originalscore.model.recut import Conformed, Piece
from originalscore.model.rights import Rights, Song
from originalscore.picture import blank_picture
from originalscore.recut import carry_rights

F = Fraction
SONG = Song("s1", "Harbour Lights", "song.wav", "ab", F(60), F(90), "BV", "pre-existing", from_s=F(2))
RIGHTS = Rights(songs=(SONG,), credits_s=F(60))


def cut(*pieces: tuple[int, int, int]) -> Conformed:
    return Conformed(tuple(Piece(F(a), F(b), F(shift)) for a, b, shift in pieces), (), ())


@pytest.mark.parametrize(
    ("conformed", "length_s", "start_s", "end_s", "from_s", "how"),
    [
        (cut((0, 90, 0)), 90, 60, 90, 2, "kept"),
        (cut((0, 20, 0), (30, 90, -10)), 80, 50, 80, 2, "moved"),
        (cut((0, 70, 0), (80, 90, -10)), 85, 60, 85, 2, "shortened"),
        (cut((0, 70, 0), (80, 90, -10)), 95, 60, 90, 2, "kept"),
        (cut((0, 50, 0), (65, 90, -15)), 75, 50, 75, 7, "shortened"),
        (cut((0, 60, 5), (60, 90, 5)), 95, 65, 95, 2, "moved"),
    ],
)
def test_a_song_follows_its_picture(conformed: Conformed, length_s: int, start_s: int, end_s: int, from_s: int, how: str) -> None:
    rights, (change,) = carry_rights(RIGHTS, conformed, F(length_s))
    (song,) = rights.songs
    assert (song.start_s, song.end_s, song.from_s) == (start_s, end_s, from_s)
    assert (change.what, change.name, change.change) == ("song", "s1 Harbour Lights", how)


def test_a_song_without_picture_goes_and_is_listed() -> None:
    rights, (change,) = carry_rights(RIGHTS, cut((0, 50, 0)), F(50))
    assert rights.songs == () and rights.credits_s is None
    assert (change.change, change.new_start_s) == ("removed", None)


def test_the_file_keeps_its_comments_and_changes_its_times(tmp_path: Path) -> None:
    old, new = blank_picture(F(90)), blank_picture(F(80))
    path = tmp_path / "rights.toml"
    path.write_text('[film]\nend_credits = "00:01:00:00"  # the roll\n\n[score]\ncomposer = "A. Writer"  # me\n')
    add_song(path, SONG, old)
    add_song(path, replace(SONG, id="s2", start_s=F(0), end_s=F(10)), old)
    placed, _ = carry_rights(read_rights(path, old.film), cut((20, 90, -10)), F(80))
    text = retimed_rights(path, placed, new)
    assert "# the roll" in text and 'composer = "A. Writer"  # me' in text
    path.write_text(text)
    assert read_rights(path, new.film) == placed
    assert [song.id for song in placed.songs] == ["s1"] and placed.credits_s == 50
