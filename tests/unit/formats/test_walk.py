"""The three readers of MusicXML walk the same way."""

from fractions import Fraction

from originalscore.formats.musicxml import read_lines, read_musicxml
from originalscore.formats.musicxml.tune import read_musicxml_tune

F = Fraction
NOTE = "<note><pitch><step>{0}</step><octave>4</octave></pitch><duration>{1}</duration>{2}<voice>{3}</voice></note>"
PART = """<score-partwise><part-list><score-part id="P1"><part-name>Clarinet in B♭</part-name></score-part></part-list><part id="P1">
<measure number="1"><attributes><divisions>2</divisions><transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose></attributes>
{0}</measure><measure number="2">{1}</measure></part></score-partwise>"""


def read(path, first: str, second: str) -> list[list[tuple[Fraction, Fraction, int]]]:
    path.write_text(PART.format(first, second), encoding="utf-8")
    (line,), (part,) = read_lines(path).parts, read_musicxml(path).parts
    tune = [(note.onset, note.length, note.height) for note in read_musicxml_tune(path).notes]
    return [list(line.notes), [(note.onset, note.length, note.pitch.height) for note in part.notes if note.pitch], tune]


def test_ties_transposition_grace_and_cue_notes_are_read_alike(tmp_path):
    grace = "<note><grace/><pitch><step>A</step><octave>4</octave></pitch><voice>1</voice></note>"
    cue = "<note><cue/><pitch><step>B</step><octave>4</octave></pitch><duration>4</duration><voice>2</voice></note>"
    first = NOTE.format("D", 6, "", 1) + NOTE.format("E", 2, '<tie type="start"/>', 1)
    second = NOTE.format("E", 4, '<tie type="stop"/><tie type="start"/>', 2) + NOTE.format("E", 2, '<tie type="stop"/>', 1) + grace
    wanted = [(F(0), F(3), 60), (F(3), F(4), 62), (F(7), F(1), 60)]
    last = NOTE.format("D", 2, "", 1)
    assert read(tmp_path / "a.musicxml", first, second + last + "<backup><duration>8</duration></backup>" + cue) == [wanted] * 3


def test_a_note_struck_again_is_not_tied(tmp_path):
    first, second = NOTE.format("E", 8, '<tie type="start"/>', 1), NOTE.format("E", 8, "", 1)
    assert read(tmp_path / "b.musicxml", first, second) == [[(F(0), F(4), 62), (F(4), F(4), 62)]] * 3
