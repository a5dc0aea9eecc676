"""Harmony says what its idiom says, follows its target, remembers what was said, and closes where the story closes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise

import pytest
from tests.unit.composed import FRAME_S, a_cue, a_hit

from originalscore import composition, planning, timing
from originalscore.chance import Stream
from originalscore.composition.form import lay_out
from originalscore.composition.harmony import tension_target
from originalscore.composition.idioms import IDIOMS, idiom
from originalscore.composition.places import find_places
from originalscore.composition.statements.tones import Tone, in_key
from originalscore.composition.vocabulary import CADENCES, COLOURS, VOCABULARIES, degree, words
from originalscore.measures.tension import tension
from originalscore.model.cue import MOODS, Cue, CueList, CurvePoint, ThemeWish
from originalscore.model.plan import ScorePlan
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap
from originalscore.music.chord import QUALITIES
from originalscore.music.key import Key

F = Fraction
NAMES = ("romantic", "minimal", "thriller", "intimate", "light", "ambient", "underscore", "mystery", "dread", "action", "heroic")


def planned(cue: Cue, name: str, seed: int) -> tuple[ScorePlan, TempoMap]:
    plan = planning.plan_score(CueList("", seed, (ThemeWish("main", "the film", "tender"),), (cue,), ()))
    asked = replace(plan.cue(cue.id), idiom=name) if name else plan.cue(cue.id)
    tempo = timing.fit_tempo(cue, meter=asked.meter, target_bpm=asked.target_bpm, frame_s=FRAME_S)
    return replace(plan, cues=(asked,)), tempo


@cache
def sketched(
    mood: str = "tender", name: str = "", seed: int = 3, *, ending: str = "close", hit: bool = False, sung: bool = True
) -> tuple[Sketch, TempoMap]:
    arc = (CurvePoint(F(0), 0.2), CurvePoint(F(38), 0.85))
    cue = replace(a_cue(mood, ending=ending, hits=(a_hit(33, "reveal"),) if hit else ()), force=arc)
    cue = cue if sung else replace(cue, themes=())
    plan, tempo = planned(cue, name, seed)
    return composition.sketch(cue, plan, tempo, Stream(seed, cue.id)), tempo


def names(sketch: Sketch) -> list[tuple[int, str]]:
    return [((span.chord.root.pitch_class - sketch.key.tonic.pitch_class) % 12, span.chord.quality) for span in sketch.chords]


def turns(sketch: Sketch, length: int) -> list[tuple[tuple[int, str], ...]]:
    found = names(sketch)
    return [tuple(found[n : n + length]) for n in range(len(found) - length + 1)]


def follows(levels: list[float], wanted: list[float]) -> float:
    """Pearson's r of two curves, each smoothed over eight beats."""

    def smooth(curve: list[float]) -> list[float]:
        return [sum(near) / len(near) for n in range(len(curve)) if (near := curve[max(0, n - 4) : n + 4])]

    one, other = smooth(levels), smooth(wanted)
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    shared = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other))
    return shared / (sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)) ** 0.5


def curves(sketch: Sketch, tempo: TempoMap) -> tuple[list[float], list[float]]:
    beats = range(int(tempo.end_beat))
    chords = [next(span.tension for span in reversed(sketch.chords) if span.onset <= beat) for beat in beats]
    return chords, [next(point.level for point in reversed(sketch.tension) if point.beat <= beat) for beat in beats]


def test_the_eleven_idioms_have_rows_and_chords_that_exist() -> None:
    assert set(IDIOMS) == set(VOCABULARIES) == set(NAMES)
    for table in VOCABULARIES.values():
        for word in (*table.major, *table.minor, *table.closing_major, *table.closing_minor):
            assert word.quality in QUALITIES
        assert len(table.motion) == 12
    for modes in CADENCES.values():
        for texts in modes:
            assert all(word.quality in QUALITIES for text in texts if text for word in words(text))
    assert set(COLOURS) <= set(MOODS)
    with pytest.raises(KeyError):
        idiom("polka")


def test_labels_are_read_as_degrees() -> None:
    assert [degree(label) for label in ("I", "bVI", "V/ii", "vii/V", "V/bVI")] == [0, 8, 9, 6, 3]


def test_the_same_cue_is_harmonised_otherwise_in_every_idiom() -> None:
    """Share of beats on which two idioms have the same chord in three cues; no theme stands in them, whose chords would come along."""

    def by_beat(name: str) -> list[tuple[int, str]]:
        found = []
        for seed in (3, 4, 5):
            sketch, tempo = sketched("tender", name, seed, sung=False)
            starts = [span.onset for span in sketch.chords]
            found += [names(sketch)[bisect_right(starts, beat) - 1] for beat in range(int(tempo.end_beat))]
        return found

    heard = {name: by_beat(name) for name in NAMES[::2]}
    alike = {(a, b): sum(x == y for x, y in zip(heard[a], heard[b])) / len(heard[a]) for a, b in combinations(heard, 2)}
    assert max(alike.values()) < 0.5, max(alike, key=lambda pair: alike[pair])


@pytest.mark.parametrize("name", NAMES)
def test_every_idiom_composes_without_gaps(name: str) -> None:
    sketch, tempo = sketched("sorrow" if NAMES.index(name) % 2 else "tender", name)
    assert sketch.chords[0].onset == 0
    assert all(a.onset + a.length == b.onset for a, b in pairwise(sketch.chords))
    assert sketch.chords[-1].onset + sketch.chords[-1].length >= tempo.end_beat


def test_tension_follows_its_target_and_reversed_chords_do_not() -> None:
    found = [curves(*sketched(mood)) for mood in ("tender", "romance", "conflict", "joy", "sorrow")]
    right = sorted(follows(chords, target) for chords, target in found)
    wrong = sorted(follows(chords[::-1], target) for chords, target in found)
    assert right[len(right) // 2] > 0.6 > wrong[len(wrong) // 2]


def test_no_turn_of_four_chords_comes_again_by_accident_and_a_loop_would_be_caught() -> None:
    for mood in ("tender", "romance", "conflict", "joy"):
        sketch, _ = sketched(mood)
        found = turns(sketch, 4)
        assert len(found) - len(set(found)) <= 0.1 * len(found), mood
    looped = replace(sketch, chords=sketch.chords[:4] * 5)
    assert len(set(turns(looped, 4))) < 0.5 * len(turns(looped, 4))


def test_two_cues_do_not_say_the_same_chords() -> None:
    heard = [set(turns(sketched("tender", seed=seed)[0], 6)) for seed in (2, 3)]
    assert all(not one & other for one, other in combinations(heard, 2))


def test_a_closed_ending_is_home_and_an_open_one_is_not() -> None:
    assert names(sketched("romance")[0])[-1][0] == 0
    assert sketched("romance")[0].chords[-1].tension < 0.3
    assert names(sketched("romance", ending="open")[0])[-1][0] != 0


def test_a_reveal_is_a_third_away_on_the_hit() -> None:
    sketch, tempo = sketched("wonder", hit=True)
    beat = tempo.landings[0].beat
    place = next(n for n, span in enumerate(sketch.chords) if span.onset <= beat < span.onset + span.length)
    assert sketch.chords[place].onset == beat
    before, after = names(sketch)[place - 1 : place + 1]
    assert (after[0] - before[0]) % 12 in (3, 4, 8, 9)


def test_a_pedal_lies_under_changing_chords_in_the_thriller() -> None:
    sketch, _ = sketched("suspense", "thriller")
    held = [span for span in sketch.chords if span.chord.bass.pitch_class == sketch.key.tonic.pitch_class]
    assert len({span.chord.root for span in held}) >= 3


def test_minimal_cells_grow_by_one_chord() -> None:
    cue = replace(a_cue("neutral", length_s=90), themes=())
    plan, tempo = planned(cue, "minimal", 4)
    asked = plan.cues[0]
    form = lay_out(cue, plan, replace(asked, statements=()), tempo)
    places = find_places(cue, asked.key, form, tension_target(cue, form), idiom("minimal"), Stream(4))
    repeats = [place.repeats for place in places]
    assert sum(again is not None for again in repeats) > len(repeats) / 3
    assert all(again < n for n, again in enumerate(repeats) if again is not None)


def test_the_story_may_ask_for_its_own_cadence() -> None:
    cue = a_cue("tender")
    plan, tempo = planned(cue, "", 3)
    form = lay_out(cue, plan, plan.cues[0], tempo)
    target = tension_target(cue, form)
    object.__setattr__(form.bars[8], "cadence", "unresolved")
    places = find_places(cue, plan.cues[0].key, form, target, idiom("intimate"), Stream(4))
    asked = next(place for place in places if place.onset == form.bars[8].bar.start_beat)
    arrival = CADENCES["unresolved"][int(plan.cues[0].key.is_minor)][1]
    assert asked.tune and not asked.only  # a tune lies above it: the story wishes, and the tune has its say
    names = {word.name for word in words(arrival)}
    assert names <= {word.name for word in asked.wishes}
    assert sorted(asked.wishes, key=lambda word: word.cost)[1].name in names  # second only to the tune's own chord


def test_a_remote_chord_is_tenser_than_home_and_a_tune_counts() -> None:
    key = Key.parse("C major")
    home, remote = (tension(Key.parse(name).tonic, "maj", key) for name in ("C", "Ab"))
    assert home < 0.2 < remote
    assert tension(key.tonic, "maj", key, (Key.parse("F#").tonic,)) > home


def test_heights_move_by_degree() -> None:
    third, second = Tone(F(0), F(1), 64), Tone(F(1), F(1), 62)
    assert [tone.height for tone in in_key([third, second], Key.parse("C major"), Key.parse("C minor"), 62)] == [63, 62]
    assert [tone.height for tone in in_key([third, second], Key.parse("C major"), Key.parse("D minor"), 64)] == [65, 64]
