"""Reading ABC: the plain-text notation in which collections of old tunes are kept.

One melody a tune: pitches with key signature and accidentals to the bar line, lengths, broken rhythms, tuplets, ties and rests. Of a chord
the highest note is read, of several voices the first; grace notes, ornaments, words and repeats are passed over (a repeat says nothing new
about a tune). ABC standard 2.1 (abcnotation.com, 2011), sections 3 and 4; and the older habits of the collections that follow it loosely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from originalscore.errors import FormatError

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SHARPS, _FLATS = "FCGDAEB", "BEADGCF"
#: Fifths of a mode from the major key on the same tonic.
_MODES = {"maj": 0, "ion": 0, "mix": -1, "dor": -2, "m": -3, "min": -3, "aeo": -3, "phr": -4, "loc": -5, "lyd": 1}
_FIFTHS = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
_BENT = {"^": 1, "_": -1, "=": 0}
#: Notes that stand in the time of others: (how many, in the time of how many); odd ones go by the meter, see 4.13.
_TUPLETS = {2: 3, 3: 2, 4: 3, 5: 2, 6: 2, 7: 2, 8: 3, 9: 2}
#: Everything that can stand in a line of music; what matches nothing is passed over a letter at a time.
_TOKEN = re.compile(
    r"(?P<grace>\{[^}]*\})|(?P<text>\"[^\"]*\"|![^!\s]*!|\+[^+\s]*\+)|\[(?P<field>[A-Za-z]:[^\]]*)\]"
    r"|(?P<chord>\[(?=[\^_=]*[A-Ga-g])[^\]]*\])(?P<chordlength>\d*/*\d*)"
    r"|(?P<note>[\^_=]*[A-Ga-g][,']*)(?P<length>\d*/*\d*)|(?P<rest>[zx])(?P<restlength>\d*/*\d*)|(?P<whole>Z)(?P<bars>\d*)"
    r"|(?P<tuplet>\(\d)(?::(?P<time>\d?))?(?::(?P<many>\d?))?|(?P<broken>>+|<+)|(?P<tie>-)|(?P<bar>[|:\]]+|\[\|)"
)
_LENGTH = re.compile(r"(\d*)(/*)(\d*)")
_NOTE = re.compile(r"([\^_=]*)([A-Ga-g])([,']*)")


@dataclass(frozen=True)
class AbcTune:
    """A tune: its number in the file, its first title, and its notes as (onset, length, height) in beats and semitones, C4 = 60.

    ``length_beats`` reaches to the end of the last note.
    """

    number: str
    title: str
    notes: tuple[tuple[Fraction, Fraction, int], ...]


def read_abc(path: Path) -> tuple[AbcTune, ...]:
    """All tunes of a file that hold notes.

    Raises
    ------
    FormatError
        If the file cannot be read as text or holds no tune.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise FormatError(f"{path.name} cannot be read: {fault.strerror}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    tunes = parse_abc(text)
    if not tunes:
        raise FormatError(f"{path.name} holds no tune in ABC", "save it again: every tune begins with X: and a number")
    return tunes


def parse_abc(text: str) -> tuple[AbcTune, ...]:
    """All tunes of a text that hold notes."""
    found = [_tune(lines) for lines in _parted(text)]
    return tuple(tune for tune in found if tune.notes)


def _parted(text: str) -> Iterator[list[str]]:
    """The lines of each tune, from its X: on."""
    lines: list[str] = []
    for line in text.splitlines():
        if re.match(r"X:\s*\d", line):
            if lines:
                yield lines
            lines = [line]
        elif lines:
            lines.append(line)
    if lines:
        yield lines


def _tune(lines: list[str]) -> AbcTune:
    reader, number, title, voice = _Reader(), "", "", ""
    for line in lines:
        line = line.split("%")[0].rstrip()
        name, content = (line[0], line[2:].strip()) if re.match(r"[A-Za-z]:", line) else ("", line)
        if name == "X":
            number = content
        elif name == "T":
            title = title or content
        elif name == "V":
            voice = voice or content.split()[0] if content else voice
            reader.mute = bool(content) and content.split()[0] != voice
        elif name:
            reader.set(name, content)
        else:
            reader.read(line)
    return AbcTune(number, title, tuple(reader.notes))


@dataclass
class _Reader:
    """The state of a tune as its lines go by; ``notes`` gathers what sounds."""

    unit: Fraction | None = None
    meter: Fraction = Fraction(1)
    notes: list[tuple[Fraction, Fraction, int]] = field(default_factory=list)
    mute: bool = False
    _signature: dict[str, int] = field(default_factory=dict)
    _bent: dict[str, int] = field(default_factory=dict)
    _at: Fraction = Fraction(0)
    _tuplet: tuple[int, Fraction] = (0, Fraction(1))
    _next: Fraction = Fraction(1)
    _tied: bool = False

    def set(self, name: str, content: str) -> None:
        """A field of the head, or one inside the music."""
        if name == "M":
            self.meter = _meter(content)
        elif name == "L" and (found := re.match(r"(\d+)/(\d+)", content)) and int(found[2]):
            self.unit = Fraction(int(found[1]), int(found[2]))
        elif name == "K" and (signature := _signature(content)) is not None:
            self._signature, self._bent = signature, {}

    def read(self, line: str) -> None:
        """A line of music."""
        for token in _TOKEN.finditer(line) if not self.mute else ():
            if token["note"]:
                self._sound([token["note"]], _length(token["length"]))
            elif token["chord"]:
                names = [f"{n[1]}{n[2]}{n[3]}" for n in _NOTE.finditer(token["chord"])]
                self._sound(names, _length(token["chordlength"]) * _inner_length(token["chord"]))
            elif token["rest"]:
                self._pass(_length(token["restlength"]))
            elif token["whole"]:
                self._at += self.meter * 4 * int(token["bars"] or 1)
            elif token["tuplet"]:
                self._begin_tuplet(int(token["tuplet"][1]), token["time"], token["many"])
            elif token["broken"]:
                self._break(token["broken"])
            elif token["tie"]:
                self._tied = bool(self.notes)
            elif token["bar"]:
                self._bent = {}
            elif token["field"]:
                self.set(token["field"][0], token["field"][2:].strip())

    def _sound(self, names: list[str], length: Fraction) -> None:
        height = max(self._height(name) for name in names)
        onset, beats = self._at, self._pass(length)
        before = self.notes[-1] if self.notes else None
        if self._tied and before and before[2] == height and before[0] + before[1] == onset:
            self.notes[-1] = (before[0], before[1] + beats, height)
        elif beats > 0:
            self.notes.append((onset, beats, height))
        self._tied = False

    def _pass(self, length: Fraction) -> Fraction:
        """Let time go by; ``length`` in units of the tune, the result in beats."""
        left, share = self._tuplet
        beats = length * self._units() * 4 * self._next * (share if left else 1)
        self._tuplet, self._next = (max(0, left - 1), share), Fraction(1)
        self._at += beats
        return beats

    def _units(self) -> Fraction:
        """Without L:, an eighth in meters of three quarters and more, else a sixteenth (3.1.7)."""
        return self.unit or (Fraction(1, 8) if self.meter >= Fraction(3, 4) else Fraction(1, 16))

    def _height(self, name: str) -> int:
        parts = _NOTE.fullmatch(name)
        assert parts
        bend, letter, marks = parts.groups()
        step = letter.upper()
        if bend:
            self._bent[step] = sum(_BENT[mark] for mark in bend)
        octave = (12 if letter.islower() else 0) + 12 * (marks.count("'") - marks.count(","))
        return 60 + _STEPS[step] + octave + self._bent.get(step, self._signature.get(step, 0))

    def _begin_tuplet(self, count: int, time: str | None, many: str | None) -> None:
        compound = self.meter.numerator % 3 == 0 and self.meter.numerator > 3
        within = int(time) if time else _TUPLETS.get(count, 2) + (1 if compound and count in (5, 7, 9) else 0)
        self._tuplet = (int(many) if many else count, Fraction(within, max(1, count)))

    def _break(self, mark: str) -> None:
        """Lengthen the note before and shorten the one after, or the other way."""
        if not self.notes:
            return
        short = Fraction(1, 2 ** len(mark))
        here, after = (2 - short, short) if mark[0] == ">" else (short, 2 - short)
        onset, length, height = self.notes[-1]
        self.notes[-1] = (onset, length * here, height)
        self._at += length * (here - 1)
        self._next = after


def _length(text: str) -> Fraction:
    parts = _LENGTH.fullmatch(text)
    assert parts
    over = int(parts[3]) if parts[3] else 2 ** len(parts[2])
    return Fraction(int(parts[1] or 1), over or 1)


def _inner_length(chord: str) -> Fraction:
    """The length of a chord's first note, written inside it."""
    found = re.search(r"[A-Ga-g][,']*(\d*/*\d*)", chord)
    return _length(found[1]) if found else Fraction(1)


def _meter(text: str) -> Fraction:
    """A bar in whole notes. Its numerator is lost to reduction (6/8 is 3/4), which only rare tuplets ask for."""
    if text.startswith("C"):
        return Fraction(1)
    found = re.match(r"(\d+)/(\d+)", text)
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else Fraction(1)


def _signature(text: str) -> dict[str, int] | None:
    """Letter -> semitones of a key such as ``G``, ``Edor``, ``Bbm`` or ``HP``; None if it names none (a clef alone)."""
    if text.upper().startswith("HP"):
        return {"F": 1, "C": 1}
    found = re.match(r"([A-G])([#b]?)\s*([A-Za-z]*)", text)
    if not found:
        return {} if text.lower().startswith("none") or not text else None
    mode = found[3].lower()
    fifths = _FIFTHS[found[1]] + {"#": 7, "b": -7, "": 0}[found[2]] + _MODES.get(mode[:3], -3 if mode == "m" else 0)
    bent = dict.fromkeys(_SHARPS[: max(0, fifths)], 1) | dict.fromkeys(_FLATS[: max(0, -fifths)], -1)
    for mark, letter in re.findall(r"([\^_=])([A-Ga-g])", text):
        bent[letter.upper()] = _BENT[mark]
    return bent
