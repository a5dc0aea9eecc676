"""What one call asks for, checked before anything is read or written; the same for the command line and for Python users."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from originalscore.errors import BriefError
from originalscore.mix import DISTANCES_LU, RATES, asked_profile
from originalscore.model.cue import ENSEMBLES

_SHORTEST_S, _LONGEST_S = 2, 4 * 3600
_BRIEF_ENDINGS = (".txt", ".md")
_BRIEF_BYTES = 1_000_000


@dataclass(frozen=True)
class Wishes:
    """What one call asks for; None means: as the folder has it, or the default for a new one.

    Parameters
    ----------
    film
        A film or a sound file.
    subtitles
        Spoken lines of it.
    theme
        A theme of the user's own, MIDI or MusicXML.
    melody
        The same, but not a note of it may change.
    markers
        The editor's lists of marks; empty: as the folder has it.
    temp
        A temp track that guides tempo, density, entrances and exits.
    brief
        Wishes in plain words.
    seed
        From 0.
    ensemble
        A name of ``ENSEMBLES``.
    length_s
        Of a project without film, seconds, 2 to 14400.
    sound
        ``keep``, ``mute`` or the path of dialogue and effects without music.
    loudness
        A name of ``PROFILES``, or a level: ``-18``, ``dialogue -23``.
    distance_lu
        How far the music stays below every spoken line: one of ``DISTANCES_LU``.
    sample_rate
        Of all sound that is made, hertz: one of ``RATES``.
    two_pop, click
        Whether stems and masters begin with a two-pop, and whether a click is written.
    streamers
        Whether the conductor's film is drawn: streamers and punches over the picture.
    palette
        A shipped palette or a palette file.
    series
        Score folder of an earlier episode, or a folder of such folders.

    Raises
    ------
    BriefError
        If a value is unknown or out of range.
    """

    film: Path | None = None
    subtitles: Path | None = None
    brief: str | None = None
    seed: int | None = None
    ensemble: str | None = None
    length_s: Fraction | None = None
    sound: str | None = None
    loudness: str | None = None
    distance_lu: int | None = None
    sample_rate: int | None = None
    two_pop: bool | None = None
    click: bool | None = None
    streamers: bool | None = None
    palette: str | None = None
    series: Path | None = None
    theme: Path | None = None
    melody: Path | None = None
    markers: tuple[Path, ...] = ()
    temp: Path | None = None

    def __post_init__(self) -> None:
        if self.loudness is not None:
            asked_profile(self.loudness)
        if self.ensemble is not None and self.ensemble not in ENSEMBLES:
            raise BriefError(f"the ensemble “{self.ensemble}” is unknown", f"known are {', '.join(ENSEMBLES)}")
        for what, value, values in (("distance under speech", self.distance_lu, DISTANCES_LU), ("sample rate", self.sample_rate, RATES)):
            if value is not None and value not in values:
                raise BriefError(f"the {what} {value!r} is not on offer", f"choose {', '.join(map(str, values))}")
        if self.seed is not None and (isinstance(self.seed, bool) or not isinstance(self.seed, int) or self.seed < 0):
            raise BriefError(f"the seed {self.seed!r} is no whole number from 0", "write --seed 7")
        if self.theme is not None and self.melody is not None:
            raise BriefError("a theme may be developed or must stay as it is written, not both", "give --theme or --melody")
        if self.film is not None and self.length_s is not None:
            raise BriefError("a film has its own length", "leave out --length")
        if self.length_s is not None and not _SHORTEST_S <= self.length_s <= _LONGEST_S:
            raise BriefError(f"a project of {float(self.length_s):g} s cannot be scored", "ask for two seconds to four hours")


def choose_folder(source: Path | None, out: Path | None, length_s: Fraction | None, melody: Path | None = None) -> tuple[Path, Path | None]:
    """Where the work of a call lies, and the film it names (None for a folder that is carried on, or a length alone).

    Parameters
    ----------
    source
        A film, a sound file, or the folder of an earlier run.
    out
        The folder asked for; default: ``<film>-score`` beside the film, ``score`` for a length alone.
    length_s, melody
        Length asked for, or the melody that gives it, for a project without film.

    Raises
    ------
    BriefError
        If nothing is named, or a folder is named twice.
    """
    if source is None:
        if melody is not None and length_s is None:
            return out or melody.with_name(f"{melody.stem}-score"), None
        if length_s is None:
            raise BriefError("nothing to score", "name a film, a sound file or a folder, or give --length 90s")
        return out or Path("score"), None
    if source.is_dir():
        if out is not None and out.resolve() != source.resolve():
            raise BriefError(f"{source} is a folder and carries its own place", "leave out --out")
        return source, None
    return out or source.with_name(f"{source.stem}-score"), source


def read_brief(words: str | None) -> str | None:
    """The words themselves, or those of the text file they name.

    Raises
    ------
    BriefError
        If a text file is named but is not there, is no UTF-8 text, or is far too long.
    """
    name = (words or "").strip()
    if not name or len(name) > 255 or not name.isprintable():
        return words
    file = Path(name)
    try:
        if not file.is_file():
            if file.suffix.lower() in _BRIEF_ENDINGS and len(name.split()) == 1:
                raise BriefError(f"there is no brief {file}", "check the name, or write the wishes themselves")
            return words
        if file.stat().st_size > _BRIEF_BYTES:
            raise BriefError(f"the brief {file} is too long ({file.stat().st_size} bytes)", "a page of text is enough")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BriefError(f"the brief {file} is not UTF-8 text at byte {fault.start}", "save it as UTF-8") from None
    except OSError as fault:
        raise BriefError(f"the brief {file} cannot be read: {fault.strerror}", "check its permissions") from None
