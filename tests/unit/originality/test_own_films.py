"""A score beside the user's own earlier films, its series and its temp track; and each cue by all that sings in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import mido
import pytest
from tests.unit.composed import Composed, a_cue, compose
from tests.unit.conftest import Run

from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.model.brief import Brief
from originalscore.model.plan import ScorePlan, Theme
from originalscore.model.project import Project
from originalscore.model.sketch import LineNote, Sketch
from originalscore.music.pitch import Pitch
from originalscore.originality import check_originality, check_score
from originalscore.originality.lines import theme_line

SEED = 7


@pytest.fixture(scope="module")
def made() -> Composed:
    return compose(a_cue("tender"), SEED)


@pytest.fixture(scope="module")
def other() -> Composed:
    return compose(a_cue("mystery"), 11)


def a_folder(root: Path, plan: ScorePlan, sketch: Sketch | None = None, **wishes: str) -> Path:
    """A score's folder as far as the comparison reads it."""
    folder = ProjectFolder(root)
    folder.keep("project", "", "", Project("", "", "", "keep", "leave", Brief(seed=SEED), **wishes))
    folder.keep(f"plan-{SEED}", "", "", plan)
    folder.cues_file.write_text(f'[film]\nseed = {SEED}\n[[cue]]\nid = "c1"\nnumber = "1m1"\n')
    if sketch is not None:
        folder.keep("sketch", "c1", "", sketch)
    return root


def planted(theme: Theme, name: str = "stranger") -> Theme:
    """The theme a third higher under another name, one note of it changed."""
    notes = [replace(note, pitch=Pitch.near(note.pitch.height + 3)) for note in theme.notes]
    notes[4] = replace(notes[4], pitch=Pitch.near(notes[4].pitch.height + 2))
    return replace(theme, name=name, notes=tuple(notes))


def test_a_theme_planted_from_an_earlier_film_of_ones_own_is_found(made: Composed, other: Composed, tmp_path: Path) -> None:
    earlier = a_folder(tmp_path / "films" / "first", other.plan)
    theme = planted(other.plan.themes[0])
    copy = a_folder(tmp_path / "second", replace(made.plan, themes=(*made.plan.themes, theme)))
    catalogue = tmp_path / "catalogue.json"
    assert not check_originality(copy).too_near, "nothing else tells"
    for found in (
        check_originality(copy, earlier=[tmp_path / "films"]), check_originality(copy, earlier=[earlier]),
        check_originality(earlier, catalogue=catalogue) and check_originality(copy, catalogue=catalogue),
    ):  # fmt: skip
        verdicts = {line.theme: line for line in found.lines}
        assert verdicts["stranger"].verdict == "redraw" and verdicts["stranger"].nearest == f"“{other.plan.themes[0].name}” of first"
        assert (verdicts["stranger"].edit_similarity or 0) > 0.9 and verdicts[made.plan.themes[0].name].verdict != "redraw"
    assert found.searched[1].startswith("1 theme of other films in your own catalogue")


def test_a_cue_that_sings_an_earlier_films_theme_is_found_though_no_theme_is(made: Composed, other: Composed, tmp_path: Path) -> None:
    earlier = a_folder(tmp_path / "first", other.plan)
    stolen = planted(other.plan.themes[0])
    line = next(line for line in made.sketch.lines if line.role == "melody")
    notes = tuple(replace(line.notes[0], onset=note.onset, length=note.length, pitch=note.pitch) for note in stolen.notes)
    sketch = replace(made.sketch, lines=(*made.sketch.lines, replace(line, name="melody-9", theme="", notes=notes)))
    found = check_originality(a_folder(tmp_path / "second", made.plan, sketch), earlier=[earlier])
    (cue,) = found.cues
    assert (cue.cue, cue.theme, cue.verdict) == ("1m1", "free melody of 1m1", "redraw") and found.too_near
    assert cue.of_lines > 1 and cue.nearest == f"“{other.plan.themes[0].name}” of first"
    assert all(line.verdict != "redraw" for line in check_originality(tmp_path / "second").cues)


def test_themes_that_are_carried_on_are_no_theft_but_others_of_the_series_are(made: Composed, other: Composed, tmp_path: Path) -> None:
    season = tmp_path / "season"
    a_folder(season / "one", other.plan)
    theme, name = other.plan.themes[0], other.plan.themes[0].name
    carried = replace(made.plan, themes=(theme,), carried=((name, "one"),))
    told = check_originality(a_folder(season / "two", carried, series=".."))
    assert not told.too_near and told.searched[1] == "1 theme of 1 film of its series, note for note"
    assert check_originality(a_folder(season / "three", replace(made.plan, themes=(planted(theme),)), series="../one")).too_near
    lost = check_originality(a_folder(season / "four", made.plan, series="../gone"))
    assert lost.searched[1].startswith("its series could not be compared: there is no series folder")


def test_a_temp_track_is_compared_where_it_is_notes_and_said_where_it_is_sound(made: Composed, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "film", made.plan, made.sketch, temp="../temp.wav")
    sound = "the temp track temp.wav is sound, which is never written down as notes here: not compared"
    told = check_originality(folder)
    assert not told.too_near and told.searched[1].startswith(sound)
    track = mido.MidiTrack([mido.MetaMessage("track_name", name="Temp")])
    for _, length, height in theme_line(made.plan.themes[0]):
        track.append(mido.Message("note_on", note=height + 2, velocity=70, time=0))
        track.append(mido.Message("note_off", note=height + 2, velocity=0, time=int(480 * length)))
    song = mido.MidiFile(ticks_per_beat=480, tracks=[track])
    song.save(tmp_path / "temp.mid")
    found = check_originality(folder, temp=tmp_path / "temp.mid")
    assert found.too_near and found.lines[0].nearest == "temp.mid: Temp"
    assert found.searched[1:] == ("1 melody of the temp track temp.mid, note for note",)
    (tmp_path / "other.wav").write_bytes(b"RIFF")
    assert check_originality(folder, temp=tmp_path / "other.wav").searched[1].startswith("the temp track other.wav is sound")
    with pytest.raises(BriefError, match="there is no temp track"):
        check_originality(folder, temp=tmp_path / "absent.mid")


def test_a_cue_is_told_by_the_nearest_of_all_that_sings_in_it(made: Composed) -> None:
    found = check_score(made.plan, [("1m1", made.sketch)])
    sung = [line for line in made.sketch.lines if line.role in ("melody", "counter")]
    (cue,) = found.cues
    assert cue.cue == "1m1" and 1 <= cue.of_lines <= len(sung)
    assert cue.human_percentile == max(
        line.human_percentile for one in sung for line in check_score(made.plan, [("1m1", replace(made.sketch, lines=(one,)))]).cues
    )
    twice = [line for one in sung for line in (one, replace(one, name=f"{one.name}-again", notes=_later(one.notes)))]
    assert check_score(made.plan, [("1m1", replace(made.sketch, lines=tuple(twice)))]).cues[0].of_lines == cue.of_lines


def _later(notes: tuple[LineNote, ...]) -> tuple[LineNote, ...]:
    return tuple(replace(note, onset=note.onset + 64) for note in notes)


def test_a_cue_without_a_melody_says_so(made: Composed) -> None:
    harmony = tuple(line for line in made.sketch.lines if line.role not in ("melody", "counter"))
    (cue,) = check_score(made.plan, [("1m1", replace(made.sketch, lines=harmony))]).cues
    assert (cue.verdict, cue.why, cue.theme) == ("exempt", "nothing sings", "")


def test_the_command_tells_cues_and_what_was_not_searched(made: Composed, tmp_path: Path, run: Run) -> None:
    folder = a_folder(tmp_path / "film", made.plan, made.sketch, temp="temp.wav")
    code, told, _ = run("originality", folder, "--no-catalogue")
    assert code == 0 and "cue 1m1: " in told and "the temp track temp.wav is sound" in told
    assert "popular songs and film scores: not searched. This is no legal opinion." in told and "original in" not in told
    code, told, _ = run("originality", folder, "--no-catalogue", "--json")
    assert [line["cue"] for line in json.loads(told)["cues"]] == ["1m1"]
    code, _, complaint = run("originality", folder, "--earlier", tmp_path / "absent")
    assert code == 2 and "there is no series folder" in complaint and complaint.count("\n") == 1
