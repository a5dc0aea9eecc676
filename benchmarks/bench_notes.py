"""How many of the directors' notes in ``tests/data/director_notes.toml`` are read rightly: the half that the grammar was developed on, and the half held out.

    PYTHONPATH=src:. python benchmarks/bench_notes.py [--failures]

``--failures`` lists those of the development half alone: nobody tunes the grammar on the other one. Ends with 0 when at least 90 % of the held-out
half are read rightly.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.director_notes import Outcome, outcomes

_LEAST = 0.9


def main() -> int:
    """Print the table."""
    found = outcomes()
    print(f"{'':14}{'notes':>7}{'right':>7}{'asked':>7}{'wrong':>7}{'share':>8}")
    share = 0.0
    for name, held_out in (("development", False), ("held out", True)):
        half = [one for one in found if one.held_out is held_out]
        counts = Counter(_verdict(one) for one in half)
        share = counts["right"] / len(half)
        print(f"{name:14}{len(half):7}{counts['right']:7}{counts['asked']:7}{counts['wrong']:7}{share:8.1%}")
    if "--failures" in sys.argv:
        for one in found:
            if not one.right and not one.held_out:
                print(f"{one.about:4} {one.says}\n     right {list(one.wanted)} {one.wanted_cue}\n     read  {list(one.read)} {one.cue}")
    return 0 if share >= _LEAST else 1


def _verdict(one: Outcome) -> str:
    """``asked``: no answer where there should have been one, but nothing wrong either."""
    return "right" if one.right else "asked" if one.read == ("ask",) else "wrong"


if __name__ == "__main__":
    sys.exit(main())
