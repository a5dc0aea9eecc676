"""The reasons of a theme plan, in words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from originalscore.model.cue import Cue
from originalscore.model.plan import WHOLE_GUISES, Statement, Theme
from originalscore.music.meter import Meter

#: Stage, and whether it is not the first of its theme in the cue -> what happens.
_STAGE_WORDS = {
    ("hinted", False): "a hint before it is known", ("hinted", True): "the hint again",
    ("stated", False): "said in whole, to be known from here on", ("stated", True): "led on from what was said",
    ("developed", False): "in another light", ("developed", True): "taken further",
    ("broken", False): "broken by what happens", ("broken", True): "a piece of it left",
    ("resolved", False): "brought home", ("resolved", True): "brought home",
}  # fmt: skip


def in_words(found: list[Statement], cue: Cue, meter: Meter, themes: Mapping[str, Theme], known: Container[str]) -> list[Statement]:
    """The statements of a cue in order of time, each with its reason (before: an addition to it).

    What comes before a theme is first said whole leads up to it; what could not be said whole where it should have been is a hint, or one
    more light on a theme that is ``known``.
    """
    worded = []
    for said in found:
        others = [other for other in found if other.theme == said.theme]
        whole = next((other for other in others if other.guise in WHOLE_GUISES and other.stage == "stated"), None)
        stage, repeat = said.stage, others[0] is not said
        words = _STAGE_WORDS[stage, repeat and said is not whole]
        before = "developed" if said.theme in known else "hinted"
        if whole is said and said.theme in known:
            words = "in its full strength"
        elif whole and said.near_s < whole.near_s:
            stage, words = before, "leads up to it"
        elif stage == "stated" and whole is None:
            stage, words = before, _STAGE_WORDS[before, repeat]
        if stage == "hinted" and said.theme in known:
            words = "recalled" if words == _STAGE_WORDS["hinted", False] else words
        guise = _guise_words(said.guise, cue, meter, themes[said.theme])
        if said.bars:
            guise = guise.replace("the whole theme", f"its first {said.bars} bars").replace("its tune", f"{said.bars} bars of its tune")
        worded.append(replace(said, stage=stage, why=f"{words}; {guise}{said.why}"))
    return worded


def _guise_words(guise: str, cue: Cue, meter: Meter, theme: Theme) -> str:
    words = {
        "full": "the whole theme", "minor": "the whole theme, turned to minor", "major": "the whole theme, turned to major",
        "reharmonised": "its tune over chords that are not its own", "retimed": f"the whole theme in {meter} instead of {theme.meter}",
        "duet": "with the other theme against it", "head": "its head alone", "fragment": "its first notes alone",
        "augmented": "its head in double lengths", "diminished": "its head in half lengths", "ostinato": "its head as a motor",
        "sequence": "its head, then again elsewhere", "bass": "in the bass", "inverted": "its head upside down",
    }  # fmt: skip
    return f"{words[guise]} ({cue.mood})"
