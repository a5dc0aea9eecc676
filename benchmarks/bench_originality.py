"""Planted copies, people's tunes and our themes against the index of known tunes; exit code 0 only when every line holds.

Copies are the first 24 notes of tunes of the index, drawn with fixed seeds, transposed, and then changed (a note moved by one to four
semitones) or ornamented (a note split in two, a neighbour before or after it). They must be found by the hashes that ship alone, and note
for note in a folder as a user would bring it; among all tunes chance is so like that edit similarity alone finds fewer, which is printed. People's tunes that no limit was set by are the first violins of quartets and the sopranos' second half of
the chorales (limits were set by their beginnings); ours are themes of every mood. Needs music21 for the notes of the books.

Usage: python benchmarks/bench_originality.py [copies, default 200]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from originalscore.chance import Stream
from originalscore.measures.counterpoint import Sung
from originalscore.measures.originality import KnownMelodies, Verdict, baseline, is_too_near, judge_against, shipped_index
from originalscore.model.cue import ThemeWish
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName
from originalscore.originality.check import theme_line
from originalscore.planning.moods import MOOD_ROWS
from originalscore.planning.themes import invent_theme

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from build_tune_index import THEME_NOTES, known_tunes, peoples_lines

NOTES = 24
#: Per thousand notes changed, ornamented; the least share to be found, None where it is only printed.
DAMAGE = ((0, 0, 1.0), (100, 0, 0.95), (0, 100, 0.95), (200, 0, None), (0, 200, None), (100, 100, None))
#: Tunes in a folder that copies are sought in note for note, as a user would bring; copies sought in all tunes, which is slow.
FOLDER, IN_ALL = 40, 16
#: How many themes a mood.
THEMES = 12

Line = tuple[str, float, str, bool]


def damaged(line: Sequence[Sung], changed: int, ornamented: int, draw: Stream) -> list[Sung]:
    """A copy, transposed, with so many notes in a thousand changed and ornamented."""
    up, copy = draw.between(-5, 6), []
    for onset, length, height in ((o, n, h + up) for o, n, h in line):
        fate, off = draw.below(1000), draw.choose((-2, -1, 1, 2))
        if fate < changed:
            copy.append((onset, length, height + draw.choose((-4, -3, -2, -1, 1, 2, 3, 4))))
        elif fate < changed + ornamented and draw.happens(500):
            copy += [(onset, length / 2, height), (onset + length / 2, length / 2, height + off)]
        elif fate < changed + ornamented:
            copy += [(onset, length / 4, height + off), (onset + length / 4, length * 3 / 4, height)]
        else:
            copy.append((onset, length, height))
    return copy


def planted(tunes: Sequence[tuple[str, tuple[Sung, ...]]], copies: int) -> list[tuple[str, tuple[Sung, ...]]]:
    """Tunes to copy, the same every time."""
    return [tune for tune in Stream(4, "planted").shuffled(tunes) if len(tune[1]) >= NOTES][:copies]


def found_by_notes(known: KnownMelodies, line: Sequence[Sung]) -> bool:
    return judge_against(known.nearest(line), known.notes)[0] == "redraw"


def our_themes() -> tuple[list[Verdict], float]:
    """The verdict on the theme that is kept, for every mood in both modes and two meters; and the share whose first choice was redrawn."""
    verdicts, first = [], []
    for place, mood in enumerate(sorted(MOOD_ROWS)):
        for number in range(THEMES):
            key = Key(PitchName.from_fifths(number % 5 - 2), ("major", "minor")[number % 2])
            meter = Meter.parse(("4/4", "3/4")[number % 3 == 2])
            asked: list[bool] = []

            def refused(tune: Sequence[Sung], asked: list[bool] = asked) -> bool:
                asked.append(is_too_near(tune).too_near)
                return asked[-1]

            wish, draw = ThemeWish("main", "the film", mood, "invented"), Stream(100 * place + number, "bench", mood)
            verdicts.append(is_too_near(theme_line(invent_theme(wish, key, meter, draw, refuse=refused))))
            first.append(asked[0])
    return verdicts, sum(first) / len(first)


def bench_lines(copies: int = 200) -> list[Line]:
    """Name, figure, what is asked of it, and whether it holds."""
    tunes = known_tunes()
    chosen, few = planted(tunes, copies), planted(tunes, FOLDER)
    lines: list[Line] = [
        ("tunes in the index", float(len(shipped_index().tunes)), "= tunes of the books", len(shipped_index().tunes) == len(tunes))
    ]
    folder, everything = KnownMelodies(few), KnownMelodies(tunes)
    for changed, ornamented, least in DAMAGE:
        draws = [Stream(5, "damage", changed, ornamented, n) for n in range(copies)]
        made = [damaged(notes[:NOTES], changed, ornamented, draw) for (_, notes), draw in zip(chosen, draws)]
        what, asked = f"{changed // 10} % changed, {ornamented // 10} % ornamented", "" if least is None else f">= {least:.2f}"
        for how, found, tried, gated in (
            ("hashes", lambda copy: is_too_near(copy).too_near, made, True),
            (f"notes in a folder of {len(few)}", lambda copy: found_by_notes(folder, copy), made[: len(few)], True),
            ("notes in all", lambda copy: found_by_notes(everything, copy), made[:IN_ALL] if changed + ornamented == 100 else [], False),
        ):
            if tried:
                share = sum(found(copy) for copy in tried) / len(tried)
                lines.append(
                    (f"{what}: found by {how} ({len(tried)})", share, asked if gated else "", not gated or least is None or share >= least)
                )
    begun, later, quartets = peoples_lines()
    for what, sung, most in (
        ("chorales that set the limits", begun, 0.08), ("second halves of chorales", later, 0.08), ("first violins of quartets", quartets, None),
    ):  # fmt: skip
        share = sum(is_too_near(line[:THEME_NOTES]).too_near for line in sung) / len(sung)
        lines.append((f"{what} ({len(sung)}): too near", share, "" if most is None else f"<= {most:.2f}", most is None or share <= most))
    verdicts, redrawn = our_themes()
    share = sum(verdict.too_near for verdict in verdicts) / len(verdicts)
    lines.append((f"our themes ({len(verdicts)}): redrawn", redrawn, "<= 0.05", redrawn <= 0.05))
    lines.append((f"our themes ({len(verdicts)}): too near after that", share, "= 0", share == 0))
    whole = [is_too_near(notes).too_near for _, notes in planted(tunes, 20)]
    lines.append(("control: a search that kept known tunes, redrawn", sum(whole) / len(whole), "> 0.05", sum(whole) / len(whole) > 0.05))
    return lines


def main() -> int:
    """Print the table; 0 when every line holds, else 1."""
    lines = bench_lines(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    for name, figure, asked, holds in lines:
        print(f"{name:72s} {figure:9.3f}  {asked:22s} {'' if not asked else 'holds' if holds else 'FAILS'}")
    people = baseline().percentiles
    for measure, values in people.items():
        print(f"people's tunes, {measure}: p50 {values[50]}, p90 {values[90]}, p95 {values[95]}, p99 {values[99]}")
    return 0 if all(holds for *_, holds in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
