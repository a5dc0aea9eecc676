"""The user's own document: obeyed, kept, and every slip of the pen named with its line."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError, FormatError, OriginalScoreError
from originalscore.formats import cues_toml
from originalscore.model.picture import Film, Picture, Speech
from originalscore.times import Clock, FrameRate

CLOCK = Clock(FrameRate(Fraction(24)), 86_400)
FILM = Film("keeper.mp4", "f" * 64, Fraction(60), CLOCK, 1280, 544, True, True, Fraction(0), "mp4")
PICTURE = Picture(
    FILM, (), (), (), (Speech(Fraction(8), Fraction(12), "voice"),), (), (), (), None, None, None, False, (), None
)  # fmt: skip

#: Line 1 is the comment; the numbers at the end of lines are checked below.
LIST = """# my film
[film]
file = "keeper.mp4"
sha256 = "{sha}"
frame_rate = "24"
start_timecode = "01:00:00:00"
seed = 7

[[theme]]
name = "keeper"
subject = "the keeper"
mood = "tender"

[[cue]]   # the opening
id = "c1"
number = "1m1"
take = 1
start = "01:00:00:00"
end = "01:00:10:00"
mood = "mystery"
force = [["01:00:00:00", 0.2], ["5s", 0.7]]
themes = ["keeper"]

  [[cue.hit]]
  at = "01:00:04:12"
  what = "lightning"
  class = "hard"
  must = true

  [[cue.hit]]
  at = "7.25s"

[[cue]]
id = "c2"
number = "1m2"
start = "01:00:20:00"
end = "50s"
mood = "action"

[[silence]]
start = "01:00:10:00"
end = "01:00:20:00"
why = "the quarrel plays better dry"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cues.toml"
    path.write_text(LIST.replace("{sha}", FILM.sha256))
    return path


def edit(file: Path, old: str, new: str, count: int = 1) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, count))


def test_what_is_left_out_has_a_plain_default(file: Path) -> None:
    first, second = cues_toml.read_cues(file, PICTURE).cues
    assert [hit.at_s for hit in first.hits] == [Fraction(9, 2), Fraction(29, 4)]
    assert (first.hits[1].kind, first.hits[1].landing, first.hits[1].must, first.hits[1].weight) == ("firm", "downbeat", False, 1.0)
    assert (second.take, second.ensemble, second.ending, second.hits) == (1, "orchestra", "close", ())
    assert second.force[0].level == 0.5 and second.end_s == 50
    assert first.speech == ((Fraction(8), Fraction(10)),)


WRONG = {
    "an unknown mood": ('"mystery"', '"mistery"', 'line 20: cue 1m1: mood: “mistery” is unknown; did you mean “mystery”?'),
    "a number for text": ('"mystery"', "3", "line 20: cue 1m1: mood: text in quotes was expected, not 3"),
    "an unknown field": ("take = 1", "tak = 1", "line 17: cue 1m1 has no field “tak”; did you mean “take”?"),
    "an unknown field of a hit": ("must = true", "most = true", "line 28: cue 1m1, hit 1 has no field “most”; did you mean “must”?"),
    "an unknown table": ("[[silence]]", "[[silent]]", "line 40: the cue list has no field “silent”; did you mean “silence”?"),
    "an unknown class": ('"hard"', '"loud"', "line 27: cue 1m1, hit 1: class: “loud” is unknown; known are hard, firm, soft, avoid"),
    "text for true": ("must = true", 'must = "yes"', 'line 28: cue 1m1, hit 1: must: true or false was expected, not "yes"'),
    "an unknown landing": ("must = true", 'landing = "upbeat"', "line 28: cue 1m1, hit 1: landing: “upbeat” is unknown; did you mean “beat”?"),
    "an unknown ending": ("take = 1", 'ending = "bang"', "line 17: cue 1m1: ending: “bang” is unknown; known are close, fade, cut, open"),
    "an unknown ensemble": ("take = 1", 'ensemble = "jazz"', "line 17: cue 1m1: ensemble: “jazz” is unknown; known are orchestra, chamber-strings"),
    "soloists without names": ("take = 1", 'ensemble = "soloists"', "line 17: cue 1m1: ensemble: soloists are those whom “add” names, and it names nobody"),
    "soloists sent home": (
        "take = 1", 'ensemble = "soloists"\nadd = ["flute"]\nwithout = ["woodwinds"]', "cue 1m1: without: nobody of soloists is left to play"
    ),
    "an unknown lock": ("take = 1", 'locks = ["melody"]', "line 17: cue 1m1: locks: “melody” is unknown"),
    "a take of nothing": ("take = 1", "take = 0", "line 17: cue 1m1: take: a whole number from 1 was expected, not 0"),
    "a level above one": ("0.7", "7", "line 21: cue 1m1: force: a number from 0 to 1 was expected, not 7"),
    "a curve of numbers": ('[["01:00:00:00", 0.2], ["5s", 0.7]]', "[0.2, 0.7]", "line 21: cue 1m1: force: a list of [time, level] such as"),
    "a bare time": ('at = "7.25s"', "at = 7.25", 'line 31: cue 1m1, hit 2: at: a time in quotes such as "01:00:00:00" or "3.5s" was expected, not 7.25'),
    "a clock time without quotes": ('at = "7.25s"', "at = 01:00:07", "line 31: cue 1m1, hit 2: at: a time in quotes such as"),
    "a time without a start": ('start = "01:00:20:00"\n', "", "line 33: cue 1m2: start: a time in quotes"),
    "no time at all": ('"50s"', '"soon"', "line 37: cue 1m2: end: “soon” is neither timecode nor seconds; write 01:00:21:05 or 3.5s"),
    "a negative time": ('"50s"', '"-5s"', "line 37: cue 1m2: end: “-5s” is neither timecode nor seconds"),
    "a division by nothing": ('"50s"', '"50/0s"', "line 37: cue 1m2: end: “50/0s” is neither timecode nor seconds"),
    "a frame that is not there": ('"01:00:20:00"\nend = "50s"', '"01:00:20:24"\nend = "50s"', "line 36: cue 1m2: start: timecode 01:00:20:24 does not exist at 24"),
    "a time beyond the film": ('"50s"', '"01:02:00:00"', "line 37: cue 1m2: end: 01:02:00:00 lies beyond the film's end 01:01:00:00; move it"),
    "a time before the film": ('at = "7.25s"', 'at = "00:59:00:00"', "line 31: cue 1m1, hit 2: at: timecode 00:59:00:00 lies before the film's first frame"),
    "a hit outside its cue": ('at = "7.25s"', 'at = "12s"', "line 14: cue 1m1: the hit “hit” at 01:00:12:00 lies outside the cue (01:00:00:00 to 01:00:10:00)"),
    "a cue that ends before it starts": ('"50s"', '"15s"', "line 37: cue 1m2: end: from 01:00:20:00 the cue lasts less than a second"),
    "overlapping cues": ('start = "01:00:20:00"\nend = "50s"', 'start = "01:00:09:23"\nend = "50s"',
                         "line 36: cue 1m1 (01:00:00:00 to 01:00:10:00) overlaps cue 1m2 (01:00:09:23 to 01:00:50:00); move one of them"),
    "a silence over a cue": ('end = "01:00:20:00"\nwhy', 'end = "01:00:21:00"\nwhy', "line 40: silence 1 (01:00:10:00 to 01:00:21:00) overlaps cue 1m2"),
    "a silence backwards": ('end = "01:00:20:00"\nwhy', 'end = "01:00:05:00"\nwhy', "line 42: silence 1: end: it ends before it starts"),
    "two cues of one id": ('"c2"', '"c1"', "line 34: cue 1m2: id: “c1” is also the id of cue 1m1; give one of them another id"),
    "two cues of one number": ('"1m2"', '"1m1"', "line 35: cue 1m1: number: “1m1” is also the number of cue 1m1"),
    "an id that is a path": ('"c2"', '"../c2"', "line 34: cue 1m2: id: “../c2” holds more than letters and digits; write it like c2"),
    "a theme nobody listed": ('["keeper"]', '["ship"]', "line 22: cue 1m1: themes: the theme “ship” is not listed; add a [[theme]] of that name"),
    "themes as one text": ('["keeper"]', '"keeper"', 'line 22: cue 1m1: themes: a list of texts such as ["keeper"] was expected, not "keeper"'),
    "a theme without a name": ('name = "keeper"\n', "", "line 9: theme 1: a name was expected"),
    "a score of the user's own": ("take = 1", 'score = "user"', "line 17: cue 1m1: score: a score of your own is not played yet"),
    "a seed below nothing": ("seed = 7", "seed = -7", "line 7: film: seed: a whole number from 0 was expected, not -7"),
    "another frame rate": ('"24"', '"25"', "line 5: film: frame_rate: the film itself says 24, not 25; write 24 again"),
    "another film": ("f" * 64, "e" * 64, "this cue list belongs to another film (keeper.mp4); choose another folder with --out"),
    "a cue that is no table of many": ("[[silence]]", "[silence]", "line 40: tables written as [[silence]] were expected"),
    "an open quote": ('"mystery"', '"mystery', "line 20, column"),
    "a value without quotes": ('"mystery"', "mystery", "line 20, column 8: text in quotes, a number, true, false or a [list] was expected; mend that line"),
    "a field twice": ("take = 1", 'id = "c7"', "line 17, column"),
    "a list that never ends": ('why = "the quarrel plays better dry"', "why = [", "line 43:"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_slip_is_one_line_that_says_where_and_what_was_expected(what: str, file: Path) -> None:
    old, new, told = WRONG[what]
    edit(file, old, new)
    before = file.read_bytes()
    with pytest.raises((FormatError, BriefError)) as refusal:
        cues_toml.read_cues(file, PICTURE)
    assert "\n" not in str(refusal.value)
    assert told in str(refusal.value) and str(refusal.value).startswith("cues.toml")
    assert file.read_bytes() == before


def test_a_file_that_is_no_text_is_refused(file: Path) -> None:
    file.write_bytes(b'[film]\nfile = "\xff"')
    with pytest.raises(FormatError, match=r"cues\.toml: not UTF-8 text at byte 15; save it as UTF-8"):
        cues_toml.read_cues(file, PICTURE)


def test_a_time_within_the_last_frame_is_the_films_end(file: Path) -> None:
    edit(file, '"50s"', '"60.03s"')
    assert cues_toml.read_cues(file, PICTURE).cues[1].end_s == FILM.duration_s


def test_a_cue_of_the_user_gets_the_first_free_id_and_number_and_keeps_both(file: Path) -> None:
    edit(file, "[[silence]]", '[[cue]]  # mine\nstart = "01:00:52:00"\nend = "01:00:58:00"\n\n  [[cue.hit]]\n  at = "55s"\n\n[[silence]]')
    added = cues_toml.read_cues(file, PICTURE).cues[2]
    assert (added.id, added.number, len(added.hits)) == ("c3", "1m3", 1)
    text = file.read_text()
    assert "# mine" in text and "[[cue]]   # the opening" in text
    edit(file, "[[silence]]", '[[cue]]\nstart = "01:00:50:00"\nend = "01:00:51:12"\n\n[[silence]]')
    again = cues_toml.read_cues(file, PICTURE).cues
    assert [(cue.id, cue.number) for cue in again] == [("c1", "1m1"), ("c2", "1m2"), ("c4", "1m4"), ("c3", "1m3")]


def test_cues_are_in_order_of_time_whatever_the_order_in_the_file(file: Path) -> None:
    edit(file, 'start = "01:00:00:00"\nend = "01:00:10:00"', 'start = "01:00:52:00"\nend = "01:00:59:00"')
    text = re.sub(r"  \[\[cue\.hit\]\]\n(  .*\n)+", "", file.read_text())
    file.write_text(text)
    assert [cue.id for cue in cues_toml.read_cues(file, PICTURE).cues] == ["c2", "c1"]


def test_values_are_changed_in_place_and_comments_stay(file: Path) -> None:
    before = file.read_text()
    cues_toml.set_film_value(file, "seed", 8)
    cues_toml.set_cue_value(file, "c2", "mood", "sorrow")
    assert file.read_text() == before.replace("seed = 7", "seed = 8").replace('"action"', '"sorrow"')
    with pytest.raises(BriefError, match="there is no cue “c9”"):
        cues_toml.set_cue_value(file, "c9", "mood", "sorrow")


def test_a_seed_can_be_set_where_the_heading_was_removed(file: Path) -> None:
    text = file.read_text()
    file.write_text("# my film\n" + text[text.index("[[theme]]") :])
    assert cues_toml.read_cues(file, PICTURE).seed == 1
    cues_toml.set_film_value(file, "seed", 12)
    assert cues_toml.read_cues(file, PICTURE).seed == 12 and file.read_text().startswith("# my film")


def test_a_broken_file_is_not_changed(file: Path) -> None:
    edit(file, "seed = 7", "seed = ")
    with pytest.raises(OriginalScoreError):
        cues_toml.set_film_value(file, "seed", 8)
    assert "seed = \n" in file.read_text()


def test_a_film_may_have_a_style_and_a_cue_an_idiom_and_several_moods(file: Path) -> None:
    edit(file, "seed = 7", 'seed = 7\nstyle = "modern minimal"   # ours')
    edit(file, 'mood = "action"', 'mood = { action = 0.6, sorrow = 0.2, wonder = 0.2 }\nidiom = "heroic"')
    cues = cues_toml.read_cues(file, PICTURE)
    assert cues.style == "modern minimal" and cues.cues[1].idiom == "heroic" and cues.cues[0].idiom == ""
    assert cues.cues[1].mood == "action" and cues.cues[1].moods == (("action", 0.6), ("sorrow", 0.2), ("wonder", 0.2))
    assert cues.cues[0].moods == (("mystery", 1.0),)
    cues_toml.set_cue_value(file, "c2", "take", 2)
    assert "# ours" in file.read_text() and cues_toml.read_cues(file, PICTURE).cues[1].moods == cues.cues[1].moods


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("seed = 7", 'style = "modern minimalism"', 7, "did you mean “modern minimal”"),
        ("seed = 7", 'style = "jazz"', 7, "known are late romantic, adventure"),
        ('mood = "action"', 'idiom = "baroque"', 38, "known are romantic, minimal"),
        ('mood = "action"', "mood = { action = 0.6, anger = 0.4 }", 38, "“anger” is unknown"),
        ('mood = "action"', "mood = { action = 2 }", 38, "a number from 0 to 1"),
        ('mood = "action"', "mood = { action = 0 }", 38, "no mood has any weight"),
    ],
)
def test_an_unknown_style_idiom_or_mood_is_one_clear_line(file: Path, old: str, new: str, line: int, told: str) -> None:
    edit(file, old, new)
    with pytest.raises(OriginalScoreError) as refused:
        cues_toml.read_cues(file, PICTURE)
    assert f"line {line}" in str(refused.value) and told in str(refused.value) and "\n" not in str(refused.value)
