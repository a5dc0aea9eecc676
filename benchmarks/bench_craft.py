"""The writing, measured: our cues beside real music, a naive toy and destroyed music; exit code 0 only when every line holds.

    python benchmarks/bench_craft.py [--quick] [--only PART ...] [--seeds N] [--ensemble NAME ...] [--moods MOOD ...] [--json FILE] [--read FILE]

Films of fourteen cues, one a mood, are composed and measured on their abstract voices. Parts: ``gates`` (the craft table), ``films``
(themes, statements and chords over a whole film), ``idioms`` (told apart), ``real`` (the table on real music and on destroyed music),
``thriller`` (ours against quartets under one scene), ``sound`` (a film for each ensemble rendered, its hits heard) and ``originality`` (planted copies).
All are run unless some are asked for; ``--quick`` is gates and films of one ensemble and two films. ``--json`` keeps what was measured of
our cues and ``--read`` reads it again instead of composing. Shared media are looked for beside the repository, or in ``SHARED_MEDIA``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

from craft import film, gates, idioms, ours, real, separation
from craft.lines import Verdict, missing
from craft.ours import Row
from rich.console import Console

from originalscore.measures.craft import MEASURES, Measure, with_information
from originalscore.model.cue import ENSEMBLES, MOODS

PARTS = ("gates", "films", "idioms", "real", "thriller", "sound", "originality")
#: Everybody, strings alone, and a pianist with strings.
JUDGED = ("orchestra", "chamber-strings", "piano-and-strings")
SEEDS = 10
_table: tuple[Measure, ...] = MEASURES
_Found = tuple[list[Row], list[film.FilmFindings]]


def main() -> int:
    """Print the tables; 0 when every line holds, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="gates and films of one ensemble and two films")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts alone")
    parser.add_argument("--seeds", type=int, help="films an ensemble")
    parser.add_argument("--ensemble", nargs="+", choices=ENSEMBLES)
    parser.add_argument("--moods", nargs="+", choices=MOODS, help="show these moods alone")
    parser.add_argument("--json", type=Path, help="keep what was measured of our cues in this file")
    parser.add_argument("--read", type=Path, help="read our cues from such a file")
    asked = parser.parse_args()
    begun, console = time.perf_counter(), Console(width=None if sys.stdout.isatty() else 190)
    learn()
    verdicts = []
    for line in lines_of(asked, console):
        console.print(f"{line.word:12} {line.what}: {line.value}", markup=False, highlight=False, soft_wrap=True)
        verdicts.append(line)
    held = [line.holds for line in verdicts if line.holds is not None]
    print(f"{time.perf_counter() - begun:.0f} s; {sum(held)} of {len(held)} lines hold")
    return 0 if all(held) else 1


def learn() -> None:
    """Add the surprise of melodies to the table, where there are tunes to learn from."""
    global _table
    model = real.expectation()
    if model is None:
        print("the surprise of melodies is not measured: music21's tunes or their reader are not there", file=sys.stderr)
    else:
        _table = with_information(model)


def lines_of(asked: argparse.Namespace, console: Console) -> Iterator[Verdict]:
    """The lines of every part that is asked for, each as soon as it is known."""
    parts = asked.only or (PARTS[:2] if asked.quick else PARTS)
    ensembles = asked.ensemble or (JUDGED[:1] if asked.quick else JUDGED)
    if {"gates", "films", "idioms"} & set(parts):
        seeds = range(1, (asked.seeds or (2 if asked.quick else SEEDS)) + 1)
        rows, films = read(asked.read) if asked.read else compose_all(ensembles, seeds)
        if asked.json:
            asked.json.write_text(json.dumps([[asdict(one) for one in found] for found in (rows, films)]), encoding="utf-8")
        rows = [row for row in rows if not asked.moods or row.mood in asked.moods]
        if "gates" in parts:
            gates.show_measures(rows, _table, console)
            gates.show_moods(rows, _table, console)
            yield from gates.lines(rows, _table)
        if "films" in parts:
            yield from film.lines(films)
        if "idioms" in parts:
            yield from idioms.lines(rows)
    if "real" in parts:
        yield from real_lines()
    if "thriller" in parts:
        yield idioms.thriller_line()
    if "sound" in parts:
        from craft import sounding

        yield from sounding.lines(ensembles)
    if "originality" in parts:
        from craft import copies

        yield from copies.lines()


def real_lines() -> list[Verdict]:
    """Every gate on real and on destroyed music."""
    if not all(real.pieces().values()):
        return [missing("measures tell real music from destroyed music", "music21 or the shared movements are not there")]
    return separation.lines(separation.measure_real(_table), _table)


def compose_all(ensembles: Iterable[str], seeds: Iterable[int]) -> _Found:
    """Compose and measure films on two processes."""
    jobs = [(seed, name) for name in ensembles for seed in seeds]
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(_film, jobs))
    return [row for rows, _ in found for row in rows], [looked for _, looked in found]


def _film(job: tuple[int, str]) -> tuple[list[Row], film.FilmFindings]:
    works = ours.compose(ours.film(*job))
    return ours.rows_of(works, job[0], _table), film.look_at(works)


def read(path: Path) -> _Found:
    """What ``--json`` kept."""
    rows, films = json.loads(path.read_text(encoding="utf-8"))
    return [Row(**row) for row in rows], [film.FilmFindings(**found) for found in films]


if __name__ == "__main__":
    sys.exit(main())
