"""What is installed, what is found, and what to do about what is missing. Runs even where the libraries are missing."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version


@dataclass(frozen=True)
class Finding:
    """One line of the examination; ``optional`` things may be missing."""

    what: str
    well: bool
    found: str
    advice: str = ""
    optional: bool = False


def examine(palette: str = "") -> tuple[Finding, ...]:
    """Look at Python, the libraries, the synthesiser, the sounds with every shipped palette (and one more), and the programs."""
    python = Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0], "install Python 3.11 or newer")
    libraries = [_library(name) for name in needed_libraries()]
    return (python, *libraries, *_sounds(palette), _program("espeak-ng", "the demo's voice"))


def needed_libraries() -> tuple[str, ...]:
    """The libraries that the main job needs, as the package itself declares them."""
    declared = [line for line in requires("originalscore") or () if "extra ==" not in line]
    return tuple(sorted(re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0] for line in declared))


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "-", f"run make setup, or pip install {name}")


def _sounds(palette: str) -> tuple[Finding, ...]:
    """The synthesiser, its instruments and the palettes, as the render room finds them."""
    try:
        from originalscore import render
    except ImportError as fault:
        return (Finding("FluidSynth and sounds", False, "-", f"not looked at: {fault.name or fault} is missing"),)
    needed = ("palette orchestra", f"palette {palette}")  # the main job can do without the others
    return tuple(
        Finding(what, well, found, advice, what.startswith("palette ") and what not in needed)
        for what, well, found, advice in render.describe_sounds(palette)
    )


def _program(name: str, use: str) -> Finding:
    found = shutil.which(name)
    return Finding(f"{name} ({use})", found is not None, found or "-", f"apt-get install --no-install-recommends {name}", optional=True)
