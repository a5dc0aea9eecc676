"""Any finished music is measured against any list of moments: errors are signed, density earns nothing, unasked accents are told."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image
from tests.unit.conftest import Run

from originalscore import sync
from originalscore.chance import Stream
from originalscore.errors import BriefError, FormatError, PictureError
from originalscore.external.encode import encode_film
from originalscore.formats.edl import write_edl
from originalscore.formats.fcpxml import write_fcpxml
from originalscore.formats.otio import write_otio
from originalscore.model.mark import mark_at
from originalscore.times import Clock, FrameRate

RATE = 48_000
LENGTH_S = 30.0
ASKED_S = (4.0, 9.5, 15.0, 21.25)
FILM = Clock(FrameRate(Fraction(24)), 86_400)


def clicks(times_s: list[float], length_s: float = LENGTH_S) -> np.ndarray:
    """Short decaying ticks at known instants over a soft steady bed."""
    n = np.arange(RATE // 10)
    tick = 0.5 * np.exp(-n / 1200) * (np.sin(n * 0.31) + np.sin(n * 0.113 + 1) + np.sin(n * 0.047))
    sound = 0.01 * np.sin(np.arange(round(length_s * RATE)) * 0.03)
    for at_s in times_s:
        first = round(at_s * RATE)
        sound[first : first + len(tick)] += tick[: len(sound) - first]
    return sound.astype(np.float32)


def wave(folder: Path, times_s: list[float]) -> Path:
    path = folder / "music.wav"
    soundfile.write(path, clicks(times_s), RATE, subtype="FLOAT")
    return path


def table(folder: Path, text: str, name: str = "hits.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def asked(folder: Path) -> Path:
    return table(folder, "seconds,what,class,must\n" + "".join(f"{at_s},door,hard,yes\n" for at_s in ASKED_S))


def test_clicks_at_known_offsets_give_those_errors(tmp_path: Path) -> None:
    late_s = (0.0, 0.05, -0.02, 0.01)
    music = wave(tmp_path, [at_s + late for at_s, late in zip(ASKED_S, late_s)])
    found = sync.measure_film(music, asked(tmp_path), frame_rate=FrameRate(Fraction(24)))
    assert [row.error_ms for row in found.report.rows] == pytest.approx([1000 * late for late in late_s], abs=3)
    assert [row.landed for row in found.report.rows] == [True, False, False, True]
    assert found.report.within_frame == 0.75 and found.musts is not None and found.musts.must_landed == 0.5
    assert found.report.frame_chance < 0.3


def test_music_with_random_accents_earns_nothing(tmp_path: Path) -> None:
    stream = Stream(5, "accents")
    music = wave(tmp_path, sorted(stream.between(0, 29_800) / 1000 for _ in range(180)))
    times = "".join(f"{stream.between(1000, 29_000) / 1000},firm\n" for _ in range(40))
    found = sync.measure_film(music, table(tmp_path, "seconds,class\n" + times), frame_rate=FrameRate(Fraction(24)))
    assert found.report.frame_chance > 0.2
    assert abs(found.report.frame_beyond_chance) < 0.25 and abs(found.report.beyond_chance) < 0.25


def test_accents_that_nobody_asked_for_are_told_with_their_times(tmp_path: Path) -> None:
    music = wave(tmp_path, [*ASKED_S, 12.25, 26.5])
    found = sync.measure_film(music, asked(tmp_path), frame_rate=FrameRate(Fraction(24)))
    assert [accent.at_s for accent in found.unasked] == pytest.approx([12.25, 26.5], abs=0.004)
    assert found.accents == 6 and [accent.timecode for accent in found.unasked] == ["00:00:12:06", "00:00:26:12"]
    clean = sync.measure_film(wave(tmp_path, list(ASKED_S)), asked(tmp_path), frame_rate=FrameRate(Fraction(24)))
    assert clean.unasked == () and clean.unasked_strong == 0


def test_an_accent_at_a_point_to_avoid_is_told(tmp_path: Path) -> None:
    hits = table(tmp_path, "seconds,class\n4,hard\n12.3,avoid\n")
    found = sync.measure_film(wave(tmp_path, [4.0, 12.25]), hits, frame_rate=FrameRate(Fraction(24)))
    assert len(found.report.rows) == 1 and len(found.avoided) == 1
    assert sync.measure_film(wave(tmp_path, [4.0]), hits, frame_rate=FrameRate(Fraction(24))).avoided == ()


def test_a_film_tells_its_own_clock_and_every_kind_of_list_gives_the_same_errors(tmp_path: Path) -> None:
    film = tmp_path / "film.mov"
    images = (np.full((36, 64, 3), count % 200, np.uint8) for count in range(round(LENGTH_S * 24)))
    sound = clicks([at_s + 0.03 for at_s in ASKED_S])
    encode_film(film, images, frame_rate=Fraction(24), sound=np.stack([sound, sound]), start_timecode="01:00:00:00")
    marks = tuple(mark_at(FILM, Fraction(at_s), "door", note="1m1 hard downbeat must", color="RED") for at_s in ASKED_S)
    for path, write in ((tmp_path / "m.edl", write_edl), (tmp_path / "m.otio", write_otio), (tmp_path / "m.fcpxml", write_fcpxml)):
        write(path, marks, FILM, title="t", film="film.mov", frames=720)
    labels = "".join(f"{FILM.label(Fraction(at_s))}\thard\tx\n" for at_s in ASKED_S)
    table(tmp_path, "Timecode\tClass\tMust\n" + labels, "m.tsv")
    frames = "".join(f"{round(at_s * 24)};hard;yes\n" for at_s in ASKED_S)
    table(tmp_path, "frame;class;must\n" + frames, "m.csv")
    cue = '[film]\nframe_rate = "24"\nstart_timecode = "01:00:00:00"\nsha256 = "a"\n[[cue]]\nstart = "0s"\nend = "29s"\n'
    hits = "".join(f'[[cue.hit]]\nat = "{at_s}s"\nclass = "hard"\nmust = true\n' for at_s in ASKED_S)
    before = table(tmp_path, cue + hits, "m.toml").read_text()
    for name in ("m.edl", "m.otio", "m.fcpxml", "m.tsv", "m.csv", "m.toml"):
        found = sync.measure_film(film, tmp_path / name)
        assert [row.error_ms for row in found.report.rows] == pytest.approx([30] * 4, abs=5), name
        assert all(row.must and row.kind == "hard" for row in found.report.rows), name
        assert found.clock == FILM
    assert (tmp_path / "m.toml").read_text() == before


def test_the_stem_is_heard_instead_of_the_mix(tmp_path: Path) -> None:
    stem = wave(tmp_path, list(ASKED_S))
    film = tmp_path / "film.wav"
    soundfile.write(film, clicks([at_s + 0.1 for at_s in ASKED_S]), RATE, subtype="FLOAT")
    assert sync.measure_film(film, asked(tmp_path)).report.within_frame == 0
    assert sync.measure_film(film, asked(tmp_path), music=stem).report.within_frame == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("foo,bar\n1,2\n", "no column tells a time"),
        ("seconds,class\n4,hrd\n", "line 2: the class “hrd” is unknown"),
        ("seconds\n4\nfour\n", "line 3: “four” is not a time"),
        ("seconds,must\n4,perhaps\n", "must is yes or no"),
        ("seconds\n4\n31.5\n", "outside music.wav"),
        ("timecode\n00:00:04:00\n", "nothing tells the film's frame rate"),
        ("seconds\n", "lists no moment"),
        ("", "is empty"),
        ("seconds,class\n4,avoid\n", "no moment that music should meet"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_one_line(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises((FormatError, BriefError), match=told) as refused:
        sync.measure_film(wave(tmp_path, list(ASKED_S)), table(tmp_path, text))
    assert "\n" not in str(refused.value)


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    film = tmp_path / "mute.mp4"
    encode_film(film, (np.full((36, 64, 3), n, np.uint8) for n in range(72)), frame_rate=Fraction(24))
    with pytest.raises(PictureError, match="holds no sound"):
        sync.measure_film(film, asked(tmp_path))


def test_the_command_prints_draws_and_fails_a_missed_must(tmp_path: Path, run: Run) -> None:
    hits, picture = asked(tmp_path), tmp_path / "sync.png"
    code, out, _ = run("sync", wave(tmp_path, list(ASKED_S)), "--hits", hits, "--frame-rate", "25", "--picture", picture)
    assert code == 0 and "within one frame 100% (chance" in out and str(picture) in out
    with Image.open(picture) as drawn:
        assert drawn.width == 1760 and drawn.height > 400
    code, out, _ = run("sync", wave(tmp_path, [at_s + 0.06 for at_s in ASKED_S]), "--hits", hits, "--json")
    told = json.loads(out)
    assert code == 3 and told["musts"]["within_frame"] == 0 and [row["error_ms"] for row in told["rows"]] == pytest.approx([60] * 4, abs=3)
