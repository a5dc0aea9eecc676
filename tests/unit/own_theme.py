"""A theme written by hand for the tests, as a user would bring it: the same tune as MIDI and as MusicXML."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import mido

from originalscore.music.pitch import Pitch

F = Fraction

#: "Harbour Lamp", a waltz in G with a pick-up: (onset from the first downbeat, length, pitch), beats.
HARBOUR_LAMP: tuple[tuple[Fraction, Fraction, str], ...] = tuple(
    (F(onset), F(length), pitch)
    for onset, length, pitch in (
        ("-1", "1", "D4"), ("0", "3/2", "G4"), ("3/2", "1/2", "F#4"), ("2", "1", "E4"), ("3", "2", "B4"), ("5", "1", "D4"),
        ("6", "3/2", "A4"), ("15/2", "1/2", "G4"), ("8", "1", "F#4"), ("9", "2", "D5"), ("11", "1", "D4"), ("12", "1", "G4"),
        ("13", "1", "B4"), ("14", "1", "E5"), ("15", "3/2", "D5"), ("33/2", "1/2", "C5"), ("17", "1", "B4"), ("18", "1", "A4"),
        ("19", "1", "E4"), ("20", "1", "F#4"), ("21", "3", "G4"),
    )
)  # fmt: skip
BEATS, LEAD, PER_BEAT = 3, 3, 480


def heights() -> list[tuple[Fraction, Fraction, int]]:
    return [(onset, length, Pitch.parse(pitch).height) for onset, length, pitch in HARBOUR_LAMP]


def write_midi_theme(path: Path, *, late_ticks: int = 0, channel: int = 0, bpm: int | None = 96) -> Path:
    """As a sequencer saves it: keys let go a little early, Latin-1 text; ``late_ticks`` delays every second note as a free player would."""
    song = mido.MidiFile(ticks_per_beat=PER_BEAT)
    track = mido.MidiTrack()
    song.tracks.append(track)
    track.append(mido.MetaMessage("track_name", name="Harbour Lamp"))
    track.append(mido.MetaMessage("copyright", text="© 2021 A. Writer"))
    track.append(mido.MetaMessage("time_signature", numerator=BEATS, denominator=4))
    if bpm:
        track.append(mido.MetaMessage("set_tempo", tempo=round(60_000_000 / bpm)))
    events = []
    for n, (onset, length, height) in enumerate(heights()):
        late = late_ticks * (n % 2)
        events += [(int((onset + LEAD) * PER_BEAT) + late, 1, height), (int((onset + LEAD + length) * PER_BEAT) - 25 + late, 0, height)]
    now = 0
    for tick, on, height in sorted(events):
        kind = "note_on" if on else "note_off"
        track.append(mido.Message(kind, note=height, velocity=80, channel=channel, time=tick - now))
        now = tick
    song.save(path)
    return path


def write_musicxml_theme(path: Path, *, bars: int | None = None) -> Path:
    """As a notation program saves it: a pick-up bar, notes tied over nothing, an instrument nobody knows."""
    measures = [f'<measure number="0" implicit="yes">{_ATTRIBUTES}{_note(HARBOUR_LAMP[0])}</measure>']
    whole = 8 if bars is None else bars
    for bar in range(whole):
        inside = [note for note in HARBOUR_LAMP[1:] if (bar % 8) * BEATS <= note[0] < (bar % 8 + 1) * BEATS]
        measures.append(f'<measure number="{bar + 1}">{"".join(map(_note, inside))}</measure>')
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><score-partwise version="4.0"><work><work-title>Harbour Lamp</work-title></work>'
        '<identification><creator type="composer">A. Writer</creator></identification>'
        '<part-list><score-part id="P1"><part-name>Nose flute</part-name></score-part></part-list>'
        f'<part id="P1">{"".join(measures)}</part></score-partwise>',
        encoding="utf-8",
    )
    return path


_ATTRIBUTES = (
    "<attributes><divisions>2</divisions><key><fifths>1</fifths></key><time><beats>3</beats><beat-type>4</beat-type></time></attributes>"
    '<direction><direction-type><words>gently</words></direction-type><sound tempo="96"/></direction>'
)


def _note(note: tuple[Fraction, Fraction, str]) -> str:
    _, length, pitch = note
    name = Pitch.parse(pitch).name
    alter = f"<alter>{name.alter}</alter>" if name.alter else ""
    octave = Pitch.parse(pitch).octave
    return f"<note><pitch><step>{name.step}</step>{alter}<octave>{octave}</octave></pitch><duration>{int(length * 2)}</duration></note>"
