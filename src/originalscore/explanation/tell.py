"""Score, soundtrack, award, points: four meanings of "original score", told of one film by its own music ledger.

Everything is read off the ledger, so nothing here can say anything else than the cue sheet, the album and the award figures. Nothing is decided
either: award figures are those of ``eligibility``, and whether a film may be entered is for committees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.eligibility import VERDICTS, check_eligibility
from originalscore.folder import ProjectFolder
from originalscore.ledger import Counting, music_frames, read_ledger
from originalscore.model.ledger import KINDS, Entry, Ledger
from originalscore.originality import Findings, check_originality
from originalscore.points import percent, read_raw, shipped_scales
from originalscore.points.rounding import written

#: Kind -> what it is, in words.
KIND_WORDS = {
    "score": "written for this film, and its dramatic music",
    "song": "written for this film, with sung words",
    "source": "written for this film, and heard by its people",
    "pre-existing": "there before this film",
    "logo": "the music of a logo",
}
#: The raw points that the fourth question is answered with, and the scale.
_POINTS, _SCALE = "42/50", "us"


@dataclass(frozen=True)
class KindOfMusic:
    """One kind of music in the film: its pieces, how long it is heard (frames, overlaps once) and its share of all music (0 to 1)."""

    kind: str
    words: str
    pieces: tuple[str, ...]
    frames: int
    share: Fraction

    @property
    def told(self) -> str:
        """The kind in a line: its share in per cent to one decimal, half up, what it is, and its pieces."""
        return f"{self.kind}: {_per_cent(self.share)} ({self.words}): {', '.join(self.pieces)}"


@dataclass(frozen=True)
class Answer:
    """A question, the one command that answers it, and the answer for this film."""

    question: str
    command: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """What is told of a film.

    Parameters
    ----------
    title
        Of the film.
    heard
        How much music there is, in words.
    kinds
        The kinds that the film has.
    is_score, is_not
        What its original score is, and what it is not, with this film's pieces.
    answers
        The four questions.
    """

    title: str
    heard: str
    kinds: tuple[KindOfMusic, ...]
    is_score: tuple[str, ...]
    is_not: tuple[str, ...]
    answers: tuple[Answer, ...]


def explain_film(place: Path) -> tuple[Explanation, Ledger]:
    """Tell of a scored film's folder what its music is; nothing is written.

    Returns
    -------
    Explanation and Ledger
        What is told, and the ledger that it is read off.

    Raises
    ------
    BriefError, FormatError
        If the folder holds no finished score, or what people entered cannot be read.
    """
    ledger = read_ledger(ProjectFolder(place))
    return explain_ledger(place, ledger, check_originality(place)), ledger


def explain_ledger(place: Path, ledger: Ledger, found: Findings) -> Explanation:
    """Tell what a ledger's music is; ``place`` is the folder that the commands are to name, ``found`` how near its lines come to others."""
    answers = (_is_it_original(place, found), _on_the_album(place, ledger), _for_an_award(place, ledger), _raw_points())
    return Explanation(ledger.title, _heard(ledger), _kinds(ledger), _score(ledger), _no_score(ledger), answers)


def _kinds(ledger: Ledger) -> tuple[KindOfMusic, ...]:
    whole = music_frames(ledger, Counting())
    found = []
    for kind in KINDS:
        pieces = [entry for entry in ledger.entries if entry.kind == kind]
        frames = music_frames(ledger, Counting(), _of_kind(kind))
        if pieces:
            share = Fraction(frames, whole) if whole else Fraction(0)
            found.append(KindOfMusic(kind, KIND_WORDS[kind], tuple(map(_name, pieces)), frames, share))
    return tuple(found)


def _heard(ledger: Ledger) -> str:
    frames = music_frames(ledger, Counting())
    if not frames:
        return f"no music is heard in {_seconds(ledger, ledger.frames)} of film"
    of_film = (
        f"{_seconds(ledger, frames)} of music in {_seconds(ledger, ledger.frames)} of film ({_per_cent(Fraction(frames, ledger.frames))})"
    )
    undeclared = len(ledger.undeclared)
    return of_film + (
        f"; of {_count(undeclared, 'span')} of music in the film's own sound nobody has said what it is" if undeclared else ""
    )


def _score(ledger: Ledger) -> tuple[str, ...]:
    pieces = [entry for entry in ledger.entries if entry.kind == "score"]
    if not pieces:
        return ("an original score is music that was written for one film and is its dramatic music: this film has none",)
    frames = music_frames(ledger, Counting(), _of_kind("score"))
    lines = [
        "an original score is music that was written for one film and is its dramatic music: "
        f"here {_count(len(pieces), 'piece')}, {_seconds(ledger, frames)}, from {_name(pieces[0])} to {_name(pieces[-1])}"
    ]
    wordless = [entry for entry in pieces if entry.wordless]
    if wordless:
        lines.append(f"voices without words do not make a song: {_names(wordless)} {'is' if len(wordless) == 1 else 'are'} score")
    if not ledger.composer:
        lines.append("nobody has been entered as its composer in rights.toml; the software is never put forward as one")
    return tuple(lines)


def _no_score(ledger: Ledger) -> tuple[str, ...]:
    """The borders, each with the pieces of this film that lie beyond it."""
    reused = [entry for entry in ledger.entries if entry.kind == "score" and entry.reuse]
    borders = (
        ("it is no song: sung words with a melody, even when they were written for the film", _of(ledger, "song")),
        ("it is not the music that the film's people hear", _of(ledger, "source")),
        ("it is no music that was there before, however well it fits", _of(ledger, "pre-existing")),
        ("themes of an earlier film are not new in it", reused),
    )
    told = [f"{words}: here {_names(pieces) if pieces else 'there is none'}" for words, pieces in borders]
    return (*told, "it is not the soundtrack album, not the award and not the points: see below")


def _is_it_original(place: Path, found: Findings) -> Answer:
    lines = (*found.lines, *found.cues)
    near = [line for line in lines if line.verdict == "redraw"]
    told = [f"too near: {line.theme} {line.why}" for line in near]
    told += [] if near else [f"{_count(len(lines), 'line')} compared, none too near to anything"]
    told += [f"searched: {'; '.join(found.searched)}", f"{found.not_searched}; this is no legal opinion"]
    return Answer("Is it original?", f"originalscore originality {place}", tuple(told))


def _on_the_album(place: Path, ledger: Ledger) -> Answer:
    allowed = [entry for entry in ledger.entries if entry.permissions.on_album and entry.usage != "EE"]
    refused = [entry for entry in ledger.entries if not entry.permissions.on_album and entry.usage != "EE"]
    lines = [f"its permissions let on: {_names(allowed) if allowed else 'nothing'}"]
    lines += [f"left out, for its album rights are missing: {_name(entry)}" for entry in refused]
    lines.append("an album may hold songs too: it is the soundtrack, and wider than the score")
    return Answer("What goes on the album?", f"originalscore album {place}", tuple(lines))


def _for_an_award(place: Path, ledger: Ledger) -> Answer:
    found = check_eligibility(ledger)
    share = next(one for one in found.figures if one.measure == "film share")
    ways = len(share.readings)
    told = (
        f"{share.shown()} of the film's music is original to it, over {_count(ways, 'way')} of counting"
        if ways
        else f"{share.state}: {share.why}"
    )
    verdicts = [one.verdict for one in found.tests if one.in_force]
    tests = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in VERDICTS if verdict in verdicts)
    risks = [f"{risk.number} {risk.name}" for risk in found.risks if risk.state == "found"]
    lines = [told, f"numeric tests: {tests}", f"named risks: {', '.join(risks) if risks else 'none that the ledger shows'}"]
    lines.append("rules ask for such shares, each by its own denominator; committees decide by more than numbers, so nothing here says yes")
    return Answer("Can it be entered for an award?", f"originalscore eligibility {place}", tuple(lines))


def _raw_points() -> Answer:
    raw, scale = read_raw(_POINTS), shipped_scales()[_SCALE]
    share = percent(raw)
    told = f"raw {raw}: {written(share)} %; grade {scale.grade(share)} on the scale {scale.name}"
    return Answer(
        "How do I turn raw points into a grade?", f'originalscore points convert "{_POINTS}"',
        (told, "the “original score” of a test is what was given before anybody converted it: it is kept, and never altered"),
    )  # fmt: skip


def _of_kind(kind: str) -> Callable[[Entry], bool]:
    return lambda entry: entry.kind == kind


def _of(ledger: Ledger, kind: str) -> list[Entry]:
    return [entry for entry in ledger.entries if entry.kind == kind]


def _name(entry: Entry) -> str:
    return f"{entry.id} “{entry.title}”"


def _names(entries: list[Entry]) -> str:
    return ", ".join(map(_name, entries))


def _seconds(ledger: Ledger, frames: int) -> str:
    return f"{written(frames * ledger.clock.frame_rate.frame_s, 1)} s"


def _per_cent(share: Fraction) -> str:
    """To one decimal, half up; what is compared is the fraction."""
    return f"{written(100 * share, 1)} %"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
