"""The mood that words name, whoever says them: adjectives as directors use them, and a film's own words (“chase”, “farewell”)."""

from __future__ import annotations

from collections import Counter

from originalscore.spotting.lexicon import moods_in
from originalscore.spotting.notes.clauses import clauses_of, sign_of
from originalscore.spotting.notes.words import FEELING_PATTERNS

_FELT = 2  # what an adjective counts beside a word of the film's own (ours)


def mood_said(said: str) -> str:
    """The mood of a phrase in small letters, or nothing; what is refused (“not sad”) is not meant."""
    counts: Counter[str] = Counter()
    for clause in clauses_of(said):
        refused = set()
        for mood, pattern in FEELING_PATTERNS.items():
            for found in pattern.finditer(clause):
                if sign_of(clause, found.start(), found.end()) > 0:
                    counts[mood] += _FELT
                else:
                    refused.add(mood)
        counts.update({mood: count for mood, count in moods_in(clause).items() if mood not in refused})
    return max(counts, key=lambda mood: counts[mood], default="")
