"""Shared fixtures: the folder of real test films."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MEDIA = Path(__file__).resolve().parents[2] / "shared" / "media"


@pytest.fixture(scope="session")
def media() -> Path:
    """The shared test films; a test that needs them skips without them unless REQUIRE_MEDIA=1."""
    if not MEDIA.is_dir():
        if os.environ.get("REQUIRE_MEDIA") == "1":
            pytest.fail(f"the shared test media are required but absent: {MEDIA.parent.name}/{MEDIA.name}")
        pytest.skip("the shared test media are absent")
    return MEDIA
