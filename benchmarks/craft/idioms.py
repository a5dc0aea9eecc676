"""Are the idioms told apart by their measures, and does ours serve a thriller better than a quartet laid under it?

The classifier is Fisher's linear discriminant with a shrunk common covariance (R. Fisher, 1936; shrinkage ours), trained on all films but
a fifth and tried on that fifth. It sees the craft table and a few figures of texture; chance is told beside it.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from craft import ours, real
from craft.lines import Verdict, missing, share
from craft.ours import Row
from originalscore.measures.abstract import Voices
from originalscore.measures.sonority import correlation, smoothed, strains

Floats = npt.NDArray[np.float64]
RIGHT, _FOLDS, _SHRINK = 0.90, 5, 0.15
_THRILLER_S, _QUARTETS = ("suspense",), 12


def lines(rows: list[Row]) -> list[Verdict]:
    """The classifier's line."""
    labels = [row.idiom for row in rows]
    seeds = sorted({(row.seed, row.ensemble) for row in rows})
    what = f"idioms told apart by their measures, {RIGHT:.0%}"
    if len(seeds) < _FOLDS:
        return [missing(what, f"needs {_FOLDS} films")]
    table = _numbers(rows)
    fold = np.array([seeds.index((row.seed, row.ensemble)) % _FOLDS for row in rows])
    guesses = np.empty(len(rows), object)
    for n in range(_FOLDS):
        known = fold != n
        guesses[~known] = classify(table[known], [label for label, use in zip(labels, known) if use], table[~known])
    right = {name: share(guess == name for guess, label in zip(guesses, labels) if label == name) for name in sorted(set(labels))}
    mean = float(np.mean(list(right.values())))
    worst = ", ".join(f"{name} {value:.0%}" for name, value in sorted(right.items(), key=lambda item: item[1])[:3])
    return [Verdict(what, f"{mean:.0%} of {len(right)} idioms (chance {1 / len(right):.0%}; worst: {worst})", mean >= RIGHT)]


def classify(known: Floats, labels: list[str], unknown: Floats) -> list[str]:
    """The label of each unknown row."""
    centre, spread = known.mean(0), known.std(0) + 1e-9
    known, unknown = (known - centre) / spread, (unknown - centre) / spread
    names = sorted(set(labels))
    means = np.stack([known[[label == name for label in labels]].mean(0) for name in names])
    inside = known - means[[names.index(label) for label in labels]]
    covariance = (1 - _SHRINK) * inside.T @ inside / len(known) + _SHRINK * np.eye(known.shape[1])
    weights = np.linalg.solve(covariance, means.T)
    scores = unknown @ weights - 0.5 * (means * weights.T).sum(1)
    return [names[place] for place in scores.argmax(1)]


def _numbers(rows: list[Row]) -> Floats:
    """Figures and texture as a table; what a cue does not have becomes the middle of the others, with a flag of its own."""
    names = [name for name in rows[0].figures if any(row.figures[name] is not None for row in rows)]
    columns = []
    for name in names:
        column = np.array([np.nan if row.figures[name] is None else row.figures[name] for row in rows], float)
        columns += [np.where(np.isnan(column), np.nanmedian(column), column), np.isnan(column).astype(float)]
    columns += [np.array([row.texture[name] for row in rows], float) for name in rows[0].texture]
    return np.stack([column for column in columns if column.std() > 0], 1)


def thriller_line() -> Verdict:
    """Ours under its scene against quartet movements laid under it: tension with its target, hits met by the voices, silence kept."""
    what = "a quartet laid under the thriller scores worse than ours"
    quartets = [excerpt for path in real.pieces()["quartet"][::3] for excerpt in real.music(path)[:1]][:_QUARTETS]
    if not quartets:
        return missing(what, "there are no quartets")
    own, theirs = [], []
    for seed in range(1, 7):
        film = ours.film(seed, "orchestra")
        plan = ours.planning.plan_score(film)
        work = ours.compose_cue(next(cue for cue in film.cues if cue.mood in _THRILLER_S), plan, seed)
        own.append(_serves(work, ours.voices_of(work.sketch, work.tempo)))
        theirs.append(float(np.median([_serves(work, voices) for voices in quartets])))
    better = share(mine > other for mine, other in zip(own, theirs, strict=True))
    return Verdict(
        what, f"ours {np.median(own):.2f}, quartets {np.median(theirs):.2f} of 1; ours better in {better:.0%} of scenes", better == 1
    )


def _serves(work: ours.Written, voices: Voices) -> float:
    """How a scene is served, 0 to 1: tension with its target, attacks of most voices at the hits and not between, movement with density."""
    beats = int(work.tempo.end_beat)
    width = round(2 * float(work.asked.meter.beats))
    shifted = voices.between(0, len(voices.bars) - 1)
    start = shifted.bars[0]
    strain = strains(shifted)[:beats]
    target = np.array([ours.curve_level(work.sketch.tension, Fraction(beat)) for beat in range(len(strain))])
    held = correlation(smoothed(strain, width), smoothed(target, width)) or 0.0
    onsets = [{float(onset - start) for onset, _, _ in voice} for voice in shifted.all]
    hits = [float(landing.beat) for landing in work.tempo.landings]
    met = share(sum(min((abs(onset - hit) for onset in voice), default=9) < 0.1 for voice in onsets) * 2 > len(onsets) for hit in hits)
    attacks = np.array([sum(any(beat <= onset < beat + 1 for onset in voice) for voice in onsets) for beat in range(beats)], float)
    density = np.array([ours.level_at(work.cue.density, work.cue.start_s + work.tempo.seconds(Fraction(beat))) for beat in range(beats)])
    moved = correlation(smoothed(attacks, width), smoothed(density, width)) or 0.0
    return float(np.mean([max(0.0, held), met, max(0.0, moved)]))
