"""What is asked of a whole film: themes found again in other guises, statements and cues unlike each other, themes nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from craft.lines import Verdict, missing, share
from craft.ours import Written
from originalscore.measures.melody import intervals, similarity
from originalscore.model.plan import Theme
from originalscore.model.reading import Sung

#: A theme counts as found from this likeness on; unrelated themes stay below the other (craft notes 4.5).
FOUND, APART = 0.70, 0.66
CUES, GUISES, REDRAWS = 4, 3, 0.05


@dataclass(frozen=True)
class FilmFindings:
    """Of one film: theme -> (cues it is found in, guises found), None without a matcher; likeness of each pair of themes; pairs of
    statements that are the same; pairs of cues with the same chords; verdicts on the themes' originality, None without the test.
    ``mistaken`` counts statements of one theme in which the matcher hears another: the control of ``found``."""

    found: dict[str, tuple[int, int]] | None
    mistaken: int
    alike: tuple[float, ...]
    same_statements: int
    same_chords: int
    originality: tuple[str, ...] | None


def look_at(film: list[Written]) -> FilmFindings:
    """Measure a film."""
    themes = film[0].plan.themes
    tunes = [intervals(tuple(note.pitch.height for note in theme.notes)) for theme in themes]
    statements = [
        tuple((note.onset - line.notes[0].onset, note.length, note.pitch.height - work.asked.key.tonic.pitch_class) for note in line.notes if note.pitch)
        for work in film for line in work.sketch.lines if line.theme
    ]  # fmt: skip
    chords = [_chords(work) for work in film]
    found = _found(themes, film)
    return FilmFindings(
        None if found is None else found[0],
        0 if found is None else found[1], tuple(similarity(one, other) for one, other in combinations(tunes, 2)),
        _pairs(statements), _pairs(chords), _originality(film),
    )  # fmt: skip


def lines(films: list[FilmFindings]) -> list[Verdict]:
    """The film-wide lines of the issue."""
    what = f"each theme found in {CUES} cues and {GUISES} guises"
    known = [found for film in films if film.found is not None for found in film.found.values()]
    verdicts = []
    if known:
        held = share(cues >= CUES and guises >= GUISES for cues, guises in known)
        least = ", ".join(f"{cues} cues {guises} guises" for cues, guises in sorted(known)[:3])
        mistaken = sum(film.mistaken for film in films)
        told = f"{held:.0%} of {len(known)} themes; the least: {least}; heard in {mistaken} statements of another theme"
        verdicts.append(Verdict(what, told, held == 1 and not mistaken))
    else:
        verdicts.append(missing(what, "the matcher is not there yet"))
    alike = [value for film in films for value in film.alike]
    verdicts.append(Verdict(f"unrelated themes apart, likeness at most {APART}", f"{max(alike):.2f}", max(alike) <= APART))
    same = sum(film.same_statements for film in films)
    verdicts.append(Verdict("pairs of statements in a film that are the same, 0", str(same), same == 0))
    chords = sum(film.same_chords for film in films)
    verdicts.append(Verdict("pairs of cues in a film with the same chords, 0", str(chords), chords == 0))
    judged = [verdict for film in films if film.originality is not None for verdict in film.originality]
    what = f"themes too near a known tune, at most {REDRAWS:.0%}"
    if judged:
        near = share(verdict == "redraw" for verdict in judged)
        verdicts.append(Verdict(what, f"{near:.1%} of {len(judged)}", near <= REDRAWS))
    else:
        verdicts.append(missing(what, "the originality test is not there yet"))
    return verdicts


def _found(themes: tuple[Theme, ...], film: list[Written]) -> tuple[dict[str, tuple[int, int]], int] | None:
    """How many cues a theme is found in and in how many of the guises it was written in; and statements in which another is heard."""
    try:
        from originalscore.measures.matcher import find_theme
    except ImportError:
        return None
    counts, mistaken = {}, 0
    for theme in themes:
        cues, guises = set(), set()
        for work in film:
            for line in work.sketch.lines:
                notes: list[Sung] = [(note.onset, note.length, note.pitch.height) for note in line.notes if note.pitch]
                if not line.theme or not any(found.likeness >= FOUND for found in find_theme(theme, notes)):
                    continue
                mistaken += line.theme != theme.name
                if line.theme == theme.name:
                    cues.add(work.cue.id)
                    guises.add(line.guise)
        counts[theme.name] = (len(cues), len(guises))
    return counts, mistaken


def _originality(film: list[Written]) -> tuple[str, ...] | None:
    try:
        from originalscore.originality import check_score
    except ImportError:
        return None
    names = {theme.name for theme in film[0].plan.themes}
    rows = check_score(film[0].plan, [(work.cue.number, work.sketch) for work in film]).lines
    return tuple(row.verdict for row in rows if row.theme in names)


def _chords(work: Written) -> tuple[tuple[int, str], ...]:
    tonic = work.asked.key.tonic.pitch_class
    return tuple(((span.chord.root.pitch_class - tonic) % 12, span.chord.quality) for span in work.sketch.chords)


def _pairs(items: Sequence[tuple[object, ...]]) -> int:
    """Pairs of equal, non-empty items."""
    return sum(one == other and bool(one) for one, other in combinations(items, 2))
