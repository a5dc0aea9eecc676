"""What each hit is as a musical event, before a note of it is written: its kind, what leads to it and what is taken away after it.

Hits differ in kind: two that follow each other are never the same unless the picture leaves no choice. Preparation and consequence
matter more than size: the music thins, runs, rises or falls silent before a hit, and is smaller after it. Chances are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.composition.form import Form, FormBar
from originalscore.composition.idioms import idiom as idiom_of
from originalscore.model.plan import ChordSpan
from originalscore.model.sketch import HitEvent
from originalscore.model.tempo import Landing

Span = tuple[Fraction, Fraction]
#: Size of a hit -> kinds it may be, with weights; forceful idioms of their own below.
_KINDS: dict[str, tuple[tuple[str, int], ...]] = {
    "bloom": (("bloom", 4), ("reharmonisation", 3)),
    "accent": (("accent", 4), ("chord", 2)),
    "tutti": (("stinger", 4), ("chord", 2), ("drop", 2)),
}
_OWN: dict[str, tuple[tuple[str, int], ...]] = {
    "dread": (("cluster", 4), ("drop", 2), ("stinger", 1)),
    "thriller": (("stinger", 3), ("drop", 3), ("cluster", 2)),
}
#: Idiom -> how its hits are prepared, with weights; the first that the place allows is taken from the drawn one on.
_LEADS: dict[str, tuple[tuple[str, int], ...]] = {
    "thriller": (("silence", 4), ("riser", 4), ("thinning", 2)),
    "dread": (("silence", 5), ("riser", 3), ("thinning", 2)),
    "action": (("run", 5), ("fill", 3), ("silence", 2)),
    "heroic": (("run", 5), ("fill", 3), ("thinning", 1)),
    "light": (("silence", 3), ("thinning", 3), ("run", 2)),
    "mystery": (("thinning", 4), ("riser", 2), ("silence", 2)),
}
_GENTLE_LEADS = (("thinning", 1),)
#: Beats that a preparation needs since the hit before, and for how long figures are thinned.
_NEEDS = {"run": Fraction(4), "riser": Fraction(6), "silence": Fraction(6), "thinning": Fraction(4), "fill": Fraction(4)}
_BLOW_UNDER_WORDS = 0.5
_THIN = Fraction(2)
#: Size of a hit -> the breath before it, beats: what is struck out of air stands out without being loud (ours).
_LIFT = {"bloom": Fraction(1, 2), "accent": Fraction(1, 2), "tutti": Fraction(3, 4)}
#: The same where nobody strikes or plucks: bows and voices grow into a note, and the hall must have let go of the one before (ours).
_LIFT_BOWED = {"bloom": Fraction(3, 4), "accent": Fraction(1), "tutti": Fraction(1)}


@dataclass(frozen=True)
class HitPlan:
    """A hit and what it will be.

    ``size``: ``bloom``, ``accent`` or ``tutti``. ``hushed``: spans in which everything is silent; ``lifted``: the breath before
    it, in which nobody but the tune and what prepares it sounds; ``thinned``: spans without figures and drums.
    """

    number: int
    bar: FormBar
    hit: Landing
    size: str
    event: HitEvent
    previous: Fraction
    end: Fraction
    hushed: tuple[Span, ...] = ()
    lifted: tuple[Span, ...] = ()
    thinned: tuple[Span, ...] = ()


def plan_hits(
    form: Form, chords: tuple[ChordSpan, ...], idiom: str, *, percussive: bool, agile: bool = True, struck: bool = True, end: Fraction, draw: Stream
) -> list[HitPlan]:  # fmt: skip
    """Every hit that is marked, in order; soft ones that are no musts are met by the change of harmony alone.

    ``percussive``, ``agile`` and ``struck`` say whether drums, players of quick runs, and anybody who strikes or plucks are there.
    """
    found: list[HitPlan] = []
    hits = [(bar, hit) for bar in form.bars for hit in bar.hits]
    for number, (bar, hit) in enumerate(hits):
        if hit.kind == "soft" and not hit.must:
            continue
        chance = draw.split(number)
        size = hit_size(bar, hit, idiom)
        previous = hits[number - 1][1].beat if number else Fraction(0)
        following = min(end, hits[number + 1][1].beat if number + 1 < len(hits) else end)
        kind = _kind(form, bar, hit, chords, idiom, size, found[-1].event.kind if found else "", chance)
        leads = _leads(form, bar, hit, idiom, size, previous, percussive, agile, chance)
        after = _after(form, bar, kind, size)
        event = HitEvent(hit.beat, hit.what, hit.must, kind, leads, after)
        hushed: list[Span] = [(hit.beat - idiom_of(idiom).pause.before_hits, hit.beat)] if "silence" in leads else []
        thinned: list[Span] = [(hit.beat - _THIN, hit.beat)] if "thinning" in leads or "riser" in leads else []
        if after == "subtraction":
            thinned.append((hit.beat, min(following, _next_bar(bar, hit))))
        lifted = _lifted(bar, hit, (_LIFT if struck else _LIFT_BOWED)[size], previous)
        found.append(HitPlan(number, bar, hit, size, event, previous, following, tuple(hushed), lifted, tuple(thinned)))
    return found


def _lifted(bar: FormBar, hit: Landing, breath: Fraction, previous: Fraction) -> tuple[Span, ...]:
    """The breath before a hit that must be seen; none under words, where a hole is heard, nor where another hit has just been."""
    heard = bar.speech and hit.beat > bar.bar.start_beat
    return ((hit.beat - breath, hit.beat),) if hit.must and not heard and hit.beat - previous >= 2 else ()


def hit_size(bar: FormBar, hit: Landing, idiom: str) -> str:
    """How large a hit is struck: ``bloom`` (harp, piano, bells over the music as it goes), ``accent``, ``tutti``."""
    if not hit.must:
        return "bloom"
    if bar.speech:  # under words nothing is struck that they would drown in; a blow after loud music is not a bell
        return "accent" if hit.kind == "hard" and bar.force > _BLOW_UNDER_WORDS else "bloom"
    if idiom_of(idiom).gentle:
        return "accent" if hit.kind == "hard" and bar.force > 0.55 else "bloom"
    return "tutti" if hit.kind == "hard" or bar.force > 0.62 else "accent"


def _kind(
    form: Form, bar: FormBar, hit: Landing, chords: tuple[ChordSpan, ...], idiom: str, size: str, last: str, draw: Stream
) -> str:  # fmt: skip
    if bar.stop:
        return "silence"
    if any(form.bars[placed.first].bar.start_beat == hit.beat for placed in form.placed):
        return "arrival of the theme"
    ways = _OWN.get(idiom, _KINDS["tutti"]) if size == "tutti" else _KINDS[size]
    changes = any(span.onset == hit.beat for span in chords)
    able = [(kind, weight) for kind, weight in ways if kind != last and (kind != "reharmonisation" or changes)] or list(ways)
    return draw.choose([kind for kind, _ in able], [weight for _, weight in able])


def _leads(
    form: Form, bar: FormBar, hit: Landing, idiom: str, size: str, previous: Fraction, percussive: bool, agile: bool, draw: Stream
) -> tuple[str, ...]:  # fmt: skip
    """How a hit is prepared: nothing under words; never a silence into a running tune."""
    before = next((other for other in reversed(form.bars) if other.bar.start_beat < hit.beat), bar)
    room = hit.beat - previous
    if bar.speech or before.speech:
        return ()
    ways = _LEADS.get(idiom, _GENTLE_LEADS) if size != "bloom" else _GENTLE_LEADS
    drawn = draw.choose([lead for lead, _ in ways], [weight for _, weight in ways])
    order = [drawn, *(lead for lead, _ in ways if lead != drawn)]
    able = [
        lead
        for lead in order
        if room >= _NEEDS[lead]
        and not (lead == "silence" and before.section == "statement")
        and (lead != "fill" or percussive)
        and (lead != "run" or agile)
    ]
    chosen = able[:1]
    if percussive and size == "tutti" and room >= 3 and "silence" not in chosen:
        chosen.append("swell")
    return tuple(chosen)


def _after(form: Form, bar: FormBar, kind: str, size: str) -> str:
    if kind == "silence":
        return "silence"
    if kind == "arrival of the theme":
        return "theme"
    return "afterglow" if size == "bloom" else "subtraction"


def _next_bar(bar: FormBar, hit: Landing) -> Fraction:
    """Where the figures come back: the next bar line that is two beats away at least, else half a bar beyond it."""
    end = bar.bar.end_beat
    return end if end - hit.beat >= 2 else end + min(Fraction(2), bar.bar.meter.beats)
