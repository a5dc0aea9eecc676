"""One statement of a theme on the bars and chords of a cue."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from originalscore.chance import Stream
from originalscore.composition.grid import Form, Placed
from originalscore.composition.statements.guises import guise_tones
from originalscore.composition.statements.pitches import fit_pitches
from originalscore.composition.statements.refit import refit
from originalscore.composition.statements.tones import Tone, in_key, theme_tones
from originalscore.model.plan import WHOLE_GUISES, ChordSpan, CuePlan, Theme
from originalscore.model.sketch import LineNote
from originalscore.music.key import Key

#: A statement of fewer notes, or one whose intervals the other mode has changed, grows no interval besides: it would not be known (ours).
_GROWING = 16
#: Where the story says the theme for the first time, or brings it home, no interval grows.
_AS_IN_THE_BOOK = ("stated", "resolved")


def state_theme(form: Form, placed: Placed, key: Key, chords: tuple[ChordSpan, ...], *, number: int = 0, draw: Stream) -> list[LineNote]:
    """The notes of one statement.

    Parameters
    ----------
    form, placed
        The grid, and the statement's place in it.
    key, chords
        The cue's.
    number
        The statement's place in the cue, from 0; what is varied is said by ``placed.variation``.
    draw
        Breaks ties between equally good pitches.
    """
    if placed.guise == "as-written":
        start = form.bars[placed.first].bar.start_beat
        return [LineNote(start + note.onset, note.length, note.pitch) for note in placed.theme.notes]
    placed = placed if placed.theme_bars else replace(placed, theme_bars=placed.bars)
    bars = [bar.bar for bar in form.bars[placed.first : placed.first + placed.bars]]
    tones = list(tones_in(placed, key))
    if len(tones) < _GROWING or placed.theme.key.is_minor != key.is_minor or placed.stage in _AS_IN_THE_BOOK:
        tones = [replace(tone, lift=0) for tone in tones]
    if not placed.pickup:
        tones = [tone for tone in tones if tone.onset >= 0]
    groups = [bars[n : n + placed.per_bar] for n in range(0, len(bars), placed.per_bar)]
    spans = [(group[0].start_beat, group[-1].end_beat - group[0].start_beat) for group in groups]
    fitted = refit(tones, placed.theme.meter.beats, spans, unit=_unit(placed))
    floor = form.bars[placed.first - 1].bar.start_beat if placed.pickup else bars[0].start_beat
    heard = in_key([tone for tone in fitted if tone.onset >= floor], key, key, placed.centre)
    around = [bar.bar for bar in form.bars[max(0, placed.first - 1) : placed.first + placed.bars]]
    return [
        LineNote(tone.onset, tone.length, key.spell(tone.height))
        for tone in fit_pitches(heard, around, chords, key, draw, firm=placed.guise not in (*WHOLE_GUISES, "bass"))
    ]  # fmt: skip


@lru_cache(maxsize=64)
def tones_in(placed: Placed, key: Key) -> tuple[Tone, ...]:
    """What a statement wants to say, in theme time from its first downbeat on, at heights of the cue's key; harmony hears the same."""
    return tuple(guise_tones(replace(placed, theme=_in_cue(placed.theme, key))))


def _in_cue(theme: Theme, key: Key) -> Theme:
    """The theme as the cue's key and mode have it: what is moved by steps there is moved by those of the cue's scale."""
    tones = theme_tones(theme)
    moved = in_key(tones, theme.key, key, sum(tone.height for tone in tones) // len(tones))
    return replace(
        theme, key=key, notes=tuple(replace(note, pitch=key.spell(tone.height)) for note, tone in zip(theme.notes, moved, strict=True))
    )


def _unit(placed: Placed) -> int:
    """Theme bars after which the motif of a guise begins again; 0 where it is no motif."""
    if placed.guise in (*WHOLE_GUISES, "bass"):
        return 0
    return min(placed.theme_bars, {"augmented": 4, "diminished": 1, "ostinato": 1}.get(placed.guise, 2))


#: Share of a note's length that sounds, from which a tune is bound, and from which it is set off and not short (ours).
_BOUND, _SET_OFF = 0.75, 0.55
_SHORT_GUISES = ("ostinato", "diminished")


def character_of(placed: Placed, asked: CuePlan) -> str:
    """How a statement is played: bound, set off or short as the cue's moods have it; motors are shorter than tunes."""
    ratio = asked.note_ratio - (0.3 if placed.guise in _SHORT_GUISES else 0.0)
    if ratio >= _BOUND:
        return "legato"
    if placed.guise == "bass":
        return "marcato"
    return "detached" if ratio >= _SET_OFF or placed.guise == "augmented" else "staccato"
