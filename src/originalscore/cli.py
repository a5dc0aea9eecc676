"""The command line: parse, call the pipeline, print. Nothing is decided here.

Exit codes: 0 done; 1 a fault of ours, with its traceback; 2 the user's input or machine, one line; 3 done, with a must-have not met;
130 stopped by the user. The rooms are imported when a command begins, so that help is quick and ``doctor`` runs even where a library
is missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from originalscore.errors import OriginalScoreError, ToolError
from originalscore.files import machine_fault
from originalscore.printing import print_findings, print_originality, print_plan, print_report, print_side_by_side, print_study
from originalscore.version import __version__

if TYPE_CHECKING:
    from originalscore.wishes import Wishes

ENSEMBLES = (
    "orchestra", "chamber-strings", "solo-piano", "piano-and-strings", "woodwind-quintet", "brass-and-percussion", "choir", "harp-and-celesta",
    "hybrid", "small-acoustic", "ambient", "chiptune",
)  # fmt: skip
PROFILES = ("leave", "ebu-r128", "web", "netflix", "atsc")
DISTANCES_LU = ("10", "12", "15", "20")
RATES = ("44100", "48000", "96000")
PALETTES = ("orchestra", "intimate", "hybrid", "ambient", "chiptune")
PALETTES_HELP = f"Whose sounds: {', '.join(PALETTES[:-1])} or {PALETTES[-1]}, or a palette file; default: {PALETTES[0]}."
FILMS = ("keeper", "thriller", "goodbye", "battle")
_STOPPED = 130
#: The most pieces whose plain figures are printed side by side.
_SIDE_BY_SIDE = 4


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="originalscore")
def main_group() -> None:
    """Compose the original score of a film, timed to its cut.

    \b
    originalscore score film.mp4     the film comes back scored, in the folder film-score
    originalscore score film-score   goes on from the folder: edit its cues.toml, then run this

    Exit codes: 0 done; 1 a fault of the program; 2 something to mend, said in one line; 3 done, with a must-have not met.
    """


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--subtitles", type=click.Path(path_type=Path), help="The spoken lines: an SRT, VTT or ASS file."),
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


@main_group.command()
@click.argument("film", required=False, type=click.Path(path_type=Path))
@_shared
@click.option("--sound", help="keep (default), mute, or a file of dialogue and effects without music.")
@click.option(
    "--loudness",
    metavar="PROFILE|LUFS",
    help=f"Loudness profile: {', '.join(PROFILES)}; or a level, -18 or 'dialogue -23'. Default: leave the film's own level.",
)
@click.option("--distance", "distance_lu", type=click.Choice(DISTANCES_LU), help="LU that music stays below every spoken line; default 12.")
@click.option("--rate", "sample_rate", type=click.Choice(RATES), help="Samples a second of all sound that is made; default 48000.")
@click.option("--two-pop/--no-two-pop", default=None, help="Begin stems and masters with a two-pop, two seconds before the picture.")
@click.option("--click/--no-click", default=None, help="Write a click track too: music/click.wav.")
@click.option("--plan", "plan_only", is_flag=True, help="Stop after spotting and timing, and show the plan.")
def score(
    film: Path | None, plan_only: bool, quiet: bool, as_json: bool, out: Path | None, length: Fraction | None, **options: Any
) -> None:
    """Score FILM: a film, a sound file, or an earlier run's folder.

    The folder of an earlier run is carried on: what you changed in its cues.toml is done again, the rest is kept.
    """
    from originalscore import pipeline
    from originalscore.folder import ProjectFolder
    from originalscore.progress import show_progress

    root, wishes = _wishes(film, out, length, options)
    with show_progress(quiet or as_json) as listener:
        folder = ProjectFolder(root, listener.stage)
        if plan_only:
            spotted = pipeline.plan_film(folder, wishes, listener)
        else:
            report = pipeline.score_film(folder, wishes, listener)
    if plan_only:
        print_plan(folder.cues_file, spotted, as_json)
    else:
        print_report(root, report, as_json)
        sys.exit(3 if report.unmet else 0)


@main_group.command()
@click.argument("film", required=False, type=click.Path(path_type=Path))
@_shared
def spot(film: Path | None, quiet: bool, as_json: bool, out: Path | None, length: Fraction | None, **options: Any) -> None:
    """Write only the cue list of FILM: where music plays, and why."""
    from originalscore import pipeline
    from originalscore.folder import ProjectFolder
    from originalscore.model.codec import encode
    from originalscore.progress import show_progress

    root, wishes = _wishes(film, out, length, options)
    with show_progress(quiet or as_json) as listener:
        folder = ProjectFolder(root, listener.stage)
        _, seen, cues = pipeline.spot_film(folder, wishes, listener)
    if as_json:
        click.echo(json.dumps(encode(cues), ensure_ascii=False))
        return
    for remark in seen.remarks:
        click.echo(f"note: {remark}")
    click.echo(f"{len(cues.cues)} cue{'s' * (len(cues.cues) != 1)} in {folder.cues_file}: edit it, then run originalscore score {root}")


@main_group.command()
@click.option("--film", "name", type=click.Choice(FILMS), default=FILMS[0], show_default=True, help="Which one.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write; default: demo, and demo-<film> for the others.")
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True, help="Another seed, another score.")
@click.option("--palette", metavar="NAME|FILE", help=PALETTES_HELP)
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and no progress.")
def demo(name: str, out: Path | None, seed: int, palette: str | None, quiet: bool, as_json: bool) -> None:
    """Draw a short film and score it.

    The keeper is a story of ninety seconds; thriller, goodbye and battle are the three scenes everybody knows, a minute each.
    """
    from originalscore import pipeline, render
    from originalscore.demo import FILMS as DRAWN
    from originalscore.demo import draw_film
    from originalscore.folder import ProjectFolder
    from originalscore.progress import show_progress
    from originalscore.wishes import Wishes

    chosen = DRAWN[name]
    out = out or Path("demo" if name == FILMS[0] else f"demo-{name}")
    palette = palette or chosen.palette or None
    render.open_palette(palette or PALETTES[0])  # refused before anything is drawn
    home = out.parent / f"{out.name}-film"
    with show_progress(quiet or as_json) as listener:
        folder = ProjectFolder(out, listener.stage)
        folder.open()
        if not (home / f"{name}.mp4").exists():
            listener.stage("draw", "")
        film = draw_film(name, home, progress=listener.share)
        wishes = Wishes(
            film=film, subtitles=film.with_suffix(".srt") if chosen.lines else None, seed=seed, palette=palette, brief=chosen.brief or None
        )
        report = pipeline.score_film(folder, wishes, listener)
    print_report(out, report, as_json)
    sys.exit(3 if report.unmet else 0)


@main_group.command(name="doctor")
@click.option("--palette", metavar="NAME|FILE", help="Look at this palette too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor_command(palette: str | None, as_json: bool) -> None:
    """Say what is installed and what is missing.

    Exit code 2 where something the main job needs is missing.
    """
    from originalscore import doctor

    findings = doctor.examine(palette or "")
    print_findings(findings, as_json)
    sys.exit(0 if all(finding.well or finding.optional for finding in findings) else 2)


@main_group.command(name="calibrate")
@click.argument("palette", default=PALETTES[0])
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, and no progress.")
def calibrate_command(palette: str, quiet: bool, as_json: bool) -> None:
    """Measure the sounds of PALETTE ahead of time.

    PALETTE is a shipped one or a palette file. Nobody needs to: what a cue plays is measured when it is first played. Afterwards every cue renders at full speed.
    """
    from originalscore import render
    from originalscore.progress import show_progress

    found = render.open_palette(palette)
    render.check_sounds(found)
    with show_progress(quiet or as_json) as listener:
        listener.stage("calibrate", "")
        done = render.calibrate(found, progress=listener.share)
    if as_json:
        click.echo(json.dumps(vars(done), ensure_ascii=False))
        return
    click.echo(
        f"{done.notes} notes of the palette {found.name} are measured; {done.as_played} sounds are measured note by note as they play"
    )
    for fault in done.missing:
        click.echo(f"missing: {fault}")


@main_group.command(name="study")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write; default: <name>-study beside each file.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def study_command(files: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Measure and draw any music beside real music.

    FILES are MIDI or MusicXML, or folders that films were scored into. Each gets a table, its figures as JSON, a piano roll with its
    tension, the first page of its score, and a picture of its character beside the others'. Two good pieces should be alike in craft and
    unlike in character.
    """
    from originalscore import study
    from originalscore.model.codec import encode

    found = study.study_files(files, out=out)
    if as_json:
        click.echo(json.dumps([encode(one.study) for one in found], ensure_ascii=False))
        return
    for one in found:
        print_study(one)
    if 1 < len(found) <= _SIDE_BY_SIDE:
        print_side_by_side([one.study for one in found])


@main_group.command(name="originality")
@click.argument("place", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.option("--against", type=click.Path(path_type=Path), help="A file or folder (MIDI, MusicXML, ABC) that nothing may be too near to.")
@click.option("--catalogue/--no-catalogue", default=True, help="Compare with the themes of films looked at earlier, and remember these.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def originality_command(place: Path, against: Path | None, catalogue: bool, as_json: bool) -> None:
    """Say how near the themes of a score come to known tunes.

    DIR is a score's folder or a folder of music, FILE is MIDI, MusicXML or ABC. Exit code 3 where a line is too near to something.
    """
    from originalscore import originality
    from originalscore.model.codec import encode

    found = originality.check_originality(place, against=against, catalogue=originality.catalogue_file() if catalogue else None)
    if as_json:
        click.echo(json.dumps(encode(found), ensure_ascii=False))
    else:
        print_originality(found)
    sys.exit(3 if found.too_near else 0)


def _wishes(film: Path | None, out: Path | None, length: Fraction | None, options: dict[str, Any]) -> tuple[Path, Wishes]:
    from originalscore.wishes import Wishes, choose_folder, read_brief

    root, film = choose_folder(film, out, length, options.get("melody"))
    for name in ("distance_lu", "sample_rate"):
        if options.get(name) is not None:
            options[name] = int(options[name])
    return root, Wishes(film=film, brief=read_brief(options.pop("brief")), length_s=length, **options)


def main() -> None:
    """Run the command line; what the user or the machine can mend becomes one line and exit code 2."""
    try:
        main_group(standalone_mode=False, prog_name="originalscore")
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(2)
    except click.UsageError as fault:
        command = fault.ctx.command_path if fault.ctx else "originalscore"
        _refuse(f"{fault.format_message().rstrip('.')}; see {command} --help")
    except click.ClickException as fault:
        _refuse(fault.format_message())
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_STOPPED)
    except OriginalScoreError as fault:
        _refuse(str(fault))
    except ModuleNotFoundError as fault:
        if (fault.name or "").startswith("originalscore"):
            raise
        missing = ToolError(f"the library {fault.name} is not installed", "run originalscore doctor")
        _refuse(str(missing))
    except OSError as fault:
        told = machine_fault(fault)
        if told is None:
            raise
        _refuse(str(told))


def _refuse(message: str) -> None:
    """One line on standard error, and out."""
    click.echo(f"originalscore: {' '.join(message.split())}", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
