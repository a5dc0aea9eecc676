"""Originality: planted copies must be caught, and few of our themes drawn again."""

from __future__ import annotations

import sys
from pathlib import Path

from craft.lines import Verdict, missing

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def lines() -> list[Verdict]:
    """The lines of ``bench_originality.py``; what it only prints is only shown."""
    try:
        import bench_originality
    except ImportError as fault:
        return [missing("planted copies are found", str(fault))]
    found = bench_originality.bench_lines()
    return [Verdict(f"{name}{asked and ', '}{asked}", f"{value:.3f}", holds if asked else None) for name, value, asked, holds in found]
