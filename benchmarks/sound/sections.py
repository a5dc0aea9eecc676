"""The sections: their balance at mezzo-forte, and how bright they are beside bare patches and real recordings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
from scipy import signal

from originalscore.external.fluidsynth import BREATH, Synth
from originalscore.measures.timbre import balance_lu, tilt_beside_db_per_octave
from originalscore.model.performance import PlayedNote, PlayedPart
from originalscore.music.instrument import INSTRUMENTS
from originalscore.music.pitch import Pitch
from originalscore.render import sounds
from originalscore.render.calibration import loudest_lufs
from originalscore.render.felt import heard_from
from originalscore.render.palette import shipped
from sound.lines import Line
from sound.stage import MEDIA, RATE, Sound, members, palettes, seat_of, sounded, together

SECTIONS = MEDIA / "sfz"
_MEZZO_FORTE = 0.55
_UNBENT_LUFS = -35.0  # a chord at mezzo-forte, which the low brass does not bend
_ENOUGH = 2  # sections beside which one can be out of balance
_ROOTS = (0, -5, 3, 7, -2, 5)
#: Palette -> how its brightness lies beside the orchestra's, dB an octave, and why (ours).
_CHARACTERS = {
    "intimate": (-8.0, -0.3, "felt, mutes and soft bows take brightness away, but leave a sound that carries (ours)."),
    "ambient": (-10.0, -0.3, "pads and mutes are darker than bows in full (ours)."),
    "chiptune": (0.5, 12.0, "pulse waves fall by 6 dB an octave, orchestral spectra faster (Fourier series of a pulse; the rest ours)."),
}
_HELD_S = 3.0
_STRUCK = ("timpani", "glockenspiel", "vibraphone", "harp", "celesta", "piano")
#: Whose brightness is compared with their own patch.
_COMPARED = ("flute", "oboe", "clarinet", "bassoon", "horns", "trumpets", "trombones", "tuba", "cellos", "violins-1")
_C4 = 60
_STEPS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def _pitch(height: int) -> Pitch:
    return Pitch.parse(f"{_STEPS[height % 12]}{height // 12 - 1}")


def _middle(instrument: str) -> int:
    row = INSTRUMENTS[instrument]
    return (Pitch.parse(row.low).height + Pitch.parse(row.high).height) // 2


def chord(instrument: str, level: float = _MEZZO_FORTE, above: int = 0) -> PlayedPart:
    """A major chord in the middle of an instrument's comfortable range, or so many semitones above it."""
    technique = "struck" if instrument in _STRUCK else "sustain"
    root = _middle(instrument) + above
    notes = (PlayedNote(0.5, _HELD_S, _pitch(root + step), "", level, technique, False, n) for n, step in enumerate((0, 4, 7)))
    return PlayedPart(instrument, tuple(notes), ())


def _chords(palette: str, above: int = 0) -> dict[str, Sound]:
    names = members(palette)
    jobs = [partial(sounded, (chord(name, above=above),), palette, length_s=_HELD_S + 0.5) for name in names]
    return dict(zip(names, together(jobs), strict=True))


def lines(palette: str) -> Iterator[Line]:
    """Balance at mezzo-forte against what the seats intend, and brightness: of the first palette against bare patches and real sections,
    of the others against the first."""
    group = f"sections: {palette}"
    chords = {above: _chords(palette, above) for above in _ROOTS}
    if len(chords[0]) > _ENOUGH:
        yield _balance(palette, group, chords)
    if palette == palettes()[0]:
        yield from _brightness(group, chords)
        if SECTIONS.is_dir():
            yield from _real(palette, group)
    elif palette in _CHARACTERS:
        yield _character(palette, group, chords[0])


def _balance(palette: str, group: str, chords: dict[int, dict[str, Sound]]) -> Line:
    errors = _mean_off(palette, chords)
    worst = max(errors, key=lambda name: abs(errors[name]))
    first = next(name for name in errors if name != worst)
    louder = _mean_off(palette, {above: made | {first: made[first] * 10 ** (3.5 / 20)} for above, made in chords.items()})
    return Line(group, "mezzo-forte chords off their intended balance, worst", abs(errors[worst]), None, 1.5, "LU", "one section 3.5 dB up",
                max(abs(value) for value in louder.values()), f"a change of balance of 1 to 2 dB is noticed; mean of {len(chords)} chords, since a hall favours single notes.",
                "off: " + ", ".join(f"{name} {value:+.1f}" for name, value in errors.items() if abs(value) > 1.5))  # fmt: skip


def _mean_off(palette: str, chords: dict[int, dict[str, Sound]]) -> dict[str, float]:
    """How far each section is off its intended level, LU, over all chords."""
    off = [_off_balance(made, {name: _intended_db(palette, name, above) for name in made}) for above, made in chords.items()]
    return {name: float(np.mean([one[name] for one in off])) for name in off[0]}


def _brightness(group: str, chords: dict[int, dict[str, Sound]]) -> Iterator[Line]:
    hardest = {name: {above: _hardest_chord(name, above) for above in chords} for name in chords[0] if name in _COMPARED}
    darker = {name: _mean_tilt(name, {above: (chords[above][name], one) for above, one in made.items()}) for name, made in hardest.items()}
    first = next(iter(hardest))
    muffled = _mean_tilt(first, {0: (_muffled(chords[0][first]), hardest[first][0])})
    sharper = _mean_tilt(first, {0: (_sharpened(hardest[first][0]), hardest[first][0])})
    told = ", ".join(f"{name} {value:+.1f}" for name, value in darker.items())
    why = "dB an octave against the same patch played as hard as it goes: mezzo-forte is darker than fortissimo, never brighter (ours)."
    yield Line(group, "tilt against bare patches, darkest", min(darker.values()), -10.0, 0.5, "dB", "a section behind a 1 kHz low-pass", muffled, why, told)  # fmt: skip
    yield Line(group, "tilt against bare patches, brightest", max(darker.values()), -10.0, 0.5, "dB", "the hardest, treble lifted", sharper)  # fmt: skip


def _mean_tilt(name: str, pairs: dict[int, tuple[Sound, Sound]]) -> float:
    """The tilt of one section's chords beside others, mean over their roots: a hall favours single notes."""
    return float(np.mean([_tilt(sound, other, _middle(name) + above) for above, (sound, other) in pairs.items()]))


def _character(palette: str, group: str, chords: dict[str, Sound]) -> Line:
    """How much darker or brighter than the orchestra a palette plays the same chords."""
    low, high, why = _CHARACTERS[palette]
    names = [name for name in chords if name in members(palettes()[0]) and name not in ("choir-women", "choir-men")]
    plain = {name: sounded((chord(name),), palettes()[0], length_s=_HELD_S + 0.5) for name in names}
    apart = [_tilt(chords[name], plain[name], _middle(name)) for name in names]
    return Line(group, "tilt beside the orchestra, median", float(np.median(apart)), low, high, "dB", "the orchestra itself", 0.0, why)


def _tilt(sound: Sound, other: Sound, lowest: int) -> float:
    """The tilt beside another of what lies above the lowest note."""
    frames = min(sound.shape[1], other.shape[1])
    return tilt_beside_db_per_octave(sound[:, :frames], other[:, :frames], RATE, 0.9 * 440 * 2 ** ((lowest - 69) / 12))


def _intended_db(palette: str, instrument: str, above: int) -> float:
    """What the seat asks of the chord: its level, with the register of each note."""
    seat = seat_of(palette, instrument)
    register = []
    for step in (0, 4, 7):
        away = _middle(instrument) + above + step - seat.pivot
        register.append(max(-9.0, min(4.0, seat.below_db * min(0, away) + seat.above_db * max(0, away))))
    return float(seat.level_db + 10 * np.log10(np.mean(10 ** (np.array(register) / 10))))


def _off_balance(chords: dict[str, Sound], intended: dict[str, float]) -> dict[str, float]:
    heard = balance_lu(chords)
    off = {name: heard[name] - intended[name] for name in heard}
    middle = float(np.median(list(off.values())))
    return {name: value - middle for name, value in off.items()}


def _hardest_chord(instrument: str, above: int) -> Sound:
    """The same chord by the very patch the palette holds notes with, as hard as it goes, its filter open, from the same seat."""
    patch, root = shipped().patch_for(instrument, "sustain").patch, _middle(instrument) + above
    with sounds.lent_font() as font, Synth(font, RATE, sounds.GAIN_RATIO, channels=16, voices=128) as synth:
        synth.program(0, patch.bank, patch.program)
        synth.control(0, BREATH, 127)
        for step in (0, 4, 7):
            synth.note_on(0, root + step, 127)
        dry = synth.write(round(_HELD_S * RATE) // 64 * 64)
    return heard_from(instrument, dry, RATE, gain_db=_UNBENT_LUFS - loudest_lufs(dry))


def _sharpened(sound: Sound) -> Sound:
    """The sound with its treble lifted by 6 dB an octave."""
    steep: Sound = np.diff(sound, axis=1, prepend=0).astype(np.float32)
    return steep


def _muffled(sound: Sound) -> Sound:
    low: Sound = signal.sosfilt(signal.butter(2, 1000, fs=RATE, output="sos"), sound, axis=1).astype(np.float32)
    return low


def _real(palette: str, group: str) -> Iterator[Line]:
    """Tremolo and pizzicato of our strings against the recordings of a real section at the same pitches."""
    why = "recordings of real sections (CC0, in the shared media); 3 dB an octave is the difference of one bow stroke to another (ours)."
    for technique, folder in (("tremolo", "045-Tremolo Strings"), ("pizzicato", "046-Pizzicato Strings")):
        off = {}
        for path, height in _samples(SECTIONS / f"{folder}.sfz"):
            instrument = "violins-1" if height >= _C4 + 7 else "cellos"
            note = PlayedNote(0.2, 2.0 if technique == "tremolo" else 0.5, _pitch(height), "", 0.7, technique)
            ours = sounded((PlayedPart(instrument, (note,), ()),), palette, length_s=2.2)
            off[height] = _tilt(ours[:, : 2 * RATE], _sample(path), height)
        if not off:
            continue
        worst = max(off, key=lambda height: abs(off[height]))
        dull = _tilt(_muffled(_sample(path)), _sample(path), height)
        yield Line(group, f"tilt of {technique} against a real section, worst of {len(off)}", off[worst], -3.0, 3.0, "dB", "the section behind a low-pass", dull,
                   why, ", ".join(f"{_pitch(height)} {value:+.1f}" for height, value in off.items()))  # fmt: skip


def _samples(sfz: Path, most: int = 6) -> list[tuple[Path, int]]:
    """Some samples of an SFZ file and the keys at which they are played as recorded, spread over the range."""
    found: dict[int, Path] = {}
    text = re.sub(r"//.*", "", sfz.read_text(errors="replace"))
    for region in text.split("<region>")[1:]:
        name, key = re.search(r"sample=(.+?)(?=\s+\w+=|\s*$)", region, re.MULTILINE), re.search(r"pitch_keycenter=(\w+#?)", region)
        if name and key:
            path = sfz.parent / name[1].strip().replace("\\", "/")
            height = int(key[1]) if key[1].isdigit() else Pitch.parse(key[1].capitalize()).height
            if path.is_file() and 40 <= height <= 88:
                found.setdefault(height, path)
    heights = sorted(found)
    return [(found[height], height) for height in heights[:: max(1, len(heights) // most)][:most]]


def _sample(path: Path) -> Sound:
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    part = sound[: 2 * rate].T
    return np.ascontiguousarray(signal.resample_poly(part, RATE, rate, axis=1) if rate != RATE else part)
