"""Checking files and folders: what is read, what is said, what is remembered."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import mido
import pytest
from tests.unit.composed import a_cue, compose

from originalscore.errors import BriefError, FormatError
from originalscore.measures.originality import shipped_index
from originalscore.originality import check_originality, check_score
from originalscore.originality.catalogue import Catalogue, Entry, catalogue_file
from originalscore.originality.reading import find_files, read_melodies, top_line

F = Fraction
MOVES = [2, 5, -3, -4, 7, 2, -9, 4, 3, -2, -5, 7, 1, -3, 5, -8, 2, 4, -1, 6, -5, -2, 3, 1]
ABC = "X:1\nT:Ours\nM:4/4\nL:1/4\nK:C\nC D G E|C G A C|E G F C|G A F c|E F A G|d A G B|c4|]\n"


def _midi(path: Path, moves: list[int], length: int = 480, up: int = 0) -> Path:
    song, height = mido.MidiFile(ticks_per_beat=480), 64 + up
    track = mido.MidiTrack([mido.MetaMessage("track_name", name="Flute")])
    for move in [0, *moves]:
        height += move
        track.append(mido.Message("note_on", note=height, velocity=70, time=0))
        track.append(mido.Message("note_off", note=height, velocity=0, time=length))
    song.tracks.append(track)
    path.parent.mkdir(parents=True, exist_ok=True)
    song.save(path)
    return path


def _musicxml(path: Path) -> Path:
    notes = "".join(
        f"<note><pitch><step>{step}</step><octave>4</octave></pitch><duration>1</duration></note>" for step in "CDGECGACEGFCGAFE"
    )
    head = "<part-list><score-part id='P1'><part-name>Zither</part-name></score-part></part-list>"
    measure = f"<measure number='1'><attributes><divisions>1</divisions></attributes>{notes}</measure>"
    path.write_text(f"<score-partwise version='4.0'>{head}<part id='P1'>{measure}</part></score-partwise>")
    return path


def test_midi_musicxml_and_abc_give_the_melody_of_each_part_whoever_plays(tmp_path: Path) -> None:
    (tmp_path / "a.abc").write_text(ABC)
    ((name, line),) = read_melodies(_musicxml(tmp_path / "b.musicxml"))
    assert name == "b.musicxml: Zither"
    ((abc, tune),) = read_melodies(tmp_path / "a.abc")
    assert abc == "a.abc: Ours"
    assert [h for _, _, h in line][:15] == [h for _, _, h in tune][:15]
    ((midi, played),) = read_melodies(_midi(tmp_path / "c.mid", MOVES, length=317))
    assert midi == "c.mid: Flute" and len(played) == len(MOVES) + 1


def test_of_chords_and_lower_voices_the_top_is_the_melody() -> None:
    notes = [(F(0), F(2), 72), (F(0), F(2), 60), (F(1), F(1), 64), (F(2), F(1), 74), (F(2), F(1), 76)]
    assert top_line(notes) == ((F(0), F(2), 72), (F(2), F(1), 76))


def test_a_theme_of_the_references_is_found_note_for_note(tmp_path: Path) -> None:
    ours = _midi(tmp_path / "ours.mid", MOVES)
    _midi(tmp_path / "temp" / "deep" / "reference.mid", MOVES, length=960, up=3)
    alone = check_originality(ours)
    assert [line.verdict for line in alone.lines] == ["pass"] and alone.lines[0].edit_similarity is None
    found = check_originality(ours, against=tmp_path / "temp")
    assert found.too_near and found.lines[0].nearest == "reference.mid: Flute" and found.lines[0].edit_similarity == 1.0
    assert found.searched[1] == f"1 melody of {tmp_path / 'temp'}, note for note"


def test_what_was_not_searched_is_always_said(tmp_path: Path) -> None:
    found = check_originality(_midi(tmp_path / "ours.mid", MOVES))
    assert found.not_searched == "popular songs and film scores: not searched"
    assert found.searched[0].startswith(f"the index of {len(shipped_index().tunes):,} ")


def test_a_scales_exercise_is_exempt(tmp_path: Path) -> None:
    (line,) = check_originality(_midi(tmp_path / "scale.mid", [2, 2, 1, 2, 2, 2, 1, 2, 2, 1])).lines
    assert (line.verdict, line.why) == ("exempt", "nothing but a scale")


@pytest.mark.parametrize(
    ("name", "told"),
    [("absent", "there is no file or folder"), ("empty", "holds no MIDI, MusicXML or ABC file"), ("short.mid", "no melody of eight notes")],
)
def test_what_holds_no_music_is_refused(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _midi(tmp_path / "short.mid", [2, 2])
    with pytest.raises(BriefError, match=told):
        check_originality(tmp_path / name)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("la la la")
    with pytest.raises(FormatError, match=r"words\.txt is no MIDI, MusicXML or ABC file"):
        check_originality(tmp_path / "words.txt")
    assert find_files(_midi(tmp_path / "a.mid", MOVES)) == (tmp_path / "a.mid",)


def test_the_themes_and_free_lines_of_a_score_are_judged() -> None:
    made = compose(a_cue("tender"))
    found = check_score(made.plan, [("1m1", made.sketch)])
    assert found.lines[0].theme == "main" and found.lines[0].verdict in ("pass", "warn")
    assert {line.theme for line in found.lines} <= {"main", "counter-line of 1m1", "free melody of 1m1"}
    assert found == check_score(made.plan, [("1m1", made.sketch)])


def test_the_catalogue_remembers_a_film_once_and_leaves_itself_out(tmp_path: Path) -> None:
    file, notes = tmp_path / "data" / "catalogue.json", ((F(0), F(3, 2), 60), (F(3, 2), F(1), 62))
    Catalogue(file).enter("one/7", [Entry("one/7", "one.mp4", "main", notes)])
    Catalogue(file).enter("two/7", [Entry("two/7", "two.mp4", "main", notes)])
    Catalogue(file).enter("one/7", [Entry("one/7", "one.mp4", "keeper", notes)])
    assert [(entry.title, entry.theme) for entry in Catalogue(file).others("none")] == [("two.mp4", "main"), ("one.mp4", "keeper")]
    assert [entry.notes for entry in Catalogue(file).others("one/7")] == [notes]


def test_a_broken_catalogue_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text("[1]")
    with pytest.raises(FormatError, match="is no catalogue"):
        Catalogue(tmp_path / "catalogue.json")


def test_the_catalogue_lies_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert catalogue_file() == tmp_path / "originalscore" / "catalogue.json"
