"""What ``read_picture`` finds in a film. All times are picture time: exact seconds from the first displayed frame."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from originalscore.times import Clock


@dataclass(frozen=True)
class Film:
    """The file itself.

    Parameters
    ----------
    file
        Path as the user gave it.
    sha256
        Of the whole file.
    duration_s
        From the first displayed frame to the end of the last one that decodes (sound's end when there is no
        picture; the asked length for ``--length``).
    clock
        Nominal frame rate and start label. A sound-only project counts at 25 frames from 00:00:00:00.
    width, height
        Stored pixels; 0 without picture.
    has_picture, has_sound
        Which streams decode.
    sound_offset_s
        Picture time of the sound's first sample (often 0, sometimes negative).
    container
        Short name: ``mp4``, ``mov``, ``mkv``, ``webm``, ``ts``, ``avi``, ``wav`` ...
    """

    file: str
    sha256: str
    duration_s: Fraction
    clock: Clock
    width: int
    height: int
    has_picture: bool
    has_sound: bool
    sound_offset_s: Fraction
    container: str


@dataclass(frozen=True)
class Shot:
    """A run of frames between two edits.

    ``opening`` says how it begins: ``start``, ``cut``, ``fade`` (from black or white) or ``dissolve``.
    ``brightness`` and ``motion`` are means over the shot, 0 to 1; ``hue`` is degrees, ``saturation`` 0 to 1.
    """

    number: int
    start_s: Fraction
    end_s: Fraction
    opening: str
    brightness: float
    motion: float
    hue: float
    saturation: float
    is_black: bool = False


@dataclass(frozen=True)
class Scene:
    """A run of shots that forms one dramatic unit; shot numbers are inclusive."""

    number: int
    start_s: Fraction
    end_s: Fraction
    first_shot: int
    last_shot: int


@dataclass(frozen=True)
class Speech:
    """A span in which somebody speaks. ``source`` is ``voice`` (heard), ``subtitles`` or ``both``; ``description`` where it is not spoken but told."""

    start_s: Fraction
    end_s: Fraction
    source: str
    text: str = ""


@dataclass(frozen=True)
class Event:
    """A visible or audible moment that music might meet.

    ``kind``: ``cut``, ``flash``, ``black`` (smash to black), ``fade_in``, ``fade_out`` (its end), ``impact`` (sudden
    sound), ``motion`` (sudden movement), ``light`` (goes on, out, or slowly up, and stays so), ``title``. ``strength`` is 0 to 1.
    """

    at_s: Fraction
    kind: str
    strength: float
    what: str


@dataclass(frozen=True)
class Marker:
    """A mark set by the editor; ``color`` and ``note`` as found.

    ``end_s`` is set for a mark with a length. ``source`` is the name of its list, or ``chapter`` for one of the film's own chapters.
    """

    at_s: Fraction
    name: str
    note: str = ""
    color: str = ""
    end_s: Fraction | None = None
    source: str = ""


@dataclass(frozen=True)
class Marks:
    """All marks of the editor on a film, in order of time, and ``remarks`` for the user on how they were placed."""

    SCHEMA: ClassVar[str] = "Marks.1"

    markers: tuple[Marker, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TempSpan:
    """A stretch of a temp track in which music plays.

    ``bpm`` is its pulse in beats a minute (0 where none is clear); ``density`` holds onsets a second, sampled every ``TempTrack.step_s``
    from ``start_s``.
    """

    start_s: Fraction
    end_s: Fraction
    bpm: float
    density: tuple[float, ...]


@dataclass(frozen=True)
class TempTrack:
    """What is heard in a temp track: where its music enters and leaves, its pulse and its density. Never its notes."""

    SCHEMA: ClassVar[str] = "TempTrack.1"

    name: str
    step_s: Fraction
    spans: tuple[TempSpan, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Curve:
    """A quantity sampled evenly: value ``n`` belongs to picture time ``n * step_s``.

    Names in use: ``brightness``, ``motion``, ``saturation``, ``warmth`` (0 to 1), ``loudness_lufs`` (short-term of the film's own sound).
    """

    name: str
    step_s: Fraction
    values: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    """Everything the later stages know of the film.

    ``frame_times_s`` holds the presentation time of every frame, first one 0 (empty without picture).
    ``speech_lufs`` is the loudness of the spoken spans in the film's own sound, ``film_lufs`` of the whole; both
    are None when silent or absent. ``has_music`` says the film's own sound already carries music in
    ``music_spans_s``. ``lost_s`` is the span a broken file claims but does not decode. ``remarks`` are lines for the user.
    ``temp`` is the temp track laid under the film, if one was given.
    ``told`` is what is written about the picture and not spoken: descriptions, and sounds that subtitles name.
    """

    SCHEMA: ClassVar[str] = "Picture.1"

    film: Film
    frame_times_s: tuple[Fraction, ...]
    shots: tuple[Shot, ...]
    scenes: tuple[Scene, ...]
    speech: tuple[Speech, ...]
    events: tuple[Event, ...]
    markers: tuple[Marker, ...]
    curves: tuple[Curve, ...]
    speech_lufs: float | None
    film_lufs: float | None
    film_peak_dbtp: float | None
    has_music: bool
    music_spans_s: tuple[tuple[Fraction, Fraction], ...]
    lost_s: tuple[Fraction, Fraction] | None
    remarks: tuple[str, ...] = ()
    temp: TempTrack | None = None
    told: tuple[Speech, ...] = ()

    def curve(self, name: str) -> Curve | None:
        """The curve of that name, or None."""
        return next((curve for curve in self.curves if curve.name == name), None)
