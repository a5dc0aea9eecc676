"""Kill the main job twenty times and see that the folder does not care.

One undisturbed run is the reference. Then, twenty times: a fresh folder, a run killed with SIGKILL at a random moment, a rerun to
the end, and a comparison of every file. Only the timings and the memory figure in the report may differ.

    python benchmarks/soak.py [FILM] [--times 20] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from originalscore.chance import Stream
from originalscore.demo import draw_demo
from originalscore.files import checksum

#: What depends on the machine's hour: the stage times and the peak memory of the report.
_TIMINGS = re.compile(r'"(seconds|peak_memory_mb)": [\d.e-]+|"cached": (true|false)')


def main() -> int:
    """Run the soak; 0 when every folder equals the undisturbed one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("film", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        work = Path(place)
        film = asked.film or _draw(work)
        reference = work / "reference"
        begun = time.perf_counter()
        _score(film, reference)
        length_s = time.perf_counter() - begun
        wanted = _contents(reference)
        print(f"undisturbed: {length_s:.1f} s, {len(wanted)} files")
        moments = Stream(asked.seed, "soak")
        failures = sum(_one(n, moments.between(50, round(1000 * length_s)) / 1000, film, work, wanted) for n in range(1, asked.times + 1))
    print(f"{asked.times - failures} of {asked.times} folders equal the undisturbed one")
    return 1 if failures else 0


def _draw(work: Path) -> Path:
    film = work / "keeper.mp4"
    draw_demo(film)
    return film


def _command(film: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "originalscore.cli", "score", str(film), "--out", str(out), "--seed", "7", "--quiet"]


def _score(film: Path, out: Path) -> None:
    done = subprocess.run(_command(film, out), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"the run ended with {done.returncode}: {done.stderr[-2000:]}")


def _one(number: int, moment_s: float, film: Path, work: Path, wanted: dict[str, str]) -> bool:
    """Kill one run at ``moment_s`` and finish it; True when the folder differs."""
    out = work / "killed"
    run = subprocess.Popen(_command(film, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run.wait(moment_s)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
    begun = time.perf_counter()
    _score(film, out)
    found = _contents(out)
    different = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    print(f"{number:2}: killed at {moment_s:6.2f} s, finished in {time.perf_counter() - begun:6.1f} s: {different or 'equal'}", flush=True)
    shutil.rmtree(out)
    return bool(different)


def _contents(folder: Path) -> dict[str, str]:
    """Every file and what is in it, the report without its timings."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.name == "report.html" or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        found[name] = _timeless(path) if path.name == "report.json" else checksum(path)
    return found


def _timeless(path: Path) -> str:
    return _TIMINGS.sub("", json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=0, sort_keys=True))


if __name__ == "__main__":
    sys.exit(main())
