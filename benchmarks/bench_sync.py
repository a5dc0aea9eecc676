"""The open benchmark of sync on finished audio: scored films beside music that was not made for them.

Run as ``python benchmarks/bench_sync.py DIR...`` with folders that films were scored into. Each is measured by ``originalscore sync`` as anybody's film
would be, and so are baselines against the same list: the same music laid 0.5 s and 7.3 s late, a click at 120 beats a minute, and a click at the
constant tempo and start (60 to 140 in steps of 0.25, 20 ms) that meets the most must-hits within a frame. Prints the table of docs/sync-benchmark.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from originalscore import sync

RATE = 48_000
LATE_S = (0.5, 7.3)


def main() -> int:
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        print("name folders that films were scored into", file=sys.stderr)
        return 2
    print(
        "| film | music | must-hits | within a frame | chance | corrected | median error | all moments in tolerance | chance | corrected |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for folder in folders:
        for name, found in measured(folder):
            musts, every = found.musts or found.report, found.report
            median = "-" if musts.median_ms is None else f"{musts.median_ms:.1f} ms"
            print(
                f"| {folder.name} | {name} | {len(musts.rows)} | {musts.within_frame:.0%} | {musts.frame_chance:.0%} | {musts.frame_beyond_chance:+.0%} | "
                f"{median} | {every.landed:.0%} of {len(every.rows)} | {every.chance:.0%} | {every.beyond_chance:+.0%} |"
            )
    return 0


def measured(folder: Path) -> Iterator[tuple[str, sync.Measured]]:
    """The film's own music, then the baselines."""
    own = sync.measure_film(folder)
    yield "made for it", own
    film, hits, frame_rate = folder / "music" / "music.wav", folder / "documents" / "hits.csv", own.clock.frame_rate
    music, rate = soundfile.read(film, dtype="float32", always_2d=True)
    asked = [(float(row.at_s), row.must) for row in own.report.rows]
    length_s = float(own.length_s)
    start = own.clock.frame_rate.label(own.clock.start_frame)
    with tempfile.TemporaryDirectory() as place:

        def heard(sound: np.ndarray, at_rate: int) -> sync.Measured:
            path = Path(place) / "music.wav"
            soundfile.write(path, sound, at_rate, subtype="FLOAT")
            return sync.measure_film(film, hits, music=path, frame_rate=frame_rate, start=start)

        for late_s in LATE_S:
            yield f"the same, {late_s} s later", heard(np.roll(music, round(late_s * rate), axis=0), rate)
        yield "a click at 120", heard(clicks(120, 0, length_s), RATE)
        bpm, first_s = best_tempo(asked, float(frame_rate.frame_s))
        yield f"a click at {bpm:g}, the best constant tempo", heard(clicks(bpm, first_s, length_s), RATE)


def clicks(bpm: float, first_s: float, length_s: float) -> np.ndarray:
    n = np.arange(RATE // 20)
    tick = (0.5 * np.exp(-n / 800) * (np.sin(n * 0.31) + np.sin(n * 0.113 + 1))).astype(np.float32)
    sound = np.zeros(round(length_s * RATE), np.float32)
    for at_s in np.arange(first_s, length_s - 0.1, 60 / bpm):
        first = round(at_s * RATE)
        sound[first : first + len(tick)] += tick[: len(sound) - first]
    return sound


def best_tempo(asked: list[tuple[float, bool]], frame_s: float) -> tuple[float, float]:
    """The tempo and first beat that meet most must-hits within a frame, then most of all, then nearest."""
    times = np.array([at_s for at_s, _ in asked])
    musts = np.array([must for _, must in asked])
    best: tuple[tuple[int, int, float], float, float] | None = None
    for bpm in np.arange(60, 140.01, 0.25):
        beat_s = 60 / bpm
        for first_s in np.arange(0, beat_s, 0.02):
            away = np.abs((times - first_s + beat_s / 2) % beat_s - beat_s / 2)
            worth = (int((away[musts] <= frame_s).sum()), int((away <= frame_s).sum()), -float(away.mean()))
            if best is None or worth > best[0]:
                best = (worth, float(bpm), float(first_s))
    assert best is not None
    return best[1], best[2]


if __name__ == "__main__":
    sys.exit(main())
