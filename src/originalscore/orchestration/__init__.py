"""Orchestration: who plays what."""

from originalscore.orchestration.orchestrate import orchestrate

__all__ = ["orchestrate"]
