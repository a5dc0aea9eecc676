"""Clauses about what is heard: moods, players, texture, speed, level, the ending, the theme, and other cues as models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from originalscore.model.cue import CueList
from originalscore.spotting.notes.clauses import degree_of, is_bare_statement, sign_of
from originalscore.spotting.notes.moments import Place, cue_named
from originalscore.spotting.notes.places import Read, scope_of
from originalscore.spotting.notes.wish import PLAIN, Question, Wish
from originalscore.spotting.notes.words import (
    COMPLAINTS,
    FEELING_PATTERNS,
    IDIOM_PATTERN,
    IDIOM_WORDS,
    PLAYER_PATTERN,
    PLAYERS,
    QUALITY_PATTERNS,
    STRANGER_PATTERN,
)

_AGAIN = re.compile(
    r"\b(?:try (?:it |this |that )?again|another (?:take|version|go|pass|stab|try|attempt|option|idea)|something (?:else|different|new)|start over|redo|from scratch|(?:different|new|fresh) (?:take|version|idea|approach|one)|not feeling it|one more (?:take|time|go|version)|do it again|re-?roll|not working for me|back to the drawing board|rethink)\b"
)
_LIKE = re.compile(
    r"\b(?:like|same (?:feel|mood|vibe|treatment|idea|thing|sound|music) (?:as|in|that)|in the (?:manner|style|spirit|vein) of|match(?:ing|es)?|similar to|along the lines of|the same as|what (?:you did|we had|we have) in|closer to|modell?ed on|echo|remind me of)\b\s+(?P<rest>.+)$"
)
_ENDING = re.compile(
    r"\b(?:endings?|finish|finale|ends?|last (?:note|chord|bars?)|final (?:note|chord|bars?)|outro|fade|fades|climax|close)\b"
)
_ENDS = (
    ("fade", r"\bfad(?:e|es|ing)\b|\b(?:die|dies|drift|drifts|melt|trail|trails) (?:away|off)\b"),
    ("cut", r"\b(?:cut (?:it )?(?:dead|off|to nothing)|stop(?:s)? dead|dead stop|stops? (?:abruptly|cold)|ends? (?:abruptly|cold|dead)|hard (?:out|stop)|abrupt end\w*|cold end\w*|button)\b"),
    ("open", r"\b(?:unresolved|open|hanging|hang|on a question|without (?:resolving|resolution)|don't resolve|doesn't resolve|not resolve|cliff-?hanger|in the air|ambiguous)\b"),
    ("close", r"\b(?:proper (?:ending|end|close)|resolve|resolved|resolves|cadence|real ending|clean ending|round(?:ed)? off|full stop|conclusive|final(?:ity)?)\b"),
)  # fmt: skip
_OUT = re.compile(
    r"\b(?:no|without|lose|losing|drop|remove|take out|takes? .* out|cut|kill|ditch|forget|don't like|do not like|don't want|not a fan of|enough (?:with|of)|everything but|everything except|get rid of|mute|not|skip|avoid|hate|never|leave out|less|fewer|nix|lay off|scrap|could .* go\b|out with|don't need|doesn't need|pull|strip out|wrong|too much|too many|tired of|minus|don't use|stop using|can .* go\b|omit)\b"
)
_IN = re.compile(
    r"\b(?:add|adds|adding|bring(?: in| back)?|use|with|needs?|want|hear|lovely|nice|more|let's have|feature|featuring|give|try|put|include|start with|and|have|introduce|get|plus|some|carry|carried|played by|on|for|let|bit of|throw in|could|love)\b"
)
_LESS_OF = re.compile(
    r"\b(?:less|fewer|not so much|too much|too many|too loud|turn down|softer|quieter|pull back|dial back|bring down|back off)\b"
)
_MORE_OF = re.compile(r"\b(?:turn up|louder|bring up|can't hear|push)\b")
_THEME = re.compile(r"\b(?:themes?|melody|melodies|tune|tunes|motif|leitmotif|motive)\b")
_NO_THEME = re.compile(
    r"\b(?:no|without|lose|drop|don't|not|less|never|cut|remove|kill|avoid|take out|forget|ditch|leave out|hold back|save|skip|stay away from)\b"
)


def again(clause: str, place: Place) -> Read | None:
    """``try again``, ``another version``."""
    return [Wish("again")] if _AGAIN.search(clause) else None


def like(clause: str, place: Place) -> Read | None:
    """``like 1m2``, ``in the manner of the storm cue``."""
    found = _LIKE.search(clause)
    if found is None or re.match(r"(?:an?|some) ", found["rest"]):
        return None
    other = cue_named(found["rest"], place.cues)
    if other is None:
        return (
            [Question(f"which cue is meant by “{found['rest']}”?", _numbers(place.cues))]
            if re.search(r"\bcue\b|\d+m\d+", found["rest"])
            else None
        )
    return [Wish("like", name=other.number)] if place.cue is None or other.id != place.cue.id else None


def idiom(clause: str, place: Place) -> Read | None:
    """``more minimal``, ``like a thriller``."""
    found = IDIOM_PATTERN.search(clause)
    if found is None:
        return None
    if sign_of(clause, found.start(), found.end()) < 0:
        return [Question(f"not {found[0]}, but what instead?", ("more minimal", "more ambient", "late romantic", "like a thriller"))]
    return [Wish("idiom", name=IDIOM_WORDS[found[0]])]


def ending(clause: str, place: Place) -> Read | None:
    """``bigger ending``, ``fade out at the end``, ``stop dead``."""
    for name, pattern in _ENDS:
        found = re.search(pattern, clause)
        if found is None or (name in ("open", "close") and not _ENDING.search(clause)) or re.search(r"\bfad\w* in\b", clause):
            continue
        if name == "fade" and re.search(r"\b(?:don't|not|no|never|without|rather than|instead of)\b", clause[: found.start()]):
            return [Wish("ending", name="close")]
        return [Wish("ending", name=name)]
    if not re.search(
        r"\b(?:endings?|finish|finale|end (?:so|on a|with a|in a|too)|at the end|last (?:note|chord|bars?)|final (?:note|chord|bars?)|climax)\b",
        clause,
    ):
        return None
    signs = [sign * way for way, sign, _ in _qualities(clause, ("level", "density"))] + [
        sign for mood, sign in _moods(clause) if mood in ("triumph", "action")
    ]
    if not signs and (found := re.search(r"\b(?:huge|epic|explosive|enormous|massive)\b", clause)):
        signs = [sign_of(clause, found.start(), found.end())]
    return [Wish("ending", signs[0], degree=degree_of(clause))] if signs else None


def theme(clause: str, place: Place) -> Read | None:
    """``the theme here``, ``no theme``, ``bring back the keeper's theme``."""
    found = _THEME.search(clause)
    if found is None:
        return None
    sign = -1 if _NO_THEME.search(clause) else 1
    owner = re.search(r"(?:the |her |his )?([\w-]+)(?:'s)? (?:theme|tune|motif|melody|leitmotif)", clause)
    idle = (
        "the",
        "main",
        "a",
        "that",
        "this",
        "no",
        "her",
        "his",
        "any",
        "our",
        "without",
        "more",
        "less",
        "same",
        "bring",
        "use",
        "state",
        "hear",
        "own",
        "big",
        "another",
        "of",
        "drop",
        "lose",
        "title",
    )
    if sign < 0 or owner is None or owner[1] in idle:
        if not place.cues.themes:
            return [Question("the film has no theme: which melody is meant?")]
        return [Wish("theme", sign)]
    name = owner[1].removesuffix("'s")
    known = [wish.name for wish in place.cues.themes if name in (wish.name.lower(), *wish.subject.lower().split())]
    return (
        [Wish("theme", sign, known[0])]
        if known
        else [Question(f"the film has no theme “{name}”; which one?", tuple(w.name for w in place.cues.themes))]
    )


def players(clause: str, place: Place) -> Read | None:
    """``no strings``, ``add a solo cello``, ``piano alone``, ``harp instead of piano``."""
    strange = STRANGER_PATTERN.search(clause)
    named = [(found.start(), PLAYERS[found[0]]) for found in PLAYER_PATTERN.finditer(clause)]
    if strange and not named:
        return [Question(f"nobody here plays the {strange[0]}; who else?", ("piano", "strings", "harp", "woodwinds"))]
    if not named:
        return None
    if swapped := _swapped(clause, named):
        return swapped
    rest = re.sub(r"\s+", " ", PLAYER_PATTERN.sub("", clause)).strip()
    if re.search(r"\b(?:just|only|solely|nothing but|alone|nothing else|by itself)\b", clause) and re.fullmatch(
        r"(?:make it |keep it |i want |use |have |with )?(?:just|only|solely|nothing but)?\s?(?:a|the|one|some)?\s?(?:solo)?\s?(?:alone|only|by itself)?(?: here| please)?",
        rest,
    ):
        return [Wish("only", name=named[0][1])]
    if re.search(r"\beverything (?:but|except)\b", clause):
        return [Wish("out", name=name) for _, name in named]
    if _LESS_OF.search(clause) or _MORE_OF.search(clause):
        return [Wish("balance", 1 if _MORE_OF.search(clause) else -1, name) for _, name in named]
    wishes: Read = []
    for at, name in named:
        before = clause[:at]
        out = [found.start() for found in _OUT.finditer(before)]
        into = [found.start() for found in _IN.finditer(before)]
        gone = re.search(r"\b(?:out|go|away|gone|leave)\b(?! (?:for|with))", clause[at:])
        wishes.append(
            Wish(
                "out"
                if (out and max(out) >= max(into, default=-1)) or gone or (out and re.search(r"\b(?:don't|not|never)\b", before))
                else "in",
                name=name,
            )
        )
    return wishes


def _swapped(clause: str, named: list[tuple[int, str]]) -> Read | None:
    if len(named) < 2:
        return None
    if found := re.search(r"\b(?:instead of|rather than|in place of|not)\b", clause):
        return [Wish("in" if at < found.start() else "out", name=name) for at, name in named]
    if re.search(r"\b(?:swap|replace|exchange|change|switch|trade)\b", clause):
        return [Wish("out", name=named[0][1]), *(Wish("in", name=name) for _, name in named[1:])]
    return None


def moods_and_qualities(clause: str, place: Place) -> Read | None:
    """``less sad``, ``much scarier``, ``sparser``, ``it drags``, ``quieter until she turns``."""
    wishes: list[Wish] = []
    degree = degree_of(clause)
    complained = [wish for pattern, meant in COMPLAINTS.items() if re.search(pattern, clause) for wish in meant]
    told = [(start, Wish("mood", sign, mood, degree)) for mood, sign, start in _moods_at(clause)]
    unclear = [one for start, one in told if is_bare_statement(clause, start)]
    if unclear and not complained:
        return [
            Question(
                f"it is {unclear[0].name} to you: should it be more so or less?", (f"more {unclear[0].name}", f"less {unclear[0].name}")
            )
        ]
    wishes += [one for _, one in told]
    if complained and not (told and all(about == "level" for about, _ in complained)):
        wishes += [Wish(about, sign, degree=degree) for about, sign in complained]
    elif not complained:
        wishes += qualities(clause)
    if not wishes:
        return None
    scope = scope_of(clause, place) if all(wish.kind in ("level", "density") for wish in wishes) else None
    if isinstance(scope, Question):
        return [scope]
    if scope:
        wishes = [replace(wish, start_s=scope[0], end_s=scope[1], what=scope[2]) for wish in wishes]
    return [*wishes]


def qualities(clause: str) -> list[Wish]:
    """How fast, busy and loud a clause wants the music, by words for it."""
    degree = degree_of(clause)
    return [Wish(about, sign * way, degree=degree) for way, sign, about in _qualities(clause, ("tempo", "density", "level"))]


def _moods_at(clause: str) -> Iterator[tuple[str, int, int]]:
    for mood, pattern in FEELING_PATTERNS.items():
        for found in pattern.finditer(clause):
            yield mood, sign_of(clause, found.start(), found.end()), found.start()


def _moods(clause: str) -> list[tuple[str, int]]:
    return [(mood, sign) for mood, sign, _ in _moods_at(clause)]


def _qualities(clause: str, kinds: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Way of the word, whether it is wanted more or less, and what it is about; words inside longer ones count once."""
    found = [
        (match.start(), match.end(), way, about)
        for (about, way), pattern in QUALITY_PATTERNS.items()
        if about in kinds
        for match in pattern.finditer(clause)
    ]
    kept = [
        one
        for one in found
        if not any(
            other is not one and other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0] for other in found
        )
    ]
    return [(way, _sign(clause, start, end), about) for start, end, way, about in sorted(kept)]


def _sign(clause: str, start: int, end: int) -> int:
    """As :func:`sign_of`; words that are a wish as they stand (“hold back”, “less music”) are not turned by what they begin with."""
    return sign_of(clause, start, end)


def _numbers(cues: CueList) -> tuple[str, ...]:
    return tuple(cue.number for cue in cues.cues)


def same_wishes(clause: str, last: Wish | None) -> Read | None:
    """A clause that only names something goes on with what the clause before it wanted: ``drop the timpani and the trumpets``."""
    if last is None or last.kind not in ("in", "out", "balance"):
        return None
    names = [PLAYERS[found[0]] for found in PLAYER_PATTERN.finditer(clause)]
    rest = PLAYER_PATTERN.sub("", clause)
    if names and re.fullmatch(r"\s*(?:the|a|an|any|some|solo)?\s*(?:too|as well|either)?\s*", rest):
        return [replace(last, name=name, degree=PLAIN) for name in names]
    return None
