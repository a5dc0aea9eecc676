"""Spotting on films made of numbers: where music plays, where it rests, and what it must meet."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from originalscore.model.brief import Brief
from originalscore.model.cue import ENDINGS, ENSEMBLES, MOODS, PURPOSES
from originalscore.model.picture import Curve, Event, Film, Marker, Picture, Scene, Shot, Speech
from originalscore.picture import blank_picture
from originalscore.spotting import read_story, spot
from originalscore.spotting.brief_times import timed_wishes
from originalscore.times import Clock, FrameRate

F = Fraction
CLOCK = Clock(FrameRate(F(24)), 86_400)


def film(
    *spans: tuple[int, float, float, float], events: tuple[Event, ...] = (), speech: tuple[Speech, ...] = (),
    markers: tuple[Marker, ...] = (), black: tuple[int, ...] = (),
) -> Picture:  # fmt: skip
    """Scenes of one shot each as (length in seconds, brightness, motion, warmth); ``black`` lists scene numbers without picture."""
    shots, scenes, at = [], [], F(0)
    brightness, motion, warmth = [], [], []
    for number, (length, bright, moving, warm) in enumerate(spans, 1):
        shots.append(Shot(number, at, at + length, "cut" if at else "start", bright, moving, 0.0, 0.3, number in black))
        scenes.append(Scene(number, at, at + length, number, number))
        at += length
        for values, level in ((brightness, bright), (motion, moving), (warmth, warm)):
            values += [level] * (2 * length)
    curves = tuple(Curve(name, F(1, 2), tuple(v)) for name, v in (("brightness", brightness), ("motion", motion), ("warmth", warmth)))
    info = Film("film.mp4", "abc", at, CLOCK, 640, 360, True, True, F(0), "mp4")
    times = tuple(F(n, 24) for n in range(int(at * 24)))
    return Picture(info, times, tuple(shots), tuple(scenes), speech, events, markers, curves, None, None, None, False, (), None)


CALM, STORM, NIGHT = (20, 0.5, 0.02, 0.6), (20, 0.10, 0.30, 0.4), (20, 0.05, 0.02, 0.4)


def test_cues_and_silences_follow_each_other_without_overlap_and_on_frames() -> None:
    cues = spot(film(CALM, STORM, NIGHT, CALM, STORM, CALM), Brief())
    spans = sorted([(c.start_s, c.end_s) for c in cues.cues] + [(s.start_s, s.end_s) for s in cues.silences])
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all((at * 24).denominator == 1 for span in spans for at in span)
    assert cues.cues[0].start_s == 0 and cues.cues[-1].end_s == 120


def test_every_decision_uses_the_fields_words_and_gives_its_reason() -> None:
    cues = spot(film(CALM, STORM, NIGHT, CALM), Brief())
    for cue in cues.cues:
        assert cue.mood in MOODS and cue.purpose in PURPOSES and cue.ending in ENDINGS and cue.ensemble in ENSEMBLES
        assert len(cue.why) > 10
    assert all(silence.why for silence in cues.silences)
    assert len({cue.id for cue in cues.cues}) == len({cue.number for cue in cues.cues}) == len(cues.cues)


def test_a_black_in_the_middle_rests() -> None:
    cues = spot(film(CALM, STORM, (4, 0.0, 0.0, 0.5), CALM, CALM, black=(3,)), Brief())
    assert [(s.start_s, s.end_s) for s in cues.silences] == [(40, 44)]
    assert "black" in cues.silences[0].why


def test_bright_and_calm_reads_gentler_than_dark_and_moving() -> None:
    cues = spot(film(CALM, STORM, (10, 0.0, 0.0, 0.5), CALM, black=(3,)), Brief())
    gentle = ("tender", "joy", "wonder", "romance", "daily")
    assert cues.cues[0].mood in gentle
    assert cues.cues[1].mood not in gentle


def test_the_curves_rise_with_the_picture() -> None:
    cues = spot(film((20, 0.5, 0.01, 0.6), (20, 0.5, 0.4, 0.6)), Brief(words="a chase full of action"))
    levels = [point.level for cue in cues.cues for point in cue.force]
    assert levels[-1] > levels[0] + 0.1


def test_the_brief_decides_over_the_picture() -> None:
    cues = spot(film(CALM, CALM), Brief(words="a horror film, dread everywhere"))
    assert {cue.mood for cue in cues.cues} == {"horror"}
    assert spot(film(CALM), Brief(ensemble="orchestra")).cues[0].ensemble == "orchestra"


def test_the_players_whom_a_brief_names_play_in_every_cue_and_nobody_else() -> None:
    cues = spot(film(CALM, STORM), Brief(words="tender, for piano and a flute")).cues
    assert {(cue.ensemble, cue.add, cue.staff.players) for cue in cues} == {("soloists", ("piano", "flute"), ("piano", "flute"))}
    asked = spot(film(CALM), Brief(words="tender, for piano and a flute", ensemble="choir")).cues[0]
    assert (asked.ensemble, asked.add) == ("choir", ())


def test_what_the_editor_marked_must_land_and_a_sound_inside_speech_need_not() -> None:
    marked = film(CALM, STORM, markers=(Marker(F(13), "she turns"),), speech=(Speech(F(25), F(30), "voice"),),
                  events=(Event(F(27), "impact", 1.0, "sudden sound"), Event(F(34), "flash", 0.9, "lightning")))  # fmt: skip
    hits = {hit.at_s: hit for cue in spot(marked, Brief()).cues for hit in cue.hits}
    assert hits[F(13)].must and hits[F(13)].what == "she turns"
    assert hits[F(34)].must and hits[F(34)].kind == "hard"
    assert F(27) not in hits


def test_few_moments_are_musts_however_many_cuts_there_are() -> None:
    cuts = tuple(Event(F(n), "cut", 0.8, "cut") for n in range(2, 118))
    hits = [hit for cue in spot(film(*[CALM] * 6, events=cuts), Brief()).cues for hit in cue.hits]
    assert 4 <= sum(hit.must for hit in hits) <= 120 / 6
    assert all(after.at_s - before.at_s >= 1 for before, after in itertools.pairwise(hits))


def test_a_clock_that_changes_every_fifteen_seconds_is_met_at_every_change() -> None:
    changes = tuple(Event(F(15 * n), "cut", 0.3, "cut") for n in range(1, 8))
    cues = spot(film(*[CALM] * 6, events=changes), Brief()).cues
    inside = {change.at_s for change in changes for cue in cues if cue.start_s + 1 < change.at_s < cue.end_s - 1}
    assert len(inside) >= 5
    assert inside == {hit.at_s for cue in cues for hit in cue.hits if hit.must}


def test_where_people_speak_softly_a_cut_inside_a_scene_is_felt_and_not_struck() -> None:
    changes = tuple(Event(F(15 * n), "cut", 0.3, "cut") for n in range(1, 8) if n != 4)
    said = tuple(Speech(F(20 * n + 5), F(20 * n + 9), "voice") for n in range(6))
    spoken, silent = (spot(film(*[CALM] * 6, events=changes, speech=words), Brief()).cues for words in (said, ()))
    assert {cue.mood for cue in spoken} == {"tender"} and not any(hit.must for cue in spoken for hit in cue.hits)
    assert any(hit.must for cue in silent for hit in cue.hits)


def test_speech_is_handed_to_the_cues_it_lies_in() -> None:
    cues = spot(film(CALM, CALM, speech=(Speech(F(5), F(9), "voice"), Speech(F(30), F(33), "voice"))), Brief()).cues
    assert sorted(span for cue in cues for span in cue.speech) == [(F(5), F(9)), (F(30), F(33))]


@pytest.mark.parametrize("seconds", [2, 9, 90, 600])
def test_a_project_without_picture_is_spotted_from_its_words(seconds: int) -> None:
    cues = spot(blank_picture(F(seconds)), Brief(words="a calm, tender morning", length_s=F(seconds)))
    assert cues.cues and cues.cues[0].mood == "tender"
    assert cues.cues[-1].end_s <= seconds


def test_the_same_film_is_spotted_the_same_and_the_seed_is_only_noted() -> None:
    picture = film(CALM, STORM, NIGHT)
    assert spot(picture, Brief(seed=1)) == replace(spot(picture, Brief(seed=2)), seed=1)


def test_the_reveal_after_an_asked_silence_is_struck_on_the_first_frame_of_its_cue() -> None:
    cues = spot(blank_picture(F(60)), Brief(words="a tense thriller; silence before the reveal at 00:40", length_s=F(60)))
    after = next(cue for cue in cues.cues if cue.start_s == 40)
    assert after.hits[0].at_s == 40 and after.hits[0].must and after.hits[0].kind == "hard"
    assert cues.themes[0].mood == "suspense"


def test_a_cue_that_lightning_would_strike_in_its_first_moment_begins_on_the_lightning() -> None:
    lit = film(CALM, NIGHT, STORM, events=(Event(F(485, 24), "flash", 0.95, "lightning"),))
    cut = film(CALM, NIGHT, STORM, events=(Event(F(485, 24), "cut", 0.95, "cut"),))
    assert any(cue.start_s == F(485, 24) and cue.hits[0].must for cue in spot(lit, Brief()).cues)
    assert not any(hit.at_s - cue.start_s < F(4, 5) for cue in spot(cut, Brief()).cues for hit in cue.hits)


def test_a_span_whose_mood_the_brief_asks_for_plays_to_the_films_end() -> None:
    scenes = film(STORM, NIGHT, CALM, (4, 0.0, 0.0, 0.5), black=(4,))
    cues = spot(scenes, Brief(words="a battle; 00:40-01:04 triumph"))
    assert (cues.cues[-1].start_s, cues.cues[-1].mood) == (40, "triumph") and cues.cues[-1].end_s > 60
    assert not any(silence.start_s >= 40 for silence in cues.silences)


def test_a_clause_may_name_several_moments() -> None:
    wishes = timed_wishes("a superhero battle: a hit at 0:12 and a big hit at 0:22, the end at 1:05", blank_picture(F(90)))
    assert [(wish.kind, float(wish.start_s), wish.words) for wish in wishes] == [
        ("hit", 12.0, "a hit at 0:12"), ("hit", 22.0, "a big hit at 0:22"), ("hit", 65.0, "the end at 1:05"),
    ]  # fmt: skip
    assert [wish.kind for wish in timed_wishes("a tense thriller; silence before the reveal at 01:10", blank_picture(F(90)))] == [
        "silence",
        "hit",
    ]


def test_a_strong_moment_never_falls_into_a_silence_of_our_own_choice() -> None:
    scenes = (CALM, STORM, NIGHT, STORM, CALM, STORM)
    rested = spot(film(*scenes), Brief()).silences[0]
    inside = rested.start_s + 8
    weak, flash = (Event(inside, kind, 0.9, what) for kind, what in (("impact", "a bang"), ("flash", "lightning")))
    assert rested in spot(film(*scenes, events=(weak,)), Brief()).silences
    for strong in (film(*scenes, events=(flash,)), film(*scenes, markers=(Marker(inside, "the door"),))):
        cues = spot(strong, Brief())
        assert not any(silence.start_s <= inside < silence.end_s for silence in cues.silences)
        assert any(hit.at_s == inside and hit.must for cue in cues.cues for hit in cue.hits)


def test_where_the_picture_goes_black_the_silence_is_the_hit() -> None:
    smash = Event(F(40), "black", 0.95, "smash to black")
    cues = spot(film(CALM, STORM, (4, 0.0, 0.0, 0.5), CALM, CALM, events=(smash,), black=(3,)), Brief())
    assert [(silence.start_s, silence.end_s) for silence in cues.silences] == [(40, 44)]


def test_a_silence_that_the_brief_asks_for_stays_and_says_what_it_leaves_unmet() -> None:
    asked = spot(film(CALM, STORM, CALM, STORM, markers=(Marker(F(45), "the door"),)), Brief(words="no music 00:40-00:50"))
    assert asked.silences[0].why == "the brief asks for silence here, so nothing meets the door"


def test_a_storm_that_breaks_inside_a_scene_is_a_turn_and_a_plain_cut_is_none() -> None:
    """Two shots of one scene: light and movement change for good at the cut between them, or they do not."""
    for after, turns in (((20, 0.08, 0.4, 0.45), True), ((20, 0.25, 0.02, 0.45), False)):
        parted = film((20, 0.2, 0.02, 0.45), after, CALM)
        whole = replace(parted, scenes=(Scene(1, F(0), F(40), 1, 2), replace(parted.scenes[2], number=2)))
        assert (20 in {scene.start_s for scene in read_story(whole, Brief(), spot(whole, Brief())).scenes}) is turns


def test_a_quiet_scene_has_fewer_hits_than_a_fight_with_the_same_cuts() -> None:
    cuts = tuple(Event(F(n), "cut", 0.8, "cut") for n in range(3, 118, 3))
    quiet, fight = (
        [hit for cue in spot(film(*[CALM] * 6, events=cuts), Brief(words=words)).cues for hit in cue.hits]
        for words in ("a calm, tender morning", "a battle, a chase")
    )
    assert len(quiet) < len(fight) <= 120 / 8
    assert len(quiet) <= 120 / 14


def test_two_hours_without_picture_are_cues_and_rests_of_musical_length() -> None:
    cues = spot(blank_picture(F(7200)), Brief(words="a tense thriller", length_s=F(7200)))
    assert all(120 <= cue.length_s <= 360 for cue in cues.cues) and len(cues.cues) >= 20
    assert all(30 <= silence.end_s - silence.start_s <= 90 and silence.why for silence in cues.silences)
    assert all(after.start_s > before.end_s for before, after in itertools.pairwise(cues.cues))


def test_a_mood_asked_for_one_span_does_not_colour_the_rest() -> None:
    cues = spot(blank_picture(F(120)), Brief(words="00:00-00:40 tender; 00:40-01:20 horror", length_s=F(120))).cues
    assert [cue.mood for cue in cues] == ["tender", "horror", "neutral"]


def test_the_story_covers_the_film_and_gives_a_reason_for_everything() -> None:
    picture = film(CALM, STORM, (4, 0.0, 0.0, 0.5), CALM, events=(Event(F(40), "black", 0.9, "smash to black"),), black=(3,))
    cues = spot(picture, Brief())
    story = read_story(picture, Brief(), cues)
    assert story.scenes[0].start_s == 0 and story.scenes[-1].end_s == picture.film.duration_s
    assert all(before.end_s == after.start_s for before, after in itertools.pairwise(story.scenes))
    assert all(scene.mood in MOODS and scene.why and 0 <= scene.confidence <= 1 for scene in story.scenes)
    assert {scene.music for scene in story.scenes} <= {"silence", *(cue.number for cue in cues.cues)}
    assert all(0 <= point.level <= 1 for point in story.tension)
    calm, storm = (max(p.level for p in story.tension if a <= p.at_s < b) for a, b in ((4, 16), (24, 36)))
    assert storm > 2 * calm
    assert {"smash to black", "the highest tension"} <= {beat.what for beat in story.beats} and all(beat.why for beat in story.beats)


def test_what_the_brief_names_for_a_time_is_sure() -> None:
    picture, brief = film(CALM, CALM, CALM), Brief(words="00:20-00:40 horror")
    scene = next(scene for scene in read_story(picture, brief, spot(picture, brief)).scenes if scene.start_s == 20)
    assert (scene.mood, scene.confidence) == ("horror", 1.0) and "the brief" in scene.why


def test_descriptions_and_chapters_are_read_for_mood() -> None:
    dim = film((20, 0.2, 0.02, 0.5), (20, 0.2, 0.02, 0.5))
    told = replace(dim, told=(Speech(F(3), F(5), "description", "[ominous footsteps, whispers, danger]"),))
    marked = replace(dim, markers=(Marker(F(2), "The secret in the fog"),))
    moods = [read_story(one, Brief(), spot(one, Brief())).scenes[0].mood for one in (dim, told, marked)]
    assert moods[1:] == ["suspense", "mystery"] and moods[0] not in moods[1:]
