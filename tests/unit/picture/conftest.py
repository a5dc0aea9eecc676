"""Painted films as a fixture, so that no test module imports another."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def paint() -> ModuleType:
    """The module ``painted`` beside this file."""
    spec = importlib.util.spec_from_file_location("painted", Path(__file__).with_name("painted.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
