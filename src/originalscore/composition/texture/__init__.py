"""Figures: what moves inside the harmony. One vocabulary an idiom, never the same bar for long, silent under words.

Which figures play is decided phrase by phrase from the idiom's vocabulary, the mood, the density and force of the picture, and who is
there to play them. A figure is varied every second bar, breathes, and rests where words are; only beds that began before lie under them.
Figures are written between the voices' own notes and keep below the melody.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, FormBar
from originalscore.composition.texture.ground import Site, ladder, lowest, motif_of
from originalscore.composition.texture.variation import varied
from originalscore.composition.texture.vocabulary import KINDS, VOCABULARY, Kind, Use
from originalscore.model.plan import ChordSpan, Theme
from originalscore.model.sketch import LineNote
from originalscore.music.ensembles import ENSEMBLES, Ensemble
from originalscore.music.key import Key

__all__ = ["KINDS", "Kind", "figures", "ladder", "lowest"]

_PHRASE = 4  # bars
#: The most pitched figures at once, by how dense and forceful the bar is (ours); one under a single pair of hands.
_MOST = (2, 3, 4, 5)
#: Below this density one figure has to do (ours; spotting never asks for so little, people do).
_BARE = 0.22


def figures(
    form: Form, chords: tuple[ChordSpan, ...], key: Key, idiom: str, draw: Stream, *, percussive: bool,
    ensemble: Ensemble = ENSEMBLES["orchestra"], mood: str = "", theme: Theme | None = None, held_back: tuple[str, ...] = (),
) -> dict[str, list[LineNote]]:  # fmt: skip
    """Figure lines by kind (names of ``KINDS``); kinds that do not play are absent.

    Parameters
    ----------
    idiom, mood, ensemble
        Choose the vocabulary, what of it the mood asks for, and who can play.
    percussive
        Whether drums may play.
    theme
        Its head becomes the contour of ostinati.
    held_back
        Families that keep silent here.
    """
    uses = _usable(idiom, mood, ensemble, ensemble.without(held_back), percussive)
    chosen = _chosen(form, uses, ensemble, draw)
    motif = motif_of(theme)
    found: dict[str, list[LineNote]] = {}
    for use in uses:
        sites = _sites(form, use, chosen, chords, key, motif, draw.split(use.kind))
        if use.bed:
            notes = [note for run in _runs(sites) for note in use.bed(run)]
        else:
            bars = [(site, use.write(site)) for site in sites if use.write and not site.bar.speech]
            notes = varied([(site, bar) for site, bar in bars if bar])
        if notes:
            found.setdefault(use.kind, []).extend(notes)
    return {kind: sorted(notes, key=_order) for kind, notes in found.items()}


def _order(note: LineNote) -> tuple[Fraction, int, str]:
    return note.onset, note.pitch.height if note.pitch else 0, note.sound


def _usable(idiom: str, mood: str, ensemble: Ensemble, players: tuple[str, ...], percussive: bool) -> list[Use]:
    """What of the vocabulary this mood asks for and this ensemble can play; one way to write each kind."""
    if ensemble.sings:
        return []
    found: dict[str, Use] = {}
    for use in VOCABULARY.get(idiom, ()):
        kind = KINDS[use.kind]
        able = (
            any(name in players for name in kind.needs)
            and (kind.strands == 1 or not ensemble.single)
            and (not use.ensembles or ensemble.name in use.ensembles)
        )
        wanted = (not use.moods or not mood or mood in use.moods) and (percussive or use.kind != "percussion")
        if able and wanted and (use.kind not in found or use.ensembles):
            found[use.kind] = use
    return list(found.values())


def _chosen(form: Form, uses: list[Use], ensemble: Ensemble, draw: Stream) -> list[tuple[Use, ...]]:
    """The figures of every bar: drawn phrase by phrase, thinned to what the bar asks for and the ensemble carries."""
    rows = []
    for n, bar in enumerate(form.bars):
        phrase = n // _PHRASE
        most = (
            1
            if bar.density < _BARE
            else min(_MOST[int(bar.density > 0.35) + int(bar.density > 0.6) + int(bar.force > 0.7)], ensemble.figures)
        )
        kept: list[Use] = []
        pitched, deep = 0, False
        for use in uses:
            lucky = draw.split("phrase", phrase, use.kind).happens(use.chance)
            if not lucky or not _asked(bar, use) or _rests(bar, n, use, draw):
                continue
            if use.kind not in ("percussion", "timpani"):
                if pitched >= most or (deep and KINDS[use.kind].deep):
                    continue
                pitched += 1
                deep = deep or KINDS[use.kind].deep
            kept.append(use)
        rows.append(tuple(kept))
    return rows


def _asked(bar: FormBar, use: Use) -> bool:
    if use.sections:
        return bar.section in use.sections and bar.density >= use.density and bar.force >= use.force
    near = bar.section in ("build", "hit")
    return bar.section not in ("aftermath", "coda") and bar.density >= use.density - 0.1 * near and bar.force >= use.force - 0.1 * near


def _rests(bar: FormBar, n: int, use: Use, draw: Stream) -> bool:
    """In thin music a figure sometimes breathes for a bar; a smash to black has none."""
    return bar.stop or (not use.bed and n > 1 and bar.density < 0.35 and draw.split("rest", n, use.kind).happens(350))


def _sites(
    form: Form, use: Use, chosen: list[tuple[Use, ...]], chords: tuple[ChordSpan, ...], key: Key, motif: tuple[tuple[int, bool], ...],
    draw: Stream,
) -> list[Site]:  # fmt: skip
    """The bars a figure plays in; a bar of words breaks the run of a figure, not of a bed."""
    found: list[Site] = []
    turn = 0
    for n, bar in enumerate(form.bars):
        if use not in chosen[n] or (bar.speech and not use.bed):
            turn = 0 if bar.speech else turn
            continue
        found.append(Site(bar, turn, n // _PHRASE, chords, key, motif, draw.split(n)))
        turn += 1
    return found


def _runs(sites: list[Site]) -> list[list[Site]]:
    """Bars that follow each other without a gap."""
    runs: list[list[Site]] = []
    for site in sites:
        if runs and runs[-1][-1].end == site.start:
            runs[-1].append(site)
        else:
            runs.append([site])
    return runs
