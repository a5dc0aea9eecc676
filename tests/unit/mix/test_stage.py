"""What a mixing stage asks for: other sample rates, a two-pop, a click; and broadcast waves that say where they belong."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
import wavinfo
from tests.meters import ffmpeg_loudness
from tests.unit.mix.scenes import cue, noise, picture_of, read, stems, steps, write_film

from originalscore.mix import RATES, mix
from originalscore.mix.click import click_times
from originalscore.mix.leader import leader
from originalscore.mix.limiter import limited
from originalscore.model.audio import AudioFile, Mix
from originalscore.model.tempo import Bar, TempoMap, TempoPoint
from originalscore.music.meter import Meter
from originalscore.times import Clock, FrameRate

LENGTH_S = 8
SPOKEN = ((3.0, 5.0),)
F = Fraction
FILM_24 = Clock(FrameRate(F(24)), 86_400)


def staged(folder: Path, rate: int, *, two_pop: bool = False, clicks: bool = False, profile: str = "ebu-r128") -> Mix:
    film = write_film(folder / "film.wav", steps(3, (-70, 3), (-24, 2), (-70, 3), rate=rate), rate)
    picture = picture_of(LENGTH_S, SPOKEN, speech_lufs=-21.0, film_lufs=-21.0)
    sounds = (
        stems(
            folder,
            1,
            ("brass", noise(1, 6.5, -30, rate)),
            ("choir", noise(2, 6.5, -33, rate)),
            ("synth", noise(4, 6.5, -33, rate)),
            rate=rate,
        ),
    )
    tempos = (tempo_map("4/4", 500_000, 3),) if clicks else None
    return mix(
        (cue(1, 1, 7),), sounds, picture, folder, film=film, profile=profile, sample_rate=rate, two_pop=two_pop, click=tempos
    )  # fmt: skip


def tempo_map(meter: str, us_per_quarter: int, bars: int) -> TempoMap:
    kind = Meter.parse(meter)
    listed = tuple(Bar(n + 1, n * kind.beats, kind) for n in range(bars + 1))
    return TempoMap("c1", (TempoPoint(F(0), us_per_quarter),), listed, bars * kind.beats, kind, 60e6 / us_per_quarter, ())


@pytest.mark.parametrize("rate", RATES)
def test_all_sound_has_the_rate_asked_for_and_keeps_every_promise_at_it(rate: int, tmp_path: Path) -> None:
    made = staged(tmp_path, rate)
    files = (made.music, made.master, made.programme, *(stem.audio for stem in made.stems))
    for audio in files:
        info = soundfile.info(tmp_path / audio.file)
        assert (info.samplerate, info.frames, info.subtype, audio.sample_rate) == (rate, LENGTH_S * rate, "PCM_24", rate)
    assert np.array_equal(sum(read(tmp_path, stem.audio) for stem in made.stems), read(tmp_path, made.music))
    assert ffmpeg_loudness(read(tmp_path, made.programme), rate)[0] == pytest.approx(-23, abs=0.2)
    (line,) = made.speech
    assert line.difference_lu is not None and 12 <= line.difference_lu <= 20
    onset = np.flatnonzero(np.abs(read(tmp_path, made.music)).max(axis=0))[0]
    assert onset == rate // 2  # the cue's second, less its lead
    for audio in files:
        facts = wavinfo.WavInfoReader(str(tmp_path / audio.file))
        assert (facts.bext.version, facts.bext.time_reference) == (2, 0)
        if audio in (made.music, made.master):
            told = made.music_lufs if audio is made.music else made.master_lufs
            assert facts.bext.loudness_value == pytest.approx(told, abs=0.01) and facts.bext.max_true_peak < 0
        assert f"<FILE_SAMPLE_RATE>{rate}<" in (tmp_path / audio.file).read_bytes()[:4000].decode("latin-1")


@pytest.mark.parametrize("rate", [44_100, 96_000])
def test_the_ceiling_holds_at_other_rates(rate: int) -> None:
    sound = noise(1, 3, -12, rate)
    held = np.concatenate(list(limited(iter([sound]), 6.0, -1.0, rate)), axis=1)
    assert ffmpeg_loudness(held, rate)[1] <= -1.0 and ffmpeg_loudness(6 * sound, rate)[1] > 5


def time_reference(folder: Path, audio: AudioFile) -> int:
    return int(wavinfo.WavInfoReader(str(folder / audio.file)).bext.time_reference)


def test_a_two_pop_lies_two_seconds_before_the_picture_in_all_that_a_stage_lays_up(tmp_path: Path) -> None:
    rate = 48_000
    plain, made = staged(tmp_path, rate), staged(tmp_path, rate, two_pop=True, clicks=True)
    assert (plain.lead_samples, made.lead_samples) == (0, 2 * rate)
    assert made.click is not None and plain.click is None
    frame = rate // 25
    day = 86_400 * rate
    for audio in (made.music, made.master, made.click, *(stem.audio for stem in made.stems)):
        sound = read(tmp_path, audio)
        assert audio.samples == (LENGTH_S + 2) * rate
        assert np.abs(sound[:, :frame]).max() > 0.02 and not sound[:, frame : 2 * rate].any()
        assert time_reference(tmp_path, audio) == day - 2 * rate  # a film that begins at midnight: its pop is heard the day before
    music = read(tmp_path, made.music)
    spectrum = np.abs(np.fft.rfft(music[0, :frame]))
    assert np.argmax(spectrum) * rate / frame == pytest.approx(1000)
    assert 20 * np.log10(np.abs(music[:, :frame]).max()) == pytest.approx(-20, abs=0.01)
    assert np.array_equal(sum(read(tmp_path, stem.audio) for stem in made.stems), music)
    assert (made.programme.samples, made.cues[0].audio.samples) == (plain.programme.samples, plain.cues[0].audio.samples)
    assert (made.programme.sha256, made.music_lufs, made.speech) == (plain.programme.sha256, plain.music_lufs, plain.speech)


@pytest.mark.parametrize(
    ("rate", "label", "pop"),
    [
        (FrameRate(F(24)), "01:00:00:00", "00:59:58:00"),
        (FrameRate(F(24000, 1001)), "01:00:00:00", "00:59:58:00"),
        (FrameRate(F(30000, 1001), drop=True), "01:00:00;00", "00:59:58;00"),
        (FrameRate(F(25)), "00:00:00:00", "23:59:58:00"),
    ],
)
@pytest.mark.parametrize("sample_rate", RATES)
def test_the_pop_lies_on_its_label_and_the_picture_on_its_sample(rate: FrameRate, label: str, pop: str, sample_rate: int) -> None:
    film = Clock(rate, rate.frame(label))
    made = leader(film, sample_rate, two_pop=True)
    assert made.clock.label(F(0)) == pop
    assert abs(made.samples - F(2 * rate.nominal) / rate.rate * sample_rate) <= 1
    assert leader(film, sample_rate, two_pop=False).samples == 0


def test_every_beat_clicks_on_its_sample_and_bars_are_accented(tmp_path: Path) -> None:
    rate = 48_000
    made = staged(tmp_path, rate, clicks=True)
    assert made.click is not None and (made.click.channels, made.click.samples) == (1, LENGTH_S * rate)
    sound = np.abs(read(tmp_path, made.click)[0])
    starts = [at for at in np.flatnonzero(sound) if not sound[max(0, at - 600) : at].any()]
    assert len(starts) == 12
    for beat, at in enumerate(starts):
        assert abs(at - (rate + beat * rate // 2)) <= 1  # the first sample of a sine is nought
        loud = sound[at : at + 600].max()
        assert (loud > 0.25) == (beat % 4 == 0)
    assert made.music.sha256 == staged(tmp_path, rate).music.sha256
    assert not (tmp_path / "music" / "click.wav").exists()  # asked for no longer


def test_compound_and_odd_meters_click_by_their_groups() -> None:
    def beats(meter: str) -> list[float]:
        return [float(at_s) for at_s, _ in click_times(cue(1, 0, 9), tempo_map(meter, 1_000_000, 1))]

    assert beats("6/8") == [0, 1.5]
    assert beats("7/8") == [0, 1, 2]
    assert beats("3/4") == [0, 1, 2]
