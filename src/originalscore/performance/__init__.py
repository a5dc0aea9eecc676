"""Performance: what the players do."""

from originalscore.performance.perform import perform

__all__ = ["perform"]
