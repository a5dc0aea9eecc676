"""Numbers of registrars: taken when their form and check digits fit, refused in one line when not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from originalscore.errors import BriefError
from originalscore.model.identifiers import checked_barcode, checked_ipi, checked_isrc, checked_iswc


@pytest.mark.parametrize(
    ("checked", "text", "plain"),
    [
        (checked_isrc, "AA-6Q7-20-00047", "AA6Q72000047"),  # form of the ISRC handbook's own example country
        (checked_iswc, "T-034.524.680-1", "T0345246801"),  # the example of ISO 15707
        (checked_barcode, "036000291452", "036000291452"),  # the example of the UPC-A check digit
        (checked_barcode, "4006381333931", "4006381333931"),  # the example of the EAN-13 check digit
        (checked_ipi, "00199574637", "00199574637"),
    ],
)
def test_what_is_right_is_taken_without_its_punctuation(checked: Callable[[str], str], text: str, plain: str) -> None:
    assert checked(text) == plain
    assert checked("") == ""


@pytest.mark.parametrize(
    ("checked", "text"),
    [
        (checked_isrc, "AA-6Q7-20-0004"),
        (checked_isrc, "1A-6Q7-20-00047"),
        (checked_iswc, "T-034.524.680-2"),
        (checked_iswc, "T-034.524.608-1"),
        (checked_iswc, "0345246801"),
        (checked_barcode, "036000291453"),
        (checked_barcode, "306000291452"),
        (checked_barcode, "03600029145"),
        (checked_ipi, "12345678"),
    ],
)
def test_a_slip_of_the_pen_is_refused_in_one_line(checked: Callable[[str], str], text: str) -> None:
    with pytest.raises(BriefError) as fault:
        checked(text)
    assert text in str(fault.value) and "\n" not in str(fault.value) and fault.value.advice


@pytest.mark.parametrize("place", range(12))
def test_every_single_wrong_digit_of_a_barcode_is_found(place: int) -> None:
    right = "036000291452"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    with pytest.raises(BriefError):
        checked_barcode(wrong)
