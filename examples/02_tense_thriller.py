"""The tense thriller: pulse, pedal, rising dissonance, silence before the reveal at 00:40. Ends in ``tense-thriller/scored.wav``."""

from pathlib import Path

from originalscore import score_film

report = score_film(
    out=Path("tense-thriller"),
    length_s=60,
    seed=7,
    palette="hybrid",
    brief="a tense thriller, suspense that grows; silence before the reveal at 00:40; hit at 00:20",
)
print(*report.summary(), sep="\n")
