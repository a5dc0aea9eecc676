"""Raw points and award figures, held to what was published, and how the ledger of points grows.

    PYTHONPATH=. python benchmarks/bench_rights.py

Prints every worked example of rights.md 5 beside what it must give, every published film case of 2.3, and the ledger: rows appended, verified and ranked at three
sizes, two processes at once, a changed byte, writers killed. Ends with 0 when all of it holds.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.film_cases import CASES
from tests.worked_examples import EXAMPLES

from originalscore.errors import FormatError
from originalscore.points import Entry, Ledger, derive

_SIZES = (10_000, 30_000, 100_000)
_JUDGES = 200
_RECIPE = "drop high=1 low=1 | mean | rank"
_AT_A_TIME = 10_000
#: How much faster than in proportion a figure may grow between two sizes (ours): the machine is shared.
_MOST_OVER = 1.6
_WRITER = """
import sys
from pathlib import Path
from originalscore.points import Entry, Ledger
for number in range(int(sys.argv[3])):
    Ledger(Path(sys.argv[1])).append([Entry(f"{sys.argv[2]}{number}", "1", maximum="2"), Entry(f"{sys.argv[2]}{number}b", "2", maximum="2")])
    print(number, flush=True)
"""


def main() -> int:
    """Print everything; 0 when all holds."""
    faults = [*_examples(), *_cases()]
    with tempfile.TemporaryDirectory() as place:
        faults += [*_growth(Path(place)), *_two_at_once(Path(place)), *_changed_bytes(Path(place)), *_killed(Path(place))]
    print(f"\n{'all of it holds' if not faults else f'{len(faults)} do not hold:'}")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


def _examples() -> Iterator[str]:
    print("Worked examples (section, what, expected, computed)")
    for example in EXAMPLES:
        found = example.computed()
        holds = found == example.expected
        print(f"  {'ok ' if holds else 'NOT'} {example.section:4} {example.what}: {example.expected} | {found}  [{example.source}]")
        if not holds:
            yield f"{example.section} {example.what}: {found}, not {example.expected}"


def _cases() -> Iterator[str]:
    print("\nPublished film cases (share as published, as computed, verdicts, risks found, what happened)")
    for case in CASES:
        found = case.found()
        faults = case.faults(found)
        shown = next(one.shown() for one in found.figures if one.measure == case.measure)
        risks = " ".join(risk.number + ("*" if risk.number == case.risk else "") for risk in found.risks if risk.state == "found")
        told = ", ".join(f"{rule} {verdict}" for rule, verdict in case.verdicts)
        print(
            f"  {'NOT' if faults else 'ok '} {case.file}: {case.measure} {case.shown} | {shown}; {told}; risks {risks or 'none'}; {case.outcome}"
        )
        yield from (f"{case.file}: {fault}" for fault in faults)
    print("  (* the reason that its committee gave)")


def _growth(place: Path) -> Iterator[str]:
    print(f"\nThe ledger of points: processor seconds ({_JUDGES} judges; ranking by “{_RECIPE}”)")
    print(f"  {'rows':>8}{'append':>9}{'verify':>9}{'rank':>9}")
    times: dict[int, list[float]] = {}
    for rows in _SIZES:
        ledger = Ledger(place / f"{rows}.db")
        times[rows] = [
            _spent(lambda ledger=ledger, rows=rows: _fill(ledger, rows)),
            _spent(ledger.verify),
            _spent(lambda ledger=ledger: _rank(ledger)),
        ]
        print(f"  {rows:8}" + "".join(f"{seconds:9.2f}" for seconds in times[rows]))
        verdict = ledger.verify()
        if verdict.fault or verdict.rows != rows:
            yield f"{rows} rows: {verdict.fault or f'{verdict.rows} are there'}"
    for fewer, more in itertools.pairwise(_SIZES):
        ratios = [after / before for before, after in zip(times[fewer], times[more])]
        print(
            f"  {fewer} to {more} rows, {more / fewer:.2f} times as many: "
            + ", ".join(f"{ratio:.2f}" for ratio in ratios)
            + " times as long"
        )
        for what, ratio in zip(("append", "verify", "rank"), ratios):
            if ratio > _MOST_OVER * more / fewer:
                yield f"{what} grows faster than its rows: {ratio:.2f} times as long for {more / fewer:.2f} times as many"


def _fill(ledger: Ledger, rows: int) -> None:
    for start in range(0, rows, _AT_A_TIME):
        ledger.append(_entry(number) for number in range(start, min(rows, start + _AT_A_TIME)))


def _entry(number: int) -> Entry:
    item, judge = divmod(number, _JUDGES)
    return Entry(f"item {item}", str((7 * item + 13 * judge) % 51), judge=f"judge {judge}", maximum="50")


def _rank(ledger: Ledger) -> None:
    derive(ledger.standing(), _RECIPE)


def _spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _two_at_once(place: Path) -> Iterator[str]:
    path, each = place / "two.db", 100
    writers = [_writer(path, name, each) for name in "ab"]
    codes = [_ended(writer) for writer in writers]
    items = sorted(row.entry.item for row in Ledger(path).rows())
    wanted = sorted(f"{name}{number}{half}" for name in "ab" for number in range(each) for half in ("", "b"))
    print(f"\nTwo processes appending at once: {len(items)} of {len(wanted)} rows are there")
    if items != wanted or any(codes):
        yield "two processes at once lost rows"


def _changed_bytes(place: Path) -> Iterator[str]:
    small, large = place / "small.db", place / f"{_SIZES[0]}.db"
    Ledger(small).append([_entry(number) for number in range(40)])
    whole = small.read_bytes()
    silent = [spot for spot in (*range(128), *range(128, len(whole), 7)) if not _fault_with(small, whole, spot)]
    print(f"Bytes changed one by one in a ledger of 40 rows: {len(silent)} of {128 + len(range(128, len(whole), 7))} pass unseen")
    if silent:
        yield f"changed bytes pass unseen: {silent[:10]}"
    data = large.read_bytes()
    spot = data.index(b"item 17")
    told = _fault_with(large, data, spot + 5)
    print(f"A changed letter in {_SIZES[0]} rows: {told}")
    if "the chain breaks at row" not in told:
        yield "a changed letter is not named by its row"


def _fault_with(path: Path, whole: bytes, spot: int) -> str:
    """What is said with one byte changed; the file is as it was afterwards."""
    changed = bytearray(whole)
    changed[spot] ^= 0x20
    path.write_bytes(changed)
    try:
        return Ledger(path).verify().fault
    except FormatError as fault:
        return str(fault)
    finally:
        path.write_bytes(whole)


def _killed(place: Path) -> Iterator[str]:
    path, delays, kept = place / "killed.db", random.Random(7), []
    for _ in range(20):
        with _writer(path, "k", 100_000) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delays.uniform(0, 0.05))
            os.kill(writer.pid, signal.SIGKILL)
            writer.stdout.read()
        verdict = Ledger(path).verify()
        kept.append(verdict.rows)
        if verdict.fault or verdict.rows % 2 or verdict.rows < (kept[-2] if kept[1:] else 1):
            yield f"after kill -9: {verdict.fault or f'{verdict.rows} rows'}"
    print(f"Twenty writers killed (kill -9) in the midst of appending pairs: {kept[-1]} rows, whole pairs, unbroken after each")


def _writer(path: Path, name: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name, str(times)], stdout=subprocess.PIPE, text=True)


def _ended(writer: subprocess.Popen[str]) -> int:
    with writer:
        assert writer.stdout is not None
        writer.stdout.read()
    return writer.returncode


if __name__ == "__main__":
    sys.exit(main())
