"""The sound, measured: hits in time, notes that move, music under words, levels, the hall and the sections; each line with a control.

Films are scored by the product's own command; instruments are rendered alone, palette by palette. Loudness is read by ffmpeg's meter. A
line holds when its value lies in its range and its control does not.

    python benchmarks/bench_sound.py [--quick] [--demo FOLDER] [--speech FOLDER] [--only GROUP ...]

``--quick`` scores twenty seconds without film instead; ``--demo`` and ``--speech`` take folders that were scored before (the demo, and the
ten-minute film with speech). Shared media are looked for beside the repository, or in ``SHARED_MEDIA``. The exit code is 0 only when every line holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import pysubs2
from sound import hall, levels, playing, sections, under_picture
from sound.lines import Group, collect, show
from sound.stage import SPEECH_FILM, Scored, Spoken, palettes, run

from originalscore.demo.keeper import KEEPER
from originalscore.demo.sounds import spans_of

QUICK_BRIEF = "a tense chase; hits at 0:06 and 0:12"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--demo", type=Path, help="a folder made by `originalscore demo --out FOLDER`")
    parser.add_argument("--speech", type=Path, help=f"a folder scored from {SPEECH_FILM.name}")
    parser.add_argument("--only", nargs="+", help="groups: playing, hall, sections, stems, picture, loudness")
    asked = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-sound-") as place:
        groups = _quick(Path(place)) if asked.quick else _full(Path(place), asked.demo, asked.speech)
        wanted = {name: group for name, group in groups.items() if not asked.only or name.split(",")[0] in asked.only}
        verdict = show(collect(wanted))
    print(f"{time.perf_counter() - begun:.0f} s in all", file=sys.stderr)
    return verdict


def _quick(place: Path) -> dict[str, Group]:
    run("score", "--length", "20s", "--brief", QUICK_BRIEF, "--out", place / "score", "--seed", "7", "--quiet")
    short = Scored(place / "score", None, ())
    first = palettes()[0]
    return {
        f"playing, {first}": partial(playing.lines, (short,), first),
        "hall": partial(hall.lines, first),
        f"sections, {first}": partial(sections.lines, first),
        "stems": partial(levels.stems, "20 s", short),
    }


def _full(place: Path, demo: Path | None, speech: Path | None) -> dict[str, Group]:
    films = _films(place, demo, speech)
    groups: dict[str, Group] = {}
    for name, film in films.items():
        groups[f"picture, {name}"] = partial(under_picture.lines, name, film)
        groups[f"stems, {name}"] = partial(levels.stems, name, film)
    for palette in palettes():
        groups[f"playing, {palette}"] = partial(playing.lines, tuple(films.values()), palette)
        groups[f"sections, {palette}"] = partial(sections.lines, palette)
    groups["hall"] = partial(hall.lines, palettes()[0])
    groups["loudness, demo"] = partial(levels.profiles, "demo", films["demo"])
    return groups


def _films(place: Path, demo: Path | None, speech: Path | None) -> dict[str, Scored]:
    if demo is None:
        demo = place / "demo"
        run("demo", "--out", demo, "--quiet")
    keeper = demo.with_name(f"{demo.name}-film") / "keeper.mp4"
    films = {"demo": Scored(demo, keeper, tuple(Spoken(start_s, end_s) for start_s, end_s, _ in spans_of(KEEPER.lines)))}
    if not SPEECH_FILM.is_file():
        print(f"without {SPEECH_FILM.name}: it is not in the shared media", file=sys.stderr)
        return films
    if speech is None:
        speech = place / "speech"
        run("score", SPEECH_FILM, "--out", speech, "--seed", "7", "--quiet")
    truth = SPEECH_FILM.parents[1] / "truth" / f"{SPEECH_FILM.stem}.srt"
    lines = tuple(Spoken(event.start / 1000, event.end / 1000) for event in pysubs2.load(str(truth)))  # all of them, words or a note
    return films | {"speech film": Scored(speech, SPEECH_FILM, lines)}


if __name__ == "__main__":
    sys.exit(main())
