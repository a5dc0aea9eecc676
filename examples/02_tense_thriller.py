"""The tense thriller: pulse, pedal, rising dissonance, silence before the reveal. Draws its own film; ends in ``tense-thriller/scored.mp4``."""

from pathlib import Path

from originalscore import score_film
from originalscore.demo import draw_film

report = score_film(
    draw_film("thriller", Path("tense-thriller-film")),
    out=Path("tense-thriller"),
    seed=7,
    palette="hybrid",
    brief="a tense thriller, suspense that grows; silence before the reveal at 00:44",
)
print(*report.summary(), sep="\n")
