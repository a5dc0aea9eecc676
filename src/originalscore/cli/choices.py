"""What several commands let the user choose: names, lengths, and the options of every command that reads a film."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from originalscore.wishes import Wishes

ENSEMBLES = (
    "orchestra", "chamber-strings", "solo-piano", "piano-and-strings", "woodwind-quintet", "brass-and-percussion", "choir", "harp-and-celesta",
    "hybrid", "small-acoustic", "ambient", "chiptune",
)  # fmt: skip
LOCKS = ("theme", "harmony", "tempo", "orchestration", "all")
PROFILES = ("leave", "ebu-r128", "web", "netflix", "atsc")
DISTANCES_LU = ("10", "12", "15", "20")
ROUNDINGS = ("half-up", "half-even", "down", "up")
ROOMS = ("song-branch", "rubric", "pairs", "mushra")
RATES = ("44100", "48000", "96000")
PALETTES = ("orchestra", "intimate", "hybrid", "ambient", "chiptune")
PALETTES_HELP = f"Whose sounds: {', '.join(PALETTES[:-1])} or {PALETTES[-1]}, or a palette file; default: {PALETTES[0]}."
FILMS = ("keeper", "thriller", "goodbye", "battle")


class LengthType(click.ParamType[Fraction]):
    """A length such as ``90s``, ``1m30s``, ``01:30`` or ``90``."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """Seconds, exact."""
        if isinstance(value, Fraction):
            return value
        text = str(value).strip().lower()
        try:
            if ":" in text:
                return sum((Fraction(part) * 60**place for place, part in enumerate(reversed(text.split(":")))), Fraction(0))
            minutes, _, rest = text.rpartition("m")
            return Fraction(minutes or 0) * 60 + Fraction(rest.removesuffix("s") or 0)
        except (ValueError, ZeroDivisionError):
            self.fail(f"“{value}” is not a length; write 90s, 1m30s or 01:30", param, ctx)


def film_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads a film."""
    options = (
        click.option("--subtitles", type=click.Path(path_type=Path), help="The spoken lines: an SRT, VTT or ASS file."),
        click.option(
            "--markers",
            multiple=True,
            type=click.Path(path_type=Path),
            help="Marks of the editor: OTIO, EDL, FCPXML, FCP7/Premiere XML, AAF or CSV; may be given several times. See docs/markers.md.",
        ),
        click.option(
            "--temp",
            type=click.Path(path_type=Path),
            help="A temp track, laid at the film's start: guides tempo, density, entrances and exits, never notes.",
        ),
        click.option("--brief", help="Wishes in plain words, or a text file (.txt, .md) of them."),
        click.option("--theme", type=click.Path(path_type=Path), help="A theme of your own to develop: MIDI or MusicXML."),
        click.option("--melody", type=click.Path(path_type=Path), help="A melody of your own of which not a note may change."),
        click.option("--out", type=click.Path(path_type=Path), help="Folder to write; default: <film>-score beside the film."),
        click.option("--seed", type=click.IntRange(min=0), help="Another seed, another score; default 1."),
        click.option("--ensemble", type=click.Choice(ENSEMBLES), help="Who plays; default: chosen cue by cue."),
        click.option("--palette", metavar="NAME|FILE", help=PALETTES_HELP),
        click.option(
            "--series",
            type=click.Path(path_type=Path),
            help="Earlier episodes: a score folder, or a folder of them; themes are carried on.",
        ),
        click.option("--length", type=LengthType(), help="No film: a project of this length, e.g. 90s, 1m30s or 01:30."),
        click.option("--quiet", is_flag=True, help="No progress."),
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and no progress."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def read_wishes(film: Path | None, out: Path | None, length: Fraction | None, options: dict[str, Any]) -> tuple[Path, Wishes]:
    """The folder to work in, and what the options of :func:`film_options` ask for."""
    from originalscore.wishes import Wishes, choose_folder, read_brief

    root, film = choose_folder(film, out, length, options.get("melody"))
    for name in ("distance_lu", "sample_rate"):
        if options.get(name) is not None:
            options[name] = int(options[name])
    return root, Wishes(film=film, brief=read_brief(options.pop("brief")), length_s=length, **options)
