"""The copyist's desk: every cue as MusicXML, engraved PDF and MIDI, its transposed parts, and the film's theme book.

The full score is in C; parts are transposed, one file a player, without the hits, which are the conductor's business. In the
score they are boxed over the top staff with their timecode, in the MIDI file they are markers. Nothing carries a date, so the same cue gives the same files.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from originalscore.delivery.engraving import TitleBlock, engrave_pdf, sheet_for
from originalscore.delivery.listing import listed
from originalscore.delivery.piano_roll import piano_roll_png
from originalscore.files import write_whole
from originalscore.formats.midi import write_midi
from originalscore.formats.musicxml import PageText, musicxml_bytes, staves_of
from originalscore.model.cue import Cue
from originalscore.model.delivery import Delivery
from originalscore.model.performance import Performance
from originalscore.model.plan import Chord, ChordSpan, Theme
from originalscore.model.score import Note, Part, Score
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.meter import Meter
from originalscore.music.pitch import Pitch
from originalscore.times import Clock

#: A rehearsal letter every so many bars; chosen by us.
_REHEARSAL_BARS = 8
#: Mood -> what stands before the first tempo, for the players (ours).
_CHARACTERS = {
    "neutral": "Calm", "daily": "Easy-going", "tender": "Gentle", "romance": "Warm", "comic": "Playful", "joy": "Bright", "wonder": "Floating",
    "mystery": "Veiled", "suspense": "Taut", "horror": "Dark", "conflict": "Fierce", "action": "Driving", "sorrow": "Sorrowful", "triumph": "Proud",
}  # fmt: skip
#: Tempo of the theme book's MIDI files, quarter notes a minute; chosen by us.
_THEME_BPM = 80
#: No chord of the theme book is written with a root below this one, C1 (ours).
_LOWEST_ROOT = 24
#: Semitones above the root of each chord quality.
_CHORD_STEPS: dict[str, tuple[int, ...]] = {
    "maj": (0, 4, 7), "min": (0, 3, 7), "dim": (0, 3, 6), "aug": (0, 4, 8), "sus2": (0, 2, 7), "sus4": (0, 5, 7), "open": (0, 7),
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "min7": (0, 3, 7, 10), "halfdim": (0, 3, 6, 10), "dim7": (0, 3, 6, 9),
    "minmaj7": (0, 3, 7, 11), "add9": (0, 2, 4, 7), "minadd9": (0, 2, 3, 7), "maj9": (0, 2, 4, 7, 11), "min9": (0, 2, 3, 7, 10),
    "6": (0, 4, 7, 9), "min6": (0, 3, 7, 9), "cluster": (0, 1, 2),
    "9": (0, 2, 4, 7, 10), "7b9": (0, 1, 4, 7, 10), "9sus4": (0, 2, 5, 7, 10), "69": (0, 2, 4, 7, 9), "lydian": (0, 4, 6, 7),
    "minb6": (0, 3, 7, 8), "phrygian": (0, 1, 5, 7), "quartal": (0, 3, 5, 10), "quintal": (0, 2, 7, 9),
}  # fmt: skip


def deliver_scores(root: Path, cue: Cue, score: Score, performance: Performance, tempo: TempoMap, clock: Clock) -> Delivery:
    """Write a cue's score, parts, MIDI and piano roll, and list them."""
    written = write_cue_scores(root, cue=cue, score=score, performance=performance, tempo=tempo, picture_clock=clock)
    roll = root / "scores" / f"{cue.number}-roll.png"
    piano_roll_png(roll, score, tempo, title=f"{cue.number} {cue.title}".strip())
    return Delivery(tuple(listed(root, path, "score") for path in (*written, roll)))


def write_cue_scores(
    folder: Path,
    *,
    cue: Cue,
    number: str = "",
    title: str = "",
    score: Score,
    performance: Performance | None,
    tempo: TempoMap,
    picture_clock: Clock,
    film: str = "",
) -> list[Path]:
    """Write a cue's score, parts and MIDI into ``folder/scores``.

    Parameters
    ----------
    folder
        The project's folder.
    cue
        Where the cue lies in the picture; ``number`` and ``title`` replace its own if given.
    performance
        Gives the MIDI file its velocities; may be None.
    film
        The film's title, printed under the cue's; may be empty.

    Returns
    -------
    list of Path
        The files, score first.

    Raises
    ------
    DeliveryError
        If a file cannot be written.
    ToolError
        If a page cannot be engraved.
    """
    number, title = number or cue.number, title or cue.title
    home = folder / "scores"
    text = _page_text(cue, number, title, tempo, picture_clock, film)
    rows = _facts(cue, tempo, picture_clock)
    files = [home / f"{number}.musicxml", home / f"{number}.pdf", home / f"{number}.mid"]
    write_whole(files[0], musicxml_bytes(score, tempo, text))
    staves = sum(len(staves_of(part)) for part in score.parts)
    page = musicxml_bytes(score, tempo, text, for_print=True)
    write_whole(files[1], engrave_pdf(page, TitleBlock(number, title, film, "Score in C", rows), sheet_for(staves)))
    markers = tuple((beat, f"BAR {bar}") for bar, beat in _sections(tempo))
    start = (picture_clock.frame_rate, picture_clock.label(cue.start_s))
    write_midi(files[2], score, tempo, performance, markers=markers, title=f"{number} {title}".strip(), start=start)
    for instrument in dict.fromkeys(part.instrument for part in score.parts):
        files += _write_part(home / f"{number}-parts", instrument, score, tempo, text, TitleBlock(number, title, film, "", rows))
    return files


def _write_part(home: Path, name: str, score: Score, tempo: TempoMap, text: PageText, block: TitleBlock) -> list[Path]:
    instrument, only = INSTRUMENTS[name], [name]
    files = [home / f"{name}.musicxml", home / f"{name}.pdf"]
    write_whole(files[0], musicxml_bytes(score, tempo, text, transposed=True, parts=only))
    page = musicxml_bytes(score, tempo, replace(text, hits=()), transposed=True, parts=only, for_print=True)
    named = TitleBlock(block.number, block.title, block.film, instrument.name, block.rows)
    write_whole(files[1], engrave_pdf(page, named, sheet_for(max(len(staves_of(part)) for part in score.parts if part.instrument == name))))
    return files


def _page_text(cue: Cue, number: str, title: str, tempo: TempoMap, clock: Clock, film: str) -> PageText:
    hits = tuple((landing.beat, f"{clock.label(cue.start_s + landing.at_s)} {landing.what}") for landing in tempo.landings)
    start = clock.label(cue.start_s)
    return PageText(
        title, number, start, str(clock.frame_rate), film, hits, rehearsal_every=_REHEARSAL_BARS, character=_CHARACTERS[cue.mood]
    )


def _facts(cue: Cue, tempo: TempoMap, clock: Clock) -> tuple[str, ...]:
    slowest, fastest = tempo.bpm_range
    click = frame_click(tempo.points[0].bpm)
    if fastest / slowest < 1.005:
        pace = f"♩ = {f'{slowest:.2f}'.rstrip('0').rstrip('.')}   Click {click}"
    else:
        pace = f"♩ = {slowest:.0f}–{fastest:.0f}   Click variable, from {click}"
    return (
        f"Start {clock.label(cue.start_s)}   End {clock.label(cue.end_s)}",
        f"{_rate(clock)} fps   Take {cue.take}",
        pace,
    )


def _rate(clock: Clock) -> str:
    """The frame rate as it is spoken: 23.976, 25, 29.97 drop."""
    rate = clock.frame_rate
    return f"{float(rate.rate):.3f}".rstrip("0").rstrip(".") + (" drop" if rate.drop else "")


def frame_click(bpm: float) -> str:
    """The click in frames and eighths of a frame at 24 a second: 12-0 is 120 beats a minute (1440 / bpm)."""
    frames, eighths = divmod(round(8 * 1440 / bpm), 8)
    return f"{frames}-{eighths}"


def _sections(tempo: TempoMap) -> list[tuple[int, Fraction]]:
    return [
        (bar.number, bar.start_beat) for bar in tempo.bars if (bar.number - 1) % _REHEARSAL_BARS == 0 and bar.start_beat < tempo.end_beat
    ]


def write_theme(folder: Path, theme: Theme) -> list[Path]:
    """Write a theme as ``themes/<name>.musicxml`` and ``.mid``: melody over its chords for the piano, with chord symbols.

    Raises
    ------
    DeliveryError
        If a file cannot be written.
    """
    score, tempo = theme_score(theme)
    name = re.sub(r"[^\w-]+", "-", theme.name).strip("-") or "theme"
    files = [folder / "themes" / f"{name}.musicxml", folder / "themes" / f"{name}.mid"]
    shift = _pickup_bar(theme)
    chords = tuple((span.onset + shift, span.chord) for span in theme.chords if span.onset + shift >= 0)
    write_whole(
        files[0], musicxml_bytes(score, tempo, PageText(title=theme.name, film=theme.subject, composer=theme.author, chords=chords))
    )
    write_midi(files[1], score, tempo, title=theme.name, owner=theme.author)
    return files


def theme_score(theme: Theme) -> tuple[Score, TempoMap]:
    """A theme as a piano score: melody above, chords below; its pick-up, if any, is bar 0."""
    shift = _pickup_bar(theme)
    notes = [Note(note.onset + shift, note.length, note.pitch) for note in theme.notes]
    notes += [
        Note(span.onset + shift, span.length, pitch, staff=2)
        for span in theme.chords if span.onset + shift >= 0
        for pitch in _under(theme, span)
    ]  # fmt: skip
    end = max([theme.meter.beats * theme.bars + shift, *(note.onset + note.length for note in notes)])
    part = Part("piano", tuple(notes), (), (), (), ())
    bars = [Bar(0, Fraction(0), Meter(int(shift * 4), 16) if shift < theme.meter.beats else theme.meter)] if shift else []
    number, beat = 1, shift
    while beat < end:
        bars.append(Bar(number, beat, theme.meter))
        number, beat = number + 1, beat + theme.meter.beats
    point = TempoPoint(Fraction(0), round(60_000_000 / _THEME_BPM))
    return Score(theme.name, theme.key, (part,)), TempoMap(theme.name, (point,), tuple(bars), end, theme.meter, _THEME_BPM, ())


def _under(theme: Theme, span: ChordSpan) -> tuple[Pitch, ...]:
    """A chord in close position below all that the tune sings over it: octaves lower where the tune is low, thinned where there is no room."""
    over = [n.pitch.height for n in theme.notes if n.onset < span.onset + span.length and n.onset + n.length > span.onset]
    ceiling, notes = min(over, default=128), close_position(span.chord)
    while notes[-1].height >= ceiling and notes[0].height - 12 >= _LOWEST_ROOT:
        notes = tuple(replace(pitch, octave=pitch.octave - 1) for pitch in notes)
    return tuple(pitch for n, pitch in enumerate(notes) if pitch.height < ceiling or not n)


def _pickup_bar(theme: Theme) -> Fraction:
    """Length in beats of the bar before the first downbeat: none, whole sixteenths, or a full bar where triplets begin it."""
    pickup = -min([Fraction(0), *(note.onset for note in theme.notes)])
    return pickup if (pickup * 4).denominator == 1 and pickup < theme.meter.beats else -(-pickup // theme.meter.beats) * theme.meter.beats


def close_position(chord: Chord) -> tuple[Pitch, ...]:
    """The chord's notes from its root between G2 and F#3 upwards, spelled in fifths from the root."""
    root = Pitch.at(43 + (chord.root.pitch_class - 7) % 12, chord.root)
    return tuple(Pitch.near(root.height + step, chord.root.fifths) for step in _CHORD_STEPS.get(chord.quality, (0, 7)))
