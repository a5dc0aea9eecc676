"""The craft measures on hand-sized music: each hears what it should, and not what it should not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from originalscore.measures import lines, sonority
from originalscore.measures.abstract import Voice, Voices, excerpts, single_lines
from originalscore.measures.craft import MEASURES, measure, with_information
from originalscore.measures.information import information, train
from originalscore.measures.ranges import real_ranges, share_inside
from originalscore.music.key import Key

F = Fraction
ZERO, ONE = F(0), F(1)
C_MAJOR = Key.parse("C major")


def line(*heights: int, each: Fraction = ONE, start: Fraction = ZERO) -> Voice:
    return tuple((start + n * each, each, height) for n, height in enumerate(heights))


def music(melody: Voice, *inner: Voice, bass: Voice = (), bars: int | None = None) -> Voices:
    end = max(onset + length for voice in (melody, *inner, bass) for onset, length, _ in voice)
    count = bars or -(-end // 4)
    return Voices(melody, inner, bass, tuple(F(4 * n) for n in range(int(count) + 1)), C_MAJOR)


def chords(*roots: int) -> tuple[Voice, Voice, Voice]:
    """Major triads of four beats above each root, as three voices."""
    high, middle, low = (line(*(root + step for root in roots), each=F(4)) for step in (7, 4, 0))
    return high, middle, low


def test_seconds_and_tritones_are_dissonant_and_thirds_are_not() -> None:
    assert sonority.dissonant_share(music(line(60, 60), line(61, 66))) == 1
    assert sonority.dissonant_share(music(line(60, 60), line(64, 67))) == 0


def test_a_triad_explains_itself_and_not_a_cluster() -> None:
    high, middle, low = chords(60)
    assert sonority.triad_fit(music(high, middle, bass=low)) == 1
    assert sonority.triad_fit(music(line(60), line(61), line(62))) == pytest.approx(1 / 3)


def test_four_chords_in_turn_hold_two_bits_and_one_chord_none() -> None:
    high, middle, low = chords(60, 67, 65, 62)
    assert sonority.chord_entropy(music(high, middle, bass=low)) == pytest.approx(2)
    high, middle, low = chords(60, 60)
    assert sonority.chord_entropy(music(high, middle, bass=low)) == 0
    assert sonority.chord_changes(music(high, middle, bass=low)) == 0


def test_steps_and_leaps_are_counted_and_a_long_rest_parts_phrases() -> None:
    tune = line(60, 62, 64, 65, 67, 72, 71, 69, 67)
    assert lines.step_share(music(tune)) == pytest.approx(7 / 8)
    assert lines.leap_share(music(tune)) == pytest.approx(1 / 8)
    apart = line(60, 62) + line(84, 86, start=F(8))
    assert lines.moves(apart) == [2, 2]


def test_a_few_notes_are_not_judged() -> None:
    assert lines.step_share(music(line(60, 62, 64))) is None


def test_an_idea_that_returns_is_found_a_step_higher_and_a_wandering_line_has_none() -> None:
    idea = (60, 64, 62, 65, 67, 66, 69)
    assert lines.recurrence(music(line(*idea, *(height + 7 for height in idea)), bars=4)) == pytest.approx(6 / 10)
    assert lines.recurrence(music(line(60, 61, 63, 66, 70, 75, 74, 72, 69, 65, 60, 61, 60), bars=4)) == 0


def test_a_loop_repeats_its_bars_and_a_sequence_does_not() -> None:
    loop = music(line(*(60, 62, 64, 65) * 4))
    assert lines.bars_repeated(loop) == pytest.approx(3 / 4)
    assert lines.bars_alike(loop) == 1
    assert lines.bars_repeated(music(line(*(n + step for step in (0, 1, 2, 3) for n in (60, 62, 64, 65))))) == 0


def test_bars_in_a_wrong_order_jump_at_the_bar_lines() -> None:
    scale = [line(*range(start, start + 4), start=F(4 * n)) for n, start in enumerate((60, 64, 68, 72, 76))]
    wrong = [line(*range(start, start + 4), start=F(4 * n)) for n, start in enumerate((76, 60, 72, 64, 68))]
    assert lines.bar_line_moves(music(sum(scale, ()))) == 0
    far = lines.bar_line_moves(music(sum(wrong, ())))
    assert far is not None and far > 5


def test_parallel_fifths_and_octaves_are_heard_and_thirds_are_not() -> None:
    assert lines.parallels(music(line(67, 69, 71), line(60, 62, 64))) == 100
    assert lines.parallels(music(line(72, 74, 76), line(60, 62, 64))) == 100
    assert lines.parallels(music(line(64, 65, 67), line(60, 62, 64))) == 0


def test_lines_scored_in_octaves_are_one_line_in_a_players_score_and_two_slips_are_none() -> None:
    octaves, fifths = line(72, 74, 76, 77), line(67, 69, 71, 72)
    under = line(60, 62, 64, 65)
    for above, found in ((octaves, None), (octaves[:3], 100), (fifths, 100)):
        assert lines.parallels(replace(music(above, under[: len(above)]), doubled=True)) == found
    assert lines.parallels(music(octaves, under)) == 100


def test_contrary_motion_is_told_from_parallel_and_oblique() -> None:
    assert lines.contrary_share(music(line(72, 74, 76), line(60, 59, 57))) == 100
    assert lines.contrary_share(music(line(72, 74, 76), line(60, 62, 64))) == 0
    assert lines.contrary_share(music(line(72, 74, 76), line(60, 60, 60))) == 0


def test_a_repeated_bass_note_is_no_move() -> None:
    assert lines.bass_fourths(music(line(72, each=F(20)), bass=line(36, 36, *(41, 36) * 5))) == 1
    assert lines.bass_steps(music(line(72, each=F(20)), bass=line(36, 38, *(40, 38) * 4))) == 1


def test_strain_is_least_at_home_and_grows_with_distance() -> None:
    high, middle, low = chords(60, 66)
    home, far = sonority.strains(music(high, middle, bass=low))[[0, 4]]
    assert home < 0.5 < far
    end = sonority.strain_at_end(music(high, middle, bass=low))
    assert end is not None and end > 0.8


def test_a_key_is_found_in_its_scale() -> None:
    weights = sonority.class_weights(music(line(62, 64, 65, 67, 69, 70, 73, 74, 69, 62))).sum(0)
    assert str(sonority.find_key(weights)) == "D minor"


def test_two_octaves_in_one_part_become_two_lines_and_a_tune_stays_one() -> None:
    assert [len(found) for found in single_lines([*line(72, 74, 76), *line(60, 62, 64)])] == [3, 3]
    assert len(single_lines(line(60, 72, 55, 79))) == 1


def test_long_music_is_measured_in_stretches_and_a_short_rest_joins_the_last() -> None:
    assert [len(part.bars) - 1 for part in excerpts(music(line(*(60,) * 160)))] == [16, 16, 8]
    assert [len(part.bars) - 1 for part in excerpts(music(line(*(60,) * 156)))] == [16, 23]


def test_known_tunes_surprise_less_than_strange_ones() -> None:
    model = train([(60, 62, 64, 65, 67, 65, 64, 62, 60)] * 20)
    known, strange = (information(music(line(*heights)), model) for heights in ((60, 62, 64, 65, 67), (60, 71, 49, 66, 84)))
    assert known is not None and strange is not None and known < 1.5 < 5 < strange


def test_melodic_figures_are_left_out_where_nothing_stands_in_front() -> None:
    tune = line(*(60, 62, 64, 65) * 4)
    behind = Voices(tune, (), (), tuple(F(4 * n) for n in range(5)), C_MAJOR, foreground=False)
    assert measure(behind)["steps"] is None
    assert measure(music(tune))["steps"] is not None


def test_every_measure_has_a_range_of_real_music_and_the_naive_loop_falls_out_of_many() -> None:
    table = with_information(train([(60, 62, 64, 62, 60)]))
    assert {row.name for row in table} == set(real_ranges())
    high, middle, low = chords(*(60, 67, 69, 65) * 4)
    naive = measure(music(line(*(67, 64, 60, 64) * 16), high, middle, bass=low))
    share = share_inside(naive)
    assert share is not None and share < 0.7
    assert all(row.low < row.high and row.words for row in MEASURES)


def test_a_curve_shorter_than_its_window_keeps_its_length() -> None:
    assert len(sonority.smoothed(np.array([1.0, 2.0, 3.0]), 8)) == 3
