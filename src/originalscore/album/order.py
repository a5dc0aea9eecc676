"""Which track follows which: short cues of the score become suites, songs stay at their place, the end titles close.

A suite is made of neighbours in the film; what the user has named in ``album.toml`` is left as named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from originalscore.errors import BriefError
from originalscore.model.album import MOST_TRACKS, AlbumWishes, TrackWish
from originalscore.model.cue import Cue
from originalscore.model.ledger import Entry, Ledger

#: Usage codes of the film's own opening and closing music.
_OPENING, _CLOSING = "OT", "CT"
#: A suite is closed once it is so many times as long as a short cue may be (ours).
_SUITE_OF_SHORT = 3
_OURS = ("score", "source")


@dataclass(frozen=True)
class Planned:
    """One track before it is heard: its pieces in order, and what the user says of it."""

    pieces: tuple[Entry, ...]
    wish: TrackWish

    @property
    def of(self) -> tuple[str, ...]:
        """Numbers of its cues, or the id of its song."""
        return tuple(piece.id for piece in self.pieces)

    @property
    def is_closing(self) -> bool:
        """Whether it is the end titles' own music."""
        return all(piece.kind in _OURS and piece.usage == _CLOSING for piece in self.pieces)

    @property
    def is_opening(self) -> bool:
        """Whether the film's own opening music is in it."""
        return any(piece.kind in _OURS and piece.usage == _OPENING for piece in self.pieces)


def arrange(chosen: tuple[Entry, ...], ledger: Ledger, cues: Mapping[str, Cue], wishes: AlbumWishes) -> tuple[Planned, ...]:
    """The tracks in their order.

    Parameters
    ----------
    chosen
        The pieces that go on the album, in the order of the film.
    cues
        The score's cues by number: their moods keep neighbours apart in the listening order.

    Raises
    ------
    BriefError
        If there are more tracks than an album can have.
    """
    by_name = {entry.id: entry for entry in chosen}
    asked = [
        Planned(tuple(by_name[name] for name in wish.of if name in by_name), wish)
        for wish in wishes.tracks if any(name in by_name for name in wish.of)
    ]  # fmt: skip
    if wishes.order == "list":
        tracks = asked
    else:
        named = {name for track in asked for name in track.of}
        free = [entry for entry in chosen if entry.id not in named]
        tracks = [
            *asked,
            *(Planned(pieces, TrackWish(tuple(piece.id for piece in pieces))) for pieces in _joined(free, chosen, ledger, wishes.short_s)),
        ]
        tracks.sort(key=lambda track: (len(track.pieces) > 1 and track.is_closing, track.pieces[0].first_frame, track.of))
        if wishes.order == "listening":
            tracks = _for_listening(tracks, cues)
    if len(tracks) > MOST_TRACKS:
        raise BriefError(
            f"{len(tracks)} tracks are more than an album holds ({MOST_TRACKS})", "join more of them: raise short in album.toml"
        )
    return tuple(tracks)


def _joined(free: list[Entry], chosen: tuple[Entry, ...], ledger: Ledger, short_s: Fraction) -> list[tuple[Entry, ...]]:
    """Pieces as tracks: runs of short neighbours together, the end titles together, all others alone."""
    frame_s = ledger.clock.frame_rate.frame_s
    closing = tuple(entry for entry in free if entry.kind in _OURS and entry.usage == _CLOSING)
    tracks = [closing] if closing else []
    places = {entry.id: place for place, entry in enumerate(chosen)}
    others = [entry for entry in free if entry not in closing]
    short = [entry for entry in others if entry.kind == "score" and entry.usage != _OPENING and entry.frames * frame_s < short_s]
    tracks += [(entry,) for entry in others if entry not in short]
    for _, run in groupby(enumerate(short), key=lambda pair: places[pair[1].id] - pair[0]):
        suite: list[Entry] = []
        for _, entry in run:
            if sum(piece.frames for piece in suite) * frame_s >= _SUITE_OF_SHORT * short_s:
                tracks.append(tuple(suite))
                suite = []
            suite.append(entry)
        tracks.append(tuple(suite))
    return tracks


def _for_listening(tracks: list[Planned], cues: Mapping[str, Cue]) -> list[Planned]:
    """The opening first and the end titles last; between them the story's order, but two neighbours of one character are kept apart."""
    opening = next((track for track in tracks if track.is_opening), tracks[0])
    closing = [track for track in tracks if track.is_closing and track is not opening]
    waiting = [track for track in tracks if track is not opening and track not in closing]
    out = [opening]
    while waiting:
        chosen = _following(_character(out[-1], cues), waiting, cues)
        waiting.remove(chosen)
        out.append(chosen)
    return [*out, *closing]


def _following(before: str, waiting: list[Planned], cues: Mapping[str, Cue]) -> Planned:
    """The first in the story that is of another character than the last, and leaves a rest that can be kept apart as well; else the first other one."""
    kinds = Counter(_character(track, cues) for track in waiting)
    others = [track for track in waiting if _character(track, cues) != before]
    for track in others:
        kind, rest = _character(track, cues), len(waiting) - 1
        left = kinds - Counter([kind])
        if all(count <= (rest + (name != kind)) // 2 for name, count in left.items()):
            return track
    return (others or waiting)[0]


def _character(track: Planned, cues: Mapping[str, Cue]) -> str:
    """The mood of its longest piece; a song is a song."""
    longest = max(track.pieces, key=lambda piece: piece.frames)
    return cues[longest.id].mood if longest.id in cues else "song"
