"""Palettes from the wish to the sound: what is changed is made again, what is not is kept, and every one can be heard."""

from __future__ import annotations

import json
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


SECTIONS = """extends = "orchestra"
[sources.sections]
kind = "sfz"
folder = "{folder}"
[instruments.violins-1]
source = "sections"
tremolo = {{ file = "045-Tremolo Strings.sfz" }}
pizzicato = {{ file = "046-Pizzicato Strings.sfz", rings = true }}
[instruments.violins-2]
source = "sections"
tremolo = {{ file = "045-Tremolo Strings.sfz" }}
[instruments.violas]
source = "sections"
tremolo = {{ file = "045-Tremolo Strings.sfz" }}
[instruments.cellos]
source = "sections"
tremolo = {{ file = "045-Tremolo Strings.sfz" }}
pizzicato = {{ file = "046-Pizzicato Strings.sfz", rings = true }}
"""


@pytest.mark.slow
@pytest.mark.media
def test_real_sfz_sections_play_a_cue_beside_the_default_set_and_a_missing_sample_is_told(media: Path, tmp_path: Path) -> None:
    reports = []
    for name, lost in (("whole", ""), ("broken", "*")):
        library = tmp_path / name
        for path in sorted((media / "sfz").rglob("*")):
            if path.is_file():
                copied = library / path.relative_to(media / "sfz")
                copied.parent.mkdir(parents=True, exist_ok=True)
                copied.symlink_to(path)
        if lost:
            next(iter(sorted((library / "045-Tremolo Strings").glob("*.wav")))).unlink()
        mine = tmp_path / f"{name}.toml"
        mine.write_text(SECTIONS.format(folder=library))
        wishes = Wishes(
            length_s=Fraction(10), seed=7, brief="an adventure: a mystery at night, strange fog", ensemble="orchestra", palette=str(mine)
        )
        reports.append((score_film(ProjectFolder(tmp_path / f"{name}-score"), wishes, Listener()), tmp_path / f"{name}-score"))
    (whole, root), (broken, broken_root) = reports
    played = {note["technique"] for note in _violins(root)}
    assert "tremolo" in played, played
    assert not [fall for cue in whole.cues for fall in cue.shortfalls if "sample" in fall.why or "tremolo" in fall.wanted]
    assert any("Tremolo" in fall.why and "missing" in fall.why for cue in broken.cues for fall in cue.shortfalls)
    for folder in (root, broken_root):
        strings = soundfile.read(folder / "music" / "stems" / "strings-high.wav")[0]
        assert 20 * np.log10(np.abs(strings).max()) > -40, "a missing sample is never silence"
    assert whole.stems != broken.stems


def _violins(root: Path) -> list[dict]:
    played = json.loads((root / "stages" / "c1" / "performance.json").read_text())["product"]
    return [note for part in played["parts"] if part["instrument"].startswith("violins") for note in part["notes"]]
