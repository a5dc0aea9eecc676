"""What cannot be had is borrowed and said; nothing falls silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.render.stand_ins import note, palette, performance, played_here

from originalscore.errors import SoundError
from originalscore.model.palette import Source
from originalscore.model.performance import PlayedNote
from originalscore.music.pitch import Pitch
from originalscore.render.casting import Casting, cast, check_sounds, role_of, sound_set
from originalscore.render.palette import SHIPPED, shipped

__all__ = ["played_here"]
pytestmark = pytest.mark.usefixtures("played_here")


@pytest.fixture
def no_orchestra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SHIPPED:  # read while the sounds are there
        shipped(name)
    monkeypatch.setitem(shipped().sources, "general", Source("soundfont", (str(tmp_path / "gone.sf3"),), "install it"))


def given(folder: Path, rows: str, instrument: str, technique: str, head: str = "") -> tuple[str, str, tuple[tuple[str, str, str], ...]]:
    """Out of which palette, in which articulation, and the shortfalls."""
    casting = Casting(palette(folder, rows, head))
    offer = casting.first((instrument, technique, "")).offer
    said = casting.shortfalls([(instrument, technique, "")])
    return offer.palette, offer.articulation, tuple((one.wanted, one.given, one.why) for one in said)


def test_what_is_there_is_played_without_a_word(tmp_path: Path) -> None:
    assert given(tmp_path, '[instruments.flute]\nsource = "made"\nsustain = "slow"', "flute", "sustain") == ("mine", "sustain", ())
    assert given(tmp_path, '[instruments.flute]\nsource = "made"\nsustain = "slow"', "flute", "legato") == ("mine", "sustain", ())
    assert given(tmp_path, "", "flute", "legato", 'extends = "orchestra"') == ("orchestra", "legato", ())
    assert Casting(shipped()).shortfalls([("timpani", "roll", ""), ("piano", "staccato", ""), ("percussion", "struck", "snare")]) == ()


def test_an_articulation_that_a_palette_lacks_is_played_in_another(tmp_path: Path) -> None:
    said = (("Violins I pizzicato of mine", "Violins I sustain of mine", "the palette has no pizzicato"),)
    assert given(tmp_path, '[instruments.violins-1]\nsource = "made"\nsustain = "slow"', "violins-1", "pizzicato") == (
        "mine",
        "sustain",
        said,
    )


def test_an_instrument_that_a_palette_lacks_comes_from_the_orchestra(tmp_path: Path) -> None:
    said = (("Flute sustain of mine", "Flute sustain of orchestra", "the palette has no Flute sustain"),)
    assert given(tmp_path, "", "flute", "sustain") == ("orchestra", "sustain", said)


@pytest.mark.parametrize(
    ("patch", "why"),
    [
        ('{ source = "library", file = "absent.sfz" }', "there is no file"),
        ('{ source = "library", file = "broken.sfz" }', "broken.sfz, line 1: the sample a.wav is missing"),
        ('{ source = "made", sound = "organ" }', "there is no synthesised sound “organ”"),
        ('{ source = "general", bank = 99, program = 1 }', "MuseScore_General_Full.sf3 has no preset 99:1"),
    ],
)
def test_a_sound_that_is_missing_falls_back_to_what_the_palette_extends(tmp_path: Path, patch: str, why: str) -> None:
    (tmp_path / "broken.sfz").write_text("missing")
    house, how, said = given(tmp_path, f"[instruments.violins-1]\npizzicato = {patch}", "violins-1", "pizzicato", 'extends = "orchestra"')
    assert (house, how, len(said)) == ("orchestra", "pizzicato", 1)
    assert said[0][:2] == ("Violins I pizzicato of mine", "Violins I pizzicato of orchestra") and why in said[0][2]


@pytest.mark.usefixtures("no_orchestra")
def test_without_the_orchestra_a_related_instrument_lends_its_sound(tmp_path: Path) -> None:
    rows = '[instruments.clarinet]\nsource = "made"\nsustain = "slow"'
    casting = Casting(palette(tmp_path, rows))
    assert casting.first(("flute", "sustain", "")).offer.instrument == "clarinet"
    assert casting.shortfalls([("flute", "sustain", "")])[0].given == "Clarinet in B♭ sustain of mine"
    with pytest.raises(SoundError, match=r"the orchestral sounds .* are not installed|gone.sf3"):
        casting.first(("harp", "struck", ""))
    with pytest.raises(SoundError):
        check_sounds()


@pytest.mark.usefixtures("no_orchestra")
def test_a_palette_that_is_complete_needs_no_soundfont(tmp_path: Path) -> None:
    names = [name for name in shipped().rows if name != "percussion"]
    rows = "\n".join(f'[instruments.{name}]\nsource = "made"\nsustain = "slow"' for name in names)
    check_sounds(palette(tmp_path, rows + '\n[percussion.bass-drum]\nsource = "made"\nsound = "quick"\nkey = 36'))


def test_electronics_play_the_sound_that_the_note_names(tmp_path: Path) -> None:
    rows = '[instruments.electronics]\nsource = "made"\nsustain = {}'
    played = PlayedNote(0.0, 1.0, Pitch.parse("C2"), "leading", 0.5, "sustain")
    assert Casting(palette(tmp_path, rows)).first(role_of("electronics", played)).patch.sound == "leading"


def test_only_rows_that_a_cue_plays_are_part_of_its_fingerprint(tmp_path: Path) -> None:
    rows = '[instruments.flute]\nsource = "made"\nsustain = "slow"\n[instruments.oboe]\nsource = "made"\nsustain = "slow"'
    played = performance("flute", note(0, 1, "C5"))
    made_from = sound_set(played, palette(tmp_path, rows))
    assert sound_set(played, palette(tmp_path, rows.replace("oboe]", "oboe]\nopen_cents = 100"))) == made_from
    assert sound_set(played, palette(tmp_path, rows + "\n[instruments.horns]\nsustain = [17, 60]\n")) == made_from
    assert sound_set(played, palette(tmp_path, rows.replace("flute]", "flute]\nopen_cents = 100"))) != made_from
    assert sound_set(played, palette(tmp_path, rows.replace("flute]", "flute]\nseat = { pan = 0.5 }"))) != made_from
    assert sound_set(played, shipped("hybrid")) == sound_set(played, shipped()) != made_from


def test_a_library_that_changes_is_played_again(tmp_path: Path) -> None:
    (tmp_path / "flute.sfz").write_text("<region> sample=a.wav")
    mine = palette(tmp_path, '[instruments.flute]\nsource = "library"\nsustain = "flute.sfz"')
    played = performance("flute", note(0, 1, "C4"))
    before = sound_set(played, mine)
    (tmp_path / "a.wav").write_bytes(b"new")
    assert sound_set(played, mine) != before


def test_every_role_of_a_performance_is_cast(tmp_path: Path) -> None:
    played = performance("violins-1", note(0, 1, "A4"), note(1, 1, "A4", "pizzicato"), note(2, 1, "A4", hit=True))
    _, roles = cast(None, played, 48_000)
    assert roles == (("violins-1", "sustain", ""), ("violins-1", "pizzicato", ""), ("violins-1", "marcato", ""))
