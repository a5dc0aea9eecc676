"""Explanation: what an original score is and is not, told of one film by its own music."""

from originalscore.explanation.draw import draw_kinds
from originalscore.explanation.tell import Answer, Explanation, KindOfMusic, explain_film

__all__ = ["Answer", "Explanation", "KindOfMusic", "draw_kinds", "explain_film"]
