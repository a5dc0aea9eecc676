"""Speed and memory of the main job on a ten-minute film, as ratios to their floor, measured in one run.

The floor is what nobody can avoid: a bare decode of the picture, a bare FluidSynth render of the same notes, and a stream-copy mux
with the sound encoded once. Composing (plan to performance) is printed apart; everything else, from the start of Python to the
last file, is set against the floor. Memory is compared with that of a film of a minute. These machines are noisy: read the ratios.

    python benchmarks/bench_film.py [FILM] [--short FILM]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av

from originalscore.external.mux import write_scored_film
from originalscore.folder import ProjectFolder
from originalscore.model.performance import Performance
from originalscore.render import render_bare

FILMS = Path(__file__).resolve().parents[2] / "shared" / "media" / "film"
COMPOSING = ("plan", "tempo", "sketch", "score", "performance")
"""Stages of the pure rooms, as the report names them (the plan with its seed: ``plan-7``)."""


def main() -> int:
    """Print the table; 0 when every aim holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("film", nargs="?", type=Path, default=FILMS / "bbb_full_596s_speech.mp4")
    parser.add_argument("--short", type=Path, default=FILMS / "sintel_trailer_480x204.mp4", help="a film of about a minute")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        small = _run(asked.short, Path(place) / "small", "--seed", "7")
        out = Path(place) / "score"
        first = _run(asked.film, out, "--seed", "7")
        _print_stages(asked.film, first)
        decode_s = _timed(lambda: _decode(asked.film))
        synth_s, bare_s = render_bare(_played(out)), _bare_mux(asked.film, out)
        again = _run(out, out, "--seed", "8")
        again_synth_s = render_bare(_played(out))
    return _print_ratios(small, first, again, (decode_s, synth_s, bare_s), (again_synth_s, bare_s))


def _run(film: Path, out: Path, *options: str) -> dict[str, Any]:
    """Score a film, or a folder again; its report and ``wall_s``."""
    command = [sys.executable, "-m", "originalscore.cli", "score", str(film), "--out", str(out), "--json", *options]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr[-2000:])
    return {**json.loads(done.stdout), "wall_s": time.perf_counter() - begun}


def _timed(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def _decode(film: Path) -> None:
    with av.open(str(film)) as source:
        source.streams.video[0].thread_type = "AUTO"
        for _ in source.decode(video=0):
            pass


def _played(out: Path) -> list[Performance]:
    """The performance of every cue in a folder."""
    cue_ids = sorted(path.name for path in (out / "stages").iterdir() if path.is_dir())
    found = [ProjectFolder(out).recall("performance", cue, Performance) for cue in cue_ids]
    return [played for played in found if played]


def _bare_mux(film: Path, out: Path) -> float:
    return _timed(lambda: write_scored_film(film, out / "music" / "music.wav", out / "bare"))


def _seconds(run: dict[str, Any]) -> dict[str, float]:
    """Seconds by stage, the cues together."""
    found: dict[str, float] = {}
    for stage in run["stages"]:
        name = stage["name"].split("-")[0]
        found[name] = found.get(name, 0.0) + stage["seconds"]
    return found


def _print_stages(film: Path, run: dict[str, Any]) -> None:
    seconds = _seconds(run)
    print(f"{film.name}: {run['film']['duration_s']:.0f} s, {len(run['cues'])} cues")
    for name, spent in seconds.items():
        print(f"  {name:12} {spent:8.2f} s")
    print(f"  {'(the rest)':12} {run['wall_s'] - sum(seconds.values()):8.2f} s: start, spotting, report")


def _rest(run: dict[str, Any]) -> float:
    return float(run["wall_s"]) - _composing(run)


def _composing(run: dict[str, Any]) -> float:
    return sum(spent for name, spent in _seconds(run).items() if name in COMPOSING)


def _print_ratios(
    small: dict[str, Any],
    first: dict[str, Any],
    again: dict[str, Any],
    floors: tuple[float, float, float],
    again_floors: tuple[float, float],
) -> int:
    memory = max(float(run["peak_memory_mb"]) for run in (first, again))
    rows = (
        ("everything but composing, to its floor", _rest(first) / sum(floors), 1.6),
        ("re-score with kept features, to its floor", _rest(again) / sum(again_floors), 2.2),
        ("composing, seconds", _composing(first), 180.0),
        ("peak memory, MB", memory, 1500.0),
        ("peak memory beside a film of a minute", memory / float(small["peak_memory_mb"]), 1.5),
    )
    print("floor: decode {:.1f} + synthesis {:.1f} + mux {:.1f} s; run {:.1f} s".format(*floors, first["wall_s"]))
    print("re-score floor: synthesis {:.1f} + mux {:.1f} s; run {:.1f} s".format(*again_floors, again["wall_s"]))
    for what, value, aim in rows:
        print(f"  {what:44} {value:8.2f}  (aim at most {aim:g}) {'holds' if value <= aim else 'MISSED'}")
    return int(any(value > aim for _, value, aim in rows))


if __name__ == "__main__":
    sys.exit(main())
