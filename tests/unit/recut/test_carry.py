"""Cues follow their picture as a music editor would have them: whole where it stands together, cut into where it was cut."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from originalscore.formats import cues_toml
from originalscore.formats.subtitles import Line, read_subtitles, write_srt
from originalscore.model.cue import Cue, CueList, CurvePoint, Hit, Silence
from originalscore.model.picture import Film, Picture, Shot, Speech
from originalscore.model.recut import Conformed, Piece
from originalscore.recut import Carried, carry_cues, carry_lines, carry_speech, change_rows
from originalscore.times import Clock, FrameRate

S = Fraction
CLOCK = Clock(FrameRate(S(24)), 86_400)


def seen(length_s: int, cuts_s: tuple[int, ...] = (), sha256: str = "old") -> Picture:
    film = Film(f"{sha256}.mp4", sha256, S(length_s), CLOCK, 64, 36, True, True, S(0), "mp4")
    bounds = (0, *cuts_s, length_s)
    shots = tuple(Shot(n, S(a), S(b), "cut", 0.5, 0.1, 0.0, 0.1) for n, (a, b) in enumerate(pairwise(bounds), 1))
    return Picture(film, (), shots, (), (), (), (), (), None, None, None, False, (), None)


def hit(at_s: int | Fraction, what: str = "door", must: bool = True) -> Hit:
    return Hit(S(at_s), what, "hard", "downbeat", must, 1.0)


def cue(number: int, start_s: int, end_s: int, *hits: Hit) -> Cue:
    curve = (CurvePoint(S(start_s), 0.2), CurvePoint(S(end_s), 0.8))
    return Cue(
        f"c{number}", f"1m{number}", 1, (), "composed", f"cue {number}", S(start_s), S(end_s), "close", "underscore", "tender", "orchestra",
        curve, curve, curve, (), hits, (), "because",
    )  # fmt: skip


CUES = CueList(
    "old", 7, (),
    (cue(1, 10, 30, hit(12), hit(20, "bell"), hit(26, "cut", False)), cue(2, 40, 60, hit(50)), cue(3, 70, 90, hit(80))),
    (Silence(S(30), S(40), "dry"),),
)  # fmt: skip
OLD = seen(100, (10, 20, 26, 40, 70))


def laid(length_s: int, *spans: tuple[int, int, int], new: tuple[tuple[int, int], ...] = ()) -> Conformed:
    """Pieces (old start, old end, new start)."""
    pieces = tuple(Piece(S(a), S(b), S(at - a)) for a, b, at in spans)
    return Conformed(pieces, tuple((S(a), S(b)) for a, b in new), ())


def carried(conformed: Conformed, length_s: int = 100, cues: CueList = CUES) -> Carried:
    return carry_cues(cues, conformed, OLD, seen(length_s, sha256="new"))


def told(found: Carried, what: str = "cue") -> dict[str, str]:
    return {change.name: change.change for change in found.changes if change.what == what}


def test_cues_behind_an_insert_move_as_they_are() -> None:
    found = carried(laid(105, (0, 35, 0), (35, 100, 40), new=((35, 40),)), 105)
    assert told(found) == {"1m1": "kept", "1m2": "moved", "1m3": "moved"} and found.untouched == {"c1", "c2", "c3"}
    assert found.cues.cues[0] == CUES.cues[0]
    assert found.cues.cues[1] == CUES.cues[1].moved(S(5))
    assert found.cues.silences == (Silence(S(30), S(45), "dry"),)


def test_a_cue_whose_scene_was_shortened_keeps_its_hits_on_their_moments() -> None:
    found = carried(laid(96, (0, 14, 0), (18, 100, 14)), 96)
    first = found.cues.cues[0]
    assert (first.start_s, first.end_s) == (10, 26) and [one.at_s for one in first.hits] == [12, 16, 22]
    assert told(found) == {"1m1": "shortened", "1m2": "moved", "1m3": "moved"} and "c1" not in found.untouched


def test_hits_follow_scenes_that_change_places_inside_a_cue() -> None:
    found = carried(laid(100, (0, 10, 0), (20, 30, 10), (10, 20, 20), (30, 100, 30)))
    first = found.cues.cues[0]
    assert (first.start_s, first.end_s) == (10, 30)
    assert [(one.what, one.at_s) for one in first.hits] == [("bell", 10), ("cut", 16), ("door", 22)]
    assert told(found)["1m1"] == "changed"


def test_a_new_shot_inside_a_cue_is_played_through_and_one_between_cues_stays_silent() -> None:
    inside = carried(laid(104, (0, 20, 0), (20, 100, 24), new=((20, 24),)), 104)
    assert inside.cues.cues[0].length_s == 24 and told(inside)["1m1"] == "lengthened"
    assert [one.remark for one in inside.changes if one.change == "new"] == ["the music plays on through it"]
    between = carried(laid(104, (0, 65, 0), (65, 100, 69), new=((65, 69),)), 104)
    assert [one.remark for one in between.changes if one.change == "new"] == ["without music: add a cue to cues.toml if it wants one"]


def test_a_cue_without_picture_goes_and_so_do_its_hits_and_the_silence_before_it() -> None:
    found = carried(laid(70, (0, 30, 0), (60, 100, 30)), 70)
    assert told(found) == {"1m1": "kept", "1m2": "removed", "1m3": "moved"}
    assert [one.id for one in found.cues.cues] == ["c1", "c3"] and found.cues.silences == ()


def test_a_hit_on_a_cut_whose_first_frames_were_trimmed_goes_to_the_new_cut() -> None:
    found = carried(laid(99, (0, 26, 0), (27, 100, 26)), 99)
    assert [one.at_s for one in found.cues.cues[0].hits] == [12, 20, 26]
    inside = replace(CUES, cues=(cue(1, 10, 30, hit(S(53, 2), "step")),))
    gone = carried(laid(99, (0, 26, 0), (27, 100, 26)), 99, inside)
    assert gone.cues.cues[0].hits == () and told(gone, "hit") == {"1m1 step": "removed"}


def test_picture_that_went_to_another_place_takes_no_music_with_it() -> None:
    """The first seven seconds of 1m1 now stand behind 1m2: the cue stays with the rest."""
    found = carried(laid(100, (0, 10, 0), (17, 60, 10), (10, 17, 53), (60, 100, 60)))
    assert (found.cues.cues[0].start_s, found.cues.cues[0].end_s) == (10, 23)
    assert all(a.end_s <= b.start_s for a, b in pairwise(found.cues.cues))


def test_a_shot_that_is_used_again_elsewhere_leaves_its_cue_untouched() -> None:
    found = carried(laid(105, (0, 32, 0), (15, 20, 32), (32, 100, 37)), 105)
    assert found.untouched == {"c1", "c2", "c3"} and told(found)["1m1"] == "kept"


def test_the_users_file_keeps_its_comments_and_its_order(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    cues_toml.write_cues(path, CUES, OLD)
    text = (
        path.read_text().replace('what = "bell"', 'what = "bell"   # the big one').replace("[[silence]]", "# leave this alone\n[[silence]]")
    )
    path.write_text(text)
    new = seen(96, sha256="new")
    found = carry_cues(CUES, laid(96, (0, 14, 0), (18, 100, 14)), OLD, new)
    after = cues_toml.retimed(path, CUES, OLD, new, found.cues, found.hits, found.silences)
    assert path.read_text() == text
    assert 'what = "bell"   # the big one' in after and "# leave this alone\n[[silence]]" in after
    path.write_text(after)
    assert cues_toml.read_cues(path, new) == found.cues
    same = [a == b for a, b in zip(text.splitlines(), after.splitlines(), strict=True)]
    assert sum(same) > 0.7 * len(same)


def test_what_is_gone_leaves_the_users_file(tmp_path: Path) -> None:
    path, new = tmp_path / "cues.toml", seen(70, sha256="new")
    cues_toml.write_cues(path, CUES, OLD)
    found = carry_cues(CUES, laid(70, (0, 18, 0), (22, 30, 18), (60, 100, 26)), OLD, new)
    path.write_text(cues_toml.retimed(path, CUES, OLD, new, found.cues, found.hits, found.silences))
    read = cues_toml.read_cues(path, new)
    assert read == found.cues and [one.what for one in read.cues[0].hits] == ["door", "bell", "cut"]
    assert [one.id for one in read.cues] == ["c1", "c3"] and read.silences == ()


def test_a_line_heard_again_a_little_off_is_the_old_line_and_another_one_is_not() -> None:
    pieces = laid(100, (0, 35, 5)).pieces
    old = (Speech(S(12), S(14), "both", "Hold on."), Speech(S(20), S(21), "voice"))
    new = (Speech(S(171, 10), S(189, 10), "both", "Hold on."), Speech(S(25), S(28), "voice"))
    assert carry_speech(old, new, pieces) == (Speech(S(17), S(19), "both", "Hold on."), new[1])


def test_subtitles_move_with_their_picture(tmp_path: Path) -> None:
    lines = (Line(S(2), S(4), "First."), Line(S(9), S(11), "Cut into."), Line(S(20), S(22), "Last."))
    moved = carry_lines(lines, laid(90, (0, 10, 0), (15, 100, 10)).pieces)
    write_srt(tmp_path / "a.srt", moved)
    assert read_subtitles(tmp_path / "a.srt").lines == (Line(S(2), S(4), "First."), Line(S(15), S(17), "Last."))


def test_the_change_list_is_in_timecode() -> None:
    found = carried(laid(105, (0, 35, 0), (35, 100, 40), new=((35, 40),)), 105)
    rows = change_rows(found.changes, CLOCK, CLOCK)
    assert ("cue", "1m2", "moved", "01:00:40:00", "01:01:00:00", "01:00:45:00", "01:01:05:00", "") in rows
    assert ("picture", "", "new", "", "", "01:00:35:00", "01:00:40:00", "without music: add a cue to cues.toml if it wants one") in rows


@pytest.mark.parametrize("by_s", [S(0), S(1001, 240), S(-7)])
def test_a_cue_on_its_own_clock_is_the_same_wherever_it_stands(by_s: Fraction) -> None:
    one = CUES.cues[0]
    assert one.moved(by_s).moved(-one.moved(by_s).start_s) == one.moved(-one.start_s)
