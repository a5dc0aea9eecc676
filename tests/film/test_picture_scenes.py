"""The three scenes know their own truth: what the reader finds in their hardest seconds is held against it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.demo import FILMS, ON
from originalscore.demo.canvas import Canvas
from originalscore.demo.film import FRAME_RATE
from originalscore.external.encode import encode_film
from originalscore.picture import read_picture

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("name", "start_s", "end_s"), [("thriller", 25, 31), ("goodbye", 41, 45), ("battle", 23, 33)])
def test_cuts_flashes_and_lights_are_found_on_their_frames_and_no_others(tmp_path: Path, name: str, start_s: int, end_s: int) -> None:
    film, canvas = FILMS[name], Canvas()
    drawings = (film.picture(canvas, number) for number in range(start_s * FRAME_RATE, end_s * FRAME_RATE, ON))
    encode_film(tmp_path / "part.mp4", (frame for drawing in drawings for frame in (drawing,) * ON), frame_rate=Fraction(FRAME_RATE))
    found = read_picture(tmp_path / "part.mp4")

    def true(kind: str) -> list[Fraction]:
        return [Fraction(at_s) - start_s for at_s, other, _ in film.events if other == kind and start_s < at_s < end_s]

    cuts = [Fraction(shot.start_s) - start_s for shot in film.shots if start_s < shot.start_s < end_s]
    assert [shot.start_s for shot in found.shots if shot.opening == "cut"] == cuts
    for kind in ("flash", "light"):
        assert [event.at_s for event in found.events if event.kind == kind] == true(kind)
