"""Playing the score: from beats to seconds, with the small freedoms that players take and the hits exact.

Rules after the performance grammar of the KTH group (Friberg, Bresin and Sundberg, "Overview of the KTH rule system", 2006), values of the
craft notes: phrases arch in level and lean in time but come back at every bar line that carries a hit, short notes are a little shorter,
high notes a little louder, each player drifts on one slow correlated noise of his own, held notes swell. Notes that carry a hit sound at
their exact time and nothing sounds just before them. Electronics are a machine: exact in time, length and pitch.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sin

from originalscore.chance import Stream
from originalscore.model.cue import Cue
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.model.score import Note, Part, Score
from originalscore.model.sketch import curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION

#: Ring after the cue's end by its ending, seconds (ours).
TAILS_S = {"close": 3.5, "open": 3.0, "fade": 2.0, "cut": 0.12}
#: A control point every so often while a held note sounds, seconds.
_CONTROL_S = 0.08
_MACHINE = "electronics"
_STRUCK = ("timpani", "percussion", "glockenspiel", "vibraphone", "harp", "celesta", "piano")


@dataclass(frozen=True)
class _Drift:
    """A player's timing: slow steps in milliseconds at every half second, joined by lines (a random walk that returns)."""

    steps_ms: tuple[float, ...]

    def at(self, seconds: float) -> float:
        """Seconds early (-) or late (+)."""
        place = max(0.0, seconds) * 2
        index = min(int(place), len(self.steps_ms) - 2)
        share = min(1.0, place - index)
        return (self.steps_ms[index] * (1 - share) + self.steps_ms[index + 1] * share) / 1000


def perform(score: Score, cue: Cue, tempo: TempoMap, stream: Stream) -> Performance:
    """Play a cue.

    Returns
    -------
    Performance
        Notes and controls in seconds from the cue's first frame; exact where a hit is carried.
    """
    length_s = float(cue.length_s)
    tail_s = TAILS_S[cue.ending]
    exact = tuple(sorted({float(tempo.seconds(note.onset)) for part in score.parts for note in part.notes if note.carries_hit}))
    parts = tuple(_play(part, tempo, cue, exact, length_s, tail_s, stream.split(part.instrument)) for part in score.parts)
    return Performance(cue.id, length_s, tail_s, tuple(part for part in parts if part.notes))


def _play(part: Part, tempo: TempoMap, cue: Cue, exact: tuple[float, ...], length_s: float, tail_s: float, stream: Stream) -> PlayedPart:
    drift = _drift(stream.split("drift"), length_s)
    jitter, velocity = stream.split("jitter"), stream.split("level")
    heights = [note.pitch.height for note in part.notes if note.pitch]
    middle = sum(heights) / len(heights) if heights else 60
    played = []
    for number, note in enumerate(part.notes):
        onset_s = float(tempo.seconds(note.onset))
        end_s = float(tempo.seconds(note.onset + note.length))
        if onset_s >= length_s - 0.01:
            continue
        sounding_s = _sounding(part, number, note, end_s - onset_s)
        machine = part.instrument == _MACHINE
        free_s = onset_s if machine else onset_s + drift.at(onset_s) + jitter.bell(4) / 1000
        at_s = _kept_clear(onset_s, free_s, exact, note.carries_hit)
        level = _played_level(part, note, middle, tempo) + velocity.bell(25) / 1000
        stop_s = min(at_s + sounding_s, length_s + (tail_s if cue.ending != "cut" else 0.0))
        last = note.onset + note.length >= tempo.end_beat - 1 and cue.ending in ("close", "open")
        if last and part.instrument not in _STRUCK and not (machine and _kind(note) != "held"):
            stop_s = min(length_s + 0.6, max(stop_s, length_s + 0.4))
        if cue.ending == "cut":
            stop_s = min(stop_s, length_s)
        if stop_s - at_s < 0.02:
            continue
        played.append(
            PlayedNote(
                round(max(0.0, at_s), 6), round(stop_s - max(0.0, at_s), 6), note.pitch, note.sound, round(min(1.0, max(0.08, level)), 4),
                _technique(part, note, sounding_s), note.carries_hit, 0, 0.0 if machine else round(jitter.bell(6) / 2, 2),
            )
        )  # fmt: skip
    played.sort(key=lambda note: (note.onset_s, note.pitch.height if note.pitch else 0, note.sound))
    return PlayedPart(part.instrument, tuple(played), _controls(part, played, tempo, cue, length_s, tail_s))


def _drift(stream: Stream, length_s: float) -> _Drift:
    steps, at = [0.0], 0.0
    for _ in range(int(length_s * 2) + 4):
        at = 0.82 * at + stream.between(-4, 4)
        steps.append(round(at, 3))
    return _Drift(tuple(steps))


def _kept_clear(onset_s: float, free_s: float, exact: tuple[float, ...], carries: bool) -> float:
    """Exact notes stay; what is written with a hit comes with it or up to 5 ms after; nothing else sounds in the 40 ms before it."""
    if carries:
        return onset_s
    for hit_s in exact:
        if abs(onset_s - hit_s) < 1e-6:
            return hit_s + min(0.005, max(0.0, free_s - hit_s))
        if hit_s - 0.04 < free_s < hit_s:
            return min(free_s, onset_s) if onset_s < hit_s - 0.04 else max(0.0, hit_s - 0.06)
    return free_s


def _sounding(part: Part, number: int, note: Note, written_s: float) -> float:
    """How long a written length sounds: staccato half, legato into the next note, short notes a little shorter."""
    if part.instrument == _MACHINE:
        return written_s
    if note.sound or part.instrument in ("timpani", "glockenspiel", "celesta", "vibraphone"):
        return max(written_s, 0.4)
    if part.instrument in ("harp", "piano"):
        return written_s * 0.98 + (0.35 if part.instrument == "harp" else 0.12)
    if note.articulation == "staccato":
        return min(written_s * 0.55, 0.22)
    if note.articulation in ("marcato", "accent"):
        return written_s * 0.9
    if note.slur in ("start", "both") or (note.slur == "" and written_s > 0.4):
        return written_s + 0.05
    contrast_s = 0.011 if written_s < 0.25 else 0.007 if written_s < 0.5 else 0.0
    return max(0.06, written_s * 0.96 - contrast_s)


def _played_level(part: Part, note: Note, middle: float, tempo: TempoMap) -> float:
    """Written level, high notes louder (3 dB an octave, about .05 of our scale), strong beats leaned on."""
    if part.instrument == _MACHINE and _kind(note) == "leading":
        return curve_level(part.level, note.onset + note.length)
    level = curve_level(part.level, note.onset)
    if note.pitch and part.instrument != _MACHINE:
        level += 0.05 * (note.pitch.height - middle) / 12
    bar = tempo.bar_at(note.onset)
    level += {4: 0.03, 3: 0.015}.get(bar.meter.strength(note.onset - bar.start_beat), 0.0)
    return level + {"accent": 0.08, "marcato": 0.12}.get(note.articulation, 0.0)


def _kind(note: Note) -> str:
    """Whether an electronic note is held, struck or leading."""
    return ELECTRONIC_SOUNDS[note.sound].kind


def _technique(part: Part, note: Note, sounding_s: float) -> str:
    if part.instrument == _MACHINE:
        return "sustain" if _kind(note) == "held" else "struck"
    if note.sound or part.instrument in _STRUCK:
        return "roll" if note.articulation == "roll" else "struck"
    word = ""
    for direction in part.directions:
        if direction.beat <= note.onset:
            word = direction.words
    if word == "pizz.":
        return "pizzicato"
    if note.articulation == "tremolo":
        return "tremolo"
    if note.articulation == "staccato" or sounding_s < 0.16:
        return "staccato"
    if note.articulation in ("marcato", "accent"):
        return "marcato"
    return "legato" if note.slur else "sustain"


def _controls(part: Part, played: list[PlayedNote], tempo: TempoMap, cue: Cue, length_s: float, tail_s: float) -> tuple[Control, ...]:
    """Expression while notes sound: the part's level, and on every held note a swell of its own; a fade takes all down."""
    if part.instrument in _STRUCK and not any(note.technique == "roll" for note in played):
        return ()
    held = [note for note in played if note.technique not in ("struck", "staccato", "pizzicato")]
    controls: dict[float, float] = {}
    for number, note in enumerate(held):
        steps = max(1, int(note.length_s / _CONTROL_S))
        for step in range(steps + 1):
            at_s = note.onset_s + note.length_s * step / steps
            share = step / steps
            level = curve_level(part.level, tempo.beat(Fraction(round(at_s * 1000), 1000)))
            swell = 0.0
            if note.length_s > 0.8:
                depth = min(0.10, 0.035 + 0.02 * note.length_s)
                peak = 0.62 if number % 2 else 0.45
                swell = depth * (sin(3.14159265 * (share**0.8 if peak < 0.5 else share)) - 0.45)
            controls[round(at_s, 3)] = level + swell
    faded = length_s - min(4.0, 0.3 * length_s)
    points = []
    for at_s, value in sorted(controls.items()):
        if cue.ending == "fade" and at_s > faded:
            value *= max(0.0, 1 - (at_s - faded) / (length_s + tail_s - faded))
        points.append(Control(at_s, "expression", round(min(1.0, max(0.02, value)), 4)))
    return tuple(points)


def can_play(instrument: str, note: PlayedNote) -> bool:
    """Whether a played note exists on its instrument."""
    if instrument == _MACHINE:
        return note.sound in ELECTRONIC_SOUNDS and note.pitch is not None and INSTRUMENTS[instrument].reaches(note.pitch)
    if note.sound:
        return note.sound in PERCUSSION
    return note.pitch is not None and INSTRUMENTS[instrument].reaches(note.pitch)
