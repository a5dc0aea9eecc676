"""The user's own theme through spotting, plan and sketch: it is heard in the main title, tense in the middle, and brought home; and next week again."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.own_theme import write_midi_theme

from originalscore import composition, timing
from originalscore.chance import Stream
from originalscore.cli import main_group
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.measures.matcher import find_theme
from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.sketch import Line, Sketch

LAMP = "harbour-lamp"
#: Three cues: the main title, a tense one in the middle, the ending.
MOODS = ("tender", "suspense", "triumph")
#: Two films are spotted, planned and composed: six seconds and more.
pytestmark = pytest.mark.slow
Film = tuple[ScorePlan, list[tuple[Cue, Sketch]]]


def spotted(out: Path, *more: str) -> tuple[CueList, Picture]:
    """A project of 90 s, spotted by the command line; its cues take the moods of the story."""
    call = ["spot", "--length", "90s", "--out", str(out), "--quiet", *more]
    assert CliRunner().invoke(main_group, call, catch_exceptions=False).exit_code == 0
    folder = ProjectFolder(out)
    text = folder.cues_file.read_text(encoding="utf-8")
    head, *cues = text.split("[[cue]]")
    assert len(cues) == len(MOODS)
    told = [re.sub(r'\nmood = "\w+"', f'\nmood = "{mood}"', cue) for cue, mood in zip(cues, MOODS)]
    folder.cues_file.write_text("[[cue]]".join([head, *told]), encoding="utf-8")
    assert CliRunner().invoke(main_group, ["score", str(out), "--plan", "--quiet"], catch_exceptions=False).exit_code == 0
    seen = folder.recall("picture", "", Picture)
    assert seen is not None
    return cues_toml.read_cues(folder.cues_file, seen), seen


def sketched(out: Path, *more: str) -> Film:
    """The film in short score, composed from the folder's own plan."""
    cues, seen = spotted(out, *more)
    plan = ProjectFolder(out).recall(f"plan-{cues.seed}", "", ScorePlan)
    assert plan is not None and tuple(cue.mood for cue in cues.cues) == MOODS
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
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[Film, Film]:
    """Two episodes: the first is given the theme, the second only the series."""
    home = tmp_path_factory.mktemp("season")
    midi = write_midi_theme(home / "lamp.mid")
    words = ("--brief", "a harbour lamp, tender; 00:30-01:00 suspense")
    first = sketched(home / "season" / "one", "--theme", str(midi), *words)
    return first, sketched(home / "season" / "two", "--series", str(home / "season"), "--seed", "9", *words)


def test_the_users_theme_is_heard_in_the_title_in_a_tense_cue_and_at_the_end(season: tuple[Film, Film]) -> None:
    (plan, written), _ = season
    title, tense, ending = [heard(plan, sketch, LAMP) for _, sketch in written]
    assert any(line.guise == "full" for line in title)
    assert tense and all(line.guise != "full" for line in tense)
    assert any(line.guise == "full" for line in ending)
    assert len({line.guise for line in (*title, *tense, *ending)}) >= 3
    assert share_of_bars(plan, written, LAMP) >= 0.3
    book = plan.theme(LAMP)  # the same rhythm with its pitches the other way round is nowhere
    backwards = tuple(replace(note, pitch=other.pitch) for note, other in zip(book.notes, reversed(book.notes)))
    stranger = replace(plan, themes=(replace(book, notes=backwards),))
    assert not any(heard(stranger, sketch, LAMP) for _, sketch in written)


def test_a_second_episode_carries_the_users_theme_on(season: tuple[Film, Film]) -> None:
    (first, _), (plan, written) = season
    carried = plan.theme(LAMP)
    assert carried.notes == first.theme(LAMP).notes and carried.author == "A. Writer"
    assert (LAMP, "one") in plan.carried
    assert len([cue for cue, sketch in written if heard(plan, sketch, LAMP)]) >= 2
    assert share_of_bars(plan, written, LAMP) >= 0.2
    said = {(s.theme, s.guise, s.variation) for cue in first.cues for s in cue.statements}
    assert not said & {(s.theme, s.guise, s.variation) for cue in plan.cues for s in cue.statements}
