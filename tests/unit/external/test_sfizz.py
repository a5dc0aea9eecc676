"""SFZ instruments through sfizz: on a tiny instrument written here, and on two real sections."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from originalscore.errors import SoundError, ToolError
from originalscore.external import sfizz
from originalscore.external.sfizz import SfzInstrument

RATE = 48_000
C4_HZ = 440 * 2 ** (-9 / 12)
TREMOLO, PIZZICATO = "045-Tremolo Strings", "046-Pizzicato Strings"


def hz(height: int) -> float:
    return 440 * 2 ** ((height - 69) / 12)


def sine(folder: Path, name: str, pitch_hz: float = C4_HZ, *, late: int = 0, length_s: float = 3.0) -> None:
    """A sample: a sine, with some samples of silence before it if wanted."""
    place = np.arange(int(length_s * RATE)) - late
    soundfile.write(folder / name, np.where(place >= 0, 0.5 * np.sin(2 * np.pi * pitch_hz * place / RATE), 0), RATE, subtype="FLOAT")


def instrument(folder: Path, text: str, rate: int = RATE) -> SfzInstrument:
    (folder / "a.sfz").write_text(text, encoding="utf-8")
    return SfzInstrument(folder / "a.sfz", rate)


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    sine(folder, "one.wav")
    sine(folder, "other.wav", 2 * C4_HZ)
    sine(folder, "late.wav", late=10)
    return folder


@pytest.fixture(scope="module")
def tone(samples):
    with instrument(samples, "<region> sample=one.wav lokey=36 hikey=84 pitch_keycenter=60 ampeg_release=0.05") as opened:
        yield opened


def lag_samples(sound: np.ndarray, pitch_hz: float, rate: int, at_s: float) -> float:
    """How late a sine that should start at sample 0 is, by its phase; unambiguous within half a period."""
    first, length = int(at_s * rate), int(0.05 * rate)
    turn = np.exp(-2j * np.pi * pitch_hz * np.arange(first, first + length) / rate) * np.hanning(length)
    return float(-np.angle(1j * (sound[first : first + length] * turn).sum()) / (2 * np.pi * pitch_hz) * rate)


def shift_samples(sound: np.ndarray, sample: np.ndarray) -> int:
    """Where ``sample`` lies best in ``sound``, within 50 samples, by correlation."""
    length = RATE // 4
    return max(range(-50, 51), key=lambda by: float(np.dot(sound[50 + by : 50 + by + length], sample[50 : 50 + length])))


def cents_off(sound: np.ndarray, pitch_hz: float) -> float:
    """The strongest partial 1 to 4 near its place, against that place."""
    length = 1 << 19
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), length))
    tried = np.arange(-80, 80.5, 0.5)
    bins = np.outer(np.arange(1, 5), pitch_hz * 2 ** (tried / 1200)) * length / RATE
    return float(tried[np.argmax(np.log(spectrum[np.rint(bins).astype(int)] + 1e-9).sum(axis=0))])


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.square(sound).mean() + 1e-12))


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("height", [53, 60, 67])
def test_a_note_starts_on_its_sample_and_keeps_its_pitch(samples, height, rate):
    with instrument(samples, "<region> sample=one.wav pitch_keycenter=60", rate) as opened:
        sound = opened.note(height, 100, 1.5, 0.0)[0]
    assert abs(lag_samples(sound, hz(height), rate, 0.0)) < 0.1
    assert abs(lag_samples(sound, hz(height), rate, 1.4)) < 0.1


def test_the_measure_of_lateness_sees_ten_samples(samples):
    with instrument(samples, "<region> sample=late.wav pitch_keycenter=60") as opened:
        assert lag_samples(opened.note(60, 100, 0.5, 0.0)[0], C4_HZ, RATE, 0.1) == pytest.approx(10, abs=0.1)


def test_no_sample_of_the_beginning_comes_twice(tone):
    sound = tone.note(60, 127, 0.1, 0.0)[0]
    ideal = np.sin(2 * np.pi * C4_HZ * np.arange(len(sound)) / RATE)
    gain = sound @ ideal / (ideal @ ideal)
    assert np.abs(sound / gain - ideal).max() < 1e-3


def test_the_measure_of_cents_sees_a_detuned_instrument(samples):
    with instrument(samples, "<region> sample=one.wav pitch_keycenter=60 tune=30") as opened:
        assert cents_off(opened.note(60, 100, 1.2, 0.0)[0], C4_HZ) == pytest.approx(30, abs=1)


def test_a_note_is_let_go_on_its_sample(samples):
    soundfile.write(samples / "flat.wav", np.full(2 * RATE, 0.5), RATE, subtype="FLOAT")
    with instrument(samples, "<region> sample=flat.wav ampeg_release=0.02") as opened:
        for held in (23_990, 24_000, 24_010):
            sound = opened.note(60, 127, held / RATE, 0.2)[0]
            assert np.flatnonzero(sound[1000:] < sound[1000] * 0.9999)[0] + 1000 == held
            assert level_db(sound[held + RATE // 10 :]) < -100


def test_a_note_is_as_long_as_asked(tone):
    assert tone.note(60, 90, 0.30001, 0.2).shape == (2, round(0.50001 * RATE))
    assert tone.note(60, 90, 0.0, 0.0).shape == (2, 0)
    assert tone.note(60, 90, 0.5, 0.0).any()


def test_nothing_of_one_note_rings_into_the_next(tone):
    alone = tone.note(60, 90, 0.2, 0.0)
    tone.note(36, 127, 0.5, 0.0)  # still sounding when its time is over
    tone.note(60, 127, 0.5, 0.0)
    assert np.array_equal(tone.note(60, 90, 0.2, 0.0), alone)


def test_samples_that_take_turns_take_turns(samples):
    text = "<group> seq_length=2 pitch_keycenter=60\n<region> sample=one.wav seq_position=1\n<region> sample=other.wav seq_position=2"
    with instrument(samples, text) as opened:
        notes = [opened.note(60, 90, 0.3, 0.0)[0] for _ in range(4)]
    octaves = [abs(np.fft.rfft(note)[[79, 157]]).argmax() for note in notes]  # 262 and 523 Hz in 0.3 s
    assert octaves == [0, 1, 0, 1]


CHANCE = (
    "<group> pitch_keycenter=60 amp_random=6\n<region> sample=one.wav lorand=0 hirand=0.5\n<region> sample=other.wav lorand=0.5 hirand=1"
)


def test_chance_is_the_same_for_every_newly_opened_instrument_whatever_else_plays(samples, tone):
    def three() -> list[np.ndarray]:
        with instrument(samples, CHANCE) as opened:
            return [opened.note(60, 90, 0.1, 0.0) for _ in range(3)]

    first = three()
    tone.note(60, 90, 0.1, 0.0)
    with instrument(samples, CHANCE) as beside:
        beside.note(60, 90, 0.1, 0.0)
        assert all(np.array_equal(a, b) for a, b in zip(first, three(), strict=True))
    assert not np.array_equal(first[0], first[1])


def test_every_key_that_is_promised_sounds(samples):
    (samples / "more.txt").write_text("<region> sample=$TONE.wav lokey=c4 hikey=d4 pitch_keycenter=c4", encoding="utf-8")
    text = """
        #define $TONE one
        <control> octave_offset=1
        <group> sw_lokey=24 sw_hikey=25 sw_default=24 sw_last=24 #include "more.txt"
        <group> sw_lokey=24 sw_hikey=25 sw_last=25 <region> sample=other.wav key=80
    """
    with instrument(samples, text) as opened:
        assert opened.heights == (72, 73, 74)
        for height in opened.heights:
            assert abs(cents_off(opened.note(height, 90, 1.0, 0.0)[0], hz(height - 12))) < 2


def test_the_player_is_given_one_key_with_its_samples_whole(samples):
    text = "<control> default_path=./ octave_offset=0\n<curve> curve_index=17\n<group> volume=-3\n<region> sample=one.wav key=60 <region> sample=other.wav key=61"
    with instrument(samples, text) as opened:
        given = sfizz.text_of_key(opened._sfz, 61)
    assert given.split("\n") == [
        "<control> hint_ram_based=1", "<control>", "octave_offset=0", "<curve>", "curve_index=17",
        "<region>", "volume=-3", "key=61", f"sample={samples / 'other.wav'}", "",
    ]  # fmt: skip


def test_a_key_that_is_not_there_is_refused(tone):
    with pytest.raises(SoundError, match="has no key 85; it has 36 to 84"):
        tone.note(85, 90, 0.1, 0.1)


def test_a_silent_note_is_refused(samples):
    with instrument(samples, "<region> sample=one.wav key=60 hivel=63") as opened:
        assert opened.note(60, 63, 0.1, 0.0).any()
        with pytest.raises(SoundError, match="silent on key 60 at velocity 64"):
            opened.note(60, 64, 0.1, 0.0)


def test_missing_samples_are_told_with_file_line_and_number(samples):
    text = (
        "<region> sample=one.wav key=60\n<region> sample=gone.wav key=61\n<region> sample=away.wav key=62\n<region> sample=gone.wav key=63"
    )
    with pytest.raises(SoundError, match=r"a\.sfz line 2: the sample gone\.wav is missing, one of 2 of 3 samples"):
        instrument(samples, text)


def test_a_sample_that_is_no_sound_is_told_with_its_line(samples):
    (samples / "text.wav").write_text("no sound")
    with pytest.raises(SoundError, match=r"a\.sfz line 1: the sample text\.wav cannot be read as sound; copy it again"):
        instrument(samples, "<region> sample=text.wav")


@pytest.mark.parametrize(("frames", "channels", "match"), [(100, 4, "has 4 channels"), (0, 1, "it is empty")])
def test_a_sample_that_the_player_cannot_use_is_refused(samples, frames, channels, match):
    soundfile.write(samples / "odd.wav", np.zeros((frames, channels)), RATE)
    with pytest.raises(SoundError, match=match):
        instrument(samples, "<region> sample=odd.wav")


def test_a_folder_whose_name_the_player_would_misread_is_refused(samples, tmp_path):
    folder = tmp_path / "my strings key=3"
    folder.mkdir()
    shutil.copy(samples / "one.wav", folder)
    with pytest.raises(SoundError, match="has a name that sfizz cannot read; rename its folder"):
        instrument(folder, "<region> sample=one.wav")


def test_a_file_that_is_no_sfz_is_refused(tmp_path):
    with pytest.raises(SoundError, match=r"a\.sfz is not an SFZ instrument"):
        instrument(tmp_path, "a letter")


def test_an_instrument_of_key_switches_alone_is_refused(samples):
    with pytest.raises(SoundError, match="no key sounds by itself"):
        instrument(samples, "<region> sample=one.wav sw_last=24")


def test_without_the_player_the_user_is_told_what_to_install(samples, monkeypatch):
    monkeypatch.setattr(sfizz.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SoundError, match="pip install pysfizz"):
        instrument(samples, "<region> sample=one.wav")


def test_a_player_that_dies_is_told(samples):
    with instrument(samples, "<region> sample=one.wav") as opened:
        opened.note(60, 90, 0.1, 0.0)
        opened._process.kill()
        opened._process.wait()
        with pytest.raises(ToolError, match=r"sfizz ended with code -9 while it played a\.sfz"):
            opened.note(60, 90, 0.1, 0.0)


def test_a_closed_instrument_leaves_nothing_behind(samples):
    opened = instrument(samples, "<region> sample=one.wav")
    opened.note(60, 90, 0.1, 0.0)
    process, folder = opened._process, Path(opened._folder.name)
    opened.close()
    opened.close()
    assert process.returncode == 0
    assert not folder.exists()


@pytest.fixture(scope="module", params=[TREMOLO, PIZZICATO])
def section(request, media):
    with SfzInstrument(media / "sfz" / f"{request.param}.sfz", RATE) as opened:
        yield request.param, opened


@pytest.mark.media
def test_a_real_section_is_in_time(section, media):
    name, opened = section
    stem = name.split("-")[1].split()[0]
    for height, key in ((48, "C2"), (60, "C3"), (72, "C4")):
        (path,) = (media / "sfz" / name).glob(f"VS_{stem[:4]}*_{key}.wav")
        sample = soundfile.read(path, dtype="float32")[0][:, 0]
        sound = opened.note(height, 127, 0.5, 0.0)[0]
        assert abs(shift_samples(sound, sample)) <= 1
        assert shift_samples(np.concatenate((np.zeros(20, np.float32), sound)), sample) == shift_samples(sound, sample) + 20


@pytest.mark.media
def test_a_real_section_covers_its_keys_in_tune(section):
    name, opened = section
    assert opened.heights == tuple(range(28, 85 if name == TREMOLO else 89))
    steady = range(70, 85, 2) if name == TREMOLO else range(40, 73, 4)  # lower, a tremolo's own side bands are all one finds
    off = [cents_off(opened.note(height, 100, 1.2, 0.0).sum(axis=0), hz(height)) for height in steady]
    assert max(map(abs, off)) < 15


@pytest.mark.media
def test_a_real_section_grows_with_velocity_and_ends_when_let_go(section):
    _, opened = section
    notes = [opened.note(60, velocity, 1.0, 1.5) for velocity in (20, 50, 80, 110)]
    levels = [level_db(note[:, :RATE]) for note in notes]
    assert min(np.diff(levels)) > 3
    held, ringing = level_db(notes[-1][:, int(0.9 * RATE) : RATE]), level_db(notes[-1][:, -RATE // 10 :])
    assert ringing < held - 20


@pytest.mark.media
def test_a_real_section_plays_the_same_bits_again(section, media):
    name, _ = section
    with SfzInstrument(media / "sfz" / f"{name}.sfz", RATE) as one, SfzInstrument(media / "sfz" / f"{name}.sfz", RATE) as other:
        for height in (40, 60, 60, 60):
            assert np.array_equal(one.note(height, 40, 0.3, 0.3), other.note(height, 40, 0.3, 0.3))


@pytest.mark.media
def test_a_real_section_without_one_of_its_samples_is_refused(media, tmp_path):
    shutil.copytree(media / "sfz", tmp_path / "sfz", copy_function=shutil.copyfile)
    for folder in tmp_path.rglob("*"):
        folder.chmod(0o755)
    (tmp_path / "sfz" / PIZZICATO / "VS_PizzStr_G#2.wav").unlink()
    with pytest.raises(SoundError, match=r"VS_PizzStr_G#2\.wav is missing; copy the whole library") as fault:
        SfzInstrument(tmp_path / "sfz" / f"{PIZZICATO}.sfz", RATE)
    assert "046-Pizzicato Strings.sfz line" in str(fault.value)
    SfzInstrument(tmp_path / "sfz" / f"{TREMOLO}.sfz", RATE).close()
