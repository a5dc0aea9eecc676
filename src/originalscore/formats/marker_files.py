"""Any program's list of marks, told apart by what the file holds and not by its name.

OpenTimelineIO, CMX 3600 EDL, FCPXML, Final Cut Pro 7 XML, AAF, and tables (CSV, tab-separated text).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.formats.edl_read import is_edl, read_edl_list
from originalscore.formats.fcp7 import read_fcp7_list
from originalscore.formats.fcpxml_read import read_fcpxml_list
from originalscore.formats.markers_csv import read_markers_csv_list
from originalscore.formats.otio import read_otio_list
from originalscore.formats.safe_text import read_bytes, read_text
from originalscore.model.mark import MarkList
from originalscore.times import Clock

_ADVICE = "export the markers as OTIO, EDL, FCPXML, XML, AAF or CSV"
_AAF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_marker_file(path: Path, clock: Clock) -> MarkList:
    """Read a list of marks.

    Parameters
    ----------
    path
        The file, or the folder of an ``.fcpxmld`` bundle.
    clock
        The film's, for lists that tell no frame rate.

    Raises
    ------
    FormatError
        If the file is none of the known kinds, or is damaged; one line that says what and where.
    """
    if path.is_dir():
        if not (path / "Info.fcpxml").is_file():
            raise FormatError(f"{path} is a folder, not a list of markers", _ADVICE)
        found = read_fcpxml_list(path)
        return replace(found, remarks=tuple(remark.replace("Info.fcpxml", path.name) for remark in found.remarks))
    if read_bytes(path).startswith(_AAF):
        return _aaf(path)
    text = read_text(path).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return read_fcp7_list(path) if "<xmeml" in text else read_fcpxml_list(path)
    if text.startswith(("{", "[")):
        return read_otio_list(path)
    if is_edl(text):
        return read_edl_list(path, clock)
    if "\0" in text or sum(sign < " " and sign not in "\t\r\n\f" for sign in text[:4000]) > 4:
        raise FormatError(f"{path.name} is no list of markers", _ADVICE)
    return read_markers_csv_list(path, clock)


def _aaf(path: Path) -> MarkList:
    """The reader of AAF is only loaded for one: it takes a while."""
    from originalscore.formats.aaf import read_aaf_list

    return read_aaf_list(path)
