"""Two pieces side by side: each change is heard in its own trait, and a piece does not differ from itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from originalscore.measures.abstract import excerpts_of, voices_of_reading
from originalscore.measures.craft import MEASURES
from originalscore.model.reading import Reading, ReadPart
from originalscore.model.tempo import TempoPoint
from originalscore.study import CHARACTER, Piece, alike_in, study_piece, together
from originalscore.study.traits import differences, traits_of

F = Fraction
_TUNE = (0, 2, 4, 5, 7, 9, 7, 5, 4, 2, 4, 0, 5, 4, 2, 11)


def _reading(bpm: int = 60, *, up: int = 0, flat: bool = False, steady: bool = False, drones: bool = False) -> Reading:
    """Four bars of a tune in quarters over long bass notes, in C."""
    steps = [step - (step in (4, 9, 11)) if flat else step for step in _TUNE]
    tune = tuple((F(n), F(1), 72 + up + step) for n, step in enumerate(steps))
    bass = tuple((F(4 * n), F(4), 48 + up + step) for n, step in enumerate((0, 5, 7, 0)))
    loud = tuple(0.6 if steady else 0.3 + 0.05 * (n % 10) for n in range(len(tune)))
    parts = [ReadPart("tune", tune, loud), ReadPart("bass", bass, (0.6,) * len(bass))]
    if drones:
        parts += [ReadPart(f"drone {height}", ((F(0), F(16), height + up),)) for height in (55, 60, 67)]
    return Reading("a song", tuple(parts), tuple(F(4 * n) for n in range(5)), None, (TempoPoint(F(0), 60_000_000 // bpm),))


def _piece(reading: Reading) -> Piece:
    return Piece("song", reading, voices_of_reading(reading), excerpts_of(reading), None)


def _unlike(one: Reading, other: Reading) -> set[str]:
    found = differences(traits_of(_piece(one)), traits_of(_piece(other)))
    return {difference.name for difference in found if difference.unlike}


def test_traits_are_what_was_written() -> None:
    known = {trait.name: trait.value for trait in traits_of(_piece(_reading(90)))}
    assert known["tempo"] == 90
    assert known["pace"] == pytest.approx(20 / (16 * 60 / 90), abs=0.01)
    assert known["note length"] == pytest.approx(60 / 90, abs=0.01)
    assert known["lines"] == 2 and known["silence"] == 0


def test_a_piece_is_like_itself() -> None:
    assert _unlike(_reading(), _reading()) == set()


@pytest.mark.parametrize(
    ("changed", "heard"),
    [
        (_reading(120), {"tempo", "pace", "note length", "chords"}),
        (_reading(up=12), {"register"}),
        (_reading(steady=True), {"loudness", "loudness spread"}),
        (_reading(flat=True), {"brightness"}),
        (_reading(drones=True), {"lines", "players"}),
    ],
)
def test_each_change_is_heard_where_it_was_made(changed: Reading, heard: set[str]) -> None:
    others = {"lines": {"dissonance", "compass", "register"}, "brightness": {"dissonance", "chords", "tension", "tension span"}}.get(
        min(heard), set()
    )
    assert heard <= _unlike(_reading(), changed) <= heard | others


def test_rests_are_silence_and_a_file_without_velocities_has_no_loudness() -> None:
    song = _reading()
    rests = replace(song, parts=tuple(ReadPart(part.name, part.notes[::2]) for part in song.parts))
    known = {trait.name: trait.value for trait in traits_of(_piece(rests))}
    assert known["silence"] is not None and known["silence"] > 0.15
    assert known["loudness spread"] is None
    (loudness,) = (one for one in differences(traits_of(_piece(song)), traits_of(_piece(rests))) if one.name == "loudness spread")
    assert loudness.unlike is None


def test_a_change_of_tempo_is_timed_from_its_beat() -> None:
    song = _reading(60)
    faster = replace(song, points=(TempoPoint(F(0), 1_000_000), TempoPoint(F(8), 500_000)))
    known = {trait.name: trait.value for trait in traits_of(_piece(faster))}
    assert known["tempo"] == pytest.approx(60 * 16 / 12, abs=0.01)


def test_a_value_stands_on_its_scale_and_never_beyond_it() -> None:
    known = {trait.name: trait for trait in traits_of(_piece(_reading(85)))}
    tempo, silence = known["tempo"], known["silence"]
    assert tempo.place == pytest.approx(0.5, abs=0.01)  # half way from 40 to 180 by ratio
    assert silence.place == 0 and replace(silence, value=9.0).place == 1 and replace(silence, value=None).place is None


def test_a_scene_is_the_mean_of_its_cues_by_their_bars_and_measures_of_character_are_its_traits() -> None:
    slow, quick = (study_piece(_piece(_reading(bpm))) for bpm in (60, 120))
    whole = {trait.name: trait.value for trait in together([slow, slow, quick])}
    assert whole["tempo"] == pytest.approx(80)
    assert set(CHARACTER) < set(whole) and set(CHARACTER) < {row.name for row in MEASURES} and not {"parallels", "top notes"} & set(whole)


def test_pieces_side_by_side_name_the_traits_in_which_some_two_are_alike() -> None:
    studies = [study_piece(_piece(reading)) for reading in (_reading(60), _reading(90, up=12), _reading(135))]
    alike = alike_in(studies)
    assert {"register", "lines"} <= set(alike) and not {"tempo", "pace"} & set(alike)
    assert "register" not in alike_in(studies[:2])
