"""Make the index of known tunes that ships: src/originalscore/measures/originality/tunes.npz.

From three books out of copyright that come with music21 (a tool of our tests): O'Neill's Music of Ireland (1903, in the collection's folder
called oneills1850 after its number of tunes), Ryan's Mammoth Collection (1883), Aird's Airs (1778 to 1801). Only folded patterns and
titles are written, no notes. The same books give the same file.

Usage: python tools/build_tune_index.py [file to write]
"""

from __future__ import annotations

import sys
from pathlib import Path

import music21

from originalscore.formats.abc import read_abc
from originalscore.measures.counterpoint import Sung
from originalscore.measures.originality.index import TuneIndex

BOOKS = {
    "oneills1850": "O'Neill's Music of Ireland, 1903",
    "ryansMammoth": "Ryan's Mammoth Collection, 1883",
    "airdsAirs": "Aird's Airs, 1778-1801",
}
TARGET = Path(__file__).resolve().parents[1] / "src/originalscore/measures/originality/tunes.npz"
#: Shorter tunes are no tunes (ours).
LEAST_NOTES = 12


def known_tunes() -> list[tuple[str, tuple[Sung, ...]]]:
    """Title and notes of every tune of the books, in the order of their files."""
    corpus = Path(music21.__file__).parent / "corpus"
    return [
        (f"{' '.join(tune.title.split()).replace('.,', ',')} ({book})", tune.notes)
        for folder, book in BOOKS.items()
        for path in sorted((corpus / folder).glob("*.abc"))
        for tune in read_abc(path)
        if len(tune.notes) >= LEAST_NOTES
    ]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    tunes = known_tunes()
    TuneIndex.build(tunes).save(target)
    print(f"{len(tunes)} tunes, {sum(len(notes) for _, notes in tunes)} notes, {target.stat().st_size / 1e6:.2f} MB")
