"""Who is named, what kind of release it is, and how long an album has to be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.ledger.made import ledger_of, piece

from originalscore.album.credits import VARIOUS, album_artist, composers_of, lyricists_of, performers_of, release_types
from originalscore.album.minimum import album_minimum
from originalscore.album.order import Planned
from originalscore.album.sleeves import file_name
from originalscore.model.album import AlbumWishes, TrackWish
from originalscore.model.ledger import Entry, Party

WISHES = AlbumWishes(performer="The Orchestra")


def track(*pieces: Entry) -> Planned:
    return Planned(pieces, TrackWish(tuple(one.id for one in pieces)))


def song(name: str, performer: str, kind: str = "pre-existing") -> Entry:
    writers = (Party("Ann", "C"), Party("Bob", "A"), Party("Cy", "CA"))
    return piece(name, 0, 10, kind=kind, usage="BV", lyric=True, performer=performer, writers=writers)


def test_composers_write_music_and_lyricists_words() -> None:
    one = track(song("s1", "The Quay"))
    assert composers_of(one, ledger_of()) == ("Ann", "Cy") and lyricists_of(one) == ("Bob", "Cy")
    assert performers_of(one, WISHES) == ("The Quay",)


def test_the_scores_composer_is_nobody_until_named_and_never_a_songs() -> None:
    score, other = track(piece("1m1", 0, 10)), track(piece("s1", 0, 10, kind="pre-existing"))
    assert composers_of(score, ledger_of()) == ()
    assert composers_of(score, ledger_of(composer="Dee")) == ("Dee",) and composers_of(other, ledger_of(composer="Dee")) == ()
    assert performers_of(score, WISHES) == ("The Orchestra",) and performers_of(other, WISHES) == ()


def test_a_compilation_is_only_what_was_there_before_and_by_several() -> None:
    several = (track(song("s1", "One")), track(song("s2", "Two")))
    assert release_types(several, WISHES) == ("album", "soundtrack", "compilation")
    assert release_types(several[:1], WISHES) == ("album", "soundtrack")
    assert release_types((*several, track(piece("1m1", 0, 10))), WISHES) == ("album", "soundtrack")
    assert release_types((several[0], track(song("s3", "Two", "song"))), WISHES) == ("album", "soundtrack")


def test_the_albums_artist_is_as_wished_the_composer_or_several() -> None:
    score, several = (track(piece("1m1", 0, 10)),), (track(song("s1", "One")), track(song("s2", "Two")))
    assert album_artist(ledger_of(composer="Dee"), score, AlbumWishes(artist="Mine")) == "Mine"
    assert (album_artist(ledger_of(composer="Dee"), score, WISHES), album_artist(ledger_of(), score, WISHES)) == ("Dee", "")
    assert album_artist(ledger_of(composer="Dee"), several, WISHES) == VARIOUS


@pytest.mark.parametrize(
    ("tracks", "seconds", "told"),
    [(5, 900, "met with 5"), (5, 899, "not met with 5"), (4, 900, "not met with 4"), (1, 1800, "met with 1 different track, 30:00"), (1, 1799, "not met")],
)  # fmt: skip
def test_an_album_has_five_tracks_and_a_quarter_of_an_hour_or_half_an_hour(tracks: int, seconds: int, told: str) -> None:
    assert f": {told}" in album_minimum(tracks, Fraction(seconds))


@pytest.mark.parametrize(("title", "name"), [("A / B: “C”?", "A - B- “C”-"), ("...", "untitled"), ("x" * 99, "x" * 80), (" a  b. ", "a b")])
def test_any_title_is_a_file_name(title: str, name: str) -> None:
    assert file_name(title) == name
