"""OriginalScore: composes the original score of a film, timed to its cut.

>>> import originalscore
>>> originalscore.__version__
'0.1.0'
"""

from typing import Any

from originalscore.version import __version__

__all__ = ["__version__", "check_eligibility", "check_originality", "explain_film", "make_album", "score_film", "study_music"]


def __getattr__(name: str) -> Any:
    """Load the verbs only when asked for: one room can then be used without the libraries of all."""
    if name in __all__:
        from originalscore import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
