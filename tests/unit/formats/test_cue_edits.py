"""A cue list is changed as its user would by hand: what is not named stays byte for byte."""

from __future__ import annotations

import difflib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError
from originalscore.formats import cues_toml
from originalscore.formats.cues_toml import CueFile
from originalscore.model.cue import Hit, Silence
from originalscore.model.picture import Film, Picture
from originalscore.times import Clock, FrameRate

FILM = Film("keeper.mp4", "f" * 64, Fraction(60), Clock(FrameRate(Fraction(24)), 86_400), 1280, 544, True, True, Fraction(0), "mp4")
PICTURE = Picture(FILM, (), (), (), (), (), (), (), None, None, None, False, (), None)
LIST = """# my film   
[film]
file = "keeper.mp4"
seed   =   7 # lucky

[[cue]]   # the opening
id = "c1"
start = "01:00:00:00"
end = "01:00:10:00"
mood = "mystery"   # fog
force = [
  ["01:00:00:00", 0.2],   # low
  ["5s", 0.7],
]

  # the storm breaks
  [[cue.hit]]
  at = "01:00:04:12"
  what = "lightning" # the first

  # a door, perhaps
  [[cue.hit]]
  at = "7.25s"
  what = "door"

# far out at sea
[[cue]]
id = "c2"
start = "01:00:20:00"
end = "50s"
mood = "action"

[[silence]]
start = "10s"
end = "20s"
why = '''dry:
[[cue]]
no more'''
# the end
"""


@pytest.fixture(params=["\n", "\r\n", "bom"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "cues.toml"
    text = "\ufeff" + LIST if request.param == "bom" else LIST.replace("\n", request.param)
    path.write_bytes(text.encode())
    cues_toml.read_cues(path, PICTURE)  # names the cues
    return path


def changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Lines taken out and put in."""
    lines = list(difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)))
    return [one[2:].strip() for one in lines if one[0] == "-"], [one[2:].strip() for one in lines if one[0] == "+"]


def test_a_value_changes_alone_and_a_new_one_stands_after_the_last(file: Path) -> None:
    before = file.read_bytes()
    edits = CueFile(file, PICTURE)
    edits.set_cue("c1", "mood", "sorrow")
    edits.set_cue("c1", "idiom", "minimal")
    edits.set_cue("c2", "mood", {"action": 0.7, "sorrow": 0.3})
    edits.set_film("seed", 9)
    assert file.read_bytes() == before, "nothing is on disk before it is saved"
    edits.save()
    out, new = changed(before, file.read_bytes())
    assert out == ["seed   =   7 # lucky", 'mood = "mystery"   # fog', 'mood = "action"']
    assert new == ["seed   =   9 # lucky", 'mood = "sorrow"   # fog', 'idiom = "minimal"', "mood = {action = 0.7, sorrow = 0.3}"]
    first, second = cues_toml.read_cues(file, PICTURE).cues
    assert (first.mood, first.idiom, second.blend) == ("sorrow", "minimal", (("sorrow", 0.3),))


def test_a_hit_is_put_in_changed_and_taken_out(file: Path) -> None:
    before = file.read_bytes()
    lightning, door = cues_toml.read_cues(file, PICTURE).cues[0].hits
    new = Hit(Fraction(6), "the wave", "hard", "downbeat", True, 1.0)
    edits = CueFile(file, PICTURE)
    edits.add_hit("c1", new)
    edits.change_hit("c1", door, must=True, at="8s")
    edits.save()
    assert cues_toml.read_cues(file, PICTURE).cues[0].hits == (lightning, new, replace(door, must=True, at_s=Fraction(8)))
    out, put = changed(before, file.read_bytes())
    assert out == ['at = "7.25s"'] and len(put) == 10 and put[-2:] == ['at = "8s"', "must = true"]
    edits.remove_hit("c1", new)
    edits.remove_hit("c1", lightning)
    edits.save()
    assert [hit.what for hit in cues_toml.read_cues(file, PICTURE).cues[0].hits] == ["door"]
    text = file.read_text(encoding="utf-8-sig")
    assert "# the storm breaks" in text and "# a door, perhaps" in text and "# the first" not in text
    with pytest.raises(BriefError, match="no hit “lightning”"):
        edits.remove_hit("c1", lightning)


def test_the_first_hit_of_a_cue_stands_before_the_next_table(file: Path) -> None:
    edits = CueFile(file, PICTURE)
    hit = Hit(Fraction(30), "wave", "hard", "downbeat", True, 1.0)
    edits.add_hit("c2", hit)
    assert cues_toml.read_cues(_saved(edits), PICTURE).cues[1].hits == (hit,)
    edits.remove_hit("c2", hit)
    assert not cues_toml.read_cues(_saved(edits), PICTURE).cues[1].hits


def test_hits_in_one_line_are_changed_too(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace('mood = "action"', 'mood = "action"\nhit = [{ at = "30s", what = "wave" }]')
    file.write_text(text, encoding="utf-8")
    wave = cues_toml.read_cues(file, PICTURE).cues[1].hits[0]
    other = Hit(Fraction(40), "gull", "soft", "beat", False, 0.5)
    edits = CueFile(file, PICTURE)
    edits.add_hit("c2", other)
    edits.remove_hit("c2", wave)
    assert cues_toml.read_cues(_saved(edits), PICTURE).cues[1].hits == (other,)


def test_silences_come_and_go(file: Path) -> None:
    before = file.read_bytes()
    edits, new = CueFile(file, PICTURE), Silence(Fraction(51), Fraction(55), "as the director asks")
    edits.add_silence(new)
    old = cues_toml.read_cues(_saved(edits), PICTURE).silences[0]
    assert cues_toml.read_cues(file, PICTURE).silences == (old, new)
    edits.change_silence(old, end="15s")
    edits.remove_silence(new)
    _saved(edits)
    assert changed(before, file.read_bytes()) == (['end = "20s"'], ['end = "15s"'])


def test_a_cue_is_divided_and_put_together_again(file: Path) -> None:
    before = file.read_bytes()
    first, second = cues_toml.read_cues(file, PICTURE).cues
    edits = CueFile(file, PICTURE)
    added = replace(
        second,
        id="c3",
        number="1m3",
        start_s=Fraction(51),
        end_s=Fraction(59),
        hits=(Hit(Fraction(55), "x", "hard", "downbeat", True, 1.0),),
    )
    edits.add_cue(added, after="c2")
    assert cues_toml.read_cues(_saved(edits), PICTURE).cues == (first, second, added)
    edits.remove_cue("c3")
    _saved(edits)
    assert file.read_bytes() == before
    edits.remove_cue("c1")
    assert [cue.id for cue in cues_toml.read_cues(_saved(edits), PICTURE).cues] == ["c2"]


def _saved(edits: CueFile) -> Path:
    edits.save()
    return edits.path
