import itertools
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from lxml import etree

from originalscore.delivery.engraving import TitleBlock, engrave_fitting, engrave_pdf, engrave_pictures, sheet_for
from originalscore.delivery.piano_roll import piano_roll_png
from originalscore.delivery.scores import _CHARACTERS, close_position, frame_click, theme_score, write_cue_scores, write_theme
from originalscore.delivery.systems import groups, lowest_line, staff_lines
from originalscore.delivery.touches import Ink, hull_of
from originalscore.external.verovio import engrave
from originalscore.formats.midi import read_midi
from originalscore.formats.musicxml import PageText, musicxml_bytes, read_musicxml
from originalscore.model.cue import MOODS, Cue, CurvePoint
from originalscore.model.plan import Chord, ChordSpan, Theme, ThemeNote
from originalscore.model.score import Dynamic, Note, Part, Score
from originalscore.model.tempo import Bar, Landing, TempoMap, TempoPoint
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName
from originalscore.times import Clock, FrameRate

F = Fraction
FLAT = (CurvePoint(F(0), 0.5),)
CLOCK = Clock(FrameRate(F(24)), 86_400)
CUE = Cue("c1", "1m1", 2, (), "composed", "The Light", F(3), F(13), "close", "underscore", "mystery", "orchestra",
          FLAT, FLAT, FLAT, (), (), (), "reason")  # fmt: skip
BLOCK = TitleBlock("1m1", "The Light", "Keeper", "Score in C", ("Start 01:00:03:00",))
SVG = "{http://www.w3.org/2000/svg}"


def tempo(bars: int = 5) -> TempoMap:
    made = tuple(Bar(n + 1, F(4 * n), Meter(4)) for n in range(bars))
    landing = Landing(F(5), "lightning", "hard", True, F(10), 3, F(2), "beat", 0.0, True)
    return TempoMap("c1", (TempoPoint(F(0), 500_000),), made, F(4 * bars), Meter(4), 120.0, (landing,))


def score(*instruments: str, bars: int = 5) -> Score:
    parts = []
    for name in instruments:
        row = INSTRUMENTS[name]
        pitch = Pitch.near((Pitch.parse(row.low).height + Pitch.parse(row.high).height) // 2) if row.pitched else None
        notes = tuple(Note(F(n), F(1), pitch, "" if pitch else "bass-drum") for n in range(4 * bars))
        parts.append(Part(name, notes, (Dynamic(F(0), "mf"),), (), (), ()))
    return Score("c1", Key.parse("D minor"), tuple(parts))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    music = score("flute", "clarinet", "percussion", "piano")
    return folder, write_cue_scores(folder, cue=CUE, score=music, performance=None, tempo=tempo(), picture_clock=CLOCK, film="Keeper")


def test_a_cue_gets_score_parts_and_midi(desk):
    folder, files = desk
    names = [str(path.relative_to(folder)) for path in files]
    assert names[:3] == ["scores/1m1.musicxml", "scores/1m1.pdf", "scores/1m1.mid"]
    assert names[3:] == [
        f"scores/1m1-parts/{part}.{kind}" for part in ("flute", "clarinet", "percussion", "piano") for kind in ("musicxml", "pdf")
    ]
    assert all(path.stat().st_size > 500 for path in files)
    assert all(path.read_bytes()[:5] == b"%PDF-" for path in files if path.suffix == ".pdf")


def test_hits_carry_their_timecode_in_score_and_midi(desk):
    folder, _ = desk
    assert "01:00:08:00 lightning" in (folder / "scores/1m1.musicxml").read_text(encoding="utf-8")
    assert (F(10), "HIT lightning") in read_midi(folder / "scores/1m1.mid").markers


def test_the_first_tempo_has_a_character_which_is_no_word_to_a_player(desk):
    folder, _ = desk
    assert '<words font-weight="bold" font-style="normal">Veiled\u2002</words>' in (folder / "scores/1m1.musicxml").read_text(
        encoding="utf-8"
    )
    assert all(not part.directions for part in read_musicxml(folder / "scores/1m1.musicxml").parts)


def test_every_mood_has_its_character():
    assert set(_CHARACTERS) == set(MOODS)


def test_a_part_sounds_as_the_score_does(desk):
    folder, _ = desk
    (part,) = read_musicxml(folder / "scores/1m1-parts/clarinet.musicxml").parts
    full = read_musicxml(folder / "scores/1m1.musicxml")
    assert part.notes == full.parts[1].notes
    assert "<chromatic>-2</chromatic>" in (folder / "scores/1m1-parts/clarinet.musicxml").read_text()


def test_a_second_engraving_gives_the_same_bytes(desk, tmp_path):
    _, files = desk
    again = write_cue_scores(tmp_path, cue=CUE, score=score("flute", "clarinet", "percussion", "piano"), performance=None,
                             tempo=tempo(), picture_clock=CLOCK, film="Keeper")  # fmt: skip
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in files]


def labels(page: str) -> list[tuple[str, float]]:
    root = etree.fromstring(page.encode())
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == "barNumber"]
    return [("".join(group.itertext()), float(group.find(f"{SVG}text").get("y"))) for group in groups]


def test_every_bar_is_numbered_below_the_lowest_staff():
    music = musicxml_bytes(score("flute", "violas"), tempo(), PageText(), for_print=True)
    (page,) = engrave_fitting(music, sheet_for(2))
    assert [text for text, _ in labels(page)] == ["1", "2", "3", "4", "5"]
    staff_lines = [float(y) for y in re.findall(r'd="M\d+ (\d+) L\d+ \1"', page)]
    assert min(y for _, y in labels(page)) > max(staff_lines)
    assert 'class="mNum' not in page


def test_a_hit_at_the_end_of_a_line_stays_on_the_paper():
    hits = ((F(19), "01:00:09:12 " + "the wave breaks over the rocks " * 3),)
    music = musicxml_bytes(score("flute"), tempo(), PageText(hits=hits), for_print=True)
    sheet = sheet_for(1)
    root = etree.fromstring(engrave_fitting(music, sheet)[0].encode())
    (box,) = [rect for rect in root.iter(f"{SVG}rect") if rect.getparent().get("class") == "dir"]
    moved = re.search(r"translate\((-\d+)", box.getparent().get("transform", "translate(-0"))
    right = float(box.get("x")) + float(box.get("width")) + float(moved[1])
    assert right / 100 <= sheet.width_mm - sheet.left_mm - sheet.right_mm + 0.01
    assert float(moved[1]) < 0


def test_the_last_system_is_not_left_with_a_bar_or_two():
    for bars in range(2, 12):
        music = musicxml_bytes(score("flute", "violas", bars=bars), tempo(bars), PageText(), for_print=True)
        pages = [etree.fromstring(page.encode()) for page in engrave_fitting(music, sheet_for(2))]
        widths = [
            max(line[2] for bar in groups(system, "measure") for line in staff_lines(bar))
            for page in pages
            for system in groups(page, "system")
        ]
        assert widths[-1] > 0.95 * widths[0], bars
        assert [text for page in pages for text, _ in labels(etree.tostring(page, encoding="unicode"))] == [str(n + 1) for n in range(bars)]


def test_hits_and_tempo_marks_do_not_stand_on_each_other():
    hits = tuple((F(n), f"01:00:0{n}:00 a light goes on in the window") for n in range(4))
    music = musicxml_bytes(score("flute"), tempo(), PageText(hits=hits), for_print=True)
    for clear in (True, False):
        page = etree.fromstring((engrave_fitting(music, sheet_for(1)) if clear else engrave(music, sheet_for(1)))[0].encode())
        marks = [mark for measure in groups(page, "measure") for mark in measure if mark.get("class") in ("dir", "tempo")]
        moved = [re.search(r"translate\((-?\d+), (-?\d+)\)", mark.get("transform", "translate(0, 0)")) for mark in marks]
        boxes = [
            Ink(*(edge + float(move[1 + n % 2]) for n, edge in enumerate(hull_of(mark, 180))))
            for mark, move in zip(marks, moved, strict=True)
        ]
        assert len(boxes) == 5 and any(a.meets(b) for a, b in itertools.combinations(boxes, 2)) != clear


def test_the_largest_orchestra_fits_its_page():
    everybody = [name for name in INSTRUMENTS if name != "synth"]
    music = musicxml_bytes(score(*everybody, bars=3), tempo(3), PageText(), for_print=True)
    staves = sum(len(INSTRUMENTS[name].clefs) for name in everybody)
    sheet = sheet_for(staves)
    (page,) = engrave_fitting(music, sheet)
    lowest = max(y for _, y in labels(page)) / 100 + sheet.top_mm
    assert staves > 25 and lowest < sheet.height_mm


def test_a_page_that_holds_one_system_of_few_players_is_filled_with_larger_staves():
    players = [name for name in INSTRUMENTS if len(INSTRUMENTS[name].clefs) == 1][:10]
    music, sheet = musicxml_bytes(score(*players, bars=3), tempo(3), PageText(), for_print=True), sheet_for(10)
    foot = 100 * (sheet.height_mm - sheet.bottom_mm)
    plain = [etree.fromstring(page.encode()) for page in engrave(music, sheet)]
    pages = [etree.fromstring(page.encode()) for page in engrave_fitting(music, sheet)]
    assert {len(groups(page, "system")) for page in (*plain, *pages)} == {1}
    assert 1.15 * max(map(lowest_line, plain)) < max(map(lowest_line, pages)) <= foot


def test_pages_can_be_looked_at():
    music = musicxml_bytes(score("flute"), tempo(), PageText(), for_print=True)
    (picture,) = engrave_pictures(music, BLOCK, sheet_for(1), pixels_per_inch=30)
    assert picture.startswith(b"\x89PNG")
    assert engrave_pdf(music, BLOCK, sheet_for(1)).startswith(b"%PDF")


@pytest.mark.parametrize(("bpm", "click"), [(120, "12-0"), (96, "15-0"), (100, "14-3"), (119.3, "12-1")])
def test_the_click_is_counted_in_frames_and_eighths(bpm, click):
    assert frame_click(bpm) == click


def theme(first: Fraction) -> Theme:
    d, a = PitchName.parse("D"), PitchName.parse("A")
    notes = (
        ThemeNote(first, -first or F(1), Pitch.parse("A4")),
        ThemeNote(F(1), F(2), Pitch.parse("D5")),
        ThemeNote(F(3), F(3), Pitch.parse("C#5")),
    )
    chords = (ChordSpan(F(0), F(3), Chord(d, "min", d), "i", 0.1), ChordSpan(F(3), F(3), Chord(a, "7", PitchName.parse("C#")), "V65", 0.5))
    return Theme("the keeper/1", "a lighthouse keeper", "tender", "invented", Key.parse("D minor"), Meter(3), "clause", 2, 2, notes, chords)


@pytest.mark.parametrize(
    ("first", "bars"), [(F(0), [(1, 3), (2, 3)]), (F(-1), [(0, 1), (1, 3), (2, 3)]), (F(-2, 3), [(0, 3), (1, 3), (2, 3)])]
)
def test_a_themes_pick_up_stands_in_bar_nought(first, bars):
    _, tempo_map = theme_score(theme(first))
    assert [(bar.number, bar.meter.beats) for bar in tempo_map.bars] == bars
    assert tempo_map.bars[0].start_beat == 0


def test_the_theme_book_holds_melody_and_chord_symbols(tmp_path):
    files = write_theme(tmp_path, theme(F(-1)))
    assert [path.name for path in files] == ["the-keeper-1.musicxml", "the-keeper-1.mid"]
    root = etree.parse(str(files[0]), etree.XMLParser(load_dtd=False)).getroot()
    symbols = [(h.findtext("root/root-step"), h.find("kind").get("text"), h.findtext("bass/bass-step")) for h in root.iter("harmony")]
    assert symbols == [("D", "m", None), ("A", "7", "C")]
    (track,) = read_midi(files[1]).tracks
    assert [note.onset for note in track.notes if note.key > 66] == [0, 2, 4]


@pytest.mark.parametrize("octaves", [0, 1, 2, 3])
def test_the_chords_of_a_low_theme_lie_below_its_tune(octaves):
    plain = theme(F(0))
    low = replace(plain, notes=tuple(replace(n, pitch=Pitch(n.pitch.name, n.pitch.octave - octaves)) for n in plain.notes))
    (part,) = theme_score(low)[0].parts
    tune, chords = ([n for n in part.notes if n.staff == staff] for staff in (1, 2))
    assert all(
        one.pitch.height < other.pitch.height
        for one in chords for other in tune if one.onset < other.onset + other.length and other.onset < one.onset + one.length
    )  # fmt: skip
    assert {chord.onset for chord in chords} == {0, 3}


def test_chords_of_the_theme_book_are_spelled_from_their_root():
    assert [str(p) for p in close_position(Chord(PitchName.parse("Bb"), "maj7", PitchName.parse("Bb")))] == ["Bb2", "D3", "F3", "A3"]


def test_the_piano_roll_is_drawn(tmp_path):
    piano_roll_png(tmp_path / "a.png", score("flute", "percussion"), tempo(), title="1m1")
    piano_roll_png(tmp_path / "b.png", score("flute", "percussion"), tempo(), title="1m1")
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
