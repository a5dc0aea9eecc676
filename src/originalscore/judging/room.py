"""The room: who sits in it, what each judge hears in which order, and what is written down.

Orders, letters and addresses are drawn for every judge alone from the room's seed and the judge's name, so a judge who comes back finds the same
page, and no two judges can compare letters. Whatever is given is appended to the ledger at once; another opinion on the same thing is a correction, which names
the row before it. A judge's stake in a clip is a row too, and from then on no points of that judge are taken for it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from originalscore.chance import Stream
from originalscore.errors import BriefError
from originalscore.judging.clips import Clip
from originalscore.points.conflicts import CONFLICT, declaration, declared
from originalscore.points.ledger import Entry, Ledger, Row
from originalscore.points.panels import Preset
from originalscore.points.rounding import written

#: Longest name of a judge, characters (ours).
LONGEST_NAME = 80
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Heard:
    """A clip as one judge has it: its letter and the name of its address, neither of which tells anything."""

    letter: str
    token: str
    clip: Clip


@dataclass(frozen=True)
class Task:
    """What one judge hears side by side; ``criterion`` is what the ledger calls the comparison, empty where each clip is judged alone."""

    number: int
    heard: tuple[Heard, ...]
    criterion: str = ""
    reference: Heard | None = None


@dataclass(frozen=True)
class Chair:
    """A judge, the name of the judge's page, and the tasks in the judge's own order."""

    judge: str
    token: str
    tasks: tuple[Task, ...]


class Room:
    """A room that is open.

    Parameters
    ----------
    clips
        Matched in loudness.
    preset
        What is asked.
    ledger
        Where raw points go.
    seed
        Of orders and letters.

    Raises
    ------
    BriefError
        If a trial has more versions than there are letters.
    """

    def __init__(self, clips: Sequence[Clip], preset: Preset, ledger: Ledger, *, seed: int = 1) -> None:
        trials = {clip.trial: [one for one in clips if one.trial == clip.trial] for clip in clips}
        if max(map(len, trials.values())) > len(_LETTERS):
            raise BriefError(f"more than {len(_LETTERS)} versions cannot be heard side by side", "put them into several folders")
        self.preset, self.ledger = preset, ledger
        self._trials, self._seed = trials, seed
        self._chairs: dict[str, Chair] = {}
        self._lock = threading.Lock()

    def sign(self, name: str) -> Chair:
        """Let a judge in; the same name has the same chair, however it is capitalised.

        Raises
        ------
        BriefError
            If the name is empty, too long or not printable.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise BriefError("a judge needs a name", f"write 1 to {LONGEST_NAME} characters")
        with self._lock:
            known = [chair.judge for chair in self._chairs.values()]
            known += [row.entry.judge for row in self._rows()]
            name = next((one for one in known if one.casefold() == name.casefold()), name)
            chair = self._chair(name)
            return self._chairs.setdefault(chair.token, chair)

    def chair(self, token: str) -> Chair | None:
        """The chair of a page, if somebody has signed in there."""
        return self._chairs.get(token)

    def clip(self, token: str) -> Clip | None:
        """The clip at an address, whoever hears it."""
        every = (heard for chair in tuple(self._chairs.values()) for task in chair.tasks for heard in _of(task))
        return next((heard.clip for heard in every if heard.token == token), None)

    def give(self, chair_token: str, clip_token: str, points: str, criterion: str = "") -> int:
        """Write down points for a clip; returns the row that now stands.

        The same points once more (an answer that was lost, a second click) are the same row.

        Raises
        ------
        BriefError
            If the points are no step of the scale, the criterion or the clip is unknown, or the judge has a stake in it.
        """
        chair, task, heard = self._find(chair_token, clip_token)
        if self.preset.compares:
            raise BriefError("of two clips one is chosen", "say which is better")
        if criterion not in {one.name for one in self.preset.criteria}:
            raise BriefError(f"there is no criterion “{criterion}” here", "choose one that the page shows")
        points = self.preset.on_scale(points)
        name = heard.clip.trial.name if self.preset.has_reference else criterion
        return self._append(chair, task, [(heard, name, points)])[0]

    def prefer(self, chair_token: str, clip_token: str) -> tuple[int, ...]:
        """Write down which clip of a pair is better: one point for it and none for the other, both rows or neither.

        Raises
        ------
        BriefError
            If this room compares nothing, the clip is unknown, or the judge has a stake in one of the two.
        """
        if not self.preset.compares:
            raise BriefError("nothing is compared in this room", "give points to each clip")
        chair, task, chosen = self._find(chair_token, clip_token)
        high, low = (written(value) for value in (self.preset.maximum, self.preset.minimum))
        return self._append(chair, task, [(heard, task.criterion, high if heard == chosen else low) for heard in task.heard])

    def declare(self, chair_token: str, clip_token: str, *, holds: bool) -> int:
        """Write down that the judge has a stake in a clip (own work), or has none after all; points given before stay as they are.

        Raises
        ------
        BriefError
            If the clip is unknown.
        """
        chair, task, heard = self._find(chair_token, clip_token)
        with self._lock:
            old = _standing(self._rows(), chair.judge, heard.clip.item, CONFLICT)
            if (old is not None and old.entry.points != "0") == holds:
                return old.id if old is not None else 0
            entry = declaration(
                chair.judge, heard.clip.item, holds=holds, note=self._note(task, heard), replaces=None if old is None else old.id
            )
            return self.ledger.append([entry])[0]

    def given(self, chair: Chair) -> dict[tuple[str, str], str]:
        """What stands of a judge: (item, criterion) -> points, stakes among them."""
        rows = [row.entry for row in self._rows() if row.entry.judge == chair.judge]
        return {(one.item, one.criterion): one.points for one in rows if one.criterion != CONFLICT or one.points != "0"}

    def close(self) -> None:
        """Wait until what is being written down is written; nothing is taken any more."""
        self._lock.acquire()

    def _append(self, chair: Chair, task: Task, given: list[tuple[Heard, str, str]]) -> tuple[int, ...]:
        """Append points; what stands already and says the same is not written twice."""
        low, high = (written(value, 6) for value in (self.preset.minimum, self.preset.maximum))
        with self._lock:
            rows = self._rows()
            stakes = {row.entry.item for row in declared(rows) if row.entry.judge == chair.judge}
            barred = [heard.letter for heard, _, _ in given if heard.clip.item in stakes]
            if barred:
                raise BriefError(
                    f"you have declared a stake in {' and '.join(barred)}", "its points are not taken; take it back if it was a slip"
                )
            olds = [_standing(rows, chair.judge, heard.clip.item, criterion) for heard, criterion, _ in given]
            if all(old is not None and old.entry.points == points for old, (_, _, points) in zip(olds, given)):
                return tuple(old.id for old in olds if old is not None)
            entries = [
                Entry(
                    heard.clip.item, points, chair.judge, criterion, low, high, self._note(task, heard), None if old is None else old.id
                )
                for old, (heard, criterion, points) in zip(olds, given)
            ]  # fmt: skip
            return self.ledger.append(entries)

    def _rows(self) -> tuple[Row, ...]:
        return self.ledger.standing() if self.ledger.path.exists() else ()

    def _note(self, task: Task, heard: Heard) -> str:
        """How the clip was heard: in which kind of room, under which letter of how many, and how it was turned."""
        return f"{self.preset.name} room: heard as {heard.letter} of {len(task.heard)}, {heard.clip.gain_db:+.2f} dB"

    def _find(self, chair_token: str, clip_token: str) -> tuple[Chair, Task, Heard]:
        chair = self.chair(chair_token)
        if chair is None:
            raise BriefError("nobody has signed in here", "sign in with a name")
        for task in chair.tasks:
            for heard in task.heard:
                if heard.token == clip_token:
                    return chair, task, heard
        raise BriefError("there is no such clip on your page", "load the page again")

    def _chair(self, judge: str) -> Chair:
        stream = Stream(self._seed, "judging", judge.casefold())
        plans = [(trial, versions) for trial, clips in self._trials.items() for versions in self._side_by_side(clips)]
        tasks = []
        for number, (trial, clips) in enumerate(stream.split("order").shuffled(plans), 1):
            names = " against ".join(clip.version.name for clip in clips)
            own = stream.split("task", trial.name, names)
            letter = iter(_LETTERS)
            heard = tuple(Heard(next(letter), _token(own.split(clip.version.name)), clip) for clip in own.shuffled(clips))
            openly = next((clip for clip in clips if clip.version == trial.reference), None) if self.preset.has_reference else None
            criterion = f"{trial.name}: {names}".removeprefix(": ") if self.preset.compares else ""
            reference = None if openly is None else Heard("Reference", _token(own.split("openly")), openly)
            tasks.append(Task(number, heard, criterion, reference))
        return Chair(judge, _token(stream.split("chair")), tuple(tasks))

    def _side_by_side(self, clips: list[Clip]) -> list[tuple[Clip, ...]]:
        return list(combinations(clips, 2)) if self.preset.compares else [tuple(clips)]


def _standing(rows: Sequence[Row], judge: str, item: str, criterion: str) -> Row | None:
    """The row of what a judge gave to an item by a criterion, if there is one."""
    wanted = (judge, item, criterion)
    return next((row for row in rows if (row.entry.judge, row.entry.item, row.entry.criterion) == wanted), None)


def _of(task: Task) -> tuple[Heard, ...]:
    return task.heard if task.reference is None else (*task.heard, task.reference)


def _token(stream: Stream) -> str:
    """Sixteen letters and digits that say nothing."""
    return f"{stream.below(1 << 63):016x}"
