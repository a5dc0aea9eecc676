"""Casting: which sound plays each note, found before the first is played, with what could not be had said openly.

For an instrument and technique the palette's offers are tried in order, then the shipped orchestra's, then those of related
instruments; the first whose file, preset and samples are there is taken. Nothing falls silent and nothing raises while there
is any sound at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from originalscore.errors import SoundError
from originalscore.external.fluidsynth import library_version
from originalscore.model.codec import fingerprint
from originalscore.model.palette import RELATED, SAME, Offer, Palette, Patch, Seat, Strike
from originalscore.model.performance import Performance, PlayedNote
from originalscore.model.shortfall import Shortfall
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.render import makers, sounds
from originalscore.render.palette import shipped

Role = tuple[str, str, str]
"""What has to be cast: instrument, technique, and the name of an unpitched or synthesised sound (or none)."""


@dataclass(frozen=True)
class Choice:
    """A sound that is there: its patch, its file (empty for synthesis), where it is offered, and how a strike is struck."""

    patch: Patch
    kind: str
    place: Path
    offer: Offer
    strike: Strike | None = None

    @property
    def laid(self) -> bool:
        """Made note by note rather than played by the synthesiser."""
        return self.kind != "soundfont"


@dataclass
class _Search:
    """The offers for a role: those not looked at yet, the sounds found among the others, and what was wrong with the rest."""

    offers: Iterator[tuple[Offer, Strike | None]]
    found: list[Choice] = field(default_factory=list)
    faults: list[SoundError] = field(default_factory=list)


def role_of(instrument: str, note: PlayedNote) -> Role:
    """What a note asks for; a hit is never bowed gently."""
    if note.pitch is None or instrument == "percussion":
        return instrument, "struck", note.sound
    technique = "marcato" if note.carries_hit and note.technique in ("sustain", "legato") else note.technique
    return instrument, technique, note.sound


class Casting:
    """The sounds of one palette as they are on this machine."""

    def __init__(self, palette: Palette, sample_rate: int = 48_000) -> None:
        self.palette, self._rate = palette, sample_rate
        self._last = shipped()
        self._searches: dict[Role, _Search] = {}
        self._heights: dict[tuple[str, Path, str], frozenset[int]] = {}
        self._digests: dict[str, str] = {}

    def seat(self, instrument: str) -> Seat:
        """Where an instrument sits, in this palette or in the orchestra."""
        return self.palette.seat(instrument) if self.palette.row(instrument) else self._last.seat(instrument)

    def first(self, role: Role) -> Choice:
        """The sound of a role.

        Raises
        ------
        SoundError
            If there is none at all.
        """
        return next(self.choices(role))

    def choices(self, role: Role) -> Iterator[Choice]:
        """Every sound that is there for a role, nearest first; each is looked for only when it is asked for.

        Raises
        ------
        SoundError
            If there is none at all.
        """
        search = self._searches.setdefault(role, _Search(self._offers(role)))
        place = 0
        while place < len(search.found) or self._look_on(search, role):
            yield search.found[place]
            place += 1
        if not search.found:
            raise search.faults[0] if search.faults else SoundError(f"no sound for {_called(role)}", f"use one of {', '.join(INSTRUMENTS)}")

    def _look_on(self, search: _Search, role: Role) -> bool:
        """Find one more sound for a role."""
        for offer, strike in search.offers:
            try:
                choice = self._checked(offer, strike, role[2])
            except SoundError as fault:
                search.faults.append(fault)
                continue
            if choice not in search.found:
                search.found.append(choice)
                return True
        return False

    def has(self, choice: Choice, height: int) -> bool:
        """Whether a sound made note by note has a height; SoundFonts are asked by ear."""
        return not choice.laid or height in self._heights[choice.kind, choice.place, choice.patch.sound]

    def shortfalls(self, roles: Iterable[Role]) -> tuple[Shortfall, ...]:
        """What roles were given instead of what they asked for."""
        found = {}
        for role in dict.fromkeys(roles):
            first = self.first(role)
            why = self._why(role, first.offer)
            if why:
                given = f"{_called((first.offer.instrument, first.offer.articulation, ''))} of {first.offer.palette}"
                found[role] = Shortfall("", f"{_called(role)} of {self.palette.name}", given, why)
        return tuple(found.values())

    def fingerprint(self, roles: Iterable[Role]) -> str:
        """A name of everything outside the performance that decides how roles sound."""
        parts: list[Any] = []
        for role in sorted(set(roles)):
            choice = self.first(role)
            parts.append((role, choice.patch, self.seat(role[0]), choice.strike, sounds.digest(choice.place), *self._libraries(choice)))
            if not choice.laid:
                parts.append(library_version())
        return fingerprint(sounds.ALGORITHM, parts)

    def _libraries(self, choice: Choice) -> list[str]:
        """Digests of the folders of samples behind a sound."""
        folders = choice.offer.source.files if choice.kind == "sfz" else ()
        for folder in folders:
            if folder not in self._digests:
                self._digests[folder] = sounds.library_digest(Path(folder))
        return [self._digests[folder] for folder in folders]

    def _why(self, role: Role, given: Offer) -> str:
        """Why a role did not get what it asked for; empty if it did."""
        wanted = next(self._offers(role), (given, None))[0]
        if given != wanted and self._searches[role].faults:
            return str(self._searches[role].faults[0].args[0])
        if given.instrument != role[0] or given.palette not in self._names:
            return f"the palette has no {_called(role)}"
        exact = self._last.patch(role[0], role[1])
        if given.articulation in (role[1], SAME.get(role[1])) or role[0] == "percussion" or exact is None:
            return ""
        return f"the palette has no {role[1]}" if exact.articulation == role[1] else ""

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(palette.name for palette in self.palette.chain())

    def _offers(self, role: Role) -> Iterator[tuple[Offer, Strike | None]]:
        instrument, technique, sound = role
        houses = (self.palette,) if self._last in self.palette.chain() else (self.palette, self._last)
        if instrument == "percussion":
            for name in dict.fromkeys((sound, "bass-drum")):
                for house in houses:
                    struck = house.strike(name)
                    if struck is not None:
                        yield struck[1], struck[0]
            return
        for name in (instrument, *RELATED.get(instrument, ())):
            for house in houses:
                for offer in house.offers(name, technique):
                    yield offer, None

    def _checked(self, offer: Offer, strike: Strike | None, sound: str) -> Choice:
        """The choice of an offer; SoundError if it is not there."""
        patch = offer.patch
        if offer.source.kind == "synthesis" and not patch.sound:
            patch = replace(patch, sound=sound)
        choice = Choice(patch, offer.source.kind, sounds.place_of(offer.source, patch), offer, strike)
        if choice.laid:
            name = (choice.kind, choice.place, patch.sound)
            if name not in self._heights:
                with makers.opened_maker(*name, self._rate) as maker:
                    self._heights[name] = frozenset(maker.heights)
        return choice


def cast(palette: Palette | None, performance: Performance, sample_rate: int) -> tuple[Casting, tuple[Role, ...]]:
    """The casting of a performance, every role of it found.

    Raises
    ------
    SoundError
        If a role has no sound at all.
    """
    casting = Casting(palette or shipped(), sample_rate)
    roles = tuple(dict.fromkeys(role_of(part.instrument, note) for part in performance.parts for note in part.notes))
    for role in roles:
        casting.first(role)
    return casting, roles


def sound_set(performance: Performance, palette: Palette | None = None, sample_rate: int = 48_000) -> str:
    """A name of everything outside the performance that decides its sound: the rows of the palette that it uses, the checksums
    of their files, the synthesiser's version and this room's algorithm number."""
    casting, roles = cast(palette, performance, sample_rate)
    return casting.fingerprint(roles)


def check_sounds(palette: Palette | None = None) -> None:
    """Make sure that every instrument of a palette can be heard somehow.

    Raises
    ------
    SoundError
        If one cannot: nothing of the palette nor of the orchestra is installed.
    """
    palette = palette or shipped()
    casting = Casting(palette)
    for name in INSTRUMENTS:
        casting.first((name, "struck" if name == "percussion" else "sustain", "bass-drum" if name == "percussion" else ""))


def _called(role: Role) -> str:
    """A role in people's words: ``Violins I pizzicato``."""
    instrument, technique, sound = role
    name = INSTRUMENTS[instrument].name if instrument in INSTRUMENTS else instrument.capitalize()
    if instrument == "percussion":
        return PERCUSSION[sound or technique].name if (sound or technique) in PERCUSSION else name
    return f"{name} {technique}"
