"""Music cue sheets as tables, ours and those of films made elsewhere.

Columns are known by their headings in whatever order; rows above them tell the production (title, year, frame rate, who is put forward). What a sheet has no
column for, or leaves blank, is not stated: nothing is guessed. Two things follow from the conventions of cue sheets and are read so: a visual usage is heard by
the people in the film, and a vocal one has words unless the sheet says otherwise (rights.md 1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from originalscore.errors import BriefError, FormatError
from originalscore.formats.cue_sheet_words import COLUMNS, FACTS, FLAG_WORDS, ORIGIN_WORDS, VISUAL, VOCAL, VOICE_WORDS
from originalscore.formats.safe_text import read_text
from originalscore.formats.table_text import TIMECODE, frame_of, numbered_rows, plain_heading
from originalscore.model.film_reading import StoryBeat
from originalscore.model.identifiers import checked_isrc, checked_iswc
from originalscore.model.ledger import KINDS, USAGES, WRITER_ROLES, Entry, Ledger, Party, Reuse
from originalscore.times import Clock, FrameRate

#: A sheet that tells no frame rate and no frames is counted in hundredths of a second.
_HUNDREDTHS = FrameRate(Fraction(100))
_SHARE = re.compile(r"\(?\s*(\d{1,3}(?:\.\d{1,6})?)\s*%\s*\)?")
_BRACKETS = re.compile(r"\(([^()%]*)\)")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class CueSheet:
    """A sheet that was read.

    Parameters
    ----------
    ledger
        What it says; of pieces of which it does not say where they come from, the origin is empty.
    beats
        Turns of the story that its heading marks; None where it marks none.
    unstated
        What it does not speak of at all: ``places`` where it tells durations alone, which are then laid one after another; ``length`` of the film, which is
        then taken to end with its last piece; ``reuse``, ``words``, ``on screen``, ``theme writers``.
    album_s
        Ids of the pieces that are on its album, with how long they last there, seconds; empty where it speaks of none.
    """

    ledger: Ledger
    beats: tuple[StoryBeat, ...] | None
    unstated: frozenset[str]
    album_s: tuple[tuple[str, Fraction], ...] = ()


def read_cue_sheet_csv(path: Path) -> CueSheet:
    """Read a music cue sheet.

    Raises
    ------
    FormatError
        If there is no table of titles and times in it, or a cell cannot be read, with its line.
    """
    rows = numbered_rows(path, read_text(path))
    place = next((n for n, (_, row) in enumerate(rows) if _is_heading(row)), None)
    if place is None:
        raise FormatError(
            f"{path.name} is no music cue sheet: no row names a title and a time",
            "give the columns headings such as Title, In, Out, Origin, Writer",
        )
    heads = {plain_heading(cell): n for n, cell in reversed(list(enumerate(rows[place][1])))}
    columns = {what: heads[name] for what, names in COLUMNS.items() for name in reversed(names) if name in heads}
    return _Sheet(path.name, columns, rows[:place]).read(rows[place + 1 :])


def _is_heading(row: list[str]) -> bool:
    heads = {plain_heading(cell) for cell in row}
    return bool(heads & set(COLUMNS["title"])) and any(heads & set(COLUMNS[name]) for name in ("in", "first", "duration"))


class _Sheet:
    """The rows of one file with its columns and its heading known."""

    def __init__(self, name: str, columns: Mapping[str, int], heading: list[tuple[int, list[str]]]) -> None:
        self._name, self._columns = name, columns
        self._told: dict[str, list[tuple[int, list[str]]]] = {}
        self._others: list[tuple[str, str]] = []
        for line, row in heading:
            cells = [*(cell.strip() for cell in row), ""]
            what = next((what for what, names in FACTS.items() if plain_heading(cells[0]) in names), "")
            if what:
                self._told.setdefault(what, []).append((line, cells))
            elif cells[0] and cells[1]:
                self._others.append((cells[0].lower().replace(" ", "_"), cells[1]))
        rate = self._fact("rate")
        with self._at("rate"):
            self._rate = FrameRate.parse(rate) if rate else _HUNDREDTHS
        self._states_rate = bool(rate)
        with self._at("start"):
            self._start = self._rate.frame(self._fact("start")) if self._fact("start") else 0

    def read(self, rows: list[tuple[int, list[str]]]) -> CueSheet:
        """Every piece."""
        entries: list[Entry] = []
        album_s: list[tuple[str, Fraction]] = []
        placed, end = True, 0
        for line, row in rows:
            with self._at(line):
                if self._continues(row) and entries:
                    entries[-1] = replace(entries[-1], writers=(*entries[-1].writers, *self._writers(row)))
                    continue
                entry, is_placed = self._entry(row, end, len(entries) + 1)
                if self._cell(row, "album"):
                    album_s.append((entry.id, self._frame(self._cell(row, "album"), of_film=False) * self._rate.frame_s))
            placed, end = placed and is_placed, max(end, entry.end_frame)
            entries.append(entry)
        entries.sort(key=lambda one: (one.first_frame, one.end_frame))
        ledger = self._ledger(tuple(entries), end)
        late = next((one for one in entries if one.end_frame > ledger.frames), None)
        if late:
            raise FormatError(
                f"{self._name}: “{late.title}” ends after the film, which ends at {ledger.label(ledger.frames)}", "mend its times"
            )
        return CueSheet(ledger, tuple(self._beats()) or None, self._unstated(placed), tuple(album_s))

    def _unstated(self, placed: bool) -> frozenset[str]:
        """What the sheet has no column or no row for."""
        columns = {
            "reuse": ("films", "reused"),
            "words": ("voices", "usage"),
            "on screen": ("on screen", "usage"),
            "theme writers": ("theme writer",),
        }
        absent = {name for name, any_of in columns.items() if not any(what in self._columns for what in any_of)}
        return frozenset(
            absent | ({"places"} if not placed else set()) | ({"length"} if not (self._fact("frames") or self._fact("length")) else set())
        )

    def _ledger(self, entries: tuple[Entry, ...], end: int) -> Ledger:
        """The pieces with what the heading says of the film; ``end`` is the end of the last one."""
        credits = self._fact("credits")
        with self._at("year"):
            year = _whole(self._fact("year"))
        with self._at("credits"):
            credits_frame = self._frame(credits) if credits else None
        return Ledger(
            title=self._fact("title") or "untitled", year=year, clock=Clock(self._rate, self._start), frames=self._length() or end,
            entries=entries, composer=self._fact("composer"), facts=tuple(self._others), credits_frame=credits_frame,
        )  # fmt: skip

    def _entry(self, row: list[str], end: int, number: int) -> tuple[Entry, bool]:
        first, last, placed = self._span(row, end)
        usage = self._usage(row)
        voices = _known(VOICE_WORDS, self._cell(row, "voices"), "voices")
        on_screen = _known(FLAG_WORDS, self._cell(row, "on screen"), "yes or no") if self._cell(row, "on screen") else usage in VISUAL
        kind, bars = self._cell(row, "kind").lower(), self._cell(row, "bars")
        entry = Entry(
            id=self._cell(row, "id") or f"{number}", title=self._cell(row, "title"), first_frame=first, end_frame=last, usage=usage,
            kind=kind if kind in KINDS else "", reasons=(), origin=_known(ORIGIN_WORDS, self._cell(row, "origin"), "origin") if self._cell(row, "origin") else "",
            lyric=voices == "lyric" or (not voices and usage in VOCAL), wordless=voices == "wordless", on_screen=on_screen,
            writers=self._writers(row), bars=_whole(bars), performer=self._cell(row, "performer"),
            reuse=self._reuse(row),
            isrc=checked_isrc(self._cell(row, "isrc")), iswc=checked_iswc(self._cell(row, "iswc")), tail_frames=self._tail(row, last - first),
            theme_writers=tuple(name for name in map(str.strip, self._cell(row, "theme writer").split(";")) if name),
        )  # fmt: skip
        return entry, placed

    def _span(self, row: list[str], end: int) -> tuple[int, int, bool]:
        """First and end frame, and whether the sheet says where they lie."""
        first, last, duration = self._cell(row, "first"), self._cell(row, "end"), self._cell(row, "duration")
        came, went = self._cell(row, "in"), self._cell(row, "out")
        if first and last:
            span = int(first), int(last), True
        elif came and (went or duration):
            begins = self._frame(came)
            span = begins, self._frame(went) if went else begins + self._frame(duration, of_film=False), True
        elif duration:
            span = end, end + self._frame(duration, of_film=False), False
        else:
            raise BriefError(f"“{self._cell(row, 'title')}” has no times", "give it in and out, or a duration")
        if span[1] <= span[0]:
            raise BriefError(f"“{self._cell(row, 'title')}” ends before it begins", "mend its times")
        return span

    def _frame(self, text: str, *, of_film: bool = True) -> int:
        """A time as a frame counted from the film's first one, or a length in frames."""
        if TIMECODE.fullmatch(text) and not self._states_rate and not re.fullmatch(r".*\.\d{2,3}", text):
            raise BriefError(f"“{text}” counts frames, but the sheet states no frame rate", "add a row above the table: Frame rate,24")
        is_label, frame = frame_of(text, self._rate)
        return frame - (self._start if is_label and of_film else 0)

    def _length(self) -> int:
        """The film's length in frames; 0 where the sheet does not say it. One that is told in whole seconds has lost up to a second."""
        with self._at("frames"):
            if self._fact("frames"):
                return _whole(self._fact("frames"))
        length = self._fact("length")
        with self._at("length"):
            return self._frame(length, of_film=False) + self._rate.nominal - 1 if length else 0

    def _beats(self) -> Iterator[StoryBeat]:
        for line, cells in self._told.get("beat", ()):
            with self._at(line):
                yield StoryBeat(self._frame(cells[1]) * self._rate.frame_s, cells[2] or "a turn", "marked on the cue sheet")

    def _usage(self, row: list[str]) -> str:
        text = self._cell(row, "usage")
        if not text:
            return ""
        words = {words: code for code, words in USAGES.items()}
        if text.upper() not in USAGES and text.lower() not in words:
            raise BriefError(f"the usage “{text}” is unknown", f"known are {', '.join(USAGES)}")
        return text.upper() if text.upper() in USAGES else words[text.lower()]

    def _reuse(self, row: list[str]) -> tuple[Reuse, ...]:
        """What an earlier film or work had, as one: a sheet tells the bars of all of it together."""
        films, bars, origin = self._cell(row, "films"), _whole(self._cell(row, "reused")), self._cell(row, "theme origin")
        return (
            (Reuse(films or "an earlier film", "", bars, _known(ORIGIN_WORDS, origin, "origin") if origin else ""),)
            if films or bars
            else ()
        )

    def _tail(self, row: list[str], frames: int) -> int:
        text = self._cell(row, "tail")
        return min(frames, self._frame(text, of_film=False) if text else _whole(self._cell(row, "tail frames")))

    def _continues(self, row: list[str]) -> bool:
        """Whether a row only adds a writer to the piece above."""
        return not any(self._cell(row, what) for what in ("title", "in", "first", "duration")) and any(cell.strip() for cell in row)

    def _writers(self, row: list[str]) -> tuple[Party, ...]:
        names = [part.strip() for part in re.split(r"[;/\n]", self._cell(row, "writer")) if part.strip()]
        share, role = self._cell(row, "share").rstrip("% "), self._cell(row, "role").upper()
        if role and role not in WRITER_ROLES:
            raise BriefError(f"the role “{role}” is unknown", f"known are {', '.join(WRITER_ROLES)}")
        if share and len(names) > 1:
            raise BriefError("one share stands beside several writers", "write it in brackets behind each name: Ann (60 %); Ben (40 %)")
        return tuple(_party(name, role or WRITER_ROLES[0], share, self._cell(row, "society")) for name in names)

    def _fact(self, what: str) -> str:
        rows = self._told.get(what)
        return rows[0][1][1] if rows else ""

    def _cell(self, row: list[str], what: str) -> str:
        place = self._columns.get(what, len(row))
        return row[place].strip() if place < len(row) else ""

    @contextmanager
    def _at(self, place: int | str) -> Iterator[None]:
        """Tell a fault with its line: that of a row, or of a fact of the heading."""
        try:
            yield
        except (BriefError, ValueError, ZeroDivisionError) as fault:
            rows = self._told.get(place) if isinstance(place, str) else None
            line = rows[0][0] if rows else place
            raise FormatError(f"{self._name} line {line}: {fault.args[0]}", getattr(fault, "advice", "") or "mend that cell") from None


def _known(table: Mapping[str, _Value], text: str, what: str) -> _Value:
    """The value of a word, whatever its capitals."""
    if text.lower() not in table:
        raise BriefError(f"“{text}” is unknown as {what}", f"known are {', '.join(name for name in table if name)}")
    return table[text.lower()]


def _whole(text: str) -> int:
    """A whole number; blank is 0."""
    if text and not text.isdecimal():
        raise BriefError(f"“{text}” is no whole number", "write a figure, or leave the cell blank")
    return int(text or 0)


def _party(text: str, role: str, share: str, society: str) -> Party:
    """A writer such as ``Ann (PRS) 60 %``; the share and society of the row's own cells come first."""
    found, told = _SHARE.search(text), _BRACKETS.search(text)
    percent = Fraction(share) if share else Fraction(found[1]) if found else None
    if percent is not None and percent > 100:
        raise BriefError(f"a share of {float(percent):g} per cent is too much", "it may be 100 at most")
    name = " ".join(_BRACKETS.sub("", _SHARE.sub("", text)).split())
    return Party(name, role, percent, society or (told[1].strip() if told else ""))
