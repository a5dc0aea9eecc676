"""SFZ instruments: which keys sound, and from which samples.

An SFZ file is text: headers such as ``<region>``, each with opcodes ``name=value``. A region is one sample on a span of
keys and takes over what the ``<global>``, ``<master>`` and ``<group>`` above it say; ``<control>`` names the samples'
folder and shifts keys; ``#include`` and ``#define`` work as in C. Only what is needed to know keys and samples is
understood here, the rest is kept as it stands for the player. Keys are MIDI numbers or names, C4 = 60. Like the players,
this reader passes over words that are no opcode, and finds a sample whose name differs in capitals alone.
Source: sfzformat.com (SFZ 1, SFZ 2 and ARIA opcodes), read 2026, and the behaviour of sfizz 1.2.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore.errors import SoundError

_TOKEN = re.compile(
    r"<(?P<header>\w+)>"
    r'|#define\s+\$(?P<name>\w+)[ \t]+(?P<text>\S+)|#include\s+"(?P<file>[^"]*)"'
    r"|(?P<opcode>[\w$]+)=(?P<value>.*?)(?=\s+\w[\w$]*=|\s*<|\s+#(?:define|include)\b|\s*$)"
)
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_KEY_NAME = re.compile(r"([a-g])([#♯b♭]?)(-?\d+)")
_STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_RAISED = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_OUTER = {"global": 0, "master": 1, "group": 2, "region": 3}
"""A header ends every header of its own or a deeper level."""
_HIGHEST_KEY = 127
_DEEPEST_INCLUDE, _MOST_EXPANSIONS, _LONGEST_VALUE = 32, 8, 10_000
"""Ours: far above any library seen; they end a file that includes itself and a variable that names itself."""
_ADVICE = "choose another file or repair this one"


@dataclass(frozen=True)
class Opcode:
    """One setting and where it is written: ``"Violins.sfz line 12"``."""

    name: str
    value: str
    place: str


@dataclass(frozen=True)
class Region:
    """One sample on a span of keys.

    ``sample`` is its path, or None where the player makes the sound itself (``*sine``) or the file embeds it.
    ``opcodes`` are its own and all it takes over, outermost first. ``speaks`` is False where a key alone does not make
    it sound: it waits for a release, a controller, or a key switch that is off when the file is opened.
    """

    sample: Path | None
    lowest: int
    highest: int
    speaks: bool
    opcodes: tuple[Opcode, ...]

    @property
    def place(self) -> str:
        """Where its sample is named."""
        return next(opcode.place for opcode in reversed(self.opcodes) if opcode.name == "sample")


@dataclass(frozen=True)
class Section:
    """What stands under a header that is neither a region nor passed on to regions: ``control``, ``curve``, ``effect``."""

    header: str
    opcodes: tuple[Opcode, ...]


@dataclass(frozen=True)
class Sfz:
    """One file and all it includes, in its order."""

    path: Path
    sections: tuple[Region | Section, ...]

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions in their order."""
        return tuple(section for section in self.sections if isinstance(section, Region))

    @property
    def heights(self) -> tuple[int, ...]:
        """The keys that sound by themselves, C4 = 60, in order."""
        return tuple(sorted({key for region in self.regions if region.speaks for key in range(region.lowest, region.highest + 1)}))


def read_sfz(path: Path) -> Sfz:
    """Read an SFZ file with all it includes; samples are not opened.

    Raises
    ------
    SoundError
        If it is no text, holds no region, includes what is not there, or gives a key that is none; with its line.
    """
    reader = _Reader(path)
    reader.read(path, 0)
    reader.close_section()
    sfz = Sfz(path, tuple(reader.sections))
    if not sfz.regions:
        raise SoundError(f"{path.name} is not an SFZ instrument: it holds no <region> with a sample", _ADVICE)
    return _without_switched_off(sfz)


def find_sample(folder: Path, name: str) -> Path:
    """The sample ``name`` seen from ``folder``; capitals are forgiven, as players forgive them. It need not exist."""
    wanted = folder / name
    if os.path.exists(wanted):  # unlike a path's own question it takes a name that is too long for one that is not there
        return wanted
    found = Path(wanted.anchor)
    for part in wanted.parts[1:] if wanted.anchor else wanted.parts:
        if part != ".." and not os.path.exists(found / part) and os.path.isdir(found):
            part = next((entry.name for entry in sorted(found.iterdir()) if entry.name.lower() == part.lower()), part)
        found /= part
    return found


def parse_key(text: str) -> int:
    """A key by number or name (``"60"``, ``"c4"``, ``"F#3"``); -1 stands for none.

    >>> parse_key("c4"), parse_key("Bb-1"), parse_key("60")
    (60, 10, 60)
    """
    named = _KEY_NAME.fullmatch(text.lower())
    if named:
        step, raised, octave = named.groups()
        return 12 * (int(octave) + 1) + _STEPS[step] + _RAISED[raised]
    return int(float(text))


class _Reader:
    """Where the reading stands: variables, the folder of samples, and what the headers above say."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._variables: dict[str, str] = {}
        self._levels: dict[str, list[Opcode]] = {}
        self._control: dict[str, Opcode] = {}
        self._embedded: set[str] = set()
        self._header, self._here = "", list[Opcode]()
        self.sections: list[Region | Section] = []

    def read(self, path: Path, depth: int) -> None:
        """Read one file, and whatever it includes, into sections."""
        for number, line in enumerate(_text(path).split("\n"), 1):
            place = f"{path.name} line {number}"
            for token in _TOKEN.finditer(line):
                if token["header"]:
                    self.close_section()
                    self._header = token["header"].lower()
                elif token["name"]:
                    self._variables[token["name"]] = token["text"]
                elif token["file"] is not None:
                    self._include(token["file"], place, depth)
                else:
                    name = self._expand(token["opcode"]).lower()
                    self._here.append(Opcode(name, self._expand(token["value"].strip()), place))

    def close_section(self) -> None:
        """File what stands under the header now ending."""
        header, own = self._header, tuple(self._here)
        self._header, self._here = "", []
        if header in _OUTER:
            for deeper in [level for level in self._levels if _OUTER[level] >= _OUTER[header]]:
                del self._levels[deeper]
            self._levels[header] = list(own)
            if header == "region":
                self._region(tuple(opcode for level in _OUTER for opcode in self._levels.get(level, ())))
        elif header:
            if header == "control":
                self._control |= {opcode.name: opcode for opcode in own}
            self._embedded |= {opcode.value for opcode in own if header == "sample" and opcode.name == "name"}
            self.sections.append(Section(header, own))

    def _region(self, opcodes: tuple[Opcode, ...]) -> None:
        last = {opcode.name: opcode for opcode in opcodes}
        if "sample" not in last:  # players give it a sine or nothing; either way no sample is meant
            return
        value = last["sample"].value
        sample = None
        if not value.startswith("*") and value not in self._embedded:
            before = self._control["default_path"].value if "default_path" in self._control else ""
            sample = find_sample(self._folder, (before + value).replace("\\", "/"))
        lowest, highest = self._keys(opcodes)
        self.sections.append(Region(sample, lowest, highest, highest >= lowest and _answers_keys(last), opcodes))

    def _keys(self, opcodes: tuple[Opcode, ...]) -> tuple[int, int]:
        """Lowest and highest key; the later opcode wins, and all are shifted together."""
        lowest, highest = 0, _HIGHEST_KEY
        for opcode in opcodes:
            if opcode.name in ("key", "lokey", "hikey"):
                key = _key(opcode)
                lowest = lowest if opcode.name == "hikey" else key
                highest = highest if opcode.name == "lokey" else key
        if highest < 0:
            return 0, -1
        shift = sum(step * _key(self._control[name]) for name, step in (("note_offset", 1), ("octave_offset", 12)) if name in self._control)
        return max(0, lowest + shift), min(_HIGHEST_KEY, highest + shift)

    def _include(self, name: str, place: str, depth: int) -> None:
        path = find_sample(self._folder, self._expand(name).replace("\\", "/"))
        if depth == _DEEPEST_INCLUDE:
            raise SoundError(f"{place}: files include each other without end", _ADVICE)
        if not os.path.isfile(path):
            raise SoundError(f"{place}: the included file {name} is missing", "put it beside the instrument")
        self.read(path, depth + 1)

    def _expand(self, text: str) -> str:
        """Put in the variables; as in ARIA the shortest name that is known counts."""
        for _ in range(_MOST_EXPANSIONS):
            if "$" not in text or len(text) > _LONGEST_VALUE:
                break
            text = re.sub(r"\$(\w+)", self._variable, text)
        return text

    def _variable(self, found: re.Match[str]) -> str:
        word = found[1]
        known = next((end for end in range(1, len(word) + 1) if word[:end] in self._variables), None)
        return "" if known is None else self._variables[word[:known]] + word[known:]


def _text(path: Path) -> str:
    """The file without comments, every line in its place."""
    if not path.is_file():
        raise SoundError(f"there is no SFZ file {path}", "check the name")
    data = path.read_bytes()
    if b"\0" in data:
        raise SoundError(f"{path.name} is not an SFZ instrument: it is not text", _ADVICE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def _key(opcode: Opcode) -> int:
    try:
        return parse_key(opcode.value)
    except (ValueError, OverflowError):
        raise SoundError(f"{opcode.place}: {opcode.name}={opcode.value} is no key", "write 60 or c4") from None


def _answers_keys(last: dict[str, Opcode]) -> bool:
    """Whether a key alone can start the region, key switches aside."""
    trigger = last["trigger"].value if "trigger" in last else "attack"
    return trigger in ("attack", "first") and not any(name.startswith(("on_locc", "on_hicc", "start_locc", "start_hicc")) for name in last)


def _without_switched_off(sfz: Sfz) -> Sfz:
    """Silence the regions whose key switch is not the one the file opens with."""
    switches = [opcode for region in sfz.regions for opcode in region.opcodes if opcode.name == "sw_default"]
    default = _key(switches[-1]) if switches else None
    return Sfz(
        sfz.path,
        tuple(
            replace(section, speaks=section.speaks and _switched_on(section, default)) if isinstance(section, Region) else section
            for section in sfz.sections
        ),
    )


def _switched_on(region: Region, default: int | None) -> bool:
    last = {opcode.name: opcode for opcode in region.opcodes}
    if "sw_down" in last or "sw_previous" in last:
        return False
    if "sw_last" in last:
        return default == _key(last["sw_last"])
    if "sw_lolast" in last and "sw_hilast" in last:
        return default is not None and _key(last["sw_lolast"]) <= default <= _key(last["sw_hilast"])
    return True
