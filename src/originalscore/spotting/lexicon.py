"""Words that speak of a mood: a plain table, so that every reading can be explained.

Stems match from a word's beginning (``lov`` finds *love* and *lovely*). Weights are ours.
"""

from __future__ import annotations

import re

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


def ensemble_in(text: str) -> str:
    """The ensemble a brief names, or nothing; where it names instruments, only those play, as far as an ensemble has just them."""
    words = text.lower()
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
