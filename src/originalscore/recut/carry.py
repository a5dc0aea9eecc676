"""Carrying cues, hits and silences over to a new cut, as a music editor conforms a session.

A cue whose picture stands together as it was moves as a whole, to the frame. A cue that was cut into keeps the picture that still plays
together: it begins and ends with the first and last of it, plays on through new picture put inside, and its hits follow their moments; a hit on
a cut whose first frames were trimmed goes to the new cut. What has lost nearly all of its picture goes. New picture between cues stays silent: whether it
wants music is a new question, and the change list asks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from originalscore.model.cue import Cue, CueList, CurvePoint, Hit, Silence, level_at
from originalscore.model.picture import Picture, Shot
from originalscore.model.recut import Change, Conformed, Piece

_LEAST_S, _LEAST = Fraction(1), Fraction(1, 5)
"""Seconds and share of a cue that must be left for it to stay (ours)."""
_PLAYS_ON_S = Fraction(10)
"""Music plays on through new picture of this length, or of half its own (ours)."""


@dataclass(frozen=True)
class Carried:
    """A cue list on the new cut, and what changed.

    ``parts`` are the stretches of old picture that each cue plays over, ``untouched`` the ids of cues that moved as a whole. ``hits`` says by cue
    where each hit stands now, by its old time and name, ``silences`` what became of each by its old start; what is not in them is gone.
    """

    cues: CueList
    parts: dict[str, tuple[Piece, ...]]
    untouched: frozenset[str]
    hits: dict[str, dict[tuple[Fraction, str], Fraction]]
    silences: dict[Fraction, Silence]
    changes: tuple[Change, ...]


def carry_cues(cues: CueList, conformed: Conformed, old: Picture, new: Picture) -> Carried:
    """Lay a cue list over the new cut; ids, numbers, takes and everything that is not a time stay as they are."""
    whole = {cue.id: parts_of(cue.start_s, cue.end_s, conformed.pieces) for cue in cues.cues}
    used = {cue.id: _used(cue, whole) for cue in cues.cues}
    hits = {cue.id: _new_hits(cue, used[cue.id], old.shots) for cue in cues.cues}
    untouched = {cue.id for cue in cues.cues if [(part.start_s, part.end_s) for part in used[cue.id]] == [(cue.start_s, cue.end_s)]}
    placed = [
        _within(cue.moved(used[cue.id][0].shift_s) if cue.id in untouched else _refitted(cue, used[cue.id], hits[cue.id]), new.film.duration_s)
        for cue in cues.cues if used[cue.id]
    ]  # fmt: skip
    kept = {cue.id: cue for cue in _apart(sorted(placed, key=lambda cue: cue.start_s), untouched)}
    for cue in kept.values():
        hits[cue.id] = {which: at_s for which, at_s in hits[cue.id].items() if cue.start_s <= at_s <= cue.end_s}
    silences = _silences(cues.silences, conformed.pieces, tuple(kept.values()))
    changes = [
        *_of_picture(conformed, tuple(kept.values())),
        *(change for cue in cues.cues for change in _of_cue(cue, kept.get(cue.id), used[cue.id], hits[cue.id], cue.id in untouched)),
        *(_of_silence(silence, silences.get(silence.start_s)) for silence in cues.silences),
    ]
    ordered = tuple(sorted(silences.values(), key=lambda silence: silence.start_s))
    carried = replace(cues, film_sha256=new.film.sha256, cues=tuple(kept.values()), silences=ordered)
    return Carried(
        carried, {name: used[name] for name in kept}, frozenset(untouched & kept.keys()), {name: hits[name] for name in kept}, silences,
        _in_order(changes),
    )  # fmt: skip


def new_time(at_s: Fraction, parts: Sequence[Piece]) -> Fraction | None:
    """Where a moment of the old cut stands in the new one; None where its picture is gone."""
    for part in parts:
        if part.start_s <= at_s < part.end_s:
            return at_s + part.shift_s
    return next((at_s + part.shift_s for part in parts if at_s == part.end_s), None)


def parts_of(start_s: Fraction, end_s: Fraction, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """What the new cut still has of an old span, in the new order."""
    cut = ((max(one.start_s, start_s), min(one.end_s, end_s), one) for one in pieces)
    return tuple(
        Piece(first_s, last_s, one.shift_s, tuple((a, b) for a, b in one.replaced_s if a < last_s and b > first_s))
        for first_s, last_s, one in cut
        if last_s > first_s
    )


def _together(parts: Sequence[Piece], others: Sequence[Piece], plays_on_s: Fraction) -> tuple[Piece, ...]:
    """The parts that still play as one stretch: no other cue's picture and not too much new picture between them. The longest such group."""
    groups: list[list[Piece]] = []
    for part in sorted(parts, key=lambda part: part.new_start_s):
        if groups:
            from_s, to_s = groups[-1][-1].new_end_s, part.new_start_s
            is_free = not any(other.new_start_s < to_s and other.new_end_s > from_s for other in others)
            if to_s - from_s <= plays_on_s and is_free:
                groups[-1].append(part)
                continue
        groups.append([part])
    return tuple(max(groups, key=lambda group: sum(part.end_s - part.start_s for part in group), default=[]))


def _used(cue: Cue, whole: Mapping[str, tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """The parts that a cue goes on to play over; none where nearly all of its picture is gone."""
    for part in whole[cue.id]:
        if (part.start_s, part.end_s) == (cue.start_s, cue.end_s):
            return (part,)  # shots of it that were used again elsewhere bring no music with them
    others = [part for other, some in whole.items() if other != cue.id for part in some]
    together = _together(whole[cue.id], others, max(_PLAYS_ON_S, cue.length_s / 2))
    left_s = sum((part.end_s - part.start_s for part in together), Fraction(0))
    return together if left_s >= max(_LEAST_S, _LEAST * cue.length_s) else ()


def _new_hits(cue: Cue, parts: Sequence[Piece], shots: Sequence[Shot]) -> dict[tuple[Fraction, str], Fraction]:
    """Where the hits of a cue stand now; of two that meet in one moment the more important one is left."""
    placed: dict[tuple[Fraction, str], Fraction] = {}
    for hit in sorted(cue.hits, key=lambda hit: (not hit.must, -hit.weight)):
        at_s = new_time(hit.at_s, parts)
        at_s = _trimmed(hit, parts, shots) if at_s is None else at_s
        if at_s is not None and at_s not in placed.values():
            placed[hit.at_s, hit.what] = at_s
    return placed


def _refitted(cue: Cue, parts: tuple[Piece, ...], hits: Mapping[tuple[Fraction, str], Fraction]) -> Cue:
    """The cue over what is left of its picture."""
    start_s, end_s = parts[0].new_start_s, max(part.new_end_s for part in parts)
    stay = [replace(hit, at_s=hits[hit.at_s, hit.what]) for hit in cue.hits if (hit.at_s, hit.what) in hits]

    def follow(curve: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
        points = [CurvePoint(at_s, point.level) for point in curve if (at_s := new_time(point.at_s, parts)) is not None]
        first = CurvePoint(start_s, level_at(curve, parts[0].start_s))
        return tuple(sorted(points, key=lambda point: point.at_s)) or (first,)

    return replace(
        cue, start_s=start_s, end_s=end_s, hits=tuple(sorted(stay, key=lambda hit: hit.at_s)),
        pace=follow(cue.pace), density=follow(cue.density), force=follow(cue.force), speech=(),
    )  # fmt: skip


def _within(cue: Cue, end_s: Fraction) -> Cue:
    """The cue with no point of a curve outside the film; the levels inside stay what they were."""

    def clip(curve: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
        if curve[0].at_s >= 0 and curve[-1].at_s <= end_s:
            return curve
        inside = {point.at_s: point for point in curve if 0 <= point.at_s <= end_s}
        edges = {at_s: CurvePoint(at_s, level_at(curve, at_s)) for at_s in (Fraction(0), end_s)}
        return tuple(point for _, point in sorted({**edges, **inside}.items()))

    return replace(cue, pace=clip(cue.pace), density=clip(cue.density), force=clip(cue.force))


def _trimmed(hit: Hit, parts: Sequence[Piece], shots: Sequence[Shot]) -> Fraction | None:
    """The new cut of a hit on a cut whose first frames are gone."""
    shot = next((shot for shot in shots if shot.start_s <= hit.at_s < shot.end_s), None)
    if shot is None or hit.at_s - shot.start_s > Fraction(1, 20):
        return None
    inside = [part for part in parts if hit.at_s < part.start_s < shot.end_s]
    return min(inside, key=lambda part: part.start_s).new_start_s if inside else None


def _apart(cues: list[Cue], untouched: set[str]) -> list[Cue]:
    """Cues that do not overlap: the one that was cut into gives way, and goes where nothing is left of it."""
    for first in range(len(cues) - 1):
        before, after = cues[first], cues[first + 1]
        if after.start_s < before.end_s and before.id in untouched and after.id not in untouched:
            cues[first + 1] = _clipped(after, before.end_s, max(before.end_s, after.end_s))
        elif after.start_s < before.end_s:
            cues[first] = _clipped(before, before.start_s, after.start_s)
    return [cue for cue in cues if cue.length_s >= _LEAST_S]


def _clipped(cue: Cue, start_s: Fraction, end_s: Fraction) -> Cue:
    return replace(cue, start_s=start_s, end_s=end_s, hits=tuple(hit for hit in cue.hits if start_s <= hit.at_s <= end_s))


def _silences(silences: Sequence[Silence], pieces: Sequence[Piece], cues: Sequence[Cue]) -> dict[Fraction, Silence]:
    """The silences that are left, clear of every cue, by their old starts."""
    placed: dict[Fraction, Silence] = {}
    for silence in silences:
        together = _together(parts_of(silence.start_s, silence.end_s, pieces), (), _PLAYS_ON_S)
        start_s, end_s = (together[0].new_start_s, max(part.new_end_s for part in together)) if together else (Fraction(0), Fraction(0))
        for cue in cues:
            if cue.start_s < end_s and start_s < cue.end_s:
                start_s, end_s = (cue.end_s, end_s) if cue.start_s <= start_s else (start_s, cue.start_s)
        if end_s > start_s:
            placed[silence.start_s] = Silence(start_s, end_s, silence.why)
    return placed


def _of_silence(silence: Silence, placed: Silence | None) -> Change:
    if placed is None:
        return Change("silence", "", "removed", silence.start_s, silence.end_s, None, None, silence.why)
    how = _length_change(silence.end_s - silence.start_s, placed.end_s - placed.start_s)
    how = how or ("moved" if placed.start_s != silence.start_s else "kept")
    return Change("silence", "", how, silence.start_s, silence.end_s, placed.start_s, placed.end_s, silence.why)


def _of_cue(
    cue: Cue, placed: Cue | None, parts: Sequence[Piece], hits: Mapping[tuple[Fraction, str], Fraction], untouched: bool
) -> list[Change]:  # fmt: skip
    """The line of a cue, and one for each of its hits that is gone."""
    if placed is None:
        why = "another cue plays over its picture now" if parts else "nearly all of its picture is gone"
        return [Change("cue", cue.number, "removed", cue.start_s, cue.end_s, None, None, why)]
    how = ("moved" if parts[0].shift_s else "kept") if untouched else _length_change(cue.length_s, placed.length_s) or "changed"
    line = Change("cue", cue.number, how, cue.start_s, cue.end_s, placed.start_s, placed.end_s, _replaced(parts))
    gone = [hit for hit in cue.hits if (hit.at_s, hit.what) not in hits]
    return [
        line,
        *(Change("hit", f"{cue.number} {hit.what}", "removed", hit.at_s, None, None, None, "its picture is gone") for hit in gone),
    ]


def _length_change(old_s: Fraction, new_s: Fraction) -> str:
    return "shortened" if new_s < old_s else "lengthened" if new_s > old_s else ""


def _replaced(pieces: Sequence[Piece]) -> str:
    total_s = sum((end_s - start_s for piece in pieces for start_s, end_s in piece.replaced_s), Fraction(0))
    return f"{float(total_s):.2f} s of its picture are another one now, in the same time" if total_s else ""


def _of_picture(conformed: Conformed, cues: Sequence[Cue]) -> list[Change]:
    found = [
        Change("picture", "", "moved" if one.shift_s else "kept", one.start_s, one.end_s, one.new_start_s, one.new_end_s, _replaced((one,)))
        for one in conformed.pieces
    ]
    return [
        *found,
        *(Change("picture", "", "removed", *span, None, None) for span in conformed.gone_s),
        *(_of_new(span, cues) for span in conformed.new_s),
    ]


def _of_new(span: tuple[Fraction, Fraction], cues: Sequence[Cue]) -> Change:
    inside = any(cue.start_s <= span[0] and span[1] <= cue.end_s for cue in cues)
    remark = "the music plays on through it" if inside else "without music: add a cue to cues.toml if it wants one"
    return Change("picture", "", "new", None, None, *span, remark)


def _in_order(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Picture first, then cues with their hits, then silences, each in the order of the old film."""
    order = {"picture": 0, "cue": 1, "hit": 1, "silence": 2}
    later = Fraction(10**9)

    def place(change: Change) -> tuple[int, Fraction]:
        at_s = change.old_start_s if change.old_start_s is not None else change.new_start_s
        return order[change.what], later if at_s is None else at_s

    return tuple(sorted(changes, key=place))
