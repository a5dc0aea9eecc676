"""Numbers that registrars give to recordings, works and releases: their form and check digits. They are read, never made up.

ISRC (ISO 3901): two letters, three letters or digits, two digits of the year, five digits. ISWC (ISO 15707): T, nine digits, a check digit. UPC and
EAN (GS1): 12 or 13 digits, the last a check digit. IPI name number (CISAC): nine to eleven digits.
"""

from __future__ import annotations

import re

from originalscore.errors import BriefError

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_ISWC = re.compile(r"T(\d{9})(\d)")
_IPI = re.compile(r"\d{9,11}")


def checked_isrc(text: str) -> str:
    """The number without hyphens, or nothing where there is none.

    Raises
    ------
    BriefError
        If it has not the form of an ISRC.
    """
    plain = _plain(text)
    if plain and not _ISRC.fullmatch(plain):
        raise BriefError(
            f"“{text}” is no ISRC: two letters, three letters or digits, seven digits", "copy it from the registration, or leave it empty"
        )
    return plain


def checked_iswc(text: str) -> str:
    """The number as ``T0345246801``, or nothing where there is none.

    Raises
    ------
    BriefError
        If the form or the check digit is wrong.
    """
    plain = _plain(text)
    if not plain:
        return ""
    found = _ISWC.fullmatch(plain)
    if not found:
        raise BriefError(f"“{text}” is no ISWC: T and ten digits", "copy it from the registration, or leave it empty")
    total = 1 + sum(place * int(digit) for place, digit in enumerate(found[1], 1))
    if (10 - total % 10) % 10 != int(found[2]):
        raise BriefError(f"“{text}” is no ISWC: its check digit does not fit", "look for a slip of the pen")
    return plain


def checked_barcode(text: str) -> str:
    """A UPC (12 digits) or EAN (13), or nothing where there is none.

    Raises
    ------
    BriefError
        If the form or the check digit is wrong.
    """
    plain = _plain(text)
    if not plain:
        return ""
    if not re.fullmatch(r"\d{12,13}", plain):
        raise BriefError(f"“{text}” is no UPC or EAN: 12 or 13 digits", "copy it from the registration, or leave it empty")
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(plain)))
    if total % 10:
        raise BriefError(f"“{text}” is no UPC or EAN: its check digit does not fit", "look for a slip of the pen")
    return plain


def checked_ipi(text: str) -> str:
    """An IPI name number, or nothing where there is none.

    Raises
    ------
    BriefError
        If it is not nine to eleven digits.
    """
    plain = _plain(text)
    if plain and not _IPI.fullmatch(plain):
        raise BriefError(f"“{text}” is no IPI number: nine to eleven digits", "copy it from the society, or leave it empty")
    return plain


def _plain(text: str) -> str:
    return re.sub(r"[\s.\-]", "", text).upper()
