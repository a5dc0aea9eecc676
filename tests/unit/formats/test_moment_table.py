"""Hit lists and marker lists know the same headings."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import FormatError
from originalscore.formats.hit_list import read_hit_list
from originalscore.formats.markers_csv import read_markers_csv_list
from originalscore.formats.moment_table import COLUMNS, TIMES, find_columns, read_rows
from originalscore.times import Clock, FrameRate

CLOCK = Clock(FrameRate(Fraction(24)), 86_400)
#: Three seconds after the first frame, as each kind of column says it.
SAID = {"timecode": "01:00:03:00", "time": "0:03", "seconds": "3", "frame": "72"}


@pytest.mark.parametrize(("what", "heading"), [(what, name) for what in TIMES for name in COLUMNS[what]])
def test_every_heading_of_a_time_is_read_as_a_hit_and_as_a_mark(tmp_path: Path, what: str, heading: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{heading.upper()},name,class\n{SAID[what]},the door,hard\n", encoding="utf-8")
    (hit,) = read_hit_list(file, CLOCK)
    (mark,) = read_markers_csv_list(file, CLOCK).marks
    assert hit.at_s == 3 and (hit.what, hit.kind) == ("the door", "hard")
    assert mark.at_s == 3 and (mark.name, mark.note) == ("the door", "hard")


def test_frames_are_a_length_unless_nothing_else_tells_the_time() -> None:
    assert find_columns(["seconds", "frames"]) == {"seconds": 0, "frames": 1}
    assert find_columns(["Frames", "What"]) == {"frame": 0, "name": 1}


def test_the_first_heading_for_one_thing_counts_and_a_note_is_no_name_twice() -> None:
    assert find_columns(["comment", "marker name", "time"]) == {"note": 0, "name": 1, "time": 2}
    assert find_columns(["time", "comment"]) == {"time": 0, "name": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_rows_know_their_lines_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "list.tsv"
    file.write_bytes("time\tname\n\n0:03\tdéjà, vu\n".encode(encoding))
    assert read_rows(file) == [(1, ["time", "name"]), (3, ["0:03", "déjà, vu"])]


def test_an_empty_table_and_one_without_a_time_are_refused_by_both(tmp_path: Path) -> None:
    for text, told in (("\n", "is empty"), ("a,b\n1,2\n", r"no column tells a time \(a, b\)")):
        file = tmp_path / "list.csv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(FormatError, match=told):
            read_hit_list(file, CLOCK)
        with pytest.raises(FormatError, match=told):
            read_markers_csv_list(file, CLOCK)
