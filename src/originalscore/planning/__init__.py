"""Planning: the whole film before any cue."""

from originalscore.planning.plan import conform_plan, plan_score
from originalscore.planning.series import series_wishes
from originalscore.planning.themes import give_melody, give_theme, project_length_s

__all__ = ["conform_plan", "give_melody", "give_theme", "plan_score", "project_length_s", "series_wishes"]
