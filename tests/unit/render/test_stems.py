"""Instruments as they sound, dry."""

import numpy as np
import pytest

from originalscore.measures.timbre import half_rise_s
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.music.pitch import Pitch
from originalscore.render.calibration import Calibration
from originalscore.render.stems import LEAD_S, _Work

RATE = 48_000


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return Calibration(tmp_path_factory.mktemp("calibration") / "a.json")


def note(onset_s, length_s, pitch, level=0.6, technique="sustain", hit=False):
    return PlayedNote(onset_s, length_s, Pitch.parse(pitch), "", level, technique, hit)


def dry(known, tmp_path, instrument, notes, controls=(), length_s=4.0, tail_s=1.0):
    part = PlayedPart(instrument, tuple(notes), tuple(controls))
    work = _Work(Performance("1m1", length_s, tail_s, (part,)), tmp_path, RATE, known, None)
    return np.concatenate(list(work.dry_blocks([part])), axis=1)


def level_db(sound, from_s, to_s):
    part = sound[:, round((LEAD_S + from_s) * RATE) : round((LEAD_S + to_s) * RATE)]
    return 10 * float(np.log10(np.mean(part.astype(float) ** 2) + 1e-20))


@pytest.mark.parametrize(
    ("instrument", "pitch"), [("harp", "C4"), ("trumpets", "C5"), ("horns", "C4"), ("violins-1", "A4"), ("timpani", "A2")]
)
def test_a_hit_is_felt_within_five_milliseconds_of_its_time(known, tmp_path, instrument, pitch):
    sound = dry(known, tmp_path, instrument, [note(1.0, 1.5, pitch, hit=True)])
    start = round((LEAD_S + 0.5) * RATE)
    assert half_rise_s(sound[:, start : start + round(0.82 * RATE)]) == pytest.approx(0.5, abs=0.005)


def test_the_same_notes_give_the_same_bits_whatever_was_rendered_before(known, tmp_path):
    notes = [note(0.2, 1.0, "C4", technique="struck"), note(0.9, 1.0, "E4", technique="struck")]
    first = dry(known, tmp_path, "harp", notes)
    dry(known, tmp_path, "violins-1", [note(0.0, 2.0, "A4")])
    assert np.array_equal(first, dry(known, tmp_path, "harp", notes))


def test_a_crescendo_on_a_held_note_is_heard(known, tmp_path):
    swell = [Control(0.0, "expression", 0.4), Control(3.5, "expression", 0.8)]
    sound = dry(known, tmp_path, "horns", [note(0.0, 3.8, "F3", level=0.4)], swell)
    assert level_db(sound, 3.2, 3.7) - level_db(sound, 0.3, 0.8) > 8


def test_a_long_held_note_moves_by_itself(known, tmp_path):
    sound = dry(known, tmp_path, "trombones", [note(0.0, 7.0, "F3")], length_s=7.0)
    levels = [level_db(sound, at / 4, at / 4 + 0.25) for at in range(4, 24)]
    assert max(levels) - min(levels) > 1.0


def test_repeated_notes_are_not_identical(known, tmp_path):
    sound = dry(known, tmp_path, "flute", [note(at, 0.3, "C5", technique="staccato") for at in (0.5, 1.0, 1.5)])
    hits = [sound[:, round((LEAD_S + at) * RATE) :][:, : RATE // 5] for at in (0.5, 1.0, 1.5)]
    assert hits[0].any()
    assert not np.allclose(hits[0], hits[1], atol=1e-4)
    assert not np.allclose(hits[1], hits[2], atol=1e-4)


def test_a_dead_stop_is_silent_after_its_fade(known, tmp_path):
    sound = dry(known, tmp_path, "piano", [note(0.0, 2.0, "C3", technique="struck")], length_s=1.0, tail_s=0.0)
    assert sound.shape[1] <= round((LEAD_S + 1.0 + 0.062) * RATE)
    assert np.abs(sound[:, -4:]).max() < 1e-5


def test_more_notes_than_channels_are_played(known, tmp_path):
    notes = [note(at / 20, 0.05, "C3", technique="struck") for at in range(300)]
    for _ in range(2):
        sound = dry(known, tmp_path, "timpani", notes, length_s=15.0)
    assert level_db(sound, 14.0, 14.8) > -60
