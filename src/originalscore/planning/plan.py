"""The whole film before any cue: theme book, style, keys, tempos, the arc, and where each theme is hinted, said, changed and brought home.

The film is planned as one piece, then every cue gets its share (:class:`CuePlan`), with the reasons in words. A pinned plan is kept cue
by cue wherever the cue has not changed; what is planned anew keeps clear of what the kept cues say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.measures.originality import is_too_near
from originalscore.model.codec import fingerprint
from originalscore.model.cue import Cue, CueList, ThemeWish, level_at
from originalscore.model.plan import CuePlan, ScorePlan, Statement, Theme
from originalscore.model.shortfall import Shortfall
from originalscore.model.tune import Tune
from originalscore.music.ensembles import FAMILIES, players_named
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName
from originalscore.planning.arc import Arc, draw_arc
from originalscore.planning.keys import HOMES, CueKey, choose_keys, rises
from originalscore.planning.moods import MOOD_ROWS, Mixture, mix_moods
from originalscore.planning.recurrences import Ground, Ledger, plan_statements, stages_of
from originalscore.planning.rooms import fits_whole
from originalscore.planning.series import carried_theme, heard_before
from originalscore.planning.styles import STYLE_ROWS, choose_style, idiom_of
from originalscore.planning.themes import choose_meter, invent_theme, take_theme

#: Moods whose themes stand in minor.
_MINOR_MOODS = ("sorrow", "mystery", "suspense", "horror", "conflict", "action")
#: A cue in the midst of a theme's story takes the mood's own meter instead of the theme's, in thousandths (ours).
_RETIMED = 220
#: How far the arc pulls the force of a cue that the summit outshines, and how many decibels of mixed mood make the whole of the force (ours).
_ARC_PULL, _LEVEL_SPAN_DB = 0.5, 40
#: Density of the writing per note a second that a mixture adds to its main mood (ours).
_PER_ONSET = 0.08


def plan_score(
    cues: CueList, *, pinned: ScorePlan | None = None, palette: str = "", earlier: tuple[ScorePlan, ...] = (), names: tuple[str, ...] = (),
    tunes: Mapping[str, Tune] | None = None,
) -> ScorePlan:  # fmt: skip
    """Plan the score of a film.

    Parameters
    ----------
    cues
        The cue list; its seed and themes make the theme book.
    pinned
        An earlier plan: its themes are kept while their wishes are the same, and so is the plan of every cue that has not changed.
    palette
        Name of the palette that plays; some are made for a style.
    earlier
        Plans of the series' earlier episodes, in order: their themes are carried on.
    names
        What those episodes are called.
    tunes
        The user's own, by the name of the theme that asks for them. The first gives the film its home.
    """
    stream = Stream(cues.seed, "plan", cues.film_sha256)
    own = {
        wish.name: take_theme((tunes or {})[wish.name], wish, stream.split("own", wish.name))
        for wish in cues.themes
        if wish.name in (tunes or {})
    }
    home = _home(earlier, own, pinned, stream)
    style, because = choose_style(cues, palette=palette, stream=stream.split("style"))
    if pinned and pinned.style and not cues.style:
        style, because = pinned.style, "kept"
    themes, shortfalls = _theme_book(cues, home, style, own, pinned, earlier, stream)
    book = {theme.name: theme for theme in themes}
    arc = draw_arc(cues.cues, without=STYLE_ROWS[style].without)
    raised = rises(cues.cues, stream)
    keys = choose_keys(cues.cues, home, summit=arc.summit, raised=raised, stream=stream)
    old = {plan.cue: plan for plan in pinned.cues} if pinned else {}
    melodies = {cue.id: melody for cue in cues.cues if (melody := _melody_of(cue, cues, own))}
    keys |= {cue: CueKey(melody.key, f"{melody.key}: the melody's own") for cue, melody in melodies.items()}
    prints = {cue.id: _made_for(cue, themes, style, melodies.get(cue.id)) for cue in cues.cues}
    kept = {cue.id: old[cue.id] for cue in cues.cues if cue.id in old and old[cue.id].made_for == prints[cue.id]}
    ledger = Ledger()
    heard = heard_before(earlier)
    for theme, guise, variation in (*heard, *((s.theme, s.guise, s.variation) for plan in kept.values() for s in plan.statements)):
        ledger.note(theme, guise, variation)
    grounds = {
        cue.id: _ground(cue, cues, book, keys[cue.id].key, style, arc, kept.get(cue.id), melodies.get(cue.id), stream) for cue in cues.cues
    }
    stages = {theme.name: _stages(theme, theme is themes[0], cues.cues, arc, grounds) for theme in themes}
    plans = [
        kept.get(cue.id)
        or _plan_cue(grounds[cue.id], book, stages, arc, keys[cue.id], ledger, stream, prints[cue.id], melodies.get(cue.id))
        for cue in cues.cues
    ]
    carried = tuple((theme.name, where) for theme in themes if (where := carried_theme(theme, earlier, names)))
    why = (
        f"style: {style} ({STYLE_ROWS[style].words}), {because}",
        f"home is {home}; {'the ending rises a tone above it' if raised else 'the ending comes back to it'}" if cues.cues else "",
        *arc.why,
        *(f"“{name}” is carried on from {where}" for name, where in carried),
        *_unplayed(cues, themes, tuple(plans)),
    )
    return ScorePlan(
        Key(home, "major"), themes, tuple(plans), shortfalls, style, tuple(line for line in why if line), carried, heard
    )  # fmt: skip


def conform_plan(pinned: ScorePlan, cues: CueList, moments: Mapping[str, Callable[[Fraction], Fraction]]) -> ScorePlan:
    """A plan carried over to a new cut: what was planned for a cue stays, its statements move with their picture.

    Parameters
    ----------
    pinned
        The plan of the old cut.
    cues
        The cue list on the new one; a cue that is gone has no plan any more.
    moments
        For every cue that was cut into: its old seconds (from its first frame) to its new ones.
    """
    here = {cue.id: cue for cue in cues.cues}
    as_written = {wish.name: wish for wish in cues.themes if wish.as_written}
    book = {theme.name: theme for theme in pinned.themes}
    plans = []
    for plan in pinned.cues:
        if (cue := here.get(plan.cue)) is None:
            continue
        move = moments.get(cue.id)
        melody = next((book[name] for name in as_written if name in cue.themes and name in book), None)
        made_for = _made_for(cue, pinned.themes, cues.style or pinned.style, melody)
        statements = tuple(replace(one, near_s=move(one.near_s) if move else one.near_s) for one in plan.statements)
        plans.append(replace(plan, made_for=made_for, statements=statements))
    return replace(pinned, cues=tuple(plans))


def _home(earlier: tuple[ScorePlan, ...], own: Mapping[str, Theme], pinned: ScorePlan | None, stream: Stream) -> PitchName:
    """The film's home: that of the user's own theme; a series has one home for all of its episodes, a film one for all of its cuts."""
    mine = next((theme.key.tonic for theme in own.values()), None)
    return (
        mine
        or (earlier[0].home.tonic if earlier else None)
        or (pinned.home.tonic if pinned else None)
        or PitchName.from_fifths(stream.split("home").choose(HOMES))
    )


def _theme_book(
    cues: CueList, home: PitchName, style: str, own: Mapping[str, Theme], pinned: ScorePlan | None, earlier: tuple[ScorePlan, ...], stream: Stream
) -> tuple[tuple[Theme, ...], tuple[Shortfall, ...]]:  # fmt: skip
    """Themes of the user's own, kept from the pinned plan, carried on from earlier episodes, or invented; one too near a known tune is redrawn."""
    themes: list[Theme] = []
    shortfalls = []
    for wish in cues.themes:
        if wish.name in own:
            themes.append(own[wish.name])
            continue
        known = [theme for plan in ((pinned,) if pinned else ()) for theme in plan.themes if _is_wished(theme, wish)]
        carried = [theme for plan in earlier for theme in plan.themes if theme.name == wish.name or theme.subject == wish.subject]
        if known or carried:
            themes.append(replace((known or carried)[0], name=wish.name))
            continue
        draw = stream.split("theme", wish.name, wish.mood)
        key = Key(home, "minor" if wish.mood in _MINOR_MOODS else "major")
        idiom = STYLE_ROWS[style].idiom(wish.mood)
        theme = invent_theme(wish, key, choose_meter(wish.mood, draw.split("meter")), draw, style=idiom, refuse=_is_too_near)
        themes.append(theme)
        if _is_too_near(tuple((note.onset, note.length, note.pitch.height) for note in theme.notes)):
            wanted = f"the theme “{wish.name}”, far from every known tune"
            shortfalls.append(Shortfall("", wanted, "the best of all candidates", "every one of them is near a known tune"))
        if wish.source != "invented":
            shortfalls.append(
                Shortfall("", f"the theme “{wish.name}” from {wish.source}", "an invented theme", "no file was given to the plan")
            )
    return tuple(themes), tuple(shortfalls)


def _is_too_near(tune: tuple[tuple[Fraction, Fraction, int], ...]) -> bool:
    return is_too_near(tune).too_near


def _melody_of(cue: Cue, cues: CueList, own: Mapping[str, Theme]) -> Theme | None:
    """The melody that a cue states as it is written, if it does."""
    return next((own[wish.name] for wish in cues.themes if wish.as_written and wish.name in cue.themes and wish.name in own), None)


def _is_wished(theme: Theme, wish: ThemeWish) -> bool:
    return (theme.name, theme.subject, theme.mood, theme.source) == (wish.name, wish.subject, wish.mood, wish.source)


def _made_for(cue: Cue, themes: tuple[Theme, ...], style: str, melody: Theme | None) -> str:
    """What a cue's plan depends on; where in the film the cue stands is none of it."""
    cue = cue.moved(-cue.start_s)
    return fingerprint(
        cue.id, cue.drawn, cue.start_s, cue.end_s, cue.moods, cue.purpose, cue.ensemble, cue.pace, cue.force, cue.themes, cue.hits, cue.speech,
        idiom_of(cue, style), [theme for theme in themes if theme.name in cue.themes],
        *((melody.name,) if melody else ()), *((cue.bpm,) if cue.bpm else ()), *((cue.add,) if cue.add else ()),
    )  # fmt: skip


def _stages(theme: Theme, principal: bool, cues: tuple[Cue, ...], arc: Arc, grounds: dict[str, Ground]) -> dict[str, str]:
    """What a theme does in each of its cues; see :func:`stages_of`. In the main title half of the film's first theme is enough to state it."""
    fits = {
        cue.id for cue in cues
        if fits_whole(theme, cue, grounds[cue.id].meter, grounds[cue.id].bpm, half=principal and cue.purpose == "main title")
    }  # fmt: skip
    return stages_of(theme, principal, cues, arc.weights, fits)


def _ground(
    cue: Cue, cues: CueList, book: dict[str, Theme], key: Key, style: str, arc: Arc, kept: CuePlan | None, melody: Theme | None,
    stream: Stream,
) -> Ground:  # fmt: skip
    """Key, meter, tempo and idiom of a cue, before anybody asks what is stated in it."""
    draw, mixed = stream.split("cue", cue.id, cue.drawn), mix_moods(cue.moods)
    first, last, summit = cue is cues.cues[0], cue is cues.cues[-1], cue.id == arc.summit
    if kept:
        return Ground(cue, kept.key, kept.meter, kept.target_bpm, kept.idiom, first, last, summit)
    if melody:  # in its own key, meter and tempo
        bpm = melody.bpm or round((mixed.slow_bpm + mixed.fast_bpm) / 2)
        return Ground(cue, melody.key, melody.meter, bpm, idiom_of(cue, style), first, last, summit)
    if cue.bpm:
        return Ground(
            cue, key, _meter(cue, cues.cues, book, mixed, draw.split("meter")), cue.bpm, idiom_of(cue, style), first, last, summit
        )
    middle = level_at(cue.pace, (cue.start_s + cue.end_s) / 2)
    bpm = round(mixed.slow_bpm + (mixed.fast_bpm - mixed.slow_bpm) * (0.15 + 0.7 * middle)) + draw.between(-3, 3)
    return Ground(cue, key, _meter(cue, cues.cues, book, mixed, draw.split("meter")), bpm, idiom_of(cue, style), first, last, summit)


def _plan_cue(
    ground: Ground, book: dict[str, Theme], stages: dict[str, dict[str, str]], arc: Arc, key: CueKey, ledger: Ledger, stream: Stream,
    made_for: str, melody: Theme | None,
) -> CuePlan:  # fmt: skip
    cue = ground.cue
    mixed, main = mix_moods(cue.moods), MOOD_ROWS[cue.mood]
    held_back = tuple(family for family in arc.held_back[cue.id] if not set(FAMILIES[family]) & set(players_named(cue.add)))
    here = {name: stages[name][cue.id] for name in cue.themes if name in stages and cue.id in stages[name]}
    statements: tuple[Statement, ...]
    silent: tuple[str, ...]
    if melody:
        statements, silent = (Statement(melody.name, "as-written", Fraction(0), "not a note of it may change"),), ()
    else:
        statements, silent = plan_statements(ground, book, here, ledger, stream.split("statements", cue.id, cue.drawn))
    mood = " with ".join(f"{mood} {weight:.0%}" if cue.blend else mood for mood, weight in cue.moods)
    why = (f"{mood}, written as {ground.idiom}", key.why, *(("the summit of the film",) if ground.summit else ()), *silent)
    louder = (mixed.level_db - main.level_db) / _LEVEL_SPAN_DB - _ARC_PULL * arc.lowered[cue.id]
    busier = _PER_ONSET * (mixed.onsets_s - main.onsets_s)
    return CuePlan(
        cue.id, made_for, key.key, ground.meter, ground.bpm, arc.weights[cue.id], statements, held_back, ground.idiom, cue.moods,
        mixed.centre, mixed.onsets_s, mixed.note_ratio, mixed.level_db, ground.summit, why, round(louder, 3), round(busier, 3),
    )  # fmt: skip


def _meter(cue: Cue, cues: tuple[Cue, ...], book: dict[str, Theme], mixed: Mixture, draw: Stream) -> Meter:
    """The meter of the cue's first theme; in the midst of that theme's story, sometimes the mood's own."""
    own = Meter.parse(draw.choose([m for m, _ in mixed.meters], [w for _, w in mixed.meters]))
    stated = next((book[name] for name in cue.themes if name in book), None)
    if stated is None:
        return own
    places = [other.id for other in cues if stated.name in other.themes]
    return own if cue.id in places[2:-1] and draw.happens(_RETIMED) else stated.meter


def _unplayed(cues: CueList, themes: tuple[Theme, ...], plans: tuple[CuePlan, ...]) -> tuple[str, ...]:
    """What is not played: cues without theme, themes never heard, silences."""
    number = {cue.id: cue.number for cue in cues.cues}
    empty = [number[plan.cue] for plan in plans if not plan.statements]
    heard = {name for plan in plans for s in plan.statements for name in (s.theme, s.partner)}
    lines = [f"no theme is played in {', '.join(empty)}"] if empty else []
    lines += [f"“{theme.name}” is kept in reserve: no cue asks for it" for theme in themes if theme.name not in heard]
    rest_s = float(sum(silence.end_s - silence.start_s for silence in cues.silences))
    return (*lines, f"{rest_s:.0f} s rest without music") if rest_s >= 1 else tuple(lines)
