"""The album's papers: track list, liner notes with the theme plan as text and as a booklet of square pages, and ``album.cue``."""

from __future__ import annotations

import base64
import csv
import io
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import groupby

from originalscore.album.minimum import clock
from originalscore.external.typst import set_pdf
from originalscore.formats.album_cue import CueFile, CueTrack, album_cue
from originalscore.model.album import CUE_FRAMES_A_SECOND, TO_BE_ASSIGNED, Album, AlbumTrack
from originalscore.model.cue import CueList
from originalscore.model.plan import ScorePlan
from originalscore.model.theme_plan import theme_rows

_COLUMNS = (
    "number", "title", "pieces", "kind", "length", "length_s", "lufs", "true_peak_dbtp", "composer", "performer", "isrc", "iswc",
)  # fmt: skip
_NOBODY = "to be entered in rights.toml"
_BOOKLET = """
#set page(width: 120mm, height: 120mm, margin: 10mm)
#set text(font: "Libertinus Serif", size: 8pt)
#set par(justify: false, leading: 0.55em)
#let head(words) = block(above: 4mm, below: 2.5mm, text(size: 9pt, tracking: 0.22em)[#upper(words)])
#page(margin: 0mm, image(bytes(facts.cover), format: "svg", width: 120mm))
#head("Tracks")
#table(columns: (auto, 1fr, auto, auto), stroke: none, inset: (x: 1.5mm, y: 0.9mm),
  ..facts.tracks.map(track => (align(right)[#track.number], [*#track.title*#if track.who != "" [ #text(luma(90))[#track.who]]],
    text(luma(90))[#track.pieces], align(right)[#track.length])).flatten().map(cell => [#cell]))
#block(above: 2mm, text(luma(60))[#facts.length])
#head("Credits")
#for line in facts.credits [*#line.at(0)* #line.at(1) \\ ]
#if facts.themes.len() > 0 {
  pagebreak()
  head("Themes")
  text(luma(60), list(marker: none, body-indent: 0mm, ..facts.why.map(reason => [#reason])))
  for theme in facts.themes {
    block(above: 3mm, below: 1.2mm, breakable: false)[*#theme.name*: #theme.subject #h(1fr) #text(luma(90))[#theme.character]]
    table(columns: (auto, auto, 1fr), stroke: none, inset: (x: 1mm, y: 0.7mm),
      ..theme.rows.flatten().map(cell => [#cell]))
  }
}
"""


def make_papers(album: Album, cues: CueList, plan: ScorePlan, cover: bytes, master: str) -> dict[str, bytes]:
    """Everything that is printed, by file name; ``cover`` is a small JPEG, ``master`` the name of the joined file."""
    themes = _themes(album, cues, plan)
    return {
        "track-list.csv": _track_list(album).encode("utf-8"),
        "liner-notes.md": _as_text(album, themes, plan).encode("utf-8"),
        "liner-notes.pdf": _booklet(album, themes, plan, cover),
        "album.cue": _cue(album, master).encode("utf-8"),
    }


def _as_svg(cover: bytes) -> str:
    """The picture inside a drawing: text is what a document is given."""
    data = base64.b64encode(cover).decode("ascii")
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'
    return f'{head}<image width="100" height="100" xlink:href="data:image/jpeg;base64,{data}"/></svg>'


def _length_s(track: AlbumTrack, rate: int) -> Fraction:
    """Of its music, without the silence before the next track."""
    return Fraction(track.music_end_sample - track.first_sample, rate)


def _pieces(track: AlbumTrack) -> str:
    return track.of[0] if len(track.of) == 1 else f"{track.of[0]} – {track.of[-1]}"


def _track_list(album: Album) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for track in album.tracks:
        length_s = _length_s(track, album.sample_rate)
        writer.writerow(
            (
                track.number, track.title, " ".join(track.of), " ".join(dict.fromkeys(track.kinds)), clock(length_s), f"{float(length_s):.3f}",
                "" if track.lufs is None else f"{track.lufs:.2f}", f"{track.true_peak_dbtp:.2f}", "; ".join(track.composers),
                "; ".join(track.performers), track.isrc, track.iswc,
            )
        )  # fmt: skip
    return text.getvalue()


@dataclass(frozen=True)
class _ThemeNotes:
    """One theme: what it stands for, and every statement as where, what and why."""

    name: str
    subject: str
    character: str
    rows: tuple[tuple[str, str, str], ...]


def _themes(album: Album, cues: CueList, plan: ScorePlan) -> tuple[_ThemeNotes, ...]:
    """The theme plan, its cues as tracks of the album where they are on it."""
    place = {piece: f"track {track.number}" for track in album.tracks for piece in track.of}
    found = []
    for name, rows in groupby(theme_rows(cues, plan), key=lambda row: row.theme):
        theme = plan.theme(name)
        told = tuple((place.get(row.cue, row.cue), row.stage, row.why) for row in rows)
        found.append(_ThemeNotes(name, theme.subject, f"{theme.mood}, {theme.key}", told))
    return tuple(found)


def _booklet(album: Album, themes: tuple[_ThemeNotes, ...], plan: ScorePlan, cover: bytes) -> bytes:
    rate = album.sample_rate
    tracks = [
        {
            "number": str(track.number), "title": track.title, "pieces": _pieces(track), "length": clock(_length_s(track, rate)),
            "who": ", ".join(track.performers),
        }
        for track in album.tracks
    ]  # fmt: skip
    facts = {
        "tracks": tracks, "length": _whole_length(album), "credits": _credits(album), "why": plan.why,
        "themes": [asdict(theme) for theme in themes], "cover": _as_svg(cover),
    }  # fmt: skip
    return set_pdf(_BOOKLET, facts)


def _whole_length(album: Album) -> str:
    return f"{clock(Fraction(album.samples, album.sample_rate))} in all"


def _credits(album: Album) -> list[list[str]]:
    """Who is named, track by track where it is not the same for all; blanks are said openly."""
    ours = [track for track in album.tracks if set(track.kinds) & {"score", "source"}]
    names = tuple(dict.fromkeys(name for track in ours for name in track.composers))
    lines = [["Score composed by", ", ".join(names) or _NOBODY]] if ours else []
    for track in album.tracks:
        if track not in ours:
            lines.append([f"{track.number} “{track.title}”", f"written by {', '.join(track.composers) or _NOBODY}"])
    numbers = [f"{track.number}: {track.isrc}" for track in album.tracks if track.isrc != TO_BE_ASSIGNED]
    missing = [str(track.number) for track in album.tracks if track.isrc == TO_BE_ASSIGNED]
    told = [*numbers, *([f"{TO_BE_ASSIGNED}: {', '.join(missing)}"] if missing else [])]
    return [*lines, ["Barcode", album.barcode], ["ISRC", "; ".join(told)]]


def _as_text(album: Album, themes: tuple[_ThemeNotes, ...], plan: ScorePlan) -> str:
    lines = [f"# {album.title}", "", *([album.artist, ""] if album.artist else []), "| # | title | from | length |", "|--:|---|---|--:|"]
    for track in album.tracks:
        who = f" ({', '.join(track.performers)})" if track.performers else ""
        lines.append(f"| {track.number} | {track.title}{who} | {_pieces(track)} | {clock(_length_s(track, album.sample_rate))} |")
    lines += ["", f"{_whole_length(album)}.", "", "## Credits", ""]
    lines += [f"- {name}: {value}" for name, value in _credits(album)]
    lines += ["", "## Themes", "", *(f"- {reason}" for reason in plan.why)]
    for theme in themes:
        lines += ["", f"### {theme.name}: {theme.subject}", "", theme.character, ""]
        lines += [f"- {place}, {stage}: {reason}" for place, stage, reason in theme.rows]
    return "\n".join(lines) + "\n"


def _cue(album: Album, master: str) -> str:
    frame = album.sample_rate // CUE_FRAMES_A_SECOND
    tracks, pause = [], None
    for track in album.tracks:
        first = track.first_sample // frame
        isrc = "" if track.isrc == TO_BE_ASSIGNED else track.isrc
        tracks.append(CueTrack(track.title, first, pause, ", ".join(track.performers or track.composers), ", ".join(track.composers), isrc))
        end = -(-track.music_end_sample // frame)
        pause = end if end * frame < track.end_sample else None
    barcode = "" if album.barcode == TO_BE_ASSIGNED else album.barcode
    return album_cue(CueFile(album.title, master, tuple(tracks), album.artist, barcode, (("GENRE", "Soundtrack"),)))
