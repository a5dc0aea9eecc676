"""Cues engraved beside the run."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.composed import a_cue, compose

from originalscore.delivery import Copyist, Manuscript
from originalscore.delivery.scores import deliver_scores
from originalscore.errors import DeliveryError
from originalscore.times import Clock, FrameRate


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    made = compose(a_cue(length_s=12, ensemble="piano-and-strings"))
    return Manuscript(made.cue, made.score, made.performance, made.tempo, Clock(FrameRate(Fraction(24))))


def test_pages_made_beside_the_run_are_those_made_in_it(manuscript: Manuscript, tmp_path: Path) -> None:
    with Copyist(tmp_path / "beside") as copyist:
        beside = copyist.copy(manuscript)()
    within = deliver_scores(
        tmp_path / "within", manuscript.cue, manuscript.score, manuscript.performance, manuscript.tempo, manuscript.clock
    )
    assert beside == within and len(within.files) > 5
    for file in within.files:
        assert hashlib.sha256((tmp_path / "beside" / file.path).read_bytes()).hexdigest() == file.sha256


def test_a_folder_that_cannot_be_written_is_met_by_whoever_waits(manuscript: Manuscript, tmp_path: Path) -> None:
    (tmp_path / "scores").write_text("a file in the way")
    with Copyist(tmp_path) as copyist:
        pages = copyist.copy(manuscript)
        with pytest.raises(DeliveryError, match="cannot write"):
            pages()
