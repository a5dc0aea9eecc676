"""How well the matcher finds planted statements of a theme, and how often it sees one where there is none.

Usage: ``python benchmarks/bench_matcher.py [themes]``. Prints the share found of every guise, the share of false finds in the lines of
unrelated themes and in random walks, and the likeness of whole unrelated themes.
"""

from __future__ import annotations

import sys
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.measures.matcher import Note, enough, find_theme, likeness_of
from originalscore.measures.melody import intervals, similarity
from originalscore.model.cue import MOODS, ThemeWish
from originalscore.model.plan import Theme
from originalscore.music.key import Key
from originalscore.planning.themes import choose_meter, invent_theme

DARK = ("sorrow", "mystery", "suspense", "horror", "conflict", "action")


def invented(count: int) -> list[Theme]:
    themes = []
    for n in range(count):
        mood, stream = MOODS[n % len(MOODS)], Stream(n, "matcher")
        key = Key.parse("D minor" if mood in DARK else "D major")
        themes.append(invent_theme(ThemeWish(f"t{n}", "", mood), key, choose_meter(mood, stream.split("meter")), stream))
    return themes


def notes_of(theme: Theme) -> list[Note]:
    return [(n.onset, n.length, n.pitch.height) for n in theme.notes]


def in_other_mode(theme: Theme) -> list[Note]:
    """Third, sixth and seventh degree turned."""
    shift = {3: 4, 8: 9, 10: 11} if theme.key.is_minor else {4: 3, 9: 8, 11: 10}
    tonic = theme.key.tonic.pitch_class
    return [(o, length, h + shift.get((h - tonic) % 12, (h - tonic) % 12) - (h - tonic) % 12) for o, length, h in notes_of(theme)]


def changed(notes: list[Note], draw: Stream, per_thousand: int) -> list[Note]:
    return [(o, length, h + (draw.choose((-3, -2, -1, 1, 2, 3)) if draw.happens(per_thousand) else 0)) for o, length, h in notes]


def moved(notes: list[Note], by: int, scale: Fraction = Fraction(1)) -> list[Note]:
    first = notes[0][0]
    return [((o - first) * scale, length * scale, h + by) for o, length, h in notes]


def retimed(notes: list[Note], draw: Stream) -> list[Note]:
    """The same pitches in another meter: every other length drawn anew between half and twice."""
    at, made = Fraction(0), []
    for _, length, height in notes:
        held = length * draw.choose((Fraction(1, 2), Fraction(3, 2), Fraction(1), Fraction(1)))
        made.append((at, held, height))
        at += held
    return made


def planted(statement: list[Note], before: list[Note], after: list[Note]) -> list[Note]:
    line = moved(before, 0)
    for piece in (statement, after):
        start = line[-1][0] + line[-1][1]
        line = [*line, *((start + o - piece[0][0], length, h) for o, length, h in piece)]
    return line


def guises(theme: Theme, draw: Stream) -> dict[str, list[Note]]:
    whole = notes_of(theme)
    head = whole[: theme.motif_notes]
    up = [(o + 2 * theme.meter.beats, length, h + 2) for o, length, h in head]
    return {
        "full": moved(whole, draw.between(-5, 6)), "full, 10 % changed": changed(moved(whole, 3), draw, 100), "other mode": moved(in_other_mode(theme), 2),
        "augmented": moved(head, -2, Fraction(2)), "diminished": moved(head, 5, Fraction(1, 2)), "head": moved(head, -4), "bass": moved(whole, -26),
        "half": moved(whole[: len(whole) // 2 + 1], 1), "sequence": moved([*head, *up], -1), "retimed": retimed(whole, draw),
    }  # fmt: skip


def main(count: int) -> int:
    themes = invented(count)
    hits: dict[str, list[int]] = {}
    false_whole = false_head = lines = walks = walked = 0
    apart, similar = [], []
    for n, theme in enumerate(themes):
        draw = Stream(n, "plant")
        before, after = notes_of(themes[(n + 3) % count])[:12], notes_of(themes[(n + 5) % count])[:12]
        for name, statement in guises(theme, draw).items():
            line = planted(statement, before, after)
            start = moved(before, 0)[-1][0] + before[-1][1]
            end = start + statement[-1][0] + statement[-1][1] - statement[0][0]
            found = [f for f in find_theme(theme, line) if f.start_beat < end and f.end_beat > start]
            hits.setdefault(name, []).append(bool(found))
        for m, other in enumerate(themes):
            if m == n:
                continue
            lines += 1
            kinds = [found.guise_guess for found in find_theme(theme, notes_of(other))]
            false_whole += any(kind in ("full", "fragment") for kind in kinds)
            false_head += bool(kinds)
            apart.append(likeness_of(theme, other))
            one, two = (intervals(tuple(h for _, _, h in notes_of(t))) for t in (theme, other))
            similar.append(similarity(one, two))
        walk, height = [], 66
        for k in range(60):
            height = min(82, max(55, height + draw.choose((-4, -2, -2, -1, 0, 1, 2, 2, 3, 5, -5))))
            walk.append((Fraction(k), Fraction(1), height))
        walks += 1
        walked += bool(find_theme(theme, walk))
    print(f"{count} themes; found of what was planted:")
    for name, found in hits.items():
        print(f"  {name:20s} {sum(found) / len(found):.2f}")
    print(
        f"false finds in {lines} unrelated themes: any {false_head / lines:.4f}, whole or half {false_whole / lines:.4f}; in walks {walked / walks:.3f}"
    )
    apart.sort(), similar.sort()
    at = [round(values[int(share * (len(values) - 1))], 2) for values in (apart, similar) for share in (0.5, 0.99, 1.0)]
    print(f"unrelated themes, p50 p99 max: likeness {at[:3]} (found from {enough(20)}), edit similarity {at[3:]} (limit .66)")
    good = all(sum(found) / len(found) >= 0.9 for found in hits.values()) and false_whole / lines <= 0.01 and false_head / lines <= 0.03
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 28))
