"""Looking at what is there: the machine (``doctor``), a palette's sounds (``calibrate``), any music (``study``, ``originality``)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from originalscore.cli.choices import PALETTES
from originalscore.cli.printing import print_findings, print_originality, print_side_by_side, print_study

#: The most pieces whose plain figures are printed side by side.
_SIDE_BY_SIDE = 4


@click.command(name="doctor")
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


@click.command(name="calibrate")
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


@click.command(name="study")
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


@click.command(name="originality")
@click.argument("place", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.option("--against", type=click.Path(path_type=Path), help="A file or folder (MIDI, MusicXML, ABC) that nothing may be too near to.")
@click.option(
    "--temp", type=click.Path(path_type=Path), help="The temp track: compared where it is MIDI, MusicXML or ABC; sound has no notes."
)
@click.option(
    "--earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Score folder of an earlier film of yours, or a folder of them; may be repeated.",
)
@click.option("--catalogue/--no-catalogue", default=True, help="Compare with the themes of films looked at earlier, and remember these.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def originality_command(
    place: Path, against: Path | None, temp: Path | None, earlier: tuple[Path, ...], catalogue: bool, as_json: bool
) -> None:  # fmt: skip
    """Say how near a score comes to known tunes.

    DIR is a score's folder or a folder of music, FILE is MIDI, MusicXML or ABC. Exit code 3 where a line is too near to something.
    """
    from originalscore import originality
    from originalscore.model.codec import encode

    remembered = originality.catalogue_file() if catalogue else None
    found = originality.check_originality(place, against=against, temp=temp, earlier=earlier, catalogue=remembered)
    if as_json:
        click.echo(json.dumps(encode(found), ensure_ascii=False))
    else:
        print_originality(found)
    sys.exit(3 if found.too_near else 0)
