"""Delivery: what leaves the building, in the conventions of those who receive it."""

from originalscore.delivery.copyist import Copyist, Manuscript
from originalscore.delivery.documents import deliver_documents
from originalscore.delivery.film import FilmWriter, check_wrapping, deliver_film
from originalscore.delivery.hearing import hear_music
from originalscore.delivery.report import build_report, save_report
from originalscore.delivery.scores import deliver_scores

__all__ = [
    "Copyist", "FilmWriter", "Manuscript", "build_report", "check_wrapping", "deliver_documents", "deliver_film", "deliver_scores",
    "hear_music", "save_report",
]  # fmt: skip
