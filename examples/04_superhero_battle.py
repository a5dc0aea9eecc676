"""The orchestra in a superhero battle: ostinati, brass, choir, percussion, hits. Ends in ``superhero-battle/scored.wav``."""

from pathlib import Path

from originalscore import score_film

report = score_film(
    out=Path("superhero-battle"),
    length_s=60,
    seed=7,
    brief="a superhero battle, action, epic orchestra; hit at 00:16; hit at 00:31; hit at 00:48",
)
print(*report.summary(), sep="\n")
