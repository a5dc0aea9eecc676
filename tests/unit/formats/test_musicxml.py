import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from originalscore.errors import FormatError
from originalscore.formats.musicxml import PageText, musicxml_bytes, read_musicxml, write_musicxml
from originalscore.formats.musicxml.levels import level_curve
from originalscore.formats.musicxml.rhythm import grid, spell_bar
from originalscore.formats.musicxml.spelling import Accidentals, sounding, writing_for
from originalscore.model.plan import Chord
from originalscore.model.score import DYNAMICS, Direction, Dynamic, Hairpin, Note, Part, Score
from originalscore.model.tempo import Bar, Hold, TempoMap, TempoPoint
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch, PitchName

F = Fraction
METERS = [
    Meter(4),
    Meter(3),
    Meter(2),
    Meter(5),
    Meter(7),
    Meter(6, 8),
    Meter(9, 8),
    Meter(12, 8),
    Meter(7, 8),
    Meter(5, 8),
    Meter(3, 8),
    Meter(2, 2),
]


def tempo_of(*meters: Meter, points: tuple[TempoPoint, ...] = (TempoPoint(F(0), 600_000),)) -> TempoMap:
    bars, beat = [], F(0)
    for number, meter in enumerate(meters, 1):
        bars.append(Bar(number, beat, meter))
        beat += meter.beats
    return TempoMap("c1", points, tuple(bars), beat, meters[0], 100.0, ())


def note(onset: object, length: object, pitch: str, **more: object) -> Note:
    return Note(F(str(onset)), F(str(length)), Pitch.parse(pitch), **more)  # type: ignore[arg-type]


def part(instrument: str, *notes: Note, **more: object) -> Part:
    marks = {"dynamics": (), "hairpins": (), "directions": (), "level": (), **more}
    return Part(instrument, notes, **marks)  # type: ignore[arg-type]


def score(*parts: Part, key: str = "C major") -> Score:
    return Score("c1", Key.parse(key), parts)


def document(
    *parts: Part, tempo: TempoMap | None = None, key: str = "C major", text: PageText | None = None, transposed: bool = False
) -> etree._Element:
    made = musicxml_bytes(score(*parts, key=key), tempo or tempo_of(*[Meter(4)] * 4), text, transposed=transposed)
    return etree.fromstring(made, etree.XMLParser(load_dtd=False, no_network=True))


def written(meter: Meter, *edges: int, rests: tuple[int, ...] = ()) -> list[list[tuple[str, int]]]:
    bar = grid(meter, int(meter.beats * 12))
    spans = [(a, b, n in rests) for n, (a, b) in enumerate(zip((0, *edges), (*edges, bar.length), strict=True))]
    return [[(symbol.kind, symbol.dots) for symbol in symbols] for symbols in spell_bar(bar, spans)]


@pytest.mark.parametrize(
    ("meter", "edges", "expected"),
    [
        (Meter(4), (36,), [[("half", 1)], [("quarter", 0)]]),
        (Meter(4), (12,), [[("quarter", 0)], [("half", 1)]]),
        (Meter(4), (12, 30), [[("quarter", 0)], [("quarter", 0), ("eighth", 0)], [("quarter", 1)]]),
        (Meter(4), (6, 18, 24), [[("eighth", 0)], [("quarter", 0)], [("eighth", 0)], [("half", 0)]]),
        (Meter(4), (18, 30), [[("quarter", 1)], [("eighth", 0), ("eighth", 0)], [("quarter", 1)]]),
        (Meter(5), (), [[("half", 1), ("half", 0)]]),
        (Meter(7, 8), (), [[("half", 0), ("quarter", 1)]]),
        (Meter(6, 8), (24,), [[("quarter", 1), ("eighth", 0)], [("quarter", 0)]]),
        (Meter(3), (6,), [[("eighth", 0)], [("eighth", 0), ("half", 0)]]),
        (Meter(4), (3, 9, 12), [[("16th", 0)], [("eighth", 0)], [("16th", 0)], [("half", 1)]]),
    ],
)
def test_rhythm_is_spelled_without_hiding_the_beat(meter, edges, expected):
    assert written(meter, *edges) == expected


def test_a_rest_never_crosses_the_middle_of_the_bar():
    assert written(Meter(4), 6, rests=(1,))[1] == [("eighth", 0), ("quarter", 0), ("half", 0)]
    assert written(Meter(3), 12, rests=(1,))[1] == [("quarter", 0), ("quarter", 0)]


def test_thirds_of_a_beat_become_triplets_and_thirds_of_a_half_wide_triplets():
    bar = grid(Meter(4), 48)
    small = spell_bar(bar, [(0, 4, False), (4, 8, True), (8, 12, False), (12, 48, False)])
    assert [(s.kind, s.actual, s.normal) for symbols in small[:3] for s in symbols] == [("eighth", 3, 2)] * 3
    wide = spell_bar(bar, [(0, 8, False), (8, 16, False), (16, 24, False), (24, 48, True)])
    assert [(s.kind, s.actual) for symbols in wide[:3] for s in symbols] == [("quarter", 3)] * 3


def symbol_ticks(symbol) -> Fraction:
    plain = {"32nd": F(3, 2), "16th": 3, "eighth": 6, "quarter": 12, "half": 24, "whole": 48, "breve": 96}[symbol.kind]
    return plain * (F(3, 2) if symbol.dots else 1) * F(symbol.normal, symbol.actual)


@given(st.sampled_from(METERS), st.data())
def test_every_division_of_a_bar_is_spelled_exactly(meter, data):
    bar = grid(meter, int(meter.beats * 12))
    edges = sorted(data.draw(st.sets(st.integers(1, bar.length - 1), max_size=9)))
    spans = [(a, b, data.draw(st.booleans())) for a, b in zip([0, *edges], [*edges, bar.length], strict=True)]
    for (start, end, _), symbols in zip(spans, spell_bar(bar, spans), strict=True):
        assert symbols[0].start == start and sum(s.length for s in symbols) == end - start
        assert all(symbol.whole_bar or symbol_ticks(symbol) == symbol.length for symbol in symbols)


def test_notes_are_tied_over_the_bar_line_and_each_bar_is_full():
    root = document(part("oboe", note(2, 7, "D5")))
    bars = root.findall("part/measure")
    assert [[int(d.text) for d in bar.findall("note/duration")] for bar in bars] == [[24, 24], [48], [12, 12, 24], [48]]
    assert [tie.get("type") for tie in root.iter("tie")] == ["start", "stop", "start", "stop"]


def test_piano_staves_and_voices_each_fill_the_bar():
    root = document(part("piano", note(0, 4, "C5"), note(1, 1, "E4", voice=2), note(0, 2, "C3", staff=2)), tempo=tempo_of(Meter(4)))
    sums: dict[str, int] = {}
    for element in root.iter("note"):
        voice = element.findtext("voice")
        sums[voice] = sums.get(voice, 0) + (0 if element.find("chord") is not None else int(element.findtext("duration")))
    assert sums == {"1": 48, "2": 48, "5": 48}
    assert [backup.findtext("duration") for backup in root.iter("backup")] == ["48", "48"]


def test_the_score_in_c_keeps_only_octave_transpositions():
    root = document(part("clarinet", note(0, 1, "Bb4")), part("basses", note(0, 1, "E1")))
    assert root.find("defaults/concert-score") is not None
    clarinet, basses = root.findall("part")
    assert clarinet.find(".//transpose") is None and clarinet.findtext(".//pitch/octave") == "4"
    assert basses.findtext(".//octave-change") == "-1" and basses.findtext(".//pitch/octave") == "2"


def test_a_part_is_written_for_its_player():
    root = document(part("clarinet", note(0, 1, "Bb4")), part("horns", note(1, 1, "F4")), key="Bb major", transposed=True)
    clarinet, horns = root.findall("part")
    assert (clarinet.findtext(".//pitch/step"), clarinet.findtext(".//fifths")) == ("C", "0")
    assert (horns.findtext(".//pitch/step"), horns.findtext(".//fifths")) == ("C", "-1")


def test_a_part_in_an_impossible_key_is_respelled_and_still_sounds_right():
    writing = writing_for(INSTRUMENTS["clarinet"], Key.parse("C# major"), transposed=True)
    assert writing.signature == -3
    assert str(writing.write(Pitch.parse("C#5"))) == "Eb5"


def test_accidentals_hold_for_the_bar_and_follow_the_signature():
    bar = Accidentals(-1)
    asked = [bar.needed(Pitch.parse(name), tied_back=False) for name in ("Bb4", "B4", "B4", "B5", "Bb4", "F#4")]
    assert asked == ["", "natural", "", "natural", "flat", "sharp"]
    assert Accidentals(0).needed(Pitch.parse("F#4"), tied_back=True) == ""


def test_beams_follow_the_meter_and_break_at_rests():
    eighths = [note(F(n, 2), F(1, 2), "C5") for n in range(8)]
    assert [b.text for b in document(part("flute", *eighths), tempo=tempo_of(Meter(4))).iter("beam")] == [
        "begin",
        "continue",
        "continue",
        "end",
    ] * 2
    assert [b.text for b in document(part("flute", *eighths[:6]), tempo=tempo_of(Meter(6, 8))).iter("beam")] == [
        "begin",
        "continue",
        "end",
    ] * 2
    mixed = [note(0, F(3, 4), "C5"), note(F(3, 4), F(1, 4), "D5"), note(F(3, 2), F(1, 2), "E5")]
    beams = [(b.get("number"), b.text) for b in document(part("flute", *mixed), tempo=tempo_of(Meter(4))).iter("beam")]
    assert beams == [("1", "begin"), ("1", "end"), ("2", "backward hook")]


def test_hits_are_boxed_with_their_timecode_over_the_top_part_only():
    text = PageText(hits=((F(5), "01:00:10:00 lightning"),))
    root = document(part("flute", note(0, 8, "C5")), part("violas", note(0, 8, "C4")), text=text)
    words = [w for w in root.iter("words") if w.get("enclosure") == "rectangle"]
    assert [w.text for w in words] == ["01:00:10:00 lightning"]
    measure = words[0].getparent().getparent().getparent()
    assert measure.get("number") == "2" and words[0].getparent().getparent().findtext("offset") == "12"


def test_tempo_is_printed_where_it_settles_and_carried_exactly():
    points = (TempoPoint(F(0), 600_000), TempoPoint(F(8), 590_000), TempoPoint(F(10), 560_000), TempoPoint(F(12), 500_000))
    root = document(part("flute", note(0, 24, "C5")), tempo=tempo_of(*[Meter(4)] * 6, points=points))
    assert [m.text for m in root.iter("per-minute")] == ["100", "120"]
    assert [w.text for w in root.iter("words")] == ["accel."]
    assert [float(s.get("tempo")) for s in root.iter("sound")] == pytest.approx([point.bpm for point in points], abs=1e-5)


def test_a_slow_drift_gets_a_figure_when_it_has_gone_far_and_no_words():
    points = tuple(TempoPoint(F(n), 600_000 - 1_200 * n) for n in range(24))
    root = document(part("flute", note(0, 24, "C5")), tempo=tempo_of(*[Meter(4)] * 6, points=points))
    assert [m.text for m in root.iter("per-minute")] == ["100", "103"]
    assert not list(root.iter("words"))


def test_a_round_tempo_keeps_its_noughts():
    points = (TempoPoint(F(0), 500_000), TempoPoint(F(8), 400_000))
    root = document(part("flute", note(0, 16, "C5")), tempo=tempo_of(*[Meter(4)] * 4, points=points))
    assert [m.text for m in root.iter("per-minute")] == ["120", "150"]


def test_printed_dynamics_never_stand_on_each_other():
    music = score(part("flute", note(0, 4, "C5"), dynamics=(Dynamic(F(0), "ppp"), Dynamic(F(1, 2), "mf"), Dynamic(F(2), "f"))))
    for for_print, expected in ((True, ["mf", "f"]), (False, ["ppp", "mf", "f"])):
        root = etree.fromstring(musicxml_bytes(music, tempo_of(Meter(4)), for_print=for_print))
        assert [str(mark[0].tag) for mark in root.iter("dynamics")] == expected


def test_compound_meters_count_dotted_quarters():
    root = document(part("flute", note(0, 3, "C5")), tempo=tempo_of(Meter(6, 8)))
    assert root.find(".//beat-unit-dot") is not None and root.findtext(".//per-minute") == "66.67"


def test_percussion_carries_its_sounds_and_counts_midi_from_one():
    strokes = [Note(F(0), F(1), None, "bass-drum"), Note(F(0), F(1), None, "crash", articulation="accent")]
    root = document(part("percussion", *strokes), tempo=tempo_of(Meter(4)))
    assert {m.get("id"): m.findtext("midi-unpitched") for m in root.iter("midi-instrument")} == {
        "percussion-bass-drum": "37",
        "percussion-crash": "50",
    }
    assert {i.get("id") for i in root.iter("instrument")} == {"percussion-bass-drum", "percussion-crash"}
    assert not list(root.iter("chord"))


def test_a_short_first_bar_is_a_pick_up():
    bars = (Bar(0, F(0), Meter(1)), Bar(1, F(1), Meter(3)), Bar(2, F(4), Meter(3)))
    tempo = TempoMap("c1", (TempoPoint(F(0), 600_000),), bars, F(7), Meter(3), 100.0, ())
    root = document(part("flute", note(0, 1, "A4"), note(1, 6, "D5")), tempo=tempo)
    first = root.find("part/measure")
    assert (first.get("number"), first.get("implicit"), first.findtext(".//time/beats")) == ("0", "yes", "3")
    assert [bar.get("number") for bar in root.findall("part/measure")] == ["0", "1", "2"]


def test_overlapping_notes_of_one_voice_are_moved_not_lost():
    root = document(part("violins-1", note(0, 4, "D5"), note(2, 4, "A5"), note(3, 2, "F5")))
    starts = [n for n in root.iter("note") if n.find("pitch") is not None and "stop" not in {t.get("type") for t in n.findall("tie")}]
    assert len(starts) == 3


def test_stray_slur_ends_are_not_printed():
    notes = [
        note(0, 1, "C5", slur="stop"),
        note(1, 1, "D5", slur="start"),
        note(2, 1, "E5", slur="both"),
        note(3, 1, "F5", slur="stop"),
        note(4, 1, "G5", slur="start"),
    ]
    assert [s.get("type") for s in document(part("flute", *notes)).iter("slur")] == ["start", "stop", "start", "stop"]


def test_families_are_bracketed_and_single_parts_are_not():
    root = document(
        part("flute", note(0, 1, "C5")), part("oboe", note(0, 1, "C5")), part("harp", note(0, 1, "C4")), part("violas", note(0, 1, "C4"))
    )
    order = [child.get("id") or child.get("type") for child in root.find("part-list")]
    assert order == ["start", "flute", "oboe", "stop", "harp", "violas"]


def test_the_same_music_gives_the_same_bytes():
    music = score(part("flute", note(0, 1, "C5")))
    assert musicxml_bytes(music, tempo_of(Meter(4))) == musicxml_bytes(music, tempo_of(Meter(4)))


def test_sounding_undoes_every_transposition():
    for instrument in INSTRUMENTS.values():
        for name in ("C major", "F# major", "Eb minor", "C# minor"):
            writing = writing_for(instrument, Key.parse(name), transposed=True)
            octaves = int(writing.semitones / 12)
            figures = 7 * octaves - writing.diatonic, 12 * octaves - writing.semitones, -octaves
            for text in ("C4", "F#4", "Bb3", "E5"):
                assert sounding(writing.write(Pitch.parse(text)), *figures) == Pitch.parse(text)


def test_dynamics_and_hairpins_give_a_level_curve():
    curve = level_curve((Dynamic(F(0), "p"), Dynamic(F(8), "f")), (Hairpin(F(4), F(8), "crescendo"),))
    assert [(point.beat, point.level) for point in curve] == [(0, 0.36), (4, 0.36), (8, 0.72)]


def test_a_high_cello_line_turns_to_tenor_clef_and_back_without_wavering():
    line = [note(4 * n, 4, pitch) for n, pitch in enumerate(["C3", "A4", "C5", "A4", "D4", "C2", "C2", "E4"])]
    bars = document(part("cellos", *line), tempo=tempo_of(*[Meter(4)] * 8)).findall("part/measure")
    assert [(bar.findtext("attributes/clef/sign"), bar.findtext("attributes/clef/line")) for bar in bars] == [
        ("F", "4"), ("C", "4"), (None, None), (None, None), ("F", "4"), (None, None), (None, None), (None, None),
    ]  # fmt: skip


def test_a_single_high_bar_is_read_on_ledger_lines():
    bars = document(
        part("cellos", *[note(4 * n, 4, pitch) for n, pitch in enumerate(["C3", "A4", "C3"])]), tempo=tempo_of(*[Meter(4)] * 3)
    ).findall("part/measure")
    assert [bar.findtext("attributes/clef/sign") for bar in bars] == ["F", None, None]


def test_a_celesta_that_plays_on_one_staff_is_printed_on_one_and_a_harp_on_two():
    for name, staves in (("celesta", None), ("harp", "2")):
        assert document(part(name, note(0, 4, "C5"))).findtext("part/measure/attributes/staves") == staves
    low = document(part("synth", note(0, 4, "C2", staff=2)))
    assert low.findtext("part/measure/attributes/staves") is None and low.findtext("part/measure/attributes/clef/sign") == "F"


def test_empty_bars_of_a_printed_part_run_together_up_to_the_next_mark():
    music = score(part("flute", note(0, 4, "C5"), note(32, 4, "C5"), dynamics=(Dynamic(F(0), "p"),)))
    text = PageText(rehearsal_every=4)
    made = musicxml_bytes(music, tempo_of(*[Meter(4)] * 12), text, parts=["flute"], for_print=True)
    bars = etree.fromstring(made, etree.XMLParser(load_dtd=False)).findall("part/measure")
    runs = {
        bar.get("number"): bar.findtext("attributes/measure-style/multiple-rest")
        for bar in bars
        if bar.find("attributes/measure-style") is not None
    }
    assert runs == {"2": "3", "5": "4", "10": "3"}
    assert len(bars) == 12 and bars[9].find("barline") is not None


#: Children of each element in the order of the W3C schema, MusicXML 4.0.
ORDER = {
    "note": "chord pitch unpitched rest duration tie instrument voice type dot accidental time-modification notehead staff beam notations lyric",
    "attributes": "divisions key time staves clef transpose measure-style",
    "direction": "direction-type offset staff",
    "notations": "tied slur tuplet ornaments articulations fermata",
    "score-part": "part-name part-abbreviation score-instrument midi-instrument",
    "score-partwise": "work movement-number movement-title identification defaults part-list part",
    "harmony": "root kind bass offset",
    "transpose": "diatonic chromatic octave-change",
    "metronome": "beat-unit beat-unit-dot per-minute",
    "key": "fifths mode",
    "clef": "sign line",
}  # fmt: skip


def test_elements_stand_in_the_order_of_the_schema():
    chords = ((F(1), Chord(PitchName.parse("Bb"), "min7", PitchName.parse("F"))),)
    text = PageText("The Light", "1m1", "01:00:00:00", "24", "Keeper", ((F(1), "door"),), chords, 2)
    marks = {"dynamics": (Dynamic(F(1), "p"),), "hairpins": (Hairpin(F(1), F(3), "crescendo"),), "directions": (Direction(F(1), "pizz."),)}
    triplet = [note(F(n, 3), F(1, 3), "F#5", slur=slur, articulation="tremolo", lyric="Ah") for n, slur in enumerate(["start", "", "stop"])]
    piano = [note(1, 5, "E5"), note(1, 5, "G5"), note(0, 9, "C3", staff=2), *triplet]
    drum = Note(F(0), F(6), None, "crash", articulation="accent")
    for transposed in (False, True):
        root = document(part("horns", *triplet, **marks), part("piano", *piano, **marks), part("percussion", drum), text=text,
                        tempo=tempo_of(Meter(6, 8), *[Meter(4)] * 3), transposed=transposed)  # fmt: skip
        for element in root.iter():
            wanted = ORDER.get(str(element.tag), "").split()
            places = [wanted.index(str(child.tag)) for child in element] if wanted else []
            assert places == sorted(places), element.tag


# --- writing and reading back -----------------------------------------------------------------------------------------


@st.composite
def voices(draw, instrument: str, end: int, staff: int, voice: int):
    """One voice on the grid of a twelfth: notes and chords with gaps, slurs in pairs."""
    row = INSTRUMENTS[instrument]
    heights = range(Pitch.parse(row.low).height, Pitch.parse(row.high).height + 1) if row.pitched else []
    here, notes = 0, []
    while here < end - 24 and len(notes) < 14:
        here += draw(st.sampled_from([0, 0, 0, 3, 4, 6, 12, 24]))
        length = draw(st.sampled_from([3, 4, 6, 8, 12, 12, 18, 24, 36, 60]))
        if here + length > end:
            break
        mark = draw(st.sampled_from(["", "", "staccato", "tenuto", "accent", "marcato", "fermata"]))
        if row.pitched:
            tones = sorted(draw(st.sets(st.sampled_from(heights), min_size=1, max_size=2)))
            notes += [Note(F(here, 12), F(length, 12), Pitch.near(h), staff=staff, voice=voice, articulation=mark) for h in tones]
        else:
            sounds = sorted(draw(st.sets(st.sampled_from(sorted(PERCUSSION)), min_size=1, max_size=2)))
            notes += [Note(F(here, 12), F(length, 12), None, sound, articulation=mark) for sound in sounds]
        here += length
    return notes


@st.composite
def written_parts(draw, instrument: str, end: int):
    notes = list(draw(voices(instrument, end, 1, 1)))
    for staff in range(2, len(INSTRUMENTS[instrument].clefs) + 1):
        notes += draw(voices(instrument, end, staff, 1))
    if instrument == "piano":
        notes += draw(voices(instrument, end, 1, 2))
    beats = st.integers(0, end - 12).map(lambda tick: F(tick, 12))
    marks = {beat: Dynamic(beat, draw(st.sampled_from(DYNAMICS))) for beat in draw(st.sets(beats, max_size=3))}
    words = {beat: Direction(beat, draw(st.sampled_from(["pizz.", "arco", "con sord."]))) for beat in draw(st.sets(beats, max_size=2))}
    start, length = draw(beats), draw(st.integers(1, 12))
    hairpins = (Hairpin(start, start + F(length, 12), draw(st.sampled_from(["crescendo", "diminuendo"]))),)
    in_order = sorted(notes, key=lambda n: (n.onset, n.staff, n.voice, n.pitch.height if n.pitch else 0, str(n.pitch or n.sound)))
    return part(
        instrument,
        *in_order,
        dynamics=tuple(marks[b] for b in sorted(marks)),
        directions=tuple(words[b] for b in sorted(words)),
        hairpins=hairpins,
    )


@st.composite
def scores(draw):
    meters = draw(st.lists(st.sampled_from(METERS), min_size=3, max_size=6))
    tempo = tempo_of(*meters)
    instruments = draw(
        st.lists(
            st.sampled_from(["flute", "clarinet", "horns", "percussion", "piano", "violas", "basses"]), min_size=1, max_size=3, unique=True
        )
    )
    parts = [draw(written_parts(name, int(tempo.end_beat * 12))) for name in instruments]
    return Score("c1", Key.parse(draw(st.sampled_from(["C major", "D minor", "F# major", "Eb minor", "A dorian"]))), tuple(parts)), tempo


def on_the_page(music: Score) -> Score:
    """Without what a page cannot show; the level curve is derived from its marks."""
    parts = [dataclasses.replace(p, level=level_curve(p.dynamics, p.hairpins)) for p in music.parts]
    return dataclasses.replace(music, parts=tuple(parts))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scores(), st.booleans())
def test_what_is_written_is_read_back(tmp_path_factory, music_and_tempo, transposed):
    music, tempo = music_and_tempo
    path: Path = tmp_path_factory.mktemp("round") / "cue.musicxml"
    write_musicxml(path, music, tempo, transposed=transposed)
    assert read_musicxml(path) == on_the_page(music)


def test_tied_slurs_lyrics_and_hits_are_read_back(tmp_path):
    notes = [
        note(0, 6, "D5", slur="start", lyric="Ah"),
        note(6, 2, "E5", slur="both", lyric="Ah"),
        note(8, 7, "F5", slur="stop", articulation="tremolo"),
    ]
    music = score(part("choir-women", *notes))
    write_musicxml(tmp_path / "a.musicxml", music, tempo_of(*[Meter(4)] * 4), PageText(hits=((F(6), "01:00:00:00 door"),)))
    back = read_musicxml(tmp_path / "a.musicxml").parts[0].notes
    assert [n.carries_hit for n in back] == [False, True, False]
    assert [dataclasses.replace(n, carries_hit=False) for n in back] == notes


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<score-partwise", "no MusicXML"),
        ("<score-timewise/>", "partwise"),
        (
            '<score-partwise><part-list><score-part id="P1"><part-name>Kazoo</part-name></score-part></part-list><part id="P1"/></score-partwise>',
            "Kazoo",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, content, fault):
    (tmp_path / "bad.musicxml").write_text(content)
    with pytest.raises(FormatError, match=fault):
        read_musicxml(tmp_path / "bad.musicxml")


def test_a_broken_bar_is_named(tmp_path):
    made = musicxml_bytes(score(part("flute", note(0, 8, "C5"))), tempo_of(*[Meter(4)] * 2)).decode()
    (tmp_path / "bad.musicxml").write_text(made.replace("<octave>5</octave>", "<octave>five</octave>"))
    with pytest.raises(FormatError, match=r"Flute, bar 1: .*five"):
        read_musicxml(tmp_path / "bad.musicxml")


def electronics() -> Part:
    struck = [note(8, 4, "C1", sound="sub-drop", carries_hit=True), note(8, 4, "C2", sound="braam", carries_hit=True)]
    notes = [note(0, 4, "C2", sound="drone", staff=2), note(4, 4, "C4", sound="riser"), *(replaced(one, staff=2) for one in struck)]
    words = (Direction(F(0), "Drone"), Direction(F(4), "Riser"), Direction(F(8), "Sub Drop + Braam"))
    return part("electronics", *sorted(notes, key=lambda one: (one.onset, one.staff, one.voice, one.pitch.height)), directions=words)


def replaced(one: Note, **more: object) -> Note:
    return dataclasses.replace(one, **more)


def test_electronic_notes_keep_pitch_and_sound_through_a_round_trip(tmp_path):
    path = tmp_path / "a.musicxml"
    write_musicxml(path, score(electronics()), tempo_of(Meter(4), Meter(4), Meter(4)), PageText(hits=((F(8), "hit"),)))
    (back,) = read_musicxml(path).parts
    assert back.notes == electronics().notes and back.directions == electronics().directions
    page = path.read_text()
    assert '<instrument id="electronics-riser"/>' in page and '<words font-style="italic">Riser</words>' in page
    assert "<midi-program>96</midi-program>" in page


def test_electronic_sounds_are_known_by_their_words_where_a_program_has_dropped_the_instruments(tmp_path):
    path = tmp_path / "a.musicxml"
    content = musicxml_bytes(score(electronics()), tempo_of(Meter(4), Meter(4), Meter(4)))
    root = etree.fromstring(content)
    for element in [*root.iter("instrument"), *root.iter("score-instrument"), *root.iter("midi-instrument")]:
        element.getparent().remove(element)
    path.write_bytes(etree.tostring(root))
    (back,) = read_musicxml(path).parts
    assert [one.sound for one in back.notes] == ["drone", "riser", "sub-drop", "sub-drop"]
    for element in list(root.iter("direction")):
        element.getparent().remove(element)
    path.write_bytes(etree.tostring(root))
    with pytest.raises(FormatError, match="before any sound is named"):
        read_musicxml(path)


def test_every_part_has_a_fermata_over_a_held_beat_and_no_slow_tempo_is_printed():
    points = (TempoPoint(F(0), 600_000), TempoPoint(F(7), 1_500_000), TempoPoint(F(8), 600_000))
    tempo = dataclasses.replace(tempo_of(Meter(4), Meter(4), Meter(4), points=points), holds=(Hold(F(7), F(8)),))
    music = score(
        part("violins-1", note(0, 4, "C5"), note(4, 3, "D5"), note(7, 1, "E5"), note(8, 4, "F5")), part("flute", note(0, 4, "C5"))
    )
    root = etree.fromstring(musicxml_bytes(music, tempo))
    for one in root.findall("part"):
        signs = one.findall("measure/note")
        held = [sign for sign in signs if sign.find("notations/fermata") is not None]
        assert len(held) == 1 and held[0].getparent().get("number") == "2"
    assert [sign.findtext("pitch/step") for sign in root.findall("part[1]/measure/note") if sign.find("notations/fermata") is not None] == [
        "E"
    ]
    assert len(root.findall(".//metronome")) == 1 and not root.xpath("//words[text()='rit.']")
    page = etree.fromstring(musicxml_bytes(music, tempo, parts=["flute"], for_print=True))
    assert page.find(".//multiple-rest") is None and page.find(".//rest/../notations/fermata") is not None
