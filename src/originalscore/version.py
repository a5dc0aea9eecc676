"""The version of the package; it never decides whether a finished cue is made again."""

__version__ = "0.1.0"
