"""Planning: the whole film before any cue."""

from originalscore.planning.plan import plan_score

__all__ = ["plan_score"]
