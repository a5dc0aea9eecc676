"""Numbers that registrars give to recordings, works and releases: their form and check digits. They are read, never made up.

ISRC (ISO 3901): two letters, three letters or digits, two digits of the year, five digits. ISWC (ISO 15707): T, nine digits, a check digit. UPC and
EAN (GS1): 12 or 13 digits, the last a check digit. IPI name number (CISAC): nine to eleven digits.
"""

from __future__ import annotations

import re

from originalscore.errors import BriefError

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_ISWC = re.compile(r"T\d{10}")
_BARCODE = re.compile(r"\d{12,13}")
_IPI = re.compile(r"\d{9,11}")


def checked_isrc(text: str) -> str:
    """The number without hyphens, or nothing where there is none.

    Raises
    ------
    BriefError
        If it has not the form of an ISRC.
    """
    return _formed(text, _ISRC, "ISRC: two letters, three letters or digits, seven digits")


def checked_iswc(text: str) -> str:
    """The number as ``T0345246801``, or nothing where there is none.

    Raises
    ------
    BriefError
        If the form or the check digit is wrong.
    """
    plain = _formed(text, _ISWC, "ISWC: T and ten digits")
    total = 1 + sum(place * int(digit) for place, digit in enumerate(plain[1:-1], 1))
    if plain and (10 - total % 10) % 10 != int(plain[-1]):
        raise _slip(text, "ISWC")
    return plain


def checked_barcode(text: str) -> str:
    """A UPC (12 digits) or EAN (13), or nothing where there is none.

    Raises
    ------
    BriefError
        If the form or the check digit is wrong.
    """
    plain = _formed(text, _BARCODE, "UPC or EAN: 12 or 13 digits")
    if sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(plain))) % 10:
        raise _slip(text, "UPC or EAN")
    return plain


def checked_ipi(text: str) -> str:
    """An IPI name number, or nothing where there is none.

    Raises
    ------
    BriefError
        If it is not nine to eleven digits.
    """
    return _formed(text, _IPI, "IPI number: nine to eleven digits")


def _formed(text: str, form: re.Pattern[str], what: str) -> str:
    """The number without its punctuation, if it has the form; nothing where there is none."""
    plain = re.sub(r"[\s.\-]", "", text).upper()
    if plain and not form.fullmatch(plain):
        raise BriefError(f"“{text}” is no {what}", "copy it from the registration, or leave it empty")
    return plain


def _slip(text: str, what: str) -> BriefError:
    return BriefError(f"“{text}” is no {what}: its check digit does not fit", "look for a slip of the pen")
