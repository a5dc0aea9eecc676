"""Words that speak of a mood: a plain table, so that every reading can be explained.

Stems match from a word's beginning (``lov`` finds *love* and *lovely*). Weights are ours.
"""

from __future__ import annotations

import re
from itertools import pairwise

from originalscore.music.ensembles import SOLOISTS

#: Mood -> stems that speak for it.
WORDS: dict[str, tuple[str, ...]] = {
    "daily": ("daily", "everyday", "ordinary", "routine", "city life", "kitchen", "office"),
    "tender": ("tender", "gentl", "soft", "warm", "home", "mother", "child", "famil", "calm", "quiet", "peace", "morning"),
    "romance": ("romanc", "romantic", "love", "lover", "kiss", "heart", "beaut", "darling"),
    "comic": ("comic", "comed", "funny", "silly", "joke", "slapstick", "playful", "quirky", "laugh", "giggl"),
    "joy": ("joy", "happy", "happi", "celebrat", "cheer", "sunny", "bright", "uplift", "hope"),
    "wonder": ("wonder", "magic", "dream", "space", "star", "discover", "awe", "miracle", "fairy"),
    "mystery": ("myster", "secret", "strange", "unknown", "fog", "riddle", "search", "gatekeeper", "night"),
    "suspense": ("suspense", "tense", "tension", "thriller", "danger", "watch", "hunt", "stalk", "wait", "fear", "ominous", "whisper"),
    "horror": ("horror", "terror", "monster", "scream", "blood", "ghost", "nightmare", "evil"),
    "conflict": ("conflict", "quarrel", "argument", "villain", "betray", "enemy", "fight", "war", "storm", "thunder", "shout"),
    "action": ("action", "chase", "battle", "run", "escape", "attack", "explosion", "race", "superhero"),
    "sorrow": (
        "sad",
        "sorrow",
        "grief",
        "loss",
        "lost",
        "alone",
        "death",
        "dead",
        "die",
        "tears",
        "funeral",
        "farewell",
        "lonel",
        "sob",
        "sobs",
        "weep",
    ),
    "triumph": ("triumph", "victor", "hero", "win", "glory", "rescue", "save", "finale"),
}

#: Words of a brief that choose who plays; what is more exact comes first.
ENSEMBLE_WORDS = {
    "solo-piano": ("solo piano", "piano solo", "piano alone"),
    "chamber-strings": ("chamber strings", "string quartet", "strings only", "strings alone"),
    "woodwind-quintet": ("quintet", "woodwinds only"),
    "brass-and-percussion": ("brass and percussion", "brass band"),
    "choir": ("a cappella", "choir alone", "choir only", "only a choir"),
    "harp-and-celesta": ("harp and celesta", "celesta and harp"),
    "hybrid": ("hybrid",),
    "small-acoustic": ("acoustic",),
    "ambient": ("ambient",),
    "chiptune": ("chiptune", "8-bit", "8 bit"),
    "orchestra": ("orchestra", "epic", "symphon", "brass", "big"),
}
#: Players a brief may name, and who plays where these alone are named; else a word for a small group is looked for.
_PLAYERS = {
    "piano": ("piano",),
    "strings": ("strings", "violin", "viola", "cello"),
    "harp": ("harp", "celesta"),
    "others": (
        "flute",
        "oboe",
        "clarinet",
        "bassoon",
        "woodwind",
        "horn",
        "trumpet",
        "trombone",
        "choir",
        "voice",
        "guitar",
        "drum",
        "percussion",
        "synth",
    ),
}
_ALONE = {
    ("piano",): "solo-piano",
    ("strings",): "chamber-strings",
    ("harp",): "harp-and-celesta",
    ("piano", "strings"): "piano-and-strings",
}
#: One player as people name him -> his name in ``music.ensembles.GROUPS``. A word in the plural, or for a family, means a section.
_SOLOISTS = {
    "piano": "piano", "flute": "flute", "oboe": "oboe", "clarinet": "clarinet", "bassoon": "bassoon", "english horn": "english-horn",
    "horn": "horns", "trumpet": "trumpets", "trombone": "trombones", "tuba": "tuba", "harp": "harp", "celesta": "celesta",
    "vibraphone": "vibraphone", "violin": "violin-solo", "viola": "violas", "cello": "cello-solo", "double bass": "basses", "voice": "voice-solo", "soprano": "voice-solo",
}  # fmt: skip
_MANY = re.compile(
    r"\b(?:strings?|brass|woodwinds?|winds|choir|chorus|voices|drums?|percussion|guitars?|synth\w*|quartet|section|ensemble|pianos|"
    r"flutes|oboes|clarinets|bassoons|horns|trumpets|trombones|harps|violins|violas|cellos|basses)\b"
)
#: Players of one kind who have an ensemble of their own already.
_WRITTEN_FOR = (("piano",), ("harp",), ("celesta",), ("harp", "celesta"), ("celesta", "harp"))
_MOST_SOLOISTS = 5
#: What says of one player that nobody else is meant, and what joins several; so near to their names (letters, ours).
_LONE = re.compile(r"\b(?:solo|lone|lonely|only|just|single|unaccompanied)\b")
_ALONE_AFTER = re.compile(r"\s+(?:solo|alone|only|by (?:it|him|her)self|unaccompanied)\b")
_JOINED, _NEAR = re.compile(r"\b(?:and|with|plus)\b|[,&+]"), 24
_REFUSED = re.compile(r"\b(?:no|without) (?:any )?\w+(?: (?:or|and) \w+)?")
_SMALL = ("piano", "intimate", "chamber", "strings", "small")


#: Words of a brief that choose the film's style; the first that is found.
STYLE_WORDS = {
    "modern minimal": ("minimal", "minimalist", "repetitive cells"),
    "hybrid thriller": ("like a thriller", "hybrid", "thriller score", "tense thriller"),
    "ambient": ("ambient", "drone", "soundscape"),
    "light comedy": ("light comedy", "comedy", "comic", "slapstick", "sitcom"),
    "late romantic": ("late romantic", "late-romantic", "romantic", "golden age", "lush"),
    "adventure": ("adventure", "epic", "superhero", "heroic", "blockbuster"),
    "intimate": ("intimate", "chamber", "felt piano", "soft piano", "solo piano"),
}


def style_in(text: str) -> str:
    """The style a brief names, or nothing."""
    words = text.lower()
    return next((style for style, stems in STYLE_WORDS.items() if any(stem in words for stem in stems)), "")


def moods_in(text: str) -> dict[str, int]:
    """How often each mood is spoken of; moods not found are absent."""
    words = re.findall(r"[a-z']+", text.lower())
    found = {
        mood: sum(word.startswith(stem) and len(word) - len(stem) <= 4 for word in words for stem in stems) for mood, stems in WORDS.items()
    }
    return {mood: count for mood, count in found.items() if count}


def soloists_in(text: str) -> tuple[str, ...]:
    """The players whom a brief names one by one (“piano and a flute”, “a lonely cello”), names of ``GROUPS`` in the order in which they are named.

    Several count where they are named together, one where it is said that he is alone. Nobody where it names a section, a family or an ensemble, or players who have an ensemble of their own.
    """
    words = _REFUSED.sub(" ", text.lower())
    if _MANY.search(words) or any(stem in words for stems in ENSEMBLE_WORDS.values() for stem in stems if stem != "piano alone"):
        return ()
    at = {name: match.span() for word, name in _SOLOISTS.items() if (match := re.search(rf"\b{word}\b", words))}
    if "english-horn" in at and len(re.findall(r"\bhorn\b", words)) == 1:
        at.pop("horns", None)
    named = tuple(sorted(at, key=lambda name: at[name]))
    if named in _WRITTEN_FOR or len(named) > _MOST_SOLOISTS:
        return ()
    if len(named) == 1:
        start, end = at[named[0]]
        return named if _LONE.search(words[max(0, start - _NEAR) : start]) or _ALONE_AFTER.match(words[end:]) else ()
    gaps = (words[at[one][1] : at[other][0]] for one, other in pairwise(named))
    return named if all(len(gap) <= _NEAR and _JOINED.search(gap) for gap in gaps) else ()


def ensemble_in(text: str) -> str:
    """The ensemble a brief names, or nothing; where it names instruments, only those play (``soloists_in``), as far as they can be staffed."""
    words = text.lower()
    if soloists_in(text):
        return SOLOISTS
    for ensemble, stems in ENSEMBLE_WORDS.items():
        if any(stem in words for stem in stems):
            return ensemble
    spoken = re.findall(r"[a-z']+", _REFUSED.sub(" ", words))
    named = tuple(
        who
        for who, stems in _PLAYERS.items()
        if any(word.removesuffix("s") in (stem, stem.removesuffix("s")) for word in spoken for stem in stems)
    )
    return _ALONE.get(named, "piano-and-strings" if any(stem in words for stem in _SMALL) else "")
