"""Palettes from the wish to the sound: what is changed is made again, what is not is kept, and every one can be heard."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from originalscore.folder import ProjectFolder
from originalscore.model.report import Report
from originalscore.pipeline import Listener, score_film
from originalscore.render import SHIPPED, open_palette, render
from originalscore.wishes import Wishes
from tests.unit.composed import a_cue, a_hit, compose

MINE = """extends = "orchestra"
[instruments.violins-1]
dark_cents = 400
[instruments.piccolo]
dark_cents = 400
"""


def run(root: Path, palette: Path | None = None) -> Report:
    first = palette is not None
    wishes = Wishes(length_s=Fraction(5) if first else None, seed=7 if first else None, palette=str(palette) if palette else None)
    return score_film(ProjectFolder(root), wishes, Listener())


def made(report: Report) -> set[str]:
    return {stage.name for stage in report.stages if not stage.cached}


@pytest.mark.slow
def test_a_changed_row_is_heard_and_an_unused_one_changes_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE)
    assert {"sketch", "score", "sound"} <= made(run(tmp_path / "out", mine))
    mine.write_text(MINE.replace("[instruments.piccolo]\ndark_cents = 400", "[instruments.piccolo]\ndark_cents = 900"))
    assert not made(run(tmp_path / "out")) & {"sketch", "score", "performance", "sound", "mix"}
    mine.write_text(MINE.replace("400", "900", 1))
    again = made(run(tmp_path / "out"))
    assert "sound" in again and not again & {"sketch", "score", "performance"}
    mine.write_text(MINE + "\n[instruments.cellos]\npizzicato = { bank = 77, program = 1 }\nsustain = { bank = 77, program = 2 }\n")
    report = run(tmp_path / "out")
    told = [fall.why for cue in report.cues for fall in cue.shortfalls]
    assert any("has no preset 77:2" in why for why in told), told


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_every_palette_sounds(tmp_path: Path, name: str) -> None:
    palette = open_palette(name)
    done = compose(a_cue("tender", length_s=8, force=0.6, hits=(a_hit(3),)), strengths=palette.strengths())
    assert all(palette.strengths().may_play(part.instrument) for part in done.score.parts)
    sound = render(done.performance, tmp_path, palette=palette)
    levels = []
    for stem in sound.stems:
        samples = soundfile.read(stem.audio.file, dtype="float64", always_2d=True)[0]
        assert 0.0005 < np.abs(samples).max() < 1.0, stem.name
        levels.append(float(np.mean(samples**2)))
    assert 10 * np.log10(sum(levels)) == pytest.approx(-36, abs=8)
    assert all("synthesised sounds" in fall.why or "has no" in fall.why for fall in sound.shortfalls), sound.shortfalls
