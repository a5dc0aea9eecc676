"""What is heard on a finished wave: clicks with known onsets."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from originalscore.chance import Stream
from originalscore.delivery.hearing import hear_music
from originalscore.model.cue import Cue, CueList, CurvePoint
from originalscore.model.picture import Picture
from originalscore.model.tempo import Bar, Landing, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.picture import blank_picture

RATE = 48_000
LENGTH_S = 60


def click_times() -> list[float]:
    """Twenty instants, 1.2 to 4 s apart, none on a round figure."""
    stream = Stream(5, "clicks")
    times, at_ms = [], 1300
    while len(times) < 20 and at_ms < 1000 * (LENGTH_S - 2):
        times.append(at_ms / 1000 + stream.below(1000) / 1_000_000)
        at_ms += stream.between(1200, 4000)
    return times


def music_with_clicks(path: Path, times: list[float]) -> Path:
    """Decaying strikes over a held chord, one a little louder than the next."""
    t = np.arange(LENGTH_S * RATE) / RATE
    sound = 0.02 * sum(np.sin(2 * np.pi * hz * t + hz) for hz in (110, 220, 277.2, 329.6))
    n = np.arange(RATE // 2)
    for number, at_s in enumerate(times):
        first = round(at_s * RATE)
        strike = (0.2 + 0.02 * number) * np.exp(-n / 6000) * (np.sin(n * 0.06) + np.sin(n * 0.131) + np.sin(n * 0.3))
        sound[first : first + len(n)] += strike[: len(sound) - first]
    soundfile.write(path, np.stack([sound, sound], axis=1).astype(np.float32), RATE, subtype="PCM_24")
    return path


def cue_list(times: list[float], start_s: Fraction) -> tuple[CueList, tuple[TempoMap, ...]]:
    flat = (CurvePoint(start_s, 0.5),)
    cue = Cue(
        "c1", "1m1", 1, (), "composed", "", start_s, Fraction(LENGTH_S), "close", "underscore", "neutral", "orchestra",
        flat, flat, flat, (), (), (), "",
    )  # fmt: skip
    landings = tuple(
        Landing(Fraction(at_s) - start_s, "click", "hard", True, Fraction(0), 1, Fraction(0), "downbeat", 0.0, True) for at_s in times
    )
    tempo = TempoMap(
        "c1", (TempoPoint(Fraction(0), 500_000),), (Bar(1, Fraction(0), Meter(4, 4)),), Fraction(100), Meter(4, 4), 120, landings
    )
    return CueList("", 1, (), (cue,), ()), (tempo,)


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return music_with_clicks(tmp_path_factory.mktemp("clicks") / "music.wav", click_times())


@pytest.fixture(scope="module")
def picture() -> Picture:
    return blank_picture(Fraction(LENGTH_S))


def test_every_click_is_heard_within_three_milliseconds(music: Path, picture: Picture) -> None:
    hearing = hear_music(music, picture, *cue_list(click_times(), Fraction(1, 2)))
    assert len(hearing.heard_ms[0]) >= 15
    assert all(error_ms is not None and abs(error_ms) <= 3 for error_ms in hearing.heard_ms[0])
    assert hearing.sync is not None
    assert hearing.sync.within_frame == 1 and hearing.sync.chance < 0.15
    assert hearing.sync.worst_ms is not None and hearing.sync.worst_ms <= 3


def test_must_hits_are_counted_apart_beside_their_own_chance(music: Path, picture: Picture) -> None:
    cues, (tempo,) = cue_list(click_times(), Fraction(1, 2))
    late = [
        dataclasses.replace(hit, must=n % 2 == 0, at_s=hit.at_s + (0 if n % 2 == 0 else Fraction(1, 10)))
        for n, hit in enumerate(tempo.landings)
    ]
    hearing = hear_music(music, picture, cues, (dataclasses.replace(tempo, landings=tuple(late)),))
    assert hearing.sync is not None and hearing.must_sync is not None
    assert hearing.must_sync.hits == (len(late) + 1) // 2 and hearing.must_sync.within_frame == 1
    assert 0.4 < hearing.sync.within_frame < 0.6


def test_a_list_moved_by_seconds_falls_to_chance(music: Path, picture: Picture) -> None:
    moved = [(at_s + 17.23) % (LENGTH_S - 3) + 1 for at_s in click_times()]
    sync = hear_music(music, picture, *cue_list(sorted(moved), Fraction(1, 2))).sync
    assert sync is not None
    assert sync.within_frame <= sync.chance + 0.15
    assert sync.corrected < 0.2


def test_a_list_moved_by_sixty_milliseconds_is_heard_sixty_late(music: Path, picture: Picture) -> None:
    hearing = hear_music(music, picture, *cue_list([at_s - 0.06 for at_s in click_times()], Fraction(1, 2)))
    assert list(hearing.heard_ms[0]) == pytest.approx([60] * len(hearing.heard_ms[0]), abs=3)


def test_points_to_avoid_are_not_listened_for(music: Path, picture: Picture) -> None:
    cues, (tempo,) = cue_list(click_times()[:1], Fraction(1, 2))
    landing = tempo.landings[0]
    avoided = Landing(landing.at_s, "", "avoid", False, landing.beat, 1, Fraction(0), "beat", 0.0, True)
    quiet = TempoMap("c1", tempo.points, tempo.bars, tempo.end_beat, tempo.base_meter, 120, (avoided,))
    hearing = hear_music(music, picture, cues, (quiet,))
    assert hearing.heard_ms == ((None,),) and hearing.sync is None
