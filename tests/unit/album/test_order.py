"""Which track follows which, and what is joined."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from tests.unit.composed import a_cue
from tests.unit.ledger.made import ledger_of, piece

from originalscore.album.order import arrange
from originalscore.errors import BriefError
from originalscore.model.album import AlbumWishes, TrackWish
from originalscore.model.cue import Cue
from originalscore.model.ledger import Entry

F = Fraction
SONG = {"kind": "pre-existing", "usage": "BV"}


def order(*entries: Entry, wishes: AlbumWishes | None = None, moods: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    cues: dict[str, Cue] = {name: replace(a_cue(mood), number=name) for name, mood in (moods or {}).items()}
    return [track.of for track in arrange(entries, ledger_of(*entries), cues, wishes or AlbumWishes())]


def test_long_cues_and_songs_are_tracks_in_the_order_of_the_film() -> None:
    assert order(piece("1m1", 0, 60), piece("s1", 60, 70, **SONG), piece("1m2", 80, 200)) == [("1m1",), ("s1",), ("1m2",)]


def test_short_neighbours_are_a_suite_and_a_song_between_them_parts_it() -> None:
    short = [piece(f"1m{n}", 10 * n, 10 * n + 9) for n in range(1, 5)]
    assert order(*short) == [("1m1", "1m2", "1m3", "1m4")]
    assert order(*short[:2], piece("s1", 29, 30, **SONG), *short[2:]) == [("1m1", "1m2"), ("s1",), ("1m3", "1m4")]


def test_a_suite_is_closed_when_it_is_long_enough() -> None:
    short = [piece(f"1m{n}", 40 * n, 40 * n + 40) for n in range(1, 7)]
    assert order(*short) == [("1m1", "1m2", "1m3", "1m4"), ("1m5", "1m6")]
    assert order(*short, wishes=AlbumWishes(short_s=F(0))) == [(one.id,) for one in short]


def test_the_main_title_stays_alone() -> None:
    assert order(piece("1m1", 0, 20, usage="OT"), piece("1m2", 20, 40), piece("1m3", 40, 60)) == [("1m1",), ("1m2", "1m3")]


def test_end_titles_are_one_suite_and_the_last_track() -> None:
    end = [piece("1m8", 70, 90, usage="CT"), piece("1m9", 95, 99, usage="CT")]
    assert order(piece("1m1", 0, 60), *end, piece("s1", 96, 100, **SONG)) == [("1m1",), ("s1",), ("1m8", "1m9")]


def test_what_the_user_joins_is_joined_and_what_he_names_alone_stays_alone() -> None:
    short = [piece(f"1m{n}", 10 * n, 10 * n + 9) for n in range(1, 5)]
    wishes = AlbumWishes(tracks=(TrackWish(("1m4", "1m1")), TrackWish(("1m2",), "Alone")))
    assert order(*short, wishes=wishes) == [("1m2",), ("1m3",), ("1m4", "1m1")]


def test_a_listening_order_opens_and_closes_the_film_and_keeps_likes_apart() -> None:
    pieces = [
        piece("1m1", 0, 50), piece("1m2", 50, 100), piece("1m3", 100, 150), piece("1m4", 150, 200, usage="OT"), piece("1m5", 200, 250, usage="CT"),
        piece("s1", 250, 260, **SONG), piece("s2", 260, 270, **SONG),
    ]  # fmt: skip
    moods = {"1m1": "tender", "1m2": "tender", "1m3": "action", "1m4": "wonder", "1m5": "sorrow"}
    found = [name for (name,) in order(*pieces, wishes=AlbumWishes(order="listening"), moods=moods)]
    assert (found[0], found[-1]) == ("1m4", "1m5")
    kinds = [moods.get(name, "song") for name in found]
    assert all(a != b for a, b in pairwise(kinds))
    assert found.index("1m1") < found.index("1m2") and found.index("s1") < found.index("s2")


def test_more_tracks_than_a_disc_holds_are_refused() -> None:
    many = [piece(f"1m{n}", 60 * n, 60 * n + 60) for n in range(100)]
    with pytest.raises(BriefError, match=r"100 tracks are more than an album holds \(99\); join more of them"):
        order(*many)
