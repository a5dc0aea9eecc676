"""What the command line prints: tables and lines for people, or the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Column, Table

if TYPE_CHECKING:
    from originalscore.directing import Direction
    from originalscore.doctor import Finding
    from originalscore.formats.cues_toml import Change
    from originalscore.model.film_reading import FilmReading
    from originalscore.model.report import Report
    from originalscore.originality import Findings
    from originalscore.pipeline import Spotted
    from originalscore.study import Studied, Study

_PIPE_WIDTH = 240


def print_report(root: Path, report: Report, as_json: bool) -> None:
    """What a run did, in a few lines, and where the report is."""
    from originalscore.model.codec import encode

    if as_json:
        click.echo(json.dumps(encode(report), ensure_ascii=False))
        return
    console = table_console()
    for line in report.summary():
        say(console, line)
    say(console, f"Open {root / 'report.html'}")


def print_plan(cues_file: Path, spotted: Spotted, as_json: bool) -> None:
    """The cues of a film, its themes, and where to edit them."""
    from originalscore.model.codec import encode

    if as_json:
        whole = {
            "cues": encode(spotted.cues),
            "tempo": encode(spotted.tempos),
            "plan": encode(spotted.plan),
            "story": encode(spotted.story),
        }
        click.echo(json.dumps(whole, ensure_ascii=False))
        return
    label = spotted.picture.film.clock.label
    table = Table(
        "cue", Column("start", no_wrap=True), Column("end", no_wrap=True), "purpose", "mood", "idiom", "key", "bpm", "bars", "hits landed"
    )
    for cue, tempo in zip(spotted.cues.cues, spotted.tempos, strict=True):
        slow, fast = (f"{bpm:.0f}" for bpm in tempo.bpm_range)
        landed = f"{sum(hit.landed for hit in tempo.landings)} of {len(tempo.landings)}"
        bars = sum(bar.start_beat < tempo.end_beat for bar in tempo.bars)
        bpm = slow if slow == fast else f"{slow}–{fast}"
        asked = spotted.plan.cue(cue.id)
        moods = " + ".join(mood for mood, _ in cue.moods)
        table.add_row(
            cue.number, label(cue.start_s), label(cue.end_s), cue.purpose, moods, asked.idiom, str(asked.key), bpm, str(bars), landed
        )
    print_story(spotted.story, label)
    console = table_console()
    console.print(table)
    _print_themes(console, spotted, label)
    for remark in spotted.picture.remarks:
        say(console, f"note: {remark}")
    say(console, f"The cue list is {cues_file}: edit it, then run originalscore score {cues_file.parent}")


def print_story(story: FilmReading, label: Callable[[Fraction], str]) -> None:
    """How the film was read: scenes with mood, confidence and reason, then the turns of the story."""
    right = [Column(name, justify="right") for name in ("sure", "tension")]
    table = Table(
        Column("scene", no_wrap=True),
        Column("to", no_wrap=True),
        "mood",
        *right,
        "music",
        "why",
        title="How the film was read",
        title_justify="left",
    )
    for scene in story.scenes:
        why = scene.why + (f" (else {scene.next_mood})" if scene.next_mood else "")
        figures = (f"{scene.confidence:.0%}", f"{scene.tension:.2f}")
        table.add_row(label(scene.start_s), label(scene.end_s), scene.mood, *figures, scene.music, why)
    console = table_console()
    console.print(table)
    for beat in story.beats:
        say(console, f"  {label(beat.at_s)}  {beat.what}: {beat.why}")


def _print_themes(console: Console, spotted: Spotted, label: Callable[[Fraction], str]) -> None:
    """The theme plan: what was decided for the whole film, then every statement with its reason."""
    from originalscore.model.theme_plan import theme_rows

    for line in spotted.plan.why:
        say(console, f"  {line}")
    table = Table("theme", "cue", Column("at", no_wrap=True), "does", "as", "why")
    for row in theme_rows(spotted.cues, spotted.plan):
        table.add_row(row.theme, row.cue, label(row.at_s), row.stage, row.guise + (f" with {row.partner}" if row.partner else ""), row.why)
    if table.rows:
        console.print(table)


def print_study(studied: Studied) -> None:
    """The figures of one piece beside those of real music."""
    from originalscore.study import CHARACTER, without_information

    found = studied.study
    key = f"{found.key}{' (found in the notes)' if found.key_is_found else ''}"
    table = Table("figure", "here", "real music", "", title=f"{found.title}: {found.bars} bars, {key}", title_justify="left")
    for trait in found.traits:
        if trait.name not in CHARACTER:
            table.add_row(trait.words, "-" if trait.value is None else f"{trait.value:.2f}", "", "")
    for n, figure in enumerate(sorted(found.figures, key=lambda figure: figure.name not in CHARACTER)):
        if n == len(CHARACTER):
            table.add_section()
        value = "-" if figure.value is None else f"{figure.value:.2f}"
        table.add_row(figure.words, value, f"{figure.low:.2f} to {figure.high:.2f}", figure.says, style="bold" if figure.says else "")
    console = table_console()
    console.print(table)
    lines = [
        f"{found.inside:.0%} of the figures lie where 90 % of real music does (quartets, chorales and symphonies out of copyright)",
    ]
    if found.tension_held is not None:
        lines.append(f"tension goes with its target: r = {found.tension_held:.2f}")
    if all(figure.name != "information" for figure in found.figures):
        lines.append(without_information())
    lines += [studied.remark] * bool(studied.remark) + [f"written: {path}" for path in studied.files]
    for line in lines:
        say(console, line)


def print_side_by_side(studies: list[Study]) -> None:
    """The plain figures of a few pieces, and in which of them some two are alike."""
    from originalscore.study import alike_in

    alike = alike_in(studies)
    table = Table("side by side", *(study.name for study in studies), "", title_justify="left")
    for row in zip(*(study.traits for study in studies), strict=True):
        values = ["-" if trait.value is None else f"{trait.value:.2f}" for trait in row]
        table.add_row(row[0].words, *values, "two of them alike" if row[0].name in alike else "")
    table_console().print(table)


def print_originality(found: Findings) -> None:
    """How near each line comes to something, and what was searched."""
    right = [Column(name, justify="right") for name in ("run", "with rhythm", "bits", "edit", "people less near")]
    table = Table("line", "nearest", *right, "verdict")
    for line in found.lines:
        edit = "" if line.edit_similarity is None else f"{line.edit_similarity:.2f}"
        figures = (str(line.run or "<8"), str(line.rhythm_run or "<6"), f"{line.run_bits:.0f}", edit, f"{line.human_percentile:.0f} %")
        table.add_row(line.theme, line.nearest, *figures, line.verdict, style="bold" if line.verdict == "redraw" else "")
    console = table_console()
    console.print(table)
    for line in found.lines:
        if line.why:
            say(console, f"{line.verdict}: {line.theme}: {line.why}")
    near = sum(line.verdict == "redraw" for line in found.lines)
    told = f"{near} of {len(found.lines)} lines too near to something; searched:" if near else "not found in"
    for words in (f"{told} {found.searched[0]}", *found.searched[1:]):
        say(console, words)
    say(console, f"{found.not_searched}. This is no legal opinion.")


def print_findings(findings: Sequence[Finding], as_json: bool) -> None:
    """What is installed and what is missing."""
    if as_json:
        click.echo(json.dumps([vars(finding) for finding in findings], ensure_ascii=False))
        return
    table = Table("what", "state", "found, or what to do")
    for finding in findings:
        state = "ok" if finding.well else "not there (optional)" if finding.optional else "MISSING"
        table.add_row(finding.what, state, finding.found if finding.well else finding.advice, style="" if finding.well else "bold")
    table_console().print(table)


def table_console() -> Console:
    """Standard output; where it is no terminal, lines are long enough that no table breaks its words."""
    console = Console()
    return console if console.is_terminal else Console(width=_PIPE_WIDTH)


def say(console: Console, line: str) -> None:
    """A line as it is: nothing in it is markup, and it is broken by the terminal alone."""
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def plain_direction(direction: Direction) -> dict[str, Any]:
    """A direction as plain values."""
    from originalscore.spotting.notes import in_short, in_words

    reading = direction.reading
    return {
        "cues": list(reading.cues) if reading else list(direction.cues),
        "read": [in_words(wish) for wish in reading.wishes] if reading else [],
        "wishes": [in_short(wish) for wish in reading.wishes] if reading else [],
        "reasons": list(reading.reasons) if reading else [],
        "changes": [vars(change) for change in direction.changes],
        "remarks": list(direction.remarks),
        "questions": [{"question": one.words, "choices": list(one.choices)} for one in direction.questions],
    }


def print_direction(direction: Direction) -> None:
    """How a note was read, and every field that changes."""
    from originalscore.spotting.notes import in_words

    console = table_console()
    if reading := direction.reading:
        whom = "the whole film" if reading.whole_film else ", ".join(reading.cues)
        say(console, f"Read as, for {whom}: {'; '.join(in_words(wish) for wish in reading.wishes)}")
        for reason in reading.reasons:
            say(console, f"Taken as a reason only: “{reason}”")
    print_changes(direction.changes, direction.remarks)


def print_changes(changes: Sequence[Change], remarks: Sequence[str]) -> None:
    """Every field of the cue list that changes, and what is to be said of it."""
    console, table = table_console(), Table("cue", "field", "was", "is now")
    for change in changes:
        table.add_row(change.cue, change.field, change.old, change.new)
    if changes:
        console.print(table)
    for remark in remarks:
        say(console, f"note: {remark}")


def print_question(direction: Direction, as_json: bool) -> None:
    """What must be asked before anything is changed: one line, or JSON."""
    if as_json:
        click.echo(json.dumps(plain_direction(direction), ensure_ascii=False))
        return
    for question in direction.questions:
        choices = f" (for example: {'; '.join(question.choices)})" if question.choices else ""
        click.echo(f"originalscore: {question.words}{choices}", err=True)
