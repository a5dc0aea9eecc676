"""Putting the user's own theme into a cue list: as the film's theme, or as a melody that one cue states exactly as it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from originalscore.errors import BriefError
from originalscore.model.cue import Cue, CueList, ThemeWish
from originalscore.model.tune import Tune
from originalscore.planning.moods import MOOD_ROWS
from originalscore.planning.themes.taken import mood_of

#: Bars after a melody in which its last note may ring (ours).
_RING_BARS = 1
_SHORTEST_S = Fraction(2)


def give_theme(cues: CueList, tune: Tune, source: str) -> CueList:
    """The cue list with the user's tune in the place of its first theme; ``source`` is the file as seen from the folder."""
    return _given(cues, tune, source, as_written=False)


def give_melody(cues: CueList, tune: Tune, source: str, *, mood: str | None = None) -> CueList:
    """The cue list with the user's melody to be stated once, as it is written, in the first cue that holds it.

    Parameters
    ----------
    mood
        The mood that the brief says, if any; a project without film takes it, or else the melody's own.

    Raises
    ------
    BriefError
        If no cue is long enough.
    """
    if not cues.film_sha256:
        mood = mood or mood_of(tune)
        cues = replace(cues, themes=tuple(replace(t, mood=mood) for t in cues.themes), cues=tuple(replace(c, mood=mood) for c in cues.cues))
    given = _given(cues, tune, source, as_written=True)
    name = given.themes[0].name
    holder = next((cue.id for cue in given.cues if cue.length_s >= needed_s(tune, cue.mood)), None)
    if holder is None:
        needed, longest = float(needed_s(tune, given.cues[0].mood)), max(float(cue.length_s) for cue in given.cues)
        raise BriefError(
            f"the melody {tune.file} lasts {needed:.0f} s as written, and the longest cue {longest:.0f} s",
            "give --theme, which may be shortened, or a faster tempo in the file",
        )
    return replace(given, cues=tuple(replace(cue, themes=(name,) if cue.id == holder else ()) for cue in given.cues))


def melody_bpm(tune: Tune, mood: str) -> int:
    """The file's own tempo, or the middle of what the mood asks."""
    row = MOOD_ROWS[mood]
    return tune.bpm or (row.slow_bpm + row.fast_bpm) // 2


def needed_s(tune: Tune, mood: str) -> Fraction:
    """Seconds that the melody takes, with a bar before it for a pick-up."""
    bars = tune.bars + lead_bars(tune.notes[0].onset)
    return bars * tune.meter.beats * 60 / melody_bpm(tune, mood)


def project_length_s(tune: Tune, mood: str | None = None) -> Fraction:
    """The length of a project made for one melody: the melody and a bar to ring, whole milliseconds."""
    mood = mood or mood_of(tune)
    whole = needed_s(tune, mood) + _RING_BARS * tune.meter.beats * 60 / melody_bpm(tune, mood)
    return max(_SHORTEST_S, Fraction(-(-whole * 1000 // 1), 1000))


def lead_bars(first_onset: Fraction) -> int:
    """Bars that stand before a melody: one where it begins with a pick-up."""
    return 1 if first_onset < 0 else 0


def _given(cues: CueList, tune: Tune, source: str, *, as_written: bool) -> CueList:
    old = cues.themes[0] if cues.themes else ThemeWish("main", "the film", "tender")
    title = tune.title or re.sub(r"[_-]+", " ", tune.file.rpartition(".")[0])
    words = re.findall(r"\w+", title.lower())
    name = "-".join(words[:3]) or old.name
    wish = ThemeWish(name, title or old.subject, old.mood, source, as_written)

    def renamed(cue: Cue) -> Cue:
        return replace(cue, themes=tuple(dict.fromkeys(name if theme == old.name else theme for theme in cue.themes)))

    return replace(cues, themes=(wish, *(t for t in cues.themes[1:] if t.name != name)), cues=tuple(renamed(cue) for cue in cues.cues))
