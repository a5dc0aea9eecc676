"""What can go wrong, split by who can put it right.

Every message says what happened, where (cue and timecode, file and line) and what to do next;
``advice`` repeats the last part alone for machines. Only ``external`` translates foreign errors into
these, and only ``cli`` prints them (one line, exit code 2).
"""

from __future__ import annotations


class OriginalScoreError(Exception):
    """Base of all faults that a user can do something about.

    Parameters
    ----------
    message
        What is wrong and where, in the user's words; one line.
    advice
        The next thing to try; appended to the printed line. May be empty.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def __str__(self) -> str:
        text = str(self.args[0])
        return f"{text}; {self.advice}" if self.advice else text


class PictureError(OriginalScoreError, ValueError):
    """The film, its subtitles or its markers cannot be used."""


class BriefError(OriginalScoreError, ValueError):
    """The wishes contradict each other or name something unknown."""


class FormatError(OriginalScoreError, ValueError):
    """A file is not what its name says: file, line or offset."""


class SoundError(OriginalScoreError, LookupError):
    """An instrument or a sample is missing."""


class ToolError(OriginalScoreError, RuntimeError):
    """An outside program or library is absent or failed: name, exit code, last lines."""


class DeliveryError(OriginalScoreError, OSError):
    """A deliverable could not be written or failed its own check."""
