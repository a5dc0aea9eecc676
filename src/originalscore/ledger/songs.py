"""Songs and the score beside each other: every recording is there and unchanged, and where a song plays the score has ended."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError, FormatError
from originalscore.files import checksum
from originalscore.model.cue import Cue, CueList, CurvePoint, level_at
from originalscore.model.rights import Song
from originalscore.times import Clock

_SHORTEST_S = 4
"""A cue that would be shorter than this beside a song is no piece of music any more, seconds (ours)."""


@dataclass(frozen=True)
class Room:
    """The cue list with room for a song, and what is to be said of it."""

    cues: CueList
    remarks: tuple[str, ...]


def recordings(songs: tuple[Song, ...], root: Path) -> tuple[tuple[Song, Path], ...]:
    """The songs that are laid in, each with its recording.

    Raises
    ------
    FormatError
        If a recording is gone, or is not the one that was added.
    """
    found = []
    for song in songs:
        if not song.file:
            continue
        path = Path(os.path.normpath(root / song.file))
        if not path.is_file():
            raise FormatError(f"{song.id} “{song.title}”: there is no recording {path}", "put it back, or mend file in rights.toml")
        if song.sha256 and checksum(path) != song.sha256:
            raise FormatError(
                f"{song.id} “{song.title}”: {path.name} is not the recording that was added",
                "put that one back, or take sha256 out of rights.toml to use this one",
            )
        found.append((song, path))
    return tuple(found)


def check_room(cues: CueList, songs: tuple[Song, ...], clock: Clock) -> None:
    """Refuse a cue that plays where a song does, unless the song says that both are heard.

    Raises
    ------
    BriefError
        With both names and the timecode.
    """
    for song in songs:
        for cue in cues.cues:
            if not song.over_score and _meet(cue, song):
                at = clock.label(max(cue.start_s, song.start_s))
                raise BriefError(
                    f"{cue.number} and the song {song.id} “{song.title}” both play at {at}",
                    "move one in cues.toml or rights.toml, or write over_score = true beside the song",
                )


def make_room(cues: CueList, song: Song, clock: Clock) -> Room:
    """End a cue where a song begins, or begin it where the song ends; hits under the song go.

    Raises
    ------
    BriefError
        If a cue lies under the song as good as whole.
    """
    changed, remarks = [], []
    for cue in cues.cues:
        if not _meet(cue, song):
            changed.append(cue)
            continue
        new = _ended(cue, song.start_s) if cue.start_s < song.start_s else _begun(cue, song.end_s)
        if new.length_s < _SHORTEST_S:
            raise BriefError(
                f"{cue.number} ({clock.label(cue.start_s)} to {clock.label(cue.end_s)}) lies under the song from {clock.label(song.start_s)}",
                f"take {cue.number} out of cues.toml, place the song elsewhere, or let both be heard with --over-score",
            )
        if cue.start_s < song.start_s and cue.end_s > song.end_s:
            remarks.append(f"{cue.number} ends at the song; after it, from {clock.label(song.end_s)}, there is no music")
        remarks += [f"{cue.number} gives up its hit “{hit.what}” at {clock.label(hit.at_s)}" for hit in cue.hits if hit not in new.hits]
        changed.append(new)
    return Room(replace(cues, cues=tuple(changed)), tuple(remarks))


def _meet(cue: Cue, song: Song) -> bool:
    return cue.start_s < song.end_s and song.start_s < cue.end_s


def _ended(cue: Cue, end_s: Fraction) -> Cue:
    hits = tuple(hit for hit in cue.hits if hit.at_s < end_s)
    pace, density, force = (_within(curve, cue.start_s, end_s) for curve in (cue.pace, cue.density, cue.force))
    return replace(cue, end_s=end_s, ending="close", hits=hits, pace=pace, density=density, force=force)


def _begun(cue: Cue, start_s: Fraction) -> Cue:
    hits = tuple(hit for hit in cue.hits if hit.at_s >= start_s)
    pace, density, force = (_within(curve, start_s, cue.end_s) for curve in (cue.pace, cue.density, cue.force))
    return replace(cue, start_s=start_s, hits=hits, pace=pace, density=density, force=force)


def _within(curve: tuple[CurvePoint, ...], start_s: Fraction, end_s: Fraction) -> tuple[CurvePoint, ...]:
    """What a curve says between two times, the level at both ends kept where it was drawn beyond them."""
    inside = [point for point in curve if start_s <= point.at_s <= end_s]
    if curve[0].at_s < start_s and (not inside or inside[0].at_s > start_s):
        inside.insert(0, CurvePoint(start_s, round(level_at(curve, start_s), 3)))
    if curve[-1].at_s > end_s and (not inside or inside[-1].at_s < end_s):
        inside.append(CurvePoint(end_s, round(level_at(curve, end_s), 3)))
    return tuple(inside)
