"""Make the index of known tunes that ships, and how near people's own tunes come to it: tunes.npz and human.json of measures/originality.

From three books out of copyright that come with music21 (a tool of our tests): O'Neill's Music of Ireland (1903, in the collection's folder
called oneills1850 after its number of tunes), Ryan's Mammoth Collection (1883), Aird's Airs (1778 to 1801). Only folded patterns and
titles are written, no notes. People's own tunes are the melodies of Bach's chorales, most of them older than he: another country, another
century, another use. Of them only percentiles are written. The same books give the same figures.

Usage: python tools/build_tune_index.py [folder to write to]
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from string import capwords

import music21
import numpy as np

from originalscore.formats.abc import read_abc
from originalscore.measures.counterpoint import Sung
from originalscore.measures.originality.index import TuneIndex
from originalscore.measures.originality.known import KnownMelodies
from originalscore.measures.originality.verdict import LIMITS, Baseline
from originalscore.originality.reading import read_melodies

BOOKS = {
    "oneills1850": "O'Neill's Music of Ireland, 1903",
    "ryansMammoth": "Ryan's Mammoth Collection, 1883",
    "airdsAirs": "Aird's Airs, 1778-1801",
}
TARGET = Path(__file__).resolve().parents[1] / "src/originalscore/measures/originality"
#: How much of a chorale is measured: about as much as a theme of eight bars (ours).
THEME_NOTES = 32
#: Every how many-th tune is compared note for note, from a few tunes to all (ours).
THINNED = (2000, 200, 20, 4, 1)
QUARTETS = ("haydn", "mozart", "beethoven")
#: Shorter tunes are no tunes (ours).
LEAST_NOTES = 12


def tidy(title: str) -> str:
    """A title as one would say it: ``LOVER., The -- REEL`` becomes ``The Lover, Reel``."""
    words = " ".join(title.split()).replace(".,", ",").rstrip(".")
    name, *kind = (capwords(words) if words.isupper() else words).split(" -- ")
    if name.lower().endswith(", the"):
        name = f"The {name[:-5]}"
    return ", ".join([name, *kind])


def known_tunes() -> list[tuple[str, tuple[Sung, ...]]]:
    """Title and notes of every tune of the books, in the order of their files."""
    corpus = Path(music21.__file__).parent / "corpus"
    return [
        (f"{tidy(tune.title)} ({book})", tune.notes)
        for folder, book in BOOKS.items()
        for path in sorted((corpus / folder).glob("*.abc"))
        for tune in read_abc(path)
        if len(tune.notes) >= LEAST_NOTES
    ]


def peoples_lines() -> tuple[list[tuple[Sung, ...]], list[tuple[Sung, ...]], list[tuple[Sung, ...]]]:
    """Tunes whose makers did not know the index: how the melody of every chorale begins (of several settings that begin alike one), its later
    half, and three passages of the first violin of every quartet movement. Only the first set limits; the others are held out.
    """
    corpus = Path(music21.__file__).parent / "corpus"
    sopranos = [parts[0][1] for path in sorted((corpus / "bach").rglob("bwv*.mxl")) if (parts := read_melodies(path))]
    unlike = {tuple(b[2] - a[2] for a, b in pairwise(line[:13])): line for line in sopranos if len(line) >= THEME_NOTES}
    violins = [read_melodies(path)[0][1] for author in QUARTETS for path in sorted((corpus / author).rglob("*.mxl"))]
    return (
        [line[:THEME_NOTES] for line in unlike.values()],
        [line[-THEME_NOTES:] for line in unlike.values() if len(line) >= THEME_NOTES + 12],
        [line[at : at + THEME_NOTES] for line in violins for at in (0, len(line) // 3, 2 * len(line) // 3)],
    )


def people(index: TuneIndex, known: list[tuple[str, tuple[Sung, ...]]]) -> dict[str, object]:
    """Percentiles of people's tunes against the index, and against a part of its notes up to all of them."""
    lines, _, _ = peoples_lines()
    near = [index.nearness(line) for line in lines]
    percentiles = {name: [round(float(np.percentile([getattr(one, name) for one in near], p)), 2) for p in range(101)] for name in LIMITS}
    ranked = Baseline(len(lines), {name: tuple(values) for name, values in percentiles.items()}, ())
    percentiles["rank"] = [round(float(np.percentile([ranked.rank(one) for one in near], p)), 2) for p in range(101)]
    by_notes = []
    for every in THINNED:
        others = KnownMelodies(known[::every])
        compared = [others.nearest(line[:24]) for line in lines[:: 3 if every > 4 else 6]]
        figures = [(one.edit_similarity, one.skeleton_similarity, one.run, one.rhythm_run) for one in compared]
        limits = [round(float(np.percentile(row, p)), 3) for row, p in zip(zip(*figures), (95, 99, 99, 99))]
        by_notes.append([others.notes, *limits])
    return {"melodies": len(lines), "percentiles": percentiles, "by_notes": by_notes}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    tunes = known_tunes()
    made = TuneIndex.build(tunes)
    made.save(target / "tunes.npz")
    (target / "human.json").write_text(json.dumps(people(made, tunes), indent=1) + "\n", encoding="utf-8")
    print(f"{len(tunes)} tunes, {sum(len(notes) for _, notes in tunes)} notes, {(target / 'tunes.npz').stat().st_size / 1e6:.2f} MB")
