"""Every MIDI file opens in mido, pretty_midi and symusic with the same end time and hit times."""

from fractions import Fraction

import mido
import pretty_midi
import pytest
import symusic

from originalscore.formats.midi import write_midi
from originalscore.model.score import Note, Part, Score
from originalscore.model.sketch import LinePoint
from originalscore.model.tempo import Bar, Landing, TempoMap, TempoPoint
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch

F = Fraction


def cue(last_note_beats: int) -> tuple[Score, TempoMap]:
    bars = tuple(Bar(n + 1, F(4 * n), Meter(4)) for n in range(6))
    points = (TempoPoint(F(0), 625_000), TempoPoint(F(31, 12), 611_111), TempoPoint(F(9), 545_454))
    beats = (F(0), F(7), F(37, 3))
    plain = TempoMap("c1", points, bars, F(24), Meter(4), 96.0, ())
    landings = tuple(
        Landing(plain.seconds(beat), f"hit {n}", "hard", True, beat, plain.bar_at(beat).number, F(0), "downbeat", 0.0, True)
        for n, beat in enumerate(beats)
    )
    tempo = TempoMap("c1", points, bars, F(24), Meter(4), 96.0, landings)
    notes = tuple(Note(beat, F(1), Pitch.parse("D5"), carries_hit=True) for beat in beats)
    last = (Note(F(20), F(last_note_beats), Pitch.parse("A5")),)
    level = (LinePoint(F(0), 0.5), LinePoint(F(20), 0.9))
    return Score("c1", Key.parse("D minor"), (Part("flute", notes + last, (), (), (), level), Part("violas", (), (), (), (), level))), tempo


@pytest.mark.parametrize("last_note_beats", [1, 4])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_three_readers_agree_on_the_end_and_the_hits(tmp_path, last_note_beats):
    score, tempo = cue(last_note_beats)
    path = tmp_path / "cue.mid"
    write_midi(path, score, tempo)
    end_s, hits_s = float(tempo.seconds(tempo.end_beat)), [float(landing.at_s) for landing in tempo.landings]

    assert mido.MidiFile(path).length == pytest.approx(end_s, abs=1e-4)
    pretty = pretty_midi.PrettyMIDI(str(path))
    assert pretty.get_end_time() == pytest.approx(end_s, abs=1e-4)
    clocked = symusic.Score(str(path)).to("second")
    ends_s = [control.time for track in clocked.tracks for control in track.controls]
    assert max(ends_s) == pytest.approx(end_s, abs=1e-4)

    assert [marker.time for marker in clocked.markers] == pytest.approx(hits_s, abs=1e-4)
    assert [note.time for note in clocked.tracks[0].notes][:3] == pytest.approx(hits_s, abs=1e-4)
    flute = next(part for part in pretty.instruments if part.name == "Flute")
    assert [note.start for note in flute.notes][:3] == pytest.approx(hits_s, abs=1e-4)
    assert mido_marker_times(path) == pytest.approx(hits_s, abs=1e-4)


def mido_marker_times(path) -> list[float]:
    here, found = 0.0, []
    for message in mido.MidiFile(path):
        here += message.time
        if message.type == "marker":
            found.append(here)
    return found
