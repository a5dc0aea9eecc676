"""Ten named risks (rights.md 2.4): what made committees refuse scores whose numbers were good enough. All are read off the ledger and the turns of the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from originalscore.eligibility.counting import WRITING, people_of
from originalscore.eligibility.figures import Figure, value_text
from originalscore.eligibility.rules import Rule, shipped_rules
from originalscore.model.film_reading import StoryBeat
from originalscore.model.ledger import Entry, Ledger

#: Number -> the risk, and the films it was named for.
RISKS = {
    "R1": ("pre-existing music opens or closes the film", "Arrival"),
    "R2": ("pre-existing music at a turn of the story", "Birdman; The King's Speech"),
    "R3": ("more writers than are put forward, or their share is under 70 %", "The Dark Knight"),
    "R4": ("a theme was written by somebody else", "My Week with Marilyn"),
    "R5": ("music from earlier work of the same hand", "The Godfather; There Will Be Blood"),
    "R6": ("songs at key points", "Drive; The Fighter"),
    "R7": ("more than 20 % from earlier films of the series", "Dune: Part Two"),
    "R8": ("an adapted free melody", "True Grit; Black Swan"),
    "R9": ("no record of who, and what, wrote the music", "rules since 2023"),
    "R10": ("the rules known here are older than the film", "Tár, judged by 60 % in print"),
}
_LEAD, _SERIES = Fraction(70, 100), Fraction(20, 100)


@dataclass(frozen=True)
class Risk:
    """One risk: its number and name, ``found``, ``not found`` or ``not stated``, why, and the films it was named for."""

    number: str
    name: str
    state: str
    why: str
    cases: str


@dataclass(frozen=True)
class Told:
    """What risks are read off: the ledger, the turns of the story (None: nobody marked them), what the ledger does not speak of, what is recorded."""

    ledger: Ledger
    beats: tuple[StoryBeat, ...] | None
    unstated: frozenset[str]
    record: str

    @property
    def placed(self) -> bool:
        """Whether it is known where in the film the pieces lie."""
        return "places" not in self.unstated

    def at(self, beat: StoryBeat) -> int:
        """The frame of a turn."""
        return int(beat.at_s * self.ledger.clock.frame_rate.rate + Fraction(1, 1000))

    def named(self, entry: Entry) -> str:
        """A piece with its place."""
        title = f"{entry.id} “{entry.title}”" if entry.title else entry.id
        return f"{title} at {self.ledger.label(entry.first_frame)}" if self.placed else title


Answer = tuple[str, str]


def find_risks(told: Told, reuse: Figure, writers: Figure, rules: Sequence[Rule], year: int) -> tuple[Risk, ...]:
    """All ten, in their order.

    Parameters
    ----------
    reuse, writers
        The shares that R7 and R3 look at.
    rules, year
        The rules that are asked, and for films of which year.
    """
    answers: dict[str, Callable[[], Answer]] = {
        "R1": lambda: _opens_or_closes(told), "R2": lambda: _at_turns(told), "R3": lambda: _writers(told.ledger, writers),
        "R4": lambda: _foreign_themes(told), "R5": lambda: _own_earlier_work(told), "R6": lambda: _songs(told), "R7": lambda: _series(reuse),
        "R8": lambda: _adapted(told), "R9": lambda: _record(told, year), "R10": lambda: _old_rules(told.ledger.year or year, year, rules),
    }  # fmt: skip
    return tuple(Risk(number, name, *answers[number](), cases) for number, (name, cases) in RISKS.items())


def _music(told: Told) -> list[Entry]:
    return [one for one in told.ledger.entries if one.usage != "EE"]


def _is_before(entry: Entry) -> bool:
    return entry.origin not in ("", "composed here")


def _ends(told: Told) -> list[tuple[str, Entry]]:
    """The pieces that open the film, that close its story, and that close its end credits."""
    music, end = _music(told), told.ledger.credits_frame
    if not music:
        return []
    story = [one for one in music if end is None or one.first_frame < end]
    found = [("opens the film", min(music, key=lambda one: (one.first_frame, one.end_frame)))]
    if story:
        found.append(
            ("closes the film" if end is None else "closes the story", max(story, key=lambda one: (one.end_frame, one.first_frame)))
        )
    if len(story) < len(music):
        found.append(("ends the credits", max(music, key=lambda one: (one.end_frame, one.first_frame))))
    return found


def _opens_or_closes(told: Told) -> Answer:
    if not any(map(_is_before, told.ledger.entries)) and all(one.origin for one in told.ledger.entries):
        return "not found", "no piece is said to have existed before"
    if not told.placed:
        return "not stated", "the ledger does not say where in the film its pieces lie"
    places = [f"{told.named(one)} {where}" for where, one in _ends(told) if _is_before(one)]
    if places:
        return "found", "; ".join(places)
    unsaid = [f"{told.named(one)} {where}" for where, one in _ends(told) if not one.origin]
    return ("not stated", f"nobody has said where these come from: {'; '.join(unsaid)}") if unsaid else ("not found", "")


def _at_turns(told: Told) -> Answer:
    before = [one for one in _music(told) if _is_before(one)]
    if not before:
        return _found(told, [], "no piece is said to have existed before")
    return _near_turns(told, before)


def _near_turns(told: Told, pieces: list[Entry]) -> Answer:
    if not told.placed:
        return "not stated", "the ledger does not say where in the film its pieces lie"
    if told.beats is None:
        return "not stated", "nobody has marked the turns of the story"
    hits = [
        f"{told.named(one)} at “{beat.what}” ({told.ledger.label(told.at(beat))})"
        for beat in told.beats for one in pieces if one.first_frame <= told.at(beat) < one.end_frame
    ]  # fmt: skip
    return ("found", "; ".join(hits)) if hits else ("not found", "")


def _writers(ledger: Ledger, share: Figure) -> Answer:
    people = people_of(ledger.composer)
    names = dict.fromkeys(
        " ".join(w.name.split()) for one in ledger.entries if one.origin == "composed here" for w in one.writers if w.role in WRITING
    )
    if not people or not names:
        return "not stated", "nobody has entered " + ("who is put forward as composer" if not people else "who wrote the music")
    others = [name for name in names if name.casefold() not in {one.casefold() for one in people}]
    reasons = [f"{len(names)} writers, {len(people)} put forward; not put forward: {', '.join(others)}"] * bool(others)
    if share.low is not None and share.low < _LEAD:
        reasons.append(f"those put forward wrote {share.shown()}")
    return ("found", "; ".join(reasons)) if reasons else ("not found", "")


def _foreign_themes(told: Told) -> Answer:
    people = {one.casefold() for one in people_of(told.ledger.composer)}
    ours = [one for one in told.ledger.entries if one.origin in ("composed here", "")]
    writers = {one: [name for name in one.theme_writers if name.casefold() not in people] for one in ours}
    found = [f"{told.named(one)} says a theme by {', '.join(names)}" for one, names in writers.items() if names]
    if not found and told.unstated & {"theme writers", "theme origins"}:
        return "not stated", "nobody has entered who wrote the themes"
    return ("found", "; ".join(found)) if found else ("not found", "no theme is said to be by somebody else")


def _own_earlier_work(told: Told) -> Answer:
    pieces = [told.named(one) for one in told.ledger.entries if one.origin == "composed earlier"]
    pieces += [
        f"{told.named(one)} has {reuse.theme or 'music'} of {reuse.film}"
        for one in told.ledger.entries for reuse in one.reuse if reuse.origin == "composed earlier"
    ]  # fmt: skip
    return _found(told, pieces, "no piece is said to be of earlier work")


def _songs(told: Told) -> Answer:
    songs = [one for one in _music(told) if one.lyric]
    if not songs:
        return ("not stated", "nobody has said where words are sung") if "words" in told.unstated else ("not found", "no words are sung")
    if not told.placed:
        return "not stated", "the ledger does not say where in the film its pieces lie"
    places = [f"{told.named(one)} {where}" for where, one in _ends(told) if one.lyric]
    state, why = _near_turns(told, songs)
    if places or state == "found":
        return "found", "; ".join(filter(None, (*places, why if state == "found" else "")))
    return state, why


def _series(reuse: Figure) -> Answer:
    low, high = reuse.low, reuse.high
    if low is None or high is None:
        return reuse.state if reuse.state == "not stated" else "not found", reuse.why
    if low > _SERIES:
        return "found", f"{reuse.shown()} of the film's music"
    if high > _SERIES:
        return "found", f"{reuse.shown()} of the film's music, by the counting and by what nobody has entered"
    return "not found", f"{value_text('reuse', high)} of the film's music"


def _adapted(told: Told) -> Answer:
    pieces = [told.named(one) for one in told.ledger.entries if one.origin == "public domain adapted" or _says_free_melody(one)]
    return _found(told, pieces, "no piece is said to adapt a free melody")


def _found(told: Told, pieces: list[str], none: str) -> Answer:
    """What was found by where pieces and themes come from; where that is not entered of all of them, nothing can be excluded."""
    if not pieces and "theme origins" in told.unstated:
        return "not stated", "of a theme of the user's own nobody has said where it comes from"
    if not pieces and not all(one.origin for one in told.ledger.entries):
        return "not stated", "of some pieces nobody has said where they come from"
    return ("found", "; ".join(pieces)) if pieces else ("not found", none)


def _says_free_melody(entry: Entry) -> bool:
    return any(one.origin == "public domain adapted" for one in entry.reuse)


def _record(told: Told, year: int) -> Answer:
    since = min(rule.first_year for rule in shipped_rules() if rule.measure == "authorship")
    missing = [told.named(one) for one in told.ledger.entries if one.origin in ("composed here", "") and not one.writers]
    if missing:
        return "found", f"nobody has entered who wrote {missing[0]}" + (f" and {len(missing) - 1} more" if missing[1:] else "")
    if told.record:
        return "not found", told.record
    if year and year < since:
        return "not found", f"writers are entered; nobody asked for more before {since}"
    return "found", "writers are entered, but nothing is recorded of how the music was made"


def _old_rules(film_year: int, judged_year: int, rules: Sequence[Rule]) -> Answer:
    if not film_year:
        return "not stated", "nobody has entered the film's year"
    old = []
    for award in dict.fromkeys(rule.award for rule in rules):
        years = [rule.known_until for rule in rules if rule.award == award and rule.number is not None and rule.is_for(judged_year)]
        dated = [one for one in years if one]
        if dated and min(dated) < film_year:
            old.append(f"{award}: known for films up to {min(dated)}")
    if judged_year and judged_year < film_year:
        old.append(f"asked by the rules for films of {judged_year}, the film is of {film_year}")
    return ("found", "; ".join(old)) if old else ("not found", "")
