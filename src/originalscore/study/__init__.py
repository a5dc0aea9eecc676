"""Study: any music, ours or anybody's, measured beside real music and drawn."""

from originalscore.study.read import Piece, read_pieces
from originalscore.study.studied import Studied, study_files
from originalscore.study.study import Figure, Study, study_piece, without_information

__all__ = ["Figure", "Piece", "Studied", "Study", "read_pieces", "study_files", "study_piece", "without_information"]
