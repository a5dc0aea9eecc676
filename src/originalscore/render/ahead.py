"""Sounds that will be needed are decoded while the music is still being planned, on the processor that has nothing to do then."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType

from originalscore.errors import SoundError
from originalscore.model.palette import Palette
from originalscore.music.ensembles import ENSEMBLES
from originalscore.render import sounds
from originalscore.render.casting import Casting, Role

_LIKELY = ("sustain", "legato", "marcato")
"""What nearly every player is asked for, keys and drums by the nearest they have; tremolo or pizzicato may never come (ours)."""


class Loader:
    """Loads sounds in a thread of its own; leaving the ``with`` block ends that after the sound it is at."""

    def __init__(self, palette: Palette) -> None:
        self._palette, self._stop = palette, threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def begin(self, ensembles: Iterable[str]) -> None:
        """Begin with the players of most of these cues' ensembles. A sound that is not there is told when it is to be played."""
        players = Counter(name for ensemble in ensembles for name in ENSEMBLES[ensemble].players)
        self._thread = threading.Thread(target=self._load, args=([name for name, _ in players.most_common()],))
        self._thread.start()

    def _load(self, players: list[str]) -> None:
        casting = Casting(self._palette)
        for role in (role for name in players for role in _roles(name)):
            if self._stop.is_set():
                return
            with suppress(SoundError):
                choice = casting.first(role)
                if not choice.laid:
                    with sounds.lent_font(choice.place) as font:
                        font.pin(choice.patch.bank, choice.patch.program)


def _roles(player: str) -> tuple[Role, ...]:
    return (("percussion", "struck", "bass-drum"),) if player == "percussion" else tuple((player, likely, "") for likely in _LIKELY)
