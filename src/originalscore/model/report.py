"""The report: what was done and how well, measured on the finished audio. Others read these fields; see product.md.

Errors are signed: music later than picture is positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from originalscore.model.delivery import DeliveredFile
from originalscore.model.project import StageTime
from originalscore.model.shortfall import Shortfall


@dataclass(frozen=True)
class FilmLine:
    """The film as read."""

    file: str
    sha256: str
    duration_s: float
    frame_rate: str
    start_timecode: str


@dataclass(frozen=True)
class HitLine:
    """One hit: where it was wanted, where it was written, where it was heard (None: no accent was found there)."""

    at_s: float
    what: str
    kind: str
    must: bool
    landing: str
    bar: int
    beat: float
    planned_error_ms: float
    rendered_error_ms: float | None
    landed: bool


@dataclass(frozen=True)
class StatementLine:
    """One statement of a theme: where it stands in the film, what it does in the theme's story, its guise and the plan's reason."""

    theme: str
    subject: str
    cue: str
    at_s: float
    stage: str
    guise: str
    partner: str
    why: str


@dataclass(frozen=True)
class SeriesLine:
    """How much of the music earlier episodes brought: themes with the episode each was first heard in, bars that state one of them, all bars
    of the score, and the share (0 to 1)."""

    themes: tuple[tuple[str, str], ...]
    bars: int
    of_bars: int
    share: float


@dataclass(frozen=True)
class CueLine:
    """One cue; ``carried_bars`` are the numbers of the bars that state a theme of an earlier episode."""

    number: str
    start_s: float
    end_s: float
    bars: int
    tempo_bpm: tuple[float, float]
    meters: tuple[str, ...]
    key: str
    mood: str
    themes: tuple[str, ...]
    hits: tuple[HitLine, ...]
    shortfalls: tuple[Shortfall, ...]
    idiom: str = ""
    carried_bars: tuple[int, ...] = ()


@dataclass(frozen=True)
class ThemeLine:
    """One theme of the book and whose it is: ``source`` is ``invented`` or the user's file, ``author`` empty for an invented one."""

    name: str
    subject: str
    source: str
    author: str
    key: str
    meter: str
    form: str
    bars: int


@dataclass(frozen=True)
class DialogueLine:
    """One spoken line and the music under it; ``ride_db`` is how far the music was ridden for it, on average."""

    start_s: float
    end_s: float
    speech_lufs: float
    music_lufs: float | None
    difference_lu: float | None
    ride_db: float = 0.0


@dataclass(frozen=True)
class LoudnessLine:
    """Loudness of the delivered programme and of the music.

    ``dialogue_lufs`` is the programme's where somebody speaks, ``master_lufs`` that of ``music/master.wav``; ``distance_lu`` is the distance
    under speech that was asked for, ``ride_db`` the mean gain ride that made it; ``sample_rate`` is that of all waves, and ``lead_samples``
    of them lie before the picture (0 without a two-pop).
    """

    programme_lufs: float | None
    music_lufs: float | None
    true_peak_dbtp: float
    range_lu: float
    profile: str
    dialogue_lufs: float | None = None
    master_lufs: float | None = None
    distance_lu: float = 12.0
    ride_db: float = 0.0
    sample_rate: int = 48_000
    lead_samples: int = 0


@dataclass(frozen=True)
class StemLine:
    """One delivered stem."""

    name: str
    file: str
    sha256: str
    peak_dbfs: float


@dataclass(frozen=True)
class SyncLine:
    """How some hits are met on the rendered music: the share heard within one frame, what chance alone would reach of
    the same, and the share beyond chance (0 to 1; negative is worse than chance); ``worst_ms`` is the largest error heard,
    milliseconds without sign (None when nothing was heard)."""

    hits: int
    within_frame: float
    chance: float
    corrected: float
    worst_ms: float | None


@dataclass(frozen=True)
class Hearing:
    """What was heard on the finished music.

    ``heard_ms`` holds the signed error of every landing of every cue, milliseconds (None: no accent there, or an avoid
    point); ``sync`` sums up all hits beside chance, ``must_sync`` the must-hits beside theirs (None without any).
    """

    SCHEMA: ClassVar[str] = "Hearing.2"

    heard_ms: tuple[tuple[float | None, ...], ...]
    sync: SyncLine | None
    must_sync: SyncLine | None


@dataclass(frozen=True)
class OriginalityLine:
    """How near a theme (or a counter-line, a free melody) comes to known tunes.

    ``run`` counts intervals; ``edit_similarity`` (0 to 1) is None where the others' notes are not at hand, as in the index of hashes;
    ``human_percentile`` is the share of people's tunes, percent, that come less near. ``verdict``: ``pass warn redraw exempt``. ``cue`` is the
    cue that the line sounds in, empty for a theme itself; where a cue is told by its nearest line, ``of_lines`` says of how many.
    """

    theme: str
    nearest: str
    run: int
    edit_similarity: float | None
    human_percentile: float
    verdict: str
    rhythm_run: int = 0
    run_bits: float = 0.0
    likeness: float = 0.0
    why: str = ""
    cue: str = ""
    of_lines: int = 1


@dataclass(frozen=True)
class Report:
    """``report.json``."""

    film: FilmLine
    seed: int
    version: str
    cues: tuple[CueLine, ...]
    dialogue: tuple[DialogueLine, ...]
    loudness: LoudnessLine
    stems: tuple[StemLine, ...]
    originality: tuple[OriginalityLine, ...]
    originality_searched: tuple[str, ...]
    sync: SyncLine | None
    must_sync: SyncLine | None
    stages: tuple[StageTime, ...]
    peak_memory_mb: float
    files: tuple[DeliveredFile, ...]
    shortfalls: tuple[Shortfall, ...]
    remarks: tuple[str, ...]
    unmet: tuple[str, ...]
    style: str = ""
    plan: tuple[str, ...] = ()
    themes: tuple[ThemeLine, ...] = ()
    statements: tuple[StatementLine, ...] = ()
    series: SeriesLine | None = None
    originality_cues: tuple[OriginalityLine, ...] = ()

    def summary(self) -> tuple[str, ...]:
        """The report in a few lines for the terminal."""
        musts = [hit for cue in self.cues for hit in cue.hits if hit.must]
        landed = sum(hit.landed for hit in musts)
        music_s = sum(cue.end_s - cue.start_s for cue in self.cues)
        lines = [
            f"{len(self.cues)} cues, {music_s:.0f} s of music in {self.film.duration_s:.0f} s of film; {landed} of {len(musts)} must-hits landed"
        ]
        lines += [f"theme “{theme.name}” by {theme.author}, from {theme.source}" for theme in self.themes if theme.author]
        if self.must_sync:
            heard, chance = (f"{100 * share:.0f} %" for share in (self.must_sync.within_frame, self.must_sync.chance))
            lines.append(f"must-hits heard within one frame: {heard} (chance {chance})")
        if self.series:
            carried = ", ".join(name for name, _ in self.series.themes)
            lines.append(
                f"carried on from the series: {carried}, in {self.series.bars} of {self.series.of_bars} bars ({100 * self.series.share:.0f} %)"
            )
        under = [line.difference_lu for line in self.dialogue if line.difference_lu is not None]
        if under:
            lines.append(
                f"speech stands {min(under):.1f} to {max(under):.1f} LU above the music, which was ridden by {self.loudness.ride_db:.1f} dB on average"
            )
        near = {(line.theme, line.why): None for line in (*self.originality, *self.originality_cues) if line.verdict == "redraw"}
        lines += [f"too near: {theme} {why}" for theme, why in near]
        lines += [f"note: {remark}" for remark in self.remarks]
        lines += [f"not met: {line}" for line in self.unmet]
        return tuple(lines)
