"""The whole film before any cue: theme book, keys, tempos, where the theme is hinted, said, changed and brought home, and what is kept back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from originalscore.chance import Stream
from originalscore.model.codec import fingerprint
from originalscore.model.cue import Cue, CueList, level_at
from originalscore.model.plan import CuePlan, ScorePlan, Statement, Theme
from originalscore.model.shortfall import Shortfall
from originalscore.model.tune import Tune
from originalscore.music.key import Key
from originalscore.music.meter import Meter
from originalscore.music.pitch import PitchName
from originalscore.planning.moods import MOOD_ROWS
from originalscore.planning.themes import choose_meter, invent_theme, take_theme

#: Homes in fifths from C that lie well for strings and winds.
_HOMES = (-3, -2, -1, 0, 1, 2)
#: Relations of a cue's key to the home, in fifths: same, fifths, thirds; with weights.
_RELATIONS = ((0, 4), (1, 2), (-1, 3), (3, 2), (-3, 2), (-4, 2), (4, 1), (2, 1), (-2, 1))
#: A last cue that holds this share of the theme brings it home as far as it goes; a shorter one only its head.
_MOST_OF_IT = Fraction(6, 10)
#: No cue is written in more sharps or flats than this: players read it at sight.
_MOST_ACCIDENTALS = 4
#: Tonic of the theme's own key when it stands in minor.
_MINOR_MOODS = ("sorrow", "mystery", "suspense", "horror", "conflict", "action")


def plan_score(cues: CueList, *, pinned: ScorePlan | None = None, tunes: Mapping[str, Tune] | None = None) -> ScorePlan:
    """Plan the score of a film.

    Parameters
    ----------
    cues
        The cue list; its seed and themes make the theme book.
    pinned
        An earlier plan: its themes are kept while their wishes are the same, and so is the plan of every cue that has not changed.
    tunes
        The user's own, by the name of the theme that asks for them. The first gives the film its home.
    """
    stream = Stream(cues.seed, "plan")
    home = PitchName.from_fifths(stream.split("home").choose(_HOMES))
    shortfalls = []
    given = tunes or {}
    own = {wish.name: take_theme(given[wish.name], wish, stream.split("own", wish.name)) for wish in cues.themes if wish.name in given}
    home = next((theme.key.tonic for theme in own.values()), home)
    themes = []
    for wish in cues.themes:
        if wish.name in own:
            themes.append(own[wish.name])
            continue
        kept = (
            next(
                (t for t in pinned.themes if (t.name, t.subject, t.mood, t.source) == (wish.name, wish.subject, wish.mood, wish.source)),
                None,
            )
            if pinned
            else None
        )
        draw = stream.split("theme", wish.name, wish.mood)
        key = Key(home, "minor" if wish.mood in _MINOR_MOODS else "major")
        meter = choose_meter(wish.mood, draw.split("meter"))
        themes.append(kept or invent_theme(wish, key, meter, draw))
        if wish.source != "invented":
            shortfalls.append(
                Shortfall("", f"the theme “{wish.name}” from {wish.source}", "an invented theme", "no file was given to the plan")
            )
    old = {plan.cue: plan for plan in pinned.cues} if pinned else {}
    plans = []
    for place, cue in enumerate(cues.cues):
        made_for = _made_for(cue, tuple(themes), tuple(wish.name for wish in cues.themes if wish.as_written))
        kept_plan = old.get(cue.id)
        plans.append(
            kept_plan
            if kept_plan and kept_plan.made_for == made_for
            else _as_written(cue, cues, tuple(themes), made_for) or _plan_cue(cue, place, cues, tuple(themes), home, stream, made_for)
        )
    return ScorePlan(Key(home, "major"), tuple(themes), tuple(plans), tuple(shortfalls))


def _made_for(cue: Cue, themes: tuple[Theme, ...], as_written: tuple[str, ...]) -> str:
    return fingerprint(
        cue.id, cue.take, cue.start_s, cue.end_s, cue.mood, cue.purpose, cue.ensemble, cue.pace, cue.force, cue.themes, cue.hits, cue.speech,
        [theme for theme in themes if theme.name in cue.themes], *(name for name in as_written if name in cue.themes),
    )  # fmt: skip


def _as_written(cue: Cue, cues: CueList, themes: tuple[Theme, ...], made_for: str) -> CuePlan | None:
    """The plan of a cue that states a melody as it is written: in its own key, meter and tempo; None for any other cue."""
    held = [wish.name for wish in cues.themes if wish.as_written and wish.name in cue.themes]
    theme = next((theme for theme in themes if theme.name in held and theme.author), None)
    if theme is None:
        return None
    row, weight = MOOD_ROWS[cue.mood], _weight(cue)
    bpm = theme.bpm or (row.slow_bpm + row.fast_bpm) // 2
    statement = Statement(theme.name, "as-written", Fraction(0), "not a note of it may change")
    return CuePlan(cue.id, made_for, theme.key, theme.meter, bpm, weight, (statement,), _held_back(cue, weight), row.idiom)


def _weight(cue: Cue) -> float:
    return round(min(1.0, 0.35 + 0.65 * max(point.level for point in cue.force)), 3)


def _plan_cue(cue: Cue, place: int, cues: CueList, themes: tuple[Theme, ...], home: PitchName, stream: Stream, made_for: str) -> CuePlan:
    row, draw = MOOD_ROWS[cue.mood], stream.split("cue", cue.id, cue.take)
    last = place == len(cues.cues) - 1
    mode = draw.choose([m for m, _ in row.modes], [w for _, w in row.modes])
    readable = [(r, w) for r, w in _RELATIONS if abs(Key(PitchName.from_fifths(home.fifths + r), mode).signature) <= _MOST_ACCIDENTALS]
    nearest = min((r for r, _ in readable), key=abs)
    relation = nearest if place == 0 or last else draw.choose([r for r, _ in readable], [w for _, w in readable])
    tonic = PitchName.from_fifths(home.fifths + relation)
    stated = next((theme for theme in themes if theme.name in cue.themes), None)
    meter = stated.meter if stated else Meter.parse(draw.choose([m for m, _ in row.meters], [w for _, w in row.meters]))
    middle = level_at(cue.pace, (cue.start_s + cue.end_s) / 2)
    bpm = round(row.slow_bpm + (row.fast_bpm - row.slow_bpm) * (0.15 + 0.7 * middle)) + draw.between(-3, 3)
    weight = _weight(cue)
    return CuePlan(
        cue.id, made_for, Key(tonic, mode), meter, bpm, weight,
        _statements(cue, place, last, stated, Key(tonic, mode), draw, bpm) if stated else (),
        _held_back(cue, weight), row.idiom,
    )  # fmt: skip


def _statements(cue: Cue, place: int, last: bool, theme: Theme, key: Key, draw: Stream, bpm: int) -> tuple[Statement, ...]:
    """Hint, full, changed, brought home: the longer and later the cue, the more of the theme; never on top of the dialogue."""
    length_s, full_s = cue.length_s, Fraction(theme.meter.beats * theme.bars * 60, bpm)
    turned = theme.key.is_minor != key.is_minor
    full = ("minor" if key.is_minor else "major") if turned else "full"
    dark = cue.mood in ("suspense", "mystery", "horror", "conflict", "action")
    guise = ("bass" if cue.mood in ("conflict", "action", "horror") else "augmented") if dark and place % 2 else "head" if dark else full
    plan: list[tuple[str, Fraction]] = []
    if last or (place == 0 and not dark):
        plan = (
            [("head", Fraction(0)), (full, length_s / 6)]
            if length_s > full_s + 8
            else [(full if length_s >= _MOST_OF_IT * full_s else "head", Fraction(0))]
        )
        if length_s > 2 * full_s + 10:
            plan.append(("reharmonised" if last else "sequence", length_s / 6 + full_s))
    else:
        plan = [(guise, length_s * draw.between(15, 30) / 100)]
        if length_s > full_s + 12:
            plan.append((full if not dark else "fragment", length_s * draw.between(50, 65) / 100))
    why = "the ending brings it home" if last else "the first hearing" if place == 0 else "the theme in another light"
    return tuple(Statement(theme.name, name, Fraction(round(near * 100), 100), why) for name, near in plan)


def _held_back(cue: Cue, weight: float) -> tuple[str, ...]:
    held = []
    if weight < 0.62 and cue.mood not in ("triumph", "action"):
        held.append("brass")
    if cue.mood not in ("triumph", "wonder", "horror") or weight < 0.6:
        held.append("choir")
    if weight < 0.5 and cue.mood not in ("action", "conflict", "comic"):
        held.append("percussion")
    return tuple(held)
