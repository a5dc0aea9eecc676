"""Clauses about when: entering, leaving, hits, silences, and music that builds up to a moment."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from originalscore.spotting.notes.moments import TIME, Moment, Place, find_moments, times_in
from originalscore.spotting.notes.wish import Question, Wish

Read = list[Wish | Question]

_AMOUNT = re.compile(
    r"\b(?:(\d+(?:\.\d+)?|a|one|two|three|four|five|six|eight|ten|half a|a half|a few|a couple of|couple of)[ -](?:more )?(second|seconds|sec|s|frame|frames|beat|beats|bar|bars)|(\d+(?:\.\d+)?) ?(s)(?!\w))\b(?! of silence)"
)  # fmt: skip
_COUNTS = {
    "a": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8", "ten": "10", "half a": "1/2",
    "a half": "1/2", "a few": "3", "a couple of": "2", "couple of": "2",
}  # fmt: skip
_ENTER = re.compile(
    r"\b(?:enters?|entering|entrance|entry|(?:come|comes|coming|came) in|starts?|starting|started|begins?|beginning|bring (?:it|the music|us|music) in|music in|kicks? in|hold off|hold it off|waits?|delay|way in|(?:sneak|creep|fade|ease) in|open|opens|in point|push (?:the )?(?:start|entrance|entry)|hold (?:the )?music)\b"
)
_LEAVE = re.compile(
    r"\b(?:leaves?|leaving|exits?|(?:get|gets|getting|go|goes|come|comes) out|out(?= (?:at|on|before|after|by|just|when|as|with))|ends?|ending|finish|finishes|stops?|tail(?:s)? out|(?:fade|fades|sneak|duck|ease) out|rings?|overstays?|outstays?|too long|goes on|shorter|longer|trim|shorten|extend|lengthen|wrap up|music out|out point|way out|too short|runs on)\b"
)
_HIT = re.compile(
    r"\b(?:hits?|hitting|catch|catches|catching|accents?|accented|accentuate|land|lands|nail|mark|marks|marking|sting|stings|stinger|stab|punctuate|mickey[- ]?mous\w*|underline|sync|emphasi[sz]e|plays? through|playing through|ignore|ignores|boom|big moment on|bang on|button|pop)\b"
)
_UNHIT = re.compile(
    r"\b(?:don't|do not|doesn't|not|no|never|stop|without|lose|remove|drop|ignore|ignores|through|avoid|kill|cut|too (?:obvious|much)|rather not|skip|delete|take out|needn't|less|shouldn't|ditch|get rid of)\b"
)
_EVERYTHING = re.compile(
    r"every (?:little |single )?(?:thing|move|movement|cut|action|gesture)|everything|mickey[- ]?mous|all the (?:hits|cuts|accents)|so many (?:hits|accents)|fewer hits|no hits|too many (?:hits|accents)"
)
_SILENCE = re.compile(
    r"\b(?:silences?|silent|no music|drops? (?:it )?out|(?:play|plays|playing|be|leave it|keep it|go|goes) dry|dry|without (?:any )?music|a hole|nothing (?:under|over|during|while|when)|music stops? (?:while|during|when)|mute (?:it|the music|everything)|a pause|a rest|general pause|tacet|stay out|no score|kill the music|lose the music|take the music out)\b"
)
_BUILD = re.compile(
    r"\b(?:builds?|building|crescendo|swells?|swelling|rises?|rising|grows?|growing|escalates?|ramps?(?: up)?(?! the)|climb|climbs|crescendos)\b"
)
#: A silence that is asked for at a moment lasts so long, seconds (ours, as in briefs).
_SILENCE_S, _BEAT_S = Fraction(3), Fraction(1)


def amount_of(clause: str, place: Place) -> Fraction:
    """By how much a clause wants something moved, seconds; 0 where it does not say. An editor's beat is a second."""
    found = _AMOUNT.search(clause)
    if found is None:
        return Fraction(0)
    count = Fraction(found[3] or _COUNTS.get(found[1], found[1]))
    unit = found[2] or found[4]
    return count * place.picture.film.clock.frame_rate.frame_s if unit.startswith("frame") else count * (2 if unit.startswith("bar") else 1)


def hits(clause: str, place: Place) -> Read | None:
    """``hit the lightning``, ``don't hit the door``, ``no mickey-mousing``."""
    found = _HIT.search(clause)
    if found is None or re.search(r"\bhits? hard(?:er)?\b$", clause):
        return None
    refused = bool(_UNHIT.search(clause[: found.end()])) or bool(
        re.search(r"too (?:obvious|much|big|hard)|\blose it\b|take it out|unnecessary|distracting", clause)
    )
    if _EVERYTHING.search(clause):
        return (
            [Wish("unhit", 0, "all", what="anything that the music catches")]
            if refused or "mous" in clause or "too many" in clause or "fewer" in clause
            else None
        )
    phrase = re.sub(
        r"^\s*(?:the moment|hard|on|with|at|down|that|when|it|of)\b",
        "",
        re.sub(r"\b(?:is|was|feels) (?:way |much |far |a bit )?(?:too|un|not)\b.*$", "", clause[found.end() :]),
    )
    if not phrase.strip() or not find_moments(phrase, place, near_s=place.span_s[0]):
        phrase = clause
    kind = "unhit" if refused else "hit"
    if re.search(r"\bcuts?\b", phrase) and kind == "unhit" and not times_in(phrase, place.picture):
        cut = [hit for hit in (place.cue.hits if place.cue else ()) if "cut" in hit.what]
        if len(cut) == 1:
            return [Wish("unhit", start_s=cut[0].at_s, what=f"“{cut[0].what}”")]
    return _at(phrase, place, Wish(kind), "what should the music " + ("not hit" if refused else "hit"))


def enter_or_leave(clause: str, place: Place) -> Read | None:
    """``enter after she turns``, ``two seconds later on the way in``, ``get out before “goodbye”``, ``let it ring longer``."""
    enter, leave = _ENTER.search(clause), _LEAVE.search(clause)
    if enter is None and leave is None:
        return None
    kind = "enter" if enter and (not leave or enter.start() < leave.start() or re.match(r"^(?:wait|hold|delay)", clause)) else "leave"
    word = enter if kind == "enter" else leave
    assert word is not None
    if kind == "leave" and re.search(r"\b(?:shorter|too long|overstays?|outstays?|trim|shorten|goes on|runs on)\b", clause):
        return [Wish("leave", name="earlier", amount_s=amount_of(clause, place))]
    if (
        kind == "leave"
        and re.search(r"\b(?:longer|extend|lengthen|rings?|too short)\b", clause)
        and not find_moments(_rest(clause, word), place)
    ):
        return [Wish("leave", name="later", amount_s=amount_of(clause, place))]
    if shifted := _shift(clause, kind, place):
        return shifted
    relation = _relation(clause, kind)
    edge_s = place.span_s[kind == "leave"]
    phrase = re.sub(r"^.*?\b(?:until|till|after|before|on|at|when|with|as|for|once|past|to|by|over)\b", "", _rest(clause, word), count=1)
    phrase = phrase if phrase.strip() else _rest(clause, word)
    if not phrase.strip() or re.fullmatch(r"\s*(?:it|the music|the cue|music|there|here|please|off|playing)?\s*", phrase):
        return (
            None
            if re.fullmatch(r"(?:then |and |just |please )*(?:start|begin|enter|come in|end|stop)s?(?: it| the music)?", clause) is None
            else []
        )
    return _at(phrase, place, Wish(kind, name=relation), f"when should it {kind}", near_s=edge_s)


def _rest(clause: str, word: re.Match[str]) -> str:
    """The clause without the verb itself: what stands after it, or before where nothing follows."""
    after = clause[word.end() :]
    return after if after.strip() else clause[: word.start()]


def _shift(clause: str, kind: str, place: Place) -> Read | None:
    """Earlier or later without a moment; with one, the moment says it all."""
    early = re.search(r"\b(?:earlier|sooner)\b", clause)
    late = re.search(r"\b(?:later|delayed)\b", clause)
    if re.search(r"\btoo (?:early|soon)\b", clause):
        early, late = None, re.search(r"too", clause)
    elif re.search(r"\btoo late\b", clause):
        early, late = re.search(r"too", clause), None
    if not early and not late:
        return None
    if re.search(r"\b(?:after|until|once|when|before)\b", clause) and not re.search(r"than\b", clause):
        return None
    return [Wish(kind, name="earlier" if early else "later", amount_s=amount_of(clause, place))]


def _relation(clause: str, kind: str) -> str:
    if re.search(r"\b(?:after|once|past)\b", clause) or re.match(r"^(?:wait for|wait until|wait till|hold)\b", clause):
        return "after"
    if re.search(r"\bbefore\b", clause):
        return "before"
    if re.search(r"\b(?:don't|not|never)\b.*\b(?:until|till)\b", clause):
        return "after"
    return "at"


def asks_for_silence(clause: str) -> bool:
    """Whether a clause wants the music to stop."""
    return bool(_SILENCE.search(clause))


def silences(clause: str, place: Place) -> Read | None:
    """``silence before the reveal``, ``no music while she says goodbye``, ``drop out from 1:00 to 1:05``."""
    found = _SILENCE.search(clause)
    if found is None or re.search(r"\bmusic out\b", clause):
        return None
    a, b = place.span_s
    label = place.picture.film.clock.label
    times = times_in(clause, place.picture)
    if len(times) > 1 and times[1] > times[0]:
        return [_silence(times[0], times[1], f"from {label(times[0])} to {label(times[1])}")]
    phrase = re.sub(_SILENCE, " ", clause)
    asked = re.findall(r"\b(?:before|until|after|while|when|during|under|for|on|at|as|from|over|around)\b", phrase)
    if re.search(r"\b(?:here|this cue|in this one|altogether|at all)\b", phrase) or not asked:
        return [_silence(a, b, "in all of it")] if place.cue and not times else [Question("where should it be silent?")]
    how = asked[0]
    moments = find_moments(re.split(rf"\b{how}\b", phrase, maxsplit=1)[1], place, near_s=a)
    if not moments:
        return [Question(f"when is “{re.split(rf'{how} ', phrase, maxsplit=1)[-1].strip()}”? the film has no such moment")]
    moment, length_s = moments[0], amount_of(clause, place) or (_BEAT_S if re.search(r"\b(?:a|one) beat\b", clause) else _SILENCE_S)
    if how == "from" or re.search(r"\b(?:onwards?|on)$", clause):
        return [_silence(moment.start_s, b, f"from {moment.what} on")]
    if how == "until":
        return [_silence(a, moment.start_s, f"until {moment.what}")]
    if how in ("before", "for"):
        return [_silence(max(a, moment.start_s - length_s), moment.start_s, f"before {moment.what}")]
    end_s = moment.end_s if moment.end_s > moment.start_s and how != "after" else moment.start_s + length_s
    start_s = moment.end_s if how == "after" else moment.start_s
    return [_silence(start_s, max(end_s, start_s + length_s) if how == "after" else end_s, f"{how} {moment.what}")]


def _silence(start_s: Fraction, end_s: Fraction, what: str) -> Wish:
    return Wish("silence", start_s=start_s, end_s=end_s, what=what)


def builds(clause: str, place: Place) -> Read | None:
    """``build to the reveal``, ``keep building``."""
    found = _BUILD.search(clause)
    if found is None or re.search(r"\b(?:don't|not|no|stop|less|never)\b", clause[: found.start()]):
        return None
    end_s = place.span_s[1]
    to = re.search(r"\b(?:to|towards?|until|till|into|up to|for|on|at)\b(.*)$", clause[found.end() :])
    if to is None or re.search(r"\b(?:the end|a climax|the finish)\b", to[1]):
        return [Wish("build", start_s=end_s, what="its end")]
    return _at(to[1], place, Wish("build"), "what should it build up to", near_s=end_s)


def scope_of(clause: str, place: Place) -> tuple[Fraction, Fraction, str] | Question | None:
    """The part of a cue that a clause speaks of; None where it speaks of all of it, a question where the moment is unknown."""
    a, b = place.span_s
    times = times_in(clause, place.picture)
    label = place.picture.film.clock.label
    if len(times) > 1 and times[1] > times[0]:
        return times[0], times[1], f"from {label(times[0])} to {label(times[1])}"
    found = re.search(rf"\b(until|till|when|while|as|after|before|from|once|during|at|around|by)\b (.*)$|\b(at)\b ({TIME})", clause)
    if found is None or re.search(
        r"\bas (?:it is|before|a)\b|\bat (?:all|the (?:moment|end|start|beginning|top))\b|\bfrom (?:here|the start)\b|\bbefore\s*$|\bas (?:well|much)\b",
        clause,
    ):
        return None
    how, phrase = (found[1] or found[3]), (found[2] or found[4])
    if re.search(r"\b(?:dialogue|dialog|they (?:talk|speak)|(?:she|he) (?:talks|speaks)|the talking|people talk)\b", phrase):
        return None  # music ducks there by itself; the wish is about the cue
    moments = find_moments(phrase, place, near_s=a)
    if not moments:
        return Question(f"when is “{phrase.strip()}”? the film has no such moment")
    moment = moments[0]
    if how in ("until", "till", "before", "by"):
        return a, moment.start_s, f"until {moment.what}"
    return (moment.end_s if how in ("after", "once") else moment.start_s), b, f"from {moment.what} on"


def _at(phrase: str, place: Place, wish: Wish, question: str, *, near_s: Fraction | None = None) -> Read:
    """The wish at the moment that a phrase names, or a question."""
    moments = find_moments(phrase, place, near_s=place.span_s[0] if near_s is None else near_s)
    if not moments:
        known = known_moments(place)
        return [Question(f"{question}? the film has no “{' '.join(phrase.split())}”", known, phrase.strip())]
    if len(moments) > 1:
        label = place.picture.film.clock.label
        return [
            Question(
                f"{question}? there are {len(moments)} such moments",
                tuple(f"{one.what} at {label(one.start_s)}" for one in moments[:6]),
                phrase.strip(),
            )
        ]
    moment = moments[0]
    after = wish.name == "after" and moment.end_s > moment.start_s
    return [replace(wish, start_s=moment.end_s if after else moment.start_s, what=_met(moment, place))]


def _met(moment: Moment, place: Place) -> str:
    label = place.picture.film.clock.label(moment.start_s)
    return moment.what if label in moment.what else f"{moment.what} ({label})"


def known_moments(place: Place) -> tuple[str, ...]:
    """What the film is known to have near the cue, as words that would be understood."""
    a, b = place.span_s
    marks = [mark.name for mark in place.picture.markers if a - 5 <= mark.at_s <= b + 5 and mark.name]
    events = [event.what for event in place.picture.events if a - 5 <= event.at_s <= b + 5 and event.kind != "cut"]
    return tuple(dict.fromkeys([*marks, *events]))[:6]
