"""The command line: parse, call the pipeline, print. Nothing is decided here.

Exit codes: 0 done; 1 a fault of ours, with its traceback; 2 the user's input or machine, one line; 3 done, with a must-have not met.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from originalscore import doctor, pipeline
from originalscore.demo import draw_demo
from originalscore.errors import BriefError, OriginalScoreError
from originalscore.folder import ProjectFolder
from originalscore.model.codec import encode
from originalscore.model.report import Report
from originalscore.progress import show_progress
from originalscore.version import __version__

PROFILES = ("leave", "ebu-r128", "web", "netflix", "atsc")


class LengthType(click.ParamType[Fraction]):
    """A length such as ``90s``, ``1m30s``, ``01:30`` or ``90``."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """Seconds, exact; two seconds to four hours."""
        if isinstance(value, Fraction):
            return value
        text = str(value).strip().lower()
        try:
            if ":" in text:
                seconds = sum(Fraction(part) * 60**place for place, part in enumerate(reversed(text.split(":"))))
            else:
                minutes, _, rest = text.rpartition("m")
                seconds = Fraction(minutes or 0) * 60 + Fraction(rest.removesuffix("s") or 0)
        except ValueError:
            self.fail(f"“{value}” is not a length; write 90s, 1m30s or 01:30", param, ctx)
        if not 2 <= seconds <= 4 * 3600:
            self.fail("a project lasts from two seconds to four hours", param, ctx)
        return Fraction(seconds)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="originalscore")
def main_group() -> None:
    """Compose the original score of a film, timed to its cut."""


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--subtitles", type=click.Path(path_type=Path), help="SRT, VTT or ASS file."),
        click.option("--brief", help="Wishes in plain words, or a text file of them."),
        click.option("--out", type=click.Path(path_type=Path), help="Folder to write; default: beside the film."),
        click.option("--seed", type=click.IntRange(min=0), help="Another seed, another score."),
        click.option("--ensemble", type=click.Choice(["orchestra", "piano-and-strings"]), help="Who plays."),
        click.option("--length", type=LengthType(), help="A project without picture, e.g. 90s."),
        click.option("--quiet", is_flag=True, help="No progress."),
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main_group.command()
@click.argument("film", required=False, type=click.Path(path_type=Path))
@_shared
@click.option("--sound", help="keep (default), mute, or a file of dialogue and effects without music.")
@click.option("--loudness", type=click.Choice(PROFILES), help="Loudness profile; default: leave the film's own level.")
@click.option("--plan", "plan_only", is_flag=True, help="Stop after spotting and timing.")
def score(
    film: Path | None, plan_only: bool, quiet: bool, as_json: bool, out: Path | None, length: Fraction | None, **options: Any
) -> None:
    """Score FILM (a film, a sound file, or the folder of an earlier run)."""
    root, wishes = _wishes(film, out, length, options)
    with show_progress(quiet or as_json) as listener:
        folder = ProjectFolder(root, listener.stage)
        if plan_only:
            _print_plan(pipeline.plan_film(folder, wishes, listener), as_json)
            return
        report = pipeline.score_film(folder, wishes, listener)
    _print_report(root, report, as_json)
    sys.exit(3 if report.unmet else 0)


@main_group.command()
@click.argument("film", required=False, type=click.Path(path_type=Path))
@_shared
def spot(film: Path | None, quiet: bool, as_json: bool, out: Path | None, length: Fraction | None, **options: Any) -> None:
    """Write the cue list of FILM only."""
    root, wishes = _wishes(film, out, length, options)
    with show_progress(quiet or as_json) as listener:
        folder = ProjectFolder(root, listener.stage)
        _, _, cues = pipeline.spot_film(folder, wishes, listener)
    click.echo(json.dumps(encode(cues), ensure_ascii=False) if as_json else f"{len(cues.cues)} cues written to {folder.cues_file}")


@main_group.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="Folder to write.")
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True)
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def demo(out: Path, seed: int, quiet: bool, as_json: bool) -> None:
    """Draw a short film and score it."""
    film = out.parent / f"{out.name}-film" / "keeper.mp4"
    with show_progress(quiet or as_json) as listener:
        if not film.exists():
            listener.stage("draw", "")
            draw_demo(film, progress=listener.share)
        wishes = pipeline.Wishes(film=film, subtitles=film.with_suffix(".srt"), seed=seed)
        report = pipeline.score_film(ProjectFolder(out, listener.stage), wishes, listener)
    _print_report(out, report, as_json)
    sys.exit(3 if report.unmet else 0)


@main_group.command(name="doctor")
def doctor_command() -> None:
    """Say what is installed, which instruments are found, and what is missing."""
    findings = doctor.examine()
    table = Table("what", "state", "found", "what to do")
    for finding in findings:
        table.add_row(finding.what, "ok" if finding.well else "missing", finding.found, finding.advice)
    Console().print(table)
    sys.exit(0 if all(finding.well or finding.optional for finding in findings) else 2)


def _wishes(film: Path | None, out: Path | None, length: Fraction | None, options: dict[str, Any]) -> tuple[Path, pipeline.Wishes]:
    if film is None and length is None:
        raise BriefError("nothing to score", "name a film, a sound file or a folder, or give --length 90s")
    brief = options.pop("brief")
    if brief and len(brief) < 400 and Path(brief).is_file():
        brief = Path(brief).read_text(encoding="utf-8", errors="replace")
    if film is not None and film.is_dir():
        if out is not None and out != film:
            raise BriefError(f"{film} is a folder and carries its own place", "leave out --out")
        return film, pipeline.Wishes(brief=brief, length_s=length, **options)
    if film is not None and length is not None:
        raise BriefError("a film has its own length", "leave out --length")
    root = out or (film.with_name(f"{film.stem}-score") if film else Path("score"))
    return root, pipeline.Wishes(film=film, brief=brief, length_s=length, **options)


def _print_plan(spotted: pipeline.Spotted, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"cues": encode(spotted.cues), "tempo": encode(spotted.tempos)}, ensure_ascii=False))
        return
    label = spotted.picture.film.clock.label
    table = Table("cue", "start", "end", "purpose", "mood", "bpm", "bars", "hits landed")
    for cue, tempo in zip(spotted.cues.cues, spotted.tempos, strict=True):
        slow, fast = tempo.bpm_range
        landed = f"{sum(hit.landed for hit in tempo.landings)} of {len(tempo.landings)}"
        bars = sum(bar.start_beat < tempo.end_beat for bar in tempo.bars)
        table.add_row(cue.number, label(cue.start_s), label(cue.end_s), cue.purpose, cue.mood, f"{slow:.0f}–{fast:.0f}", str(bars), landed)
    Console().print(table)


def _print_report(root: Path, report: Report, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(encode(report), ensure_ascii=False))
        return
    console = Console(soft_wrap=True)
    for line in report.summary():
        console.print(line, markup=False)
    console.print(f"Open {root / 'report.html'}", markup=False)


def main() -> None:
    """Run the command line; faults of the user's input become one line and exit code 2."""
    try:
        main_group(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except OriginalScoreError as fault:
        click.echo(f"originalscore: {' '.join(str(fault).split())}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
