"""The marks of an AAF, as Media Composer and Pro Tools exchange it, read by OpenTimelineIO's adapter and placed like any timeline's."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import opentimelineio as otio

from originalscore.errors import FormatError
from originalscore.formats.otio import marks_of_timeline
from originalscore.formats.safe_text import read_bytes
from originalscore.model.mark import Mark, MarkList

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What the adapter names a mark that carries no words.
_NAMELESS = "DescriptiveMarker"


def read_aaf_list(path: Path) -> MarkList:
    """Read the marks of the sequence in an AAF.

    Raises
    ------
    FormatError
        If it is none, or the adapter cannot read it.
    """
    if not read_bytes(path).startswith(MAGIC):
        raise FormatError(f"{path.name} is no AAF", "export it again")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # of a damaged file the library keeps a handle until it is collected
        document = _document(path)
    if isinstance(document, str):
        raise FormatError(f"{path.name} cannot be read as AAF ({document})", "export it again, or an EDL with locators")
    if not isinstance(document, otio.schema.Timeline):
        held = [one for one in document if isinstance(one, otio.schema.Timeline)] if hasattr(document, "__iter__") else []
        if not held:
            raise FormatError(f"{path.name} holds no sequence", "export the sequence")
        document = held[0]
    found = marks_of_timeline(path, document)
    return replace(found, marks=tuple(_plain(mark) for mark in found.marks))


def _document(path: Path) -> Any:
    """What the adapter makes of the file, or the name of what went wrong; it says nothing of its own accord."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return otio.adapters.read_from_file(str(path), adapter_name="AAF")
    except MemoryError:
        raise
    except Exception as fault:  # a reader of binary files by others: whatever it says, the file cannot be used
        return type(fault).__name__
    finally:
        logging.disable(level)


def _plain(mark: Mark) -> Mark:
    """Without the adapter's own name, and the words once."""
    return replace(mark, name="" if mark.name == _NAMELESS else mark.name, note="" if mark.note == mark.name else mark.note)
