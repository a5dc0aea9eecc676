"""How near a line comes to known tunes, and when that is too near."""

from originalscore.measures.originality.index import Nearness, TuneIndex, shipped_index
from originalscore.measures.originality.known import Compared, KnownMelodies
from originalscore.measures.originality.verdict import Verdict, baseline, is_too_near, judge, judge_against

__all__ = [
    "Compared", "KnownMelodies", "Nearness", "TuneIndex", "Verdict", "baseline", "is_too_near", "judge", "judge_against", "shipped_index",
]  # fmt: skip
