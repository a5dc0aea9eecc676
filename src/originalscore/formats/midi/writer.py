"""Standard MIDI files: a cue with its exact tempo map, meters, hit markers and one named track a part.

Type 1, at a resolution in which every written note and every tempo point falls on a whole tick (960 a quarter, or a
multiple of it). Notes stand where they are written, for a sequencer's bars and beats; how hard they are played and how
held notes swell (CC 11) come from the performance. Electronic sounds are stood in for by General MIDI programs, changed before each
note that needs another one. The conductor track ends on the tick of the cue's end and so does each
part, so every reader reports the same length. Standard MIDI Files 1.0 (MIDI Manufacturers Association, 1996).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import mido

from originalscore.files import whole_file
from originalscore.formats.midi.velocity import Levels, Velocities
from originalscore.model.performance import Performance, PlayedPart
from originalscore.model.score import Note, Part, Score
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS, PERCUSSION
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.times import FrameRate

#: Ticks in a quarter note; divides by 12, the score's grid.
RESOLUTION = 960
_FINEST = 30_720
_DRUM_CHANNEL = 9
_ELECTRONICS = "electronics"
_EXPRESSION = 11
#: General MIDI programs (from 0) of the house's instruments.
_PROGRAMS = {
    "piccolo": 72, "flute": 73, "oboe": 68, "english-horn": 69, "clarinet": 71, "bassoon": 70, "horns": 60, "trumpets": 56,
    "trombones": 57, "tuba": 58, "timpani": 47, "percussion": 48, "glockenspiel": 9, "vibraphone": 11, "harp": 46, "celesta": 8,
    "piano": 0, "voice-solo": 53, "choir-women": 52, "choir-men": 52, "violin-solo": 40, "violins-1": 48, "violins-2": 48, "violas": 48,
    "cello-solo": 42, "cellos": 48, "basses": 48, "synth": 89, "electronics": 89,
}  # fmt: skip
#: Words in a string part that change its patch.
_PATCH_WORDS = {"pizz.": 45, "trem.": 44, "arco": None, "ord.": None}
_PEDALLED = "con ped."
_STRINGS = ("violin-solo", "violins-1", "violins-2", "violas", "cello-solo", "cellos", "basses")
_MAJOR_BY_FIFTHS = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
_MINOR_BY_FIFTHS = ("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m", "A#m")
_SMPTE_RATES = {24: 24, 25: 25, 30: 30}


@dataclass(frozen=True)
class _Event:
    """A message at a tick; ``rank`` orders messages of one tick: note ends before patches before note starts."""

    tick: int
    rank: int
    message: mido.Message | mido.MetaMessage


def write_midi(
    path: Path,
    score: Score,
    tempo: TempoMap,
    performance: Performance | None = None,
    *,
    markers: Sequence[tuple[Fraction, str]] = (),
    title: str = "",
    start: tuple[FrameRate, str] | None = None,
    owner: str = "",
) -> None:
    """Write a cue, whole or not at all.

    Parameters
    ----------
    path
        Ends in ``.mid``.
    score, tempo
        What is written, in beats, and the map from beats to seconds.
    performance
        Gives velocities and the swell of held notes; without it they follow the score's level curves.
    markers
        (beat, text): bars, sections or hits to show in a sequencer.
    title
        Name of the conductor track.
    start
        Frame rate and timecode label of the cue's first frame, for the SMPTE offset.
    owner
        Whose music it is, for the copyright notice; empty for our own.

    Raises
    ------
    DeliveryError
        If the file cannot be written.
    """
    ticks_per_beat = _resolution(tempo)
    end = math.ceil(max([tempo.end_beat, *(n.onset + n.length for part in score.parts for n in part.notes)]) * ticks_per_beat)
    song = mido.MidiFile(type=1, ticks_per_beat=ticks_per_beat, charset="utf-8")
    clock = _Ticks(ticks_per_beat, tempo)
    song.tracks.append(_track(_conductor(score, tempo, clock, markers, title or score.cue, start, end), end))
    if owner:
        song.tracks[0].insert(0, mido.MetaMessage("copyright", text=f"© {owner}", time=0))
    played = {part.instrument: part for part in performance.parts} if performance else {}
    for index, part in enumerate(score.parts):
        song.tracks.append(_track(_part_events(part, played.get(part.instrument), clock, index, score.parts, end), end))
    with whole_file(path) as partial:
        song.save(partial)


@dataclass(frozen=True)
class _Ticks:
    per_beat: int
    tempo: TempoMap

    def at(self, beat: Fraction) -> int:
        return max(0, round(beat * self.per_beat))

    def at_seconds(self, seconds: float) -> int:
        return self.at(self.tempo.beat(Fraction(round(seconds * 1_000_000), 1_000_000)))


def _resolution(tempo: TempoMap) -> int:
    finest = math.lcm(RESOLUTION, *(point.beat.denominator for point in tempo.points), *(bar.start_beat.denominator for bar in tempo.bars))
    return finest if finest <= _FINEST else RESOLUTION


def _track(events: Iterable[_Event], end: int) -> mido.MidiTrack:
    track = mido.MidiTrack()
    here = 0
    for event in sorted(events, key=lambda event: (event.tick, event.rank)):
        track.append(event.message.copy(time=event.tick - here))
        here = event.tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, end - here)))
    return track


def _conductor(
    score: Score,
    tempo: TempoMap,
    clock: _Ticks,
    markers: Sequence[tuple[Fraction, str]],
    title: str,
    start: tuple[FrameRate, str] | None,
    end: int,
) -> list[_Event]:
    events = [_Event(0, 0, mido.MetaMessage("track_name", name=title))]
    if start:
        events.append(_Event(0, 1, _smpte_offset(*start)))
    events += [_Event(clock.at(p.beat), 2, mido.MetaMessage("set_tempo", tempo=p.us_per_quarter)) for p in tempo.points]
    events.append(_Event(0, 3, mido.MetaMessage("key_signature", key=_key_name(score.key))))
    meter: Meter | None = None
    for bar in tempo.bars:
        if bar.meter != meter and clock.at(bar.start_beat) < end:
            meter = bar.meter
            clicks = 36 if meter.unit == 8 and meter.count % 3 == 0 and meter.count > 3 else 96 // meter.unit
            change = mido.MetaMessage("time_signature", numerator=meter.count, denominator=meter.unit, clocks_per_click=clicks)
            events.append(_Event(clock.at(bar.start_beat), 4, change))
    marked = [*((landing.beat, f"HIT {landing.what}") for landing in tempo.landings), *markers]
    events += [_Event(clock.at(beat), 5, mido.MetaMessage("marker", text=text)) for beat, text in marked]
    return [event for event in events if event.tick <= end]


def _key_name(key: Key) -> str:
    place = max(0, min(14, key.signature + 7))
    return (_MINOR_BY_FIFTHS if key.is_minor else _MAJOR_BY_FIFTHS)[place]


def _smpte_offset(rate: FrameRate, label: str) -> mido.MetaMessage:
    """The SMPTE offset; MIDI knows 24, 25, 29.97 drop and 30 frames, higher rates are halved to them."""
    hours, minutes, seconds, frames = (int(figure) for figure in label.replace(";", ":").replace(".", ":").split(":"))
    nominal, division = rate.nominal, 1
    while nominal > 30 and nominal % 2 == 0:
        nominal, division = nominal // 2, division * 2
    code = 29.97 if rate.drop else _SMPTE_RATES.get(nominal, 30)
    figures = {"hours": hours % 24, "minutes": minutes, "seconds": seconds, "frames": min(frames // division, nominal - 1)}
    return mido.MetaMessage("smpte_offset", frame_rate=code, sub_frames=0, **figures)


def _part_events(part: Part, played: PlayedPart | None, clock: _Ticks, index: int, parts: Sequence[Part], end: int) -> list[_Event]:
    instrument = INSTRUMENTS[part.instrument]
    channel, port = _channel(index, parts)
    events = [_Event(0, 0, mido.MetaMessage("track_name", name=instrument.name.replace("♭", "b").replace("’", "'")))]
    if port:
        events.append(_Event(0, 0, mido.MetaMessage("midi_port", port=port)))
    program = _PROGRAMS[part.instrument]
    events.append(_Event(0, 2, mido.Message("control_change", channel=channel, control=0, value=0)))
    events.append(_Event(0, 2, mido.Message("program_change", channel=channel, program=program)))
    events += _patch_changes(part, channel, program, clock)
    events += _expression(part, played, channel, clock, end)
    events += _pedal(part, channel, clock, end)
    velocities = Velocities(part, played, clock.tempo)
    for note in _without_doubles(part.notes):
        start, stop = clock.at(note.onset), clock.at(note.onset + note.length)
        wanted = ELECTRONIC_SOUNDS[note.sound].program if note.pitch and note.sound else program
        if wanted != program:
            events.append(_Event(start, 5, mido.Message("program_change", channel=channel, program=wanted)))
            program = wanted
        key = note.pitch.height if note.pitch else PERCUSSION[note.sound].midi_note
        hit = mido.Message("note_on", channel=channel, note=key, velocity=velocities.of(note))
        events.append(_Event(start, 5, hit))
        events.append(_Event(max(start + 1, stop), 1, mido.Message("note_off", channel=channel, note=key, velocity=64)))
    events.append(_Event(end, 9, mido.Message("control_change", channel=channel, control=123, value=0)))
    return events


def _channel(index: int, parts: Sequence[Part]) -> tuple[int, int]:
    """Channel from 0 and port: drums on the tenth, fifteen others a port."""
    if not INSTRUMENTS[parts[index].instrument].pitched:
        return _DRUM_CHANNEL, 0
    place = sum(INSTRUMENTS[part.instrument].pitched for part in parts[:index])
    port, channel = divmod(place, 15)
    return channel + (channel >= _DRUM_CHANNEL), port


def _patch_changes(part: Part, channel: int, program: int, clock: _Ticks) -> list[_Event]:
    if part.instrument not in _STRINGS:
        return []
    changes = [(clock.at(d.beat), _PATCH_WORDS[d.words]) for d in part.directions if d.words in _PATCH_WORDS]
    return [
        _Event(tick, 3, mido.Message("program_change", channel=channel, program=program if patch is None else patch))
        for tick, patch in changes
        if tick or patch is not None
    ]


def _expression(part: Part, played: PlayedPart | None, channel: int, clock: _Ticks, end: int) -> list[_Event]:
    """CC 11: the players' own swell if known, else the score's level every half beat; repeated values are left out."""
    follows = played is not None and part.instrument != _ELECTRONICS  # whose leading sounds swell by themselves, their stand-ins not
    swell = [(clock.at_seconds(max(0.0, c.at_s)), c.value) for c in played.controls if c.name == "expression"] if played and follows else []
    if not swell and part.level:
        levels, half = Levels(part.level), clock.per_beat // 2
        swell = [(tick, 0.25 + 0.75 * levels.at(tick / clock.per_beat)) for tick in range(0, end + 1, half)]
    events, last = [], -1
    for tick, value_ratio in sorted(swell):
        value = max(0, min(127, round(127 * value_ratio)))
        if value != last and tick <= end:
            events.append(_Event(tick, 4, mido.Message("control_change", channel=channel, control=_EXPRESSION, value=value)))
            last = value
    return events


def _pedal(part: Part, channel: int, clock: _Ticks, end: int) -> list[_Event]:
    """CC 64 for a part that asks for the pedal: down with its first note, changed at every bar line, up at the end."""
    begun = [clock.at(direction.beat) for direction in part.directions if direction.words == _PEDALLED]
    if not begun:
        return []
    changes = [tick for tick in (clock.at(bar.start_beat) for bar in clock.tempo.bars) if begun[0] < tick < end]
    late = clock.per_beat // 16  # the foot follows the hand
    pressed = [(begun[0], 127), *((tick + at, value) for tick in changes for at, value in ((0, 0), (late, 127))), (end, 0)]
    return [_Event(tick, 4, mido.Message("control_change", channel=channel, control=64, value=value)) for tick, value in pressed]


def _without_doubles(notes: Iterable[Note]) -> list[Note]:
    """One key sounds once at a time on a channel: unisons of two voices become the longer one, and a repeat ends the note before it."""
    held: dict[int | str, Note] = {}
    kept: list[Note] = []
    for note in sorted(notes, key=lambda note: (note.onset, -note.length)):
        name = note.pitch.height if note.pitch else note.sound
        before = held.get(name)
        if before and before.onset == note.onset:
            continue
        if before and before.onset + before.length > note.onset:
            kept[kept.index(before)] = _ended(before, note.onset)
        held[name] = note
        kept.append(note)
    return kept


def _ended(note: Note, at: Fraction) -> Note:
    return Note(note.onset, at - note.onset, note.pitch, note.sound)
