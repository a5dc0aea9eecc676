"""Subtitles in many encodings."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import PictureError
from originalscore.formats.subtitles import read_subtitles

SRT = "1\n00:00:01,500 --> 00:00:03,000\n<i>Où est-ce</i>\nqu’elle dort ?\n\n2\n00:00:04,000 --> 00:00:05,000\n[door slams]\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "film.srt"
    file.write_bytes(SRT.encode(encoding))
    read = read_subtitles(file)
    assert read.encoding == encoding
    assert [(line.start_s, line.end_s, line.text) for line in read.lines] == [(Fraction(3, 2), Fraction(3), "Où est-ce qu’elle dort ?")]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1250", "Žluťoučký kůň příliš úpěl ďábelské ódy, řekl děda."),
        ("cp1251", "Что привело тебя в земли хранителей?"),
        ("koi8-r", "Что привело тебя в земли хранителей?"),
        ("cp1253", "Τι σε φέρνει στη γη των φυλάκων;"),
        ("shift_jis", "あなたは何を探しているのですか。"),
        ("euc_jp", "あなたは何を探しているのですか。"),
        ("gb18030", "你在找什么？一个孤独的猎人，危险的旅程。"),
        ("big5", "你在找什麼？一個孤獨的獵人，危險的旅程。"),
        ("cp949", "당신은 무엇을 찾고 있습니까?"),
    ],
)
def test_words_of_any_usual_code_page_are_read_as_they_were_meant(tmp_path: Path, encoding: str, words: str) -> None:
    file = tmp_path / "film.srt"
    file.write_bytes(f"1\n00:00:01,000 --> 00:00:03,000\n{words}\n\n2\n00:00:04,000 --> 00:00:06,000\n{words}\n".encode(encoding))
    assert {line.text for line in read_subtitles(file).lines} == {words}


def test_sounds_in_brackets_are_kept_apart(tmp_path: Path) -> None:
    file = tmp_path / "film.srt"
    file.write_text(SRT)
    assert [line.text for line in read_subtitles(file).sounds] == ["[door slams]"]


def test_webvtt_with_cue_settings_is_read(tmp_path: Path) -> None:
    file = tmp_path / "film.vtt"
    file.write_text("WEBVTT\n\nintro\n00:01.000 --> 00:02.250 align:start\n<v Ann>Hello</v>\n")
    assert [(float(line.start_s), float(line.end_s), line.text) for line in read_subtitles(file).lines] == [(1.0, 2.25, "Hello")]


def test_ass_dialogue_is_read_without_its_markup(tmp_path: Path) -> None:
    file = tmp_path / "film.ass"
    file.write_text(
        "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        r"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\b1}Stay{\b0} here" + "\n"
    )
    assert [line.text for line in read_subtitles(file).lines] == ["Stay here"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"just words", b"\xff\xfe\x00"])
def test_what_is_no_subtitle_file_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "film.srt"
    file.write_bytes(content)
    with pytest.raises(PictureError) as refusal:
        read_subtitles(file)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(PictureError, match=r"no subtitle file absent\.srt"):
        read_subtitles(Path("absent.srt"))


@pytest.mark.media
def test_every_subtitle_file_at_hand_is_read(media: Path) -> None:
    files = sorted((media / "text").iterdir())
    assert files
    assert all(read_subtitles(file).lines for file in files if file.suffix in (".srt", ".vtt"))
