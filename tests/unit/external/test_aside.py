"""A module in an interpreter of its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from originalscore.errors import ToolError
from originalscore.external.aside import Aside


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
