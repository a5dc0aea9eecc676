"""Direction taken: five notes in a row to one cue do what they say, and another take keeps what it is asked to keep."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from originalscore import directing, pipeline, takes
from originalscore.folder import ProjectFolder
from originalscore.pipeline import Listener, Spotted, Written
from originalscore.wishes import Wishes

LISTENER = Listener()


@dataclass(frozen=True)
class Work:
    """A film composed, without a sound: its folder, and its cues by number."""

    root: Path
    spotted: Spotted
    cues: dict[str, Written]


def compose(root: Path, wishes: Wishes | None = None) -> Work:
    spotted, written = pipeline.write_film(ProjectFolder(root), wishes or Wishes(), LISTENER)
    return Work(root, spotted, {work.cue.number: work for work in written})


@pytest.fixture(scope="module")
def first(demo_film: Path, tmp_path_factory: pytest.TempPathFactory) -> Work:
    return compose(tmp_path_factory.mktemp("directed") / "score", Wishes(film=demo_film, subtitles=demo_film.with_suffix(".srt"), seed=7))


@pytest.fixture
def work(first: Work, tmp_path: Path) -> Work:
    shutil.copytree(first.root, first.root.with_name(tmp_path.name))
    return Work(first.root.with_name(tmp_path.name), first.spotted, first.cues)


def note(work: Work, words: str) -> Work:
    direction = directing.take_note(ProjectFolder(work.root), words, LISTENER)
    assert not direction.questions and direction.changes, direction
    return compose(work.root)


def reroll(work: Work, number: str, **named: object) -> Work:
    directing.ask_again(ProjectFolder(work.root), number, LISTENER, **named)  # type: ignore[arg-type]
    return compose(work.root)


def bpm(one: Written) -> float:
    slow, fast = one.tempo.bpm_range
    return (slow + fast) / 2


def notes_a_second(one: Written) -> float:
    return sum(len(part.notes) for part in one.performance.parts) / float(one.cue.length_s)


def level(one: Written) -> float:
    """How loud it is played: the mean of all notes' levels, each as long as it lasts."""
    notes = [note for part in one.performance.parts for note in part.notes]
    return sum(note.level * note.length_s for note in notes) / sum(note.length_s for note in notes)


def players(one: Written) -> set[str]:
    return {part.instrument for part in one.score.parts}


def others(work: Work, number: str) -> list[object]:
    return [(one.tempo, one.sketch, one.score, one.performance) for name, one in work.cues.items() if name != number]


def test_five_notes_in_a_row_to_one_cue_do_what_they_say(work: Work) -> None:
    before = work.cues["1m3"]
    slower = note(work, "1m3: slower and more tender")
    one = slower.cues["1m3"]
    assert one.cue.bpm and one.cue.moods == (("suspense", 0.6), ("tender", 0.4))
    assert bpm(one) < 0.94 * bpm(before)
    later = note(slower, "1m3: come in two seconds later")
    two = later.cues["1m3"]
    assert two.cue.start_s == before.cue.start_s + 2 and two.performance.length_s == float(before.cue.length_s) - 2
    without = note(later, "1m3: no celesta, but add a solo cello")
    three = without.cues["1m3"]
    assert "celesta" in players(two) and "celesta" not in players(three) and "cello-solo" in players(three)
    louder = note(without, "1m3: much louder")
    four = louder.cues["1m3"]
    assert level(four) > level(three) + 0.08 and four.cue.force[0].level > three.cue.force[0].level
    sparser = note(louder, "1m3: it's far too busy")
    five = sparser.cues["1m3"]
    assert notes_a_second(five) < 0.93 * notes_a_second(four) and five.cue.density[0].level < four.cue.density[0].level
    assert five.cue.take == 6 and five.cue.drawn == 1, "a note leaves a cue's chances alone"
    assert others(sparser, "1m3") == others(work, "1m3")
    assert takes.kept_takes(ProjectFolder(work.root), "c3") == (1, 2, 3, 4, 5, 6)


def test_a_hit_is_met_and_another_is_not(work: Work) -> None:
    after = note(work, "1m3: hit 00:54, and don't hit the fade to black")
    at_s = 54 - after.cues["1m3"].cue.start_s  # landings count from the cue's first frame
    met = [one for one in after.cues["1m3"].tempo.landings if one.at_s == at_s]
    assert len(met) == 1 and met[0].must and met[0].landed
    avoided = [hit for hit in after.cues["1m3"].cue.hits if hit.kind == "avoid"]
    assert ["black" in hit.what for hit in avoided] == [True] and avoided[0].at_s != 54


def test_what_is_not_understood_changes_nothing(work: Work) -> None:
    text = (work.root / "cues.toml").read_bytes()
    for words in ("1m2: silence from 00:54 to 00:58", "1m3: enter when she turns", "1m3: make it purple", "less sad", "1m3: add a banjo"):
        direction = directing.take_note(ProjectFolder(work.root), words, LISTENER)
        assert direction.questions and not direction.changes, words
    assert directing.take_note(ProjectFolder(work.root), "1m3: faster", LISTENER, dry_run=True).changes
    assert (work.root / "cues.toml").read_bytes() == text


def test_silence_inside_a_cue_divides_it(work: Work) -> None:
    after = note(work, "1m3: silence from 00:54 to 00:58")
    assert list(after.cues) == ["1m1", "1m2", "1m3", "1m3a", "1m4"]
    assert float(after.cues["1m3"].cue.end_s) == 54 and float(after.cues["1m3a"].cue.start_s) == 58
    assert any(silence.start_s == 54 and silence.end_s == 58 for silence in after.spotted.cues.silences)
    assert others(after, "1m3")[0] == others(work, "1m3")[0]


@pytest.mark.parametrize("keep", [("theme",), ("harmony",), ("tempo",), ("orchestration",), ("all",)])
def test_what_is_locked_is_the_same_in_another_take(work: Work, keep: tuple[str, ...]) -> None:
    old, after = work.cues["1m3"], reroll(work, "1m3", keep=keep)
    new = after.cues["1m3"]
    assert new.cue.take == 2 and new.sketch != old.sketch and others(after, "1m3") == others(work, "1m3")
    kept = set(keep)
    if kept & {"theme", "all"}:
        assert tunes(new) == tunes(old) != {}
    if kept & {"harmony", "all"}:
        assert new.sketch.chords == old.sketch.chords
    if kept & {"tempo", "theme", "harmony", "all"}:
        assert new.tempo == old.tempo
    if kept & {"orchestration", "all"}:
        before, now = hands(old), hands(new)
        assert all(now[line] <= before[line] for line in set(before) & set(now)), (before, now)


def tunes(one: Written) -> dict[str, object]:
    return {line.name: line.notes for line in one.sketch.lines if line.theme and line.role in ("melody", "bass")}


def hands(one: Written) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in one.score.parts:
        for note in part.notes:
            found.setdefault(note.line, set()).add(part.instrument)
    return found


def test_a_lock_in_the_list_is_kept_by_every_take(work: Work) -> None:
    text = (work.root / "cues.toml").read_text()
    place = text.index('id = "c3"')
    (work.root / "cues.toml").write_text(text[:place] + text[place:].replace("locks = []", 'locks = ["harmony"]', 1))
    locked = compose(work.root)
    after = reroll(locked, "1m3")
    assert after.cues["1m3"].sketch.chords == work.cues["1m3"].sketch.chords
    assert after.cues["1m3"].sketch.lines != work.cues["1m3"].sketch.lines


def test_only_the_bars_that_are_asked_for_are_new(work: Work) -> None:
    old, after = work.cues["1m3"], reroll(work, "1m3", bars=(3, 5))
    new = after.cues["1m3"]
    start, end = new.tempo.bars[2].start_beat, new.tempo.bars[4].end_beat

    def notes(one: Written, inside: bool) -> list[object]:
        return [(part.instrument, note) for part in one.score.parts for note in part.notes if (start <= note.onset < end) is inside]

    assert notes(new, inside=False) == notes(old, inside=False)
    assert notes(new, inside=True) != notes(old, inside=True)


def test_only_the_part_that_is_asked_for_is_new(work: Work) -> None:
    old, after = work.cues["1m1"], reroll(work, "1m1", part="cello")
    new = after.cues["1m1"]
    cellos = ("cellos", "cello-solo")
    assert [part for part in new.score.parts if part.instrument not in cellos] == [
        part for part in old.score.parts if part.instrument not in cellos
    ]
    assert [part for part in new.score.parts if part.instrument in cellos] != [
        part for part in old.score.parts if part.instrument in cellos
    ]


def test_an_earlier_take_is_chosen_again(work: Work) -> None:
    after = note(note(work, "1m3: faster and sadder"), "1m3: try again")
    assert after.cues["1m3"].cue.take == 3 and after.cues["1m3"].cue.drawn == 3
    directing.choose_take(ProjectFolder(work.root), "1m3", 1, LISTENER)
    again = compose(work.root)
    assert again.cues["1m3"] == work.cues["1m3"] and others(again, "1m3") == others(work, "1m3")
    assert takes.kept_takes(ProjectFolder(work.root), "c3") == (1, 2, 3)
