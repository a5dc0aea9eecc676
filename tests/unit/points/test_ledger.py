"""Raw points are only ever added to, and whatever was changed is found and named."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from originalscore.errors import BriefError, FormatError
from originalscore.points.ledger import _APPLICATION, _FIRST_TABLES, _START, Entry, Ledger
from originalscore.points.pages import stray_byte

_WRITER = """
import sys
from pathlib import Path
from originalscore.points.ledger import Entry, Ledger
ledger = Ledger(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    ledger.append([Entry(f"{sys.argv[2]}{number}", "1", maximum="2"), Entry(f"{sys.argv[2]}{number}b", "2", maximum="2")])
    print(number, flush=True)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "panel.db")
    made.append([Entry(f"1m{place}", str(place), judge="Ada", maximum="50", note="n" * place) for place in range(1, 31)])
    return made


def _write(path: Path, name: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name, str(times)], stdout=subprocess.PIPE, text=True)


def test_rows_come_back_as_they_were_given(ledger: Ledger) -> None:
    rows = list(ledger.rows())
    assert [row.id for row in rows] == list(range(1, 31))
    assert rows[6].entry.points == "7" and rows[6].entry.judge == "Ada" and str(rows[6].entry.raw) == "7 of 50"
    assert ledger.verify().fault == "" and ledger.verify().head == rows[-1].hash


def test_a_correction_is_a_new_row_and_both_stay(ledger: Ledger) -> None:
    (new,) = ledger.append([Entry("1m1", "2", judge="Ada", maximum="50", replaces=1)])
    assert [row.entry.points for row in ledger.rows() if row.entry.item == "1m1"] == ["1", "2"]
    assert [row.id for row in ledger.standing()] == [*range(2, 31), new]
    with pytest.raises(BriefError, match="row 1 is corrected already by row 31; correct row 31 instead"):
        ledger.append([Entry("1m1", "3", replaces=1)])
    with pytest.raises(BriefError, match="names row 99, which is not there"):
        ledger.append([Entry("1m1", "3", replaces=99)])
    assert ledger.verify().rows == 31


def test_an_append_that_fails_leaves_nothing(ledger: Ledger) -> None:
    before = ledger.path.read_bytes()
    with pytest.raises(BriefError, match="lie outside the scale"):
        ledger.append(Entry("1m9", points, maximum="50") for points in ("4", "51"))
    assert ledger.path.read_bytes() == before


def test_sqlite_itself_refuses_to_change_or_delete_a_row(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as file:
        for command in ("update rows set points = '9' where id = 3", "delete from rows where id = 3"):
            with pytest.raises(sqlite3.IntegrityError, match="rows are never"):
                file.execute(command)
    file.close()


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("update rows set points = '9' where id = 3", "the chain breaks at row 3"),
        ("delete from rows where id = 3", "row 3 is missing"),
        ("delete from rows where id = 30", "says it has 30 rows, but 29 are there"),
    ],
)
def test_tampering_past_the_triggers_is_named(ledger: Ledger, command: str, fault: str) -> None:
    with sqlite3.connect(ledger.path) as file:
        file.execute("drop trigger rows_stay")
        file.execute("drop trigger rows_are_kept")
        file.execute(command)
    file.close()
    assert fault in ledger.verify().fault
    with pytest.raises(FormatError, match=f"{re.escape(fault)}.*go back to an untouched copy"):
        list(ledger.rows())


def test_a_dropped_trigger_is_noticed(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as file:
        file.execute("drop trigger rows_stay")
    file.close()
    assert "triggers were changed" in ledger.verify().fault


def test_a_flipped_byte_anywhere_is_found(ledger: Ledger) -> None:
    whole, silent = ledger.path.read_bytes(), []
    places = [*range(0, 128), *range(128, len(whole), 29)]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 0x20
        ledger.path.write_bytes(changed)
        try:
            fault = ledger.verify().fault
        except FormatError:
            fault = "not a ledger"
        if not fault:
            silent.append(place)
    ledger.path.write_bytes(whole)
    assert ledger.verify().fault == ""
    assert silent == []


def test_a_changed_letter_names_its_row(ledger: Ledger) -> None:
    whole = ledger.path.read_bytes()
    place = whole.index(b"1m17")
    ledger.path.write_bytes(whole[:place] + b"1m71" + whole[place + 4 :])
    assert ledger.verify().fault == "the chain breaks at row 17: its words do not fit its hash"


def test_a_ledger_of_the_first_form_is_read_and_added_to(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with sqlite3.connect(old) as file:
        file.executescript(";".join(_FIRST_TABLES))
        file.execute("insert into head values (1, ?, ?)", (f"{0:020}", _START))
        file.execute(f"pragma application_id = {_APPLICATION}")
        file.execute("pragma user_version = 1")
    file.close()
    assert Ledger(old).append([Entry("1m1", "4")]) == (1,)
    assert Ledger(old).verify().fault == "" and [row.entry.points for row in Ledger(old).rows()] == ["4"]


def test_unused_room_of_a_large_ledger_is_empty(tmp_path: Path) -> None:
    large = Ledger(tmp_path / "large.db")
    for start in range(0, 6000, 1500):
        large.append(
            Entry(f"item {place % 97}", str(place % 50), maximum="50", note="x" * (place % 83)) for place in range(start, start + 1500)
        )
    assert stray_byte(large.path) == "" and large.verify().rows == 6000


def test_two_processes_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    writers = [_write(path, name, 15) for name in "ab"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    items = [row.entry.item for row in Ledger(path).rows()]
    assert sorted(items) == sorted(f"{name}{number}{half}" for name in "ab" for number in range(15) for half in ("", "b"))


def test_a_writer_that_is_killed_leaves_whole_appends(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    for delay_s in (0.0, 0.003, 0.011, 0.02):
        with _write(path, "k", 100_000) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay_s)
            os.kill(writer.pid, signal.SIGKILL)
            writer.stdout.read()
        verdict = Ledger(path).verify()
        assert verdict.fault == "" and verdict.rows % 2 == 0 and verdict.rows > 0
    assert Ledger(path).append([Entry("after", "1")])


def test_a_ledger_that_stays_busy_is_told_in_one_line(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as other:
        other.execute("begin immediate")
        with pytest.raises(BriefError, match=r"another program has been writing to panel.db for 0.05 s; try again"):
            Ledger(ledger.path, wait_s=0.05).append([Entry("x", "1")])
        other.rollback()
    other.close()


def test_other_files_are_refused(tmp_path: Path) -> None:
    text, foreign = tmp_path / "notes.db", tmp_path / "foreign.db"
    text.write_text("hello, this is no database at all, only some words\n" * 30)
    with sqlite3.connect(foreign) as file:
        file.execute("create table rows (id)")
    file.close()
    for path in (text, foreign):
        before = path.read_bytes()
        for use in (lambda path=path: Ledger(path).verify(), lambda path=path: Ledger(path).append([Entry("x", "1")])):
            with pytest.raises(FormatError, match="is not a points ledger"):
                use()
        assert path.read_bytes() == before
    with pytest.raises(BriefError, match="there is no ledger"):
        Ledger(tmp_path / "absent.db").verify()
    with pytest.raises(BriefError, match="cannot be opened"):
        Ledger(tmp_path / "no" / "folder.db").append([Entry("x", "1")])


def test_points_belong_to_something() -> None:
    with pytest.raises(BriefError, match="the item has no name"):
        Entry(" ", "1")
