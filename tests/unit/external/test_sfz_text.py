"""SFZ text: which keys sound and from which samples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from originalscore.errors import SoundError
from originalscore.external.sfz_text import parse_key, read_sfz


def written(folder: Path, text: str, name: str = "a.sfz") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def heights(folder: Path, text: str) -> tuple[int, ...]:
    return read_sfz(written(folder, text)).heights


def only(folder: Path, text: str):
    (region,) = read_sfz(written(folder, text)).regions
    return region


@pytest.mark.parametrize(("text", "height"), [("60", 60), ("c4", 60), ("C#4", 61), ("db4", 61), ("a-1", 9), ("-1", -1), ("60.0", 60)])
def test_keys_are_numbers_or_names(text, height):
    assert parse_key(text) == height


def test_a_region_takes_over_what_its_group_master_and_global_say(tmp_path):
    text = """
        <global> ampeg_release=1 volume=-3
        <master> volume=-6
        <group> sample=low.wav lokey=c3 hikey=e3
        <region>
        <region> hikey=48 volume=0
        <master> <region> sample=high.wav key=72
    """
    first, second, third = read_sfz(written(tmp_path, text)).regions
    assert (first.lowest, first.highest, second.highest) == (48, 52, 48)
    assert first.sample == second.sample == tmp_path / "low.wav"
    assert [opcode.value for opcode in second.opcodes if opcode.name == "volume"] == ["-3", "-6", "0"]
    assert [opcode.value for opcode in third.opcodes if opcode.name == "volume"] == ["-3"]
    assert (third.lowest, third.highest) == (72, 72)


def test_the_later_key_opcode_wins(tmp_path):
    region = only(tmp_path, "<region> sample=a.wav key=60 lokey=58")
    assert (region.lowest, region.highest) == (58, 60)


def test_a_region_without_keys_answers_all_of_them(tmp_path):
    assert heights(tmp_path, "<region> sample=a.wav") == tuple(range(128))


def test_key_minus_one_is_no_key(tmp_path):
    assert heights(tmp_path, "<region> sample=a.wav key=-1") == ()


def test_control_names_the_folder_and_shifts_the_keys(tmp_path):
    text = "<control> default_path=Strings\\Violins\\ note_offset=2 octave_offset=-1\n<region> sample=A b#3.wav key=60"
    region = only(tmp_path, text)
    assert region.sample == tmp_path / "Strings" / "Violins" / "A b#3.wav"
    assert region.lowest == region.highest == 50


def test_a_sample_is_found_whatever_its_capitals(tmp_path):
    (tmp_path / "Samples").mkdir()
    (tmp_path / "Samples" / "Low.WAV").write_bytes(b"")
    assert only(tmp_path, "<region> sample=samples/low.wav").sample == tmp_path / "Samples" / "Low.WAV"


def test_a_sample_may_lie_beside_the_folder_of_its_instrument(tmp_path):
    for name in ("Samples/Horns", "Brass - Performance"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "Samples" / "Horns" / "horns-sus-c#3.wav").write_bytes(b"")
    region = only(tmp_path / "Brass - Performance", "<region>\nsample=..\\samples\\Horns\\horns-sus-c#3.WAV\nlokey=48 hikey=50")
    assert region.sample is not None
    assert region.sample.samefile(tmp_path / "Samples" / "Horns" / "horns-sus-c#3.wav")


def test_a_sound_of_the_players_own_is_no_sample(tmp_path):
    assert only(tmp_path, "<control> default_path=x/ <region> sample=*sine key=60").sample is None


def test_an_embedded_sample_is_no_file(tmp_path):
    assert only(tmp_path, "<sample> name=tick base64data=UklGRg==\n<region> sample=tick key=60").sample is None


def test_variables_and_included_files_are_put_in(tmp_path):
    written(tmp_path, "lokey=$LOW volume=$LOWER", "keys.txt")
    text = '#define $LOW 40\n#define $LOWER 39\n#define $NAME A$LOW\n<region> sample=$NAME.wav\n#include "keys.txt"'
    region = only(tmp_path, text)
    assert region.sample == tmp_path / "A40.wav"
    assert region.lowest == 40
    assert [opcode.value for opcode in region.opcodes if opcode.name == "volume"] == ["40ER"]  # the shortest known name counts


def test_a_region_says_where_its_sample_is_named(tmp_path):
    written(tmp_path, "// the samples\n\nsample=a.wav", "inner.sfz")
    assert only(tmp_path, '<region> key=60\n#include "inner.sfz"').place == "inner.sfz line 3"


def test_comments_are_passed_over_and_lines_still_count(tmp_path):
    region = only(tmp_path, "/* <region> sample=no.wav\n */ <region> // sample=never.wav\nsample=a.wav // key=3")
    assert region.sample == tmp_path / "a.wav"
    assert (region.lowest, region.place) == (0, "a.sfz line 3")


def test_names_with_spaces_end_where_the_next_opcode_begins(tmp_path):
    assert only(tmp_path, "<region> sample=Two Words 1.wav  key=60<region>").sample == tmp_path / "Two Words 1.wav"


def test_only_the_articulation_the_file_opens_with_speaks(tmp_path):
    text = """
        <group> sw_lokey=c1 hikey=127 sw_hikey=d1 sw_default=c1 sw_last=c1 <region> sample=long.wav key=60
        <group> sw_lokey=c1 sw_hikey=d1 sw_last=d1 <region> sample=short.wav key=61
        <group> <region> sample=noise.wav key=62 trigger=release
        <group> <region> sample=pedal.wav key=63 on_locc64=64 on_hicc64=127
        <group> sw_lolast=c1 sw_hilast=c#1 <region> sample=both.wav key=64
        <group> sw_down=c1 <region> sample=held.wav key=65
    """
    assert heights(tmp_path, text) == (60, 64)


def test_an_old_code_page_is_read(tmp_path):
    path = tmp_path / "a.sfz"
    path.write_bytes("<region> sample=Flöte.wav key=60".encode("latin-1"))
    assert read_sfz(path).regions[0].sample == tmp_path / "Flöte.wav"


@pytest.mark.parametrize("value", ["1e999", "nan", "h4", ""])
def test_a_number_that_is_no_key_is_refused(tmp_path, value):
    with pytest.raises(SoundError, match="is no key"):
        read_sfz(written(tmp_path, f"<region> sample=a.wav key={value}"))


def test_a_name_that_is_too_long_for_a_file_is_just_missing(tmp_path):
    assert not os.path.exists(only(tmp_path, f"<region> sample={'x' * 300}.wav").sample)


@pytest.mark.parametrize("text", ["", "a letter to a friend", "<region> key=60", "sample=a.wav key=60"])
def test_text_without_a_region_with_a_sample_is_no_instrument(tmp_path, text):
    with pytest.raises(SoundError, match=r"a\.sfz is not an SFZ instrument"):
        read_sfz(written(tmp_path, text))


def test_a_sound_file_is_no_instrument(tmp_path):
    (tmp_path / "a.sfz").write_bytes(b"RIFF\0\0\0\0WAVE")
    with pytest.raises(SoundError, match="not text"):
        read_sfz(tmp_path / "a.sfz")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SoundError, match="no SFZ file"):
        read_sfz(tmp_path / "b.sfz")


def test_a_key_that_is_none_is_told_with_its_line(tmp_path):
    with pytest.raises(SoundError, match=r"a\.sfz line 2: lokey=h4 is no key"):
        read_sfz(written(tmp_path, "<region> sample=a.wav\nlokey=h4"))


def test_an_included_file_that_is_missing_is_told_with_its_line(tmp_path):
    with pytest.raises(SoundError, match=r"a\.sfz line 1: the included file b\.sfz is missing"):
        read_sfz(written(tmp_path, '#include "b.sfz"'))


def test_a_file_that_includes_itself_is_refused(tmp_path):
    with pytest.raises(SoundError, match="without end"):
        read_sfz(written(tmp_path, '#include "a.sfz"'))


def test_a_variable_that_names_itself_ends(tmp_path):
    assert only(tmp_path, "#define $A $A$A$A\n<region> sample=$A.wav").sample is not None
