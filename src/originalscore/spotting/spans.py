"""Where music plays and where it stops.

The film is divided at its scene boundaries, long blacks and the edges of long dialogue. Every piece is scored at first; then
pieces are set aside as silence, the driest first (long dialogue, calm after a storm, black), until about a third of a film over
a minute rests. Neighbouring pieces of one mood and energy grow together into cues.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from originalscore.model.picture import Picture
from originalscore.spotting.mood import Reading, read_mood

#: Our lengths in seconds: the shortest piece kept apart, the longest cue, the shortest film that needs a silence.
_LEAST_PIECE, _LONGEST_CUE, _REST_FROM = Fraction(6), Fraction(110), Fraction(55)
#: Share of a film that rests, at most (our figure: most scored features rest for a third or more).
_REST_SHARE = Fraction(3, 10)


@dataclass(frozen=True)
class Piece:
    """A stretch of film of one character; ``talk`` is the share of it that is spoken (0 to 1)."""

    start_s: Fraction
    end_s: Fraction
    reading: Reading
    talk: float
    black: bool

    @property
    def length_s(self) -> Fraction:
        """Seconds."""
        return self.end_s - self.start_s


def find_pieces(picture: Picture, brief_moods: dict[str, int], extra_edges: tuple[Fraction, ...] = ()) -> list[Piece]:
    """Divide the film."""
    edges = [Fraction(0), picture.film.duration_s, *extra_edges, *(scene.start_s for scene in picture.scenes)]
    for shot in picture.shots:
        if shot.is_black and shot.end_s - shot.start_s >= Fraction(3, 2):
            edges += [shot.start_s, shot.end_s]
    for start_s, end_s in talks(picture):
        if end_s - start_s >= 12:
            edges += [_near_cut(picture, start_s - Fraction(1, 2)), _near_cut(picture, end_s + Fraction(1, 2))]
    kept: list[Fraction] = []
    for edge in sorted({min(max(Fraction(0), e), picture.film.duration_s) for e in edges}):
        if not kept or edge - kept[-1] >= _LEAST_PIECE or edge in extra_edges:
            kept.append(edge)
    if kept[-1] != picture.film.duration_s:
        kept = [*kept[:-1], picture.film.duration_s] if len(kept) > 1 else [*kept, picture.film.duration_s]
    return [_piece(picture, a, b, brief_moods) for a, b in pairwise(kept) if b > a]


def talks(picture: Picture) -> list[tuple[Fraction, Fraction]]:
    """Conversations: spoken spans joined across pauses under four seconds."""
    joined: list[tuple[Fraction, Fraction]] = []
    for speech in picture.speech:
        if joined and speech.start_s - joined[-1][1] < 4:
            joined[-1] = (joined[-1][0], max(joined[-1][1], speech.end_s))
        else:
            joined.append((speech.start_s, speech.end_s))
    return joined


def choose_silences(pieces: list[Piece], length_s: Fraction) -> list[int]:
    """Numbers of the pieces that rest, driest first until the share is reached; never two cues' worth in a row of loud film."""
    if length_s < _REST_FROM or len(pieces) < 2:
        return []
    order = sorted(range(len(pieces)), key=lambda n: (-_dryness(pieces, n), n))
    budget, chosen = _REST_SHARE * length_s, list[int]()
    for n in order:
        beside = any(abs(n - other) == 1 for other in chosen)
        if pieces[n].length_s <= budget and not beside and 0 < n < len(pieces) - 1:
            chosen.append(n)
            budget -= pieces[n].length_s
        if budget < _LEAST_PIECE:
            break
    return sorted(chosen)


def _dryness(pieces: list[Piece], n: int) -> float:
    """How well a piece plays without music: black and talk want it, an energetic or first piece does not."""
    before = pieces[n - 1].reading.energy if n else 0.0
    rank = sum(piece.talk > 0.5 for piece in pieces[: n + 1])
    even_talk = 0.5 if pieces[n].talk > 0.5 and rank % 2 == 0 else 0.0
    return (
        pieces[n].talk
        + even_talk
        + 0.6 * max(0.0, before - pieces[n].reading.energy)
        + (0.8 if pieces[n].black else 0)
        - pieces[n].reading.energy
    )


def join_pieces(pieces: list[Piece], silent: list[int], forced: tuple[Fraction, ...] = ()) -> list[list[Piece]]:
    """Neighbours that share a mood, or are too short to stand alone, become one cue of at most the longest length."""
    cues: list[list[Piece]] = []
    last = -2
    for n, piece in enumerate(pieces):
        if n in silent:
            continue
        fits = bool(cues) and last == n - 1 and piece.end_s - cues[-1][0].start_s <= _LONGEST_CUE and piece.start_s not in forced
        alike = fits and (piece.reading.mood == cues[-1][-1].reading.mood or min(piece.length_s, _total(cues[-1])) < 14)
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
    words = " ".join(s.text for s in spoken)
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
