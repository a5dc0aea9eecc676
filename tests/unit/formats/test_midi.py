from fractions import Fraction

import mido
import pytest

from originalscore.errors import FormatError
from originalscore.formats.midi import read_midi, write_midi
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.model.score import Direction, Note, Part, Score
from originalscore.model.sketch import LinePoint
from originalscore.model.tempo import Bar, Landing, TempoMap, TempoPoint
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch
from originalscore.times import FrameRate

F = Fraction


def tempo_of(*points: tuple[object, int], bars: int = 4, landings: tuple[Landing, ...] = ()) -> TempoMap:
    meters = [Meter(4)] * (bars - 1) + [Meter(7, 8)]
    made, beat = [], F(0)
    for number, meter in enumerate(meters, 1):
        made.append(Bar(number, beat, meter))
        beat += meter.beats
    marks = tuple(TempoPoint(F(str(at)), us) for at, us in points or ((0, 600_000),))
    return TempoMap("c1", marks, tuple(made), beat, Meter(4), 100.0, landings)


def note(onset: object, length: object, pitch: str = "", sound: str = "", **more: object) -> Note:
    return Note(F(str(onset)), F(str(length)), Pitch.parse(pitch) if pitch else None, sound, **more)  # type: ignore[arg-type]


def score(*parts: tuple[str, list[Note]], level: float = 0.5, words: tuple[Direction, ...] = ()) -> Score:
    curve = (LinePoint(F(0), level),)
    return Score("c1", Key.parse("D minor"), tuple(Part(name, tuple(notes), (), (), words, curve) for name, notes in parts))


def events(path, kind: str, track: int) -> list[tuple[int, mido.Message]]:
    tick, found = 0, []
    for message in mido.MidiFile(path).tracks[track]:
        tick += message.time
        if message.type == kind:
            found.append((tick, message))
    return found


def test_tempo_meters_markers_and_notes_are_read_back(tmp_path):
    hit = Landing(F(3), "lightning", "hard", True, F(5), 2, F(1), "beat", 0.0, True)
    tempo = tempo_of((0, 600_000), ("13/4", 587_123), (7, 500_000), landings=(hit,))
    notes = [note(0, 1, "D5"), note(1, "1/3", "E5"), note("4/3", "2/3", "F5"), note(4, 6, "A4")]
    write_midi(tmp_path / "a.mid", score(("flute", notes)), tempo, markers=((F(8), "BAR 3"),), title="1m1")
    song = read_midi(tmp_path / "a.mid")
    assert song.points == tempo.points
    assert song.meters == ((F(0), Meter(4)), (F(12), Meter(7, 8)))
    assert song.markers == ((F(5), "HIT lightning"), (F(8), "BAR 3"))
    assert song.end_beat == tempo.end_beat
    (track,) = song.tracks
    assert track.name == "Flute" and track.program == 73
    assert [(n.onset, n.length, n.key) for n in track.notes] == [(n.onset, n.length, n.pitch.height) for n in notes]


def test_resolution_grows_so_that_every_tempo_point_falls_on_a_tick(tmp_path):
    write_midi(tmp_path / "a.mid", score(("flute", [note(0, 1, "D5")])), tempo_of((0, 600_000), ("9/7", 500_000)))
    assert mido.MidiFile(tmp_path / "a.mid").ticks_per_beat == 6720
    assert read_midi(tmp_path / "a.mid").points[1].beat == F(9, 7)


def test_percussion_plays_on_channel_ten_and_sixteen_parts_need_a_second_port(tmp_path):
    names = ["piccolo", "flute", "oboe", "english-horn", "clarinet", "bassoon", "horns", "trumpets", "trombones", "tuba",
             "timpani", "harp", "celesta", "piano", "violins-1", "violins-2"]  # fmt: skip
    parts = [(name, [note(0, 1, "D4")]) for name in names]
    write_midi(tmp_path / "a.mid", score(("percussion", [note(0, 1, sound="bass-drum")]), *parts), tempo_of())
    file = mido.MidiFile(tmp_path / "a.mid")
    played = [next(m for m in track if m.type == "note_on") for track in file.tracks[1:]]
    assert (played[0].channel, played[0].note) == (9, 36)
    channels = [message.channel for message in played[1:]]
    assert channels[:15] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15] and channels[15] == 0
    assert events(tmp_path / "a.mid", "midi_port", 17)[0][1].port == 1


def test_velocities_and_swell_come_from_the_performance(tmp_path):
    played = PlayedPart("flute", (PlayedNote(0.02, 0.5, Pitch.parse("D5"), "", 0.25, "sustain"), PlayedNote(0.61, 0.5, Pitch.parse("D5"), "", 0.75, "sustain")),
                        (Control(0.0, "expression", 0.5), Control(0.6, "expression", 1.0), Control(0.6, "vibrato", 0.3)))  # fmt: skip
    performance = Performance("c1", 9.0, 0.0, (played,))
    write_midi(tmp_path / "a.mid", score(("flute", [note(0, 1, "D5"), note(1, 1, "D5")])), tempo_of(), performance)
    (track,) = read_midi(tmp_path / "a.mid").tracks
    assert [n.velocity for n in track.notes] == [32, 96]
    swell = [(tick, m.value) for tick, m in events(tmp_path / "a.mid", "control_change", 1) if m.control == 11]
    assert swell == [(0, 64), (960, 127)]


def test_without_a_performance_the_level_curve_and_accents_speak(tmp_path):
    write_midi(tmp_path / "a.mid", score(("flute", [note(0, 1, "D5"), note(1, 1, "D5", articulation="accent")])), tempo_of())
    soft, accented = read_midi(tmp_path / "a.mid").tracks[0].notes
    assert (soft.velocity, accented.velocity) == (64, 77)


def test_one_key_never_sounds_twice_at_once(tmp_path):
    notes = [note(0, 4, "D5"), note(0, 2, "D5", voice=2), note(3, 2, "D5", voice=3)]
    write_midi(tmp_path / "a.mid", score(("violins-1", notes)), tempo_of())
    assert [(n.onset, n.length) for n in read_midi(tmp_path / "a.mid").tracks[0].notes] == [(0, 3), (3, 2)]


def test_plucked_strings_change_their_patch_and_change_back(tmp_path):
    words = (Direction(F(4), "pizz."), Direction(F(8), "arco"))
    write_midi(tmp_path / "a.mid", score(("violas", [note(0, 1, "D4")]), words=words), tempo_of())
    assert [(tick, m.program) for tick, m in events(tmp_path / "a.mid", "program_change", 1)] == [(0, 48), (3840, 45), (7680, 48)]


@pytest.mark.parametrize(
    ("rate", "label", "expected"),
    [
        ("24", "01:00:03:12", (24, 12)),
        ("24000/1001", "01:00:03:12", (24, 12)),
        ("30000/1001 DF", "00:59:58;02", (29.97, 2)),
        ("50", "10:00:00:49", (25, 24)),
    ],
)
def test_the_smpte_offset_is_the_cues_first_frame(tmp_path, rate, label, expected):
    write_midi(tmp_path / "a.mid", score(("flute", [note(0, 1, "D5")])), tempo_of(), start=(FrameRate.parse(rate), label))
    offset = events(tmp_path / "a.mid", "smpte_offset", 0)[0][1]
    assert (offset.frame_rate, offset.frames) == expected
    assert f"{offset.hours:02}:{offset.minutes:02}:{offset.seconds:02}" == label[:8]


def test_a_pedalled_part_changes_its_pedal_with_the_bars(tmp_path):
    notes = [note(0, 4, "C4"), note(4, 4, "D4")]
    for words, lifted in (((Direction(F(0), "con ped."),), [4, 8, 12, 15]), ((), [])):
        write_midi(tmp_path / "a.mid", score(("piano", notes), words=words), tempo_of((0, 500_000)))
        pedal = [(tick, m.value) for tick, m in events(tmp_path / "a.mid", "control_change", 1) if m.control == 64]
        assert [tick // 960 for tick, value in pedal if value == 0] == lifted
        assert sum(value == 127 for _, value in pedal) == len(lifted)


def test_the_same_cue_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_midi(tmp_path / f"{name}.mid", score(("flute", [note(0, 1, "D5")])), tempo_of())
    assert (tmp_path / "a.mid").read_bytes() == (tmp_path / "b.mid").read_bytes()


@pytest.mark.parametrize("content", [b"", b"RIFF....WAVE", b"MThd\x00\x00\x00\x06\x00\x01\x00\x02\x03\xc0MTrk\x00\x00\x00\xff\x00"])
def test_what_is_no_midi_is_said_in_one_line(tmp_path, content):
    (tmp_path / "bad.mid").write_bytes(content)
    with pytest.raises(FormatError, match="not a readable MIDI file"):
        read_midi(tmp_path / "bad.mid")


def test_electronic_sounds_are_stood_in_for_by_programs_that_change_with_them(tmp_path):
    notes = [
        note(0, 4, "C2", "drone"),
        note(1, 1, "C5", "tick"),
        note(4, 4, "C4", "riser"),
        note(8, 2, "C1", "sub-drop"),
        note(8, 2, "C2", "braam"),
    ]
    write_midi(tmp_path / "a.mid", score(("electronics", notes)), tempo_of())
    (track,) = read_midi(tmp_path / "a.mid").tracks
    assert [(n.key, n.program) for n in track.notes] == [(36, 97), (72, 115), (60, 95), (24, 118), (36, 63)]
    assert track.name == "Electronics"


def test_a_riser_swells_by_the_score_since_its_stand_in_does_not(tmp_path):
    played = PlayedPart("electronics", (PlayedNote(0, 2.4, Pitch.parse("C4"), "riser", 0.9, "struck"),), (Control(0.0, "expression", 0.5),))
    part = Part("electronics", (note(0, 4, "C4", "riser"),), (), (), (), (LinePoint(F(0), 0.2), LinePoint(F(4), 0.8)))
    write_midi(tmp_path / "a.mid", Score("c1", Key.parse("C minor"), (part,)), tempo_of(), Performance("c1", 9.0, 0.0, (played,)))
    swell = [m.value for tick, m in events(tmp_path / "a.mid", "control_change", 1) if m.control == 11 and tick <= 4 * 960]
    assert swell == sorted(swell) and swell[-1] > 2 * swell[0] - 10
    assert read_midi(tmp_path / "a.mid").tracks[0].notes[0].velocity == 114
