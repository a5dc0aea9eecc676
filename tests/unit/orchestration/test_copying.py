from fractions import Fraction

from tests.unit.composed import a_cue, a_hit, compose

from originalscore.model.score import Note
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch
from originalscore.orchestration.copying import as_copied
from originalscore.orchestration.forces import SHARED

F = Fraction
TEMPO = TempoMap("c1", (TempoPoint(F(0), 1_000_000),), tuple(Bar(n + 1, F(4 * n), Meter(4)) for n in range(16)), F(64), Meter(4), 60.0, ())


def notes(*figures: tuple[object, object, str]) -> list[Note]:
    return [Note(F(str(at)), F(str(length)), Pitch.parse(what) if what[0].isupper() else None, "" if what[0].isupper() else what)
            for at, length, what in figures]  # fmt: skip


def spans(found: list[Note]) -> list[tuple[float, float]]:
    return [(float(note.onset), float(note.length)) for note in found]


def test_a_drum_stroke_ends_with_its_pulse_and_a_roll_is_held():
    assert spans(as_copied("percussion", notes((0, 3, "bass-drum"), ("7/2", 1, "low-tom")), TEMPO)) == [(0, 1), (3.5, 0.5)]
    roll = [Note(F(0), F(6), None, "tam-tam", articulation="roll")]
    assert as_copied("percussion", roll, TEMPO) == roll
    assert spans(as_copied("timpani", notes((2, 4, "C3")), TEMPO)) == [(2, 2)]


def test_a_held_note_before_a_rest_ends_on_an_eighth_and_one_that_leads_on_keeps_its_length():
    assert spans(as_copied("cellos", notes((0, "13/4", "C3"), (4, "5/4", "C3"), ("21/4", "3/4", "D3")), TEMPO)) == [
        (0, 3),
        (4, 1.25),
        (5.25, 0.75),
    ]


def test_a_wind_player_breathes_before_his_breath_is_over_and_a_string_player_plays_on():
    line = notes(*((n, 1, "D5" if n % 2 else "E5") for n in range(0, 15)), (15, 3, "C5"), *((n, 2, "G5") for n in range(18, 60, 2)))
    copied = as_copied("flute", line, TEMPO)
    since = end = F(0)
    for note in copied:
        since = note.onset if note.onset > end else since
        end = note.onset + note.length
        assert end - since <= 9  # a beat a second
    assert [note.onset for note in copied] == [note.onset for note in line]
    assert min(note.length for note in copied) == F(1, 2)
    assert as_copied("violins-1", line, TEMPO) == line


def test_the_breath_comes_where_the_phrase_bears_it():
    line = notes((0, 2, "C5"), (2, 1, "D5"), (3, 1, "E5"), (4, 3, "F5"), (7, 1, "G5"), (8, 2, "A5"))
    assert [float(note.length) for note in as_copied("flute", line, TEMPO)] == [2, 1, 1, 2.5, 1, 2]


def test_a_sixteenth_before_a_rest_is_a_short_eighth_unless_it_is_plucked():
    short = notes((0, "1/4", "C5"), (1, "1/4", "D5"), ("5/4", "1/4", "E5"), ("3/2", "1/4", "F5"))
    copied = as_copied("violins-1", short, TEMPO)
    assert [(float(note.length), note.articulation) for note in copied] == [(0.5, "staccato"), (0.25, ""), (0.25, ""), (0.5, "staccato")]
    assert as_copied("violins-1", short, TEMPO, plucked=frozenset([""])) == short == as_copied("piano", short, TEMPO)


def test_half_a_section_does_not_come_in_for_a_note_or_two():
    made = compose(a_cue("action", force=0.8, hits=(a_hit(20), a_hit(37))))
    for part in (one for one in made.score.parts if one.instrument in SHARED):
        second = sorted((note for note in part.notes if note.voice == 2 and not note.carries_hit), key=lambda note: note.onset)
        runs: list[list[F]] = []
        for note in second:
            if not runs or note.onset - runs[-1][1] >= 1:
                runs.append([note.onset, note.onset])
            runs[-1][1] = max(runs[-1][1], note.onset + note.length)
        assert all(end - start > 1 for start, end in runs), part.instrument
