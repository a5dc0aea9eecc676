"""Study: any music, ours or anybody's, measured beside real music and drawn."""

from originalscore.study.character import CHARACTER, together
from originalscore.study.pictures import draw_character
from originalscore.study.read import Piece, read_pieces
from originalscore.study.studied import Studied, study_files
from originalscore.study.study import Figure, Study, alike_in, compare, study_piece, without_information
from originalscore.study.traits import Difference, Trait

__all__ = [
    "CHARACTER",
    "Difference",
    "Figure",
    "Piece",
    "Studied",
    "Study",
    "Trait",
    "alike_in",
    "compare",
    "draw_character",
    "read_pieces",
    "study_files",
    "study_piece",
    "together",
    "without_information",
]
