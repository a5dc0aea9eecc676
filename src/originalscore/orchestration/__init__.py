"""Orchestration: who plays what."""

from originalscore.orchestration.forces import with_forces
from originalscore.orchestration.orchestrate import orchestrate

__all__ = ["orchestrate", "with_forces"]
