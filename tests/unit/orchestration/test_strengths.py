"""Composers ask the palette: who convinces comes first, who does not must be earned, and nobody plays whom it does not have."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.model.cue import MOODS
from originalscore.model.palette import Strengths
from originalscore.music.instrument import INSTRUMENTS, PERCUSSION
from originalscore.orchestration.forces import ENSEMBLES, FAST_ATTACK, forces, is_earned, threshold
from originalscore.render.palette import shipped

HEAVY = ("trumpets", "trombones", "tuba")
POOR_BRASS = Strengths(convincing=tuple((name, "", 0.3) for name in HEAVY))


def doublings(done: Composed, names: tuple[str, ...]) -> int:
    """Notes of some instruments that are no strike."""
    return sum(not note.line.startswith("stinger") for part in done.score.parts if part.instrument in names for note in part.notes)


def test_a_less_convincing_doubling_needs_a_louder_music() -> None:
    assert threshold(0.5, "trumpets", Strengths()) == 0.5
    assert threshold(0.5, "trumpets", POOR_BRASS) == pytest.approx(0.64)
    assert not is_earned(("trumpets", "horns"), 0.7, POOR_BRASS) and is_earned(("trumpets", "horns"), 0.85, POOR_BRASS)
    assert is_earned(("horns",), 0.1, POOR_BRASS)


def test_brass_that_does_not_convince_plays_less_and_still_plays_where_it_is_earned() -> None:
    def played(force: float, strengths: Strengths) -> int:
        return doublings(compose(a_cue("triumph", force=force, length_s=30), strengths=strengths), HEAVY)

    assert played(0.75, POOR_BRASS) < played(0.75, Strengths())
    assert played(1.0, POOR_BRASS) > 0


def test_the_tune_goes_to_who_convinces() -> None:
    soft = a_cue("tender", force=0.2, length_s=30)

    def singers(strengths: Strengths) -> Counter[str]:
        parts = compose(soft, strengths=strengths).score.parts
        return Counter(part.instrument for part in parts for note in part.notes if note.line.startswith("melody"))

    ((singer, _),) = singers(Strengths()).most_common(1)
    poor = singers(Strengths(convincing=((singer, "", 0.2),)))
    assert poor and singer not in poor


def test_with_nothing_said_everybody_is_as_good() -> None:
    cue = a_cue("action", force=0.8, length_s=24)
    assert compose(cue).score == compose(cue, strengths=Strengths(convincing=(("horns", "", 1.0),))).score


def test_the_forces_are_the_palettes() -> None:
    done = compose(a_cue(length_s=16))
    few = Strengths(players=("piano", "violins-1", "cellos", "basses"), adds=("synth", "electronics"))
    assert forces(done.cue, done.asked, few) == ("piano", "violins-1", "cellos", "basses", "synth")
    small = compose(a_cue(length_s=16, ensemble="piano-and-strings"))
    assert forces(small.cue, small.asked, Strengths(players=("flute", "harp", *ENSEMBLES["piano-and-strings"][:4]))) == (
        "piano", "violin-solo", "violins-1", "violins-2",
    )  # fmt: skip
    assert forces(small.cue, small.asked, Strengths(players=("flute", "harp"))) == ("flute", "harp")


@pytest.fixture(scope="module", params=[(mood, name) for name in ("orchestra", "intimate", "ambient") for mood in MOODS[::3]], ids=str)
def written(request: pytest.FixtureRequest) -> tuple[Composed, Strengths]:
    mood, name = request.param
    strengths = shipped(name).strengths()
    return compose(a_cue(mood, force=0.7, hits=(a_hit(14),), length_s=30), strengths=strengths), strengths


def test_only_players_of_the_palette_play_and_in_their_range(written: tuple[Composed, Strengths]) -> None:
    done, strengths = written
    for part in done.score.parts:
        assert strengths.may_play(part.instrument)
        for note in part.notes:
            assert note.sound in PERCUSSION if note.sound else INSTRUMENTS[part.instrument].reaches(note.pitch), (part.instrument, note)


def test_no_line_vanishes(written: tuple[Composed, Strengths]) -> None:
    done, _ = written
    heard = {note.line for part in done.score.parts for note in part.notes}
    lost = {line.name for line in done.sketch.lines if line.notes} - heard
    assert not {name for name in lost if not name.startswith("swell")}, lost


def test_hits_are_carried_by_a_fast_attack(written: tuple[Composed, Strengths]) -> None:
    done, _ = written
    for landing in done.tempo.landings:
        carriers = {part.instrument for part in done.score.parts for note in part.notes if note.carries_hit and note.onset == landing.beat}
        assert carriers & set(FAST_ATTACK), landing
