"""Planning: the whole film before any cue."""

from originalscore.planning.plan import plan_score
from originalscore.planning.series import series_wishes

__all__ = ["plan_score", "series_wishes"]
