"""Study: anybody's music measured and drawn, nothing of the user's overwritten, bad files told in one line."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

import mido
import pytest
from tests.unit.composed import a_cue, compose

import originalscore
from originalscore import cli
from originalscore.errors import BriefError, FormatError
from originalscore.folder import ProjectFolder
from originalscore.formats import midi, musicxml
from originalscore.formats.cues_toml import write_cues
from originalscore.model.cue import CueList, ThemeWish
from originalscore.model.sketch import LinePoint
from originalscore.picture import blank_picture
from originalscore.study import Piece, read_pieces, study_piece
from originalscore.study.studied import study_files
from originalscore.study.write import choose_out

F = Fraction
_XML = """<?xml version="1.0"?>
<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Theremin in B♭</part-name></score-part>
<score-part id="P2"><part-name>Zither</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>6</divisions><key><fifths>2</fifths><mode>major</mode></key>
<time><beats>4</beats><beat-type>4</beat-type></time><transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose></attributes>
<note><grace/><pitch><step>F</step><octave>5</octave></pitch></note>
<note><pitch><step>E</step><octave>5</octave></pitch><duration>4</duration></note>
<note><pitch><step>D</step><octave>5</octave></pitch><duration>4</duration></note>
<note><pitch><step>E</step><octave>5</octave></pitch><duration>4</duration></note>
<note><pitch><step>A</step><octave>5</octave></pitch><duration>12</duration><tie type="start"/></note></measure>
<measure number="2"><note><pitch><step>A</step><octave>5</octave></pitch><duration>24</duration><tie type="stop"/></note></measure></part>
<part id="P2"><measure number="1"><attributes><divisions>2</divisions><key><fifths>0</fifths><mode>major</mode></key></attributes>
<note><pitch><step>C</step><octave>3</octave></pitch><duration>8</duration><voice>1</voice></note>
<note><chord/><pitch><step>G</step><octave>3</octave></pitch><duration>8</duration><voice>1</voice></note>
<backup><duration>8</duration></backup>
<note><pitch><step>C</step><alter>1</alter><octave>4</octave></pitch><duration>4</duration><voice>2</voice></note></measure>
<measure number="2"><note><pitch><step>C</step><octave>3</octave></pitch><duration>8</duration></note></measure></part></score-partwise>"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A score of instruments that the house does not know."""
    path = tmp_path / "foreign.musicxml"
    path.write_text(_XML, encoding="utf-8")
    return path


def _song(path: Path, *, drums: bool = False) -> Path:
    """Sixteen bars of a tune over a bass, both on one track of a type-0 file."""
    events = []
    for beat in range(64):
        height = 60 + (0, 2, 4, 5, 7, 5, 4, 2, 9, 7, 5, 4, 2, 4, 5, 7)[beat % 16] + beat // 16
        events += [(480 * beat, 0, height, 90), (480 * beat + 470, 0, height, 0)]
    for bar in range(16):
        height = 36 + (0, 5, 7, 0, 9, 5, 7, 0)[bar % 8]
        events += [(1920 * bar, 1, height, 80), (1920 * bar + 1900, 1, height, 0), (1920 * bar, 9, 38, 100), (1920 * bar + 100, 9, 38, 0)]
    song, track, now = mido.MidiFile(type=0), mido.MidiTrack(), 0
    song.tracks.append(track)
    for tick, channel, height, velocity in sorted(events):
        if channel == 9 or not drums:
            track.append(mido.Message("note_on", channel=channel, note=height, velocity=velocity, time=tick - now))
            now = tick
    song.save(path)
    return path


def test_ties_chords_tuplets_voices_and_transposition_are_read_from_foreign_music_xml(foreign: Path) -> None:
    read = musicxml.read_lines(foreign)
    tune, zither = read.parts
    third = F(2, 3)
    assert tune.notes == ((F(0), third, 74), (third, third, 72), (2 * third, third, 74), (F(2), F(6), 79))
    assert zither.notes == ((F(0), F(2), 61), (F(0), F(4), 48), (F(0), F(4), 55), (F(4), F(4), 48))
    assert read.bars == (F(0), F(4), F(8))
    assert str(read.key) == "C major"


def test_channels_of_one_midi_track_are_parts_and_drums_are_left_out(tmp_path: Path) -> None:
    read = midi.read_lines(_song(tmp_path / "song.mid"))
    assert [len(part.notes) for part in read.parts] == [64, 16]
    assert len(read.bars) == 17


def test_a_file_is_measured_and_drawn_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("originalscore.study.studied.learned_expectation", lambda: None)
    (found,) = study_files([_song(tmp_path / "song.mid")])
    assert found.study.bars == 16 and found.study.key == "C major" and found.study.key_is_found
    assert {path.name for path in found.files} == {"song-study.json", "song-roll.png", "song-page.png", "song-character.png"}
    assert all(path.parent == tmp_path / "song-study" and path.stat().st_size > 500 for path in found.files)
    assert study_files([tmp_path / "song.mid"])[0].study == found.study


def test_every_figure_outside_the_range_says_so_in_words(tmp_path: Path) -> None:
    (piece,) = read_pieces(_song(tmp_path / "song.mid"))
    for figure in study_piece(piece).figures:
        outside = figure.value is not None and not figure.low <= figure.value <= figure.high
        assert bool(figure.says) == outside


def test_tension_is_held_against_a_target_that_rises_with_it_and_not_against_its_opposite(tmp_path: Path) -> None:
    (piece,) = read_pieces(_song(tmp_path / "song.mid"))
    strain = [point.strain or 0.0 for point in study_piece(piece).tension]

    def held(sign: float) -> float:
        target = tuple(LinePoint(F(beat), 0.5 + sign * 0.1 * value) for beat, value in enumerate(strain))
        return study_piece(Piece("song", piece.reading, piece.voices, piece.excerpts, None, target)).tension_held or 0.0

    assert held(1) > 0.7 and held(-1) < -0.7


def test_python_users_get_figures_and_no_files_unless_they_ask(foreign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("originalscore.study.studied.learned_expectation", lambda: None)
    (study,) = originalscore.study_music(foreign)
    assert study.voices == 2  # a line of one note is no voice
    assert [path.name for path in foreign.parent.iterdir()] == ["foreign.musicxml"]


@pytest.mark.parametrize("name", ["empty.mid", "text.musicxml", "drums.mid"])
def test_bad_files_are_told_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"" if name == "empty.mid" else b"not music")
    if name == "drums.mid":
        _song(path, drums=True)
    with pytest.raises(FormatError, match=name):
        read_pieces(path)


def test_what_is_no_music_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    for path, told in ((tmp_path / "a.txt", "neither MIDI nor MusicXML"), (tmp_path / "b.mid", "no file"), (tmp_path, "no folder")):
        with pytest.raises(BriefError, match=told):
            read_pieces(path)


def test_a_folder_of_the_users_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "song-study").mkdir()
    (tmp_path / "song-study" / "my-notes.txt").write_text("mine")
    with pytest.raises(BriefError, match="already holds other files"):
        choose_out(_song(tmp_path / "song.mid"), None)


def _command(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("originalscore.study.studied.learned_expectation", lambda: None)
    monkeypatch.setattr(sys, "argv", ["originalscore", "study", *map(str, arguments)])
    try:
        cli.main()
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def test_the_command_prints_figures_beside_real_music(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    songs = [_song(tmp_path / name) for name in ("a.mid", "b.mid")]
    assert _command(monkeypatch, *songs, "--out", tmp_path / "studies", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert [study["name"] for study in printed] == ["a", "b"]
    assert (tmp_path / "studies" / "a" / "a-roll.png").is_file() and (tmp_path / "studies" / "b" / "b-page.png").is_file()


def test_the_command_refuses_what_it_cannot_read_in_one_line_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.mid"
    bad.write_bytes(b"MThd")
    assert _command(monkeypatch, _song(tmp_path / "good.mid"), bad) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "bad.mid" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.mid", "good.mid"]


def test_the_cues_of_a_score_folder_are_studied_against_their_own_target(tmp_path: Path) -> None:
    work = compose(a_cue(length_s=24))
    folder = ProjectFolder(tmp_path / "film-score")
    picture = blank_picture(F(30))
    folder.keep("project", "", "", {})
    folder.keep("picture", "", "", picture)
    folder.keep("sketch", "c1", "", work.sketch)
    folder.keep("tempo", "c1", "", work.tempo)
    write_cues(folder.cues_file, CueList("", 7, (ThemeWish("main", "the film", "tender"),), (work.cue,), ()), picture)
    (piece,) = read_pieces(folder.root)
    study = study_piece(piece)
    assert study.name == "1m1" and study.key == str(work.sketch.key) and not study.key_is_found
    assert study.tension_held is not None and all(point.target is not None for point in study.tension)
