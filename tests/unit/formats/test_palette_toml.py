"""Palette files: what they may say, and where a slip is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from originalscore.errors import FormatError
from originalscore.formats.palette_toml import read_palette
from originalscore.model.palette import Palette, Patch, Seat

HEAD = """
[sources.font]
kind = "soundfont"
files = ["a.sf2", "~/b.sf2"]

[sources.library]
kind = "sfz"
folder = "strings"

[sources.made]
kind = "synthesis"
"""
BODY = """
[instruments.violins-1]
convincing = 0.7
seat = { pan = -0.4, level_db = -1, span_db = 30, register = { even_at = "E5", below_db = 0.2 } }
source = "library"
dark_cents = 300
sustain = { source = "font", program = 48, bank = 20, breath = true, convincing = 0.9 }
staccato = "short.sfz"
pizzicato = { file = "plucked.sfz", transpose = -12 }

[instruments.horns]
sustain = [17, 60]
marcato = { source = "made", sound = "chip-pulse-25", rings = true, open_cents = 0 }

[percussion.snare]
bank = 128
program = 48
key = 38
pan = 0.1
"""


def write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    (folder / name).write_text(text)
    return folder / name


def read(folder: Path, text: str) -> Palette:
    return read_palette(write(folder, text))


def test_samples_out_of_tune_are_mended_where_their_source_says_so(tmp_path: Path) -> None:
    text = '[sources.font]\nkind = "soundfont"\nfiles = ["a.sf2"]\n[sources.font.tuning]\n42 = { C3 = 5, Eb2 = -7 }\n'
    palette = read(tmp_path, text + "[instruments.cellos]\nsustain = [0, 42]\npizzicato = [0, 45]\n")
    cello = palette.rows["cellos"].patches["sustain"]
    assert [cello.mended_cents(key) for key in (38, 39, 47, 48, 90)] == [0, -7, -7, 5, 5]
    assert palette.rows["cellos"].patches["pizzicato"].mended_cents(48) == 0
    other = '[sources.font]\nkind = "soundfont"\nfiles = ["b.sf2"]\n'
    extended = read_palette(write(tmp_path, f'extends = "mine"\n{other}', "other.toml"), lambda name: palette)
    assert extended.patch_for("cellos", "sustain").patch.mended_cents(48) == 0  # another set, other samples
    for wrong, told in (("x = { C3 = 5 }", "a program"), ("42 = { H3 = 5 }", "cents after a pitch"), ("42 = { C3 = 500 }", "100")):
        with pytest.raises(FormatError, match=told):
            read(tmp_path, text.replace("42 = { C3 = 5, Eb2 = -7 }", wrong))


def test_a_palette_is_read_as_it_is_written(tmp_path: Path) -> None:
    palette = read(tmp_path, HEAD + BODY)
    violins = palette.rows["violins-1"]
    assert (palette.name, palette.title, palette.players, palette.adds) == ("mine", "mine", (), ())
    assert violins.seat == Seat(-0.4, -1.0, 30.0, 76, 0.2, 0.0) and violins.convincing == 0.7
    assert violins.patches["sustain"] == Patch("font", 20, 48, breath=True, dark_cents=300, convincing=0.9)
    assert violins.patches["staccato"] == Patch("library", sound="short.sfz", short=True, dark_cents=300)
    assert violins.patches["pizzicato"] == Patch("library", sound="plucked.sfz", rings=True, dark_cents=300, transpose=-12)
    assert palette.rows["horns"].patches["sustain"] == Patch("font", 17, 60)
    assert palette.rows["horns"].patches["marcato"] == Patch("made", sound="chip-pulse-25", rings=True, open_cents=0)
    snare, offer = palette.strike("snare") or pytest.fail("no snare")
    assert (snare.height, snare.pan_ratio, snare.patch.rings, offer.source.kind) == (38, 0.1, True, "soundfont")


def test_relative_files_lie_beside_the_palette(tmp_path: Path) -> None:
    sources = read(tmp_path, HEAD + BODY).sources
    assert sources["font"].files == (str(tmp_path / "a.sf2"), str(Path.home() / "b.sf2"))
    assert sources["library"].files == (str(tmp_path / "strings"),)


def test_what_a_palette_does_not_say_is_taken_from_the_one_it_extends(tmp_path: Path) -> None:
    base = read(tmp_path, HEAD + BODY + "[instruments.violas]\nsustain = [0, 48]\nlegato = [0, 49]\n")
    text = 'extends = "base"\nplayers = ["violas"]\n[instruments.violins-1]\ndark_cents = 900\n[instruments.violas]\nsustain = [1, 1]\n'
    palette = read_palette(write(tmp_path, text, "own.toml"), {"base": base}.get)
    horns = palette.patch("horns", "sustain")
    assert horns is not None and (horns.palette, horns.patch.program) == ("mine", 60)
    assert palette.rows["violins-1"].patches["staccato"].dark_cents == 900  # the base's patch, muted
    assert palette.rows["violins-1"].seat == base.rows["violins-1"].seat
    legato = palette.patch("violas", "legato")
    assert legato is not None and legato.patch == Patch("font", 1, 1)  # who says sustain says legato
    assert palette.strike("snare") and palette.players == ("violas",)


def test_a_source_of_the_same_name_replaces_that_of_the_base(tmp_path: Path) -> None:
    base = read(tmp_path, HEAD + BODY)
    text = 'extends = "base"\n[sources.font]\nkind = "soundfont"\nfile = "other.sf2"\n'
    palette = read_palette(write(tmp_path, text, "own.toml"), {"base": base}.get)
    horns = palette.patch_for("horns", "sustain")
    assert horns is not None and horns.source.files == (str(tmp_path / "other.sf2"),)
    assert base.sources["font"].files[0].endswith("a.sf2")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[instruments.horns]", "[instruments.hornes]", r"mine\.toml, line 22: instruments\.hornes: the instrument “hornes” is unknown; did you mean “horns”"),
        ("staccato =", "stacato =", r"line 19: instruments\.violins-1\.stacato: the articulation or key “stacato” is unknown; did you mean “staccato”"),
        ("breath = true", "breath = 1", r"line 18: instruments\.violins-1\.sustain\.breath: true or false was expected, not 1"),
        ("program = 48, bank = 20,", "bank = 20,", r"sustain\.program: a whole number from 0 to 127 was expected, not nothing"),
        ("[17, 60]", "[17, 600]", r"line 23: instruments\.horns\.sustain\.program: a whole number from 0 to 127 was expected, not 600"),
        ("[17, 60]", "[17]", r"horns\.sustain: \[bank, program\] was expected"),
        ("[17, 60]", "true", r"horns\.sustain: a patch such as"),
        ('"made", sound', '"mad", sound', r"there is no source “mad”; known are font, library, made"),
        ('kind = "sfz"', 'kind = "wav"', r"line 7: sources\.library\.kind: one of soundfont, sfz, synthesis, vst3 was expected, not \"wav\""),
        ('folder = "strings"', "", r"sources\.library\.folders: a list of folders was expected, not nothing"),
        ("convincing = 0.7", "convincing = 7", r"a number from 0 to 1 was expected, not 7"),
        ("pan = -0.4", 'pan = "left"', r"seat\.pan: a number from -1 to 1 was expected, not \"left\""),
        ('"E5"', '"H5"', r"even_at: a pitch such as \"C4\" was expected"),
        ("key = 38\n", "", r"percussion\.snare\.key: a whole number from 0 to 127 was expected, not nothing"),
        ("[percussion.snare]", "[percussion.spoons]", r"the percussion sound “spoons” is unknown"),
        ("[percussion.snare]", "[percussion.snare", r"mine\.toml, line \d+, column 18: Expected"),
        ("[sources.font]", 'players = ["me"]\n[sources.font]', r"line 2: players: “me” is unknown"),
        ("[sources.font]", 'extends = "x"\n[sources.font]', r"there is no palette “x”"),
        ("[sources.font]", "[source.font]", r"mine\.toml: source: text in quotes was expected, not a table"),
        ("transpose = -12", "floor = 9, ceiling = 3", r"pizzicato\.floor: a number up to the ceiling, 3, was expected, not 9"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line_and_what_was_expected(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in HEAD + BODY
    with pytest.raises(FormatError, match=told):
        read(tmp_path, (HEAD + BODY).replace(old, new, 1))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"cannot be read: No such file"):
        read_palette(tmp_path / "none.toml")
    with pytest.raises(FormatError, match=r"a table \[sources.…\] was expected"):
        read(tmp_path, 'name = "empty"')
    (tmp_path / "mine.toml").write_bytes(b"caf\xe9")
    with pytest.raises(FormatError, match="not UTF-8 text at byte 3"):
        read_palette(tmp_path / "mine.toml")
