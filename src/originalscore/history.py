"""What was done in a folder, one line each, only ever added to: the spotting, notes, rerolls, takes chosen, edits by hand, songs, recuts, scores.

``history.jsonl`` has no dates: the same work gives the same lines. An edit by hand leaves no message of its own, so the cue list is kept as the program last left
it, and what differs from it at the next run was changed by somebody else. A direction is written together with what it changes, or not at all.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from originalscore.errors import FormatError
from originalscore.folder import ProjectFolder
from originalscore.formats.cues_toml import Change, CueFile, put_changes, read_cues, write_cues
from originalscore.model.cue import CueList
from originalscore.model.picture import Picture

HISTORY = "history.jsonl"
#: What can be done in a folder -> in words.
VERBS = {
    "spotted": "the film was spotted by the program",
    "edited": "cues.toml was edited by hand",
    "note": "a director's note was given",
    "reroll": "another take was asked for",
    "take chosen": "an earlier take was chosen again",
    "theme": "a theme was given",
    "song": "a song was taken into the film",
    "recut": "the score was carried over to another cut",
    "score": "the film was scored",
}
_LEFT = "cues-left"


@dataclass(frozen=True)
class Event:
    """One thing that was done.

    Parameters
    ----------
    verb
        A name of :data:`VERBS`.
    words
        The note as it was given, what a reroll kept, the name of a file; may be empty.
    changes
        What it changed in ``cues.toml``.
    takes
        Number of each cue and the take that plays, after a score.
    """

    verb: str
    words: str = ""
    changes: tuple[Change, ...] = ()
    takes: tuple[tuple[str, int], ...] = ()

    @property
    def cues(self) -> tuple[str, ...]:
        """Numbers of the cues that it changed."""
        return tuple(dict.fromkeys(change.cue for change in self.changes if change.cue))


def read_history(folder: ProjectFolder) -> tuple[Event, ...]:
    """Everything that was done, in order; nothing in a folder that was made before this was kept.

    Raises
    ------
    FormatError
        If a line is damaged, with its number.
    """
    events = []
    for number, line in enumerate(_text(folder).splitlines(), 1):
        try:
            events.append(_event(json.loads(line)))
        except (ValueError, TypeError, KeyError):
            raise FormatError(f"{HISTORY} line {number} is damaged", "take the line out, or bring back an untouched copy") from None
    return tuple(events)


def record(folder: ProjectFolder, event: Event, cues: CueList, texts: Mapping[str, str] | None = None) -> None:
    """Add a line, and keep the cue list as it is left; ``texts`` are files, seen from the folder, that are written with it or not at all."""
    folder.exchange({**(texts or {}), HISTORY: lines_added(folder, event)}, {_LEFT: ("", cues)})


def lines_added(folder: ProjectFolder, *events: Event) -> str:
    """The whole record with more lines, for whoever writes it together with other files."""
    return _text(folder) + "".join(f"{json.dumps(_row(event), ensure_ascii=False)}\n" for event in events)


def products_left(cues: CueList) -> dict[str, tuple[str, object]]:
    """The cue list as it is left, for whoever writes it together with other products."""
    return {_LEFT: ("", cues)}


def edits(folder: ProjectFolder, picture: Picture, cues: CueList) -> tuple[Event, ...]:
    """What somebody has changed in the cue list since the program last left it: one event, or none."""
    left = folder.recall(_LEFT, "", CueList)
    if left is None:
        return (Event("spotted"),)
    changes = differences(picture, left, cues) if left != cues else ()
    return (Event("edited", changes=changes),) if changes else ()


def notice_edits(folder: ProjectFolder, picture: Picture, cues: CueList) -> None:
    """Record them."""
    for event in edits(folder, picture, cues):
        record(folder, event, cues)


def change_list(folder: ProjectFolder, picture: Picture, change: Callable[[Path], None], event: Event | None = None) -> CueList:
    """Change the cue list by the program, together with what is recorded of it, and read it back.

    Parameters
    ----------
    change
        Changes the file it is given.
    event
        What is recorded where it changed something; None: nothing, but the next run takes it for no edit.
    """
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place) / folder.cues_file.name
        shutil.copyfile(folder.cues_file, trial)
        change(trial)
        cues = read_cues(trial, picture)
        texts = {folder.cues_file.name: trial.read_bytes().decode("utf-8")}
    if texts[folder.cues_file.name].encode("utf-8") == folder.cues_file.read_bytes():
        return cues
    if event is not None:
        record(folder, event, cues, texts)
    else:
        folder.exchange(texts, products_left(cues))
    return cues


def note_score(folder: ProjectFolder, cues: CueList) -> None:
    """Record which take of each cue plays, where that has changed."""
    playing = tuple((cue.number, cue.take) for cue in cues.cues)
    last = next((event.takes for event in reversed(read_history(folder)) if event.verb == "score"), None)
    if last != playing:
        record(folder, Event("score", takes=playing), cues)


def differences(picture: Picture, before: CueList, after: CueList) -> tuple[Change, ...]:
    """What differs between two cue lists, field by field."""
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place) / "cues.toml"
        write_cues(fresh, before, picture)
        changes = put_changes(CueFile(fresh, picture), before, after)
    return (*changes, *_heading(before, after))


def _heading(before: CueList, after: CueList) -> list[Change]:
    """What differs in the themes and in the heading."""
    was, now = ({theme.name: theme for theme in cues.themes} for cues in (before, after))
    found = [
        Change("", f"theme {name}", _told(was.get(name)), _told(now.get(name)))
        for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name)
    ]  # fmt: skip
    plain = (("seed", str(before.seed), str(after.seed)), ("style", before.style, after.style))
    return [*found, *(Change("", field, old, new) for field, old, new in plain if old != new)]


def _told(theme: object) -> str:
    return "none" if theme is None else ", ".join(f"{name} {value}" for name, value in vars(theme).items() if name != "name")


def _row(event: Event) -> dict[str, Any]:
    row: dict[str, Any] = {"verb": event.verb}
    if event.words:
        row["words"] = event.words
    if event.changes:
        row["changes"] = [asdict(change) for change in event.changes]
    return {**row, "takes": dict(event.takes)} if event.takes else row


def _event(row: dict[str, Any]) -> Event:
    if row["verb"] not in VERBS:
        raise ValueError(row["verb"])
    changes = tuple(Change(**change) for change in row.get("changes", ()))
    return Event(
        row["verb"], str(row.get("words", "")), changes, tuple((str(cue), int(take)) for cue, take in row.get("takes", {}).items())
    )


def _text(folder: ProjectFolder) -> str:
    place = folder.root / HISTORY
    return place.read_text(encoding="utf-8") if place.is_file() else ""
