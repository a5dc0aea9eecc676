"""Figures: what moves inside the harmony. One vocabulary an idiom, never the same bar for long, silent under words.

Arpeggios turn by bar, pulses carry accents of 3 + 3 + 2, plucked motors leave holes, tremolo grows into a build, runs lead to hits.
Figures are written between the voices' own notes and keep below the melody.
"""

from __future__ import annotations

from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, FormBar
from originalscore.composition.melody import chord_at
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import LineNote
from originalscore.music.chord import members
from originalscore.music.key import Key
from originalscore.music.pitch import Pitch

_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)
#: Orders of an arpeggio over rising chord tones (numbers may pass the octave).
_ARPEGGIOS = ((0, 1, 2, 3, 4, 3, 2, 1), (0, 2, 1, 2, 3, 2, 1, 2), (0, 2, 3, 4, 3, 2, 4, 2), (0, 1, 3, 2, 4, 2, 3, 1))
#: Accent patterns of an eighth-note pulse.
_PULSES = ((1, 0, 0, 1, 0, 0, 1, 0), (1, 0, 0, 1, 0, 1, 0, 0), (1, 0, 1, 0, 0, 1, 0, 0))


def figures(
    form: Form, chords: tuple[ChordSpan, ...], key: Key, idiom: str, draw: Stream, *, percussive: bool
) -> dict[str, list[LineNote]]:
    """Figure lines by kind: ``arpeggio``, ``pulse``, ``motor``, ``bell``, ``percussion`` (if anybody can play it); empty kinds are absent."""
    kinds: dict[str, list[LineNote]] = {}
    pattern = draw.choose(_ARPEGGIOS)
    pulse = draw.choose(_PULSES)
    for n, bar in enumerate(form.bars):
        if n % 4 == 0 and n:
            pattern, pulse = draw.choose(_ARPEGGIOS), draw.choose(_PULSES)
        if bar.section in ("aftermath", "coda") or _rests(bar, n, draw):
            continue
        for kind, notes in _bar_figures(bar, chords, key, idiom, pattern, pulse, draw):
            kinds.setdefault(kind, []).extend(notes)
    return {kind: notes for kind, notes in kinds.items() if notes and (percussive or kind != "percussion")}


def _rests(bar: FormBar, n: int, draw: Stream) -> bool:
    """Under words the figure keeps silent; in thin music it sometimes breathes."""
    return bar.speech or bar.stop or (n > 1 and bar.density < 0.35 and draw.happens(350))


def _bar_figures(
    bar: FormBar, chords: tuple[ChordSpan, ...], key: Key, idiom: str, pattern: tuple[int, ...], pulse: tuple[int, ...], draw: Stream
) -> list[tuple[str, list[LineNote]]]:
    quick = bar.density > 0.5 or bar.section in ("build", "hit")
    match idiom:
        case "intimate" | "romantic" | "underscore":
            found = [("arpeggio", _arpeggio(bar, chords, pattern, _HALF if quick else Fraction(1), 50 if idiom != "romantic" else 46))]
            if idiom == "romantic" and bar.section == "statement" and bar.theme_bar % 2 == 0:
                found.append(("bell", _bells(bar, chords, draw)))
            return found
        case "mystery":
            return [("bell", _bells(bar, chords, draw))] + ([("pulse", _pulse(bar, chords, pulse, 40))] if bar.section == "build" else [])
        case "thriller" | "action":
            found = [("pulse", _pulse(bar, chords, pulse, 38 if idiom == "thriller" else 45))]
            if idiom == "action" or bar.section in ("build", "hit"):
                found.append(("percussion", _drums(bar, pulse)))
            if idiom == "action" and quick:
                found.append(("motor", _motor(bar, chords, 60)))
            return found
        case "dread":
            return [("pulse", _heartbeat(bar, chords))] if bar.density > 0.3 else []
        case "light":
            return [("motor", _offbeats(bar, chords))]
        case "heroic":
            return [
                ("pulse", _pulse(bar, chords, pulse, 50)),
                ("percussion", _drums(bar, pulse)),
                ("arpeggio", _arpeggio(bar, chords, pattern, _HALF, 55)),
            ]
    return []


def ladder(chord: ChordSpan, low: int, count: int) -> list[Pitch]:
    """Chord tones rising from the first at or above ``low``."""
    names = members(chord.chord.root, chord.chord.quality)
    found = []
    for height in range(low, low + 40):
        for name in names:
            if name.pitch_class == height % 12:
                found.append(Pitch.at(height, name))
                break
        if len(found) == count:
            break
    return found


def _steps(bar: FormBar, step: Fraction) -> list[Fraction]:
    count = int(bar.bar.meter.beats / step)
    return [bar.bar.start_beat + n * step for n in range(count)]


def _arpeggio(bar: FormBar, chords: tuple[ChordSpan, ...], pattern: tuple[int, ...], step: Fraction, low: int) -> list[LineNote]:
    notes = []
    for n, at in enumerate(_steps(bar, step)):
        tones = ladder(chord_at(chords, at), low, 5)
        notes.append(LineNote(at, step, tones[pattern[n % len(pattern)] % len(tones)]))
    return notes


def _pulse(bar: FormBar, chords: tuple[ChordSpan, ...], pulse: tuple[int, ...], low: int) -> list[LineNote]:
    notes = []
    for n, at in enumerate(_steps(bar, _HALF)):
        tones = ladder(chord_at(chords, at), low, 3)
        accent = pulse[n % len(pulse)]
        notes.append(LineNote(at, _HALF, tones[0] if accent or n % 2 == 0 else tones[-1] if n % 8 == 7 else tones[0], accent=accent))
    return notes


def _motor(bar: FormBar, chords: tuple[ChordSpan, ...], low: int) -> list[LineNote]:
    notes = []
    for n, at in enumerate(_steps(bar, _QUARTER)):
        tones = ladder(chord_at(chords, at), low, 4)
        notes.append(LineNote(at, _QUARTER, tones[(0, 1, 2, 1, 3, 1, 2, 1)[n % 8]], accent=1 if n % 4 == 0 else 0))
    return notes


def _offbeats(bar: FormBar, chords: tuple[ChordSpan, ...]) -> list[LineNote]:
    """Plucked off-beats in pairs of chord tones, with a hole at the end of the bar."""
    notes = []
    for n, at in enumerate(_steps(bar, _HALF)):
        if n % 2 == 1 and n < len(_steps(bar, _HALF)) - 1:
            notes += [LineNote(at, _HALF, pitch) for pitch in ladder(chord_at(chords, at), 57, 3)[:2]]
    return notes


def _bells(bar: FormBar, chords: tuple[ChordSpan, ...], draw: Stream) -> list[LineNote]:
    places = draw.shuffled(_steps(bar, Fraction(1)))[:2]
    return [LineNote(at, Fraction(1), draw.choose(ladder(chord_at(chords, at), 76, 4))) for at in sorted(places)]


def _heartbeat(bar: FormBar, chords: tuple[ChordSpan, ...]) -> list[LineNote]:
    low = ladder(chord_at(chords, bar.bar.start_beat), 33, 1)[0]
    return [LineNote(bar.bar.start_beat + offset, _HALF, low, accent=1) for offset in (Fraction(0), _HALF) if offset < bar.bar.meter.beats]


def _drums(bar: FormBar, pulse: tuple[int, ...]) -> list[LineNote]:
    notes = []
    for n, at in enumerate(_steps(bar, _HALF)):
        if pulse[n % len(pulse)]:
            notes.append(LineNote(at, _HALF, None, "bass-drum" if n == 0 else "low-tom", 1))
        elif bar.force > 0.6 and n % 2:
            notes.append(LineNote(at, _HALF, None, "mid-tom"))
    return notes
