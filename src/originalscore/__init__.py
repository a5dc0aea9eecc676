"""OriginalScore: composes the original score of a film."""

__version__ = "0.1.0"
