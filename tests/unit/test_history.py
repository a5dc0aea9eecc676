"""The folder remembers what was done in it, without a date, and never takes an edit for a note or a note for an edit."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.own_theme import write_midi_theme

from originalscore import directing, history, pipeline
from originalscore.errors import FormatError
from originalscore.folder import ProjectFolder
from originalscore.formats.cues_toml import set_cue_value, set_film_value
from originalscore.history import Event, read_history
from originalscore.pipeline import Listener
from originalscore.wishes import Wishes

LISTENER = Listener()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("remembered") / "score"
    pipeline.write_film(ProjectFolder(root), Wishes(length_s=Fraction(14), brief="a tender tune", ensemble="solo-piano", seed=7), LISTENER)
    return root


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> ProjectFolder:
    shutil.copytree(first, tmp_path / "score")
    return ProjectFolder(tmp_path / "score")


def again(folder: ProjectFolder) -> None:
    pipeline.write_film(folder, Wishes(), LISTENER)


def verbs(folder: ProjectFolder) -> list[str]:
    return [event.verb for event in read_history(folder)]


def test_a_new_folder_says_that_the_film_was_spotted(folder: ProjectFolder) -> None:
    assert read_history(folder) == (Event("spotted"),)


def test_a_second_run_adds_nothing(folder: ProjectFolder) -> None:
    before = (folder.root / history.HISTORY).read_bytes()
    again(folder)
    assert (folder.root / history.HISTORY).read_bytes() == before


def test_a_note_is_kept_in_its_own_words_with_what_it_changed(folder: ProjectFolder) -> None:
    changes = directing.take_note(folder, "1m1: slower", LISTENER).changes
    again(folder)
    note = read_history(folder)[1]
    assert (note.verb, note.words, note.changes, note.cues) == ("note", "1m1: slower", changes, ("1m1",))
    assert verbs(folder) == ["spotted", "note"]


def test_a_trial_and_a_question_leave_no_trace(folder: ProjectFolder) -> None:
    directing.take_note(folder, "1m1: slower", LISTENER, dry_run=True)
    assert directing.take_note(folder, "1m1: make it pop", LISTENER).questions
    assert verbs(folder) == ["spotted"]


def test_rerolls_and_chosen_takes_are_told(folder: ProjectFolder) -> None:
    directing.ask_again(folder, "1m1", LISTENER, keep=("tempo",))
    again(folder)
    directing.ask_again(folder, "1m1", LISTENER)
    again(folder)
    directing.choose_take(folder, "1m1", 1, LISTENER)
    again(folder)
    told = [(event.verb, event.words) for event in read_history(folder)[1:]]
    assert told == [("reroll", "1m1, keeping tempo"), ("reroll", "1m1, wholly new"), ("take chosen", "1m1, take 1")]


def test_an_edit_by_hand_is_found_at_the_next_run_once(folder: ProjectFolder) -> None:
    set_cue_value(folder.cues_file, "c1", "title", "My own")
    set_cue_value(folder.cues_file, "c1", "locks", ["theme"])
    set_film_value(folder.cues_file, "seed", 8)
    again(folder)
    again(folder)
    (edit,) = read_history(folder)[1:]
    assert edit.verb == "edited" and {(one.field, one.new) for one in edit.changes} >= {
        ("title", "My own"),
        ("locks", "theme"),
        ("seed", "8"),
    }


def test_an_edit_before_a_note_is_told_apart_from_it(folder: ProjectFolder) -> None:
    set_cue_value(folder.cues_file, "c1", "title", "My own")
    directing.take_note(folder, "1m1: slower", LISTENER)
    assert verbs(folder) == ["spotted", "edited", "note"]
    assert [change.field for change in read_history(folder)[1].changes] == ["title"]


def test_another_theme_in_the_list_is_an_edit(folder: ProjectFolder) -> None:
    text = folder.cues_file.read_text()
    assert text.count("[[theme]]") == 1
    subject = next(line for line in text.splitlines() if line.startswith("subject"))
    folder.cues_file.write_text(text.replace(subject, 'subject = "the sea"'))
    again(folder)
    (change,) = read_history(folder)[1].changes
    assert change.field.startswith("theme ") and "the sea" in change.new


def test_another_seed_by_option_is_no_edit(folder: ProjectFolder) -> None:
    pipeline.write_film(folder, Wishes(seed=9), LISTENER)
    again(folder)
    assert verbs(folder) == ["spotted"]


def test_a_theme_that_is_given_is_told_once_and_is_no_edit(folder: ProjectFolder, tmp_path: Path) -> None:
    tune = write_midi_theme(tmp_path / "sea.mid")
    for _ in range(2):
        pipeline.write_film(folder, Wishes(theme=tune), LISTENER)
    again(folder)
    assert [(event.verb, event.words) for event in read_history(folder)] == [("spotted", ""), ("theme", "sea.mid")]


def test_scores_say_which_take_plays_and_only_when_it_changed(folder: ProjectFolder) -> None:
    cues = pipeline.plan_film(folder, Wishes(), LISTENER).cues
    history.note_score(folder, cues)
    history.note_score(folder, cues)
    assert read_history(folder)[1:] == (Event("score", takes=(("1m1", 1),)),)


def test_there_is_no_date_in_it(folder: ProjectFolder) -> None:
    directing.take_note(folder, "1m1: slower", LISTENER)
    lines = [json.loads(line) for line in (folder.root / history.HISTORY).read_text().splitlines()]
    assert all(set(line) <= {"verb", "words", "changes", "takes"} for line in lines)


def test_a_folder_from_before_has_none_until_it_is_run_again(folder: ProjectFolder) -> None:
    (folder.root / history.HISTORY).unlink()
    assert read_history(folder) == ()


def test_a_damaged_line_is_named(folder: ProjectFolder) -> None:
    (folder.root / history.HISTORY).write_text('{"verb": "spotted"}\n{"verb": "dreamt"}\n')
    with pytest.raises(FormatError, match=r"history.jsonl line 2 is damaged"):
        read_history(folder)
