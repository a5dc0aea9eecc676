"""Who plays, as a director wants it: players in, out or alone, and how loud they are beside the others."""

from __future__ import annotations

from dataclasses import replace

from originalscore.model.cue import Cue
from originalscore.music.ensembles import ENSEMBLES, GROUPS, players_named
from originalscore.spotting.notes.wish import Question

#: Who asks for one kind of player alone is given the ensemble that is written for it, less whom it has besides.
_ALONE = {
    "piano": ("solo-piano", ()), "strings": ("chamber-strings", ()), "woodwinds": ("woodwind-quintet", ("horns",)),
    "brass": ("brass-and-percussion", ("percussion",)), "choir": ("choir", ()), "harp": ("harp-and-celesta", ("celesta",)),
    "celesta": ("harp-and-celesta", ("harp",)), "percussion": ("brass-and-percussion", ("brass",)),
}  # fmt: skip
#: Groups by which the rest of an ensemble is named, the larger ones first.
_PARTS = ("woodwinds", "brass", "percussion", "choir", "strings", "violins", "violas", "cellos", "basses")
_PRESENCE_DB, _MOST_DB = 4.0, 15.0


def staffed(cue: Cue, how: str, name: str) -> Cue | Question | str:
    """The cue with a player or group ``in``, ``out`` or ``only``; a question where nobody would be left, a remark where nothing changes."""
    if how == "only":
        return _alone(cue, name)
    return _added(cue, name) if how == "in" else _sent_home(cue, name)


def balanced(cue: Cue, name: str, by_db: float) -> Cue:
    """The cue with a player or group played louder or softer."""
    had = dict(cue.balance)
    had[name] = max(-_MOST_DB, min(_MOST_DB, had.get(name, 0.0) + by_db))
    return replace(cue, balance=tuple((one, db) for one, db in had.items() if db))


def _added(cue: Cue, name: str) -> Cue | str:
    wanted = set(GROUPS[name])
    without = tuple(one for one in cue.without if not set(GROUPS[one]) & wanted)
    if without != cue.without:
        return replace(cue, without=without, add=cue.add if name in cue.add else (*cue.add, name))
    players = set(cue.staff.players)
    if name in cue.add:
        return balanced(cue, name, _PRESENCE_DB)
    if not cue.add and not cue.without and cue.ensemble != "orchestra":
        for row in ENSEMBLES.values():  # an ensemble that is written for just these
            if set(row.players) == players | wanted or (
                name == "strings" and cue.ensemble == "solo-piano" and row.name == "piano-and-strings"
            ):
                return replace(cue, ensemble=row.name)
    return replace(cue, add=(*cue.add, name))


def _sent_home(cue: Cue, name: str) -> Cue | Question | str:
    gone = set(GROUPS[name])
    players = set(cue.staff.players)
    if not gone & players:
        return f"{cue.number} has no {name} as it is"
    left = players - gone
    if not left:
        return Question(
            f"without {name} nobody is left in {cue.number}: who plays instead?", ("piano alone", "strings alone", "woodwinds alone")
        )
    add = tuple(one for one in cue.add if not set(GROUPS[one]) <= gone)
    for row in ENSEMBLES.values():
        if set(row.players) == left:
            return replace(cue, ensemble=row.name, add=(), without=())
    return replace(cue, add=add, without=(*cue.without, name), balance=tuple(one for one in cue.balance if one[0] != name))


def _alone(cue: Cue, name: str) -> Cue:
    if name in _ALONE:
        ensemble, besides = _ALONE[name]
        return replace(cue, ensemble=ensemble, add=(), without=besides, balance=())
    wanted = set(GROUPS[name])
    able = [row for row in ENSEMBLES.values() if wanted & set(row.players)]
    row = min(able, key=lambda one: len(one.players))
    left = [player for player in row.players if player not in wanted]
    without: list[str] = []
    for part in (*_PARTS, *left):
        if (
            part in GROUPS
            and set(GROUPS[part]) & set(left)
            and not set(GROUPS[part]) & wanted
            and not set(GROUPS[part]) <= set(players_named(without))
        ):
            without.append(part)
    return replace(cue, ensemble=row.name, add=(), without=tuple(without), balance=())
