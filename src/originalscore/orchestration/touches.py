"""What every part shares: who gives way to whom, and the sign over a note."""

from __future__ import annotations

from fractions import Fraction

from originalscore.orchestration.passages import Passage

#: Who gives way to whom on one staff.
PRIORITY = {
    "stinger": 0, "melody": 1, "run": 2, "counter": 3, "bass": 4, "figure": 5, "pulse": 5, "percussion": 5, "choir": 5, "swell": 6,
    "pedal": 6, "effect": 6, "harmony": 7,
}  # fmt: skip


def articulation(passage: Passage, accent: int, length: Fraction) -> str:
    """The articulation of a note of a passage."""
    if passage.role == "swell":
        return "roll"
    if accent == 2:
        return "accent" if passage.character == "detached" else "marcato"
    if passage.technique == "trem." and length >= Fraction(1, 2):
        return "tremolo"
    if accent or passage.role == "stinger":
        return "accent"
    if passage.character == "staccato" and length <= Fraction(1, 2) and passage.technique != "pizz.":
        return "staccato"
    return ""
