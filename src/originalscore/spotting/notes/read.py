"""Reading a director's note: address, clauses, wishes; and a question wherever it is not sure what is meant.

A transparent grammar: tables of phrases (``words``), clauses with negation and degree (``clauses``), moments of the film (``moments``), and
readers for each kind of wish in the order of how sure they are (``places``, ``sounds``). Nothing is guessed: a clause that nobody reads is a question
if it asks for something, and is told as a reason if it only explains what was asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from originalscore.model.cue import Cue, CueList
from originalscore.model.picture import Picture
from originalscore.spotting.notes.clauses import address_of, clauses_of, plain
from originalscore.spotting.notes.moments import Place, times_in
from originalscore.spotting.notes.places import Read, builds, enter_or_leave, hits, silences
from originalscore.spotting.notes.sounds import again, ending, idiom, like, moods_and_qualities, players, same_wishes, theme
from originalscore.spotting.notes.wish import Question, Reading, Wish

#: In the order in which they are asked; the first that reads a clause has it.
_READERS = (hits, silences, again, like, theme, builds, ending, players, enter_or_leave, idiom, moods_and_qualities)
#: Praise, politeness and throat-clearing: nothing is asked for.
_FILLER = re.compile(
    r"^(?:(?:please|ok(?:ay)?|thanks?(?: you)?|great|good|nice|(?:i )?love it|it's (?:good|great|nice|lovely|nearly there|close|almost there)|really (?:good|nice)|i think|maybe|perhaps|well|so|yes|also|just|hi|hello|otherwise (?:good|great)|fantastic|beautiful|perfect|lovely|not bad|we're (?:close|nearly there))[ ,]*)+$"
)
#: A clause about somebody or something on the screen, or about why: it explains and asks for nothing.
_REASON = re.compile(
    r"^(?:so |because |since |as |and )?(?:(?:she|he|they|we|you|people|the (?:scene|audience|picture|actors?|camera|image|moment|dialogue)|her|his|i|it)\b(?!.*\b(?:should|needs?|wants?|could|must|want|like|miss)\b)|.*\b(?:is|'s|feels|sounds) (?:a bit |still |just )?(?:off|wrong|not right|not quite (?:right|there))$)"
)
_OPENINGS = re.compile(r"^(?:(?:and|but|so|then|also|maybe|perhaps|please|ok|okay|well|i think|i feel like|honestly|hmm|or)[ ,]+)+")
_WHOLE_FILM_KINDS = ("mood", "in", "out", "only", "balance", "density", "tempo", "level", "idiom", "again", "theme")


def read_note(note: str, picture: Picture, cues: CueList, *, about: Cue | None = None) -> Reading:
    """Read a note.

    Parameters
    ----------
    note
        Plain words, one wish or several.
    picture, cues
        The film and its cue list.
    about
        The cue that is being talked of, if that is known; an address in the note rules.

    Returns
    -------
    Reading
        With questions wherever it is not sure; then nothing may be changed.
    """
    address = address_of(plain(note), cues)
    cue = address.cue or (None if address.whole_film else about or _only(cues) or _at_a_time(address.rest, picture, cues))
    place = Place(picture, cues, cue)
    wishes: list[Wish] = []
    questions: list[Question] = []
    reasons: list[str] = []
    for clause in _compared(clauses_of(address.rest)):
        found = _read(clause, place, wishes[-1] if wishes else None)
        if found is None:
            reasons.append(clause)
            continue
        wishes += [one for one in found if isinstance(one, Wish)]
        questions += [one for one in found if isinstance(one, Question)]
    wishes = _merged(wishes)
    unread = [clause for clause in reasons if not (wishes and _REASON.match(clause))]
    if unread or (not wishes and not questions):
        told = unread or [" ".join(note.split())]
        questions += [
            Question(f"what is meant by “{clause}”?", ("less sad", "enter two seconds later", "no strings", "sparser", "try again"))
            for clause in told
        ]
    if cue is None and not address.whole_film and wishes:
        questions.append(
            Question(
                "which cue is it about?",
                (*(f"{one.number}: {' '.join(note.split())}" for one in cues.cues[:5]), f"the whole film: {' '.join(note.split())}"),
            )
        )
    if address.whole_film and (single := [wish for wish in wishes if wish.kind not in _WHOLE_FILM_KINDS]):
        questions.append(Question(f"“{single[0].kind}” is about one cue: which?", tuple(one.number for one in cues.cues[:6])))
    numbers = tuple(one.number for one in cues.cues) if address.whole_film else (cue.number,) if cue else ()
    return Reading(numbers, address.whole_film, tuple(wishes), tuple(questions), tuple(one for one in reasons if one not in unread))


def _only(cues: CueList) -> Cue | None:
    return cues.cues[0] if len(cues.cues) == 1 else None


def _at_a_time(text: str, picture: Picture, cues: CueList) -> Cue | None:
    """The cue that plays at the first time a note names."""
    times = times_in(text, picture)
    return next((cue for cue in cues.cues if times and cue.start_s <= times[0] <= cue.end_s), None)


def _compared(clauses: list[str]) -> list[str]:
    """Clauses with a comparison taken apart: “playful rather than sad” is two."""
    parts: list[str] = []
    for clause in clauses:
        found = re.match(r"^(.+?)\b(?:instead of|rather than)\b(.+)$", clause)
        parts += [found[1].strip(), f"not {found[2].strip()}"] if found else [clause]
    return parts


def _read(clause: str, place: Place, last: Wish | None) -> Read | None:
    """What a clause wants; an empty list where it asks for nothing, None where nobody reads it."""
    clause = _OPENINGS.sub("", clause).strip()
    if not clause or _FILLER.match(clause):
        return []
    if (continued := same_wishes(clause, last)) is not None:
        return continued
    if last and last.kind in ("enter", "leave") and re.match(r"^(?:right |just |only )?(?:after|before|on|at|when|until|once)\b", clause):
        return enter_or_leave(f"{last.kind} {clause}", place)
    if (
        last
        and last.kind in ("unhit", "out", "theme")
        and re.fullmatch(r"(?:lose|cut|drop|remove|kill|skip|ditch|forget|take) (?:it|that|them)(?: out)?", clause)
    ):
        return []
    if re.match(
        r"^(?:so |because |since |as )?(?:she|he|they|the (?:man|woman|girl|boy|child|audience|scene)|her|his) (?:is|are|was|has|looks?|feels?|does|do)\b",
        clause,
    ):
        return None
    found: Read = []
    for reader in _READERS:
        told = reader(clause, place)
        if told is None:
            continue
        found += told
        if reader is ending and re.search(r"\b(?:after|before|when|on|at (?:\d|the (?!end)))\b", clause):
            found += enter_or_leave(clause, place) or []
        return found
    return None


def _merged(wishes: list[Wish]) -> list[Wish]:
    """Each wish once, the stronger of two alike; of two that contradict each other the later one."""
    merged: dict[tuple[str, str, str], Wish] = {}
    for wish in wishes:
        names = ("mood", "in", "out", "balance", "theme", "hit", "unhit", "silence")
        name = wish.name if wish.kind in names else ""
        moment = str(wish.start_s) if wish.kind in ("hit", "unhit", "silence", "level", "density") else ""
        key = (wish.kind, name, moment)
        old = merged.get(key)
        if old and old.sign == wish.sign and old.kind not in ("ending", "enter", "leave"):
            wish = replace(wish, degree=max(old.degree, wish.degree))
        merged[key] = wish
    return list(merged.values())
