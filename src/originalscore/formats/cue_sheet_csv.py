"""The music cue sheet as a table: one row a piece, and one more for every further writer or publisher.

The societies' own templates differ, and the common one was not at hand: the columns are neutral, each code stands beside its words, and no claim of
compliance with a template is made. RFC 4180, UTF-8 without byte-order mark. A blank cell means that nobody has said.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from originalscore.files import write_whole
from originalscore.model.ledger import USAGES, Entry, Ledger, Party

COLUMNS = (
    "Sequence", "Cue", "Title", "Usage", "Usage in words", "Kind", "Origin", "In", "Out", "First frame", "End frame", "Duration",
    "On screen", "Voices", "Bars", "Bars from earlier films", "Earlier films", "Writer", "Writer role", "Writer share %", "Writer society", "Writer IPI",
    "Publisher", "Publisher role", "Publisher share %", "Publisher society", "Publisher IPI", "Performer", "ISRC", "ISWC", "Synchronisation",
    "Master use", "Album composition", "Album recording", "Reasons",
)  # fmt: skip
_NOBODY = ("",) * 5
Row = tuple[str, ...]


def heading_rows(ledger: Ledger, music_frames: int) -> tuple[Row, ...]:
    """What stands above the table: name and value of every fact of the production; ``music_frames`` is how long music is heard."""
    frame_s = ledger.clock.frame_rate.frame_s
    return (
        ("Programme title", ledger.title),
        ("Programme length", clock_text(ledger.frames * frame_s)),
        ("Total music length", clock_text(music_frames * frame_s)),
        ("Year", str(ledger.year or "")),
        ("Composer put forward", ledger.composer),
        ("Frame rate", str(ledger.clock.frame_rate)),
        ("First frame", ledger.label(0)),
        ("Frames", str(ledger.frames)),
        ("End credits from", "" if ledger.credits_frame is None else ledger.label(ledger.credits_frame)),
        *((name[:1].upper() + name[1:].replace("_", " "), value) for name, value in ledger.facts),
    )  # fmt: skip


def cue_sheet_rows(ledger: Ledger) -> tuple[Row, ...]:
    """The table itself, without its heading."""
    return tuple(row for number, entry in enumerate(ledger.entries, 1) for row in _rows(number, entry, ledger))


def write_cue_sheet_csv(path: Path, ledger: Ledger, music_frames: int) -> None:
    """Write heading and table, whole or not at all."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([*heading_rows(ledger, music_frames), (), COLUMNS, *cue_sheet_rows(ledger)])
    write_whole(path, text.getvalue())


def clock_text(seconds: Fraction) -> str:
    """Seconds as h:mm:ss, rounded down so that durations never exceed the programme."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _rows(number: int, entry: Entry, ledger: Ledger) -> Iterable[Row]:
    pairs = list(itertools.zip_longest(map(_party, entry.writers), map(_party, entry.publishers), fillvalue=_NOBODY)) or [
        (_NOBODY, _NOBODY)
    ]
    head, tail = _head(entry, ledger), _tail(entry)
    for place, (writer, publisher) in enumerate(pairs):
        first = place == 0
        yield (str(number), *(head if first else ("",) * len(head)), *writer, *publisher, *(tail if first else ("",) * len(tail)))


def _head(entry: Entry, ledger: Ledger) -> Row:
    voices = "lyric" if entry.lyric else "wordless" if entry.wordless else "none"
    films = "; ".join(dict.fromkeys(one.film for one in entry.reuse))
    return (
        entry.id, entry.title, entry.usage, USAGES[entry.usage], entry.kind, entry.origin, ledger.label(entry.first_frame), ledger.label(entry.end_frame),
        str(entry.first_frame), str(entry.end_frame), clock_text(entry.frames * ledger.clock.frame_rate.frame_s), "yes" if entry.on_screen else "no",
        voices, str(entry.bars or ""), str(entry.reused_bars) if entry.bars else "", films,
    )  # fmt: skip


def _tail(entry: Entry) -> Row:
    may = entry.permissions
    states = (one.status for one in (may.sync, may.master, may.album_composition, may.album_recording))
    return (entry.performer, entry.isrc, entry.iswc, *states, "; ".join(entry.reasons))


def _party(party: Party) -> Row:
    share = "" if party.share is None else f"{float(party.share):.4f}".rstrip("0").rstrip(".")
    return (party.name, party.role, share, party.society, party.ipi)
