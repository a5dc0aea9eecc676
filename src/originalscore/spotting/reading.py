"""The reading a director can check before a note is written: scene by scene a mood with its reasons, and the film's tension and turns.

Tension is the mood's own (a danger that nobody sees is as tense as a chase) and the picture's energy (cutting, movement, loudness),
half a scene's mood carried into the next so that nothing jumps. A turn of the story is a change of mood or a step of tension at a
scene's edge, the highest point, and a smash to black. All weights are ours.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from originalscore.model.brief import Brief
from originalscore.model.cue import CueList, CurvePoint
from originalscore.model.film_reading import FilmReading, SceneReading, StoryBeat
from originalscore.model.picture import Picture
from originalscore.spotting.brief_times import timed_wishes, untimed
from originalscore.spotting.lexicon import moods_in
from originalscore.spotting.mood import energy_in
from originalscore.spotting.spans import Piece, find_pieces, wished_edges
from originalscore.spotting.timed import TimedWish

#: Mood -> how tense it is by itself, 0 to 1 (ours).
_TENSE = {
    "neutral": 0.25, "daily": 0.15, "tender": 0.2, "romance": 0.25, "comic": 0.25, "joy": 0.3, "wonder": 0.4, "mystery": 0.5,
    "suspense": 0.75, "horror": 0.9, "conflict": 0.8, "action": 0.85, "sorrow": 0.4, "triumph": 0.6,
}  # fmt: skip
_MOODS_SHARE, _STEP_S, _TURN_S = 0.55, Fraction(2), 4.0
#: A step of tension between scenes that is a turn of the story, and the shortest scene that turns it.
_STEP, _LEAST_S = 0.18, Fraction(5)


def read_story(picture: Picture, brief: Brief, cues: CueList) -> FilmReading:
    """Read a film as spotting read it, with what its cue list plays where.

    Parameters
    ----------
    picture, brief
        What the cue list was made from.
    cues
        The cue list as it is now, by spotting or by hand.
    """
    wishes = timed_wishes(brief.words, picture)
    found = find_pieces(picture, moods_in(untimed(brief.words, picture)), wished_edges(picture, wishes))
    pieces = [_as_wished(piece, wishes) for piece in found]
    tension = _tension(picture, pieces)
    scenes = tuple(_scene(piece, tension, cues) for piece in pieces)
    return FilmReading(scenes, tension, _beats(picture, scenes, tension))


def _as_wished(piece: Piece, wishes: tuple[TimedWish, ...]) -> Piece:
    """The piece with the mood that the brief names for its time."""
    wish = next((w for w in wishes if w.kind == "mood" and w.mood and w.start_s <= piece.start_s and piece.end_s <= w.end_s + 1), None)
    if wish is None:
        return piece
    return replace(piece, reading=replace(piece.reading, mood=wish.mood, next_mood="", confidence=1.0, why=f"the brief: “{wish.words}”"))


def _tension(picture: Picture, pieces: list[Piece]) -> tuple[CurvePoint, ...]:
    length_s = picture.film.duration_s
    step_s = max(_STEP_S, length_s / 600)
    points = []
    for n in range(max(1, int(length_s / step_s))):
        at_s = n * step_s + step_s / 2
        energy = energy_in(picture, at_s - 2 * _STEP_S, min(length_s, at_s + 2 * _STEP_S)) if picture.film.has_picture else 0.4
        level = _MOODS_SHARE * _mood_tension(pieces, float(at_s)) + (1 - _MOODS_SHARE) * energy
        points.append(CurvePoint(at_s, round(min(1.0, max(0.0, level)), 3)))
    return tuple(points)


def _mood_tension(pieces: list[Piece], at_s: float) -> float:
    """The tension of the moods around a moment: the scene's own, and near its edges also the neighbour's."""
    total = weights = 0.0
    for piece in pieces:
        start_s, end_s = float(piece.start_s), float(piece.end_s)
        apart_s = max(0.0, start_s - at_s, at_s - end_s)
        weight = max(0.0, 1.0 - apart_s / _TURN_S)
        total += weight * (0.0 if piece.black else _TENSE[piece.reading.mood])
        weights += weight
    return total / weights if weights else _TENSE["neutral"]


def _scene(piece: Piece, tension: tuple[CurvePoint, ...], cues: CueList) -> SceneReading:
    inside = [point.level for point in tension if piece.start_s <= point.at_s < piece.end_s] or [
        min(tension, key=lambda point: abs(point.at_s - piece.start_s)).level
    ]
    music, why = _music(piece, cues)
    reading = piece.reading
    return SceneReading(
        piece.start_s, piece.end_s, reading.mood, reading.next_mood, reading.confidence, round(sum(inside) / len(inside), 2),
        round(min(1.0, piece.talk), 2), music, why if reading.why in why else "; ".join(part for part in (reading.why, why) if part),
    )  # fmt: skip


def _music(piece: Piece, cues: CueList) -> tuple[str, str]:
    """What plays in most of a stretch, and why nothing does."""
    shares = {c.number: min(c.end_s, piece.end_s) - max(c.start_s, piece.start_s) for c in cues.cues}
    playing = [number for number, share in shares.items() if share * 4 >= piece.length_s or share > 8]
    if playing:
        return ", ".join(playing), ""
    silent = next((s for s in cues.silences if s.start_s < piece.end_s and s.end_s > piece.start_s), None)
    return "silence", silent.why if silent else ""


def _beats(picture: Picture, scenes: tuple[SceneReading, ...], tension: tuple[CurvePoint, ...]) -> tuple[StoryBeat, ...]:
    beats = []
    for before, after in pairwise(scenes):
        if min(before.end_s - before.start_s, after.end_s - after.start_s) < _LEAST_S:
            continue
        step = after.tension - before.tension
        changed = before.mood != after.mood and "neutral" not in (before.mood, after.mood)
        if changed or abs(step) >= _STEP:
            what = f"{before.mood} turns to {after.mood}" if before.mood != after.mood else ("it tightens" if step > 0 else "it lets go")
            beats.append(StoryBeat(after.start_s, what, f"tension {before.tension:.2f} to {after.tension:.2f}; {after.why}"))
    for event in picture.events:
        if event.kind == "black":
            beats.append(StoryBeat(event.at_s, "smash to black", "the picture breaks off"))
    if tension:
        top = max(tension, key=lambda point: (point.level, point.at_s))
        beats.append(StoryBeat(top.at_s, "the highest tension", f"tension {top.level:.2f} of 1"))
    return tuple(sorted(beats, key=lambda beat: (beat.at_s, beat.what)))
