"""How a theme moves by mood and by style: two tables that the inventing of themes reads.

A *feel* is what a mood asks (meter, how much moves, register, where the peak stands, two-chord colours); a *character* is how a style of
writing draws a line (signature leaps, how many leaps, sighs, repeated notes, appoggiaturas). Directions follow the craft notes
(sections 2 and 9, after Eerola, Friberg and Bresin 2013); the two-chord colours are Murphy's, as listed there; every number is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

Weighted = tuple[tuple[str, int], ...]
#: A move between two triads: ``M`` or ``m``, semitones upwards between the roots, ``M`` or ``m``.
Move = tuple[str, int, str]


@dataclass(frozen=True)
class Character:
    """A style of melody.

    Parameters
    ----------
    signatures
        Signed semitones of the leap the head motif is known by, with weights.
    leaps
        Share of moves wider than four semitones that is aimed at, thousandths.
    sighs
        What a falling second earns in the line, thousandths of cost (negative: none wanted).
    repeats
        Cost of repeating a note, thousandths.
    appoggiaturas
        Cost of a strong note outside its chord, thousandths; cheap ones lean on the harmony.
    chromatic
        Cost of a note outside both scale and chord, thousandths.
    short_idea
        Chance in a thousand that the idea is one bar long and said twice at once.
    span
        Semitones between the lowest and the highest note, from and to.
    """

    signatures: tuple[tuple[int, int], ...]
    leaps: int
    sighs: int
    repeats: int
    appoggiaturas: int
    chromatic: int
    short_idea: int
    span: tuple[int, int] = (11, 18)


CHARACTERS: dict[str, Character] = {
    "romantic": Character(((9, 3), (7, 2), (8, 2), (12, 2), (5, 1), (4, 2), (3, 1), (-3, 1), (-5, 1)), 230, 150, 800, 500, 2200, 120),
    "radiant": Character(((7, 4), (12, 3), (9, 2), (5, 2), (4, 2), (-3, 1), (-5, 1)), 240, 0, 650, 900, 2600, 150),
    "heroic": Character(((5, 5), (7, 4), (12, 2), (9, 1), (-5, 2), (4, 1), (3, 1), (-4, 1)), 240, -100, 350, 1500, 3000, 300, (13, 18)),
    "intimate": Character(((7, 4), (9, 2), (5, 3), (12, 1), (4, 1), (3, 1), (-3, 1), (-4, 1), (-5, 2)), 190, 150, 600, 700, 2800, 150),
    "lament": Character(((8, 3), (7, 2), (-7, 2), (5, 1), (3, 2), (-3, 2), (-4, 1)), 160, 500, 600, 600, 2400, 200, (9, 14)),
    "light": Character(((5, 3), (7, 2), (9, 2), (-7, 1), (-5, 2), (4, 2), (-4, 1), (3, 2)), 220, -50, 450, 1300, 2600, 500),
    "minimal": Character(((7, 4), (5, 3), (-5, 2), (-7, 1), (12, 1), (3, 2), (4, 1), (-3, 1), (-4, 1)), 190, 0, 450, 1200, 3200, 700),
    "uneasy": Character(((6, 2), (8, 3), (11, 1), (-6, 1), (-8, 1), (-4, 2), (3, 3), (-3, 1)), 210, 250, 450, 500, 1300, 400),
}

#: Idiom of a cue or a film (``composition.idioms``) -> the character its themes are drawn with.
BY_IDIOM = {
    "romantic": "romantic", "minimal": "minimal", "thriller": "uneasy", "intimate": "intimate", "light": "light", "ambient": "minimal",
    "underscore": "intimate", "mystery": "uneasy", "dread": "uneasy", "action": "heroic", "heroic": "heroic",
}  # fmt: skip


@dataclass(frozen=True)
class Feel:
    """What a mood asks of a theme.

    Parameters
    ----------
    characters, meters, forms
        Names with weights.
    density
        Notes per quarter note, thousandths.
    centre
        Height round which the line lies (C4 = 60).
    peak
        Where the highest note stands, per cent of the theme's length, lowest and highest wish.
    dotted, syncopated, pickup
        Chances in a thousand of sharply dotted rhythms, of notes held over a stronger pulse, and of a pick-up.
    closed
        Chance in a thousand that a theme which may close does so on the tonic.
    moves
        Two-chord colours that belong to the mood.
    """

    characters: Weighted
    meters: Weighted
    forms: Weighted
    density: int
    centre: int
    peak: tuple[int, int]
    dotted: int
    syncopated: int
    pickup: int
    closed: int
    moves: tuple[Move, ...]


_BALANCED: Weighted = (("sentence", 4), ("period", 3), ("clause", 2), ("open", 2))
_ADRIFT: Weighted = (("sentence", 2), ("period", 1), ("clause", 3), ("open", 4))
_SONG: Weighted = (("sentence", 3), ("period", 4), ("clause", 1), ("open", 2))

FEELS: dict[str, Feel] = {
    "neutral": Feel((("intimate", 2), ("minimal", 3)), (("4/4", 4), ("3/4", 2), ("5/4", 1)), _ADRIFT, 640, 69, (23, 68), 30, 120, 150, 300,
                    (("M", 5, "M"), ("M", 10, "M"), ("m", 10, "M"), ("m", 5, "M"))),
    "daily": Feel((("light", 3), ("intimate", 2)), (("4/4", 4), ("3/4", 2), ("6/8", 3)), _SONG, 900, 69, (18, 68), 60, 200, 350, 600,
                  (("M", 10, "M"), ("M", 2, "M"), ("M", 9, "m"))),
    "tender": Feel((("intimate", 4), ("romantic", 2)), (("4/4", 4), ("3/4", 3), ("6/8", 2)), _SONG, 740, 71, (28, 73), 30, 100, 300, 500,
                   (("M", 5, "m"), ("M", 4, "m"), ("M", 7, "m"))),
    "romance": Feel((("romantic", 5), ("intimate", 1)), (("4/4", 3), ("3/4", 4), ("6/8", 2)), _SONG, 800, 72, (33, 78), 60, 140, 350, 450,
                    (("M", 5, "m"), ("M", 8, "M"), ("M", 9, "M"))),
    "comic": Feel((("light", 1),), (("4/4", 4), ("6/8", 2), ("7/8", 1), ("3/4", 1)), _SONG, 1150, 70, (10, 68), 160, 260, 400, 600,
                  (("m", 2, "M"), ("M", 9, "M"), ("M", 2, "M"))),
    "joy": Feel((("light", 3), ("radiant", 2)), (("4/4", 4), ("6/8", 3), ("3/4", 2)), _SONG, 980, 71, (18, 73), 90, 200, 400, 700,
                (("M", 2, "M"), ("M", 5, "M"), ("M", 10, "M"))),
    "wonder": Feel((("radiant", 4), ("romantic", 1)), (("4/4", 4), ("3/4", 3), ("6/8", 1)), _BALANCED, 680, 71, (33, 83), 40, 80, 250, 350,
                   (("m", 5, "M"), ("M", 2, "M"), ("M", 8, "M"), ("M", 6, "M"), ("M", 4, "M"))),
    "mystery": Feel((("uneasy", 3), ("minimal", 2)), (("4/4", 3), ("3/4", 2), ("5/4", 2), ("6/8", 1)), _ADRIFT, 660, 66, (13, 73), 40, 160, 200, 100,
                    (("m", 2, "M"), ("m", 4, "m"), ("m", 6, "m"), ("m", 5, "M"))),
    "suspense": Feel((("uneasy", 3), ("minimal", 3)), (("4/4", 4), ("5/4", 2), ("7/8", 2)), _ADRIFT, 900, 64, (13, 78), 80, 260, 200, 100,
                     (("m", 6, "m"), ("m", 11, "M"), ("m", 1, "M"), ("m", 8, "m"))),
    "horror": Feel((("uneasy", 1),), (("4/4", 3), ("3/4", 2), ("5/4", 1)), _ADRIFT, 560, 64, (10, 78), 30, 140, 150, 50,
                   (("m", 6, "m"), ("m", 8, "m"), ("m", 11, "M"), ("m", 1, "m"))),
    "conflict": Feel((("heroic", 3), ("uneasy", 2)), (("4/4", 4), ("5/4", 1), ("7/8", 1), ("3/4", 1)), _BALANCED, 860, 64, (18, 78), 140, 240, 300, 250,
                     (("m", 8, "m"), ("m", 6, "m"), ("m", 3, "m"))),
    "action": Feel((("heroic", 4), ("minimal", 1)), (("4/4", 3), ("7/8", 2), ("5/4", 2), ("6/8", 1)), _BALANCED, 1150, 66, (18, 78), 120, 320, 350, 250,
                   (("m", 8, "m"), ("m", 3, "m"), ("m", 8, "M"), ("m", 10, "M"))),
    "sorrow": Feel((("lament", 4), ("intimate", 1)), (("4/4", 4), ("3/4", 3), ("6/8", 1)), _BALANCED, 600, 68, (10, 63), 40, 80, 250, 450,
                   (("M", 4, "m"), ("m", 8, "M"), ("m", 5, "m"), ("m", 1, "M"))),
    "triumph": Feel((("heroic", 4), ("radiant", 2)), (("4/4", 5), ("3/4", 2), ("6/8", 1)), _SONG, 820, 71, (33, 83), 180, 160, 500, 700,
                    (("M", 2, "M"), ("M", 8, "M"), ("M", 3, "M"))),
}  # fmt: skip
