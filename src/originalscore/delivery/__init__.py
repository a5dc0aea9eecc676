"""Delivery: what leaves the building, in the conventions of those who receive it."""

from typing import TYPE_CHECKING, Any

from originalscore.delivery.copyist import Copyist, Manuscript
from originalscore.delivery.film import FilmWriter, check_wrapping
from originalscore.delivery.hearing import hear_music
from originalscore.delivery.report import build_report, save_report
from originalscore.delivery.streamers import deliver_streamers

if TYPE_CHECKING:
    from originalscore.delivery.documents import deliver_documents

__all__ = [
    "Copyist",
    "FilmWriter",
    "Manuscript",
    "build_report",
    "check_wrapping",
    "deliver_documents",
    "deliver_streamers",
    "hear_music",
    "save_report",
]


def __getattr__(name: str) -> Any:
    """Load the papers only when they are written: what draws them takes as long to load as a film to be spotted."""
    if name == "deliver_documents":
        from originalscore.delivery.documents import deliver_documents

        return deliver_documents
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
