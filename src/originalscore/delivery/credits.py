"""The music credits of a film as they roll at its end, from the music ledger: the score, then every song with who made it and by whose leave."""

from __future__ import annotations

from pathlib import Path

from originalscore.files import write_whole
from originalscore.model.ledger import Entry, Ledger, Party

_ENTERED_BY = "to be entered in rights.toml"
#: Role of a writer -> how credits say it.
_ROLES = {"C": "Music by", "A": "Words by", "CA": "Written by", "AR": "Arranged by"}


def write_credits(path: Path, ledger: Ledger) -> Path:
    """Write the credits as plain text; whoever has not been entered stays open, and the software is never named as a writer."""
    write_whole(path, "\n".join(credit_lines(ledger)) + "\n")
    return path


def credit_lines(ledger: Ledger) -> list[str]:
    """Line after line, empty ones between pieces."""
    lines = [f"Original score: {ledger.composer or _ENTERED_BY}"] if any(one.kind == "score" for one in ledger.entries) else []
    for entry in ledger.entries:
        if entry.kind != "score" and entry.usage != "EE":
            lines += ["", *_piece(entry)]
    reused = sorted({one.film for entry in ledger.entries for one in entry.reuse})
    if reused:
        lines += ["", f"Contains themes from: {', '.join(reused)}"]
    return lines


def _piece(entry: Entry) -> list[str]:
    may = entry.permissions
    lines = [f"“{entry.title}”"]
    for role, words in _ROLES.items():
        if named := tuple(one for one in entry.writers if one.role == role):
            lines.append(f"{words} {_names(named)}")
    lines += [] if entry.writers else [f"Written by: {_ENTERED_BY}"]
    lines += [f"Published by {_names(entry.publishers)}"] if entry.publishers else []
    lines += [f"Performed by {entry.performer}"] if entry.performer else []
    if may.master.holds and may.master.licensor:
        lines.append(f"Courtesy of {may.master.licensor}")
    if not may.in_film:
        lines.append("[not cleared for the film]")
    return lines


def _names(parties: tuple[Party, ...]) -> str:
    names = [one.name for one in parties]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
