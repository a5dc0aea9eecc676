"""The theme plan as a paper: what was decided for the whole film, and where each theme is hinted, said, changed, broken and brought home."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from originalscore.files import write_whole
from originalscore.model.cue import CueList
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.theme_plan import theme_rows


def write_theme_plan(path: Path, *, picture: Picture, cues: CueList, plan: ScorePlan) -> None:
    """Write the plan as text (Markdown)."""
    label = picture.film.clock.label
    lines = [f"# Theme plan: {Path(picture.film.file).stem or 'project without picture'}", ""]
    lines += [f"- {reason}" for reason in plan.why]
    for theme, rows in groupby(theme_rows(cues, plan), key=lambda row: row.theme):
        book = plan.theme(theme)
        lines += ["", f"## {theme}: {book.subject}", "", f"{book.mood}, {book.key}, {book.meter}, {book.form} of {book.bars} bars", ""]
        lines += ["| cue | at | is | as | why |", "|---|---|---|---|---|"]
        lines += [
            f"| {row.cue} | {label(row.at_s)} | {row.stage} | {row.guise}{f' with {row.partner}' if row.partner else ''} | {row.why} |"
            for row in rows
        ]
    lines += ["", "## Cue by cue", ""]
    for cue in cues.cues:
        asked = plan.cue(cue.id)
        held = f"; kept back: {', '.join(asked.held_back)}" if asked.held_back else ""
        lines.append(f"- **{cue.number}** {cue.title}: {'; '.join(asked.why)}; weight {asked.weight:.2f}{held}")
    write_whole(path, "\n".join(lines) + "\n")
