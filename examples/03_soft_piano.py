"""The soft piano under a sad scene with dialogue: felt more than heard. Draws its own film; ends in ``soft-piano/scored.mp4``."""

from pathlib import Path

from originalscore import score_film
from originalscore.demo import draw_film

film = draw_film("goodbye", Path("soft-piano-film"))
report = score_film(
    film,
    out=Path("soft-piano"),
    subtitles=film.with_suffix(".srt"),
    seed=7,
    palette="intimate",
    brief="a sad farewell, grief and loss; piano and strings, felt more than heard",
)
print(*report.summary(), sep="\n")
