"""Subtitles beside the voices: noticed, moved, said; and left alone where they fit or where nothing is sure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.chance import Stream
from originalscore.external.media import probe
from originalscore.formats.subtitles import Line, Subtitles, read_subtitles
from originalscore.picture import read_picture
from originalscore.picture.alignment import find_move
from originalscore.picture.voices import AFTER_S, BEFORE_S, Spans
from originalscore.picture.words import Words, fit_words, read_words

F = Fraction
STARTS = (4, 9, 21, 25, 33, 52, 58, 71, 90, 97, 110, 131, 140, 152, 171, 188)
IN_TIME = tuple(Line(F(start), F(start) + 2 + F(start % 5, 2), "words") for start in STARTS)
VOICE: Spans = [(line.start_s - BEFORE_S, line.end_s + AFTER_S) for line in IN_TIME]


def _placed(lines: tuple[Line, ...], rate: Fraction, shift_s: Fraction) -> tuple[Line, ...]:
    return tuple(Line(rate * line.start_s + shift_s, rate * line.end_s + shift_s, line.text) for line in lines)


@pytest.mark.parametrize("shift_s", [F(-3), F(32, 10), F(30)])
def test_a_constant_offset_is_found_and_undone(shift_s: Fraction) -> None:
    move = find_move(VOICE, _placed(IN_TIME, F(1), shift_s), "film.srt")
    assert move and abs(move.shift_s + shift_s) <= F(1, 10) and move.rate == 1
    assert ("late" if shift_s > 0 else "early") in move.words


@pytest.mark.parametrize("shift_s", [F(-45, 100), F(4, 10)])
def test_less_than_half_a_second_is_noticed_where_many_lines_agree(shift_s: Fraction) -> None:
    move = find_move(VOICE, _placed(IN_TIME, F(1), shift_s), "film.srt")
    assert move and abs(move.shift_s + shift_s) <= F(1, 10)


def test_a_few_lines_set_by_hand_a_little_late_stay() -> None:
    late_s = (F(4, 10), F(1, 10), F(3, 10), F(3, 10))
    loose = tuple(Line(line.start_s + by_s, line.end_s + by_s, "words") for line, by_s in zip(IN_TIME[2:6], late_s))
    assert find_move(VOICE[2:6], loose, "film.srt") is None


@pytest.mark.parametrize("take", range(12))
def test_four_lines_of_another_film_are_not_moved(take: int) -> None:
    """Chance finds a place where most of four lines lie on voices; it hardly finds one where they begin and end with them."""
    draw = Stream(take, "another film")
    starts = [F(sum(draw.between(4, 18) for _ in range(count + 1))) for count in range(4)]
    lines = tuple(Line(start_s, start_s + F(draw.between(8, 45), 10), "words") for start_s in sorted(starts))
    assert find_move(VOICE[:6], lines, "film.srt") is None


def test_a_long_film_with_little_speech_is_brought_back() -> None:
    lines = tuple(Line(F(200 * n + n * n), F(200 * n + n * n) + 2, "words") for n in range(1, 31))
    voice = [(line.start_s - BEFORE_S, line.end_s + AFTER_S) for line in lines]
    move = find_move(voice, _placed(lines, F(1), F(12)), "film.srt")
    assert move and abs(move.shift_s + 12) <= F(1, 10)


@pytest.mark.parametrize("rate", [F(24000, 25025), F(25025, 24000), F(24, 25)])
def test_another_frame_rate_is_found_and_undone(rate: Fraction) -> None:
    move = find_move(VOICE, _placed(IN_TIME, rate, F(0)), "film.srt")
    assert move and abs(float(move.rate * rate) - 1) < 0.0011 and "frame rate" in move.words


def test_what_fits_and_what_fits_nowhere_is_left_alone() -> None:
    elsewhere = tuple(Line(F(7 * n), F(7 * n + 1), "words") for n in range(20))
    assert find_move(VOICE, IN_TIME, "film.srt") is None
    assert find_move(VOICE, elsewhere, "film.srt") is None
    assert find_move(VOICE, IN_TIME[:2], "film.srt") is None and find_move([], IN_TIME, "film.srt") is None


def test_subtitles_that_count_from_the_films_own_timecode_are_brought_to_its_beginning() -> None:
    late = Subtitles(_placed(IN_TIME, F(1), F(3600)), "utf-8")
    lines, _, remarks = fit_words(Words(late, "film.srt", ()), VOICE, F(200), F(3600))
    assert tuple(lines) == IN_TIME and "start timecode" in remarks[0]


def test_sounds_that_subtitles_name_are_told_and_not_spoken() -> None:
    named = Subtitles(IN_TIME, "utf-8", (Line(F(1), F(2), "[thunder]"),))
    lines, told, _ = fit_words(Words(named, "film.srt", ()), VOICE, F(200), F(0))
    assert len(lines) == len(IN_TIME) and [(one.source, one.text) for one in told] == [("description", "[thunder]")]


@pytest.mark.media
def test_the_late_subtitles_at_hand_are_noticed_beside_the_dialogue_in_another_language(media: Path) -> None:
    voices = [(line.start_s - BEFORE_S, line.end_s + AFTER_S) for line in read_subtitles(media / "text" / "sintel_full.cs.vtt").lines]
    move = find_move(voices, read_subtitles(media / "text" / "sintel_full_shifted30s.en.srt").lines, "film.srt")
    assert move and -31 <= move.shift_s <= -29


@pytest.mark.media
@pytest.mark.slow
def test_every_subtitle_of_the_trailer_stays_and_is_brought_back_when_it_is_shifted(media: Path) -> None:
    heard = read_picture(media / "film" / "sintel_trailer_720p.mp4").speech
    voice = [(span.start_s, span.end_s) for span in heard]
    files = sorted((media / "text").glob("sintel_trailer*.vtt"))
    assert files
    for file in files:
        lines = read_subtitles(file).lines
        assert find_move(voice, lines, file.name) is None, file.name
        move = find_move(voice, _placed(lines, F(1), F(-32, 10)), file.name)
        assert move and abs(move.shift_s - F(32, 10)) <= F(1, 2), file.name


@pytest.mark.media
def test_subtitles_in_the_film_itself_are_read(media: Path) -> None:
    film = media / "film" / "nasa_13s_multistream.mp4"
    words = read_words(film, probe(film), None)
    assert words.spoken and words.spoken.lines[0].text.startswith("NAR: This is the optical")
    assert float(words.spoken.lines[0].start_s) == pytest.approx(0.21, abs=0.1)
