"""Notes begin when they are asked to, by an ear that knows nothing of the calibration."""

from __future__ import annotations

from pathlib import Path

import librosa
import numpy as np
import pytest
import soundfile

from originalscore.external.fluidsynth import BLOCK
from originalscore.model.performance import Performance, PlayedNote, PlayedPart
from originalscore.music.pitch import Pitch
from originalscore.render import render, render_bare, stems

RATE = 48_000


def part(instrument: str, technique: str, pitches: list[str], onsets_s: list[float], length_s: float = 0.4, hit: bool = True) -> PlayedPart:
    notes = tuple(
        PlayedNote(at_s, length_s, Pitch.parse(pitches[n % len(pitches)]), "", 0.6, technique, hit) for n, at_s in enumerate(onsets_s)
    )
    return PlayedPart(instrument, notes, ())


def first_rise_s(mono: np.ndarray, near_s: float, reach_s: float = 0.12) -> float:
    """When the level, in windows of 2 ms, first passes a third of its largest value near a moment."""
    first = round((near_s - reach_s) * RATE)
    window = mono[first : round((near_s + reach_s) * RATE)].astype(np.float64)
    level = np.sqrt(np.convolve(window**2, np.ones(96) / 96, "same"))
    floor = level[: round(0.05 * RATE)].max()
    return first / RATE + int(np.argmax(level > floor + (level.max() - floor) / 3)) / RATE


ONSETS_S = [0.5, 1.3, 2.07, 3.111, 4.0]


@pytest.mark.parametrize(
    ("instrument", "technique", "pitches", "early_s", "late_s"),
    [
        ("harp", "struck", ["C4", "G4"], 0.004, 0.004),
        ("celesta", "struck", ["C5", "E5"], 0.004, 0.004),
        ("timpani", "struck", ["A2", "D3"], 0.006, 0.006),
        ("trumpets", "marcato", ["C5", "E5"], 0.015, 0.005),
        ("horns", "marcato", ["F3", "C4"], 0.060, 0.010),
        ("violins-1", "marcato", ["A4", "D5"], 0.08, 0.010),
    ],
)
def test_notes_are_heard_when_asked(
    tmp_path: Path, instrument: str, technique: str, pitches: list[str], early_s: float, late_s: float
) -> None:
    played = Performance("1m1", 5.0, 1.0, (part(instrument, technique, pitches, ONSETS_S),))
    made = render(played, tmp_path)
    sound = soundfile.read(made.stems[0].audio.file, dtype="float32", always_2d=True)[0].mean(axis=1)
    for at_s in ONSETS_S:
        error_s = first_rise_s(sound, at_s + made.lead_samples / RATE) - made.lead_samples / RATE - at_s
        assert -early_s <= error_s <= late_s, f"{instrument} at {at_s}: {1000 * error_s:.1f} ms"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_librosa_finds_every_note_of_a_tutti(tmp_path: Path) -> None:
    parts = (
        part("timpani", "struck", ["A2"], ONSETS_S),
        part("trumpets", "marcato", ["C5", "E5"], ONSETS_S),
        part("violins-1", "marcato", ["A4", "C5"], ONSETS_S),
    )
    made = render(Performance("1m1", 5.0, 1.0, parts), tmp_path)
    sound = sum(soundfile.read(stem.audio.file, dtype="float32", always_2d=True)[0].mean(axis=1) for stem in made.stems)
    onsets = librosa.onset.onset_detect(y=sound, sr=RATE, hop_length=256, units="time") - made.lead_samples / RATE
    assert all(np.abs(onsets - at_s).min() <= 0.025 for at_s in ONSETS_S)


def test_stems_have_one_length_and_come_in_the_order_of_the_table(tmp_path: Path) -> None:
    parts = (
        part("timpani", "struck", ["A2"], [0.0]),
        part("violins-1", "sustain", ["A4"], [0.2], 2.0),
        part("flute", "staccato", ["C5"], [0.3]),
    )
    made = render(Performance("1m1", 2.5, 1.0, parts), tmp_path)
    assert [stem.name for stem in made.stems] == ["strings-high", "woodwinds", "percussion"]
    assert len({stem.audio.samples for stem in made.stems}) == 1
    assert all(soundfile.info(stem.audio.file).frames == stem.audio.samples for stem in made.stems)


def test_where_the_stretches_are_cut_is_not_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (part("harp", "struck", ["C4", "E4"], [0.2, 1.1, 3.3], 1.0), part("violins-1", "sustain", ["A4"], [0.4], 3.5))
    played, sounds = Performance("1m1", 5.0, 0.0, parts), []
    for name, stretch in (("whole", stems.STRETCH), ("cut", 700 * BLOCK)):
        monkeypatch.setattr(stems, "STRETCH", stretch)
        made = render(played, tmp_path / name)
        sounds.append([soundfile.read(stem.audio.file, dtype="float64", always_2d=True)[0] for stem in made.stems])
    for whole, cut in zip(*sounds, strict=True):
        assert whole.shape == cut.shape and np.abs(whole).max() > 0.001
        assert 20 * np.log10(np.abs(whole - cut).max() + 1e-12) < -110


def test_the_same_performance_gives_the_same_files(tmp_path: Path) -> None:
    played = Performance("1m1", 2.0, 1.0, (part("flute", "sustain", ["C5", "D5"], [0.1, 0.9]), part("harp", "struck", ["C4"], [0.5])))
    first, second = (render(played, tmp_path / name) for name in ("a", "b"))
    assert [stem.audio.sha256 for stem in first.stems] == [stem.audio.sha256 for stem in second.stems]


def test_the_bare_render_takes_time_and_leaves_no_file(tmp_path: Path) -> None:
    played = Performance("1m1", 2.0, 1.0, (part("harp", "struck", ["C4"], [0.5]),))
    assert 0 < render_bare((played, played)) < 60
