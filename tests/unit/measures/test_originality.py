"""Planted copies of known tunes must be found, transposed, changed or ornamented; people's own tunes and common figures must not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from originalscore.chance import Stream
from originalscore.formats.abc import read_abc
from originalscore.measures.counterpoint import Sung
from originalscore.measures.originality import KnownMelodies, TuneIndex, baseline, is_too_near, judge_against, shipped_index
from originalscore.measures.originality.figures import figure_name
from originalscore.measures.originality.grams import PATTERNS, grams

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]
from bench_originality import NOTES, damaged, planted  # noqa: E402
from build_tune_index import tidy  # noqa: E402

F = Fraction
Tunes = list[tuple[str, tuple[Sung, ...]]]
COPIES = 60


def a_line(moves: Sequence[int]) -> list[Sung]:
    heights = np.cumsum([60, *moves]).tolist()
    return [(F(place), F(1), height) for place, height in enumerate(heights)]


def a_tune(seed: int, notes: int = 40) -> list[Sung]:
    """A random walk of unlike lengths: nobody's tune."""
    draw, at, height, line = Stream(seed, "walk"), F(0), 67, []
    for _ in range(notes):
        height = max(55, min(84, height + draw.choose((-7, -4, -3, -2, -1, 1, 2, 3, 5, 9))))
        length = draw.choose((F(1, 2), F(1), F(1), F(3, 2), F(2)))
        line.append((at, length, height))
        at += length
    return line


@pytest.fixture(scope="module")
def known() -> Tunes:
    """Some of the tunes that the index was made from, each third book file, with their notes."""
    music21 = pytest.importorskip("music21")
    corpus = Path(music21.__file__).parent / "corpus"
    files = [*sorted((corpus / "ryansMammoth").glob("*.abc"))[::6], corpus / "airdsAirs" / "book3.abc"]
    return [(tune.title, tune.notes) for path in files for tune in read_abc(path)]


def _share(known: Tunes, changed: int, ornamented: int) -> float:
    chosen = planted(known, COPIES)
    copies = [damaged(notes[:NOTES], changed, ornamented, Stream(n, "copy")) for n, (_, notes) in enumerate(chosen)]
    return sum(is_too_near(copy).too_near for copy in copies) / len(copies)


def test_transposed_copies_are_always_found_and_named(known: Tunes) -> None:
    for title, notes in planted(known, COPIES):
        found = is_too_near([(2 * onset, 2 * length, height + 5) for onset, length, height in notes[:NOTES]])
        assert found.too_near, title
        assert found.human_percentile > 95 and found.edit_similarity is None


@pytest.mark.parametrize(("changed", "ornamented"), [(100, 0), (0, 100)])
def test_copies_with_a_tenth_of_their_notes_changed_or_ornamented_are_found_by_hashes_alone(
    known: Tunes, changed: int, ornamented: int
) -> None:
    assert _share(known, changed, ornamented) >= 0.95 - 1.6 * (0.05 * 0.95 / COPIES) ** 0.5  # the aim, less what 60 draws may stray


def test_a_copy_with_every_second_note_changed_is_a_tune_of_its_own(known: Tunes) -> None:
    assert _share(known, 500, 0) <= 0.15


def test_edit_similarity_finds_copies_among_the_notes(known: Tunes) -> None:
    melodies, changed = KnownMelodies(known), 0
    for n, (_, notes) in enumerate(planted(known, 12)):
        exact = melodies.nearest([(o, length, h - 3) for o, length, h in notes[:NOTES]])
        assert exact.edit_similarity == 1.0 and exact.run >= 20
        changed += judge_against(melodies.nearest(damaged(notes[:NOTES], 100, 0, Stream(n, "copy"))), melodies.notes)[0] == "redraw"
    assert changed >= 11


def test_nobodys_tunes_pass_and_are_less_near_than_copies() -> None:
    found = [is_too_near(a_tune(seed)) for seed in range(12)]
    assert sum(verdict.too_near for verdict in found) == 0
    assert judge_against(KnownMelodies([("a", a_tune(50)), ("b", a_tune(51))]).nearest(a_tune(3)), 80) == ("pass", "")


def test_heavily_ornamented_copies_keep_their_skeleton() -> None:
    tune = [(o, F(1), h) for o, _, h in a_line([2, 5, -3, -4, 7, 2, -9, 4, 3, -2, -5, 7, 1, -3, 5, -8, 2, 4, -1, 6, -5, -2, 3, 1])]
    split = [piece for o, n, h in tune for piece in ((o, n / 2, h), (o + n / 2, n / 2, h + 2))]
    near = KnownMelodies([("plain", tune)]).nearest(split)
    assert near.edit_similarity < 0.6
    assert near.skeleton_similarity == 1.0
    assert judge_against(near, 25) == ("redraw", "its strong beats are those of plain")


@pytest.mark.parametrize(
    ("moves", "name"),
    [
        ([2, 2, 1, 2, 2, 2, 1, 2, 2], "scale"), ([-1, -2, 0, -2, -2, -1, -2, -2], "scale"), ([4, 3, 5, 4, 3, 5, 4, 3], "broken chord"),
        ([0, 0, 0, 0, 2, 0, 0, 0, 0], "repeated note"), ([7, -4, -3] * 4, "ostinato"), ([2, -2] * 6, "ostinato"), ([2, 5, -3, -4, 7, 2, -9, 4], ""),
    ],
)  # fmt: skip
def test_common_figures_are_exempt_and_melodies_are_not(moves: list[int], name: str) -> None:
    assert figure_name(moves) == name
    assert (is_too_near(a_line(moves)).verdict == "exempt") == bool(name)


def test_patterns_are_blind_to_key_and_tempo_and_see_a_changed_note() -> None:
    tune = a_tune(4)
    moved = [(3 * onset, 3 * length, height - 7) for onset, length, height in tune]
    changed = [*tune[:20], (*tune[20][:2], tune[20][2] + 1), *tune[21:]]
    for pattern in PATTERNS:
        assert grams(tune, pattern) == grams(moved, pattern) != grams(changed, pattern)


def test_runs_are_counted_in_intervals_of_one_tune(tmp_path: Path) -> None:
    tunes = [("one", a_tune(1)), ("two", a_tune(2))]
    index = TuneIndex.build(tunes)
    line = [*a_tune(1)[:12], *[(o + 30, n, h) for o, n, h in a_tune(2)[20:30]]]
    near = index.nearness(line)
    assert (near.run, near.rhythm_run) == (11, 11) and near.run_bits > 0
    assert index.nearness(line, without=np.array([True, False])).run == 9
    exact = KnownMelodies(tunes).nearest(line)
    assert (exact.run, exact.rhythm_run, exact.nearest_run) == (11, 11, "one")


def test_a_saved_index_comes_back_the_same(tmp_path: Path) -> None:
    index = TuneIndex.build([(f"tune {n}", a_tune(n, 300)) for n in range(300, 308)])
    # so few patterns may lie further apart than a byte tells
    with pytest.raises(ValueError, match="too few patterns"):
        index.save(tmp_path / "small.npz")
    shipped = shipped_index()
    shipped.save(tmp_path / "again.npz")
    again = TuneIndex.load(tmp_path / "again.npz")
    assert again.tunes == shipped.tunes
    assert all(np.array_equal(a, b) for one, other in zip(again.tables, shipped.tables) for a, b in zip(one, other))


def test_the_shipped_index_is_what_the_books_give(known: Tunes) -> None:
    shipped = shipped_index()
    place = {name: n for n, name in enumerate(shipped.tunes)}
    titles = [f"{tidy(title)} (Ryan's Mammoth Collection, 1883)" for title, _ in known]
    checked = [(place[name], notes) for name, (_, notes) in zip(titles, known) if name in place and titles.count(name) == 1][:40]
    assert len(checked) == 40
    for number, pattern in enumerate(PATTERNS):
        hashes, owners = shipped.tables[number]
        for tune, notes in checked:
            assert set(hashes[owners == tune].tolist()) >= {gram for gram in grams(notes, pattern) if gram is not None}


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("LANIGAN'S BALL -- JIG", "Lanigan's Ball, Jig"), ("Bashful Lover., The", "The Bashful Lover"), ("Irish  Pelt.", "Irish Pelt"),
    ],
)  # fmt: skip
def test_titles_are_given_as_one_would_say_them(printed: str, said: str) -> None:
    assert tidy(printed) == said


def test_the_index_is_small_and_holds_no_notes() -> None:
    assert (ROOT / "src/originalscore/measures/originality/tunes.npz").stat().st_size < 3_000_000
    hashes, owners = shipped_index().tables[0]
    assert np.all(np.diff(hashes.astype(int)) >= 0), "patterns stand in the order of their hashes, not of any tune"
    assert len(owners) == len(hashes)


def test_limits_rise_with_how_much_is_searched_and_percentiles_with_nearness() -> None:
    people = baseline()
    few, many = people.limits(300), people.limits(400_000)
    assert all(a <= b for a, b in zip(few, many)) and few[0] < many[0]
    assert people.percentile("likeness", 0) == 0.0 and people.percentile("likeness", 900) == 100.0


def test_the_page_on_originality_prints_the_limits_that_hold() -> None:
    page = (ROOT / "docs" / "originality.md").read_text()
    people = baseline()
    assert f"{people.melodies} melodies of Lutheran chorales" in page and f"{len(shipped_index().tunes):,} tunes" in page
    for measure in ("likeness", "run", "rhythm_run", "run_bits"):
        assert " | ".join(f"{people.percentiles[measure][place]:.0f}" for place in (50, 90, 95, 99)) in page, measure
    for notes, *limits in people.by_notes:
        assert f"| {notes:,} | {limits[0]:.2f} | {limits[1]:.2f} | {limits[2]:.0f} | {limits[3]:.0f} |" in page
