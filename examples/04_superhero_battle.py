"""The orchestra in a superhero battle: ostinati, brass, choir, percussion, hits. Draws its own film; ends in ``superhero-battle/scored.mp4``."""

from pathlib import Path

from originalscore import score_film
from originalscore.demo import draw_film

report = score_film(
    draw_film("battle", Path("superhero-battle-film")),
    out=Path("superhero-battle"),
    seed=7,
    palette="orchestra",
    brief="a superhero battle, epic orchestra; 00:00-00:48 action; 00:48-01:00 triumph",
)
print(*report.summary(), sep="\n")
