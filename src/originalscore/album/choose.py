"""What of the film's music may be on the album: decided by its permissions, never by its sound."""

from __future__ import annotations

from pathlib import Path

from originalscore.errors import BriefError
from originalscore.files import checksum
from originalscore.model.album import AlbumWishes, LeftOut
from originalscore.model.ledger import Entry, Ledger, Permissions

#: State of a licence -> how it is told.
_STATES = {"": "nobody has entered it", "asked": "it is asked for, not granted", "refused": "it was refused"}


def choose(ledger: Ledger, wishes: AlbumWishes, root: Path) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...]]:
    """The pieces that go on the album in the order of the film, and those that do not with the reason.

    Raises
    ------
    BriefError
        If ``album.toml`` names a cue or song that is not there, or nothing is left.
    """
    _check_names(ledger, wishes)
    unwanted = {name for track in wishes.tracks if track.leave_out for name in track.of}
    listed = {name for track in wishes.tracks for name in track.of} if wishes.order == "list" else None
    chosen: list[Entry] = []
    left_out: list[LeftOut] = []
    for entry in ledger.entries:
        same = next((one.id for one in chosen if one.sha256 and one.sha256 == entry.sha256), None)
        if entry.id in unwanted:
            left_out.append(LeftOut(entry.id, entry.title, "album.toml leaves it out", False))
        elif listed is not None and entry.id not in listed:
            left_out.append(LeftOut(entry.id, entry.title, "album.toml does not list it", False))
        elif entry.usage == "EE":
            left_out.append(LeftOut(entry.id, entry.title, "the music of a logo is no track", False))
        elif same:
            left_out.append(LeftOut(entry.id, entry.title, f"the same recording as {same}", False))
        elif entry.permissions.on_album and not entry.file:
            told = "it lies in the film's own sound; give its recording with originalscore album DIR add"
            left_out.append(LeftOut(entry.id, entry.title, told, False))
        elif reason := _refusal(entry, root):
            left_out.append(LeftOut(entry.id, entry.title, reason, True))
        else:
            chosen.append(entry)
    if not chosen:
        told = "; ".join(f"{one.id} “{one.title}”: {one.reason}" for one in left_out) or "the film has no music"
        raise BriefError(f"nothing is left for an album ({told})", "enter the album rights in rights.toml, or leave less out")
    return tuple(chosen), tuple(left_out)


def _check_names(ledger: Ledger, wishes: AlbumWishes) -> None:
    known = [entry.id for entry in ledger.entries]
    for track in wishes.tracks:
        for name in track.of:
            if name not in known:
                raise BriefError(f"album.toml: there is no cue or song {name}", f"name one of {', '.join(known)}")


def _refusal(entry: Entry, root: Path) -> str:
    """Why a piece may not be on the album, or nothing."""
    if not entry.permissions.on_album:
        return f"{_missing(entry.permissions)}; enter it in rights.toml"
    path = root / entry.file
    if not path.is_file():
        return f"its file {entry.file} is gone"
    if entry.sha256 and checksum(path) != entry.sha256:
        return f"its file {entry.file} has changed since it was entered"
    return ""


def _missing(permissions: Permissions) -> str:
    licences = (("composition", permissions.album_composition), ("recording", permissions.album_recording))
    missing = [f"the album right of the {what} is missing: {_STATES[licence.status]}" for what, licence in licences if not licence.holds]
    return ", and ".join(missing)
