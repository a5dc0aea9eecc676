"""Titles that tell the story beside the cue numbers: from themes, moods, and the light of the picture.

A title that a person has given is kept: in ``album.toml`` first, then in the cue list. Where a theme is first said whole, the track is called after its
subject; where it breaks or comes home, that is said; all others get a phrase of their mood, bright or dark as the picture is. Chances come from
the film's seed and the cue's id, and no title comes twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from originalscore.album.order import Planned
from originalscore.album.phrases import BRIGHT, DARK, PHRASES, SAYINGS
from originalscore.chance import Stream
from originalscore.model.cue import WORKING_TITLES, Cue, CueList
from originalscore.model.ledger import Entry
from originalscore.model.picture import Picture
from originalscore.model.plan import WHOLE_GUISES, ScorePlan

#: Mean brightness of a cue's shots below and above which a picture is called dark or bright (ours).
_DARK, _BRIGHT = 0.22, 0.5
_SMALL_WORDS = ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with")
#: So many names of a suite's pieces are set side by side; a longer suite is named by its ends.
_SIDE_BY_SIDE = 2


def name_tracks(tracks: tuple[Planned, ...], picture: Picture, cues: CueList, plan: ScorePlan) -> tuple[str, ...]:
    """A title for every track, in their order."""
    taken = {track.wish.title.casefold() for track in tracks if track.wish.title}
    by_number = {cue.number: cue for cue in cues.cues}
    first_said = _first_said(cues, plan)
    titles: dict[str, str] = {}
    for entry in sorted((piece for track in tracks for piece in track.pieces), key=lambda piece: (piece.first_frame, piece.id)):
        cue = by_number.get(entry.id)
        offers = _offers(cue, picture, plan, first_said, cues.seed) if cue else iter((entry.title,))
        title = _free(entry, offers, taken)
        taken.add(title.casefold())
        titles[entry.id] = title
    return tuple(track.wish.title or _whole([titles[name] for name in track.of], track) for track in tracks)


def title_case(words: str) -> str:
    """Words as a title in English: small words stay small inside it, and what has capitals keeps them."""
    found = words.replace("_", " ").split()
    return " ".join(
        word if any(letter.isupper() for letter in word) or (0 < place < len(found) - 1 and word in _SMALL_WORDS) else word[:1].upper() + word[1:]
        for place, word in enumerate(found)
    )  # fmt: skip


def _first_said(cues: CueList, plan: ScorePlan) -> dict[str, str]:
    """Id of the cue in which each theme is first said whole -> the theme."""
    found: dict[str, str] = {}
    for theme in plan.themes:
        for cue in cues.cues:
            if any(said.theme == theme.name and said.guise in WHOLE_GUISES for said in plan.cue(cue.id).statements):
                found.setdefault(cue.id, theme.name)
                break
    return found


def _offers(cue: Cue, picture: Picture, plan: ScorePlan, first_said: Mapping[str, str], seed: int) -> Iterator[str]:
    """What a cue may be called, the best first."""
    if re.sub(r" \d+$", "", cue.title) not in WORKING_TITLES.values():
        yield title_case(cue.title)
    chance = Stream(seed, cue.id, "album", "title")
    if cue.id in first_said:
        yield title_case(plan.theme(first_said[cue.id]).subject)
    stages = {said.stage: said.theme for said in plan.cue(cue.id).statements}
    for stage in SAYINGS:
        if stage in stages:
            yield SAYINGS[stage].format(title_case(plan.theme(stages[stage]).subject))
    light = _light(cue, picture)
    lit = DARK if light is not None and light < _DARK else BRIGHT if light is not None and light > _BRIGHT else {}
    yield from chance.split("phrase").shuffled((*PHRASES[cue.mood], *lit.get(cue.mood, ())))
    yield cue.title


def _light(cue: Cue, picture: Picture) -> float | None:
    """Mean brightness of the shots under a cue, 0 to 1; None without picture."""
    total = weight = Fraction(0)
    for shot in picture.shots:
        shared = min(shot.end_s, cue.end_s) - max(shot.start_s, cue.start_s)
        if shared > 0:
            total, weight = total + shared * Fraction(shot.brightness), weight + shared
    return float(total / weight) if weight else None


def _free(entry: Entry, offers: Iterator[str], taken: set[str]) -> str:
    """The first offer that no other track has; the last one with the number of the cue."""
    last = entry.title
    for offer in offers:
        if offer.casefold() not in taken:
            return offer
        last = offer
    return f"{last} ({entry.id})"


def _whole(titles: list[str], track: Planned) -> str:
    """The title of a track of one piece, or of a suite."""
    if track.is_closing and len(titles) > 1:
        return "End Titles"
    if len(titles) <= _SIDE_BY_SIDE:
        return " / ".join(titles)
    return f"Suite: {titles[0]} to {titles[-1]}"
