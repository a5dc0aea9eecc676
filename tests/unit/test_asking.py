"""``note`` on a terminal asks where it is not sure, and goes on with the answer; elsewhere it ends with the question."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore import pipeline
from originalscore.folder import ProjectFolder
from originalscore.pipeline import Listener
from originalscore.wishes import Wishes

PROMPT = "A number, or say it in other words"
PATIENCE_S = 120


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a cue list and a plan, without a film."""
    root = tmp_path_factory.mktemp("asked") / "score"
    pipeline.plan_film(ProjectFolder(root), Wishes(brief="a chase", length_s=Fraction(40), seed=7), Listener())
    return root


def command(root: Path, words: str) -> list[str]:
    return [sys.executable, "-m", "originalscore.cli", "note", str(root), words, "--dry-run"]


class Terminal:
    """A command that believes it talks to a person."""

    def __init__(self, words: list[str]) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
        os.close(theirs)
        self.shown = ""

    def read_until(self, is_enough: Callable[[str], bool]) -> str:
        """What is shown until that is enough, or the command ends."""
        end_s = time.monotonic() + PATIENCE_S
        while not is_enough(self.shown) and time.monotonic() < end_s:
            if not select.select([self._ours], [], [], 1)[0]:
                continue
            try:
                piece = os.read(self._ours, 65_536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            self.shown += piece.decode(errors="replace")
        return self.shown

    def type(self, line: str) -> None:
        """A line and the return key."""
        os.write(self._ours, f"{line}\n".encode())

    def ends(self) -> int:
        """The exit code, once all is shown."""
        self.read_until(lambda shown: False)
        os.close(self._ours)
        return self._process.wait(PATIENCE_S)


def test_a_question_on_a_terminal_is_answered_by_its_number_and_the_answer_is_done(planned: Path) -> None:
    before = (planned / "cues.toml").read_bytes()
    terminal = Terminal(command(planned, "make it purple"))
    asked = terminal.read_until(lambda shown: PROMPT in shown)
    assert "what is meant by" in asked and "purple" in asked and "1  less sad" in asked and "4  sparser" in asked
    terminal.type("4")
    assert terminal.ends() == 0
    done = terminal.shown.partition(PROMPT)[2]
    assert "sparser" in done and "density" in done and PROMPT not in done
    assert (planned / "cues.toml").read_bytes() == before  # a trial only


def test_an_answer_that_is_not_understood_is_asked_about_again(planned: Path) -> None:
    terminal = Terminal(command(planned, "make it purple"))
    terminal.read_until(lambda shown: PROMPT in shown)
    terminal.type("make it orange")
    again = terminal.read_until(lambda shown: shown.count(PROMPT) == 2)
    assert "“make it orange”" in again.partition(PROMPT)[2]
    terminal.type("no strings")
    assert terminal.ends() == 0
    assert "without strings" in terminal.shown


def test_without_a_terminal_the_question_ends_it_and_nothing_is_changed(planned: Path) -> None:
    before = (planned / "cues.toml").read_bytes()
    done = subprocess.run(command(planned, "make it purple"), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 2 and PROMPT not in done.stdout + done.stderr
    assert "purple" in done.stdout + done.stderr
    assert (planned / "cues.toml").read_bytes() == before
