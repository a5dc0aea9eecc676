"""The ledger: raw points as they were given, in an SQLite file to which rows are only ever added.

Every row carries the SHA-256 hash of its own words and of the row before it, so a changed, lost or moved row is found and named;
the number of rows and the last hash are kept beside them, so that missing rows at the end are found too. A correction is a new row
that names the one it replaces: both stay. Points are decimal strings and are never converted here. Whoever can rewrite the whole file
can write a new chain; whoever wants to be safe from that writes the last hash (:attr:`Verdict.head`) down somewhere else.

Several processes may append at once: each waits for the other, and all of an append is there or nothing of it, also after a power cut
(SQLite's full synchronisation).
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import astuple, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from originalscore.errors import BriefError, FormatError
from originalscore.points.pages import stray_byte
from originalscore.points.raw import Raw

_VERSION = 2
#: Ledgers of the first form do not say which library wrote them last.
_FIRST_VERSION = 1
#: "OSpt": how SQLite files of ours are told from others.
_APPLICATION = 0x4F537074
_WAIT_S = 60.0
_START = hashlib.sha256(b"originalscore points ledger 1").hexdigest()
_TABLES = (
    """create table rows (
  id integer primary key, time text not null, judge text not null, item text not null, criterion text not null,
  points text not null, minimum text not null, maximum text not null, note text not null, replaces integer, hash text not null
)""",
    "create table head (one integer primary key check (one = 1), count text not null, hash text not null, library text not null)",
    "create trigger rows_stay before update on rows begin select raise(abort, 'rows are never changed'); end",
    "create trigger rows_are_kept before delete on rows begin select raise(abort, 'rows are never deleted'); end",
    "create trigger one_head before delete on head begin select raise(abort, 'the head stays'); end",
)

_FIRST_TABLES = tuple(text.replace(", library text not null", "") for text in _TABLES)
#: SQLite's own number of the library at work, as its files carry it.
_LIBRARY = f"{sum(part * weight for part, weight in zip(sqlite3.sqlite_version_info, (1_000_000, 1_000, 1))):020}"


@dataclass(frozen=True)
class Entry:
    """Points to be written: who gave what of how much, to which item by which criterion.

    Parameters
    ----------
    item
        What was judged; never empty.
    points
        Decimal string.
    judge, criterion, note
        May be empty.
    minimum, maximum
        Of the scale; the maximum may be empty where there is none.
    replaces
        The row that this one corrects.
    time
        ISO 8601 in UTC; default: now.

    Raises
    ------
    BriefError
        If there is no item, or the points are not on the scale.
    """

    item: str
    points: str
    judge: str = ""
    criterion: str = ""
    minimum: str = "0"
    maximum: str = ""
    note: str = ""
    replaces: int | None = None
    time: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def __post_init__(self) -> None:
        if not self.item.strip():
            raise BriefError("points belong to something: the item has no name", "name the item")
        _ = self.raw

    @property
    def raw(self) -> Raw:
        """The points with their scale."""
        return Raw(self.points, self.maximum, self.minimum)


@dataclass(frozen=True)
class Row:
    """A row of the ledger: an entry with its number, from 1, and its hash."""

    id: int
    entry: Entry
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What :meth:`Ledger.verify` found: how many rows hold, the last good hash, and what is wrong first, empty when all is well."""

    rows: int
    head: str
    fault: str = ""


_NAMES = tuple(part.name for part in fields(Entry))
_INSERT = f"insert into rows (id, {', '.join(_NAMES)}, hash) values ({', '.join('?' * (len(_NAMES) + 2))})"
_MADE = "select rowid, type, name, tbl_name, rootpage, sql from sqlite_master order by name"
_SELECT = f"select id, {', '.join(_NAMES)}, hash from rows order by id"


def chained(before: str, number: int, entry: Entry) -> str:
    """The hash of a row: of the hash before it, its number and its words, as JSON without spaces."""
    words = json.dumps(
        [before, number, *(getattr(entry, name) for name in _NAMES)], ensure_ascii=False, separators=(",", ":"), default=repr
    )
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


class Ledger:
    """A file of raw points; made when first appended to.

    Parameters
    ----------
    path
        The file.
    wait_s
        How long an append waits for another one before it gives up, seconds.
    """

    def __init__(self, path: Path, *, wait_s: float = _WAIT_S) -> None:
        self.path = path
        self._wait_s = wait_s

    def append(self, entries: Iterable[Entry]) -> tuple[int, ...]:
        """Add rows, all or none; returns their numbers.

        Raises
        ------
        BriefError
            If a correction names a row that is not there or is corrected already, or the ledger stays busy.
        FormatError
            If the file is not a ledger, or its chain is broken at the end.
        """
        with self._open(writing=True) as file:
            number, before = self._head(file)
            replaced = dict(file.execute("select replaces, id from rows where replaces is not null"))
            added = []
            for entry in entries:
                number += 1
                if entry.replaces is not None:
                    _check_correction(entry.replaces, number, replaced)
                    replaced[entry.replaces] = number
                before = chained(before, number, entry)
                file.execute(_INSERT, (number, *astuple(entry), before))
                added.append(number)
            # Always as long: overwritten in place.
            file.execute("update head set count = ?, hash = ?", (f"{number:020}", before))
            if self._version(file) > _FIRST_VERSION:
                file.execute("update head set library = ?", (_LIBRARY,))
        return tuple(added)

    def rows(self) -> Iterator[Row]:
        """Every row ever written, in order, checked as it is read.

        Raises
        ------
        FormatError
            At the first row that does not fit the chain.
        """
        verdict = self.verify()
        if verdict.fault:
            raise FormatError(f"{self.path.name}: {verdict.fault}", "go back to an untouched copy; nothing was derived from this one")
        with self._open() as file:
            yield from self._read(file)

    def standing(self) -> tuple[Row, ...]:
        """The rows that no later row replaces, in order."""
        rows = tuple(self.rows())
        replaced = {row.entry.replaces for row in rows}
        return tuple(row for row in rows if row.id not in replaced)

    def verify(self) -> Verdict:
        """Go through the whole chain, and through the file's own structure.

        Raises
        ------
        BriefError
            If there is no such file.
        FormatError
            If it is something else.
        """
        count, before = 0, _START
        with self._open() as file:
            try:
                for row in self._read(file):
                    if row.id != count + 1:
                        return Verdict(count, before, f"row {count + 1} is missing")
                    if chained(before, row.id, row.entry) != row.hash:
                        return Verdict(count, before, f"the chain breaks at row {row.id}: its words do not fit its hash")
                    count, before = row.id, row.hash
                told, last = self._head(file)
                if (told, last) != (count, before):
                    return Verdict(count, before, f"the ledger says it has {told} rows, but {count} are there or the last was changed")
                damage = file.execute("pragma integrity_check(1)").fetchone()[0]
                damage = "" if damage == "ok" else damage.splitlines()[-1]
                damage = damage or self._other_tables(file) or stray_byte(self.path, self._library(file))
            except (sqlite3.DatabaseError, FormatError, UnicodeError) as fault:
                return Verdict(count, before, f"after row {count} the file is damaged ({fault.args[0]})")
        return Verdict(count, before, f"the file is damaged: {damage}" if damage else "")

    def _other_tables(self, file: sqlite3.Connection) -> str:
        """What is not as :data:`_TABLES` makes it; the library counts how often tables were made or dropped."""
        with closing(sqlite3.connect(":memory:")) as fresh:
            fresh.executescript(";".join(_TABLES if self._version(file) > _FIRST_VERSION else _FIRST_TABLES))
            same = all(file.execute(asked).fetchall() == fresh.execute(asked).fetchall() for asked in (_MADE, "pragma schema_version"))
        return "" if same else "its tables or triggers were changed"

    @staticmethod
    def _version(file: sqlite3.Connection) -> int:
        return int(file.execute("pragma user_version").fetchone()[0])

    def _library(self, file: sqlite3.Connection) -> str:
        """The SQLite library that wrote last, as the ledger has noted it; empty in ledgers of the first form."""
        return str(file.execute("select library from head").fetchone()[0]) if self._version(file) > _FIRST_VERSION else ""

    def _read(self, file: sqlite3.Connection) -> Iterator[Row]:
        for number, *words, digest in file.execute(_SELECT):
            entry = Entry.__new__(Entry)  # as it was written, which the chain vouches for; it was checked when it was appended
            for name, word in zip(_NAMES, words):
                object.__setattr__(entry, name, word)
            yield Row(number, entry, digest)

    @staticmethod
    def _head(file: sqlite3.Connection) -> tuple[int, str]:
        found = file.execute("select count, hash from head where one = 1").fetchone()
        if found is None or not str(found[0]).isdecimal():
            raise FormatError("the ledger has lost its head")
        return int(found[0]), str(found[1])

    @contextmanager
    def _open(self, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
        if not self.path.is_file() and not writing:
            raise BriefError(f"there is no ledger {self.path}", "append points to make one")
        # Readers may write too: what a killed writer left undone is undone by whoever opens the file next.
        mode = "rwc" if writing else "rw" if os.access(self.path, os.W_OK) else "ro"
        with ExitStack() as held:
            try:
                target = f"file:{quote(self.path.absolute().as_posix())}?mode={mode}"
                file = held.enter_context(closing(sqlite3.connect(target, timeout=self._wait_s, isolation_level=None, uri=True)))
                if writing:
                    file.execute("pragma synchronous = full")
                    file.execute("pragma secure_delete = on")
                    file.execute("begin immediate")
                self._check_kind(file, writing)
            except sqlite3.DatabaseError as fault:
                raise self._translated(fault) from None
            try:
                yield file
            except BaseException:
                if file.in_transaction:
                    file.rollback()
                raise
            if file.in_transaction:
                file.commit()

    def _check_kind(self, file: sqlite3.Connection, writing: bool) -> None:
        """Make the tables of a new file; refuse a file that is something else."""
        kind, version = (file.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version"))
        empty = not file.execute("select count(*) from sqlite_master").fetchone()[0]
        if writing and empty and not kind:
            for statement in _TABLES:
                file.execute(statement)
            file.execute("insert into head values (1, ?, ?, ?)", (f"{0:020}", _START, _LIBRARY))
            file.execute(f"pragma application_id = {_APPLICATION}")
            file.execute(f"pragma user_version = {_VERSION}")
        elif kind != _APPLICATION or version not in (_FIRST_VERSION, _VERSION):
            raise self._translated(sqlite3.DatabaseError("another kind of database"))

    def _translated(self, fault: sqlite3.DatabaseError) -> BriefError | FormatError:
        if "locked" in str(fault) or "busy" in str(fault):
            return BriefError(f"another program has been writing to {self.path.name} for {self._wait_s:g} s", "try again")
        if "unable to open" in str(fault) or "readonly" in str(fault):
            return BriefError(f"{self.path} cannot be opened", "check the folder and its permissions")
        return FormatError(f"{self.path.name} is not a points ledger, or its beginning is damaged", "go back to an untouched copy")


def _check_correction(wanted: int, number: int, replaced: dict[int, int]) -> None:
    """Refuse the correction of a row that is not there, or that another row corrects already."""
    if not 0 < wanted < number:
        raise BriefError(f"a correction names row {wanted}, which is not there", "name a row of this ledger")
    if wanted in replaced:
        raise BriefError(f"row {wanted} is corrected already by row {replaced[wanted]}", f"correct row {replaced[wanted]} instead")
