"""Wishes into fields: what each of them does to a cue. Where it cannot be done it is a question, never a guess. All amounts are ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from originalscore.model.cue import Cue, CueList, Hit, Redraw, Silence
from originalscore.model.picture import Picture
from originalscore.spotting.notes import staffing
from originalscore.spotting.notes.curves import mean, rising, shifted
from originalscore.spotting.notes.feeling import felt
from originalscore.spotting.notes.wish import LITTLE, MUCH, PLAIN, Question, Reading, Wish
from originalscore.spotting.spans import on_frame

#: By degree: what curves are moved by, what the tempo is multiplied or divided by, decibels of a player, seconds of an entrance.
CURVE_STEPS = {LITTLE: 0.1, PLAIN: 0.2, MUCH: 0.35}
_TEMPO = {LITTLE: 1.06, PLAIN: 1.14, MUCH: 1.3}
_BALANCE_DB = {LITTLE: 2.0, PLAIN: 4.0, MUCH: 7.0}
_SHIFT_S = {LITTLE: Fraction(1), PLAIN: Fraction(2), MUCH: Fraction(4)}
#: How long after or before a moment music comes that should come after or before it; the shortest cue; how near two hits are the same one; seconds.
_AFTER_S, _BEFORE_S, _SHORTEST_S, _SAME_S = Fraction(1, 2), Fraction(1, 2), Fraction(2), Fraction(1, 2)
_SLOWEST_BPM, _FASTEST_BPM = 34, 200
#: The last share of a cue that is its ending.
_ENDING = Fraction(1, 5)


@dataclass
class Directed:
    """A cue list as a note leaves it, what is asked, and remarks on what had to give way."""

    picture: Picture
    cues: CueList
    bpm: Mapping[str, int]
    questions: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def put(self, cue: Cue) -> None:
        """Put a changed cue into the list."""
        self.cues = replace(self.cues, cues=tuple(cue if one.id == cue.id else one for one in self.cues.cues))

    def label(self, at_s: Fraction) -> str:
        """Timecode of a moment."""
        return self.picture.film.clock.label(at_s)


def direct(reading: Reading, picture: Picture, cues: CueList, *, bpm: Mapping[str, int], takes: Mapping[str, int]) -> Directed:
    """Do what a note asks.

    Parameters
    ----------
    reading
        Without questions.
    bpm
        The tempo each cue has now, by id.
    takes
        The highest number of a take each cue has had, by id.

    Returns
    -------
    Directed
        The new cue list; every cue that differs is another take with the chances of the one before. With questions nothing may be written.
    """
    done = Directed(picture, cues, bpm)
    old = {cue.id: cue for cue in cues.cues}
    for number in reading.cues:
        cue = next(one for one in done.cues.cues if one.number == number)
        again = any(wish.kind == "again" for wish in reading.wishes)
        for wish in reading.wishes:
            cue = next(one for one in done.cues.cues if one.id == cue.id)
            _DOES[wish.kind](cue, wish, done)
        cue = next((one for one in done.cues.cues if one.id == cue.id), cue)
        if again or cue != old[cue.id]:
            done.put(another_take(cue, old[cue.id], takes.get(cue.id, cue.take), fresh=again))
    for cue in done.cues.cues:  # a neighbour that had to make room
        if cue.id in old and cue != old[cue.id] and cue.take == old[cue.id].take:
            done.put(another_take(cue, old[cue.id], takes.get(cue.id, cue.take), fresh=False))
    return done


def another_take(cue: Cue, old: Cue, highest: int, *, fresh: bool, redraw: Redraw | None = None) -> Cue:
    """A cue as a new take: with its own chances if it is ``fresh``, else with those of the take before; locks are kept."""
    keep = ("all",) if "all" in old.locks else old.locks
    held = redraw or (Redraw(old.take, keep) if keep else None)
    return replace(cue, take=max(highest, old.take) + 1, chance=0 if fresh else old.drawn, redraw=held)


def _mood(cue: Cue, wish: Wish, done: Directed) -> None:
    changed = felt(cue, wish, done.bpm.get(cue.id, 0))
    if changed is None:
        done.remarks.append(f"{cue.number} has no {wish.name} to take away")
        return
    done.put(changed)


def _enter(cue: Cue, wish: Wish, done: Directed) -> None:
    start_s = on_frame(done.picture, _moved(cue.start_s, wish))
    before = max((one.end_s for one in done.cues.cues if one.end_s <= cue.start_s), default=Fraction(0))
    if start_s < before and cue.start_s > before:
        done.remarks.append(f"{cue.number} cannot begin before the cue before it ends, at {done.label(before)}")
    start_s = max(start_s, before)
    if start_s > cue.end_s - _SHORTEST_S:
        done.questions.append(Question(f"{cue.number} ends at {done.label(cue.end_s)}: should it really begin at {done.label(start_s)}?"))
        return
    _respan(replace(cue, start_s=start_s), done)


def _leave(cue: Cue, wish: Wish, done: Directed) -> None:
    end_s = on_frame(done.picture, _moved(cue.end_s, wish))
    after = min((one.start_s for one in done.cues.cues if one.start_s >= cue.end_s), default=done.picture.film.duration_s)
    if end_s > after:
        done.remarks.append(f"{cue.number} ends where it must, at {done.label(after)}: then the next one begins, or the film is over")
    end_s = min(end_s, after)
    if end_s < cue.start_s + _SHORTEST_S:
        done.questions.append(Question(f"{cue.number} begins at {done.label(cue.start_s)}: should it really end at {done.label(end_s)}?"))
        return
    _respan(replace(cue, end_s=end_s), done)


def _moved(edge_s: Fraction, wish: Wish) -> Fraction:
    if wish.start_s is None:
        amount_s = wish.amount_s or _SHIFT_S[wish.degree]
        return max(Fraction(0), edge_s - amount_s if wish.name == "earlier" else edge_s + amount_s)
    return max(Fraction(0), wish.start_s + {"after": _AFTER_S, "before": -_BEFORE_S}.get(wish.name, Fraction(0)))


def _respan(cue: Cue, done: Directed) -> None:
    """A cue with another span: hits outside it go, and silences give way."""
    gone = [hit for hit in cue.hits if not cue.start_s <= hit.at_s <= cue.end_s]
    if musts := [hit.what for hit in gone if hit.must]:
        done.remarks.append(f"{cue.number} no longer plays at {' and '.join(f'“{what}”' for what in musts)}")
    speech = tuple(
        (max(s.start_s, cue.start_s), min(s.end_s, cue.end_s))
        for s in done.picture.speech
        if s.start_s < cue.end_s and s.end_s > cue.start_s
    )
    done.put(replace(cue, hits=tuple(hit for hit in cue.hits if hit not in gone), speech=speech))
    silences: list[Silence] = []
    for one in done.cues.silences:
        if one.start_s < cue.end_s and one.end_s > cue.start_s:
            parts = (replace(one, end_s=cue.start_s), replace(one, start_s=cue.end_s))
            silences += [part for part in parts if part.end_s > part.start_s]
        else:
            silences.append(one)
    done.cues = replace(done.cues, silences=tuple(silences))


def _hit(cue: Cue, wish: Wish, done: Directed) -> None:
    assert wish.start_s is not None
    at_s = on_frame(done.picture, wish.start_s)
    if not cue.start_s <= at_s <= cue.end_s:
        done.questions.append(Question(f"{done.label(at_s)} is not in {cue.number}: should the cue reach it, or another one hit it?"))
        return
    what = wish.what.split("”")[0].lstrip("“") if "“" in wish.what else f"the moment {wish.what}"
    others = tuple(hit for hit in cue.hits if abs(hit.at_s - at_s) >= _SAME_S)
    done.put(replace(cue, hits=_sorted((*others, Hit(at_s, what, "hard", "downbeat", True, 1.0)))))


def _unhit(cue: Cue, wish: Wish, done: Directed) -> None:
    if wish.name == "all":
        done.put(replace(cue, hits=tuple(hit for hit in cue.hits if hit.kind == "avoid")))
        return
    assert wish.start_s is not None
    at_s = on_frame(done.picture, wish.start_s)
    if not cue.start_s <= at_s <= cue.end_s:
        done.remarks.append(f"{done.label(at_s)} is not in {cue.number}: nothing hits it there")
        return
    there = [hit for hit in cue.hits if abs(hit.at_s - at_s) < _SAME_S]
    what = there[0].what if there else wish.what.split("”")[0].lstrip("“")
    others = tuple(hit for hit in cue.hits if hit not in there)
    done.put(replace(cue, hits=_sorted((*others, Hit(there[0].at_s if there else at_s, what, "avoid", "beat", False, 1.0)))))


def _sorted(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: hit.at_s))


def _player(cue: Cue, wish: Wish, done: Directed) -> None:
    found = staffing.staffed(cue, wish.kind, wish.name)
    if isinstance(found, Question):
        done.questions.append(found)
    elif isinstance(found, str):
        done.remarks.append(found)
    else:
        done.put(found)


def _balance(cue: Cue, wish: Wish, done: Directed) -> None:
    done.put(staffing.balanced(cue, wish.name, wish.sign * _BALANCE_DB[wish.degree]))


def _density(cue: Cue, wish: Wish, done: Directed) -> None:
    done.put(replace(cue, density=shifted(cue.density, cue, wish.sign * CURVE_STEPS[wish.degree], wish.start_s, wish.end_s)))


def _level(cue: Cue, wish: Wish, done: Directed) -> None:
    done.put(replace(cue, force=shifted(cue.force, cue, wish.sign * CURVE_STEPS[wish.degree], wish.start_s, wish.end_s)))


def _tempo(cue: Cue, wish: Wish, done: Directed) -> None:
    now = cue.bpm or done.bpm.get(cue.id, 0) or 84
    factor = _TEMPO[wish.degree] ** wish.sign
    done.put(replace(cue, bpm=min(_FASTEST_BPM, max(_SLOWEST_BPM, round(now * factor)))))


def _ending(cue: Cue, wish: Wish, done: Directed) -> None:
    if wish.name:
        done.put(replace(cue, ending=wish.name))
        return
    by, start_s = wish.sign * 1.5 * CURVE_STEPS[wish.degree], cue.end_s - max(Fraction(4), cue.length_s * _ENDING)
    ending = "close" if wish.sign > 0 and cue.ending in ("fade", "open") else cue.ending
    done.put(replace(cue, ending=ending, force=shifted(cue.force, cue, by, start_s), density=shifted(cue.density, cue, by, start_s)))


def _build(cue: Cue, wish: Wish, done: Directed) -> None:
    assert wish.start_s is not None
    to_s = wish.start_s if cue.start_s < wish.start_s <= cue.end_s else cue.end_s
    by = CURVE_STEPS[MUCH]
    done.put(replace(cue, force=rising(cue.force, cue, to_s, by), density=rising(cue.density, cue, to_s, 0.6 * by)))


def _theme(cue: Cue, wish: Wish, done: Directed) -> None:
    if wish.sign < 0:
        if not cue.themes:
            done.remarks.append(f"{cue.number} has no theme as it is")
        done.put(replace(cue, themes=()))
        return
    name = wish.name or done.cues.themes[0].name
    if name in cue.themes:
        done.remarks.append(f"{cue.number} has the theme “{name}” as it is")
    done.put(replace(cue, themes=(name, *(one for one in cue.themes if one != name))))


def _silence(cue: Cue, wish: Wish, done: Directed) -> None:
    """A cue begins later, ends sooner, goes, or is divided, so that nothing sounds in a span."""
    assert wish.start_s is not None and wish.end_s is not None
    a, b = (on_frame(done.picture, edge) for edge in (wish.start_s, wish.end_s))
    if b <= cue.start_s or a >= cue.end_s:
        plays = f"{cue.number} plays from {done.label(cue.start_s)} to {done.label(cue.end_s)}"
        done.questions.append(Question(f"{plays}, so it is silent there as it is: which cue should be silent?"))
        return
    before, after = a - cue.start_s >= _SHORTEST_S, cue.end_s - b >= _SHORTEST_S
    label = f"the director asks for silence {wish.what}"
    rest = replace(cue, start_s=b)
    if before:
        _respan(replace(cue, end_s=min(a, cue.end_s), ending="cut" if after or wish.what.startswith("before") else cue.ending), done)
        if after:
            done.cues = replace(done.cues, cues=tuple(sorted((*done.cues.cues, _second(rest, done)), key=lambda one: one.start_s)))
            _respan(next(one for one in done.cues.cues if one.start_s == b), done)
    elif after:
        _respan(rest, done)
    else:
        done.cues = replace(done.cues, cues=tuple(one for one in done.cues.cues if one.id != cue.id))
    span = Silence(max(a, cue.start_s), min(b, cue.end_s), label)
    done.cues = replace(done.cues, silences=tuple(sorted((*done.cues.silences, span), key=lambda one: one.start_s)))


def _second(cue: Cue, done: Directed) -> Cue:
    """What is left of a cue after a silence inside it, as a cue of its own."""
    ids, numbers = {one.id for one in done.cues.cues}, {one.number for one in done.cues.cues}
    free = next(f"c{n}" for n in range(1, 10_000) if f"c{n}" not in ids)
    letter = next(letter for letter in "abcdefghijklmnopqrstuvwxyz" if f"{cue.number}{letter}" not in numbers)
    return replace(cue, id=free, number=f"{cue.number}{letter}", take=1, chance=0, redraw=None, locks=())


def _like(cue: Cue, wish: Wish, done: Directed) -> None:
    other = next(one for one in done.cues.cues if one.number == wish.name)
    pace, density, force = (
        shifted(own, cue, round(mean(model) - mean(own), 3))
        for own, model in ((cue.pace, other.pace), (cue.density, other.density), (cue.force, other.force))
    )
    done.put(
        replace(
            cue, mood=other.mood, blend=other.blend, ensemble=other.ensemble, add=other.add, without=other.without, balance=other.balance,
            idiom=other.idiom, bpm=done.bpm.get(other.id, other.bpm), pace=pace, density=density, force=force,
        )
    )  # fmt: skip


def _idiom(cue: Cue, wish: Wish, done: Directed) -> None:
    done.put(replace(cue, idiom=wish.name))


def _again(cue: Cue, wish: Wish, done: Directed) -> None:
    del cue, wish, done  # the take alone changes


_DOES: dict[str, Callable[[Cue, Wish, Directed], None]] = {
    "mood": _mood, "enter": _enter, "leave": _leave, "hit": _hit, "unhit": _unhit, "in": _player, "out": _player, "only": _player, "balance": _balance,
    "density": _density, "tempo": _tempo, "level": _level, "ending": _ending, "theme": _theme, "silence": _silence, "like": _like, "idiom": _idiom,
    "build": _build, "again": _again,
}  # fmt: skip
