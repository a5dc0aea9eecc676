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
from originalscore import planning
from originalscore.chance import Stream
from originalscore.measures.abstract import Voices, voices_of
from originalscore.measures.sonority import correlation, smoothed, strains
from originalscore.model.cue import level_at
from originalscore.model.sketch import curve_level

Floats = npt.NDArray[np.float64]
RIGHT, _FOLDS, _SHRINK = 0.90, 5, 0.15
_SCENES, _QUARTETS = 10, 12


def lines(rows: list[Row]) -> list[Verdict]:
    """The classifier on everything measured; on the craft table alone, which says how much of an idiom is harmony and line; and on
    labels in a random order, which must not be learned."""
    films = sorted({(row.seed, row.ensemble) for row in rows})
    what = f"idioms told apart by their measures, {RIGHT:.0%}"
    if len(films) < _FOLDS:
        return [missing(what, f"needs {_FOLDS} films")]
    labels = [row.idiom for row in rows]
    fold = np.array([films.index((row.seed, row.ensemble)) % _FOLDS for row in rows])
    figures, everything = _numbers(rows, texture=False), _numbers(rows, texture=True)
    mean, worst = _tried(everything, labels, fold)
    alone, _ = _tried(figures, labels, fold)
    control, _ = _tried(everything, list(Stream(1, "labels").shuffled(labels)), fold)
    chance = 1 / len(set(labels))
    told = f"{mean:.0%} of {len(set(labels))} idioms, worst {worst}; labels shuffled {control:.0%}, chance {chance:.0%}"
    return [
        Verdict(what, told, mean >= RIGHT and control < 3 * chance),
        Verdict("  by the craft table alone, without texture and tempo", f"{alone:.0%}", None),
    ]


def _tried(table: Floats, labels: list[str], fold: npt.NDArray[np.int64]) -> tuple[float, str]:
    """Mean share of cues set right, each idiom alike, every film judged by the others; and the worst idioms."""
    guesses = np.empty(len(labels), object)
    for n in range(_FOLDS):
        known = fold != n
        guesses[~known] = classify(table[known], [label for label, use in zip(labels, known) if use], table[~known])
    right = {name: share(guess == name for guess, label in zip(guesses, labels) if label == name) for name in sorted(set(labels))}
    worst = ", ".join(f"{name} {value:.0%}" for name, value in sorted(right.items(), key=lambda item: item[1])[:3])
    return float(np.mean(list(right.values()))), worst


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


def _numbers(rows: list[Row], *, texture: bool) -> Floats:
    """Figures, and texture if asked for, as a table; what a cue does not have becomes the middle of the others, with a flag of its own."""
    names = [name for name in rows[0].figures if any(row.figures[name] is not None for row in rows)]
    columns = []
    for name in names:
        column = np.array([np.nan if row.figures[name] is None else row.figures[name] for row in rows], float)
        columns += [np.where(np.isnan(column), np.nanmedian(column), column), np.isnan(column).astype(float)]
    columns += [np.array([row.texture[name] for row in rows], float) for name in rows[0].texture if texture]
    return np.stack([column for column in columns if column.std() > 0], 1)


def thriller_line() -> Verdict:
    """Ours under its scene against quartet movements laid under it from its first frame, beat for beat."""
    what = "a quartet laid under the thriller scores worse than ours"
    quartets = [excerpt for path in real.pieces()["quartet"][::3] for excerpt in real.music(path)[:1]][:_QUARTETS]
    if not quartets:
        return missing(what, "there are no quartets")
    own, theirs, works = [], [], []
    for seed in range(1, _SCENES + 1):
        film = ours.film(seed, "orchestra")
        work = ours.compose_cue(next(cue for cue in film.cues if cue.mood == "suspense"), planning.plan_score(film), seed)
        attacks = [[float(note.onset) for note in line.notes] for line in work.sketch.lines]
        own.append(_served(work, voices_of(work.sketch, work.tempo), attacks))
        under = [
            _served(work, voices, [[float(note[0] - voices.bars[0]) for note in voice] for voice in voices.all]) for voices in quartets
        ]
        works.append((work, attacks))
        theirs.append([float(np.median(column)) for column in zip(*under, strict=True)])
    # the control: our own music of the next scene, which is a thriller too but knows nothing of this one
    wrong = [
        _served(work, voices_of(other.sketch, other.tempo), heard)
        for (work, _), (other, heard) in zip(works, works[1:] + works[:1], strict=True)
    ]
    better = share(sum(mine) > sum(other) for mine, other in zip(own, theirs, strict=True))
    told = [", ".join(f"{value:.2f}" for value in np.median(one, axis=0)) for one in (own, theirs, wrong)]
    told[1] += f"; ours of another scene {told[2]}"
    return Verdict(what, f"tension, hits, density: ours {told[0]}; quartets {told[1]}; ours better in {better:.0%} of scenes", better == 1)


def _served(work: ours.Written, voices: Voices, attacks: list[list[float]]) -> tuple[float, float, float]:
    """How a scene is served: tension with its target (r), hits that stand out of the attacks (share), attacks with density (r)."""
    beats = int(work.tempo.end_beat)
    width = round(2 * float(work.asked.meter.beats))
    strain = strains(voices)[:beats]
    target = np.array([curve_level(work.sketch.tension, Fraction(beat)) for beat in range(len(strain))])
    held = correlation(smoothed(strain, width), smoothed(target, width)) or 0.0
    counts = np.zeros(beats)
    for onset in (onset for line in attacks for onset in line if 0 <= onset < beats):
        counts[int(onset)] += 1
    least = counts.mean() + counts.std()
    met = share(counts[min(beats - 1, int(landing.beat))] >= least for landing in work.tempo.landings)
    density = np.array([level_at(work.cue.density, work.cue.start_s + work.tempo.seconds(Fraction(beat))) for beat in range(beats)])
    return held, met, correlation(smoothed(counts, width), smoothed(density, width)) or 0.0
