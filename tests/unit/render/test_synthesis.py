"""Every synthesised sound keeps the promises of its kind, measured on the sound; each measure is failed by a spoiled sound."""

import itertools

import numpy as np
import pytest
from tests.unit.render import heard

from originalscore.errors import SoundError
from originalscore.music.instrument import ELECTRONIC_SOUNDS
from originalscore.render.synthesis import SYNTH_SOUNDS, make_sound
from originalscore.render.synthesis.sources import hertz, noise

RATE = 48_000
FILM = [name for name in SYNTH_SOUNDS if not name.startswith("chip-")]
HELD = [name for name in FILM if SYNTH_SOUNDS[name].kind == "held"]
#: The quick ones are the same waves; their volume falls too fast to look between its steps.
CHIP_TONES = [
    name for name in SYNTH_SOUNDS if name.startswith("chip-") and SYNTH_SOUNDS[name].pitched and SYNTH_SOUNDS[name].kind == "held"
]
#: Sounds whose pitch moves on purpose: the part of the note (shares of its length) where it has arrived.
ARRIVED = {"sub-drop": (0.8, 1.6), "riser": (0.94, 1.0), "braam": (0.05, 0.6)}
IN_TUNE_CENTS = 5


def middle(name: str) -> int:
    sound = SYNTH_SOUNDS[name]
    return (sound.lowest + sound.highest) // 2


def made(
    name: str, length_s: float = 1.0, level: float = 0.8, *, height: int | None = None, rate: int = RATE, seed: int = 11
) -> heard.Sound:
    return make_sound(name, height or middle(name), length_s, level, rate=rate, seed=seed)


def arrived(name: str, sound: heard.Sound, length_s: float) -> heard.Sound:
    start, stop = ARRIVED.get(name, (0.0, 1.0))
    return sound[:, round(start * length_s * RATE) : round(stop * length_s * RATE)]


def test_a_score_can_name_every_film_sound_and_no_chip_wave():
    assert set(ELECTRONIC_SOUNDS) == set(FILM)
    assert all(SYNTH_SOUNDS[name].kind == row.kind for name, row in ELECTRONIC_SOUNDS.items())


@pytest.mark.parametrize("name", SYNTH_SOUNDS)
def test_it_starts_and_ends_at_zero_without_offset_and_peaks_where_it_is_told(name):
    for length_s in (0.2, 1.0):
        sound = made(name, length_s, 1.0)
        assert sound.dtype == np.float32 and sound.shape[0] == 2
        assert heard.edge_jump_ratio(sound, opening=True) < 0.02
        assert heard.edge_jump_ratio(sound, opening=False) < 0.001
        assert heard.offset_ratio(sound) < 1e-3
        assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(-12, abs=0.1)
        ring_s = sound.shape[1] / RATE - length_s
        assert ring_s <= SYNTH_SOUNDS[name].ring_s


def test_a_clicked_and_a_shifted_sound_are_told():
    sound = made("pad")
    at = int(heard.envelope(sound).argmax())
    assert heard.edge_jump_ratio(sound[:, at:], opening=True) > 0.02
    assert heard.edge_jump_ratio(sound[:, : at + 1], opening=False) > 0.001
    assert heard.offset_ratio(sound + np.float32(0.002 * np.abs(sound).max())) > 1e-3


@pytest.mark.parametrize("name", SYNTH_SOUNDS)
def test_it_survives_mono(name):
    for height in (SYNTH_SOUNDS[name].lowest, SYNTH_SOUNDS[name].highest):
        sound = made(name, 0.5, height=height)
        assert heard.correlation(sound) >= 0.2
        assert heard.mono_loss_db(sound) <= 3


def test_opposed_sides_do_not_survive_mono():
    sound = made("glass")
    wide = np.stack([sound[0], 0.3 * sound[0] - sound[1]])
    assert heard.correlation(wide) < 0.2 and heard.mono_loss_db(wide) > 3


@pytest.mark.parametrize("name", SYNTH_SOUNDS)
def test_louder_is_brighter_over_about_thirty_decibels(name):
    levels = (0.0, 0.33, 0.67, 1.0)
    sounds = [made(name, 0.6, level) for level in levels]
    loud = [heard.loudness_lufs(sound) for sound in sounds]
    bright = [heard.brightness_hz(sound, RATE) for sound in sounds]
    assert 25 <= loud[-1] - loud[0] <= 36
    assert all(7 <= b - a <= 13 for a, b in itertools.pairwise(loud))
    assert all(b > 1.005 * a for a, b in itertools.pairwise(bright)), bright


def test_a_sound_that_only_grows_louder_is_no_brighter():
    sound = made("pad", 0.6, 0.2)
    assert heard.brightness_hz(10 * sound, RATE) < 1.005 * heard.brightness_hz(sound, RATE)


@pytest.mark.parametrize("name", [name for name in SYNTH_SOUNDS if SYNTH_SOUNDS[name].pitched])
def test_it_is_in_tune(name):
    length_s = 0.3 if name.startswith("chip-") else 3.0
    for height in (SYNTH_SOUNDS[name].lowest, SYNTH_SOUNDS[name].highest):
        sound = arrived(name, made(name, length_s, height=height, seed=height), length_s)
        assert abs(heard.cents_off(sound, hertz(height), RATE)) <= IN_TUNE_CENTS, height


def test_a_detuned_sound_is_told():
    sound = made("drone", 3.0)
    assert abs(heard.cents_off(heard.detuned(sound, 15), hertz(middle("drone")), RATE)) > IN_TUNE_CENTS


@pytest.mark.parametrize("name", [name for name in SYNTH_SOUNDS if SYNTH_SOUNDS[name].kind == "leading"])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_leading_sound_peaks_on_the_end_of_its_length(name, rate):
    for length_s, height in ((0.4, 84), (2.3333, 44)):
        for level in (0.1, 0.9):
            sound = made(name, length_s, level, height=height, rate=rate, seed=height)
            assert heard.peak_s(sound, rate) == pytest.approx(length_s, abs=0.001)
    late = np.roll(sound, round(0.002 * rate), axis=1)
    assert heard.peak_s(late, rate) != pytest.approx(length_s, abs=0.001)


@pytest.mark.parametrize("name", [name for name in SYNTH_SOUNDS if SYNTH_SOUNDS[name].kind == "struck"])
def test_a_struck_sound_speaks_at_once(name):
    slowest_s = 0.040 if name == "braam" else 0.015
    for height in (SYNTH_SOUNDS[name].lowest, SYNTH_SOUNDS[name].highest):
        for level in (0.2, 1.0):
            assert heard.half_s(made(name, 0.5, level, height=height), RATE) <= slowest_s, (height, level)
    assert heard.half_s(made(name)[:, ::-1], RATE) > slowest_s


@pytest.mark.parametrize("name", HELD)
def test_a_held_sound_lasts_as_long_as_its_note(name):
    sound = made(name, 2.0)
    loud = heard.envelope(sound)
    body = loud[round(0.9 * RATE) : round(1.95 * RATE)].max()
    assert body > 0.2 * loud.max()
    assert loud[-round(0.02 * RATE) :].max() < 0.05 * loud.max()


@pytest.mark.parametrize("name", HELD)
def test_a_held_sound_moves_all_the_time(name):
    sound = made(name, 6.0, 0.6)
    halves = (sound[:, RATE : 3 * RATE], sound[:, 3 * RATE : 6 * RATE])
    assert min(heard.movement_db(half, RATE) for half in halves) >= 1


def test_a_frozen_sound_is_told():
    t = np.arange(3 * RATE) / RATE
    organ = sum(np.sin(2 * np.pi * 110 * k * t) / k for k in range(1, 12))
    assert heard.movement_db(np.stack([organ, organ]).astype(np.float32), RATE) < 1


@pytest.mark.parametrize("name", CHIP_TONES)
def test_chip_waves_do_not_alias(name):
    for height in (84, 97, 104):
        sound = make_sound(name, height, 0.42, 1.0, rate=RATE, seed=1)
        assert heard.off_harmonics_db(sound, hertz(height), RATE, 0.27, 0.39) < -60, height


def test_a_plain_square_aliases():
    phase = np.arange(RATE) * hertz(97) / RATE
    square = np.sign(np.sin(2 * np.pi * phase))
    assert heard.off_harmonics_db(np.stack([square, square]).astype(np.float32), hertz(97), RATE, 0.27, 0.39) > -60


def test_tick_and_tock_are_two_colours():
    tick, tock = made("tick", height=74), made("tick", height=62)
    assert heard.brightness_hz(tick, RATE) > 1.2 * heard.brightness_hz(tock, RATE)


@pytest.mark.parametrize("name", SYNTH_SOUNDS)
def test_the_same_question_has_the_same_bits_and_another_seed_another_take(name):
    assert np.array_equal(made(name, 0.3), made(name, 0.3))
    if not name.startswith(("chip-pulse", "chip-triangle")):
        assert not np.array_equal(made(name, 0.3), made(name, 0.3, seed=12))


def test_noise_is_white_enough_and_its_layers_share_nothing():
    one, other = noise(RATE, 5), noise(RATE, 6)
    assert abs(float(one.mean())) < 0.01 and float(one.std()) == pytest.approx(3**-0.5, abs=0.01)
    assert abs(float(np.corrcoef(one, other)[0, 1])) < 0.02 and abs(float(np.corrcoef(one[1:], one[:-1])[0, 1])) < 0.02


def test_an_unknown_sound_is_named():
    with pytest.raises(SoundError, match="theremin"):
        make_sound("theremin", 60, 1.0, 0.5, rate=RATE, seed=1)
