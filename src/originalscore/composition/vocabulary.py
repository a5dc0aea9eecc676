"""The chords of each idiom, the ways they like to move, and the two-chord colours of each mood: tables only.

A word is ``degree quality cost``: the degree in Roman numerals above the tonic (``V/ii`` is the fifth of the second), a quality of
``music.chord``, and what it costs in thousandths before anything else is asked. Colours are Murphy's associations as the craft notes
list them (section 9); all costs are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

DEGREES = {"i": 0, "bii": 1, "ii": 2, "biii": 3, "iii": 4, "iv": 5, "#iv": 6, "v": 7, "bvi": 8, "vi": 9, "bvii": 10, "vii": 11}


@dataclass(frozen=True)
class Word:
    """A chord in a key: semitones above the tonic, label, quality, cost in thousandths."""

    semitones: int
    label: str
    quality: str
    cost: int

    @property
    def name(self) -> tuple[int, str]:
        """What the memory remembers."""
        return self.semitones, self.quality

    @property
    def family(self) -> str:
        """``M`` or ``m`` for chords with a major or minor third, else empty."""
        return "M" if self.quality in _MAJOR_THIRDS else "m" if self.quality in _MINOR_THIRDS else ""


_MAJOR_THIRDS = ("maj", "7", "maj7", "add9", "maj9", "6", "69", "9", "7b9", "lydian", "aug")
_MINOR_THIRDS = ("min", "min7", "minadd9", "min9", "min6", "minb6", "minmaj7")


def degree(label: str) -> int:
    """Semitones of a label above the tonic; ``V/ii`` is the fifth of the second."""
    return sum(DEGREES[part.lower()] for part in label.split("/")) % 12


def words(text: str) -> tuple[Word, ...]:
    """Read ``"I add9 0, V/ii 7 400"``."""
    found = []
    for item in text.replace("\n", " ").split(","):
        label, quality, cost = item.split()
        found.append(Word(degree(label), label, quality, int(cost)))
    return tuple(found)


@dataclass(frozen=True)
class Vocabulary:
    """An idiom's chords in major and minor, the cost of each root motion upwards in semitones, and how it closes."""

    major: tuple[Word, ...]
    minor: tuple[Word, ...]
    motion: tuple[int, ...]
    closing_major: tuple[Word, ...]
    closing_minor: tuple[Word, ...]


def _vocabulary(motion: tuple[int, ...], major: str, minor: str, closing_major: str, closing_minor: str) -> Vocabulary:
    return Vocabulary(words(major), words(minor), motion, words(closing_major), words(closing_minor))


#: Cost of root motions by 0 to 11 semitones upwards.
FUNCTIONAL = (700, 700, 250, 550, 500, 0, 1000, 450, 350, 150, 600, 700)
CHROMATIC = (800, 500, 250, 200, 150, 50, 900, 400, 100, 150, 350, 500)
MODAL = (700, 800, 150, 300, 450, 150, 1200, 150, 250, 200, 100, 900)
DARK = (400, 50, 500, 250, 300, 500, 200, 500, 150, 250, 450, 150)

VOCABULARIES: dict[str, Vocabulary] = {
    "romantic": _vocabulary(
        CHROMATIC,
        """I maj 0, I add9 150, I maj7 350, ii min7 150, ii halfdim 450, iii min 300, IV maj 100, IV add9 200, iv min 450, iv min6 350, V 7 150,
        V sus4 250, V maj 250, V 9 350, vi min 100, vi min7 200, bVI maj 350, bVI maj7 450, bIII maj 450, III maj 600, VI maj 600, bII maj 600,
        V/ii 7 450, V/V 7 400, V/vi 7 450, V/IV 7 450, vii/V dim7 600, I aug 800, ii min 250, II maj 650""",
        """i min 0, i minadd9 200, i min6 400, ii halfdim 200, bIII maj 150, bIII maj7 300, iv min 50, iv min7 150, iv minadd9 300, v min7 400, V 7 100,
        V sus4 250, V 7b9 400, bVI maj 50, bVI maj7 150, bVII maj 250, bII maj 350, IV maj 600, vii dim7 450, V/iv 7 450, V/V 7 500, V/bIII 7 350,
        iii min 900, bvi min 850, VI maj 800, I maj 800, i minmaj7 500""",
        "V 7 0, V 9sus4 150, V maj 100, iv min6 350", "V 7 0, V sus4 200, V 7b9 250, iv min6 350",
    ),
    "minimal": _vocabulary(
        MODAL,
        """I add9 0, I sus2 100, I open 200, IV add9 50, IV maj7 150, vi min7 50, vi minadd9 200, iii min7 150, V sus4 150, ii min7 250, IV lydian 350,
        I maj7 250, bVII add9 500, I quintal 300, vi open 350, iii min 300, V maj 350, ii min 400, bVI maj7 700, bIII maj 800""",
        """i minadd9 0, i sus2 150, i open 200, bVI maj7 50, bVI maj 200, bIII maj7 100, bIII add9 150, iv min7 150, iv minadd9 200, v min7 150, bVII sus4 200,
        bVII add9 200, i min7 200, iv sus2 300, i quintal 350, v min 300, bVII maj 300, IV add9 550, bII maj7 800, ii min7 600""",
        "IV add9 0, V sus4 100, ii min7 200, vi min7 300", "bVII add9 0, iv minadd9 50, v min7 100, bVI maj7 200",
    ),
    "thriller": _vocabulary(
        DARK,
        """I open 0, i minb6 50, I phrygian 50, I cluster 100, i minmaj7 100, i min 250, bII maj7 100, bII maj 200, bII cluster 200, bII phrygian 200,
        bvi min 250, biii min 300, #iv min 300, #iv phrygian 300, bVI aug 350, vii dim7 300, #iv dim7 350, bIII dim7 400""",
        """i open 0, i minb6 0, i phrygian 0, i cluster 50, i minmaj7 300, i min 250, bvi min 300, biii min 350, bVI aug 450, bII cluster 50, bII phrygian 100,
        iv phrygian 150, #iv phrygian 450, bii min 150, #iv minmaj7 550, #iv min 450, bII maj7 50, bII maj 150, vii dim7 550, #iv dim7 600, v dim 200, #iv cluster 500,
        bvii min 150, iv minb6 200""",
        "bII maj 0, bII maj7 50, vii dim7 150", "bII maj 0, bII maj7 50, vii dim7 150, bvi min 200",
    ),
    "intimate": _vocabulary(
        MODAL,
        """I maj 0, I add9 350, I sus2 450, I maj7 550, IV maj 0, IV add9 350, IV maj7 450, ii min 100, ii min7 400, ii sus2 550, iii min 150, iii min7 500, vi min 0, vi min7 350,
        vi minadd9 450, V sus4 200, V maj 100, v min7 550, bVII add9 500, iv min6 400, iv min 500, bVI maj7 600, V/vi 7 650, V/ii 7 650, IV 69 300, bVI maj 700, bIII maj7 800""",
        """i min 0, i minadd9 350, i sus2 450, i min7 500, iv min 0, iv minadd9 300, iv min7 350, bVI maj 0, bVI maj7 350, bIII maj 50, bIII add9 450, bIII maj7 500, v min 200,
        v min7 450, bVII sus2 500, bVII maj 150, V sus4 450, V maj 350, V 7 700, ii halfdim 300, IV add9 700, bII maj7 450, iv sus2 350, V/iv 7 650, vi halfdim 800""",
        "iv min6 0, IV add9 50, V sus4 100, ii min7 250", "iv minadd9 0, iv min6 100, v min7 150, bVI maj7 150",
    ),
    "light": _vocabulary(
        FUNCTIONAL,
        """I maj 0, I 6 100, I 69 250, ii min 100, ii min7 150, iii min 300, IV maj 50, IV 6 250, V 7 0, V maj 50, V 9 300, vi min 100, vi min7 250, V/ii 7 150, V/V 7 150, V/vi 7 250,
        V/IV 7 250, V/iii 7 450, vii/ii dim7 300, vii/V dim7 350, bII 7 600, bVI 7 650, iv min6 500, I aug 550, bVII maj 550, bIII maj 750, iii min7 400""",
        """i min 0, i min6 200, iv min 50, iv min7 200, V 7 0, V maj 100, bVI maj 150, bIII maj 200, bVII 7 250, ii halfdim 150, V/V 7 200, V/iv 7 250, vii dim7 250, bII 7 450,
        V/bIII 7 250, bVI 7 350, vii/V dim7 400, IV maj 500, v min 500, i minadd9 350, I maj 700""",
        "V 7 0, bII 7 150, V 9 150, bVI 7 350, vii dim7 300", "V 7 0, bII 7 150, vii dim7 200, bVI 7 250",
    ),
    "ambient": _vocabulary(
        MODAL,
        """I quintal 0, I sus2 50, I add9 100, IV quintal 150, IV add9 150, V sus4 200, V quartal 250, ii quartal 200, vi quartal 200, iii quartal 300, I maj7 250, IV lydian 150,
        bVII add9 300, bVII quintal 350, vi min7 200, ii min7 250, bIII quintal 600, bVI quintal 600, I 69 200, bVI maj7 700, v min7 450, II maj 600""",
        """i sus2 0, i quartal 50, i minadd9 100, iv quartal 150, iv sus2 150, bVII quintal 150, bVII add9 200, bIII quintal 150, bIII add9 200, bVI lydian 150, bVI maj7 200,
        v quartal 200, v min7 250, i min7 250, iv min7 250, bII maj7 500, bII lydian 600, IV quintal 450, ii quartal 450, iv minadd9 300, bVI quintal 350""",
        "IV add9 0, bVII add9 100, V sus4 200, ii quartal 200", "bVII add9 0, iv sus2 100, bVI maj7 150, v quartal 200",
    ),
    "underscore": _vocabulary(
        MODAL,
        """I add9 0, I maj 100, I sus2 200, IV maj 100, IV maj7 150, ii min7 150, iii min7 250, vi min 100, vi min7 150, V sus4 150, V maj 300, bVII maj 350, v min7 400, iv min6 550,
        bIII maj 700, bVI maj7 600, ii min 250, vi minadd9 300, IV add9 200, iii min 350, bVII add9 400""",
        """i min 0, i minadd9 50, i min7 200, IV maj 250, iv min7 100, iv min 150, bVII maj 150, bVII add9 250, bIII maj 150, bIII maj7 250, v min 200, v min7 200, bVI maj 200,
        bVI maj7 150, ii min7 350, ii halfdim 400, bII maj7 600, V sus4 350, IV add9 400, i sus2 250""",
        "bVII add9 0, IV add9 50, V sus4 100, ii min7 200", "bVII maj 0, iv min7 100, v min7 50, IV maj 150",
    ),
    "mystery": _vocabulary(
        DARK,
        """I maj 0, I lydian 150, II maj 200, #iv min 250, bIII maj 250, vi min 250, biii min 300, iii min 350, I aug 350, vii min 400, bVI maj 250, bvi min 350, #iv halfdim 300,
        bII maj7 350, IV min 900, vii dim7 400, v min 400, I sus2 250""",
        """i min 0, i minadd9 100, i minmaj7 250, i minb6 200, ii min 200, #iv min 350, bVI maj 100, bVI maj7 200, biii min 300, iii min 350, bII maj7 250, bII lydian 350, vii dim7 350,
        #iv dim7 350, IV 7 400, IV maj 350, vi halfdim 350, v min 300, bIII aug 350, v dim 400, iv min6 250, bvi min 450""",
        "II maj 0, bII maj7 100, #iv halfdim 150", "bII maj7 0, ii min 100, vii dim7 200, iv min6 200",
    ),
    "dread": _vocabulary(
        DARK,
        """i min 100, I open 0, I cluster 200, bII maj7 200, #iv min 250, bvi min 300, biii min 300, bII cluster 350, #iv cluster 400, vii dim7 350, i minmaj7 200, vi min 350, bIII aug 400,
        I 7b9 400, bIII 7b9 450, #iv 7b9 450, iv min6 450""",
        """i min 100, i open 0, i cluster 200, bII maj7 200, #iv min 250, bvi min 300, biii min 300, bII cluster 350, #iv cluster 400, vii dim7 350, i minmaj7 200, vi min 350, bIII aug 400,
        i phrygian 200, bIII 7b9 450, #iv 7b9 450, iv min6 450""",
        "bII maj7 0, #iv min 100, bII cluster 150", "bII maj7 0, #iv min 100, bII cluster 150",
    ),
    "action": _vocabulary(
        CHROMATIC,
        """I maj 0, I open 100, bVII maj 100, bVI maj 150, bIII maj 200, IV maj 200, II maj 300, v min 250, i min 300, bII maj 300, V sus4 350, vi min 300,
        iv min 300, V maj 300, III maj 450, bvi min 500, VI maj 500, vii dim7 650, V 7 550""",
        """i min 0, i open 150, bVI maj 50, bVII maj 100, bIII maj 150, IV maj 200, iv min 150, v min 200, bII maj 200, V maj 200, II maj 350, bvi min 300, I maj 350, V sus4 400,
        #iv min 450, biii min 400, ii dim 550, VI maj 550, bVI maj7 500, vii dim7 550, i minadd9 450, V 7 500, iv min6 550, i minb6 500""",
        "bVII maj 0, V sus4 100, bII maj 150", "bII maj 0, V maj 50, bVII maj 100, bVI maj 150",
    ),
    "heroic": _vocabulary(
        MODAL,
        """I maj 0, I add9 200, IV maj 100, V maj 100, V sus4 150, vi min 150, ii min 200, ii min7 300, bVII maj 100, bVI maj 150, II maj 200, bIII maj 300, iii min 350, V 7 300,
        iv min 450, v min 400, IV add9 250, III maj 600, VI maj 650, V/V 7 450, V/vi 7 500, bII maj 700""",
        """i min 0, bVI maj 50, bVII maj 50, bIII maj 100, iv min 150, V maj 200, V sus4 250, v min 250, IV maj 200, bII maj 350, I maj 500, bVI maj7 250, i minadd9 200, II maj 500,
        iv min7 300, V 7 300, bvi min 600, ii halfdim 400""",
        "bVII maj 0, V 7 100, V sus4 50, IV maj 150", "bVII maj 0, V maj 50, V sus4 100, bVI maj 150",
    ),
}  # fmt: skip

#: Idiom -> the colours in which it takes up a theme's own chords, the best liked first (ours).
SHADES: dict[str, tuple[str, ...]] = {
    "romantic": ("maj7", "min7", "9sus4"),
    "minimal": ("add9", "minadd9", "min7", "9sus4"),
    "thriller": ("min6", "minadd9"),
    "intimate": ("maj", "min"),
    "light": ("6", "7", "min"),
    "ambient": ("add9", "minadd9", "min7"),
    "underscore": ("add9", "min7"),
    "mystery": ("min6", "minadd9"),
    "action": ("maj", "min"),
    "heroic": ("maj", "min", "sus4"),
}

#: Mood -> two-chord colours that carry it: family, semitones up, family (craft notes, section 9).
COLOURS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "wonder": (("m", 5, "M"), ("M", 7, "m"), ("M", 8, "M"), ("M", 6, "M"), ("M", 2, "M")),
    "romance": (("M", 5, "m"), ("M", 8, "M"), ("M", 4, "M")),
    "tender": (("M", 5, "m"), ("M", 4, "m")),
    "sorrow": (("M", 4, "m"), ("m", 8, "M"), ("M", 5, "m")),
    "mystery": (("m", 2, "m"), ("m", 5, "M"), ("M", 6, "M")),
    "suspense": (("m", 6, "m"), ("m", 8, "m"), ("m", 11, "M")),
    "horror": (("m", 6, "m"), ("m", 8, "m"), ("m", 2, "m")),
    "conflict": (("m", 8, "m"), ("m", 6, "m"), ("m", 11, "M")),
    "action": (("m", 11, "M"), ("m", 8, "M"), ("m", 8, "m")),
    "triumph": (("M", 2, "M"), ("M", 10, "M"), ("M", 8, "M")),
    "joy": (("M", 2, "M"), ("M", 5, "M")),
    "comic": (("M", 9, "M"), ("m", 2, "m")),
}
#: Cadence by what the story does there -> (approach, arrival) in major, then in minor; an empty approach is free (craft notes, 3.3).
CADENCES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "closing": (("", "I add9 0, I maj 0"), ("", "i minadd9 0, i min 0, i open 200")),
    "half": (("", "V maj 0, V sus4 0, V 7 150, ii min7 350"), ("", "V maj 0, V sus4 0, v min 250, bII maj 350")),
    "question": (
        ("", "V sus4 0, V maj 50, ii min7 250, bVI maj7 250, IV add9 200"), ("", "V sus4 0, V maj 50, bVI maj7 150, bII maj7 200, iv minadd9 200"),
    ),
    "reveal": (("", "bVI maj 0, bIII maj 0, III maj 0, VI maj 0"), ("", "VI maj 200, bVI maj 0, iii min 0, bvi min 100, I maj 200, bIII maj 150")),
    "threat": (
        ("i min 0, I open 100", "#iv min 0, bvi min 0, bII maj7 200, biii min 250, bII maj 250, vii dim7 300"),
        ("i min 0, i minadd9 0", "#iv min 0, bvi min 0, bII maj7 200, biii min 250, bII maj 250, vii dim7 300"),
    ),
    "loss": (("I maj 0, I add9 0", "iii min 0, iii min7 50"), ("bVI maj 0, bVI maj7 0", "i min 0, i minadd9 0")),
    "triumph": (("bVII maj 0, bVII add9 100", "I maj 0"), ("bVII maj 0", "I maj 0, i min 300")),
    "unresolved": (("", "I sus2 0, V sus4 0, I open 100, bVII add9 250"), ("", "i open 0, i sus2 0, bII maj7 150, V sus4 100, i quartal 200")),
}  # fmt: skip
