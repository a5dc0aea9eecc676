"""Products survive the trip to JSON and back, and a damaged one says where."""

from fractions import Fraction

import pytest

from originalscore.errors import FormatError
from originalscore.model.codec import decode, dumps, encode, fingerprint, loads
from originalscore.model.plan import Chord, ChordSpan, Theme, ThemeNote
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName
from originalscore.times import FrameRate

TEMPO = TempoMap("c1", (TempoPoint(Fraction(0), 500_000),), (Bar(1, Fraction(0), Meter(7, 8)),), Fraction(7, 2), Meter(4), 120.0, ())
THEME = Theme(
    "keeper", "the keeper", "tender", "invented", Key.parse("Eb minor"), Meter(3), "sentence", 8, 4,
    (ThemeNote(Fraction(-1, 3), Fraction(1, 3), Pitch.parse("Gb4")),),
    (ChordSpan(Fraction(0), Fraction(3), Chord(PitchName.parse("Cb"), "maj7", PitchName.parse("Eb")), "bVI", 0.25),),
)  # fmt: skip


@pytest.mark.parametrize("product", [TEMPO, THEME])
def test_a_product_comes_back_equal(product: object) -> None:
    assert loads(type(product), dumps(product)) == product


def test_a_schema_names_itself_and_another_one_is_refused() -> None:
    data = encode(TEMPO)
    assert data["schema"] == "TempoMap.1"
    with pytest.raises(FormatError, match=r"TempoMap\.1 was expected, not TempoMap\.9"):
        decode(TempoMap, {**data, "schema": "TempoMap.9"})


def test_a_wrong_field_is_named_with_its_place() -> None:
    data = encode(TEMPO)
    data["bars"][0]["meter"] = "5/7"
    with pytest.raises(FormatError, match=r"TempoMap\.bars\[0\]\.meter: no such meter: 5/7"):
        decode(TempoMap, data)


def test_a_missing_field_is_named() -> None:
    data = encode(TEMPO)
    del data["end_beat"]
    with pytest.raises(FormatError, match="“end_beat” is missing"):
        decode(TempoMap, data)


def test_broken_text_is_refused() -> None:
    with pytest.raises(FormatError, match="not JSON"):
        loads(TempoMap, "{", "tempo.json")


def test_fingerprints_differ_when_anything_differs() -> None:
    assert fingerprint(TEMPO, 1) == fingerprint(TEMPO, 1)
    assert len({fingerprint(TEMPO, 1), fingerprint(TEMPO, 2), fingerprint(THEME, 1), fingerprint(FrameRate(Fraction(24)))}) == 4
