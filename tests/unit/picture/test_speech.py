"""Voices and subtitles made one."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from originalscore.errors import PictureError
from originalscore.formats.subtitles import Line, Subtitles
from originalscore.picture.alignment import find_move
from originalscore.picture.speech import find_speech, fit_subtitles
from originalscore.picture.voices import AFTER_S, BEFORE_S, WINDOW_S, voice_spans


def _line(start: float, end: float, text: str = "words") -> Line:
    return Line(Fraction(start), Fraction(end), text)


def test_a_pause_between_words_stays_inside_the_speech_and_the_ends_are_padded() -> None:
    probability = np.zeros(1000, np.float32)
    probability[100:150], probability[170:220], probability[500:560] = 0.9, 0.9, 0.9
    spans = voice_spans(probability, Fraction(30))
    assert spans == [(100 * WINDOW_S - BEFORE_S, 220 * WINDOW_S + AFTER_S), (500 * WINDOW_S - BEFORE_S, 560 * WINDOW_S + AFTER_S)]


def test_a_click_is_no_speech() -> None:
    probability = np.zeros(200, np.float32)
    probability[50:53] = 1.0
    assert voice_spans(probability, Fraction(6)) == []


def test_sources_say_where_speech_was_known_from() -> None:
    voice = [(Fraction(1), Fraction(3)), (Fraction(10), Fraction(12))]
    speech = find_speech(voice, [_line(1, 4, "one"), _line(6, 7, "two")])
    assert [(span.source, span.text) for span in speech] == [("both", "one"), ("subtitles", "two"), ("voice", "")]
    assert speech[0].end_s == Fraction(7, 2)


def test_spans_never_overlap() -> None:
    speech = find_speech([(Fraction(1), Fraction(3))], [_line(0, 2), _line(2, 5), _line(3, 6)])
    assert all(before.end_s < after.start_s for before, after in itertools.pairwise(speech))


def test_a_few_subtitles_beyond_the_end_are_left_out_with_a_remark() -> None:
    subtitles = Subtitles((_line(1, 2), _line(9, 12), _line(50, 52)), "cp1252")
    kept, remarks = fit_subtitles(subtitles, Fraction(10), "film.srt")
    assert [line.end_s for line in kept] == [2, 10]
    assert remarks == ["1 of 3 subtitles of film.srt lie beyond the film's end and are left out", "film.srt was read as cp1252"]


def test_subtitles_that_all_lie_beyond_the_end_are_refused() -> None:
    with pytest.raises(PictureError, match="beyond the film's end"):
        fit_subtitles(Subtitles((_line(50, 52),), "utf-8"), Fraction(10), "film.srt")


def test_subtitles_thirty_seconds_late_are_noticed_and_those_in_time_are_not() -> None:
    starts = (3, 11, 25, 33, 60, 71, 90, 97)
    voice = [(Fraction(start), Fraction(start + 2 + start % 3)) for start in starts]
    in_time = [Line(start_s + BEFORE_S, end_s - AFTER_S, "words") for start_s, end_s in voice]
    late = [Line(line.start_s + 30, line.end_s + 30, "words") for line in in_time]
    assert find_move(voice, in_time, "a.srt") is None
    move = find_move(voice, late, "a.srt")
    assert move and move.shift_s == -30 and "30.0 s late" in move.words
    assert move.moved(late) == tuple(in_time)
