"""Speed and memory of the sound alone: a full orchestra's minute on one core and on two, and what a long film's music takes.

The minute has sixteen instruments in eight stems, about 2,800 notes and 200 controls a second, as in the sound notes. It is rendered by
the product's own `render`, hall and files included, once on one processor and once on two, alternately; the best of each counts. The
speed on one core is told in seconds of the processor, which a busy machine hardly changes; what two threads gain can only be told by the
clock, on an idle machine. What is measured on the spot the first time (calibration) and reading the SoundFont are left out.

Memory: a process of its own renders one long cue of few notes and a minute of the full orchestra, and mixes a project of the same length
in which that minute plays over and over. It is done for two lengths; what grows between them is drawn out to two hours. This proves that
rendering and mixing walk through music of any length in blocks; it says nothing of reading two hours of picture, nor of the papers of two
hours of cues (`bench_film.py` measures both for ten minutes).

    python benchmarks/bench_render.py [--times 3] [--minutes 10 25]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from originalscore.files import checksum
from originalscore.mix import mix
from originalscore.model.audio import CueStems
from originalscore.model.cue import Cue, CurvePoint
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.picture import blank_picture
from originalscore.render import render

MINUTE_S, TWO_HOURS_MIN = 60.0, 120
_FASTEST, _TWO_THREADS, _MOST_MB = 12.0, 1.8, 1500.0
_CUE_EVERY_S = 75
HELD = ("violins-1", "violas", "cellos", "horns", "trumpets", "trombones", "tuba", "flute", "oboe", "clarinet", "bassoon", "choir-women")
STRUCK = ("harp", "celesta", "timpani")
_SCALE = (0, 2, 4, 7, 9, 12)
_STEPS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def main() -> int:
    """Print the table; 0 when every aim holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--minutes", type=int, nargs=2, default=(10, 25))
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        return _long_music(asked.child)
    short, long = sorted(asked.minutes)
    small_mb, large_mb = _peak_mb(short), _peak_mb(long)  # first: a process is charged with the size of the one that started it
    one_s, two_s, cpu_s = _speeds(asked.times)
    two_hours_mb = large_mb + max(0.0, large_mb - small_mb) / (long - short) * (TWO_HOURS_MIN - long)
    rows = (
        ("full orchestra on one core, times real time", MINUTE_S / cpu_s, _FASTEST, None),
        ("two threads beside one", one_s / two_s, _TWO_THREADS, None),
        (f"peak memory, {short} minutes of music, MB", small_mb, None, _MOST_MB),
        (f"peak memory, {long} minutes of music, MB", large_mb, None, _MOST_MB),
        ("peak memory drawn out to two hours, MB", two_hours_mb, None, _MOST_MB),
    )
    print(f"one core {one_s:.2f} s ({cpu_s:.2f} s of processor), two cores {two_s:.2f} s; load of the machine {os.getloadavg()[0]:.1f}")
    missed = 0
    for what, value, least, most in rows:
        holds = (least is None or value >= least) and (most is None or value <= most)
        missed += not holds
        aim = f"at least {least:g}" if least is not None else f"at most {most:g}"
        print(f"  {what:48} {value:8.2f}  (aim {aim}) {'holds' if holds else 'MISSED'}")
    return int(bool(missed))


def orchestra(length_s: float) -> Performance:
    """Sixteen instruments that play three notes a second, with controls twelve times a second."""
    parts = [PlayedPart(name, _line(name, length_s, number), _swell(length_s)) for number, name in enumerate(HELD)]
    parts += [PlayedPart(name, _line(name, length_s, number), ()) for number, name in enumerate(STRUCK)]
    drums = tuple(PlayedNote(round(at * 0.5, 3), 0.4, None, "bass-drum", 0.6, "struck") for at in range(int(length_s * 2)))
    return Performance("bench", length_s, 2.0, (*parts, PlayedPart("percussion", drums, ())))


def _line(name: str, length_s: float, offset: int) -> tuple[PlayedNote, ...]:
    low = Pitch.parse(INSTRUMENTS[name].low).height + 5
    technique = "struck" if name in STRUCK else "sustain"
    made = []
    for number in range(int(length_s * 3)):
        height = low + _SCALE[(number + offset) % len(_SCALE)]
        pitch = Pitch.parse(f"{_STEPS[height % 12]}{height // 12 - 1}")
        made.append(PlayedNote(round(number / 3, 4), 0.36, pitch, "", 0.4 + 0.05 * (number % 6), technique))
    return tuple(made)


def _swell(length_s: float) -> tuple[Control, ...]:
    return tuple(Control(round(at * 0.08, 2), "expression", 0.5 + 0.1 * ((at % 40) / 40)) for at in range(int(length_s / 0.08)))


def _speeds(times: int) -> tuple[float, float, float]:
    """Best seconds on one core and on two, and processor seconds of the best on one core."""
    minute, every = orchestra(MINUTE_S), sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        render(minute, Path(place))  # calibrates, decodes
        one, two, cpu = [], [], []
        for _ in range(times):
            for found, cores in ((one, every[:1]), (two, every[:2])):
                os.sched_setaffinity(0, cores)
                begun, used = time.perf_counter(), time.process_time()
                render(minute, Path(place))
                found.append(time.perf_counter() - begun)
                if found is one:
                    cpu.append(time.process_time() - used)
        os.sched_setaffinity(0, every)
    return min(one), min(two), min(cpu)


def _peak_mb(minutes: int) -> float:
    """Peak memory of a process that makes so many minutes of music."""
    done = subprocess.run([sys.executable, __file__, "--child", str(minutes)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return float(done.stdout.split()[-1])


def _long_music(minutes: int) -> int:
    """Render one cue of the whole length, and mix a project full of orchestral cues; print the peak in MB."""
    length_s = 60 * minutes
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        root = Path(place)
        sparse = tuple(PlayedNote(at, 20.0, Pitch.parse("A3"), "", 0.5, "sustain") for at in range(0, length_s - 30, 60))
        long = render(Performance("long", float(length_s), 2.0, (PlayedPart("cellos", sparse, ()),)), root / "long")
        for stem in long.stems:
            Path(stem.audio.file).unlink()
        stems = _named_from(root, render(orchestra(MINUTE_S), root / "stems"))
        cues = tuple(_cue(number, start_s) for number, start_s in enumerate(range(0, length_s - _CUE_EVERY_S, _CUE_EVERY_S), 1))
        mix(cues, tuple(replace(stems, cue=cue.id) for cue in cues), blank_picture(Fraction(length_s)), root, film=None)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return 0


def _named_from(root: Path, sound: CueStems) -> CueStems:
    stems = tuple(
        replace(stem, audio=replace(stem.audio, file=str(Path(stem.audio.file).relative_to(root)), sha256=checksum(Path(stem.audio.file))))
        for stem in sound.stems
    )
    return replace(sound, stems=stems)


def _cue(number: int, start_s: int) -> Cue:
    flat = (CurvePoint(Fraction(start_s), 0.5),)
    return Cue(
        f"c{number}", f"1m{number}", 1, (), "composed", "", Fraction(start_s), Fraction(start_s + 60), "close", "underscore", "action",
        "orchestra", flat, flat, flat, (), (), (), "",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
