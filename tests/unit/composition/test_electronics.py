"""Electronics prepare and take away: in range, exact on their hits, out of the way of words, and not everywhere."""

import itertools
from fractions import Fraction
from functools import cache

import pytest
from tests.unit.composed import Composed, a_cue, a_hit, compose

from originalscore.model.score import Note
from originalscore.model.sketch import Line, LineNote
from originalscore.music.instrument import ELECTRONIC_SOUNDS, INSTRUMENTS
from originalscore.performance.perform import can_play
from originalscore.planning.moods import MOOD_ROWS

F = Fraction
SPEECH = (F(16), F(19))
#: One mood for each idiom that has electronics.
MOODS_BY_IDIOM = {"thriller": "suspense", "dread": "horror", "action": "action", "mystery": "mystery", "heroic": "triumph",
                  "underscore": "neutral", "intimate": "tender"}  # fmt: skip
QUIET = ("drone", "air")


@cache
def scored(
    mood: str, *, speech: bool = True, electronic: bool = True, seed: int = 7, force: float = 0.75, ensemble: str = "orchestra"
) -> Composed:
    hits = (a_hit(11), a_hit(F("24.5"), "reveal"), a_hit(31, "smash to black"))
    cue = a_cue(mood, force=force, hits=hits, length_s=36, speech=(SPEECH,) if speech else (), ensemble=ensemble)
    return compose(cue, seed, electronic=electronic)


@pytest.fixture(scope="module", params=MOODS_BY_IDIOM)
def done(request: pytest.FixtureRequest) -> Composed:
    return scored(MOODS_BY_IDIOM[request.param])


def effects(done: Composed) -> list[Line]:
    return [line for line in done.sketch.lines if line.role == "effect"]


def effect_notes(done: Composed) -> list[LineNote]:
    return sorted((note for line in effects(done) for note in line.notes), key=lambda note: (note.onset, note.sound))


def under_words(done: Composed) -> list[str]:
    """The electronic sounds whose notes sound while somebody speaks."""
    start, end = (done.tempo.beat(at_s) for at_s in SPEECH)
    return sorted({note.sound for note in effect_notes(done) if note.onset < end and start < note.onset + note.length})


def test_every_idiom_uses_its_electronics_and_the_light_ones_none() -> None:
    assert {row.idiom for row in MOOD_ROWS.values()} == {*MOODS_BY_IDIOM, "light", "romantic"}
    assert all(effect_notes(scored(mood)) for mood in MOODS_BY_IDIOM.values())
    assert not effect_notes(scored("joy"))


def test_every_note_can_be_played_and_is_in_range(done: Composed) -> None:
    electronics = INSTRUMENTS["electronics"]
    (part,) = [part for part in done.score.parts if part.instrument == "electronics"]
    assert all(note.pitch and electronics.reaches(note.pitch, comfortably=True) and note.sound in ELECTRONIC_SOUNDS for note in part.notes)
    played = next(part for part in done.performance.parts if part.instrument == "electronics")
    assert played.notes and all(can_play("electronics", note) for note in played.notes)
    assert not can_play("flute", played.notes[0])


def _height(note: LineNote | Note) -> int:
    assert note.pitch is not None
    return note.pitch.height


def test_what_is_sketched_is_written(done: Composed) -> None:
    (part,) = [part for part in done.score.parts if part.instrument == "electronics"]
    written = sorted((note.onset, note.length, _height(note), note.sound) for note in part.notes)  # a copyist may spell it otherwise
    assert written == sorted((note.onset, note.length, _height(note), note.sound) for note in effect_notes(done))


def test_words_name_every_sound_that_is_played(done: Composed) -> None:
    (part,) = [part for part in done.score.parts if part.instrument == "electronics"]
    named = {name for direction in part.directions for name in direction.words.split(" + ")}
    assert named == {ELECTRONIC_SOUNDS[note.sound].name for note in part.notes}


def test_blows_carry_their_hits_and_sound_at_their_exact_time() -> None:
    for idiom, mood in MOODS_BY_IDIOM.items():
        done = scored(mood)
        blows = [note for note in effect_notes(done) if note.accent == 2]
        assert bool(blows) == (idiom in ("thriller", "dread", "action", "heroic"))
        played = [note for part in done.performance.parts if part.instrument == "electronics" for note in part.notes if note.carries_hit]
        assert len(played) == len(blows)
        times = [float(landing.at_s) for landing in done.tempo.landings]
        assert all(min(abs(note.onset_s - at_s) for at_s in times) < 0.001 for note in played)


def test_leads_end_on_their_hits_to_the_sample(done: Composed) -> None:
    beats = {landing.beat: float(done.tempo.seconds(landing.beat)) for landing in done.tempo.landings}
    leads = [note for note in effect_notes(done) if ELECTRONIC_SOUNDS[note.sound].kind == "leading"]
    assert all(note.onset + note.length in beats for note in leads)
    played = [note for part in done.performance.parts for note in part.notes if note.sound in ("riser", "reversed-swell")]
    assert len(played) == len(leads)
    for note in played:
        assert min(abs(note.onset_s + note.length_s - at_s) for at_s in beats.values()) < 1 / 48_000
        assert note.level > 0.3  # as loud as it ends, not as it begins


def test_under_words_there_is_nothing_but_a_low_drone_or_air(done: Composed) -> None:
    assert set(under_words(done)) <= set(QUIET)
    for part in done.performance.parts:
        for note in part.notes if part.instrument == "electronics" else ():
            if note.onset_s < SPEECH[1] and note.onset_s + note.length_s > SPEECH[0]:
                assert note.level <= 0.3


def test_the_same_cue_without_words_would_have_been_caught() -> None:
    assert any(set(under_words(scored(mood, speech=False))) - set(QUIET) for mood in reversed(MOODS_BY_IDIOM.values()))


def test_a_clock_is_silent_before_a_hit() -> None:
    for speech in (True, False):
        done = scored("action", speech=speech)
        clocks = [note for note in effect_notes(done) if note.sound in ("tick", "pulse")]
        assert clocks
        for landing in done.tempo.landings:
            assert not [note for note in clocks if landing.beat - 2 < note.onset + note.length and note.onset < landing.beat + 1]


def test_ticking_alternates_and_has_holes() -> None:
    done = compose(a_cue("suspense", force=0.5, length_s=30), electronic=True)
    ticks = [note for note in effect_notes(done) if note.sound == "tick"]
    assert {note.pitch.octave for note in ticks if note.pitch} == {4, 5}
    bars = [sum(bar.start_beat <= note.onset < bar.end_beat for note in ticks) for bar in done.tempo.bars]
    assert max(bars) < 4 and 0 in bars[2:-2]


def test_a_smash_to_black_has_a_lead_and_then_nothing(done: Composed) -> None:
    beat = next(landing.beat for landing in done.tempo.landings if landing.what == "smash to black")
    assert not [note for note in effect_notes(done) if note.onset <= beat < note.onset + note.length]
    assert not [note for note in effect_notes(done) if beat <= note.onset < beat + 2]
    if any(note.sound == "riser" for note in effect_notes(done)):
        assert [note for note in effect_notes(done) if note.onset + note.length == beat]


def test_electronics_are_no_wallpaper(done: Composed) -> None:
    """Something electronic sounds in at most three quarters of the bars, in quiet idioms in at most half."""
    notes = effect_notes(done)
    bars = [bar for bar in done.tempo.bars if bar.start_beat < done.tempo.end_beat]
    full = [bar for bar in bars if any(note.onset < bar.end_beat and bar.start_beat < note.onset + note.length for note in notes)]
    assert len(full) <= (0.5 if done.asked.idiom in ("intimate", "underscore") else 0.75) * len(bars)


def test_a_drone_over_everything_is_wallpaper() -> None:
    done = scored("suspense")
    over = LineNote(F(0), done.tempo.end_beat, None, "drone")
    bars = [bar for bar in done.tempo.bars if bar.start_beat < done.tempo.end_beat]
    assert sum(over.onset < bar.end_beat and bar.start_beat < over.onset + over.length for bar in bars) > 0.75 * len(bars)


def test_a_felted_piano_is_heard_close_by() -> None:
    done = scored("tender", force=0.35, speech=False, ensemble="piano-and-strings")
    assert "felt-noise" in {note.sound for note in effect_notes(done)}


def test_the_rest_of_the_music_does_not_change_for_electronics() -> None:
    plain, more = scored("suspense", electronic=False), scored("suspense")
    assert not effects(plain) and effects(more)
    assert plain.sketch.lines == tuple(line for line in more.sketch.lines if line.role != "effect")
    assert plain.score.parts == tuple(part for part in more.score.parts if part.instrument != "electronics")
    assert plain.performance.parts == tuple(part for part in more.performance.parts if part.instrument != "electronics")


def test_without_electronics_their_lines_are_said_to_be_missing() -> None:
    from originalscore import orchestration
    from originalscore.chance import Stream

    done = scored("suspense")
    alone = orchestration.orchestrate(done.cue, done.asked, done.sketch, done.tempo, Stream(1))
    assert all(part.instrument != "electronics" for part in alone.parts)
    assert any("effect-" in shortfall.wanted for shortfall in alone.shortfalls)


def test_the_same_seed_has_the_same_electronics() -> None:
    assert effects(scored.__wrapped__("suspense")) == effects(scored("suspense"))


def test_notes_of_a_line_do_not_overlap(done: Composed) -> None:
    for line in effects(done):
        onsets = {note.onset: note for note in line.notes}
        for before, after in itertools.pairwise([onsets[at] for at in sorted(onsets)]):
            assert before.onset + before.length <= after.onset, line.name
