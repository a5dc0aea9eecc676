"""``album.cue``: where the tracks of one long file begin, in minutes, seconds and frames of a 75th of a second.

Commands as the CDRWIN user's guide (appendix A) lists them; text in UTF-8. Not the music cue sheet, which is a paper for rights societies.
"""

from __future__ import annotations

from dataclasses import dataclass

from originalscore.model.album import CUE_FRAMES_A_SECOND

_UPC_DIGITS = 12


@dataclass(frozen=True)
class CueTrack:
    """One track: its first frame, and the frame from which the silence before it runs (None: there is none). Texts may be empty."""

    title: str
    first_frame: int
    pause_frame: int | None = None
    performer: str = ""
    songwriter: str = ""
    isrc: str = ""


@dataclass(frozen=True)
class CueFile:
    """The whole: what it is called, which file it is of, and its tracks in order. ``remarks`` are names and values of REM lines."""

    title: str
    file: str
    tracks: tuple[CueTrack, ...]
    performer: str = ""
    catalogue: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


def album_cue(cue: CueFile) -> str:
    """The file's text. A UPC gets the 0 in front that makes it an EAN: the command knows 13 digits alone."""
    lines = [f"REM {name} {value}" for name, value in cue.remarks]
    lines += [f"CATALOG {cue.catalogue.zfill(_UPC_DIGITS + 1)}"] if cue.catalogue else []
    lines += _texts("", ("PERFORMER", cue.performer), ("TITLE", cue.title))
    lines.append(f"FILE {_quoted(cue.file)} WAVE")
    for number, track in enumerate(cue.tracks, 1):
        lines.append(f"  TRACK {number:02} AUDIO")
        lines += _texts("    ", ("TITLE", track.title), ("PERFORMER", track.performer), ("SONGWRITER", track.songwriter))
        lines += [f"    ISRC {track.isrc}"] if track.isrc else []
        lines += [f"    INDEX 00 {frame_time(track.pause_frame)}"] if track.pause_frame is not None else []
        lines.append(f"    INDEX 01 {frame_time(track.first_frame)}")
    return "\r\n".join(lines) + "\r\n"


def frame_time(frame: int) -> str:
    """A number of frames as ``mm:ss:ff``."""
    seconds, frames = divmod(frame, CUE_FRAMES_A_SECOND)
    return f"{seconds // 60:02}:{seconds % 60:02}:{frames:02}"


def _texts(indent: str, *commands: tuple[str, str]) -> list[str]:
    return [f"{indent}{name} {_quoted(value)}" for name, value in commands if value]


def _quoted(text: str) -> str:
    """In quotes; the format has no way to say a quote within them."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'
