"""The gallery: draws the three scenes everybody knows, scores them, and shows film, page, piano roll and measures side by side.

    python benchmarks/gallery.py [--seed N] [--only NAME ...] [--keep]

Films, scores and waves go to ``docs/gallery/media`` (not kept in the repository), small pictures and the page to ``docs/gallery``. Everything is made
afresh unless ``--keep`` carries on what is there. The scenes should be unlike in every trait of character (``docs/decisions/0029``); which are not is said.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import gallery_figures
from PIL import Image

from originalscore import score_film
from originalscore.delivery.engraving import TitleBlock, engrave_pictures, sheet_for
from originalscore.demo import FILMS, Film, draw_film
from originalscore.demo.canvas import Canvas
from originalscore.demo.film import FRAME_RATE
from originalscore.files import whole_file, write_whole
from originalscore.folder import ProjectFolder
from originalscore.formats.cues_toml import read_cues
from originalscore.formats.musicxml import PageText, musicxml_bytes
from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture
from originalscore.model.score import Score
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import INSTRUMENTS
from originalscore.study import draw_character

HOME = Path(__file__).resolve().parents[1] / "docs" / "gallery"
SCENES = {"thriller": "examples/02_tense_thriller.py", "goodbye": "examples/03_soft_piano.py", "battle": "examples/04_superhero_battle.py"}
#: The moments that stand for each film, seconds.
STILLS_S = {
    "thriller": (3.0, 10.5, 15.5, 20.0, 25.5, 34.5, 36.0, 39.0, 47.5),
    "goodbye": (5.0, 12.0, 22.0, 30.0, 36.0, 42.5, 44.5, 48.0, 53.5),
    "battle": (3.5, 8.5, 13.5, 15.5, 19.0, 24.5, 37.75, 44.75, 57.0),
}
#: Stills in a row; widths in pixels; colours of a picture's palette.
_ROW, _STILL_WIDTH, _WIDEST, _COLORS = 3, 330, 1200, 64


@dataclass(frozen=True)
class Shown:
    """A scene as it was scored: its folder, its cues and what was measured."""

    film: Film
    folder: ProjectFolder
    cues: CueList
    measured: gallery_figures.Measured

    @property
    def longest(self) -> Cue:
        """The cue whose page is shown."""
        return max(self.cues.cues, key=lambda cue: cue.end_s - cue.start_s)


def main() -> int:
    """Make the gallery; what is alike in two scenes is printed and stands on the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", nargs="+", choices=SCENES, help="draw and score these; the page shows all three only without it")
    parser.add_argument("--keep", action="store_true", help="carry on the films and scores of an earlier run")
    asked = parser.parse_args()
    begun, shown = time.perf_counter(), []
    for name in asked.only or SCENES:
        if not asked.keep:
            shutil.rmtree(HOME / "media" / name, ignore_errors=True)
            (HOME / "media" / "films" / f"{name}.mp4").unlink(missing_ok=True)
        scene = show(FILMS[name], asked.seed)
        shown.append(scene)
        print(f"{time.perf_counter() - begun:5.0f} s  {name}: {len(scene.cues.cues)} cues, {len(scene.cues.silences)} silences")
    alike = too_alike(shown)
    if not asked.only:
        draw_character(HOME / "character.png", [(scene.film.title, scene.measured.character) for scene in shown])
        _keep_small(HOME / "character.png", Image.open(HOME / "character.png"))
        write_whole(HOME / "README.md", page(shown, alike, asked.seed))
    print(*(f"alike: {line}" for line in alike), sep="\n")
    return 0


def show(film: Film, seed: int) -> Shown:
    """Draw and score one scene and make its pictures."""
    media = HOME / "media"
    drawn = draw_film(film.name, media / "films")
    root = media / film.name
    subtitles = drawn.with_suffix(".srt") if film.lines else None
    score_film(drawn, out=root, subtitles=subtitles, seed=seed, palette=film.palette, brief=film.brief)
    folder = ProjectFolder(root)
    seen = folder.recall("picture", "", Picture)
    assert seen is not None
    scene = Shown(film, folder, read_cues(folder.cues_file, seen), gallery_figures.measure(root))
    _keep_small(HOME / f"{film.name}-film.png", _strip(film), colors=160)
    _keep_small(HOME / f"{film.name}-page.png", _first_page(scene, seen), width=900, colors=16)
    _keep_small(HOME / f"{film.name}-roll.png", Image.open(root / "scores" / f"{scene.longest.number}-roll.png"))
    _keep_small(HOME / f"{film.name}-timeline.png", Image.open(root / "timeline.png"))
    return scene


def _strip(film: Film) -> Image.Image:
    """Stills of the film, in order."""
    canvas, high, moments = Canvas(film.width, film.height), round(_STILL_WIDTH * film.height / film.width), STILLS_S[film.name]
    strip = Image.new("RGB", (_ROW * _STILL_WIDTH, -(-len(moments) // _ROW) * high))
    for place, t in enumerate(moments):
        still = Image.fromarray(film.picture(canvas, round(t * FRAME_RATE))).resize((_STILL_WIDTH, high), Image.Resampling.LANCZOS)
        strip.paste(still, (place % _ROW * _STILL_WIDTH, place // _ROW * high))
    return strip


def _first_page(scene: Shown, seen: Picture) -> Image.Image:
    cue = scene.longest
    score, tempo = scene.folder.recall("score", cue.id, Score), scene.folder.recall("tempo", cue.id, TempoMap)
    assert score is not None and tempo is not None
    clock = seen.film.clock
    hits = tuple((landing.beat, f"{clock.label(cue.start_s + landing.at_s)} {landing.what}") for landing in tempo.landings)
    text = PageText(cue.title, cue.number, clock.label(cue.start_s), str(clock.frame_rate), scene.film.title, hits, rehearsal_every=8)
    staves = sum(len(INSTRUMENTS[part.instrument].clefs) for part in score.parts)
    block = TitleBlock(cue.number, cue.title, scene.film.title, "Score in C", (f"Start {clock.label(cue.start_s)}",))
    pages = engrave_pictures(musicxml_bytes(score, tempo, text, for_print=True), block, sheet_for(staves), pixels_per_inch=90)
    return Image.open(io.BytesIO(pages[0]))


def _keep_small(path: Path, picture: Image.Image, *, width: int = _WIDEST, colors: int = _COLORS) -> None:
    """Save a picture no wider than asked, in a palette of its own."""
    plain = Image.new("RGB", picture.size, "white")
    plain.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    if plain.width > width:
        plain = plain.resize((width, round(plain.height * width / plain.width)), Image.Resampling.LANCZOS)
    with whole_file(path) as partial:
        plain.quantize(colors, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE).save(partial, optimize=True)


def too_alike(shown: list[Shown]) -> list[str]:
    """Pairs of scenes and traits of character that do not tell them apart, or do not say."""
    lines = []
    for one, other in combinations(shown, 2):
        for trait, beside in zip(one.measured.character, other.measured.character, strict=True):
            unlike = trait.is_unlike(beside)
            if not unlike:
                values = "not known of one" if unlike is None else f"{_told(trait.value)}, {_told(beside.value)}"
                lines.append(f"{one.film.name} and {other.film.name}: {trait.name} ({values})")
    return lines


def _told(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def page(shown: list[Shown], alike: list[str], seed: int) -> str:
    """The gallery as Markdown."""
    rows = [
        "# Gallery: the three scenes everybody knows",
        "",
        f"Drawn, scored (seed {seed}) and measured by `make gallery`; the scored films are then in `media/<name>/scored.mp4`.",
        "Nothing here is made by hand.",
        "",
    ]
    for scene in shown:
        rows += [*_scene_rows(scene), ""]
    return "\n".join([*rows, *_table(shown), "", *_verdict(shown, alike), ""])


def _scene_rows(scene: Shown) -> list[str]:
    name, cues = scene.film.name, scene.cues.cues
    report = json.loads((scene.folder.root / "report.json").read_text())
    hits = [hit for cue in report["cues"] for hit in cue["hits"] if hit["must"]]
    landed = sum(hit["landed"] for hit in hits)
    rests = ", ".join(f"{float(rest.start_s):.0f} to {float(rest.end_s):.0f} s ({rest.why})" for rest in scene.cues.silences) or "none"
    under = [line["difference_lu"] for line in report["dialogue"] if line["difference_lu"] is not None]
    words = f" Under {len(under)} spoken lines the music lies at least {min(under):.0f} LU below the words." if under else ""
    return [
        f"## {scene.film.title}",
        "",
        f"`{SCENES[name]}`, palette {scene.film.palette}, brief: “{scene.film.brief}”.",
        f"{len(cues)} cue{'s' * (len(cues) != 1)} ({', '.join(dict.fromkeys(cue.mood for cue in cues))}); {landed} of {len(hits)} must-hits landed; silence: {rests}.{words}",
        "",
        f"![Stills from {scene.film.title}]({name}-film.png)",
        f"![Timeline]({name}-timeline.png)",
        f"![Piano roll of {scene.longest.number}]({name}-roll.png)",
        f"![First page of {scene.longest.number}]({name}-page.png)",
    ]


def _table(shown: list[Shown]) -> list[str]:
    head = f"| {' | '.join(scene.film.title for scene in shown)} |"
    rows = [
        "## Measured side by side",
        "",
        "Character, in which the scenes should be unlike: every scale is about what film music spans, and for the measures of the craft table",
        "the range of real music drawn out by half. A name in grey: some two of them are not told apart.",
        "",
        "![The character of the three scenes](character.png)",
        "",
        f"| character {head} told apart by |",
        f"|---|{'---|' * (len(shown) + 1)}",
    ]
    for same in zip(*(scene.measured.character for scene in shown), strict=True):
        told = " | ".join(_told(trait.value) for trait in same)
        apart = f"a ratio of {same[0].differs:g}" if same[0].by_ratio else f"{same[0].differs:.2f}"
        rows.append(f"| {same[0].words} | {told} | {apart} |")
    rows += [
        "",
        "Craft, in which good music of any scene may be alike:",
        "",
        f"| craft {head} real music, 5 to 95 % |",
        f"|---|{'---|' * (len(shown) + 1)}",
    ]
    for line in zip(*(scene.measured.craft for scene in shown), strict=True):
        told = " | ".join(_told(figure.value) for figure in line)
        rows.append(f"| {line[0].words} | {told} | {line[0].low:.2f} to {line[0].high:.2f} |")
    return rows


def _verdict(shown: list[Shown], alike: list[str]) -> list[str]:
    pairs = len(shown) * (len(shown) - 1) // 2 * len(shown[0].measured.character)
    told = f"Of {pairs} pairs of scenes and traits of character, {pairs - len(alike)} are told apart."
    return [told, *([""] if alike else []), *(f"- alike: {line}" for line in alike)]


if __name__ == "__main__":
    if shutil.which("espeak-ng") is None:
        sys.exit("espeak-ng is not installed: run make setup")
    sys.exit(main())
