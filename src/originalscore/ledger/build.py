"""Putting the ledger together: the cues as they were composed, the songs as they were licensed, and what people have entered of both."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.ledger.classify import Provenance, classify
from originalscore.model.cue import Cue, CueList
from originalscore.model.ledger import Entry, Ledger, Licence, Permissions, Reuse
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.rights import Rights, Song, ThemeOrigin
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap
from originalscore.model.theme_plan import bars_of_theme

#: Purpose of a cue -> usage code. A main or end title of ours is a theme of the film; what its people hear themselves is visual.
USAGE = {
    "main title": "OT", "underscore": "BI", "action": "BI", "emotion": "BI", "transition": "BI", "end title": "CT", "source": "VI",
    "recap": "BI", "act out": "BI",
}  # fmt: skip
_OURS = Permissions(*(Licence("not needed"),) * 4)
_VOICES = ("choir-women", "choir-men", "voice-solo")


@dataclass(frozen=True)
class Own:
    """One cue of ours as it was written, and its sound seen from the folder with its checksum; both empty before it was mixed."""

    cue: Cue
    sketch: Sketch
    tempo: TempoMap
    players: tuple[str, ...]
    file: str = ""
    sha256: str = ""


def music_ledger(picture: Picture, cues: CueList, plan: ScorePlan, own: tuple[Own, ...], rights: Rights) -> Ledger:
    """The ledger of a film that was scored here.

    Parameters
    ----------
    own
        Every cue of the cue list as it was written.
    rights
        What people have entered.

    Returns
    -------
    Ledger
        Cues and songs in the order in which they begin.
    """
    clock = picture.film.clock
    frames = frame_of(picture, picture.film.duration_s)
    entries = [*(_cue_entry(one, picture, plan, rights) for one in own), *(_song_entry(song, picture) for song in rights.songs)]
    entries.sort(key=lambda one: (one.first_frame, one.end_frame, one.id))
    declared = [(one.first_frame, one.end_frame) for one in entries if one.id in {song.id for song in rights.songs if not song.file}]
    heard = [(frame_of(picture, start_s), frame_of(picture, end_s)) for start_s, end_s in picture.music_spans_s]
    return Ledger(
        title=rights.title or Path(picture.film.file).stem or "untitled", year=rights.year, clock=clock, frames=frames, entries=tuple(entries),
        composer=rights.composer, facts=rights.facts, credits_frame=None if rights.credits_s is None else frame_of(picture, rights.credits_s), undeclared=tuple(span for span in heard if not _covered(span, declared)),
    )  # fmt: skip


def frame_of(picture: Picture, at_s: Fraction) -> int:
    """The frame that is shown at a picture time, as its label says it."""
    return int(at_s * picture.film.clock.frame_rate.rate + Fraction(1, 1000))


def _covered(span: tuple[int, int], declared: list[tuple[int, int]]) -> bool:
    """Whether at least half of a span of music in the film's sound is declared as some song's (ours)."""
    shared = sum(max(0, min(span[1], end) - max(span[0], first)) for first, end in declared)
    return 2 * shared >= span[1] - span[0]


def _cue_entry(one: Own, picture: Picture, plan: ScorePlan, rights: Rights) -> Entry:
    cue, usage = one.cue, USAGE[one.cue.purpose]
    first = dict(plan.carried)
    reuse = [Reuse(where, name, bars) for name, where in first.items() if (bars := len(bars_of_theme(one.sketch, one.tempo, {name})))]
    foreign = [known for known in rights.themes if known.origin != "composed here" and bars_of_theme(one.sketch, one.tempo, {known.theme})]
    reuse += [
        Reuse(known.first_heard_in or known.origin, known.theme, len(bars_of_theme(one.sketch, one.tempo, {known.theme})))
        for known in foreign if known.theme not in first
    ]  # fmt: skip
    known = Provenance(
        source=_source(one, plan, rights.themes), origin="composed here", usage=usage, lyric=False, wordless=bool(set(one.players) & set(_VOICES)),
        on_screen=cue.purpose == "source", reuse=tuple(reuse), writers=rights.writers, bars=sum(bar.start_beat < one.tempo.end_beat for bar in one.tempo.bars),
    )  # fmt: skip
    kind, reasons = classify(known)
    return Entry(
        id=cue.number, title=cue.title, first_frame=frame_of(picture, cue.start_s), end_frame=frame_of(picture, cue.end_s), usage=usage, kind=kind,
        reasons=reasons, origin=known.origin, wordless=known.wordless, on_screen=known.on_screen, writers=rights.writers,
        publishers=rights.publishers, permissions=_OURS, bars=known.bars, reuse=known.reuse, file=one.file, sha256=one.sha256,
    )  # fmt: skip


def _source(one: Own, plan: ScorePlan, origins: tuple[ThemeOrigin, ...]) -> str:
    """How a cue of ours came into the film, in words."""
    told = f"cue {one.cue.number} of this folder, take {one.cue.take}"
    told += ", edited by hand" if one.cue.score == "user" else ""
    entered = {known.theme: known for known in origins}
    for theme in plan.themes:
        if theme.source != "invented" and theme.name in one.cue.themes:
            known = entered.get(theme.name)
            written = f", {known.origin}" if known else ", of which nobody has said when it was written"
            told += f"; its theme {theme.name} is the user's file {Path(theme.source).name}{written}"
    return told


def _song_entry(song: Song, picture: Picture) -> Entry:
    source = f"recording {Path(song.file).name}, laid in" if song.file else "music in the film's own sound"
    known = Provenance(source, song.origin, song.usage, song.lyric, song.wordless, song.on_screen, (), song.writers)
    kind, reasons = classify(known)
    return Entry(
        id=song.id, title=song.title, first_frame=frame_of(picture, song.start_s), end_frame=frame_of(picture, song.end_s), usage=song.usage,
        kind=kind, reasons=reasons, origin=song.origin, lyric=song.lyric, wordless=song.wordless, on_screen=song.on_screen, writers=song.writers,
        publishers=song.publishers, permissions=song.permissions, file=song.file, sha256=song.sha256, performer=song.performer, isrc=song.isrc,
        iswc=song.iswc,
    )  # fmt: skip
