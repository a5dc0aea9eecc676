"""Songs carried over to a new cut: each begins with its picture and plays on as long as it did, as far as the film and the next song let it.

A recording is one stretch: where the picture under it was cut into, it still plays through. Where its first picture is gone it begins, later in the recording, with the
first picture of it that is left; where none is left the song goes.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from originalscore.model.recut import Change, Conformed
from originalscore.model.rights import Rights, Song
from originalscore.recut.carry import new_time, parts_of


def carry_rights(rights: Rights, conformed: Conformed, length_s: Fraction) -> tuple[Rights, tuple[Change, ...]]:
    """The rights on the new cut, which lasts ``length_s`` seconds, and a line of the change list for every song."""
    placed = {song.id: _placed(song, conformed, length_s) for song in rights.songs}
    kept = tuple(song for song in placed.values() if song is not None)
    credits_s = rights.credits_s if rights.credits_s is None else new_time(rights.credits_s, conformed.pieces)
    return replace(rights, songs=kept, credits_s=credits_s), tuple(_told(song, placed[song.id]) for song in rights.songs)


def _placed(song: Song, conformed: Conformed, length_s: Fraction) -> Song | None:
    left = sorted(parts_of(song.start_s, song.end_s, conformed.pieces), key=lambda part: part.start_s)
    if not left:
        return None
    late_s = left[0].start_s - song.start_s
    start_s = left[0].new_start_s
    end_s = min(start_s + song.end_s - left[0].start_s, length_s)
    return replace(song, start_s=start_s, end_s=end_s, from_s=song.from_s + late_s) if end_s > start_s else None


def _told(song: Song, placed: Song | None) -> Change:
    name = f"{song.id} {song.title}"
    if placed is None:
        return Change("song", name, "removed", song.start_s, song.end_s, None, None, "its picture is gone")
    shorter = placed.end_s - placed.start_s < song.end_s - song.start_s
    how = "shortened" if shorter else "moved" if placed.start_s != song.start_s else "kept"
    remark = "it begins later in its recording" if placed.from_s != song.from_s else ""
    return Change("song", name, how, song.start_s, song.end_s, placed.start_s, placed.end_s, remark)
