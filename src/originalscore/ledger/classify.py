"""What a piece of music is: six questions in order, each with the reason that answered it (rights.md 1.2).

Who made it, whether it was there before, whether words are sung, whether the people in the film hear it, whether an earlier film had its
themes, and who wrote it. The answers come from provenance alone: where the file came from, what the folder's own history says, what a person has
entered. The sound is never asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.model.ledger import Party, Reuse


@dataclass(frozen=True)
class Provenance:
    """What is known of a piece before it is classified; ``source`` says in words how it came into the film."""

    source: str
    origin: str
    usage: str
    lyric: bool
    wordless: bool
    on_screen: bool
    reuse: tuple[Reuse, ...]
    writers: tuple[Party, ...]
    bars: int = 0


def classify(piece: Provenance) -> tuple[str, tuple[str, ...]]:
    """The kind of a piece (``model.ledger.KINDS``), and the answer to each question.

    A logo stays a logo. What existed before is pre-existing, with or without words; what was written for this film is a song with sung words, source music
    where the people in the film hear it, and score otherwise. Voices without words do not make a song.
    """
    reasons = (
        f"1 made by this project? {_made(piece)}",
        f"2 there before? {_before(piece)}",
        f"3 sung words? {'yes: a lyric with a melody' if piece.lyric else 'no: voices without words' if piece.wordless else 'no'}",
        f"4 heard by the people in the film? {'yes' if piece.on_screen else 'no'}",
        f"5 themes of an earlier film? {_themes(piece)}",
        f"6 who wrote it? {_writers(piece.writers)}",
    )
    return _kind(piece), reasons


def _kind(piece: Provenance) -> str:
    if piece.usage == "EE":
        return "logo"
    if piece.usage == "PD" or piece.origin != "composed here":
        return "pre-existing"
    if piece.lyric:
        return "song"
    return "source" if piece.on_screen else "score"


def _made(piece: Provenance) -> str:
    return f"{'yes' if piece.origin == 'composed here' else 'no'}: {piece.source}"


def _before(piece: Provenance) -> str:
    told = {
        "composed here": "no: written for this film",
        "composed earlier": "yes: written by the same hand before this film",
        "pre-existing": "yes: it existed or was performed before this film",
        "public domain adapted": "yes: a free melody, adapted here",
    }
    return told[piece.origin]


def _themes(piece: Provenance) -> str:
    if not piece.reuse:
        return "none that is known"
    told = "; ".join(f"{one.theme} from {one.film}, {one.bars} {'bar' if one.bars == 1 else 'bars'}" for one in piece.reuse)
    return f"{told}, of {piece.bars}" if piece.bars else told


def _writers(writers: tuple[Party, ...]) -> str:
    if not writers:
        return "nobody has entered a writer"
    return ", ".join(f"{one.name} ({one.role}{'' if one.share is None else f', {float(one.share):g} %'})" for one in writers)
