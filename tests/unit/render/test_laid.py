"""Notes made one by one are felt at their onset, at their level, in their place, and live."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.render.stand_ins import RATE, make_sound, note, palette, performance, played_here

from originalscore.measures.timbre import half_rise_s
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.music.pitch import Pitch
from originalscore.render import stems
from originalscore.render.calibration import Calibration, loudest_lufs
from originalscore.render.casting import Casting
from originalscore.render.decided import target_lufs
from originalscore.render.felt import heard_from, lift_db
from originalscore.render.laid import coloured, detuned, panned
from originalscore.render.stems import LEAD_S, _Work, render

__all__ = ["played_here"]
pytestmark = pytest.mark.usefixtures("played_here")
FLUTE = '[instruments.flute]\nsource = "made"\nopen_cents = 0\nseat = { pan = 0.4, level_db = -2, span_db = 30 }\nsustain = "slow"\nstaccato = "quick"\n'


def dry(tmp_path: Path, played: Performance, rows: str = FLUTE) -> np.ndarray:
    work = _Work(played, tmp_path, RATE, Calibration(tmp_path / "a.json"), None, Casting(palette(tmp_path, rows), RATE))
    return np.concatenate(list(work.dry_blocks(list(played.parts))), axis=1)


def between(sound: np.ndarray, from_s: float, to_s: float) -> np.ndarray:
    return sound[:, round((LEAD_S + from_s) * RATE) : round((LEAD_S + to_s) * RATE)]


def level_db(sound: np.ndarray) -> float:
    return 10 * float(np.log10(np.mean(sound.astype(float) ** 2) + 1e-20))


@pytest.mark.parametrize("hit", [True, False])
def test_a_slow_note_starts_early_and_is_felt_at_its_onset(tmp_path: Path, hit: bool) -> None:
    sound = dry(
        tmp_path, performance("flute", note(1.0, 1.5, "A4", hit=hit)), FLUTE.replace("staccato", "marcato").replace("quick", "slow")
    )
    heard = heard_from("flute", sound, RATE) if hit else sound  # a hit is timed as it is heard in the hall
    assert half_rise_s(between(heard, 0.5, 1.3)) == pytest.approx(0.5, abs=0.002 if hit else 0.006)
    assert np.abs(between(sound, 0.95, 0.98)).max() > 0  # control: it does begin before


def test_a_note_has_the_level_of_the_balance_whatever_its_maker_gives(tmp_path: Path) -> None:
    casting = Casting(palette(tmp_path, FLUTE))
    for level in (0.3, 0.8):
        sound = dry(tmp_path, performance("flute", note(0.5, 0.3, "A4", "staccato", level=level)))
        wanted = target_lufs(casting.seat("flute"), level, 69) - lift_db("flute")
        assert loudest_lufs(between(sound, 0.5, 0.85)) == pytest.approx(wanted, abs=0.3)


def test_a_note_sits_where_its_instrument_does(tmp_path: Path) -> None:
    sound = dry(tmp_path, performance("flute", note(0.5, 1.0, "A4")))
    right_over_left = level_db(between(sound, 0.6, 1.4)[1:]) - level_db(between(sound, 0.6, 1.4)[:1])
    assert right_over_left == pytest.approx(20 * np.log10(np.tan(np.pi / 4 * 1.4)), abs=0.2)


def test_a_crescendo_and_a_breath_of_its_own_are_heard(tmp_path: Path) -> None:
    swell = (Control(0.0, "expression", 0.4), Control(3.5, "expression", 0.7))
    sound = dry(tmp_path, performance("flute", note(0.0, 3.8, "A4", level=0.4), controls=swell))
    assert level_db(between(sound, 3.2, 3.4)) - level_db(between(sound, 0.3, 0.5)) == pytest.approx(8, abs=2)
    still = dry(tmp_path, performance("flute", note(0.0, 7.0, "A4", hit=True), length_s=7.0))
    levels = [level_db(between(still, at / 4, at / 4 + 0.25)) for at in range(4, 25)]
    assert max(levels) - min(levels) > 1.0


def test_a_leading_sound_ends_at_the_end_of_its_note(tmp_path: Path) -> None:
    sound = dry(tmp_path, performance("flute", note(0.5, 2.0, "A4")), FLUTE.replace('"slow"', '"leading"'))
    assert level_db(between(sound, 2.4, 2.49)) > -60
    assert np.abs(between(sound, 2.51, 3.0)).max() == 0
    assert np.abs(between(sound, -0.4, 0.49)).max() == 0


def test_repeated_notes_are_never_the_same_sample(tmp_path: Path) -> None:
    sound = dry(tmp_path, performance("flute", *(note(at, 0.3, "A4", "staccato", hit=True) for at in (0.5, 1.5, 2.5))))
    first, second, third = (between(sound, at, at + 0.3) for at in (0.5, 1.5, 2.5))
    assert first.any()
    for one, other in ((first, second), (second, third)):
        assert level_db(one - other) > level_db(one) - 30
    assert level_db(first - first) < -100  # control


def test_one_part_mixes_sources_by_articulation(tmp_path: Path) -> None:
    rows = '[instruments.violins-1]\nsustain = { source = "general", bank = 21, program = 49, breath = true }\npizzicato = { source = "made", sound = "quick" }'
    both = performance("violins-1", note(0.5, 1.0, "A4"), note(2.5, 0.2, "A4", "pizzicato"))
    sound = dry(tmp_path, both, rows)
    assert level_db(between(sound, 0.7, 1.3)) > -60
    assert half_rise_s(between(sound, 2.3, 2.6)) == pytest.approx(0.2, abs=0.01)
    spectrum = np.abs(np.fft.rfft(between(sound, 2.5, 2.7)[0] * np.hanning(round(0.2 * RATE))))
    assert spectrum.argmax() * 5 == pytest.approx(440, abs=5)


def test_keys_that_a_library_lacks_are_played_by_the_next_sound_and_said(tmp_path: Path) -> None:
    (tmp_path / "harp.sfz").write_text("white keys")
    mine = palette(tmp_path, '[instruments.harp]\nsource = "library"\nstruck = "harp.sfz"', 'extends = "orchestra"')
    made = render(performance("harp", note(0.5, 1, "C4", "struck"), note(1.5, 1, "C#4", "struck")), tmp_path / "out", palette=mine)
    assert [stem.name for stem in made.stems] == ["keys-harp"]
    assert [(one.wanted, one.why) for one in made.shortfalls] == [("Harp struck of mine, keys 61", "there is no sample at these keys")]
    sound = dry(tmp_path, performance("harp", note(1.5, 1, "C#4", "struck")), '[instruments.harp]\nsource = "library"\nstruck = "harp.sfz"')
    assert level_db(between(sound, 1.5, 2.0)) > -60


def test_where_the_stretches_are_cut_is_not_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played = performance("flute", *(note(0.37 * count, 0.9, "A4") for count in range(9)))
    whole = dry(tmp_path, played)
    monkeypatch.setattr(stems, "STRETCH", 64 * 211)
    assert np.abs(whole - dry(tmp_path, played)).max() < 1e-6


def test_divided_players_stand_and_tune_apart(tmp_path: Path) -> None:
    def alone(player: int) -> np.ndarray:
        part = PlayedPart("flute", (PlayedNote(0.5, 1.0, Pitch.parse("A4"), "", 0.6, "sustain", False, player),), ())
        return between(dry(tmp_path, Performance("1m1", 3.0, 1.0, (part,))), 0.6, 1.4)

    left, middle = alone(1), alone(0)
    assert level_db(left[1:]) - level_db(left[:1]) < level_db(middle[1:]) - level_db(middle[:1]) - 1
    assert level_db(left[:1] / np.abs(left[:1]).max() - middle[:1] / np.abs(middle[:1]).max()) > -30


def test_a_few_cents_move_the_pitch_and_nothing_else() -> None:
    sound = make_sound("quick", 69, 4.0, 1.0, rate=RATE, seed=0)
    moved = detuned(sound, 8.0)[0, RATE : 3 * RATE].astype(float)
    turns = np.unwrap(np.angle(np.fft.ifft(np.fft.fft(moved) * np.r_[np.full(len(moved) // 2, 2), np.zeros(len(moved) // 2)])))
    hz = (turns[-1000] - turns[1000]) / (2 * np.pi) * RATE / (len(moved) - 2000)
    assert 1200 * np.log2(hz / 440) == pytest.approx(8.0, abs=0.2)
    assert np.sqrt(np.mean(moved**2)) == pytest.approx(np.sqrt(np.mean(sound[0, RATE : 3 * RATE] ** 2)), rel=0.001)
    assert detuned(sound, 0.0) is sound


def test_brightness_follows_the_low_pass() -> None:
    noise = np.random.default_rng(1).standard_normal((2, RATE)).astype(np.float32)  # a test's own noise
    dark, bright = coloured(noise, np.full(1, 2000.0), RATE), coloured(noise, np.full(1, 16_000.0), RATE)
    moving = coloured(noise, np.geomspace(2000.0, 16_000.0, RATE), RATE)
    edge = RATE // 8
    assert level_db(dark) < level_db(bright) - 6
    assert level_db(moving[:, :edge]) < level_db(moving[:, -edge:]) - 4
    assert np.allclose(bright, noise)


def test_the_middle_keeps_its_power() -> None:
    sound = np.ones((2, 100), np.float32)
    assert np.allclose(panned(sound, 0.0), sound)
    assert float((panned(sound, 0.7) ** 2).sum()) == pytest.approx(200.0, rel=1e-5)
