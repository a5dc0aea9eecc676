"""ABC as the old collections write it, by hand-sized tunes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import FormatError
from originalscore.formats.abc import parse_abc, read_abc

F = Fraction


def _heights(music: str, key: str = "C") -> list[int]:
    return [height for _, _, height in parse_abc(f"X:1\nT:A\nM:4/4\nL:1/8\nK:{key}\n{music}\n")[0].notes]


def _lengths(music: str, head: str = "M:4/4\nL:1/8") -> list[Fraction]:
    return [length for _, length, _ in parse_abc(f"X:1\nT:A\n{head}\nK:C\n{music}\n")[0].notes]


@pytest.mark.parametrize(
    ("key", "music", "heights"),
    [
        ("C", "C D c' C,", [60, 62, 84, 48]), ("D", "FCF", [66, 61, 66]), ("Edor", "EFGc", [64, 66, 67, 73]), ("Bbm", "BDE", [70, 61, 63]),
        ("G", "^GG|G", [68, 68, 67]), ("G", "=FF|F", [65, 65, 66]), ("HP", "FCG", [66, 61, 67]), ("A Mix", "GFC", [67, 66, 61]),
        ("C", "[CEG]2 {g}A (3AAA \"Am\"B !trill!c", [67, 69, 69, 69, 69, 71, 72]), ("C", "AB[K:F]B", [69, 71, 70]),
    ],
)  # fmt: skip
def test_pitches_follow_key_accidentals_and_bar_lines(key: str, music: str, heights: list[int]) -> None:
    assert _heights(music, key) == heights


@pytest.mark.parametrize(
    ("music", "lengths"),
    [
        ("A2 A A/ A// A3/2", [F(1), F(1, 2), F(1, 4), F(1, 8), F(3, 4)]), ("A>B A<B", [F(3, 4), F(1, 4), F(1, 4), F(3, 4)]),
        ("(3ABc d", [F(1, 3)] * 3 + [F(1, 2)]), ("A2-|A2 B", [F(2), F(1, 2)]), ("A>>B", [F(7, 8), F(1, 8)]),
    ],
)  # fmt: skip
def test_lengths_follow_dots_tuplets_and_ties(music: str, lengths: list[Fraction]) -> None:
    assert _lengths(music) == lengths


def test_without_a_unit_the_meter_says_what_a_letter_lasts() -> None:
    assert _lengths("A", "M:2/4") == [F(1, 4)]
    assert _lengths("A", "M:6/8") == [F(1, 2)]


def test_rests_take_their_time_and_second_voices_are_passed_over() -> None:
    (tune,) = parse_abc("X:1\nT:A\nL:1/4\nK:C\nV:1\nA z B\nV:2\nC C C\nV:1\nc\n")
    assert tune.notes == ((F(0), F(1), 69), (F(2), F(1), 71), (F(3), F(1), 72))


def test_a_file_gives_every_tune_by_number_and_first_title(tmp_path: Path) -> None:
    file = tmp_path / "book.abc"
    file.write_text("% a book\nX: 7\nT: One\nT: Also\nK: C\nABc\n\nX: 8\nT: Two\nK: C\nCDE % words\n")
    assert [(tune.number, tune.title, len(tune.notes)) for tune in read_abc(file)] == [("7", "One", 3), ("8", "Two", 3)]


def test_a_file_without_tunes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.abc").write_text("no music here")
    with pytest.raises(FormatError, match=r"words\.abc holds no tune in ABC"):
        read_abc(tmp_path / "words.abc")


def test_the_reader_agrees_with_music21_on_an_old_book() -> None:
    music21 = pytest.importorskip("music21")
    path = Path(music21.__file__).parent / "corpus" / "ryansMammoth" / "LanigansBallJig.abc"
    theirs = music21.converter.parse(path).stripTies().flatten().notes
    (tune,) = read_abc(path)
    assert [h for _, _, h in tune.notes] == [note.pitch.midi for note in theirs if not note.duration.isGrace]
