"""Where somebody else has said that music plays: the editor's cue marks, or else the temp track's entrances and exits.

The editor's are obeyed to the frame. A temp track's are borders too, but weaker: they move to a cut close by, give way to the brief and to
the editor, and may be opened on a strong moment like any other cue.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import Cue, Silence, ThemeWish
from originalscore.model.picture import Picture
from originalscore.spotting.editor_marks import Said, chapters, read_marks
from originalscore.spotting.spans import Piece, edge_at
from originalscore.spotting.timed import TimedWish

#: A temp's border moves to a cut so near; less than so long a stretch of temp is no cue (ours, seconds).
_NEAR_CUT_S, _LEAST_TEMP_S = Fraction(3, 4), Fraction(4)
_LEAST_CUE_S, _POINT_REST_S = Fraction(1), Fraction(3)


@dataclass(frozen=True)
class Bound:
    """A cue whose span is given: ``firm`` by the editor, else by the temp track; ``title`` may be empty."""

    start_s: Fraction
    end_s: Fraction
    firm: bool
    title: str
    why: str


@dataclass(frozen=True)
class EditorWish(TimedWish):
    """A wish of a mark, with its reason in words."""

    why: str = ""


def find_bounds(picture: Picture) -> tuple[Bound, ...]:
    """The cues that are given, in order and apart; none where nobody marked any."""
    marked = _marked(picture, [one for one in read_marks(picture.markers) if one.cue])
    if marked:
        return _apart(marked)
    spans = picture.temp.spans if picture.temp else ()
    name = picture.temp.name if picture.temp else ""
    found = [
        Bound(_near_cut(picture, span.start_s), _near_cut(picture, span.end_s), False, "", f"enters and leaves as in the temp track {name}")
        for span in spans
        if span.end_s - span.start_s >= _LEAST_TEMP_S and span.start_s < picture.film.duration_s
    ]
    return _apart(found)


def editor_wishes(picture: Picture, bounds: tuple[Bound, ...]) -> tuple[EditorWish, ...]:
    """The moods and silences of the marks. One without length holds for the scene, or the given cue, in which it stands."""
    said = read_marks(picture.markers)
    points = sorted(one.mark.at_s for one in said if one.mood or one.silence or one.cue)
    wishes = []
    for one in said:
        if not (one.mood or one.silence):
            continue
        start_s, end_s = one.mark.at_s, one.mark.end_s
        if end_s is None:
            start_s, end_s = _around(picture, one, bounds, points)
        wishes.append(
            EditorWish("silence" if one.silence else "mood", start_s, end_s, "" if one.silence else one.mood, one.title, one.reason)
        )
    return tuple(wishes)


def turns(picture: Picture) -> tuple[Fraction, ...]:
    """Where the film's own chapters begin: music may turn there."""
    return tuple(_near_cut(picture, mark.at_s) for mark in chapters(picture.markers))


def outside(pieces: list[Piece], bounds: tuple[Bound, ...]) -> list[int]:
    """Numbers of the pieces that lie in none of the given cues; none where no cues are given."""
    return [n for n, piece in enumerate(pieces) if bounds and bound_at(bounds, piece.start_s) is None]


def bound_at(bounds: Sequence[Bound], at_s: Fraction) -> Bound | None:
    """The given cue in which a moment lies."""
    return next((bound for bound in bounds if bound.start_s <= at_s < bound.end_s), None)


def group_in(pieces: list[Piece], silent: list[int], bounds: tuple[Bound, ...]) -> list[list[Piece]]:
    """All that plays of each given cue, as one cue; a silence inside divides it."""
    groups: list[list[Piece]] = []
    last: tuple[int, Bound | None] = (-2, None)
    for n, piece in enumerate(pieces):
        bound = bound_at(bounds, piece.start_s)
        if n in silent or bound is None:
            continue
        if last == (n - 1, bound):
            groups[-1].append(piece)
        else:
            groups.append([piece])
        last = (n, bound)
    return groups


def why_quiet(piece: Piece, wishes: Sequence[TimedWish], bounds: tuple[Bound, ...]) -> str:
    """Why a piece rests, if a mark or the given cues say so."""
    for wish in wishes:
        if isinstance(wish, EditorWish) and wish.kind == "silence" and wish.start_s <= piece.start_s and piece.end_s <= wish.end_s:
            return wish.why
    if bounds and bound_at(bounds, piece.start_s) is None:
        return "the editor marked no music here" if bounds[0].firm else "the temp track is silent here"
    return ""


def joined(silences: Sequence[Silence]) -> tuple[Silence, ...]:
    """Neighbouring silences of one reason as one."""
    found: list[Silence] = []
    for silence in silences:
        if found and found[-1].end_s == silence.start_s and found[-1].why == silence.why:
            found[-1] = dataclasses.replace(found[-1], end_s=silence.end_s)
        else:
            found.append(silence)
    return tuple(found)


def mood_reasons(wishes: Sequence[TimedWish], start_s: Fraction, end_s: Fraction) -> tuple[str, ...]:
    """The marks that give a cue its mood, in words."""
    moods = (w for w in wishes if isinstance(w, EditorWish) and w.kind == "mood" and w.start_s < end_s and w.end_s > start_s)
    return tuple(f"{wish.mood}: {wish.why}" for wish in moods)[:1]


def with_marked_themes(
    cues: tuple[Cue, ...], themes: tuple[ThemeWish, ...], picture: Picture
) -> tuple[tuple[Cue, ...], tuple[ThemeWish, ...]]:
    """The cues with the themes that marks ask for; a name that nobody carries yet is a new theme."""
    for one in read_marks(picture.markers):
        here = next((cue for cue in cues if cue.start_s <= one.mark.at_s < cue.end_s), None)
        if one.theme is None or here is None:
            continue
        name = one.theme.lower() or (themes[0].name if themes else "main")
        if name not in [theme.name for theme in themes]:
            themes = (*themes, ThemeWish(name, one.theme or "the film", here.mood))
        sung = (name, *(other for other in here.themes if other != name))
        cues = tuple(dataclasses.replace(cue, themes=sung, why=f"{cue.why}; {one.reason}") if cue is here else cue for cue in cues)
    return cues, themes


def _marked(picture: Picture, said: list[Said]) -> list[Bound]:
    """Pairs of cue in and cue out. An entrance without exit lasts until the next, an exit without entrance from the film's start."""
    end_s = picture.film.duration_s
    bounds: list[Bound] = []
    opened: Said | None = None
    for one in said:
        at_s = one.mark.at_s
        if one.cue == "out":
            if opened is not None:
                bounds.append(_bound(opened, at_s, picture, one))
            elif not bounds:
                bounds.append(Bound(Fraction(0), edge_at(picture, at_s), True, "", f"ends at the {one.reason}"))
            opened = None
            continue
        if opened is not None:
            bounds.append(_bound(opened, at_s, picture))
        opened = one if one.mark.end_s is None else None
        if one.mark.end_s is not None:
            bounds.append(_bound(one, one.mark.end_s, picture))
    if opened is not None:
        bounds.append(_bound(opened, end_s, picture))
    return bounds


def _bound(opened: Said, end_s: Fraction, picture: Picture, closed: Said | None = None) -> Bound:
    why = f"begins at the {opened.reason}" + (f", ends at the {closed.reason}" if closed else "")
    return Bound(edge_at(picture, opened.mark.at_s), edge_at(picture, end_s), True, opened.title, why)


def _apart(bounds: list[Bound]) -> tuple[Bound, ...]:
    """In order; what overlaps the one before begins where that ends, and what is then too short is left out."""
    kept: list[Bound] = []
    for bound in sorted(bounds, key=lambda one: (one.start_s, one.end_s)):
        start_s = max(bound.start_s, kept[-1].end_s) if kept else bound.start_s
        if bound.end_s - start_s >= _LEAST_CUE_S:
            kept.append(dataclasses.replace(bound, start_s=start_s))
    return tuple(kept)


def _around(picture: Picture, one: Said, bounds: tuple[Bound, ...], points: list[Fraction]) -> tuple[Fraction, Fraction]:
    """The stretch for which a mark without length holds."""
    at_s = one.mark.at_s
    scene = next((s for s in picture.scenes if s.start_s <= at_s < s.end_s), None)
    start_s, end_s = (scene.start_s, scene.end_s) if scene else (Fraction(0), picture.film.duration_s)
    if one.silence:
        later = [point for point in points if point > at_s]
        return at_s, min([max(end_s, at_s + _POINT_REST_S), *later[:1], picture.film.duration_s])
    bound = bound_at(bounds, at_s)
    if bound is not None:
        return bound.start_s, bound.end_s
    earlier = [point for point in points if start_s <= point < at_s]
    return (at_s if earlier else start_s), end_s


def _near_cut(picture: Picture, at_s: Fraction) -> Fraction:
    cuts = [shot.start_s for shot in picture.shots if abs(shot.start_s - at_s) <= _NEAR_CUT_S]
    return min(cuts, key=lambda cut: abs(cut - at_s)) if cuts else edge_at(picture, at_s)
