"""Scoring a film: ``score``, ``spot`` and ``demo``."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from originalscore.cli.choices import DISTANCES_LU, FILMS, PALETTES, PALETTES_HELP, PROFILES, RATES, film_options, read_wishes
from originalscore.cli.printing import print_plan, print_report, print_story


@click.command()
@click.argument("film", required=False, type=click.Path(path_type=Path))
@film_options
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
@click.option("--streamers/--no-streamers", default=None, help="Draw the conductor's film too: documents/streamers.mp4, with the click.")
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

    root, wishes = read_wishes(film, out, length, options)
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


@click.command()
@click.argument("film", required=False, type=click.Path(path_type=Path))
@film_options
def spot(film: Path | None, quiet: bool, as_json: bool, out: Path | None, length: Fraction | None, **options: Any) -> None:
    """Write only the cue list of FILM, and say how it was read."""
    from originalscore import pipeline, spotting
    from originalscore.folder import ProjectFolder
    from originalscore.model.codec import encode
    from originalscore.progress import show_progress

    root, wishes = read_wishes(film, out, length, options)
    with show_progress(quiet or as_json) as listener:
        folder = ProjectFolder(root, listener.stage)
        project, seen, cues = pipeline.spot_film(folder, wishes, listener)
        story = spotting.read_story(seen, project.brief, cues)
    if as_json:
        click.echo(json.dumps({**encode(cues), "story": encode(story)}, ensure_ascii=False))
        return
    print_story(story, seen.film.clock.label)
    for remark in seen.remarks:
        click.echo(f"note: {remark}")
    click.echo(f"{len(cues.cues)} cue{'s' * (len(cues.cues) != 1)} in {folder.cues_file}: edit it, then run originalscore score {root}")


@click.command()
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
