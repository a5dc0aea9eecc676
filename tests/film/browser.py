"""A headless Chromium on a string: the few commands that tests need, over the browser's own debugging pipe.

Chrome DevTools Protocol, messages of JSON ended by a zero byte; the browser reads file descriptor 3 and writes 4
(``--remote-debugging-pipe``). Standard library only.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required", "--remote-debugging-pipe",
)  # fmt: skip
_AS_3_AND_4 = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execvp(sys.argv[3], sys.argv[3:])"
_PATIENCE_S = 120.0


def find_chromium() -> str:
    """The browser's path; a test that needs it skips without it unless REQUIRE_BROWSER=1."""
    found = shutil.which("chromium")
    if not found:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("chromium is required but absent: run tools/setup-tests.sh")
        pytest.skip("chromium is absent: run tools/setup-tests.sh")
    return found


class Browser:
    """One browser with a new, empty profile; use it in a ``with`` statement."""

    def __init__(self, *flags: str) -> None:
        self._flags = flags
        self._number = 0
        self._told: list[dict[str, Any]] = []
        self._rest = b""

    def __enter__(self) -> Browser:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        (theirs_in, self._to), (self._from, theirs_out) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs_in, theirs_out)]
        command = [find_chromium(), *_FLAGS, *self._flags, f"--user-data-dir={self._profile.name}", "about:blank"]
        self._run = subprocess.Popen(
            [sys.executable, "-c", _AS_3_AND_4, *map(str, ends), *command],
            pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (*ends, theirs_in, theirs_out):
            os.close(end)
        return self

    def __exit__(self, *_: object) -> None:
        self.tell("Browser.close")
        self._run.wait(30)
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def tell(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """One command and its answer; what the browser says of its own accord meanwhile is kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        with os.fdopen(os.dup(self._to), "wb") as pipe:
            pipe.write(json.dumps(message).encode() + b"\0")
        until = time.monotonic() + _PATIENCE_S
        while True:
            answer = self._hear(until)
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result
            self._told.append(answer)

    def _hear(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._from], [], [], max(0.0, until - time.monotonic()))[0], "the browser does not answer"
            more = os.read(self._from, 1 << 20)
            assert more, "the browser has gone"
            self._rest += more
        line, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        return message

    def events(self, method: str, session: str) -> list[dict[str, Any]]:
        """What the browser has said of its own accord in one page."""
        return [event["params"] for event in self._told if event.get("method") == method and event.get("sessionId") == session]

    def open(self, url: str, *, width: int = 1280, height: int = 900) -> Page:
        """A new page, loaded."""
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        page = Page(self, target, self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.tell(f"{domain}.enable")
        page.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        page.tell("Page.navigate", url=url)
        page.run("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")
        return page


class Page:
    """One page of a browser."""

    def __init__(self, browser: Browser, target: str, session: str) -> None:
        self._browser, self._target, self._session = browser, target, session

    def tell(self, method: str, **params: Any) -> dict[str, Any]:
        return self._browser.tell(method, self._session, **params)

    def run(self, script: str) -> Any:
        """Value of a script; a promise is waited for."""
        answer = self.tell("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]["exception"].get("description")
        return answer["result"].get("value")

    def faults(self) -> list[str]:
        """Errors and warnings of the console, uncaught exceptions, and whatever could not be loaded."""
        seen = self._browser.events
        logged = [
            event["entry"]["text"] for event in seen("Log.entryAdded", self._session) if event["entry"]["level"] in ("error", "warning")
        ]
        called = [str(event["args"]) for event in seen("Runtime.consoleAPICalled", self._session) if event["type"] in ("error", "warning")]
        thrown = [event["exceptionDetails"]["text"] for event in seen("Runtime.exceptionThrown", self._session)]
        return logged + called + thrown

    def fetched(self) -> list[str]:
        """Addresses of everything the page asked for; pictures inside the page itself (of players, the browser's own) are left out."""
        asked = [event["request"]["url"] for event in self._browser.events("Network.requestWillBeSent", self._session)]
        return [address for address in asked if not address.startswith("data:")]

    def close(self) -> None:
        self._browser.tell("Target.closeTarget", targetId=self._target)

    def shoot(self, path: Path) -> None:
        """The whole page as a PNG."""
        shot = self.tell("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))
