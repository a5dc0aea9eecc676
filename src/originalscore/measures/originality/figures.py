"""What belongs to nobody: scales, broken chords, trills and ostinati, which are not tested for originality.

Courts leave common figures and chord progressions free (Gray v. Hudson, 9th Cir. 2022: an ostinato of eight notes made of common elements),
and so do we: a line that is nothing but such a figure is exempt, and a shared run that is nothing but one does not count.
"""

from __future__ import annotations

from collections.abc import Sequence

#: A cell of at most so many moves that fills a line is an ostinato, once it has come round this often (ours).
_LONGEST_CELL, _ROUNDS = 8, 3
_STEP, _THIRD, _FOURTH = 2, 3, 5


def figure_name(moves: Sequence[int]) -> str:
    """What common figure the moves (semitones) are, empty if none: ``scale``, ``broken chord``, ``repeated note``, ``ostinato``.

    Repeated notes say nothing, so scales and broken chords may hold some.
    """
    if not moves:
        return "single note"
    told = [move for move in moves if move]
    if 2 * len(told) < len(moves):
        return "repeated note"
    if _one_way(told) and all(abs(move) <= _STEP for move in told):
        return "scale"
    if _one_way(told) and all(_THIRD <= abs(move) <= _FOURTH for move in told):
        return "broken chord"
    for cell in range(1, _LONGEST_CELL + 1):
        if len(moves) >= _ROUNDS * cell and all(moves[place] == moves[place - cell] for place in range(cell, len(moves))):
            return "ostinato"
    return ""


def _one_way(moves: Sequence[int]) -> bool:
    return all(move > 0 for move in moves) or all(move < 0 for move in moves)
