"""Spotting notes: what director, composer and music editor agreed, as a PDF they can take to the dub.

First the reading: the film's tension from end to end, its scenes with mood, confidence and reason, and its turns. Then one block a cue:
in and out, purpose, mood, tempo, theme, the reason in words, and every hit with timecode, class, bar and beat; silences stand between
the cues with their reasons.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from originalscore.external.typst import set_pdf
from originalscore.files import write_whole
from originalscore.model.cue import Cue, CueList, Silence
from originalscore.model.film_reading import FilmReading
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.tempo import TempoMap

#: The most bars the tension is drawn with.
_BARS = 120
_MARKUP = """
#set page(paper: "a4", margin: 18mm, footer: context align(center, text(8pt)[#counter(page).display()]))
#set text(size: 9.5pt)
#text(17pt, weight: "bold")[Spotting notes]
#linebreak()
#facts.film · #facts.length · #facts.rate · starts at #facts.start
#v(2mm)
#for theme in facts.themes [*Theme #theme.name* (#theme.subject, #theme.mood): #theme.place \\ ]
#v(2mm)
#text(12pt, weight: "bold")[How the film was read]
#block(height: 14mm, width: 100%, stroke: (bottom: 0.4pt + luma(120)), align(bottom,
  grid(columns: facts.tension.map(_ => 1fr), align: bottom, ..facts.tension.map(level => rect(width: 100%, height: level * 13mm, fill: luma(170))))))
#text(8pt, luma(90))[Tension from the first frame to the last; the highest: #facts.summit]
#if facts.scenes.len() > 0 {
  table(columns: (auto, auto, auto, auto, auto, 1fr), stroke: none, inset: 2.2pt,
    table.header([*Scene*], [*Mood*], [*Sure*], [*Tension*], [*Music*], [*Why*]),
    table.hline(stroke: 0.4pt),
    ..facts.scenes.flatten().map(cell => [#cell]))
}
#for beat in facts.beats [*#beat.at* #beat.what: #text(luma(60))[#beat.why] \\ ]
#v(3mm)
#for entry in facts.blocks {
  if entry.kind == "silence" [
    #block(breakable: false, inset: (left: 3mm), stroke: (left: 1pt + luma(180)))[
      #text(luma(90))[*Silence* #entry.start – #entry.end: #entry.why]
    ]
  ] else [
    #block(breakable: false)[
      #line(length: 100%, stroke: 0.4pt + luma(150))
      #text(12pt, weight: "bold")[#entry.number] #h(2mm) #text(12pt, style: "italic")[#entry.title] #h(1fr) #entry.start – #entry.end (#entry.length)
      #linebreak()
      #entry.purpose · #entry.mood · #entry.ensemble · #entry.tempo · #entry.ending
      #linebreak()
      #text(luma(60))[#entry.why]
    ]
    #if entry.hits.len() > 0 {
      table(columns: (auto, auto, 1fr, auto, auto, auto), stroke: none, inset: 2.2pt,
        table.header([*Timecode*], [*In cue*], [*Hit*], [*Class*], [*Bar, beat*], [*Off by*]),
        table.hline(stroke: 0.4pt),
        ..entry.hits.flatten().map(cell => [#cell]))
    }
  ]
}
"""


def write_spotting_notes(
    path: Path, *, picture: Picture, cues: CueList, plan: ScorePlan, tempos: tuple[TempoMap, ...], story: FilmReading
) -> None:
    """Set the notes as a PDF; the same input gives the same bytes."""
    clock = picture.film.clock
    blocks = [_cue_block(cue, tempo, picture) for cue, tempo in zip(cues.cues, tempos, strict=True)]
    blocks += [_silence_block(silence, picture) for silence in cues.silences]
    blocks.sort(key=lambda block: str(block["sort"]))
    facts = {
        "film": Path(picture.film.file).name or "project without picture",
        "length": f"{float(picture.film.duration_s):.2f} s",
        "rate": f"{clock.frame_rate} frames a second",
        "start": clock.label(Fraction(0)),
        "themes": [
            {
                "name": theme.name,
                "subject": theme.subject,
                "mood": f"{theme.mood}, by {theme.author}" if theme.author else theme.mood,
                "place": _places(theme.name, cues, plan),
            }
            for theme in plan.themes
        ],
        "blocks": blocks,
        **_story(story, picture),
    }
    write_whole(path, set_pdf(_MARKUP, facts))


def _story(story: FilmReading, picture: Picture) -> dict[str, object]:
    label = picture.film.clock.label
    bars = [
        max(point.level for point in story.tension[n : n + 1 + len(story.tension) // _BARS]) for n in _places_of_bars(len(story.tension))
    ]
    summit = max(story.tension, key=lambda point: point.level)
    return {
        "tension": bars,
        "summit": f"{label(summit.at_s)} ({summit.level:.2f} of 1)",
        "scenes": [
            [
                f"{label(scene.start_s)} – {label(scene.end_s)}", scene.mood, f"{scene.confidence:.0%}", f"{scene.tension:.2f}", scene.music,
                scene.why + (f" (else {scene.next_mood})" if scene.next_mood else ""),
            ]
            for scene in story.scenes
        ],
        "beats": [{"at": label(beat.at_s), "what": beat.what, "why": beat.why} for beat in story.beats],
    }  # fmt: skip


def _places_of_bars(points: int) -> range:
    return range(0, points, 1 + points // _BARS)


def _places(theme: str, cues: CueList, plan: ScorePlan) -> str:
    places = [
        f"{cue.number} ({statement.guise})"
        for cue in cues.cues for statement in plan.cue(cue.id).statements if statement.theme == theme
    ]  # fmt: skip
    return ", ".join(places) or "kept in reserve"


def _cue_block(cue: Cue, tempo: TempoMap, picture: Picture) -> dict[str, object]:
    clock = picture.film.clock
    slow, fast = tempo.bpm_range
    speed = f"♩ = {slow:.1f}" if fast - slow < 0.05 else f"♩ = {slow:.1f}–{fast:.1f}"
    hits = [
        [
            clock.label(cue.start_s + hit.at_s), f"{float(hit.at_s):.3f} s", hit.what + (" (must)" if hit.must else ""), hit.kind,
            f"{hit.bar}, {float(hit.beat_in_bar) + 1:g}", f"{hit.planned_error_ms:+.1f} ms",
        ]
        for hit in tempo.landings
    ]  # fmt: skip
    return {
        "kind": "cue", "sort": f"{float(cue.start_s):012.3f}b", "number": cue.number, "title": cue.title,
        "start": clock.label(cue.start_s), "end": clock.label(cue.end_s), "length": f"{float(cue.length_s):.1f} s",
        "purpose": cue.purpose, "mood": cue.mood, "ensemble": cue.ensemble, "tempo": speed, "ending": f"ending: {cue.ending}",
        "why": cue.why, "hits": hits,
    }  # fmt: skip


def _silence_block(silence: Silence, picture: Picture) -> dict[str, object]:
    label = picture.film.clock.label
    return {
        "kind": "silence", "sort": f"{float(silence.start_s):012.3f}a", "start": label(silence.start_s),
        "end": label(silence.end_s), "why": silence.why,
    }  # fmt: skip
