import pytest
from fontTools.ttLib import TTFont

from originalscore.errors import ToolError
from originalscore.external.verovio import Sheet, engrave, font_folder

SCALE = b"""<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>
<part id="P1">%s</part></score-partwise>"""
BAR = b"""<measure number="%d"><attributes><divisions>1</divisions><time><beats>4</beats><beat-type>4</beat-type></time>
<clef><sign>G</sign><line>2</line></clef></attributes>%s</measure>"""
NOTE = b"<note><pitch><step>C</step><octave>5</octave></pitch><duration>1</duration><type>quarter</type></note>"


def piece(bars: int) -> bytes:
    return SCALE % b"".join(BAR % (n, NOTE * 4) for n in range(1, bars + 1))


def test_a_page_has_the_sheets_size_in_tenths_of_a_millimetre():
    (page,) = engrave(piece(2), Sheet(210, 297))
    assert 'viewBox="0 0 2100 2970"' in page
    assert page.count('class="note"') == 8


def test_more_music_takes_more_pages():
    assert len(engrave(piece(160), Sheet(210, 297))) > 1


def test_the_same_music_gives_the_same_page():
    assert engrave(piece(3), Sheet(210, 297)) == engrave(piece(3), Sheet(210, 297))


def test_text_names_the_font_that_is_unpacked():
    (page,) = engrave(piece(1), Sheet(210, 297))
    families = {TTFont(path)["name"].getDebugName(1) for path in font_folder().glob("*.ttf")}
    assert families == {"Leipzig", "Liberation Serif"}
    assert "Liberation, serif" not in page


def test_a_document_that_is_no_music_is_refused():
    with pytest.raises(ToolError, match="verovio"):
        engrave(b"<nothing/>", Sheet(210, 297))
