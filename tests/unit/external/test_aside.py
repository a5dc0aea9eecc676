"""A module in an interpreter of its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from originalscore.errors import ToolError
from originalscore.external.aside import Aside, Attendant


def test_the_answer_is_what_the_module_wrote() -> None:
    with Aside("base64", "-t") as module:
        assert b"Aladdin" in module.answer()


def test_a_module_that_fails_is_named_with_its_last_line(tmp_path: Path) -> None:
    with (
        Aside("originalscore.picture.listener", str(tmp_path / "absent.mp4")) as module,
        pytest.raises(ToolError, match=r"listener ended with code 1: .*there is no file"),
    ):
        module.answer()


def test_leaving_before_the_answer_ends_the_module() -> None:
    begun = time.monotonic()
    with Aside("http.server", "--bind", "127.0.0.1", "0"):
        pass
    assert time.monotonic() - begun < 10


_ECHO = """
import sys
import tempfile
from originalscore.external.aside import attend

def answer(line):
    print("a library that chatters")
    if line == "fail":
        raise ValueError
    if line == "litter":
        return tempfile.mkdtemp()
    return line.upper()

attend(answer)
"""


@pytest.fixture
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "echo_for_tests.py").write_text(_ECHO)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "echo_for_tests"


def test_an_attendant_answers_every_line_with_its_own(echo: str) -> None:
    with Attendant(echo) as attendant:
        answers = [attendant.ask(line) for line in ("one", "x" * 300_000, "three")]
        assert [answer.result() for answer in answers] == ["ONE", "X" * 300_000, "THREE"]


def test_an_attendant_that_failed_answers_nothing_from_then_on(echo: str) -> None:
    with Attendant(echo) as attendant:
        answers = [attendant.ask(line) for line in ("fail", "two")]
        assert [answer.result() for answer in answers] == [None, None]


def test_leaving_ends_an_attendant_at_work() -> None:
    begun = time.monotonic()
    with Attendant("http.server", "--bind", "127.0.0.1", "0") as attendant:
        attendant.ask("anything")
        time.sleep(0.3)
    assert time.monotonic() - begun < 10


def test_an_attendant_that_is_ended_leaves_no_temporary_file(echo: str) -> None:
    with Attendant(echo) as attendant:
        litter = Path(attendant.ask("litter").result() or "")
        assert litter.is_dir()
    assert not litter.exists() and not litter.parent.exists()


def test_an_attendant_told_to_be_ready_has_loaded_before_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loads_for_tests.py").write_text(f"import pathlib\npathlib.Path({str(tmp_path / 'loaded')!r}).touch()\n" + _ECHO)
    monkeypatch.syspath_prepend(str(tmp_path))
    with Attendant("loads_for_tests") as attendant:
        attendant.be_ready()
        until = time.monotonic() + 20
        while not (tmp_path / "loaded").exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert (tmp_path / "loaded").exists()
        assert attendant.ask("one").result() == "ONE"
