"""Licensing: a song that is not ours taken into the film, with who wrote it and what may be done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from originalscore import ledger, mix, picture, pipeline, takes
from originalscore.directing import change_cues, known_score
from originalscore.errors import BriefError
from originalscore.files import checksum
from originalscore.folder import ProjectFolder
from originalscore.formats.cues_toml import Change
from originalscore.formats.rights_toml import add_song, new_song_id
from originalscore.model.identifiers import checked_ipi, checked_isrc, checked_iswc
from originalscore.model.ledger import LICENCE_STATES, PUBLISHER_ROLES, WRITER_ROLES, Licence, Party, Permissions
from originalscore.model.picture import Picture
from originalscore.model.rights import Song
from originalscore.project import relative
from originalscore.spotting.notes import another_take

#: How a permission is named on the command line -> the fields it fills.
PERMISSIONS = {
    "sync": ("sync",), "master": ("master",), "film": ("sync", "master"), "album-composition": ("album_composition",),
    "album-recording": ("album_recording",), "album": ("album_composition", "album_recording"),
    "all": ("sync", "master", "album_composition", "album_recording"),
}  # fmt: skip
_PARTY = re.compile(r"^(?P<name>[^,]+?)\s*(?:,\s*(?P<role>[A-Za-z]{1,2}))?\s*(?:,\s*(?P<share>\d+(?:\.\d+)?)\s*%?)?\s*(?:,\s*(?P<society>[^,\d][^,]*?))?\s*(?:,\s*(?P<ipi>[\d. ]+))?$")  # fmt: skip


@dataclass(frozen=True)
class SongWishes:
    """A song as the user asks for it; see ``model.rights.Song``.

    ``at`` and ``until`` are timecodes or seconds; without them it plays from the end credits, and to the end of its recording or of the film. ``level_db`` None:
    fitted to the film. ``licences`` are ``sync=granted: licensor`` and the like, by :data:`PERMISSIONS`.
    """

    recording: Path
    title: str
    at: str = ""
    until: str = ""
    from_s: Fraction = Fraction(0)
    level_db: float | None = None
    fade_in_s: Fraction = Fraction(0)
    fade_out_s: Fraction = Fraction(0)
    performer: str = ""
    usage: str = "BV"
    origin: str = "pre-existing"
    lyric: bool = True
    wordless: bool = False
    on_screen: bool = False
    over_score: bool = False
    writers: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    documents: tuple[Path, ...] = ()
    isrc: str = ""
    iswc: str = ""


@dataclass(frozen=True)
class Added:
    """A song that was added: as it stands in ``rights.toml``, how ``cues.toml`` made room for it, and what is to be said."""

    song: Song
    changes: tuple[Change, ...]
    remarks: tuple[str, ...]


def take_song(folder: ProjectFolder, wishes: SongWishes, listener: pipeline.Listener) -> Added:
    """Enter a song in ``rights.toml`` and make room for it in ``cues.toml``; the film is scored again afterwards.

    Raises
    ------
    BriefError
        If the folder is no score folder, the times are none of the film, a cue would be lost, or a licence or a party cannot be read.
    PictureError
        If the recording holds no sound.
    """
    with folder.alone():
        spotted = known_score(folder, listener)
        seen, clock = spotted.picture, spotted.picture.film.clock
        length_s = picture.sound_length_s(wishes.recording)
        song = _placed(_song(folder, spotted, wishes), wishes, spotted, length_s)
        if wishes.level_db is None:
            level_db = mix.fitting_level_db(song, wishes.recording, seen, spotted.project.sample_rate, spotted.project.distance_lu)
            song = replace(song, level_db=level_db)
        room = ledger.Room(spotted.cues, ()) if song.over_score else ledger.make_room(spotted.cues, song, clock)
        renewed = {
            cue.id: another_take(cue, old, max((old.take, *takes.kept_takes(folder, old.id))), fresh=False)
            for cue, old in zip(room.cues.cues, spotted.cues.cues, strict=True) if cue != old
        }  # fmt: skip
        after = replace(room.cues, cues=tuple(renewed.get(cue.id, cue) for cue in room.cues.cues))
        changes = change_cues(folder, seen, spotted.cues, after, dry_run=False)
        add_song(folder.root / ledger.RIGHTS, song, seen)
        return Added(song, changes, (*room.remarks, *_missing(song)))


def _song(folder: ProjectFolder, spotted: pipeline.Spotted, wishes: SongWishes) -> Song:
    """The song without its place."""
    return Song(
        id=new_song_id(spotted.rights), title=wishes.title, performer=wishes.performer, file=relative(wishes.recording, folder.root),
        sha256=checksum(wishes.recording), start_s=Fraction(0), end_s=Fraction(0), usage=wishes.usage, origin=wishes.origin,
        from_s=wishes.from_s, level_db=wishes.level_db or 0.0, fade_in_s=wishes.fade_in_s, fade_out_s=wishes.fade_out_s, lyric=wishes.lyric,
        wordless=wishes.wordless, on_screen=wishes.on_screen, over_score=wishes.over_score,
        writers=_parties(wishes.writers, WRITER_ROLES, "writer"), publishers=_parties(wishes.publishers, PUBLISHER_ROLES, "publisher"),
        permissions=_permissions(wishes, folder.root), isrc=checked_isrc(wishes.isrc), iswc=checked_iswc(wishes.iswc),
    )  # fmt: skip


def _placed(song: Song, wishes: SongWishes, spotted: pipeline.Spotted, length_s: Fraction) -> Song:
    """The song at its place, on whole frames: as long as its recording lasts, and no longer than the film."""
    film, credits_s = spotted.picture.film, spotted.rights.credits_s
    if not wishes.at and credits_s is None:
        raise BriefError(f"where does “{song.title}” begin?", "give --at TIMECODE, or write end_credits in rights.toml")
    start_s = film.clock.seconds(wishes.at) if wishes.at else credits_s or Fraction(0)
    left_s = length_s - song.from_s
    if left_s <= 0:
        raise BriefError(
            f"{wishes.recording.name} lasts {float(length_s):.1f} s, and is to begin at {float(song.from_s):g} s of it",
            "give a smaller --from",
        )
    end_s = film.clock.seconds(wishes.until) if wishes.until else min(start_s + left_s, film.duration_s)
    start_s, end_s = (_on_frame(at_s, spotted.picture) for at_s in (start_s, end_s))
    label = film.clock.label
    if not 0 <= start_s < end_s <= film.duration_s:
        raise BriefError(
            f"{label(start_s)} to {label(end_s)} is no span of the film, which ends at {label(film.duration_s)}", "give other times"
        )
    if end_s > start_s + left_s + film.clock.frame_rate.frame_s:
        raise BriefError(
            f"{wishes.recording.name} ends {float(end_s - start_s - left_s):.1f} s before {label(end_s)}", "give an earlier --until"
        )
    return replace(song, start_s=start_s, end_s=end_s)


def _on_frame(at_s: Fraction, seen: Picture) -> Fraction:
    rate = seen.film.clock.frame_rate.rate
    return Fraction(int(at_s * rate + Fraction(1, 1000))) / rate


def _parties(texts: tuple[str, ...], roles: tuple[str, ...], what: str) -> tuple[Party, ...]:
    parties = []
    for text in texts:
        found = _PARTY.match(text.strip())
        role = (found["role"] or roles[0]).upper() if found else ""
        if not found or role not in roles:
            raise BriefError(
                f"“{text}” names no {what}", f"write it like “Name, {roles[0]}, 50, SOCIETY, 00123456789”; roles are {', '.join(roles)}"
            )
        share = Fraction(found["share"]) if found["share"] else None
        parties.append(Party(found["name"], role, share, found["society"] or "", checked_ipi(found["ipi"] or "")))
    total = sum((party.share or Fraction(0) for party in parties), Fraction(0))
    if total > 100:
        raise BriefError(f"the shares of the {what}s come to {float(total):g} per cent", "they may be 100 at most")
    return tuple(parties)


def _permissions(wishes: SongWishes, root: Path) -> Permissions:
    """The four permissions, from ``film=granted: licensor`` and the documents that go with them, in order."""
    fields: dict[str, Licence] = {}
    for number, text in enumerate(wishes.licences):
        name, _, rest = text.partition("=")
        status, _, licensor = (part.strip() for part in rest.partition(":"))
        if name.strip() not in PERMISSIONS or not status or status not in LICENCE_STATES:
            states = ", ".join(state for state in LICENCE_STATES if state)
            raise BriefError(
                f"“{text}” is no licence", f"write film=granted: licensor; known are {', '.join(PERMISSIONS)} and {states}"
            )  # fmt: skip
        document = wishes.documents[number] if number < len(wishes.documents) else None
        if document is not None and not document.is_file():
            raise BriefError(f"there is no licence document {document}", "check its name")
        licence = Licence(
            status, licensor, document=relative(document, root) if document else "", sha256=checksum(document) if document else ""
        )
        fields.update(dict.fromkeys(PERMISSIONS[name.strip()], licence))
    return Permissions(**fields)


def _missing(song: Song) -> tuple[str, ...]:
    """What the song may not be used for yet."""
    may = song.permissions
    wanted = (("in the film", may.in_film, "sync and master"), ("on an album", may.on_album, "album_composition and album_recording"))
    return tuple(f"it may not be used {where} before {names} are granted in rights.toml" for where, holds, names in wanted if not holds)
