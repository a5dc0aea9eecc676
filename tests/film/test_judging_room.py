"""The judging room in Debian's headless Chromium: a judge plays, switches, gives points, and everything stands in the ledger.

Three tones an octave apart stand for three versions. What the page plays is taken from where it enters the loudspeaker, so a gap, a jump back or the
wrong version would be heard by the test.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from originalscore.judging import Room, RoomServer, find_trials, match_loudness, with_references
from originalscore.points import Ledger
from originalscore.points.conflicts import CONFLICT
from originalscore.points.panels import choose_preset
from tests.film.browser import Browser, Page, find_chromium
from tests.unit.judging.sounds import tone

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HZ = {"low": 250, "middle": 500, "high": 1000}
#: Takes what the page plays before any loudspeaker; the newest samples are asked for with ``tapped``.
TAP = """
const Real = AudioContext;
window.AudioContext = class extends Real {
  get destination() {
    if (!this.tap) {
      this.tap = this.createScriptProcessor(1024, 1, 1);
      window.played = window.played || [];
      this.tap.onaudioprocess = (event) => window.played.push(...event.inputBuffer.getChannelData(0));
      this.tap.connect(super.destination);
    }
    return this.tap;
  }
};
"""
#: How often what a busy machine lost is played again.
TRIES = 6


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    find_chromium()
    with Browser() as opened:
        yield opened


@contextmanager
def served(folder: Path, preset: str, criteria: str = "") -> Iterator[tuple[RoomServer, Ledger]]:
    chosen = choose_preset(preset, criteria)
    trials = find_trials([tone(folder / "sounds" / f"{name}.wav", hz, length_s=8) for name, hz in HZ.items()])
    if chosen.has_reference:
        trials = with_references(trials, [tone(folder / "original.wav", 440, length_s=8)])
    ledger = Ledger(folder / "panel.db")
    with RoomServer(Room(match_loudness(trials, folder), chosen, ledger)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server, ledger
        server.shutdown()


def until(page: Page, script: str) -> None:
    """Ask again and again, across pages too, until a script says yes."""
    for _ in range(1200):
        if page.run(script):
            return
        time.sleep(0.05)
    pytest.fail(f"never: {script}; the page says {page.run('document.body.innerText')}")


def sit(browser: Browser, server: RoomServer, width: int = 1280) -> Page:
    """Sign in through the page as a judge does."""
    page = browser.open(server.address, width=width)
    page.tell("Page.addScriptToEvaluateOnNewDocument", source=TAP)
    page.run("document.querySelector('#judge').value = 'Ada'; document.querySelector('form').submit()")
    until(page, "location.pathname.startsWith('/chair/') && document.readyState === 'complete'")
    return page


def test_versions_switch_without_a_gap_at_the_same_place(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, "song-branch") as (server, _):
        page = sit(browser, server)
        assert page.run("[...document.querySelectorAll('.switch button')].map(one => one.textContent)") == ["A", "B", "C"]
        order = [heard.clip.item for heard in server.room.sign("Ada").tasks[0].heard]
        sound, at_s, rate = played(page)
        assert at_s == pytest.approx(len(sound) / rate, abs=0.5), "the place runs on through the switches, and nothing begins again"
        sound = sound[rate // 10 : -rate // 10]
        windows = sound[: len(sound) // 480 * 480].reshape(-1, 480)
        assert np.sqrt((windows**2).mean(axis=1)).min() > 0.3 * np.sqrt((windows**2).mean()), "no gap of 10 ms anywhere"
        heard = [order_of(window, rate) for window in sound[: len(sound) // 4800 * 4800].reshape(-1, 4800)]
        assert list(dict.fromkeys(name for name in heard if name)) == order, "A, then B, then C, and nothing else"
        assert page.run("document.querySelector('.play').textContent") == "Play"
        assert [fault for fault in page.faults() if "ScriptProcessorNode" not in fault] == [], "only the test's own tap is deprecated"
        page.close()


def played(page: Page) -> tuple[np.ndarray, float, int]:
    """What A, B and C sound like, each from one second to the next; the place then, and the rate. Again where a busy machine lost sound."""
    place, rate = "Number(document.querySelector('.place').value) * 8", 48_000
    for _ in range(TRIES):
        page.run("document.querySelectorAll('.switch button')[0].click(); window.played = []; document.querySelector('.play').click()")
        for letter in (1, 2, 3):
            until(page, f"{place} > {letter}")
            if letter < 3:
                page.run(f"document.querySelectorAll('.switch button')[{letter}].click()")
        page.run("document.querySelector('.play').click()")
        at_s, samples = page.run(f"[{place}, window.played]")
        sound = np.trim_zeros(np.asarray(samples, np.float32))
        if len(sound) > (at_s - 0.5) * rate:
            return sound, at_s, rate
        page.run("(() => { const place = document.querySelector('.place'); place.value = 0; place.dispatchEvent(new Event('input')); })()")
    pytest.fail(f"the machine is too busy to play three tones in real time: sound was lost {TRIES} times")


def order_of(window: np.ndarray, rate: int) -> str:
    """Which version a tenth of a second is; empty while two are mixed."""
    spectrum = np.abs(np.fft.rfft(window * np.hanning(len(window))))
    levels = {name: spectrum[round(hz * len(window) / rate)] for name, hz in HZ.items()}
    best, second = sorted(levels.values(), reverse=True)[:2]
    return max(levels, key=lambda name: levels[name]) if best > 10 * second else ""


def test_what_is_clicked_stands_in_the_ledger_and_on_the_page_again(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, "song-branch") as (server, ledger):
        page = sit(browser, server)
        row, told = "document.querySelectorAll('.heard li')[1]", "document.querySelector('#told').textContent"
        page.run(f"{row}.querySelector('input[value=\"8.5\"]').click()")
        until(page, f"{told} === 'Written down: row 1.'")
        page.run(f"{row}.querySelector('input[value=\"9\"]').click(); {row}.querySelector('[data-stake]').click()")
        until(page, f"{told} === 'Written down: row 3.'")
        page.run(f"{row}.querySelector('input[value=\"6\"]').click()")
        until(page, f"{told}.includes('you have declared a stake in B')")
        assert page.run(f"{row}.querySelector('input[value=\"9\"]').checked"), "a refused click goes back to what stands"
        item = server.room.sign("Ada").tasks[0].heard[1].clip.item
        assert [(one.entry.item, one.entry.criterion, one.entry.points) for one in ledger.rows()] == [
            (item, "", "8.5"), (item, "", "9"), (item, CONFLICT, "1"),
        ]  # fmt: skip
        page.run("window.old = true; location.reload()")
        until(page, "window.old !== true && document.readyState === 'complete'")
        assert page.run(f"{row}.querySelector('input[value=\"9\"]').checked && {row}.matches('.barred')")
        assert [fault for fault in page.faults() if "400" not in fault] == []
        assert all(address.startswith(server.address) for address in page.fetched())
        page.close()


@pytest.mark.parametrize(("preset", "criteria"), [("song-branch", ""), ("rubric", "theme=3,fit,craft"), ("pairs", ""), ("mushra", "")])
def test_every_kind_of_room_fits_a_phone_and_can_be_read_aloud(preset: str, criteria: str, browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, preset, criteria) as (server, _):
        for width in (1280, 390):
            page = sit(browser, server, width)
            assert page.run("document.documentElement.scrollWidth") <= width
            nodes = [node for node in page.tell("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
            asked = [node for node in nodes if node["role"]["value"] in ("radio", "checkbox", "slider", "button")]
            assert len(asked) > 5 and all(node["name"]["value"].strip() for node in asked), "every control has a name"
            assert page.run("document.documentElement.lang") == "en" and page.faults() == []
            page.close()


def test_a_slider_and_a_choice_are_written_down(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "test", "mushra") as (server, ledger):
        page = sit(browser, server)
        page.run("(() => { const one = document.querySelector('.slide input'); one.value = 73;"
                 "for (const kind of ['input', 'change']) one.dispatchEvent(new Event(kind, {bubbles: true})); })()")  # fmt: skip
        until(page, "document.querySelector('#told').textContent.startsWith('Written down')")
        assert [(row.entry.criterion, row.entry.points, row.entry.maximum) for row in ledger.rows()] == [("original", "73", "100")]
        assert page.run("document.querySelector('.slide output').textContent") == "73"
        page.close()
    with served(tmp_path / "pairs", "pairs") as (server, ledger):
        page = sit(browser, server)
        page.run("document.querySelector('[data-choice]').click()")
        until(page, "document.querySelector('#told').textContent.startsWith('Written down')")
        assert sorted(row.entry.points for row in ledger.rows()) == ["0", "1"]
        page.close()
