"""A user's theme is read note for note, and what is no tune is refused in one line that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.own_theme import HARBOUR_LAMP, heights, write_midi_theme, write_musicxml_theme

from originalscore.errors import FormatError
from originalscore.formats.tune import read_tune


def test_a_tune_is_the_same_from_midi_and_from_musicxml(tmp_path: Path) -> None:
    midi = read_tune(write_midi_theme(tmp_path / "lamp.mid"))
    page = read_tune(write_musicxml_theme(tmp_path / "lamp.musicxml"))
    for tune in (midi, page):
        assert [(note.onset, note.length, note.height) for note in tune.notes] == heights()
        assert (tune.title, tune.author, tune.bpm, str(tune.meter), tune.bars) == ("Harbour Lamp", "A. Writer", 96, "3/4", 8)
    assert [str(note.pitch) for note in page.notes] == [pitch for _, _, pitch in HARBOUR_LAMP]
    assert page.signature == 1 and midi.signature is None


def test_a_file_without_tempo_leaves_it_to_the_mood(tmp_path: Path) -> None:
    assert read_tune(write_midi_theme(tmp_path / "lamp.mid", bpm=None)).bpm == 0


def test_drums_alone_are_no_tune(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"only drums.*export the track"):
        read_tune(write_midi_theme(tmp_path / "beat.mid", channel=9))


def test_free_playing_is_sent_back_to_be_quantised(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"played freely.*quantise"):
        read_tune(write_midi_theme(tmp_path / "free.mid", late_ticks=200))


def test_more_than_64_bars_are_no_theme(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"has 65 bars, a theme at most 64"):
        read_tune(write_musicxml_theme(tmp_path / "long.xml", bars=65))


@pytest.mark.parametrize(("name", "content", "said"), [
    ("lamp.wav", b"RIFF", "no theme file"),
    ("lamp.mid", b"not midi", "not a readable MIDI file"),
    ("lamp.xml", b"<score-partwise/>", "no pitched notes"),
    ("lamp.xml", b"<html/>", "partwise"),
])  # fmt: skip
def test_other_files_are_refused_by_what_they_are(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError, match=said):
        read_tune(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"no theme file .*gone\.mid"):
        read_tune(tmp_path / "gone.mid")
