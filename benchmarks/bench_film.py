"""Speed and memory of the main job on a ten-minute film, as ratios to their floor, measured in one run.

The floor is what nobody can avoid: a bare decode of the picture, a bare FluidSynth render of the same notes, and a stream-copy mux
with the sound encoded once. Composing (spotting to performance) is printed apart. These machines are noisy: read the ratios.

    python benchmarks/bench_film.py [FILM]
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

import av

from originalscore.external.mux import write_scored_film
from originalscore.folder import ProjectFolder
from originalscore.model.performance import Performance
from originalscore.model.picture import Picture
from originalscore.render import render_bare

MEDIA = Path(__file__).resolve().parents[2] / "shared" / "media"
COMPOSING = ("spotting", "plan", "tempo", "sketch", "score", "performance")


def main() -> int:
    """Print the table; 0 when every aim holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("film", nargs="?", type=Path, default=MEDIA / "film" / "bbb_full_596s_speech.mp4")
    film: Path = parser.parse_args().film
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        out = Path(place) / "score"
        first = _run(film, out, "--seed", "7")
        scored = next(out.glob("scored.*"))
        decode_s = _timed(lambda: _decode(film))
        seen = ProjectFolder(out).recall("picture", "", Picture)
        cue_ids = sorted(path.name for path in (out / "stages").iterdir() if path.is_dir())
        played = [ProjectFolder(out).recall("performance", cue, Performance) for cue in cue_ids]
        synth_s = _timed(lambda: render_bare(tuple(p for p in played if p)))
        assert seen is not None
        mux_s = _timed(lambda: write_scored_film(film, out / "music" / "music.wav", Path(place) / "bare", seen))
        again = _rescore(out)
        print(f"{film.name}: {float(seen.film.duration_s):.0f} s, scored as {scored.name}")
    return _print(first, again, decode_s, synth_s, mux_s)


def _run(film: Path, out: Path, *options: str) -> dict[str, object]:
    command = [sys.executable, "-m", "originalscore.cli", "score", str(film), "--out", str(out), "--json", *options]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr[-2000:])
    return {**json.loads(done.stdout), "wall_s": time.perf_counter() - begun}


def _rescore(out: Path) -> dict[str, object]:
    """Score again with the picture's features kept and everything after them changed."""
    return _run(out, out, "--seed", "8")


def _timed(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def _decode(film: Path) -> None:
    with av.open(str(film)) as source:
        source.streams.video[0].thread_type = "AUTO"
        for _ in source.decode(video=0):
            pass


def _sum(run: dict[str, object], names: tuple[str, ...] | None, apart: tuple[str, ...] = ()) -> float:
    stages = run["stages"]
    assert isinstance(stages, list)
    return float(sum(s["seconds"] for s in stages if (names is None or s["name"] in names) and s["name"] not in apart))


def _print(first: dict[str, object], again: dict[str, object], decode_s: float, synth_s: float, mux_s: float) -> int:
    stages = first["stages"]
    assert isinstance(stages, list)
    for name in dict.fromkeys(s["name"] for s in stages):
        print(f"  {name:12} {_sum(first, (name,)):8.2f} s")
    floor, again_floor = decode_s + synth_s + mux_s, synth_s + mux_s
    composing = _sum(first, COMPOSING)
    rest, again_rest = float(str(first["wall_s"])) - composing, float(str(again["wall_s"])) - _sum(again, COMPOSING)
    memory = max(float(str(run["peak_memory_mb"])) for run in (first, again))
    rows = (
        ("everything but composing, to its floor", rest / floor, 1.6),
        ("re-score with kept features, to its floor", again_rest / again_floor, 2.2),
        ("composing, seconds", composing, 180.0),
        ("peak memory, MB", memory, 1500.0),
    )
    print(
        f"floor: decode {decode_s:.1f} + synthesis {synth_s:.1f} + mux {mux_s:.1f} = {floor:.1f} s; run {float(str(first['wall_s'])):.1f} s"
    )
    for what, value, aim in rows:
        print(f"  {what:44} {value:8.2f}  (aim at most {aim:g}) {'holds' if value <= aim else 'MISSED'}")
    return int(any(value > aim for _, value, aim in rows))


if __name__ == "__main__":
    sys.exit(main())
