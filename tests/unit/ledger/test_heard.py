"""How long music is heard, by every way of counting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.made import RATE, ledger_of, piece

from originalscore.ledger import Counting, music_frames

LEDGER = ledger_of(
    piece("logo", 0, 5, usage="EE", kind="logo"),
    piece("1m1", 10, 40),
    piece("radio", 30, 50, kind="source", on_screen=True, usage="VS"),
    piece("s1", 90, 100, kind="pre-existing"),
    credits_frame=90 * RATE,
)


def test_every_option_changes_the_answer_by_what_it_leaves_out() -> None:
    assert music_frames(LEDGER, Counting()) == 55 * RATE
    assert music_frames(LEDGER, Counting(each_piece=True)) == 65 * RATE
    assert music_frames(LEDGER, Counting(logo=False)) == 50 * RATE
    assert music_frames(LEDGER, Counting(source=False)) == 45 * RATE
    assert music_frames(LEDGER, Counting(end_credits=False)) == 45 * RATE
    assert music_frames(LEDGER, Counting(), lambda entry: entry.kind == "score") == 30 * RATE


spans = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=12)


@given(spans)
def test_counted_once_it_is_the_frames_that_have_music(found: list[tuple[int, int]]) -> None:
    ledger = ledger_of(*(piece(f"p{n}", 0, 1, first_frame=first, end_frame=first + count) for n, (first, count) in enumerate(found)))
    frames = {frame for first, count in found for frame in range(first, min(first + count, ledger.frames))}
    assert music_frames(ledger, Counting()) == len(frames)
    assert music_frames(ledger, Counting(each_piece=True)) >= len(frames)
