"""The stage, the hall and its tail: figures that follow from their tables, and sound that keeps its time."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from originalscore.measures import acoustics
from originalscore.music.instrument import INSTRUMENTS, STEMS
from originalscore.render import hall, stage, tail
from originalscore.render.palette import shipped
from originalscore.render.room import TAIL_S, Place, Room, impulse_response

RATE = 48_000
BY_WIRE = {"synth", "electronics"}


def clap(instrument: str, length_s: float = 2.5) -> np.ndarray:
    """A click of energy 1, panned as the stage sees the instrument."""
    sound = np.zeros((2, round(length_s * RATE)), np.float32)
    sound[:, 0] = stage.sides(instrument)
    return sound


def noise(length: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, (2, length)).astype(np.float32)


def power_db(sound: np.ndarray, low_hz: float, high_hz: float) -> float:
    """Mean power gain of a response in a band, dB, both channels together."""
    hz = np.fft.rfftfreq(sound.shape[1], 1 / RATE)
    band = (hz >= low_hz) & (hz < high_hz)
    return 10 * math.log10(float(np.sum(np.abs(np.fft.rfft(sound.astype(np.float64))[:, band]) ** 2, axis=0).mean()))


def flutter(sound: np.ndarray, rate: int) -> float:
    """How much the tail's power between 0.15 and 1 s repeats itself after 3 to 200 ms: 0 not at all, 1 wholly."""
    part = np.sum(sound[:, round(0.15 * rate) : rate].astype(np.float64) ** 2, axis=0)
    part = part[: len(part) // 48 * 48].reshape(-1, 48).mean(axis=1)
    t = np.arange(len(part))
    part = part / np.exp(np.polyval(np.polyfit(t, np.log(part), 2), t))
    part -= part.mean()
    repeats = np.correlate(part, part, "full")[len(part) - 1 :]
    return float(repeats[3:200].max() / repeats[0])


def test_every_instrument_has_a_place_or_comes_by_wire() -> None:
    assert set(INSTRUMENTS) - set(stage.STANDS) <= BY_WIRE
    assert set(stage.STANDS) <= set(INSTRUMENTS)


def test_the_palette_pans_to_the_side_where_the_stage_plan_seats() -> None:
    for name in INSTRUMENTS:
        seat = shipped().seat(name)
        if name in stage.STANDS and abs(seat.pan_ratio) > 0.15:
            assert seat.pan_ratio * stage.STANDS[name].x_m > 0, name


def test_everybody_sits_inside_the_hall_and_apart() -> None:
    points = [point for stand in stage.STANDS.values() for point in stand.points()]
    for wall in hall.WALLS.values():
        assert len({point[wall.axis] > wall.at_m for point in points}) == 1
    middles = [(stand.x_m, stand.y_m) for stand in stage.STANDS.values()]
    assert min(math.dist(one, other) for n, one in enumerate(middles) for other in middles[:n]) > 0.7


def test_the_air_takes_what_the_standard_says() -> None:
    exact_hz = 1000 * 10 ** (0.3 * np.arange(-4, 4))  # 63 Hz to 8 kHz; table 2 of ISO 9613-2 is made of ISO 9613-1
    assert 1000 * hall.air_loss_db(exact_hz, celsius=20, humidity=70) == pytest.approx([0.1, 0.3, 1.1, 2.8, 5.0, 9.0, 22.9, 76.6], abs=0.06)
    assert 1000 * hall.air_loss_db(exact_hz, celsius=10, humidity=70) == pytest.approx([0.1, 0.4, 1.0, 1.9, 3.7, 9.7, 32.8, 117], abs=0.2)


def test_walls_and_air_give_the_reverberation_that_was_wanted() -> None:
    assert hall.rt60_s(np.array([125.0, 1000.0, 6000.0])) == pytest.approx([2.0, 1.8, 1.0], abs=0.1)
    assert np.all(np.diff(hall.rt60_s(np.geomspace(125, 16000, 50))) < 0)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_the_tail_falls_as_walls_and_air_make_it(rate: int) -> None:
    for middle_hz in (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0):
        edges = acoustics.octave_hz(middle_hz)
        octave_s = float(hall.rt60_s(np.geomspace(*edges, 9)).mean())
        assert acoustics.rt60_s(tail.late(rate), rate, *edges) == pytest.approx(octave_s, rel=0.08), middle_hz


def test_reflections_grow_dense_and_do_not_flutter() -> None:
    made = tail.late(RATE)
    density = [acoustics.echo_density(made, RATE, at_s) for at_s in (0.03, 0.06, 0.1, 0.15, 0.4)]
    assert density[0] < 0.4 and density[-1] > 0.9
    assert all(after > before - 0.08 for before, after in pairwise(density))
    assert flutter(made, RATE) < 0.15
    echoing = made * (1 + (np.arange(made.shape[1]) % 1440 < 96))  # every 30 ms, as between two bare walls
    assert flutter(echoing, RATE) > 0.2


def test_the_tail_colours_nothing() -> None:
    thirds = [power_db(tail.late(RATE), hz / 2 ** (1 / 6), hz * 2 ** (1 / 6)) for hz in 1000 * 2 ** (np.arange(-9, 7) / 3)]
    trend = np.polyval(np.polyfit(np.arange(16), thirds, 2), np.arange(16))
    assert np.abs(thirds - trend).max() < 1.2
    combed = tail.late(RATE) + 0.7 * np.roll(tail.late(RATE), 96, axis=1)  # 2 ms later: a comb
    assert abs(power_db(combed, 230, 270) - power_db(combed, 480, 520)) > 5
    assert thirds[8] == pytest.approx(0, abs=1)


def test_left_and_right_agree_in_the_bass_and_little_above() -> None:
    spectrum = np.fft.rfft(tail.late(RATE).astype(np.float64))
    hz = np.fft.rfftfreq(tail.late(RATE).shape[1], 1 / RATE)
    for low_hz, high_hz, least, most in ((70, 100, 0.8, 1.0), (300, 600, 0.1, 0.45), (600, 2000, 0.15, 0.45), (2000, 10000, 0.15, 0.45)):
        left, right = spectrum[:, (hz >= low_hz) & (hz < high_hz)]
        agree = np.real(np.vdot(left, right)) / np.sqrt(np.vdot(left, left).real * np.vdot(right, right).real)
        assert least < agree < most, (low_hz, agree)


def test_the_floor_is_heard_when_geometry_says() -> None:
    stand = stage.STANDS["violin-solo"]
    x, y, z = stage.PAIR_M
    away_m = math.hypot(stand.x_m - x, stand.y_m - y)
    later_s = (math.hypot(away_m, stand.z_m + z) - math.hypot(away_m, z - stand.z_m)) / hall.SOUND_M_S
    first = np.abs(hall.reflections("violin-solo", RATE)).sum(axis=0)[: round(0.012 * RATE)]
    assert int(first.argmax()) / RATE == pytest.approx(later_s, abs=0.0007)  # half of the pair's own width


def test_a_shoebox_has_six_first_and_eighteen_second_images() -> None:
    walls = [len(way) for _, way in hall.images((1.0, 5.0, 1.2))]
    assert (walls.count(1), walls.count(2)) == (6, 18)


@pytest.mark.parametrize("instrument", ["violin-solo", "violins-1", "flute", "horns", "choir-men"])
def test_the_direct_sound_is_neither_late_nor_softer(instrument: str) -> None:
    heard = Place(instrument, RATE).add(clap(instrument))
    assert int(np.abs(heard).sum(axis=0).argmax()) == 0
    direct = heard[:, : round(0.001 * RATE)]
    assert power_db(np.pad(direct, ((0, 0), (0, RATE))), 200, 4000) == pytest.approx(0, abs=0.4)


def test_farther_is_darker_wetter_and_less_clear() -> None:
    names = ["violin-solo", "violins-1", "flute", "horns", "timpani", "choir-women"]
    assert sorted(names, key=stage.distance_m) == names
    made = [impulse_response(name, RATE) for name in names]
    treble = [power_db(np.pad(ir[:, :48], ((0, 0), (0, RATE))), 9000, 11000) for ir in made]
    assert all(after < before for before, after in pairwise(treble))
    assert treble[0] - treble[-1] > 1
    for measured, most_db in ((acoustics.direct_to_reverberant_db, 12.0), (acoustics.c80_db, 15.0)):
        figures = [measured(ir, RATE) for ir in made]
        assert all(after < before + 0.3 for before, after in pairwise(figures))
        assert most_db > figures[0] > figures[-1] + 3


def test_every_place_keeps_the_clarity_that_film_needs() -> None:
    for name in stage.STANDS:
        assert 7 < acoustics.c80_db(impulse_response(name, RATE), RATE) < 15, name
        assert acoustics.mono_loss_lu(impulse_response(name, RATE)) < 1.5, name


def test_place_and_room_give_the_impulse_response() -> None:
    room = Room("brass", RATE)
    place = room.seat("horns")
    dry = clap("horns", 1.0)
    heard = np.concatenate((room.add(place.add(dry)), room.ring()), axis=1)
    wanted = impulse_response("horns", RATE)
    assert np.abs(heard[:, : wanted.shape[1]] - wanted).max() < 1e-5
    assert wanted.shape[1] == round(TAIL_S * RATE)


def test_blocks_may_be_cut_anywhere() -> None:
    dry = {"horns": noise(60_000), "tuba": noise(60_000, 2)}
    results = []
    for cuts in ([60_000], [1, 64, 30_000, 29_935], [20_000] * 3):
        room, parts, first = Room("brass", RATE), [], 0
        places = {name: room.seat(name) for name in dry}
        for count in cuts:
            parts.append(room.add(sum(places[name].add(dry[name][:, first : first + count]) for name in dry)))
            first += count
        results.append(np.concatenate((*parts, room.ring()), axis=1))
    for other in results[1:]:
        assert np.abs(other - results[0]).max() < 1e-5 * np.abs(results[0]).max()


def test_the_ring_after_the_last_sample_holds_reflections_and_tail_and_dies() -> None:
    room = Room("brass", RATE)
    place = room.seat("trumpets")
    room.add(place.add(noise(4800)))
    ring = room.ring()
    assert ring.shape == (2, round(TAIL_S * RATE))
    assert np.abs(ring[:, :3000]).max() > 0.005
    assert np.abs(ring[:, -100:]).max() < 1e-5 * np.abs(ring).max()


def test_what_comes_by_wire_excites_no_wall() -> None:
    dry = clap("synth", 0.2)
    place = Place("synth", RATE)
    assert np.array_equal(place.add(dry), dry)
    assert place.ring().shape == (2, 0)
    assert place.send.max() < 0.13


@pytest.mark.parametrize("stem", STEMS)
def test_a_stem_without_seats_gets_the_tail_of_its_mean_distance(stem: str) -> None:
    heard = Room(stem, RATE).add(noise(2 * RATE))
    lifted_db = 20 * math.log10(float(heard.std() / noise(2 * RATE).std()))
    assert 0 < lifted_db < 1.5
