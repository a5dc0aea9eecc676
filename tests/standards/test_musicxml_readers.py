"""Every MusicXML opens in music21, partitura and verovio with the same notes, parts and bars, and no bar over- or underfull."""

import warnings
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
import verovio
from lxml import etree

from originalscore.formats.musicxml import PageText, write_musicxml
from originalscore.model.score import Direction, Dynamic, Hairpin, Note, Part, Score
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch

with warnings.catch_warnings():  # the readers' own imports warn of deprecations
    warnings.simplefilter("ignore")
    import music21
    import partitura

F = Fraction
MEI = "{http://www.music-encoding.org/ns/mei}"
pytestmark = pytest.mark.filterwarnings("ignore")


def tempo() -> TempoMap:
    meters = [Meter(4)] * 3 + [Meter(3)] * 2 + [Meter(7, 8), Meter(6, 8), Meter(5, 4), Meter(4)]
    bars, beat = [], F(0)
    for number, meter in enumerate(meters, 1):
        bars.append(Bar(number, beat, meter))
        beat += meter.beats
    points = (TempoPoint(F(0), 625_000), TempoPoint(F(12), 600_000), TempoPoint(F(25, 2), 590_000), TempoPoint(F(13), 545_454))
    return TempoMap("c1", points, tuple(bars), beat, Meter(4), 96.0, ())


def line(*figures: tuple[object, object, str], **more: object) -> list[Note]:
    return [Note(F(str(at)), F(str(length)), Pitch.parse(pitch), **more) for at, length, pitch in figures]  # type: ignore[arg-type]


def score() -> Score:
    melody = line((0, 1, "D5"), (1, "1/3", "E5"), ("4/3", "1/3", "F5"), ("5/3", "1/3", "G5"), (2, 7, "A5"), ("19/2", "3/4", "Bb5"), ("41/4", "1/4", "C#6"),
                  (11, "2/3", "D6"), ("35/3", "2/3", "C6"), ("37/3", "2/3", "Bb5"), (14, 5, "A5"), ("39/2", "3/2", "F5"), (24, 9, "D5"))  # fmt: skip
    piano = (
        line((0, 4, "F5"), (0, 4, "A5"), (6, 1, "C6"))
        + line((1, 2, "D5"), (5, "1/3", "C5"), voice=2)
        + line((0, 18, "D2"), (0, 18, "D3"), staff=2)
    )
    drums = [Note(F(n), F(1, 2), None, "bass-drum") for n in range(4)] + [Note(F(0), F(1, 2), None, "crash", articulation="accent")]
    drums += [Note(F(8), F(10), None, "tam-tam", articulation="roll")]
    made = line((0, 12, "D2"), staff=2, sound="drone") + line((4, 1, "D5"), (5, 1, "D4"), (6, 1, "D5"), sound="tick")
    made += line((12, 4, "D1"), staff=2, sound="sub-drop") + line((12, 4, "D2"), staff=2, sound="braam")
    marks = {
        "dynamics": (Dynamic(F(0), "p"), Dynamic(F(9), "f")),
        "hairpins": (Hairpin(F(4), F(9), "crescendo"),),
        "directions": (Direction(F(3), "pizz."),),
    }
    parts = [("flute", melody), ("clarinet", melody), ("horns", line((0, 6, "C4"), (0, 6, "E4"), (0, 6, "Bb4"))), ("percussion", drums), ("piano", piano),
             ("violins-1", melody), ("basses", line((0, 4, "E1"), (12, 10, "A1"))), ("electronics", made)]  # fmt: skip
    return Score("c1", Key.parse("D minor"), tuple(Part(name, tuple(notes), level=(), **marks) for name, notes in parts))  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=[False, True], ids=["in C", "transposed"])
def written(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("score") / "1m1.musicxml"
    text = PageText("The Light", "1m1", "01:00:00:00", "24", "Keeper", ((F(25, 2), "01:00:07:12 lightning"),), rehearsal_every=4)
    write_musicxml(path, score(), tempo(), text, transposed=request.param)
    return path


def noteheads(path: Path) -> list[int]:
    """Noteheads a part as the file itself has them."""
    root = etree.parse(str(path), etree.XMLParser(load_dtd=False, no_network=True)).getroot()
    return [len([n for n in part.iter("note") if n.find("rest") is None]) for part in root.findall("part")]


def in_music21(path: Path):
    return music21.converter.parse(str(path), forceSource=True)


def test_music21_finds_every_notehead_and_every_bar_full(written):
    opened = in_music21(written)
    staves: dict[str, int] = {}
    for part in opened.parts:
        count = sum(len(item.notes) if item.isChord else 1 for item in part.recurse().notes)
        staves[part.partName] = staves.get(part.partName, 0) + count
        measures = list(part.getElementsByClass("Measure"))
        assert [m.number for m in measures] == list(range(1, 10))
        for measure in measures:
            for voice in measure.voices or [measure]:
                assert voice.duration.quarterLength == measure.barDuration.quarterLength
    assert list(staves.values()) == noteheads(written)


def test_partitura_finds_every_notehead_and_bar(written):
    opened = partitura.load_musicxml(str(written))
    found = [list(part.iter_all(partitura.score.GenericNote, include_subclasses=True)) for part in opened]
    assert [len([n for n in notes if not isinstance(n, partitura.score.Rest)]) for notes in found] == noteheads(written)
    for part in opened:
        lengths = [F(int(m.end.t - m.start.t), 12) for m in part.measures]
        assert lengths == [bar.meter.beats for bar in tempo().bars]


def test_verovio_finds_every_notehead_and_every_bar_where_it_belongs(written):
    toolkit = verovio.toolkit()
    assert toolkit.loadFile(str(written))
    mei = etree.fromstring(toolkit.getMEI({"removeIds": False}).encode())
    assert len(list(mei.iter(f"{MEI}note"))) == sum(noteheads(written))
    assert len(list(mei.iter(f"{MEI}measure"))) == len(tempo().bars)
    starts = [event["qstamp"] for event in toolkit.renderToTimemap({"includeMeasures": True}) if "measureOn" in event]
    assert starts == [float(bar.start_beat) for bar in tempo().bars]


def test_music21_and_partitura_hear_the_same_pitches_at_the_same_beats(written):
    theirs: Counter[tuple[float, int]] = Counter()
    for part in in_music21(written).toSoundingPitch().parts:
        for item in part.recurse().notes:
            for pitch in item.pitches:
                theirs[round(float(item.getOffsetInHierarchy(part)), 3), pitch.midi] += 1
    expected: Counter[tuple[float, int]] = Counter()
    for part in score().parts:
        for note in part.notes:
            if note.pitch:
                expected[round(float(note.onset), 3), note.pitch.height] += 1
    assert expected - theirs == Counter()
    read: Counter[float] = Counter()
    for part in partitura.load_musicxml(str(written)):
        read.update(round(note.start.t / 12, 3) for note in part.notes_tied)
    assert read == Counter(round(float(note.onset), 3) for part in score().parts for note in part.notes if note.pitch)
