"""Where music plays and where it stops.

The film is divided at its scene boundaries, long blacks and the edges of long dialogue. Every piece is scored at first; then
pieces are set aside as silence, the driest first (black after energy, every other long talk, calm after a storm), until an eighth of a
film over a minute rests. Neighbouring pieces of one mood and energy grow together into cues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from originalscore.model.picture import Picture, Shot
from originalscore.spotting.mood import Look, Reading, look_at, read_mood
from originalscore.spotting.timed import TimedWish

#: Our lengths in seconds: the shortest piece kept apart, the longest cue, the shortest film that needs a silence.
_LEAST_PIECE, _LONGEST_CUE, _REST_FROM = Fraction(6), Fraction(110), Fraction(55)
_LONG_FILM_S = 300
#: Share of a film that rests, at most (our figure: most scored features rest for a third or more).
_REST_SHARE = Fraction(3, 10)
#: Without picture: lengths of a cue and of the rest after it, in turn, and the longest stretch that is one cue, seconds (ours).
_PLAIN_S = ((210, 50), (250, 70), (185, 40), (285, 80), (230, 60))
_PLAIN_FROM_S = 360
#: A change this large inside a scene is a turn; so far from the scene's edges and from larger turns; looked for within so much on either side.
_TURN, _TURN_ROOM_S, _TURN_REACH_S = 1.0, Fraction(8), Fraction(14)


@dataclass(frozen=True)
class Piece:
    """A stretch of film of one character; ``talk`` is the share of it that is spoken (0 to 1).

    ``plain_rest``: without picture, a pause between cues that nothing but the ear asks for.
    """

    start_s: Fraction
    end_s: Fraction
    reading: Reading
    talk: float
    black: bool
    plain_rest: bool = False

    @property
    def length_s(self) -> Fraction:
        """Seconds."""
        return self.end_s - self.start_s


def find_pieces(picture: Picture, brief_moods: dict[str, int], extra_edges: tuple[Fraction, ...] = ()) -> list[Piece]:
    """Divide the film at scenes, long dialogue, the brief's moments and long blacks; the last stand alone however short they are."""
    length_s = picture.film.duration_s
    edges = [
        Fraction(0),
        length_s,
        *extra_edges,
        *(_struck(picture, scene.start_s) for scene in picture.scenes),
        *_long_scene_turns(picture),
    ]
    for start_s, end_s in talks(picture):
        if end_s - start_s >= 12:
            edges += [_near_cut(picture, start_s - Fraction(1, 2)), _near_cut(picture, end_s + Fraction(1, 2))]
    fixed = {edge for shot in _long_blacks(picture) for edge in (shot.start_s, shot.end_s)} | set(extra_edges)
    kept: list[Fraction] = []
    for edge in sorted({min(max(Fraction(0), e), length_s) for e in [*edges, *fixed]}):
        if not kept or edge in fixed or edge - kept[-1] >= _LEAST_PIECE:
            if kept and edge in fixed and kept[-1] not in fixed and kept[-1] > 0 and edge - kept[-1] < _LEAST_PIECE:
                kept.pop()
            kept.append(edge)
    if kept[-1] != length_s:
        kept = [*kept[:-1], length_s] if len(kept) > 1 and kept[-1] not in fixed else [*kept, length_s]
    pieces = [_piece(picture, a, b, brief_moods) for a, b in pairwise(kept) if b > a]
    return pieces if picture.film.has_picture or picture.speech else [part for piece in pieces for part in _alternated(picture, piece)]


def _alternated(picture: Picture, piece: Piece) -> list[Piece]:
    """A stretch that nothing divides, as cues of three to five minutes and rests between them, all of it filled."""
    if piece.length_s <= _PLAIN_FROM_S:
        return [piece]
    edges, n = [piece.start_s], 0
    while piece.end_s - edges[-1] > _PLAIN_FROM_S:
        cue_s, rest_s = _PLAIN_S[n % len(_PLAIN_S)]
        edges += [on_frame(picture, edges[-1] + cue_s), on_frame(picture, edges[-1] + cue_s + rest_s)]
        n += 1
    edges.append(piece.end_s)
    return [replace(piece, start_s=a, end_s=b, plain_rest=bool(place % 2)) for place, (a, b) in enumerate(pairwise(edges))]


def wished_edges(picture: Picture, wishes: tuple[TimedWish, ...]) -> tuple[Fraction, ...]:
    """Where the brief's spans begin and end."""
    inside = [wish for wish in wishes if wish.kind != "hit" and wish.start_s < picture.film.duration_s]
    return tuple(edge_at(picture, at_s) for wish in inside for at_s in (wish.start_s, wish.end_s))


def edge_at(picture: Picture, at_s: Fraction) -> Fraction:
    """Where a span may begin or end: on a frame, and at the film's end where less than half a second would be left over."""
    length_s = picture.film.duration_s
    return length_s if at_s > length_s - Fraction(1, 2) else on_frame(picture, at_s)


def _long_blacks(picture: Picture) -> list[Shot]:
    """Blacks of a second and a half or more inside the film: the picture stops."""
    end_s = picture.film.duration_s - Fraction(1, 2)
    return [
        shot
        for shot in picture.shots
        if shot.is_black and shot.end_s - shot.start_s >= Fraction(3, 2) and shot.start_s > 0 and shot.end_s < end_s
    ]


def _struck(picture: Picture, at_s: Fraction) -> Fraction:
    """A scene that opens just before a flash opens on the flash: that is where an editor would bring music in."""
    flashes = [event.at_s for event in picture.events if event.kind == "flash" and event.strength > 0.6 and 0 <= event.at_s - at_s <= 1]
    return on_frame(picture, flashes[0]) if flashes and at_s > 0 else at_s


def _long_scene_turns(picture: Picture) -> list[Fraction]:
    """Cuts inside a long scene where music may turn: where light, colour, movement or sound change for good; else about every 45 s."""
    turns: list[Fraction] = []
    film = look_at(picture, Fraction(0), picture.film.duration_s)
    for scene in picture.scenes:
        last = scene.start_s
        changes = {
            shot.start_s: _change(picture, film, scene.start_s, shot.start_s, scene.end_s)
            for shot in picture.shots
            if scene.start_s + _TURN_ROOM_S <= shot.start_s <= scene.end_s - _TURN_ROOM_S
        }
        marked = [at_s for at_s, change in changes.items() if change >= _TURN and change == max(
            other for near_s, other in changes.items() if abs(near_s - at_s) <= _TURN_ROOM_S)]  # fmt: skip
        for shot in picture.shots:
            if not scene.start_s < shot.start_s < scene.end_s - 20 and shot.start_s not in marked:
                continue
            if shot.start_s in marked or shot.start_s - last >= 45:
                turns.append(shot.start_s)
                last = shot.start_s
    return turns


def _change(picture: Picture, film: Look, start_s: Fraction, at_s: Fraction, end_s: Fraction) -> float:
    """How far a scene after a moment differs from it before, within 14 s on either side; 1 and more is another scene to the eye or ear."""
    before, after = look_at(picture, max(start_s, at_s - _TURN_REACH_S), at_s), look_at(picture, at_s, min(end_s, at_s + _TURN_REACH_S))
    heard = 0.0
    if before.loudness_lufs is not None and after.loudness_lufs is not None:
        heard = abs(after.loudness_lufs - before.loudness_lufs) / 16
    moved = abs(after.motion - before.motion) / max(0.05, 3 * film.motion)
    lit = abs(after.brightness - before.brightness) / 0.3
    return heard + min(1.0, moved) + lit + abs(after.warmth - before.warmth) / 0.25


def talks(picture: Picture) -> list[tuple[Fraction, Fraction]]:
    """Conversations: spoken spans joined across pauses under four seconds."""
    joined: list[tuple[Fraction, Fraction]] = []
    for speech in picture.speech:
        if joined and speech.start_s - joined[-1][1] < 4:
            joined[-1] = (joined[-1][0], max(joined[-1][1], speech.end_s))
        else:
            joined.append((speech.start_s, speech.end_s))
    return joined


def choose_silences(pieces: list[Piece], length_s: Fraction, played: Sequence[int] = ()) -> list[int]:
    """Numbers of the pieces that rest: black after energy first, then every other long talk, then calm after a storm.

    A film under a minute needs none; otherwise rests are taken until an eighth of the film is silent (a fifth of one over five minutes), never more than the most share,
    never two neighbours, never the first or last piece, never one whose mood the brief asks for (``played``), and only talk may rest for
    longer than 20 s in a film under three minutes.
    """
    if length_s < _REST_FROM or len(pieces) < 2:
        return []
    if any(piece.plain_rest for piece in pieces):
        return [n for n, piece in enumerate(pieces) if piece.plain_rest and n not in played]
    order = sorted(set(range(1, len(pieces) - 1)) - set(played), key=lambda n: (-_dryness(pieces, n), n))
    enough = length_s / (8 if length_s < _LONG_FILM_S else 5)
    most, rested, chosen = _REST_SHARE * length_s, Fraction(0), list[int]()
    for n in order:
        piece = pieces[n]
        long = piece.length_s > 20 and piece.talk < 0.4 and length_s < 180
        beside = any(abs(n - other) == 1 for other in chosen)
        if long or beside or piece.length_s > most - rested or (rested >= enough and not piece.black):
            continue
        chosen.append(n)
        rested += piece.length_s
    return sorted(chosen)


def _dryness(pieces: list[Piece], n: int) -> float:
    """How well a piece plays without music."""
    before = pieces[n - 1].reading.energy
    talked = [m for m, piece in enumerate(pieces) if piece.talk > 0.4]
    other_talk = 0.7 if n in talked and talked.index(n) % 2 else 0.0
    thin = 0.25 if pieces[n].reading.mood == "neutral" else 0.0
    return (
        (1.5 if pieces[n].black else 0.0) + other_talk + thin + 0.5 * max(0.0, before - pieces[n].reading.energy) - pieces[n].reading.energy
    )


def join_pieces(pieces: list[Piece], silent: list[int], forced: tuple[Fraction, ...] = ()) -> list[list[Piece]]:
    """Neighbours that share a mood, or are too short to stand alone, become one cue of at most the longest length."""
    cues: list[list[Piece]] = []
    last = -2
    for n, piece in enumerate(pieces):
        if n in silent:
            continue
        fits = bool(cues) and last == n - 1 and piece.end_s - cues[-1][0].start_s <= _LONGEST_CUE and piece.start_s not in forced
        alike = fits and (piece.reading.mood == cues[-1][-1].reading.mood or min(piece.length_s, _total(cues[-1])) < 10)
        if alike:
            cues[-1].append(piece)
        else:
            cues.append([piece])
        last = n
    return cues


def _total(pieces: list[Piece]) -> Fraction:
    return pieces[-1].end_s - pieces[0].start_s


def _piece(picture: Picture, start_s: Fraction, end_s: Fraction, brief_moods: dict[str, int]) -> Piece:
    spoken = [s for s in picture.speech if s.start_s < end_s and s.end_s > start_s]
    seconds = sum((min(end_s, s.end_s) - max(start_s, s.start_s) for s in spoken), Fraction(0))
    told = [one.text for one in picture.told if one.start_s < end_s and one.end_s > start_s]
    marked = [f"{mark.name} {mark.note}" for mark in picture.markers if start_s <= mark.at_s < end_s]
    words = " ".join([*(s.text for s in spoken), *told, *marked])
    dark = sum(
        (min(end_s, s.end_s) - max(start_s, s.start_s) for s in picture.shots if s.is_black and s.start_s < end_s and s.end_s > start_s),
        Fraction(0),
    )
    reading = read_mood(picture, start_s, end_s, words=words, brief_moods=brief_moods)
    return Piece(start_s, end_s, reading, float(seconds / (end_s - start_s)), dark * 2 > end_s - start_s)


def _near_cut(picture: Picture, at_s: Fraction) -> Fraction:
    """The cut within two seconds, or the moment itself on its frame."""
    cuts = [shot.start_s for shot in picture.shots if abs(shot.start_s - at_s) <= 2]
    return min(cuts, key=lambda cut: abs(cut - at_s)) if cuts else on_frame(picture, at_s)


def on_frame(picture: Picture, at_s: Fraction) -> Fraction:
    """The presentation time of the frame nearest to a moment (a frame of the clock without picture)."""
    times = picture.frame_times_s
    if not times:
        rate = picture.film.clock.frame_rate.rate
        return Fraction(round(at_s * rate)) / rate
    low, high = 0, len(times) - 1
    while low < high:
        middle = (low + high) // 2
        if times[middle] < at_s:
            low = middle + 1
        else:
            high = middle
    return min(times[max(0, low - 1) : low + 1], key=lambda time: abs(time - at_s))
