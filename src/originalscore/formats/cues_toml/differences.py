"""What differs between two cue lists, written into the file one by one and told in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from originalscore.formats.cues_toml.directed import directed_row
from originalscore.formats.cues_toml.edits import CueFile
from originalscore.formats.cues_toml.writer import cue_row, hit_row, silence_row, time_text
from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture

_EMPTY: dict[str, Any] = {"add": None, "without": None, "balance": None, "bpm": None, "chance": None, "redraw": None, "idiom": None}


@dataclass(frozen=True)
class Change:
    """One change: the number of its cue (empty: between cues), the field as the file names it, and its value before and after."""

    cue: str
    field: str
    old: str
    new: str


def put_changes(file: CueFile, before: CueList, after: CueList) -> tuple[Change, ...]:
    """Change the file from one list to the other; nothing is on disk before it is saved."""
    picture = file.picture
    changes: list[Change] = []
    old = {cue.id: cue for cue in before.cues}
    last = before.cues[0].id if before.cues else ""
    for cue in after.cues:
        if cue.id not in old:
            file.add_cue(cue, after=last)
            changes.append(Change(cue.number, "cue", "", f"{time_text(cue.start_s, picture)} to {time_text(cue.end_s, picture)}"))
        elif cue != old[cue.id]:
            changes += _fields(file, old[cue.id], cue, picture) + _hits(file, old[cue.id], cue, picture)
        last = cue.id
    for cue in before.cues:
        if cue.id not in {one.id for one in after.cues}:
            file.remove_cue(cue.id)
            changes.append(Change(cue.number, "cue", f"{time_text(cue.start_s, picture)} to {time_text(cue.end_s, picture)}", "none"))
    return (*changes, *_silences(file, before, after, picture))


def _fields(file: CueFile, old: Cue, new: Cue, picture: Picture) -> list[Change]:
    was, now = ({**_EMPTY, **cue_row(cue, picture), **directed_row(cue)} for cue in (old, new))
    changes = []
    for field in now:
        if now[field] != was[field]:
            file.set_cue(new.id, field, now[field])
            changes.append(Change(new.number, field, _told(was[field]), _told(now[field])))
    return changes


def _hits(file: CueFile, old: Cue, new: Cue, picture: Picture) -> list[Change]:
    changes = []
    for hit in old.hits:
        same = next((one for one in new.hits if one.at_s == hit.at_s and one.what == hit.what), None)
        if same is None:
            file.remove_hit(new.id, hit)
            changes.append(Change(new.number, "hit", f"“{hit.what}” at {time_text(hit.at_s, picture)}", "none"))
        elif same != hit:
            was, now = hit_row(hit, picture), hit_row(same, picture)
            told = {field: value for field, value in now.items() if value != was[field]}
            file.change_hit(new.id, hit, **told)
            changes += [Change(new.number, f"hit “{hit.what}” {field}", _told(was[field]), _told(value)) for field, value in told.items()]
    for hit in new.hits:
        if not any(one.at_s == hit.at_s and one.what == hit.what for one in old.hits):
            file.add_hit(new.id, hit)
            changes.append(
                Change(new.number, "hit", "none", f"“{hit.what}” at {time_text(hit.at_s, picture)}, {hit.kind}{', must' * hit.must}")
            )
    return changes


def _silences(file: CueFile, before: CueList, after: CueList, picture: Picture) -> list[Change]:
    changes = []
    spans: dict[Fraction, Any] = {one.start_s: one for one in before.silences}
    for silence in after.silences:
        had = spans.pop(silence.start_s, None)
        if had is None:
            file.add_silence(silence)
        elif had != silence:
            was, now = silence_row(had, picture), silence_row(silence, picture)
            file.change_silence(had, **{field: value for field, value in now.items() if value != was[field]})
        if had != silence:
            changes.append(Change("", "silence", _told_span(had, picture), _told_span(silence, picture)))
    for gone in spans.values():
        file.remove_silence(gone)
        changes.append(Change("", "silence", _told_span(gone, picture), "none"))
    return changes


def _told_span(silence: Any, picture: Picture) -> str:
    return "none" if silence is None else f"{time_text(silence.start_s, picture)} to {time_text(silence.end_s, picture)}"


def _told(value: Any) -> str:
    """A value for people: curves by their mean, lists by their names."""
    if value is None or value in ([], {}, ""):
        return "none"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return f"{sum(level for _, level in value) / len(value):.2f} on average"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {amount}" for name, amount in value.items())
    return str(value)
