"""How a note is touched: how long it sounds, how hard and with which technique it is played.

Rules after the performance grammar of the KTH group (Friberg, Bresin and Sundberg, "Overview of the KTH rule system for musical
performance", 2006): short notes a little shorter, high notes a little louder, a small gap before a repeated note, legato into the next.
The values are those of the craft notes, or ours where nothing else is said.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

from originalscore.model.score import Note, Part
from originalscore.model.sketch import curve_level
from originalscore.model.tempo import TempoMap
from originalscore.music.instrument import ELECTRONIC_SOUNDS

MACHINE = "electronics"
"""Plays what is written, exactly."""
STRUCK = ("timpani", "percussion", "glockenspiel", "vibraphone", "harp", "celesta", "piano")
SINGERS = ("voice-solo", "choir-women", "choir-men")
#: Words over a string part that say how it is played.
_BOWINGS = ("arco", "pizz.", "trem.", "ord.")
#: A note this short must speak at once; held techniques may take longer than that to grow.
_QUICK_S = 0.6
#: Short notes are softer too: .075 dB for every millisecond they lose, .03 of our scale a decibel.
_CONTRAST_LEVEL = 0.075 * 1000 * 0.03
#: A roll that leads to a hit begins at this level and ends at this share of the hit's, whatever the drums beside it play (as composed).
_ROLL_FROM, _ROLL_TO, LEADING_ROLL = 0.08, 0.7, "swell"
#: What the same player or section has beside its tune or its blow is softer by this, about 4 dB: hands and voices are weighed (ours).
_BESIDE = 0.12
_LEADING = ("melody", "theme", "answer", "stinger")
#: Two notes are joined when no more than this lies between them, beats.
_JOINED = Fraction(1, 12)


def under_slurs(part: Part) -> tuple[bool, ...]:
    """Which notes are slurred: a slur joins every note of its voice from its start to its stop."""
    inside: set[tuple[int, int]] = set()
    found = []
    for note in part.notes:
        voice = (note.staff, note.voice)
        found.append(voice in inside or note.slur != "")
        if note.slur in ("start", "both"):
            inside.add(voice)
        elif note.slur == "stop":
            inside.discard(voice)
    return tuple(found)


def weighed(part: Part) -> tuple[float, ...]:
    """How much softer each note is than the part's level, because the part also has the tune or a blow, which that level follows."""
    leading = sorted((note.onset, note.onset + note.length) for note in part.notes if note.line.startswith(_LEADING))
    starts = [start for start, _ in leading]
    found = []
    for note in part.notes:
        place = bisect_right(starts, note.onset) - 1
        beside = place >= 0 and note.onset < leading[place][1] and not (note.carries_hit or note.line.startswith(_LEADING))
        found.append(_BESIDE if beside else 0.0)
    return tuple(found)


def sounding_s(part: Part, note: Note, after: Note | None, written_s: float, *, slurred: bool) -> float:
    """How long a written length sounds; ``after`` is the player's next note.

    Staccato is half; a note before a repetition of itself ends a little early, so that the next can be struck; a note under a slur, and
    every longer one, reaches into the next; short notes are a little shorter; the last before a rest keeps its whole length.
    """
    if part.instrument == MACHINE:
        return written_s
    if note.sound or part.instrument in ("timpani", "glockenspiel", "celesta", "vibraphone"):
        return max(written_s, 0.4)
    if part.instrument in ("harp", "piano"):
        return written_s * 0.98 + (0.35 if part.instrument == "harp" else 0.12)
    if note.articulation == "staccato":
        return min(written_s * 0.55, 0.22)
    if note.articulation in ("marcato", "accent"):
        return written_s * 0.9
    joined = after is not None and after.onset - (note.onset + note.length) <= _JOINED
    if joined and after is not None and after.pitch == note.pitch:
        return max(0.06, written_s - min(0.07, 0.18 * written_s))
    if joined and (slurred or written_s > 0.4):
        return written_s + min(0.07, 0.12 * written_s)
    if not joined and written_s > 0.5:
        return written_s
    return max(0.06, written_s * 0.96 - _contrast_s(written_s))


def _contrast_s(written_s: float) -> float:
    """What short notes lose of their length (duration contrast), seconds."""
    return 0.011 if written_s < 0.25 else 0.007 if written_s < 0.5 else 0.0


def written_level(part: Part, beat: Fraction, note: Note) -> float:
    """The level of a sounding note at a beat: the part's, but a roll that leads to a hit grows by itself."""
    if not note.line.startswith(LEADING_ROLL):
        return curve_level(part.level, beat)
    top = _ROLL_TO * curve_level(part.level, note.onset + note.length)
    share = min(1.0, max(0.0, float((beat - note.onset) / note.length)))
    return _ROLL_FROM + share * max(0.0, top - _ROLL_FROM)


def played_level(part: Part, note: Note, middle: float, tempo: TempoMap) -> float:
    """Written level, high notes louder (3 dB an octave, about .05 of our scale), strong beats leaned on."""
    if part.instrument == MACHINE and electronic_kind(note) == "leading":
        return curve_level(part.level, note.onset + note.length)
    level = written_level(part, note.onset, note)
    if note.pitch and part.instrument != MACHINE:
        level += 0.05 * (note.pitch.height - middle) / 12
    bar = tempo.bar_at(note.onset)
    level += {4: 0.03, 3: 0.015}.get(bar.meter.strength(note.onset - bar.start_beat), 0.0)
    written_s = float(tempo.seconds(note.onset + note.length) - tempo.seconds(note.onset))
    if part.instrument != MACHINE:
        level -= _CONTRAST_LEVEL * _contrast_s(written_s)
    return level + {"accent": 0.08, "marcato": 0.12}.get(note.articulation, 0.0)


def technique(part: Part, note: Note, sounds_s: float, *, slurred: bool) -> str:
    """The technique of a note, a name of ``PLAYED``; quick notes take the bow that speaks at once, as slurred ones do."""
    if part.instrument == MACHINE:
        return "sustain" if electronic_kind(note) == "held" else "struck"
    if note.sound or part.instrument in STRUCK:
        return "roll" if note.articulation == "roll" else "struck"
    word = ""
    for direction in part.directions:
        if direction.beat <= note.onset and direction.words in _BOWINGS:
            word = direction.words
    if word == "pizz.":
        return "pizzicato"
    if note.articulation == "tremolo":
        return "tremolo"
    if part.instrument in SINGERS and not note.articulation:
        return "oo" if vowel(part, note) in ("oo", "mm") else "legato" if slurred else "sustain"
    if note.articulation == "staccato" or sounds_s < 0.16:
        return "staccato"
    if note.articulation in ("marcato", "accent"):
        return "marcato"
    return "legato" if slurred or sounds_s < _QUICK_S else "sustain"


def vowel(part: Part, note: Note) -> str:
    """What is sung on a note: the last vowel printed in its staff."""
    lyric = ""
    for other in part.notes:
        if other.onset > note.onset:
            break
        lyric = other.lyric or lyric
    return lyric


def electronic_kind(note: Note) -> str:
    """Whether an electronic note is ``held``, ``struck`` or ``leading``."""
    return ELECTRONIC_SOUNDS[note.sound].kind
