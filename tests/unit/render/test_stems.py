"""Instruments as they sound, dry."""

from itertools import pairwise

import numpy as np
import pytest
import soundfile

from originalscore.measures import acoustics
from originalscore.measures.timbre import half_rise_s
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.music.pitch import Pitch
from originalscore.render.calibration import Calibration
from originalscore.render.felt import heard_from
from originalscore.render.stems import CUT_ROOM_S, CUT_S, LEAD_S, _Work, render

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
    sound = heard_from(instrument, dry(known, tmp_path, instrument, [note(1.0, 1.5, pitch, hit=True)]), RATE)
    start = round((LEAD_S + 0.5) * RATE)
    assert half_rise_s(sound[:, start : start + round(0.82 * RATE)]) == pytest.approx(0.5, abs=0.005)


def test_a_hit_that_would_rise_in_two_steps_is_tuned_until_it_speaks_in_one(known, tmp_path):
    asked = PlayedNote(1.0, 1.5, Pitch.parse("Db4"), "", 0.74, "marcato", True, 1, -5.0)
    player = _Work(Performance("x", 3.0, 1.0, (PlayedPart("horns", (asked,), ()),)), tmp_path, 48_000, known, None)._player(
        PlayedPart("horns", (asked,), ())
    )
    (voiced,) = player.voiced
    own = known.felt_s("horns", voiced.patch, 61, voiced.velocity, gain_db=0.0, cents=-2.0, pan=voiced.pan, pan_ratio=player.seat.pan_ratio)
    found = known.felt_s(
        "horns", voiced.patch, 61, voiced.velocity, gain_db=0.0, cents=voiced.cents, pan=voiced.pan, pan_ratio=player.seat.pan_ratio
    )
    assert own[1] > 0.005 >= found[1]
    assert abs(voiced.cents + 2.0) <= 4.0


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


def stems_of(tmp_path, parts, length_s, tail_s):
    """Each stem of a rendered cue."""
    made = render(Performance("1m1", length_s, tail_s, tuple(PlayedPart(name, tuple(notes), ()) for name, notes in parts)), tmp_path)
    return [soundfile.read(stem.audio.file, dtype="float32", always_2d=True)[0].T for stem in made.stems]


def test_the_hall_too_ends_after_a_dead_stop(tmp_path):
    chord = [("trumpets", [note(0.0, 2.0, "C5", level=0.9)]), ("timpani", [note(0.7, 1.0, "A2", technique="struck")])]
    for sound in stems_of(tmp_path, chord, 1.0, 0.0):
        assert sound.shape[1] <= round((LEAD_S + 1.0 + CUT_S + CUT_ROOM_S) * RATE) + 64
        assert np.abs(sound[:, -48:]).max() < 1e-4
        assert level_db(sound, 0.8, 1.0) - level_db(sound, 1.0 + CUT_S + 0.3, 1.0 + CUT_S + 0.4) > 30


def test_a_tail_rings_on_and_fades_to_nothing(tmp_path):
    chord = [("trumpets", [note(0.0, 0.8, "C5", level=0.9)]), ("harp", [note(0.2, 1.0, "C3", technique="struck")])]
    brass, harp = stems_of(tmp_path, chord, 1.0, 0.6)
    assert brass.shape == harp.shape
    levels = [level_db(brass, at / 2, at / 2 + 0.5) for at in range(2, 7)]
    assert all(before - 1 > after for before, after in pairwise(levels))
    assert 25 < levels[0] - levels[2] < 50  # the hall: 60 dB in 1.8 s
    assert np.abs(brass[:, -48:]).max() < 1e-5


@pytest.mark.slow
def test_a_tutti_is_wide_and_survives_in_mono(tmp_path):
    held = {"violins-1": "A5", "violins-2": "D5", "violas": "F4", "cellos": "D3", "basses": "D2", "flute": "A5", "oboe": "F5", "clarinet": "D4",
            "bassoon": "A2", "horns": "A3", "trumpets": "D5", "trombones": "F3", "tuba": "D2", "choir-women": "F4", "harp": "D4"}  # fmt: skip
    parts = [(name, [note(at, 1.7, pitch, level=0.4 + at / 10) for at in (0.0, 1.8, 3.6)]) for name, pitch in held.items()]
    stems = stems_of(tmp_path, [*parts, ("timpani", [note(3.6, 1.0, "D2", technique="struck")])], 6.0, 2.0)
    mix = sum(stems)
    assert acoustics.least_correlation(mix, RATE) >= 0.1
    assert acoustics.mono_loss_lu(mix) <= 3
    assert acoustics.correlation(mix) < 0.8
    turned = mix * np.array([[1], [-1]])
    assert acoustics.least_correlation(turned, RATE) < 0.1 and acoustics.mono_loss_lu(turned) > 3
