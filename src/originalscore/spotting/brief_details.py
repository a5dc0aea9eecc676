"""What a brief says of a stretch besides its mood: who plays there, how busy, how loud and how fast; read and done as in a note."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from originalscore.model.brief import Brief
from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture
from originalscore.spotting.brief_times import Stretch, stretches_of
from originalscore.spotting.lexicon import ensemble_in
from originalscore.spotting.notes.changes import CURVE_STEPS
from originalscore.spotting.notes.clauses import clauses_of, plain
from originalscore.spotting.notes.curves import shifted
from originalscore.spotting.notes.moments import Place
from originalscore.spotting.notes.sounds import players, qualities
from originalscore.spotting.notes.staffing import staffed
from originalscore.spotting.notes.wish import Wish

#: Kinds of wishes that move a curve of a cue: its pace, density and force.
_CURVES = ("tempo", "density", "level")
#: Words that send for players or away; instruments named without them are those who play.
_SENDS = re.compile(r"\b(?:add|with|without|no|plus|bring|lose|drop|only|just|alone|instead)\b", re.I)
_MOST = Fraction(1, 2)  # of a cue that a stretch must hold before it says who plays in it (ours)


def with_details(cues: CueList, brief: Brief, picture: Picture) -> CueList:
    """The cue list with what the brief says of its stretches; an ensemble that is asked for beside the words stays."""
    told = [(stretch, _wishes(stretch, picture, cues)) for stretch in stretches_of(brief.words, picture)]
    changed = []
    for cue in cues.cues:
        for stretch, wishes in told:
            if not brief.ensemble and _holds(stretch, cue) and not _SENDS.search(stretch.words):
                cue = replace(cue, ensemble=ensemble_in(stretch.words) or cue.ensemble)
            for wish in wishes:
                cue = _done(cue, wish, stretch)
        changed.append(cue)
    return replace(cues, cues=tuple(changed))


def _wishes(stretch: Stretch, picture: Picture, cues: CueList) -> list[Wish]:
    """Wishes as of a note: who is sent for or away, and qualities."""
    place, found = Place(picture, cues), list[Wish]()
    for clause in clauses_of(plain(stretch.words)):
        sent = [one for one in players(clause, place) or () if isinstance(one, Wish)] if _SENDS.search(clause) else []
        found += sent or qualities(clause)
    return found


def _common_s(stretch: Stretch, cue: Cue) -> Fraction:
    assert stretch.end_s is not None
    return min(cue.end_s, stretch.end_s) - max(cue.start_s, stretch.start_s)


def _holds(stretch: Stretch, cue: Cue) -> bool:
    """Whether so much of a cue lies in a stretch that the stretch says who plays in it."""
    return _common_s(stretch, cue) >= _MOST * cue.length_s


def _done(cue: Cue, wish: Wish, stretch: Stretch) -> Cue:
    """The cue as a wish for a stretch leaves it; players are of a whole cue, curves of a part of it too."""
    if wish.kind in ("in", "out", "only"):
        found = staffed(cue, wish.kind, wish.name) if _holds(stretch, cue) else cue
        return found if isinstance(found, Cue) else cue
    if wish.kind not in _CURVES or _common_s(stretch, cue) <= 0:
        return cue
    by = wish.sign * CURVE_STEPS[wish.degree]
    curve = {"tempo": cue.pace, "density": cue.density, "level": cue.force}[wish.kind]
    moved = shifted(curve, cue, by, stretch.start_s, stretch.end_s)
    if wish.kind == "tempo":
        return replace(cue, pace=moved)
    return replace(cue, density=moved) if wish.kind == "density" else replace(cue, force=moved)
