"""The few moments that deserve a hit. A cut is a candidate, not a hit.

Candidates are the editor's markers, the brief's moments and the picture's events, weighed by kind and strength. The strongest
are taken first, with room around each, and at most one in about seven seconds must land.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.model.cue import Hit
from originalscore.model.picture import Event, Picture
from originalscore.spotting.editor_marks import Said, read_marks
from originalscore.spotting.spans import on_frame
from originalscore.spotting.timed import TimedWish

#: Kind of event -> (weight 0 to 1000, class, landing). Ours.
KINDS: dict[str, tuple[int, str, str]] = {
    "flash": (900, "hard", "downbeat"),
    "black": (950, "hard", "downbeat"),
    "impact": (400, "soft", "beat"),
    "light": (860, "hard", "downbeat"),
    "title": (720, "firm", "downbeat"),
    "motion": (600, "hard", "strong"),
    "cut": (560, "firm", "downbeat"),
    "fade_out": (520, "soft", "strong"),
    "fade_in": (500, "soft", "downbeat"),
}
#: Least room between two hits, seconds between two musts on average, least weight of a must (ours).
_ROOM_S, _MUST_EVERY_S, _LEAST_MUST = Fraction(6, 5), Fraction(13, 2), 420
#: Least room between two musts and before the first, seconds, that only moments of this weight may break (ours): music needs a few beats to get there.
_MUST_ROOM_S, _SETTLED_S, _STRONG = Fraction(4), Fraction(2), 850
#: So long after a cue's start nothing is struck, save what the cue begins on.
_OPENING_S = Fraction(4, 5)
#: Events that a cue may open on: a light that comes and goes with a blow. A cut needs no blow, the music's entrance marks it.
_OPENERS = ("flash", "light")
#: Mood -> what is felt there and not struck: music that marks every cut of a quiet scene is in the way of it (ours).
_FELT = {"sorrow": ("cut", "title"), "tender": ("cut",), "romance": ("cut",)}
#: Mood -> seconds of music for one common moment that is met, on average (ours): action may be met often, a quiet scene hardly.
_HIT_EVERY_S = {
    "action": 8, "conflict": 8, "comic": 8, "triumph": 9, "horror": 9, "joy": 12, "suspense": 12, "wonder": 14, "mystery": 14,
}  # fmt: skip
_QUIET_HIT_EVERY_S = 14
#: What happens all the time; a light, a title or a black is rare enough to be met whenever it is strong.
_COMMON = ("cut", "motion", "impact")
#: A cut with no other within this many seconds stands alone.
_ALONE_S = 6


@dataclass(frozen=True)
class _Candidate:
    """A moment that could be a hit; ``asked`` for by a person, strong enough that a cue ``opens`` on it, or one of the ``common`` sort.

    ``must`` is set where the editor's mark decides it: such a hit keeps its class and landing.
    """

    at_s: Fraction
    weight: int
    kind: str
    landing: str
    what: str
    asked: bool = False
    opens: bool = False
    must: bool | None = None
    common: bool = False


def first_strike(picture: Picture, start_s: Fraction, end_s: Fraction, wishes: tuple[TimedWish, ...]) -> Fraction:
    """Where music that would begin at ``start_s`` had better begin: on the strong moment just after it, if there is one."""
    near = _candidates(picture, wishes, start_s, start_s + _OPENING_S)
    strong = [c.at_s for c in near if start_s <= c.at_s < start_s + _OPENING_S and _is_struck(c)]
    return min(strong, default=start_s) if end_s - start_s > 2 * _OPENING_S else start_s


def strong_moments(picture: Picture, wishes: tuple[TimedWish, ...]) -> tuple[tuple[Fraction, str], ...]:
    """Moments that must not fall into a silence of our own choice, each with what it is: those asked for, those that a cue would open on, the strongest."""
    everywhere = _candidates(picture, wishes, Fraction(0), picture.film.duration_s)
    return tuple(sorted((c.at_s, c.what) for c in everywhere if _is_struck(c) or (c.weight >= _STRONG and c.kind != "avoid")))


def find_hits(
    picture: Picture, start_s: Fraction, end_s: Fraction, wishes: tuple[TimedWish, ...], mood: str = "", *, spoken: bool = False
) -> tuple[Hit, ...]:
    """The hits of one cue, sorted; times lie exactly on frames, inside the cue: on its first frame only a strong moment.

    Of moments that happen all the time only so many are met as the ``mood`` bears. Where people speak
    (``spoken``) in a gentle mood a cut inside a scene is never struck; the music may turn with it, no more.
    """
    inside = [
        c
        for c in _candidates(picture, wishes, start_s, end_s)
        if start_s + _OPENING_S <= c.at_s <= end_s - Fraction(1, 2)
        or (c.at_s == start_s and (c.asked or c.opens))
        or (c.must is not None and start_s <= c.at_s < end_s)
    ]
    inside.sort(key=lambda c: (not c.asked, -c.weight, c.at_s))
    most_musts = max(1, int((end_s - start_s) / _MUST_EVERY_S))
    most = max(1, int((end_s - start_s) / _HIT_EVERY_S.get(mood, _QUIET_HIT_EVERY_S)))
    chosen: list[tuple[_Candidate, bool]] = []
    for candidate in inside:
        if any(abs(candidate.at_s - other.at_s) < _ROOM_S for other, _ in chosen if candidate.must is None or other.at_s == candidate.at_s):
            continue
        musts = sum(must for _, must in chosen)
        near = min((abs(candidate.at_s - other.at_s) for other, must in chosen if must), default=_MUST_ROOM_S)
        room = _ROOM_S if candidate.weight >= _STRONG else _MUST_ROOM_S
        early = 0 < candidate.at_s - start_s < _SETTLED_S and candidate.weight < _STRONG
        felt = spoken and candidate.what in _FELT.get(mood, ())
        many = candidate.common and sum(other.common for other, _ in chosen) >= most
        must = (
            candidate.must
            if candidate.must is not None
            else candidate.asked
            or (not felt and not many and candidate.weight >= _LEAST_MUST and musts < most_musts and near >= room and not early)
        )
        if must or candidate.must is not None or len(chosen) < most:
            chosen.append((candidate, must))
    return tuple(
        Hit(c.at_s, c.what, *((c.kind, c.landing) if must or c.must is not None else ("soft", "beat")), must, round(min(1.0, c.weight / 1000), 2))
        for c, must in sorted(chosen, key=lambda pair: pair[0].at_s)
    )  # fmt: skip


def _candidates(picture: Picture, wishes: tuple[TimedWish, ...], start_s: Fraction, end_s: Fraction) -> list[_Candidate]:
    """All moments from a second before to a second after a span: they move to whole frames, and the caller looks closer."""
    sounds = sum(event.kind == "impact" for event in picture.events)
    ticking = sounds * 12 > picture.film.duration_s  # a clock, steps, rain: sounds that come by the dozen are no hits
    found = [
        _from_event(event, picture)
        for event in picture.events
        if start_s - 1 <= event.at_s <= end_s + 1
        and event.kind in KINDS
        and not _is_speech(event, picture)
        and not (ticking and event.kind == "impact")
    ]
    found += [_from_mark(said, picture) for said in read_marks(picture.markers) if said.hit]
    found += [_Candidate(on_frame(picture, w.start_s), 1000, "hard", "downbeat", w.words, True) for w in wishes if w.kind == "hit"]
    return found


def _from_mark(said: Said, picture: Picture) -> _Candidate:
    """The editor's own hit. A plain mark is met hard, like every moment that was asked for."""
    plain = said.hit == "plain"
    what = said.title or said.mark.name or "marker"
    return _Candidate(on_frame(picture, said.mark.at_s), 1000, "hard" if plain else said.hit, said.landing, what, True, must=said.must)


def _is_struck(candidate: _Candidate) -> bool:
    """Whether somebody asked for an accent here, or a cue may open on it."""
    return (candidate.asked and candidate.kind != "avoid") or candidate.opens


def _is_card(event: Event, picture: Picture) -> bool:
    """A title stands near the film's start or end, or follows black within three seconds."""
    length_s = picture.film.duration_s
    edge = event.at_s < length_s * Fraction(3, 20) or event.at_s > length_s * Fraction(3, 4)
    blacks = ("black", "fade_out", "fade_in")
    return edge or any(other.kind in blacks and 0 <= event.at_s - other.at_s <= 3 for other in picture.events)


def _is_speech(event: Event, picture: Picture) -> bool:
    """A sudden sound inside or just before a spoken span is a voice, not an impact."""
    near = Fraction(3, 10)
    return event.kind == "impact" and any(span.start_s - near <= event.at_s <= span.end_s for span in picture.speech)


def _from_event(event: Event, picture: Picture) -> _Candidate:
    weight, kind, landing = KINDS[event.kind]
    scene_turn = event.kind == "cut" and any(abs(scene.start_s - event.at_s) < Fraction(1, 10) for scene in picture.scenes[1:])
    strength = round(weight * (0.5 + 0.5 * event.strength)) + (180 if scene_turn else 0)
    if event.kind == "cut" and not any(0 < abs(other.at_s - event.at_s) < _ALONE_S for other in picture.events if other.kind == "cut"):
        strength += 150  # after a long shot the eye expects nothing: a lone cut says more
    if event.kind == "title" and not _is_card(event, picture):
        strength = 300  # lettering in the middle of a scene may be a lamp or a window
    if event.what in ("dissolve", "it grows light"):
        strength = min(strength, 400)  # neither has a moment of its own
    what = f"{event.what}, a new scene" if scene_turn else event.what
    struck = event.kind in _OPENERS and event.strength > 0.6
    kind = "hard" if scene_turn and event.strength > 0.6 else kind
    return _Candidate(on_frame(picture, event.at_s), strength, kind, landing, what, opens=struck, common=event.kind in _COMMON)
