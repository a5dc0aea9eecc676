"""Orchestration: who plays what."""

from originalscore.orchestration.forces import with_forces
from originalscore.orchestration.orchestrate import orchestrate
from originalscore.orchestration.splice import bars_renewed, lines_renewed, part_renewed

__all__ = ["bars_renewed", "lines_renewed", "orchestrate", "part_renewed", "with_forces"]
