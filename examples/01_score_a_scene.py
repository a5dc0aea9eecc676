"""Score the demo film and print where its hits landed. Ends in ``demo-scene/scored.mp4``."""

from pathlib import Path

from originalscore import score_film
from originalscore.demo import draw_film

film = draw_film("keeper", Path("demo-scene-film"))
report = score_film(film, subtitles=film.with_suffix(".srt"), out=Path("demo-scene"), seed=7)
for cue in report.cues:
    for hit in cue.hits:
        print(f"{cue.number}  {hit.at_s:7.3f} s  {hit.what:32} {'landed' if hit.landed else 'missed'}")
