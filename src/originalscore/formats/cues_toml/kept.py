"""A text file whose byte order mark and line endings are kept while its lines are changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from originalscore.errors import FormatError
from originalscore.files import write_whole

_BOM = "\ufeff"


@dataclass(frozen=True)
class KeptText:
    """The text with plain line ends, and what it had besides."""

    path: Path
    text: str
    bom: str
    crlf: bool

    @classmethod
    def read(cls, path: Path) -> KeptText:
        """Read a UTF-8 file.

        Raises
        ------
        FormatError
            If it is no UTF-8.
        """
        try:
            with path.open(encoding="utf-8", newline="") as file:
                whole = file.read()
        except UnicodeDecodeError as fault:
            raise FormatError(f"{path.name}: not UTF-8 text at byte {fault.start}", "save it as UTF-8") from None
        body = whole.removeprefix(_BOM)
        crlf = "\r\n" in body and "\n" not in body.replace("\r\n", "")
        return cls(path, body.replace("\r\n", "\n") if crlf else body, _BOM if whole != body else "", crlf)

    def whole(self, text: str) -> str:
        """A changed text as it would stand in the file."""
        return self.bom + (text.replace("\n", "\r\n") if self.crlf else text)

    def write(self, text: str) -> None:
        """Write a changed text, whole or not at all."""
        write_whole(self.path, self.whole(text).encode("utf-8"))
