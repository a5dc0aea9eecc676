"""``rights.toml``: what is written comes back; what cannot be is refused with its line; what stands there is never touched."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError, FormatError
from originalscore.formats.rights_toml import add_song, new_song_id, read_rights, write_blank
from originalscore.model.ledger import Licence, Party, Permissions
from originalscore.model.rights import Rights, Song
from originalscore.picture import blank_picture

F = Fraction
PICTURE = blank_picture(F(90))
SONG = Song(
    "s1", "Harbour Lights", "../song.wav", "ab", F(70), F(90), "FV", "pre-existing", "The Lamps", F(5, 2), -3.5, F(1), F(2),
    True, False, True, True, (Party("A. Writer", "CA", F(50), "SOC", "00199574637"),), (Party("House", "E", F(100)),),
    Permissions(Licence("granted", "Label", "world", "for ever", "all", "100", True, "licence.pdf", "cd"), Licence("asked")),
    "AA6Q72000047", "T0345246801",
)  # fmt: skip


def test_a_song_comes_back_as_it_was_added(tmp_path: Path) -> None:
    path = tmp_path / "rights.toml"
    add_song(path, SONG, PICTURE)
    second = replace(SONG, id="s2", writers=(), publishers=(), permissions=Permissions())
    add_song(path, second, PICTURE)
    assert read_rights(path, PICTURE.film) == Rights(songs=(SONG, second))


def test_the_blank_one_says_nothing_and_no_file_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "rights.toml"
    assert read_rights(path, PICTURE.film) == Rights()
    write_blank(path)
    assert read_rights(path, PICTURE.film) == Rights()


def test_every_commented_field_of_the_blank_one_can_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "rights.toml"
    write_blank(path)
    lines = path.read_text().splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith("# [[score.writer]]"))
    stop = next(n for n, line in enumerate(lines) if line.startswith("# Songs are added"))
    filled = "\n".join([*lines[:begin], *(line.removeprefix("# ") for line in lines[begin:stop])])
    path.write_text(filled.replace('name = ""', 'name = "A. Writer"').replace('theme = ""', 'theme = "keeper"'))
    rights = read_rights(path, PICTURE.film)
    assert rights.writers[0].share == 100 and rights.publishers[0].role == "E" and rights.themes[0].origin == "composed here"


def test_what_stands_there_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "rights.toml"
    path.write_bytes('# mine\r\n[score]\r\ncomposer = "Ä"  # me\r\n'.encode())
    add_song(path, SONG, PICTURE)
    assert path.read_bytes().startswith('# mine\r\n[score]\r\ncomposer = "Ä"  # me\r\n'.encode())
    assert new_song_id(read_rights(path, PICTURE.film)) == "s2"


GOOD = 'id = "s1"\ntitle = "T"\nstart = "10s"\nend = "20s"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[score]\ncompser = 1\n", r"rights.toml, line 2: score.compser: the key “compser” is unknown; did you mean “composer”"),
        ("[film]\nyear = 1200\n", r"line 2: film.year: a year from 1888"),
        ('[[song]]\nid = "s1"\ntitle = "T"\nstart = "10s"\nend = "5s"\n', r"line 4: song.1.start: .* is no span of the film"),
        ('[[song]]\nid = "s1"\ntitle = "T"\nstart = "10s"\nend = "95s"\n', r"is no span of the film"),
        (f'[[song]]\n{GOOD}usage = "XX"\n', r"line 6: .*“XX” is unknown"),
        (f'[[song]]\n{GOOD}isrc = "AA1"\n', r"line 6: song.1.isrc: “AA1” is no ISRC"),
        (f'[[song]]\n{GOOD}[song.sync]\nstatus = "maybe"\n', r"line 7: .*“maybe” is unknown"),
        (f"[[song]]\n{GOOD}[[song]]\n{GOOD}", r"two songs are called s1"),
        (f'[[song]]\n{GOOD}[[song.writer]]\nname = "A"\nshare = 60\n[[song.writer]]\nname = "B"\nshare = 41\n', r"come to 101 per cent"),
        ("[[score.writer]]\nshare = 10\n", r"text in quotes was expected"),
        ("[score]\nwriter = 3\n", r"tables written as \[\[score.writer\]\] was expected"),
        ("[film\n", r"rights.toml, line 1"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "rights.toml"
    path.write_text(text)
    with pytest.raises((FormatError, BriefError), match=told) as fault:
        read_rights(path, PICTURE.film)
    assert "\n" not in str(fault.value)
