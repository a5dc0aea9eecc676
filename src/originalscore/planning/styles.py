"""The style of a film: one for the whole of it, and with it the idiom that each mood is written in.

The user's word rules, then the brief's, then the palette's; else the style is drawn, and the moods that the film has most of weigh in the
draw. So two films of the same moods need not sound of one house, and one film always does. All weights are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.chance import Stream
from originalscore.model.cue import STYLES, Cue, CueList
from originalscore.planning.moods import MOOD_ROWS


@dataclass(frozen=True)
class Style:
    """What a style is: in words; ``idioms`` where it leaves the mood's own idiom; ``suits`` are moods that speak for it when it is drawn.

    ``without`` are families of players (``music.ensembles``) that the style does not ask for.
    """

    words: str
    idioms: dict[str, str]
    suits: tuple[str, ...]
    without: tuple[str, ...] = ()

    def idiom(self, mood: str) -> str:
        """The idiom of a mood in this style."""
        return self.idioms.get(mood, MOOD_ROWS[mood].idiom)


STYLE_ROWS: dict[str, Style] = {
    "late romantic": Style(
        "long lines, rich chords, the orchestra as one voice",
        {"tender": "romantic", "joy": "romantic", "sorrow": "romantic", "suspense": "thriller", "triumph": "heroic"},
        ("romance", "wonder", "sorrow", "triumph"),
    ),
    "adventure": Style(
        "a theme that carries the film, rhythm and brass where it runs",
        {},  # every mood in its own idiom
        ("action", "triumph", "conflict", "wonder", "joy"),
    ),
    "modern minimal": Style(
        "small cells that grow by adding, open harmony, patience",
        {"neutral": "minimal", "daily": "minimal", "tender": "minimal", "romance": "minimal", "joy": "minimal", "wonder": "minimal",
         "mystery": "minimal", "sorrow": "minimal"},
        ("neutral", "daily", "wonder", "sorrow", "mystery"),
    ),
    "hybrid thriller": Style(
        "pulse, pedal and silence; warmth only where it costs something",
        {"neutral": "ambient", "daily": "underscore", "mystery": "thriller", "conflict": "thriller", "wonder": "ambient", "joy": "minimal"},
        ("suspense", "action", "conflict", "horror", "mystery"),
        without=("woodwinds",),
    ),
    "intimate": Style(
        "few players near the ear, nothing that is not needed",
        {"daily": "intimate", "romance": "intimate", "wonder": "intimate", "joy": "light", "suspense": "mystery", "conflict": "underscore",
         "action": "thriller", "triumph": "romantic"},
        ("tender", "sorrow", "romance", "neutral"),
    ),
    "light comedy": Style(
        "short notes, holes, a tune that trips",
        {"neutral": "light", "wonder": "romantic", "suspense": "mystery"},
        ("comic", "joy", "daily"),
    ),
    "ambient": Style(
        "slow light, tones that hang, the tune as a memory of one",
        {"neutral": "ambient", "daily": "ambient", "tender": "ambient", "romance": "ambient", "joy": "minimal", "wonder": "ambient",
         "mystery": "ambient", "sorrow": "ambient", "triumph": "minimal", "conflict": "thriller", "action": "thriller"},
        ("mystery", "wonder", "neutral"),
    ),
}  # fmt: skip
assert tuple(STYLE_ROWS) == STYLES

#: Palette -> the style it is made for.
_PALETTE_STYLES = {"hybrid": "hybrid thriller", "ambient": "ambient", "chiptune": "modern minimal", "intimate": "intimate"}
#: Drawn weights: what every style may hope for, and what a film wholly of moods that suit it adds.
_EVERY, _SUITED = 2, 30
#: Styles that are only drawn when the film's moods ask for them: a comedy's manner in a drama is a mistake, not a surprise.
_SELDOM = ("light comedy", "ambient", "hybrid thriller")
_ASKED_FOR = 0.5
"""Share of the film's moods from which they do."""


def choose_style(cues: CueList, *, palette: str, stream: Stream) -> tuple[str, str]:
    """The film's style and the reason in words."""
    if cues.style:
        return cues.style, "asked for"
    if palette in _PALETTE_STYLES:
        return _PALETTE_STYLES[palette], f"the {palette} palette is made for it"
    moods = _shares(cues.cues)
    if cues.cues and all(cue.ensemble == "piano-and-strings" for cue in cues.cues) and len(cues.cues) > 1:
        return "intimate", "piano and strings play throughout"
    weights = []
    for name, row in STYLE_ROWS.items():
        suited = sum(moods.get(mood, 0.0) for mood in row.suits)
        weights.append(0 if name in _SELDOM and suited < _ASKED_FOR else round(_SUITED * suited * suited) + _EVERY)
    style = stream.choose(tuple(STYLE_ROWS), weights)
    main = max(moods, key=lambda mood: (moods[mood], mood), default="neutral")
    return style, f"drawn for a film that is mostly {main}"


def idiom_of(cue: Cue, style: str) -> str:
    """The idiom of a cue: the user's, else the style's for its mood."""
    return cue.idiom or STYLE_ROWS[style].idiom(cue.mood)


def _shares(cues: tuple[Cue, ...]) -> dict[str, float]:
    """Mood -> its share of the film's music. Only main moods count: what is mixed into one cue changes no other one."""
    found: dict[str, float] = {}
    whole = float(sum(cue.length_s for cue in cues)) or 1.0
    for cue in cues:
        found[cue.mood] = found.get(cue.mood, 0.0) + float(cue.length_s) / whole
    return found
