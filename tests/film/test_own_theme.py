"""The user's own theme in the demo film: heard in the main title, tense in the storm, and brought home at the end; and next week again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from originalscore import composition, timing
from originalscore.chance import Stream
from originalscore.cli import main_group
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.measures.matcher import find_theme
from originalscore.model.cue import Cue
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.sketch import Line, Sketch
from tests.unit.own_theme import write_musicxml_theme

LAMP = "harbour-lamp"
#: A film is drawn, read twice, planned and composed.
pytestmark = pytest.mark.slow
Film = tuple[ScorePlan, list[tuple[Cue, Sketch]]]


def sketched(film: Path, out: Path, *more: str) -> Film:
    """The film in short score, composed from the plan that the command line makes of it."""
    call = ["score", str(film), "--subtitles", str(film.with_suffix(".srt")), "--out", str(out), "--plan", "--quiet", *more]
    assert CliRunner().invoke(main_group, call, catch_exceptions=False).exit_code == 0
    folder = ProjectFolder(out)
    seen = folder.recall("picture", "", Picture)
    assert seen is not None
    cues = cues_toml.read_cues(folder.cues_file, seen)
    plan = folder.recall(f"plan-{cues.seed}", "", ScorePlan)
    assert plan is not None
    written = []
    for cue in cues.cues:
        own = plan.cue(cue.id)
        tempo = timing.fit_tempo(cue, meter=own.meter, target_bpm=own.target_bpm, frame_s=seen.film.clock.frame_rate.frame_s)
        written.append((cue, composition.sketch(cue, plan, tempo, Stream(cues.seed, cue.id).split("sketch", cue.take))))
    return plan, written


def heard(plan: ScorePlan, sketch: Sketch, name: str) -> list[Line]:
    """The lines that say they state a theme and in which the matcher finds it."""
    return [
        line for line in sketch.lines
        if line.theme == name and find_theme(plan.theme(name), [(n.onset, n.length, n.pitch.height) for n in line.notes if n.pitch])
    ]  # fmt: skip


def share_of_bars(plan: ScorePlan, written: list[tuple[Cue, Sketch]], name: str) -> float:
    """The share of the music's beats in which the matcher hears a theme."""
    beats, whole = Fraction(0), Fraction(0)
    for _, sketch in written:
        whole += max(section.end_beat for section in sketch.sections)
        for line in heard(plan, sketch, name):
            notes = [(n.onset, n.length, n.pitch.height) for n in line.notes if n.pitch]
            beats += sum((found.end_beat - found.start_beat for found in find_theme(plan.theme(name), notes)), Fraction(0))
    return float(beats / whole)


@pytest.fixture(scope="module")
def season(demo_film: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Film, Film]:
    """Two episodes: the first is given the theme, the second only the series."""
    home = tmp_path_factory.mktemp("season")
    theme = write_musicxml_theme(home / "lamp.musicxml")
    first = sketched(demo_film, home / "season" / "one", "--theme", str(theme), "--seed", "5")
    return first, sketched(demo_film, home / "season" / "two", "--series", str(home / "season"), "--seed", "9")


def test_the_users_theme_is_heard_in_the_title_in_the_storm_and_at_the_end(season: tuple[Film, Film]) -> None:
    (plan, written), _ = season
    assert written[0][0].purpose == "main title" and written[-1][0].purpose == "end title"
    title, storm, ending = (
        heard(plan, next(sketch for cue, sketch in written if cue.start_s <= at_s < cue.end_s), LAMP) for at_s in (10, 35, 85)
    )
    assert any(line.guise in ("full", "minor") for line in title)  # said in whole, in the mode of its scene
    assert storm and ending
    (dark,) = [cue for cue, _ in written if cue.start_s <= 35 < cue.end_s]
    assert plan.cue(dark.id).key.is_minor and not plan.theme(LAMP).key.is_minor  # tense: the major tune is turned
    assert all(line.guise != "full" for line in storm)
    said = [(s.guise, s.variation) for cue in plan.cues for s in cue.statements if s.theme == LAMP]
    assert len(said) == len(set(said)) >= 3
    assert share_of_bars(plan, written, LAMP) >= 0.2
    book = plan.theme(LAMP)  # the same rhythm with its pitches the other way round is nowhere
    backwards = tuple(replace(note, pitch=other.pitch) for note, other in zip(book.notes, reversed(book.notes)))
    stranger = replace(plan, themes=(replace(book, notes=backwards), *plan.themes[1:]))
    assert not any(heard(stranger, sketch, LAMP) for _, sketch in written)


def test_a_second_episode_carries_the_users_theme_on(season: tuple[Film, Film]) -> None:
    (first, _), (plan, written) = season
    carried = plan.theme(LAMP)
    assert carried.notes == first.theme(LAMP).notes and carried.author == "A. Writer"
    assert (LAMP, "one") in plan.carried
    assert len([cue for cue, sketch in written if heard(plan, sketch, LAMP)]) >= 2
    assert share_of_bars(plan, written, LAMP) >= 0.15
    said = {(s.theme, s.guise, s.variation) for cue in first.cues for s in cue.statements}
    assert not said & {(s.theme, s.guise, s.variation) for cue in plan.cues for s in cue.statements}
