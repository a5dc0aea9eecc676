"""Files of strangers as text and as XML: no entities, no outside files, no network, nothing of unbounded size.

A document type may be named (editing programs write ``<!DOCTYPE fcpxml>``) but may declare nothing: an internal subset is where
entities that grow or point outside are declared. Text is decoded here and handed to the parser as UTF-8, so that no
rare encoding hides a declaration. Source: libxml2, "Parser options"; OWASP, "XML External Entity Prevention".
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree

from originalscore.errors import FormatError

_LARGEST_BYTES = 200_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
_NAMED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_KNOWN = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-?8859-\d+|windows-125\d|cp125\d|macintosh|mac-?roman", re.IGNORECASE)
_DECLARES = re.compile(r"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)


def read_bytes(path: Path) -> bytes:
    """The file, if it is there and of a size that such a file may have.

    Raises
    ------
    FormatError
        If not.
    """
    if not path.is_file():
        raise FormatError(f"there is no file {path}", "check the name")
    if path.stat().st_size > _LARGEST_BYTES:
        raise FormatError(f"{path.name} is too large ({path.stat().st_size // 1_000_000} MB)", "export the sequence alone")
    data = path.read_bytes()
    if not data.strip():
        raise FormatError(f"{path.name} is empty", "export it again")
    return data


def read_text(path: Path) -> str:
    """The file as text: by its byte order mark, else UTF-8, else the usual Western code page."""
    data = read_bytes(path)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(path, data, encoding)
    if b"\0" in data[:4000]:
        zeros = data[:4000:2].count(0) > data[1:4000:2].count(0)
        return _decoded(path, data, "utf-16-be" if zeros else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_xml(path: Path) -> Any:
    """The root element of an XML file that declares no entities.

    Raises
    ------
    FormatError
        If it is not well-formed XML, declares entities, or is written in an unusual encoding.
    """
    data = read_bytes(path)
    named = _NAMED.match(data)
    encoding = named[1].decode("ascii") if named else ""
    if encoding and not _KNOWN.fullmatch(encoding):
        raise FormatError(f"{path.name} is written in the unusual encoding {encoding}", "export it as UTF-8")
    eight_bit = encoding and not encoding.lower().startswith("utf")
    text = _DECLARATION.sub("", _decoded(path, data, encoding) if eight_bit else read_text(path), count=1)
    if _DECLARES.search(text):
        raise FormatError(f"{path.name} declares entities, which no editing program does", "export it again from the editing program")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise FormatError(f"{path.name} is not XML: {str(fault).splitlines()[0][:120]}") from None


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise FormatError(f"{path.name} says it is {encoding} but is not", "export it as UTF-8") from None
