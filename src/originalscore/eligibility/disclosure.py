"""The disclosure: what of a score was generated, what people wrote, chose and edited, and what was licensed, as a PDF.

It says what the folder's own history, its cue list and ``rights.toml`` show, and nothing else: where people did something elsewhere, they enter it in
``rights.toml`` in their own words, and it is told as theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from originalscore.external.typst import set_pdf
from originalscore.files import write_whole
from originalscore.history import VERBS, Event
from originalscore.model.cue import Cue, CueList
from originalscore.model.ledger import Entry, Ledger, Party
from originalscore.model.rights import Rights

#: The most changes of one event that are told one by one (ours: a page must stay a page).
_MOST = 40
_MARKUP = """
#set page(paper: "a4", margin: 18mm, footer: context align(center, text(8pt)[#counter(page).display()]))
#set text(size: 9.5pt)
#let rows(heads, cells, widths) = table(columns: widths, stroke: none, inset: 2.2pt,
  table.header(..heads.map(head => [*#head*])), table.hline(stroke: 0.4pt), ..cells.flatten().map(cell => [#cell]))
#text(17pt, weight: "bold")[Disclosure]
#linebreak()
#facts.film
#v(2mm)
#text(luma(70))[#facts.preface]
#v(3mm)
#text(12pt, weight: "bold")[What was generated]
#for theme in facts.themes [*Theme #theme.name* (#theme.about): #theme.source \\ ]
#if facts.cues.len() > 0 { rows(("Cue", "Title", "From", "To", "Take", "How it was made"), facts.cues, (auto, auto, auto, auto, auto, 1fr)) }
#v(3mm)
#text(12pt, weight: "bold")[What people wrote, chose and edited]
#for line in facts.people [#line \\ ]
#for event in facts.events [
  #block(above: 3mm)[#event.place. *#event.what*#if event.words != "" [: #event.words]]
  #if event.changes.len() > 0 { rows(("Cue", "Field", "Was", "Is now"), event.changes, (auto, auto, 1fr, 1fr)) }
  #if event.more != "" [#text(luma(90))[#event.more]]
]
#v(3mm)
#text(12pt, weight: "bold")[What was licensed, or was there before]
#if facts.songs.len() > 0 { rows(("Piece", "Origin", "By", "Film rights", "Album rights"), facts.songs, (1fr, auto, 1fr, auto, auto)) } else [No other music is entered.]
#for line in facts.open [#line \\ ]
"""


@dataclass(frozen=True)
class Disclosed:
    """What the disclosure tells of.

    Parameters
    ----------
    ledger, cues, rights
        The film's music, the cue list as it was scored, and what people have entered.
    events
        The folder's history.
    takes
        Id of a cue -> numbers of the takes that were made of it.
    brief
        The wishes in words that the film was spotted with; may be empty.
    """

    ledger: Ledger
    cues: CueList
    rights: Rights
    events: tuple[Event, ...]
    takes: Mapping[str, tuple[int, ...]]
    brief: str = ""


def write_disclosure(path: Path, told: Disclosed) -> None:
    """Set it as a PDF; the same folder gives the same bytes."""
    write_whole(path, set_pdf(_MARKUP, disclosure_facts(told)))


def disclosure_facts(told: Disclosed) -> dict[str, object]:
    """Everything that is on the page, as plain values."""
    ledger = told.ledger
    return {
        "film": f"{ledger.title}{f' ({ledger.year})' if ledger.year else ''}, {ledger.label(0)} to {ledger.label(ledger.frames)}",
        "preface": "Made from what the folder of this score records by itself: its cue list, its takes, its history, and what people entered in rights.toml. "
        "What was done elsewhere is not in it unless somebody entered it.",
        "themes": [
            {"name": theme.name, "about": f"{theme.subject}, {theme.mood}", "source": _theme_source(theme.source, theme.as_written)}
            for theme in told.cues.themes
        ],
        "cues": [_cue_row(cue, told) for cue in told.cues.cues],
        "people": _people(told),
        "events": [_event(place, event) for place, event in enumerate(_human(told.events), 1)],
        "songs": [_song_row(entry) for entry in ledger.entries if entry.origin != "composed here" or entry.lyric],
        "open": [
            f"The film's own sound has music from {ledger.label(first)} to {ledger.label(end)} of which nobody has said what it is."
            for first, end in ledger.undeclared
        ],
    }  # fmt: skip


def record_of(told: Disclosed) -> str:
    """In a few words what is recorded of how the music was made; empty where people have entered nothing of themselves."""
    rights = told.rights
    if not rights.human:
        return ""
    done = _human(told.events)
    return f"entered by people: “{rights.human}”; {len(done)} human act{'s' * (len(done) != 1)} in the folder's history"


def _theme_source(source: str, as_written: bool) -> str:
    if source == "invented":
        return "invented by the program"
    return (
        f"not generated: the user's file {Path(source).name}{', played as it is written' if as_written else ', developed by the program'}"
    )


def _cue_row(cue: Cue, told: Disclosed) -> list[str]:
    entry = told.ledger.entry(cue.number)
    places = (told.ledger.label(entry.first_frame), told.ledger.label(entry.end_frame)) if entry else ("", "")
    made = told.takes.get(cue.id, ())
    how = "the user's edited score is played" if cue.score == "user" else "composed, orchestrated and performed by the program"
    locks = f"; locked by people: {', '.join(cue.locks)}" if cue.locks else ""
    return [cue.number, cue.title, *places, f"{cue.take} of {max((*made, cue.take))}", how + locks]


def _people(told: Disclosed) -> list[str]:
    rights = told.rights
    lines = [f"Entered by people: “{rights.human}”"] * bool(rights.human)
    if told.brief:
        lines.append(f"The wishes that the film was spotted with: “{told.brief.strip()}”")
    if rights.composer:
        lines.append(f"Put forward as composer: {rights.composer}")
    if rights.writers:
        lines.append(f"Writers of the score, as entered: {', '.join(map(_named, rights.writers))}")
    lines += [
        f"Theme {theme.theme}: {theme.origin}{f', by {theme.writer}' if theme.writer else ''}{f', first heard in {theme.first_heard_in}' if theme.first_heard_in else ''} (as entered)"
        for theme in rights.themes
    ]  # fmt: skip
    if not rights.human and not rights.writers:
        lines.append("Nobody has entered a writer of the score, or what people did.")
    if not told.events:
        lines.append("The folder has kept no history: it was made before one was kept.")
    elif not _human(told.events):
        lines.append("The folder's history shows no note, no other take, no edit.")
    return lines


def _named(party: Party) -> str:
    return f"{party.name} ({party.role}{'' if party.share is None else f', {float(party.share):g} %'})"


def _human(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What people did; spotting and scoring are the program's own work."""
    return tuple(event for event in events if event.verb not in ("spotted", "score"))


def _event(place: int, event: Event) -> dict[str, object]:
    changes = [[change.cue, change.field, change.old, change.new] for change in event.changes[:_MOST]]
    more = len(event.changes) - len(changes)
    return {
        "place": str(place), "what": VERBS[event.verb], "words": event.words, "changes": changes,
        "more": f"and {more} more changes, in history.jsonl" if more else "",
    }  # fmt: skip


def _song_row(entry: Entry) -> list[str]:
    may, writers = entry.permissions, ", ".join(map(_named, entry.writers))
    by = "; ".join(part for part in (entry.performer, writers) if part) or "nobody has entered it"
    states = [
        ", ".join(f"{name} {licence.status or 'not entered'}{_document(licence.document)}" for name, licence in pair)
        for pair in (
            (("sync", may.sync), ("master", may.master)),
            (("composition", may.album_composition), ("recording", may.album_recording)),
        )
    ]
    return [f"{entry.id} “{entry.title}”", entry.origin, by, *states]


def _document(name: str) -> str:
    return f" ({Path(name).name})" if name else ""
