"""Scored films and their report in Debian's headless Chromium: what a viewer's browser shows and plays.

The clock film's border changes colour every 15.0 s; a part of it with two changes is scored with must-hits on both and plays in real time
around each. The page (player.html) takes every presented frame with the colour of its border and the sound as the element plays it, before
any loudspeaker, and reads three clocks together: the film's, the sound's and the page's. The music alone is laid into the film: its own
sound clicks every second and would be heard in the music's place.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile
import tomlkit

from originalscore.external.mux import write_scored_film
from originalscore.measures.onsets import accent_error_s
from tests.film.browser import Browser, Page, find_chromium
from tests.film.conftest import Scored, score

pytestmark = [pytest.mark.slow, pytest.mark.browser]

#: The part of the clock film from a picture that stands alone: 22.6 s; frames at which the border changes.
PART_S = (Fraction(125, 12), Fraction(33))
CHANGES = (Fraction(110, 24), Fraction(470, 24))
FRAME_S = 1 / 24
#: How finely the browser's clocks can be read together: the film's moves with each 512 samples played; frames go to a 60 Hz screen.
CLOCK_S, SCREEN_S = 0.012, 1 / 60
BEFORE_S, AFTER_S, LATE_S = 1.5, 1.2, Fraction(1, 5)
TRIES = 6


@dataclass(frozen=True)
class Step:
    """How far one hit is from its change of colour, seconds, later positive: by the film's clock, and by the page's (as on screen)."""

    film_s: float
    screen_s: float


@pytest.fixture(scope="module", autouse=True)
def _chromium() -> None:
    find_chromium()


@pytest.fixture(scope="module")
def clock_mp4(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    film = tmp_path_factory.mktemp("clock") / "clock.mp4"
    _copy(media / "film" / "wpt_clock_300s.mp4", film, part_s=PART_S)
    return _score_on_the_changes(film)


@pytest.fixture(scope="module")
def clock_webm(clock_mp4: Scored, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    film = tmp_path_factory.mktemp("clock-webm") / "clock.webm"
    _encode_vp9(clock_mp4.film, film)
    return _score_on_the_changes(film)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser("--allow-file-access-from-files") as opened:  # so that a page may look into a film of the same disk
        yield opened


@pytest.mark.media
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_picture_and_sound_of_a_scored_film_are_in_step(
    kind: str, browser: Browser, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    scored: Scored = request.getfixturevalue(f"clock_{kind}")
    steps = _watch(browser, scored.folder / f"scored.{kind}")
    with capsys.disabled():
        print(f"\n{kind}:", *(f"{1000 * s.film_s:+.1f} ms by the film's clock, {1000 * s.screen_s:+.1f} ms on screen;" for s in steps))
    assert all(_in_step(step) for step in steps), steps
    for step, written_s in zip(steps, _heard_in_the_wave(scored.folder), strict=True):
        assert abs(step.film_s - written_s) < CLOCK_S, "the browser plays the music where the master has it"


@pytest.mark.media
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_sound_a_fifth_of_a_second_late_is_noticed(kind: str, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    scored: Scored = request.getfixturevalue(f"clock_{kind}")
    late = tmp_path / f"late.{kind}"
    _copy(scored.folder / f"scored.{kind}", late, sound_later_s=LATE_S)
    (step,) = _watch(browser, late, CHANGES[:1])
    assert not _in_step(step)
    assert abs(step.film_s - float(LATE_S)) < FRAME_S and abs(step.screen_s - float(LATE_S)) < FRAME_S + SCREEN_S


@pytest.mark.media
@pytest.mark.parametrize("kind", ["mov", "mkv"])
def test_the_other_containers_open_with_picture_and_sound(kind: str, clock_mp4: Scored, browser: Browser, tmp_path: Path) -> None:
    film = tmp_path / f"clock.{kind}"
    _copy(clock_mp4.film, film)
    page = _player(browser)
    facts = page.run(f"open_film({json.dumps(_programme_in(film, clock_mp4).as_uri())})")
    assert (facts["width"], facts["height"]) == (320, 240)
    assert abs(facts["duration"] - float(PART_S[1] - PART_S[0])) < FRAME_S
    seen = page.run("watch(1, 1.5)")
    assert len(seen["shown"]) > 3 and np.abs(_sound(seen)).max() > 0.01


def test_the_report_opens_without_a_fault_fits_a_phone_and_plays(demo: Scored, tmp_path: Path) -> None:
    address = (demo.folder / "report.html").as_uri()
    with Browser() as plain:
        for width in (1280, 768, 390):
            page = plain.open(address, width=width)
            assert page.run("document.querySelector('img').naturalWidth") > 600
            assert page.run("document.documentElement.scrollWidth") <= width
            assert page.run("[...document.querySelectorAll('table')].every(table => table.scrollWidth <= table.parentNode.clientWidth)")
            moments = page.run("[...document.querySelectorAll('#hits [data-at]')].map(moment => moment.dataset.at)")
            assert len(moments) > 5
            played_s = page.run(
                "new Promise(done => { const film = document.querySelector('video'), last = [...document.querySelectorAll('[data-at]')].pop();"
                "film.ontimeupdate = () => film.currentTime > Number(last.dataset.at) + 0.2 && done(film.currentTime - last.dataset.at);"
                "last.click(); })"
            )
            assert 0.2 < played_s < 5
            for anchor in page.run("[...document.querySelectorAll('nav a')].map(link => link.getAttribute('href'))"):
                assert page.run(f"document.querySelector('{anchor}') !== null"), anchor
            assert page.faults() == []
            assert all(fetched.startswith(demo.folder.as_uri()) for fetched in page.fetched())
        broken = tmp_path / "broken.html"
        broken.write_text("<img src='absent.png'><img src='http://picture.invalid/'><script>console.error('no')</script>")
        page = plain.open(broken.as_uri())
        assert len(page.faults()) == 3, "the same page with faults is noticed"
        assert any(fetched.startswith("http://") for fetched in page.fetched())


def _in_step(step: Step) -> bool:
    """Within one frame: by the film's clock, and on screen with one refresh more."""
    return abs(step.film_s) <= FRAME_S + CLOCK_S and abs(step.screen_s) <= FRAME_S + CLOCK_S + SCREEN_S


def _player(browser: Browser) -> Page:
    return browser.open(Path(__file__).with_name("player.html").as_uri())


def _watch(browser: Browser, film: Path, changes: tuple[Fraction, ...] = CHANGES) -> list[Step]:
    """Play the film around each change of colour."""
    page = _player(browser)
    page.run(f"open_film({json.dumps(film.as_uri())})")
    steps = []
    for at in changes:
        seen = _play(page, float(at))
        _, frame = _change(seen["shown"])
        assert abs(frame["drawn_s"] - float(at)) < 0.002, "the colour changes on the frame where the film has it"
        steps.append(_step(seen, frame))
    assert page.faults() == []
    page.close()
    return steps


def _play(page: Page, at_s: float) -> dict[str, Any]:
    """What was seen and heard around one change; played again where a busy machine lost sound or the frames at the change."""
    for _ in range(TRIES):
        seen: dict[str, Any] = page.run(f"watch({at_s - BEFORE_S}, {at_s + AFTER_S})")
        assert (seen["state"], seen["rate"]) == ("running", 48_000)
        before, after = _change(seen["shown"])
        if not seen["lost"] and after["drawn_s"] - before["drawn_s"] < 1.5 * FRAME_S:
            return seen
    pytest.fail(f"the machine is too busy to play a small film in real time: sound or frames were lost {TRIES} times")


def _change(shown: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last presented frame of the old colour and the first of the new."""
    colours = np.array([frame["colour"] for frame in shown], int)
    (places,) = np.nonzero(np.abs(np.diff(colours, axis=0)).max(axis=1) > 60)
    assert len(places) == 1, "one change of colour"
    return shown[places[0]], shown[places[0] + 1]


def _step(seen: dict[str, Any], frame: dict[str, Any]) -> Step:
    """The accent near the change in the captured sound, against the first frame of the new colour.

    Offsets between the clocks are medians of readings about 5 ms apart from a second before the change to half a second after it; how
    far the screen is behind the film's clock is the median of all frames presented in that time, so that one late frame of a busy machine
    decides nothing.
    """
    near = lambda at_s: frame["drawn_s"] - 1 < at_s < frame["drawn_s"] + 0.5  # noqa: E731
    clocks = np.array([reading for reading in seen["clocks"] if near(reading[0])])
    film_s, page_s = (float(np.median(clocks[:, other] - clocks[:, 1])) for other in (0, 2))
    start_s = seen["first"] / seen["rate"]
    at_s = frame["drawn_s"] - film_s  # the change by the sound's clock
    error_s = accent_error_s(_sound(seen), seen["rate"], at_s - start_s, 0.4)
    assert error_s is not None, "no accent near the change of colour"
    behind_s = [shown["display_s"] - page_s - (shown["drawn_s"] - film_s) for shown in seen["shown"] if near(shown["drawn_s"])]
    return Step(error_s, error_s - float(np.median(behind_s)))


def _sound(seen: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(seen["sound"]), "<f4")[None]


def _heard_in_the_wave(folder: Path) -> list[float]:
    sound, rate = soundfile.read(folder / "music" / "master.wav", dtype="float32", always_2d=True)
    errors = [accent_error_s(sound.T, rate, float(at), 0.4) for at in CHANGES]
    assert None not in errors
    return [error for error in errors if error is not None]


def _score_on_the_changes(film: Path) -> Scored:
    """Spot the film, put a hard must-hit on both changes as a user would, and score it without its own clicks."""
    folder = film.with_name("score")
    score(film, folder, "--seed", "7", "--sound", "mute", "--plan")
    cues = tomlkit.parse((folder / "cues.toml").read_text())
    (cue,) = cues["cue"]
    label = lambda at: f"00:00:{int(at):02d}:{round(at % 1 * 24):02d}"  # noqa: E731
    cue["hit"] = [{"at": label(at), "what": "colour", "class": "hard", "landing": "downbeat", "must": True} for at in CHANGES]
    (folder / "cues.toml").write_text(tomlkit.dumps(cues))
    return Scored(film, score(folder, folder, "--sound", "mute").folder)


def _programme_in(film: Path, scored: Scored) -> Path:
    """The film with the finished programme of another container's score."""
    return write_scored_film(film, scored.folder / "music" / "master.wav", film.with_name("scored"))


def _copy(source: Path, target: Path, *, part_s: tuple[Fraction, Fraction] | None = None, sound_later_s: Fraction = Fraction(0)) -> None:
    """Copy picture and sound as they are, in the target's container; a part begins at a picture that stands alone."""
    first_s, last_s = part_s or (Fraction(0), Fraction(10**6))
    with av.open(str(source)) as film, av.open(str(target), "w") as copy:
        streams = {stream.index: copy.add_stream_from_template(stream) for stream in (film.streams.video[0], film.streams.audio[0])}
        for packet in film.demux(film.streams.video[0], film.streams.audio[0]):
            if packet.size and packet.pts is not None and first_s <= packet.pts * packet.time_base < last_s:
                later_s = sound_later_s if packet.stream.type == "audio" else 0
                shift = round((later_s - first_s) / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                packet.stream = streams[packet.stream.index]
                copy.mux(packet)


def _encode_vp9(source: Path, target: Path) -> None:
    """A small WebM of a film: VP9 and Opus."""
    with av.open(str(source)) as film, av.open(str(target), "w") as copy:
        picture = copy.add_stream("libvpx-vp9", rate=24, options={"deadline": "realtime", "cpu-used": "8", "crf": "36", "b": "0"})
        picture.width, picture.height, picture.pix_fmt = 160, 120, "yuv420p"
        sound = copy.add_stream("libopus", rate=48_000, layout="mono")
        resampler = av.AudioResampler("flt", "mono", 48_000)
        for frame in film.decode(film.streams.video[0], film.streams.audio[0]):
            if isinstance(frame, av.VideoFrame):
                small = frame.reformat(160, 120, "yuv420p")
                small.pict_type = av.video.frame.PictureType.NONE
                copy.mux(picture.encode(small))
            else:
                for part in resampler.resample(frame):
                    copy.mux(sound.encode(part))
        copy.mux(picture.encode(None))
        copy.mux(sound.encode(None))
