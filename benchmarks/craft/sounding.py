"""Hits on the finished sound: a film of fourteen cues for every ensemble, rendered; a must-hit stands out, and little does where nobody asked."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from craft import ours
from craft.lines import Verdict, share
from originalscore import performance
from originalscore.chance import Stream
from originalscore.measures.standing import standing
from originalscore.render import render

STANDS, UNASKED, HELD = 2.0, 0.05, 1.0
#: The control: the same cue heard this many seconds off.
_SHIFTS_S = (3.1, 5.7, 8.3)


@dataclass(frozen=True)
class Heard:
    """A cue, by mood and ensemble: standings of its must-hits and of shifted moments; its strongest accents and those nobody asked for, as they are and, the
    control, as they would be if the must-hits were at the shifted moments."""

    name: str
    hits: tuple[float, ...]
    shifted: tuple[float, ...]
    accents: tuple[int, int]
    accents_shifted: tuple[int, int]


def lines(ensembles: Sequence[str]) -> list[Verdict]:
    """The lines of the issue about hits, over one film each for some ensembles."""
    heard = [_hear(work, seed) for seed, ensemble in enumerate(ensembles, 1) for work in ours.compose(ours.film(seed, ensemble))]
    hits = [value for one in heard for value in one.hits]
    stand, chance = share(v >= STANDS for v in hits), share(v >= STANDS for one in heard for v in one.shifted)
    strongest, unasked = (sum(one.accents[n] for one in heard) for n in (0, 1))
    control = sum(one.accents_shifted[1] for one in heard) / max(1, sum(one.accents_shifted[0] for one in heard))
    each = sorted(((one.accents[1] / max(1, one.accents[0]), one.accents[1], one.name) for one in heard), reverse=True)
    most = ", ".join(f"{name} {count}" for _, count, name in each[:5] if count)
    flat = sorted((min(one.hits), one.name) for one in heard if one.hits and min(one.hits) < STANDS)
    words = ", ".join(f"{name} {value:.1f}" for value, name in flat[:6])
    return [
        Verdict(
            f"must-hits at least {STANDS:g} deviations above the cue's norm",
            f"{stand:.0%} of {len(hits)}, median {np.median(hits):.1f}; other moments {chance:.0%}{'; flat: ' + words if words else ''}",
            stand >= HELD > chance,
        ),
        Verdict(
            f"strongest accents that nobody asked for, at most {UNASKED:.0%}",
            f"{unasked / max(1, strongest):.0%} of {strongest}{': ' + most if most else ''}; a cue's mean "
            f"{np.mean([value for value, _, _ in each]):.0%}; other moments taken for hits {control:.0%}",
            unasked <= UNASKED * strongest < control * strongest,
        ),
    ]


def _hear(work: ours.Written, seed: int) -> Heard:
    played = performance.perform(work.score, work.cue, work.tempo, Stream(seed, work.cue.id, "performance"), chords=work.sketch.chords)
    with tempfile.TemporaryDirectory(prefix="bench-craft-") as place:
        stems = render(played, Path(place))
        sound = sum(soundfile.read(stem.audio.file, dtype="float32", always_2d=True)[0].T for stem in stems.stems)
        rate = soundfile.info(stems.stems[0].audio.file).samplerate
    sound = sound[:, stems.lead_samples : stems.lead_samples + round(float(work.cue.length_s) * rate)]
    start = work.cue.start_s
    must = [float(hit.at_s - start) for hit in work.cue.hits if hit.must]
    others = [0.0, *(float(hit.at_s - start) for hit in work.cue.hits if not hit.must)]  # a cue's own entrance is asked for
    found = standing(sound, rate, must, others)
    length_s = float(work.cue.length_s)
    moments = [at_s for hit in must for off in _SHIFTS_S if (at_s := (hit + off) % length_s) > 1 and all(abs(at_s - o) > 1 for o in others)]
    name = f"{work.cue.mood} ({work.cue.ensemble})"
    print(f"{name}: {', '.join(f'{value:.1f}' for value in found.hits)}", file=sys.stderr)
    shifted = standing(sound, rate, moments)
    counts = [(len(one.strongest), len(one.unasked)) for one in (found, shifted)]
    return Heard(name, found.hits, shifted.hits, *counts)
