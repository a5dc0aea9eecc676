"""Sync of any finished film, measured: every asked moment on its own, all of them against chance, and accents that nobody asked for.

Only sound is needed. It is decoded once, to one channel on disk, so that a film of any length costs little memory; its zero is the film's
first frame. How accents are heard and chance is found is told in ``measures.onsets`` and ``measures.sync``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from originalscore.errors import BriefError, PictureError
from originalscore.external.media import Probe, decode_sound, probe
from originalscore.folder import ProjectFolder
from originalscore.formats.hit_list import ListedHit
from originalscore.measures.onsets import Accents
from originalscore.measures.sync import SyncHit, SyncReport, measure_sync
from originalscore.model.audio import Mix
from originalscore.model.cue import TOLERANCES_MS
from originalscore.model.picture import Picture
from originalscore.sync.hits import list_clock, read_hits
from originalscore.times import Clock, FrameRate, film_clock

RATE = 48_000
_SOUND_ONLY = FrameRate(Fraction(25))
"""Frames are counted at this rate where nothing tells one (the house's clock of projects without picture)."""
_NEAR_S = 0.15
"""An accent this near to an asked moment is that moment's own: what ``Accents.error_s`` looks at."""
_SHOWN = 12
"""Unasked accents that are kept, the strongest (ours)."""
_COLUMNS_A_S = 50
"""Points of the drawn waveform a second."""
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Accent:
    """An accent where none was asked: its time, the nearest frame, and its strength beside the median of those heard at the asked moments (1: as strong)."""

    at_s: float
    timecode: str
    strength: float


@dataclass(frozen=True)
class Measured:
    """One film's music against one hit list.

    ``musts`` is None without must-hits; ``accents`` counts all clear accents of the music and ``unasked_strong`` those away from every asked
    moment that are at least as strong as the median of the asked ones; ``unasked`` are the strongest, in order of time; ``avoided`` the
    points to avoid that were accented. ``wave`` is the loudest sample of every fiftieth of a second, for drawing.
    """

    name: str
    hits: str
    clock: Clock
    length_s: Fraction
    report: SyncReport
    musts: SyncReport | None
    accents: int
    unasked_strong: int
    unasked: tuple[Accent, ...]
    avoided: tuple[Accent, ...]
    remarks: tuple[str, ...]
    wave: Floats


def measure_film(
    film: Path, hits: Path | None = None, *, music: Path | None = None, frame_rate: FrameRate | None = None, start: str = "", seed: int = 0
) -> Measured:  # fmt: skip
    """Measure a film, a sound file, or a folder that a film was scored into.

    Parameters
    ----------
    film
        Only its sound is heard; its picture tells the frame rate and the start timecode.
    hits
        The moments asked; default: those of the folder.
    music
        Heard instead of the film's sound; its zero is the film's first frame.
    frame_rate, start
        Of the film, where its file does not tell them or tells them wrong; ``start`` is the label of the first frame.
    seed
        Of the shifts that measure chance.

    Raises
    ------
    PictureError
        If a file cannot be opened or holds no sound.
    BriefError, FormatError
        If the folder holds no finished score, or the hit list cannot be used.
    """
    if film.is_dir():
        heard, lead_s, clock, hits = _of_folder(film, hits)
    else:
        heard, lead_s, clock = film, Fraction(0), None
    if hits is None:
        raise BriefError("nothing says which moments the music should meet", "give --hits FILE")
    probed = probe(heard)
    asked, remarks = _clock(probed, clock, hits, frame_rate, start)
    if music is not None:
        probed, heard = probe(music), music
    if not probed.has_sound:
        raise PictureError(f"{heard.name} holds no sound that decodes", "name a film with sound, or the music itself with --music")
    listed = read_hits(hits, asked)
    clock = asked or Clock(_SOUND_ONLY)
    with _decoded(heard, probed) as sound:
        lead = round(lead_s * RATE)
        samples = len(sound) - lead
        accents = Accents(lambda first, last: np.asarray(sound[None, lead + first : lead + last]), samples, RATE)
        length_s = Fraction(samples, RATE)
        _check_inside(listed, length_s, clock, heard)
        return _measured(film, hits, clock, listed, accents, length_s, (*probed.remarks, *remarks), _outline(sound[lead:]), seed)


def _measured(
    film: Path, hits: Path, clock: Clock, listed: Sequence[ListedHit], accents: Accents, length_s: Fraction, remarks: tuple[str, ...],
    wave: Floats, seed: int,
) -> Measured:  # fmt: skip
    def listen(at_s: Fraction) -> float | None:
        return accents.error_s(float(at_s), _NEAR_S)

    frame_s = clock.frame_rate.frame_s
    wanted = [SyncHit(hit.at_s, hit.what, hit.kind, hit.must) for hit in listed]
    musts = [hit for hit in wanted if hit.must and hit.kind != "avoid"]
    everywhere = accents.all()
    asked_s = [float(hit.at_s) for hit in listed if hit.kind != "avoid"]
    own = [strength for at_s, strength in everywhere if _distance(at_s, asked_s) <= _NEAR_S]
    usual = float(np.median(own)) if own else float(np.median([strength for _, strength in everywhere] or [1.0]))

    def accent(at_s: float, strength: float) -> Accent:
        return Accent(round(at_s, 4), clock.label(round(at_s * clock.frame_rate.rate) * frame_s), round(strength / usual, 2))

    unasked = [pair for pair in everywhere if _distance(pair[0], asked_s) > _NEAR_S]
    strongest = sorted(sorted(unasked, key=lambda pair: -pair[1])[:_SHOWN])
    avoid_s = [float(hit.at_s) for hit in listed if hit.kind == "avoid"]
    touched = [pair for pair in everywhere if _distance(pair[0], avoid_s) <= TOLERANCES_MS["avoid"][1] / 1000]
    return Measured(
        name=film.name, hits=hits.name, clock=clock, length_s=length_s,
        report=measure_sync(listen, length_s, wanted, frame_s=frame_s, seed=seed),
        musts=measure_sync(listen, length_s, musts, frame_s=frame_s, seed=seed) if musts else None,
        accents=len(everywhere), unasked_strong=sum(strength >= usual for _, strength in unasked),
        unasked=tuple(accent(*pair) for pair in strongest), avoided=tuple(accent(*pair) for pair in touched), remarks=remarks, wave=wave,
    )  # fmt: skip


def _of_folder(root: Path, hits: Path | None) -> tuple[Path, Fraction, Clock, Path]:
    """The music of a scored folder, how long before picture zero it begins, the film's clock, and the folder's own hits."""
    folder = ProjectFolder(root)
    mixed, seen = (folder.recall("mix", "", Mix), folder.recall("picture", "", Picture)) if folder.is_known else (None, None)
    listed = hits or root / "documents" / "hits.csv"
    if mixed is None or seen is None or not listed.is_file():
        raise BriefError(f"{root} holds no finished score", f"run originalscore score {root}, or name a film and --hits FILE")
    return root / mixed.music.file, Fraction(mixed.lead_samples, mixed.music.sample_rate), seen.film.clock, listed


def _clock(
    probed: Probe, known: Clock | None, hits: Path, frame_rate: FrameRate | None, start: str
) -> tuple[Clock | None, tuple[str, ...]]:  # fmt: skip
    """The film's clock as far as anybody tells it, and remarks on it."""
    remark = ""
    if known is None and probed.rate and 1 <= probed.rate <= 300:
        known, remark = film_clock(probed.rate, probed.timecode)
    known = known or list_clock(hits)
    rate = frame_rate or (known.frame_rate if known else None)
    if start and rate is None:
        raise BriefError("a start timecode needs a frame rate", "give --frame-rate too")
    if rate is None:
        return None, (f"nothing tells a frame rate: frames are counted at {_SOUND_ONLY}",)
    first = (
        rate.frame(start) if start else rate.frame(probed.timecode) if frame_rate and probed.timecode else known.start_frame if known else 0
    )
    return Clock(rate, first), (remark,) if remark and not frame_rate else ()


def _check_inside(listed: Sequence[ListedHit], length_s: Fraction, clock: Clock, heard: Path) -> None:
    outside = [hit for hit in listed if not 0 <= hit.at_s < length_s]
    if outside:
        one = outside[0]
        more = f" ({len(outside)} of {len(listed)} do)" if len(outside) > 1 else ""
        raise BriefError(
            f"{one.place}: “{one.what}” at {float(one.at_s):.3f} s lies outside {heard.name}, which sounds for {float(length_s):.3f} s{more}",
            f"check the list, or the film's first frame with --start (now {clock.label(Fraction(0))})",
        )


@contextmanager
def _decoded(path: Path, probed: Probe) -> Iterator[Floats]:
    """The sound in one channel, kept on disk while it is measured."""
    with tempfile.TemporaryFile() as file:
        for block in decode_sound(path, RATE, 1, probed=probed):
            file.write(block[0].tobytes())
        if not file.tell():
            raise PictureError(f"{path.name} holds no sound that decodes", "name a film with sound, or the music itself with --music")
        file.flush()
        yield np.memmap(file, np.float32, "r")


def _outline(sound: Floats) -> Floats:
    """The loudest sample of every fiftieth of a second."""
    size = RATE // _COLUMNS_A_S
    whole = len(sound) // size * size
    return np.asarray([np.abs(part).max() for part in sound[:whole].reshape(-1, size)], np.float32)


def _distance(at_s: float, moments_s: Sequence[float]) -> float:
    return min((abs(at_s - moment_s) for moment_s in moments_s), default=float("inf"))
