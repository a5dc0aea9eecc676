"""How the notes of real cues are played: hits felt in time, held notes that move, repeated notes that differ. Each note is heard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

import numpy as np

from originalscore.external.fluidsynth import SoundFont, Synth
from originalscore.measures.timbre import attack_error_ms, difference_db, least_movement_db
from originalscore.model.performance import Control, Performance, PlayedNote, PlayedPart
from originalscore.model.tempo import TempoMap
from originalscore.render import sounds
from sound.lines import Line
from sound.stage import RATE, Scored, Sound, in_slots, members, sounded, together

GROUP = "playing"
_HIT_SLOT_S, _HIT_LONGEST_S = 3.0, 0.8
_IN_TIME_MS, _IN_TIME_SHARE = 5.0, 99.0
_LEAST_MOVEMENT_DB = 1.0
_PAIRS = 8
"""Pairs of repeated notes that are listened to for each instrument: those played most alike."""
_COPY_DB = -60.0
_STILL = ("struck", "pizzicato", "staccato", "roll")
_MUSE = {"strings": (20, 48), "trombone": (0, 57)}


@dataclass(frozen=True)
class _Worst:
    """A value and whose it is."""

    value: float
    whose: str


def lines(scored: tuple[Scored, ...], palette: str) -> Iterator[Line]:
    """The lines for one palette."""
    cues = [cue for one in scored for cue in one.performances]
    played = set(members(palette)) | {"percussion"}
    yield from _attacks([played_by for played_by, _ in cues], palette, played)
    yield from _held(cues, palette, played)
    yield _repeated([played_by for played_by, _ in cues], palette, played)


def _attacks(cues: list[Performance], palette: str, played: set[str]) -> Iterator[Line]:
    hits: dict[str, list[PlayedNote]] = {}
    for part in (part for cue in cues for part in cue.parts if part.instrument in played):
        hits.setdefault(part.instrument, []).extend(note for note in part.notes if note.carries_hit)
    hits = {name: notes for name, notes in hits.items() if notes}
    late = [_Worst(attack_error_ms(_bare(*_MUSE["strings"], height), RATE, 1.0), "bare") for height in (60, 67, 74)]
    heard = _errors(hits, palette)
    yield Line(
        GROUP, f"{palette}: hits within 5 ms", _share(heard, _IN_TIME_MS), _IN_TIME_SHARE, None, "%",
        "fast strings, uncalibrated", _share(late, _IN_TIME_MS),
        f"half-rise against performance onset, in the hall, {len(heard)} notes of {len(hits)} instruments.", _summary(heard, _IN_TIME_MS),
    )  # fmt: skip


def _errors(hits: dict[str, list[PlayedNote]], palette: str) -> list[_Worst]:
    """Milliseconds that each hit is late."""
    jobs = [partial(in_slots, name, notes, palette, slot_s=_HIT_SLOT_S, longest_s=_HIT_LONGEST_S) for name, notes in hits.items()]
    return [
        _Worst(attack_error_ms(slot, RATE, 1.0), f"{name} {note.pitch or note.sound} {note.technique} {note.level:.2f}")
        for (name, notes), slots in zip(hits.items(), together(jobs), strict=True)
        for note, slot in zip(notes, slots, strict=True)
    ]


def _share(errors: list[_Worst], limit_ms: float) -> float | None:
    return 100 * float(np.mean([abs(error.value) <= limit_ms for error in errors])) if errors else None


def _summary(errors: list[_Worst], limit_ms: float) -> str:
    """Where the errors are: how many are beyond the limit and their mean by instrument, and the worst."""
    out: dict[str, list[float]] = {}
    for error in errors:
        if abs(error.value) > limit_ms:
            out.setdefault(error.whose.split()[0], []).append(error.value)
    told = ", ".join(f"{name} {len(values)} ({np.mean(values):+.0f} ms)" for name, values in sorted(out.items()))
    worst = max(errors, key=lambda error: abs(error.value), default=None)
    return f"Out: {told}; worst {worst.whose} {worst.value:+.1f} ms." if worst and told else ""


def _bare(bank: int, program: int, height: int, length_s: float = 2.0) -> Sound:
    """A patch of the SoundFont as it is, its note begun at second 1: no calibration, nothing moving."""
    with sounds.lent_font() as font:
        return bare_note(font, bank, program, height, length_s)


def bare_note(font: SoundFont, bank: int, program: int, height: int, length_s: float, velocity: int = 96) -> Sound:
    """One second of silence and a note of a patch as it is."""
    with Synth(font, RATE, sounds.GAIN_RATIO, channels=16, voices=64) as synth:
        synth.program(0, bank, program)
        silence = synth.write(RATE)
        synth.note_on(0, height, velocity)
        return np.concatenate((silence, synth.write(round(length_s * RATE) // 64 * 64)), axis=1)


def _held(cues: list[tuple[Performance, TempoMap]], palette: str, played: set[str]) -> Iterator[Line]:
    jobs = []
    for performance, tempo in cues:
        for part in (part for part in performance.parts if part.instrument in played):
            long = [
                (note, two_s) for note in part.notes if note.technique not in _STILL and note.length_s > (two_s := _two_bars_s(tempo, note))
            ]
            for layer in _apart(long):
                jobs.append(partial(_movements, part.instrument, layer, part.controls, performance.cue, palette))
    found: list[_Worst] = [worst for answers in together(jobs) for worst in answers]
    if not found:
        return  # this palette's own instruments hold no note for so long
    still = min(found, key=lambda worst: worst.value)
    frozen = sum(worst.value < _LEAST_MOVEMENT_DB for worst in found)
    yield Line(
        GROUP, f"{palette}: movement of the stillest held note", still.value, _LEAST_MOVEMENT_DB, None, "dB",
        "a trombone patch held still", least_movement_db(_bare(*_MUSE["trombone"], 53, 8.0)[:, RATE:], RATE, 4.0),
        f"level or brightness in the stillest two bars of {len(found)} notes longer than that.",
        f"{frozen} frozen; stillest: {still.whose}.",
    )  # fmt: skip


def _two_bars_s(tempo: TempoMap, note: PlayedNote) -> float:
    bar = tempo.bar_at(tempo.beat(Fraction(round(note.onset_s * 1000), 1000)))
    return 2 * float(tempo.seconds(bar.end_beat) - tempo.seconds(bar.start_beat))


def _apart(notes: list[tuple[PlayedNote, float]]) -> list[list[tuple[PlayedNote, float]]]:
    """The notes in layers, each a line with two seconds between its notes."""
    layers: list[list[tuple[PlayedNote, float]]] = []
    for note, two_s in notes:
        for layer in layers:
            last = layer[-1][0]
            if last.onset_s + last.length_s + 2.0 <= note.onset_s:
                layer.append((note, two_s))
                break
        else:
            layers.append([(note, two_s)])
    return layers


def _movements(
    instrument: str, notes: list[tuple[PlayedNote, float]], controls: tuple[Control, ...], cue: str, palette: str
) -> list[_Worst]:  # fmt: skip
    """How far each held note moves, the part's other notes left out but its controls kept."""
    end_s = max(note.onset_s + note.length_s for note, _ in notes)
    part = PlayedPart(instrument, tuple(note for note, _ in notes), controls)
    whole = sounded((part,), palette, length_s=end_s + 0.5, name=cue)
    found = []
    for note, two_s in notes:
        sound = whole[:, round(note.onset_s * RATE) : round((note.onset_s + note.length_s) * RATE)]
        found.append(_Worst(least_movement_db(sound, RATE, two_s), f"{instrument} {note.pitch} {note.length_s:.1f} s in {cue}"))
    return found


def _repeated(cues: list[Performance], palette: str, played: set[str]) -> Line:
    pairs: dict[str, list[tuple[PlayedNote, PlayedNote]]] = {}
    for part in (part for cue in cues for part in cue.parts if part.instrument in played):
        pairs.setdefault(part.instrument, []).extend(_pairs(part))
    pairs = {name: sorted(found, key=_unlikeness)[:_PAIRS] for name, found in pairs.items() if found}
    jobs = [partial(_heard_twice, name, found, palette) for name, found in pairs.items()]
    found = [_Worst(value, f"{name} {one.pitch or one.sound} {one.technique}")
             for (name, some), values in zip(pairs.items(), together(jobs), strict=True)
             for (one, _), value in zip(some, values, strict=True)]  # fmt: skip
    likest = min(found, key=lambda worst: worst.value, default=None)
    copies = sum(worst.value < _COPY_DB for worst in found)
    twice = [_bare(*_MUSE["strings"], 60) for _ in range(2)]
    return Line(
        GROUP, f"{palette}: difference of the likest repeated notes", likest.value if likest else None, _COPY_DB, None, "dB",
        "one note twice from a fresh synthesiser", difference_db(*twice),
        f"what is left of a note when the next is laid over it at the best place and gain; {len(found)} pairs, the likest of each instrument.",
        f"{copies} copies; likest: {likest.whose}." if likest else "no note is repeated.",
    )  # fmt: skip


def _pairs(part: PlayedPart) -> Iterator[tuple[PlayedNote, PlayedNote]]:
    """Notes of one player that sound the same pitch one after the other."""
    by_player: dict[tuple[int, str], list[PlayedNote]] = {}
    for note in part.notes:
        by_player.setdefault((note.player, note.sound), []).append(note)
    for notes in by_player.values():
        for one, other in pairwise(notes):
            if (one.pitch, one.technique) == (other.pitch, other.technique):
                yield one, other


def _unlikeness(pair: tuple[PlayedNote, PlayedNote]) -> float:
    one, other = pair
    return abs(one.level - other.level) + 0.05 * abs(one.detune_cents - other.detune_cents)


def _heard_twice(instrument: str, pairs: list[tuple[PlayedNote, PlayedNote]], palette: str) -> list[float]:
    """The difference of the notes of each pair; they are played so far apart that nothing rings over and only the notes can differ."""
    both = [replace(note, onset_s=0.0, length_s=0.5) for pair in pairs for note in pair]
    slots = in_slots(instrument, both, palette, slot_s=6.0, longest_s=0.5)
    heard = [slot[:, round(0.5 * RATE) : round(1.5 * RATE)] for slot in slots]
    return [difference_db(one, other) for one, other in zip(heard[::2], heard[1::2], strict=True)]
