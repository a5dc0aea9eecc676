"""The clock film with a must-hit every fifteen seconds, where its border changes colour: one cue from end to end."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path

import av

from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.model.cue import CueList, CurvePoint, Hit
from originalscore.pipeline import Listener, spot_film
from originalscore.wishes import Wishes

EVERY_S = 15


def first_seconds(film: Path, short: Path, length_s: int) -> Path:
    """The beginning of a film, its packets as they are."""
    with av.open(str(film)) as source, av.open(str(short), "w") as target:
        picture = source.streams.video[0]
        stream = target.add_stream_from_template(picture)
        for packet in source.demux(picture):
            if packet.dts is not None and packet.pts is not None and packet.pts * packet.time_base < length_s:
                packet.stream = stream
                target.mux(packet)
    return short


def ask_every_change(film: Path, root: Path) -> CueList:
    """Spot the film, then ask for one cue whose must-hits are the border's changes."""
    folder = ProjectFolder(root)
    _, seen, cues = spot_film(folder, Wishes(film=film, seed=7), Listener())
    length_s = Fraction(int(seen.film.duration_s))
    hits = tuple(
        Hit(Fraction(at_s), f"the border changes at {at_s} s", "hard", "downbeat", True, 1.0)
        for at_s in range(EVERY_S, int(length_s) - 2, EVERY_S)
    )
    level = (CurvePoint(Fraction(0), 0.5),)
    one = dataclasses.replace(
        cues.cues[0], start_s=Fraction(0), end_s=length_s, hits=hits, speech=(), pace=level, density=level, force=level,
        ensemble="orchestra", mood="action", blend=(), ending="close",
    )  # fmt: skip
    asked = dataclasses.replace(cues, cues=(one,), silences=())
    cues_toml.write_cues(folder.cues_file, asked, seen)
    return asked
