"""Study: any music, ours or anybody's, measured beside real music and drawn."""

from originalscore.study.read import Piece, read_pieces
from originalscore.study.studied import Studied, study_files
from originalscore.study.study import Figure, Study, alike_in, compare, study_piece, without_information
from originalscore.study.traits import Difference, Trait

__all__ = [
    "Difference",
    "Figure",
    "Piece",
    "Studied",
    "Study",
    "Trait",
    "alike_in",
    "compare",
    "read_pieces",
    "study_files",
    "study_piece",
    "without_information",
]
