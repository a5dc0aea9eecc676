"""The user's own theme: not a note changed, its key, head and form told, harmony of its own; as written where that is asked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.composed import FRAME_S, a_cue
from tests.unit.own_theme import heights, write_midi_theme

from originalscore import composition, orchestration, timing
from originalscore.chance import Stream
from originalscore.errors import BriefError
from originalscore.formats.tune import read_tune
from originalscore.measures.matcher import find_theme
from originalscore.model.cue import CueList, ThemeWish
from originalscore.model.palette import EVERYBODY
from originalscore.model.tune import Tune
from originalscore.planning import give_melody, give_theme, plan_score, project_length_s
from originalscore.planning.themes import take_theme

F = Fraction


@pytest.fixture
def lamp(tmp_path: Path) -> Tune:
    return read_tune(write_midi_theme(tmp_path / "lamp.mid"))


def one_cue(length_s: int, mood: str = "tender") -> CueList:
    return CueList("", 3, (ThemeWish("main", "the film", mood),), (a_cue(mood, length_s=length_s),), ())


def test_the_book_holds_the_files_own_notes_and_whose_they_are(lamp: Tune) -> None:
    theme = take_theme(lamp, ThemeWish("lamp", "the lamp", "tender", "lamp.mid"), Stream(1, "own"))
    assert [(note.onset, note.length, note.pitch.height) for note in theme.notes] == heights()
    assert (str(theme.key), theme.author, theme.source, theme.bars) == ("G major", "A. Writer", "lamp.mid", 8)
    assert theme.form == "sentence" and 3 <= theme.motif_notes <= 7
    assert theme.chords[-1].chord.root.pitch_class == 7 and len({span.function for span in theme.chords}) >= 4


def test_an_unsigned_file_is_the_users(lamp: Tune) -> None:
    assert take_theme(replace(lamp, author=""), ThemeWish("lamp", "", "tender", "lamp.mid"), Stream(1, "own")).author == "the user's"


def test_a_cue_develops_the_users_theme_in_the_place_of_an_invented_one(lamp: Tune) -> None:
    cues = give_theme(one_cue(60), lamp, "../lamp.mid")
    assert cues.themes[0] == ThemeWish("harbour-lamp", "Harbour Lamp", "tender", "../lamp.mid")
    plan = plan_score(cues, tunes={"harbour-lamp": lamp})
    assert not plan.shortfalls and plan.home.tonic == plan.themes[0].key.tonic
    assert {statement.theme for statement in plan.cues[0].statements} == {"harbour-lamp"}


@pytest.mark.parametrize("mood", ["tender", "suspense", "sorrow"])
def test_a_melody_as_written_keeps_every_note_rhythm_and_key(lamp: Tune, mood: str) -> None:
    cues = give_melody(one_cue(int(project_length_s(lamp)) + 1), lamp, "../lamp.mid", mood=mood)
    plan = plan_score(cues, tunes={"harbour-lamp": lamp})
    cue, asked = cues.cues[0], plan.cues[0]
    tempo = timing.fit_tempo(cue, meter=asked.meter, target_bpm=asked.target_bpm, frame_s=FRAME_S)
    sketch = composition.sketch(cue, plan, tempo, Stream(3, cue.id))
    score = orchestration.orchestrate(cue, asked, sketch, tempo, Stream(3, "score"), electronic=False, strengths=EVERYBODY)
    written = [(onset + 3, length, height) for onset, length, height in heights()]
    sung = [(n.onset, n.length, n.pitch.height) for line in sketch.lines if line.role == "melody" for n in line.notes if n.pitch]
    assert sung == written and str(asked.key) == "G major"
    assert any({*written} <= {(n.onset, n.length, n.pitch.height) for n in part.notes if n.pitch} for part in score.parts)
    assert [found.guise_guess for found in find_theme(plan.themes[0], sung)] == ["full"]


def test_a_melody_longer_than_every_cue_is_refused(lamp: Tune) -> None:
    with pytest.raises(BriefError, match=r"lasts 17 s as written, and the longest cue 9 s; give --theme"):
        give_melody(replace(one_cue(9), film_sha256="film"), lamp, "lamp.mid")
