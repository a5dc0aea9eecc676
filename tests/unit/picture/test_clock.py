"""Nominal rates and start labels."""

from __future__ import annotations

from fractions import Fraction

import pytest

from originalscore.picture.clock import nominal_rate
from originalscore.times import film_clock

NTSC_FILM = Fraction(24000, 1001)


def _times(rate: Fraction, count: int) -> tuple[Fraction, ...]:
    return tuple(n / rate for n in range(count))


@pytest.mark.parametrize("rate", [Fraction(24), NTSC_FILM, Fraction(25), Fraction(30000, 1001), Fraction(60)])
def test_an_even_film_has_its_standard_rate(rate: Fraction) -> None:
    assert nominal_rate(_times(rate, 500), 500 / rate, rate) == rate


def test_times_rounded_to_milliseconds_still_give_the_standard_rate() -> None:
    times = tuple(Fraction(round(at_s * 1000), 1000) for at_s in _times(NTSC_FILM, 2400))
    assert nominal_rate(times, 2400 / NTSC_FILM, NTSC_FILM) == NTSC_FILM
    assert nominal_rate(times, 2400 / NTSC_FILM, None) == NTSC_FILM


def test_an_irregular_film_has_its_average_rate() -> None:
    times = (Fraction(0), Fraction(1, 10), Fraction(1, 2), Fraction(1), Fraction(2))
    assert nominal_rate(times, Fraction(5, 2), None) == 2


def test_missing_frames_do_not_change_the_rate_of_an_even_film() -> None:
    times = _times(Fraction(24), 100)
    assert nominal_rate((times[0], *times[5:]), Fraction(100, 24), Fraction(24)) == 24


def test_a_semicolon_means_drop_frame_where_that_exists() -> None:
    clock, remark = film_clock(Fraction(30000, 1001), "00:59:58;00")
    assert clock.frame_rate.drop and clock.label(Fraction(0)) == "00:59:58;00" and not remark
    clock, _ = film_clock(Fraction(24), "01:00:00;00")
    assert not clock.frame_rate.drop and clock.label(Fraction(0)) == "01:00:00:00"


def test_a_start_label_that_cannot_be_is_left_out_with_a_remark() -> None:
    clock, remark = film_clock(Fraction(24), "01:00:00:29")
    assert clock.start_frame == 0
    assert "start timecode is left out" in remark
