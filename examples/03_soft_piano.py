"""The soft piano under a sad scene: felt more than heard. Ends in ``soft-piano/scored.wav``."""

from pathlib import Path

from originalscore import score_film

report = score_film(out=Path("soft-piano"), length_s=60, seed=7, palette="intimate", brief="a sad farewell, grief, soft piano and strings")
print(*report.summary(), sep="\n")
