"""From a film that was read to its cue list, every decision with its reason.

Pieces of one character become cues; each gets mood, purpose, ensemble, ending, curves and hits. When unsure: sparse and neutral.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from originalscore.model.brief import Brief
from originalscore.model.cue import WORKING_TITLES, Cue, CueList, CurvePoint, Silence, ThemeWish
from originalscore.model.picture import Picture
from originalscore.music.ensembles import SOLOISTS
from originalscore.spotting import bounds as given
from originalscore.spotting.brief_details import with_details
from originalscore.spotting.brief_times import timed_wishes, untimed
from originalscore.spotting.hits import find_hits, first_strike, strong_moments
from originalscore.spotting.lexicon import ensemble_in, moods_in, soloists_in, style_in
from originalscore.spotting.mood import energy_in
from originalscore.spotting.spans import Piece, choose_silences, edge_at, find_pieces, join_pieces, on_frame, wished_edges
from originalscore.spotting.temp import with_temp
from originalscore.spotting.themes import crowned, find_subjects, share_out
from originalscore.spotting.timed import TimedWish

#: Moods played by piano with strings unless the brief says otherwise (ours).
_INTIMATE = ("tender", "sorrow", "romance", "neutral", "daily")
#: Moods that a theme is named after where the film has them; else after the mood it has most of.
_SUNG = ("tender", "wonder", "romance", "sorrow", "joy", "triumph")
_REEL_S, _CURVE_STEP_S = 1200, 6


def spot(picture: Picture, brief: Brief, *, carried: tuple[ThemeWish, ...] = ()) -> CueList:
    """Write the cue list of a film.

    Parameters
    ----------
    picture
        What was seen and heard; a project without picture is spotted from the brief alone.
    brief
        The user's wishes; timed words in it are obeyed.
    carried
        Themes of a series that go on in this film.
    """
    bounds = given.find_bounds(picture)
    wishes = (
        *(w for w in timed_wishes(brief.words, picture) if w.start_s < picture.film.duration_s),
        *given.editor_wishes(picture, bounds),
    )
    edges = (*wished_edges(picture, wishes), *(edge_at(picture, at_s) for bound in bounds for at_s in (bound.start_s, bound.end_s)))
    pieces = find_pieces(picture, moods_in(untimed(brief.words, picture)), (*edges, *given.turns(picture)))
    asked = [n for n, p in enumerate(pieces) if any(w.kind == "silence" and w.start_s <= p.start_s and p.end_s <= w.end_s for w in wishes)]
    played = [
        n
        for n, p in enumerate(pieces)
        if not p.plain_rest and any(w.kind == "mood" and w.start_s <= p.start_s and p.end_s <= w.end_s for w in wishes)
    ]
    strong = strong_moments(picture, wishes)
    met = [n for n, p in enumerate(pieces) if not p.black and _inside(strong, p)]  # where the picture goes black, the silence is the hit
    silent = sorted(
        {*asked, *(given.outside(pieces, bounds) if bounds else choose_silences(pieces, picture.film.duration_s, (*played, *met)))}
    )
    groups = given.group_in(pieces, silent, bounds) if bounds else join_pieces(pieces, silent, edges)
    moods = [_mood(group, wishes) for group in groups]
    subjects = find_subjects(_theme(picture, brief, groups), groups, carried)
    shared = share_out(subjects, groups, moods) if groups else ()
    everybody = tuple(subject.wish.name for subject in subjects)
    whole = untimed(brief.words, picture)
    ensemble = brief.ensemble or ensemble_in(whole)
    soloists = soloists_in(whole) if ensemble == SOLOISTS else ()
    cues = tuple(
        _cue(number, group, groups, picture, brief, wishes, moods[number - 1], shared[number - 1], everybody, ensemble, bounds) for number, group in enumerate(groups, 1)
    )  # fmt: skip
    silences = given.joined(
        [Silence(pieces[n].start_s, pieces[n].end_s, _why_silent(pieces, n, asked, strong, wishes, bounds)) for n in silent]
    )
    cues, themes = given.with_marked_themes(cues, tuple(subject.wish for subject in subjects), picture)
    cues = tuple(replace(with_temp(cue, picture.temp), add=soloists) for cue in crowned(cues, themes))
    return with_details(CueList(picture.film.sha256, brief.seed, themes, cues, silences, style=style_in(brief.words)), brief, picture)


def _theme(picture: Picture, brief: Brief, groups: list[list[Piece]]) -> ThemeWish:
    title = Path(picture.film.file).stem if picture.film.file else " ".join(brief.words.split()[:3])
    words = [word for word in re.split(r"[^A-Za-z]+", title) if len(word) > 2 and word.lower() not in ("the", "and", "trailer", "film")]
    name = words[0].lower() if words else "main"
    moods = [piece.reading.mood for group in groups for piece in group]
    sung = [mood for mood in moods if mood in _SUNG] or [mood for mood in moods if mood != "neutral"]
    return ThemeWish(name, " ".join(words) or "the film", max(sung, key=sung.count) if sung else "tender")


def _cue(
    number: int, group: list[Piece], groups: list[list[Piece]], picture: Picture, brief: Brief, wishes: tuple[TimedWish, ...],
    mood: str, shared: tuple[tuple[str, ...], tuple[str, ...]], everybody: tuple[str, ...], ensemble: str,
    bounds: tuple[given.Bound, ...],
) -> Cue:  # fmt: skip
    bound = given.bound_at(bounds, group[0].start_s)
    start_s, end_s = group[0].start_s, group[-1].end_s
    if bound is None or not bound.firm:
        start_s, end_s = _trim(picture, start_s, end_s)
        start_s = first_strike(picture, start_s, end_s, wishes)
    first, last = number == 1, number == len(groups)
    told = next((w.mood for w in wishes if w.kind == "purpose" and w.start_s <= start_s + 1 and w.end_s >= end_s - 1), "")
    speech = tuple((max(s.start_s, start_s), min(s.end_s, end_s)) for s in picture.speech if s.start_s < end_s and s.end_s > start_s)
    reel = int(start_s) // _REEL_S + 1
    in_reel = sum(int(_trim(picture, g[0].start_s, g[-1].end_s)[0]) // _REEL_S + 1 == reel for g in groups[:number])
    return Cue(
        id=f"c{number}", number=f"{reel}m{in_reel}", take=1, locks=(), score="composed",
        title=bound.title if bound and bound.title else _working_title(mood, groups[:number]),
        start_s=start_s, end_s=end_s, ending="cut" if told == "act out" else _ending(picture, end_s, last, mood),
        purpose=told or _purpose(mood, first, last, end_s - start_s, group), mood=mood,
        ensemble=ensemble or ("piano-and-strings" if mood in _INTIMATE else "orchestra"),
        pace=_curve(picture, start_s, end_s, 0.30, 0.55), density=_curve(picture, start_s, end_s, 0.30, 0.50),
        force=_curve(picture, start_s, end_s, 0.25, 0.60),
        themes=everybody if told == "recap" else shared[0],
        hits=find_hits(picture, start_s, end_s, wishes, mood, spoken=bool(speech)), speech=speech,
        why="; ".join((_why(group, picture), *shared[1], *((bound.why,) if bound else ()), *given.mood_reasons(wishes, start_s, end_s))),
    )  # fmt: skip


def _working_title(mood: str, groups: list[list[Piece]]) -> str:
    """The title of the last of these groups: the mood's, with its number where an earlier one has it already."""
    title = WORKING_TITLES[mood]
    had = sum(WORKING_TITLES[group[0].reading.mood] == title for group in groups)
    return title if had < 2 else f"{title} {len(groups)}"


def _mood(group: list[Piece], wishes: tuple[TimedWish, ...]) -> str:
    """The mood a cue is written in: the brief's for that time, else the one that most of it is read as."""
    start_s, end_s = group[0].start_s, group[-1].end_s
    timed = [w.mood for w in wishes if w.kind == "mood" and w.start_s < end_s and w.end_s > start_s]
    weights = {p.reading.mood: Fraction(0) for p in group}
    for piece in group:
        weights[piece.reading.mood] += piece.length_s
    told = {m: w for m, w in weights.items() if m != "neutral" and w * 6 >= end_s - start_s} or weights
    return timed[0] if timed else max(told, key=lambda m: (told[m], m))


def _trim(picture: Picture, start_s: Fraction, end_s: Fraction) -> tuple[Fraction, Fraction]:
    """Leave out black at the very start and end of the film; a tail of black keeps half a second for the last note."""
    blacks = [shot for shot in picture.shots if shot.is_black]
    if start_s == 0 and blacks and blacks[0].start_s == 0 and Fraction(1, 2) <= blacks[0].end_s < end_s - 4:
        start_s = on_frame(picture, blacks[0].end_s)
    if end_s >= picture.film.duration_s and blacks and blacks[-1].end_s >= end_s - Fraction(1, 10) and blacks[-1].start_s > start_s + 4:
        end_s = min(end_s, on_frame(picture, blacks[-1].start_s + Fraction(1, 2)))
    return start_s, end_s


def _ending(picture: Picture, end_s: Fraction, last: bool, mood: str) -> str:
    smashed = any(event.kind == "black" and abs(event.at_s - end_s) < Fraction(1, 4) for event in picture.events)
    if smashed:
        return "cut"
    if last:
        return "close"
    faded = any(event.kind == "fade_out" and abs(event.at_s - end_s) < 1 for event in picture.events)
    if mood in ("suspense", "mystery", "horror", "conflict"):
        return "fade" if faded else "open"
    return "close"


def _purpose(mood: str, first: bool, last: bool, length_s: Fraction, group: list[Piece]) -> str:
    if first and not any(piece.talk > 0.3 for piece in group):
        return "main title"
    if last:
        return "end title"
    if length_s < 10:
        return "transition"
    if mood in ("action", "conflict"):
        return "action"
    return "emotion" if mood in ("tender", "romance", "sorrow", "joy", "triumph", "wonder") else "underscore"


def _curve(picture: Picture, start_s: Fraction, end_s: Fraction, low: float, span: float) -> tuple[CurvePoint, ...]:
    """A level about every six seconds that follows the picture's energy, on a slight arch with its peak at two thirds."""
    count = max(1, round((end_s - start_s) / _CURVE_STEP_S))
    step_s = (end_s - start_s) / count
    edges = [start_s + n * step_s for n in range(count + 1)]
    energies = [energy_in(picture, a - step_s / 2, b + step_s / 2) for a, b in pairwise(edges)]
    points = []
    for n, energy in enumerate(energies):
        arch = 0.94 + 0.12 * (1 - abs((n + 0.5) / count - 0.66) / 0.66)
        points.append(CurvePoint(edges[n] + step_s / 2, round(min(1.0, (low + span * energy) * arch), 3)))
    return tuple(points)


def _why(group: list[Piece], picture: Picture) -> str:
    talk = sum(float(piece.length_s) * piece.talk for piece in group)
    heard = "no dialogue" if talk < 0.5 else f"{talk:.0f} s of dialogue to lie under"
    reasons = "; ".join(dict.fromkeys(f"{piece.reading.mood}: {piece.reading.why}" for piece in group))
    return f"{heard}; {reasons}"


def _inside(moments: tuple[tuple[Fraction, str], ...], piece: Piece) -> list[str]:
    """What happens inside a piece; on its last edge is the next one's."""
    return [what for at_s, what in moments if piece.start_s <= at_s < piece.end_s]


def _why_silent(
    pieces: list[Piece], n: int, asked: list[int], strong: tuple[tuple[Fraction, str], ...], wishes: tuple[TimedWish, ...],
    bounds: tuple[given.Bound, ...],
) -> str:  # fmt: skip
    told = given.why_quiet(pieces[n], wishes, bounds)
    if n in asked or told:
        unmet = _inside(strong, pieces[n])
        return (told or "the brief asks for silence here") + (f", so nothing meets {' and '.join(unmet)}" if unmet else "")
    if pieces[n].black:
        return "black: the picture stops, and so does the music"
    if pieces[n].talk > 0.4:
        return f"people talk for {100 * pieces[n].talk:.0f} % of it; it plays better dry"
    if pieces[n].plain_rest:
        return "a rest between two cues: without a picture nothing asks for music here"
    if pieces[n].reading.mood == "neutral":
        return f"nothing here asks for music ({pieces[n].reading.why})"
    return "calm after what came before; silence lets it settle"
