"""The editor's marks and the temp track in the cue list."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from originalscore.model.brief import Brief
from originalscore.model.cue import CueList
from originalscore.model.mark import marks_of_cues
from originalscore.model.picture import Film, Marker, Picture, Scene, Shot, TempSpan, TempTrack
from originalscore.spotting import spot
from originalscore.spotting.editor_marks import read_mark, read_marks
from originalscore.spotting.temp import playable
from originalscore.times import Clock, FrameRate

F = Fraction
CLOCK = Clock(FrameRate(F(24)), 86_400)


def film(*markers: Marker, temp: TempTrack | None = None) -> Picture:
    """Four scenes of twenty seconds."""
    shots = tuple(Shot(n + 1, F(20 * n), F(20 * n + 20), "cut" if n else "start", 0.3, 0.1, 0.0, 0.3) for n in range(4))
    scenes = tuple(Scene(n + 1, F(20 * n), F(20 * n + 20), n + 1, n + 1) for n in range(4))
    info = Film("film.mp4", "abc", F(80), CLOCK, 640, 360, True, True, F(0), "mp4")
    times = tuple(F(n, 24) for n in range(80 * 24))
    return Picture(info, times, shots, scenes, (), (), tuple(markers), (), None, None, None, False, (), None, temp=temp)


def mark(at: float, name: str, note: str = "", color: str = "", end: float | None = None, source: str = "list.edl") -> Marker:
    return Marker(F(at), name, note, color, None if end is None else F(end), source)


def spotted(*markers: Marker, temp: TempTrack | None = None, words: str = "") -> CueList:
    return spot(film(*markers, temp=temp), Brief(words=words))


def spans(cues: CueList) -> list[tuple[Fraction, Fraction]]:
    return [(cue.start_s, cue.end_s) for cue in cues.cues]


SAID = [
    (mark(1, "Door slams"), ("plain", "downbeat", True, "Door slams")),
    (mark(1, "hard: Door slams"), ("hard", "downbeat", True, "Door slams")),
    (mark(1, "[firm] turn"), ("firm", "downbeat", False, "turn")),
    (mark(1, "soft hit her look"), ("soft", "beat", False, "her look")),
    (mark(1, "soft light on her face"), ("plain", "downbeat", True, "soft light on her face")),
    (mark(1, "Door", "1m2 firm strong must"), ("firm", "strong", True, "Door")),
    (mark(1, "Door", "hard offbeat"), ("hard", "offbeat", False, "Door")),
    (mark(1, "Door", "this is a hard cut, careful"), ("plain", "downbeat", True, "Door")),
    (mark(1, "don't hit the kiss"), ("avoid", "beat", False, "the kiss")),
    (mark(1, "avoid"), ("avoid", "beat", False, "avoid")),
]


@pytest.mark.parametrize(("one", "expected"), SAID, ids=[f"{one.name} | {one.note}" for one, _ in SAID])
def test_a_mark_says_class_landing_and_must(one: Marker, expected: tuple[str, str, bool, str]) -> None:
    said = read_mark(one)
    assert (said.hit, said.landing, said.must, said.title) == expected


@pytest.mark.parametrize(
    ("name", "cue", "title"),
    [
        ("cue in", "in", ""), ("Music in: The Storm", "in", "The Storm"), ("1m3 starts", "in", ""), ("IN", "in", ""), ("MX IN - Door", "in", "Door"),
        ("cue out", "out", ""), ("music stops", "out", ""), ("OUT", "out", ""), ("in the garden", "", "in the garden"), ("outside", "", "outside"),
    ],
)  # fmt: skip
def test_a_mark_says_cue_in_and_out(name: str, cue: str, title: str) -> None:
    said = read_mark(mark(1, name))
    assert (said.cue, said.title) == (cue, title)
    assert said.hit == ("" if cue else "plain")


def test_colors_stand_for_classes_only_where_a_list_uses_two_of_them() -> None:
    alone = read_marks([mark(1, "a", color="GREEN"), mark(2, "b", color="GREEN")])
    assert [said.hit for said in alone] == ["plain", "plain"]
    mixed = read_marks(
        [mark(1, "a", color="GREEN"), mark(2, "b", color="RED"), mark(3, "c", color="PINK"), mark(4, "d", color="RED", source="x")]
    )
    assert [said.hit for said in mixed] == ["soft", "hard", "plain", "plain"]


def test_cue_marks_bound_the_cues_to_the_frame_and_all_else_is_silent() -> None:
    cues = spotted(mark(5, "music in: The Storm"), mark(25.5, "cue out"), mark(30, "cue in"), mark(50, "1m3 in"), mark(70, "out"))
    assert spans(cues) == [(5, F(51, 2)), (30, 50), (50, 70)]
    assert cues.cues[0].title == "The Storm"
    assert "begins at the marker of the editor: “music in: The Storm”" in cues.cues[0].why
    assert [(s.start_s, s.end_s) for s in cues.silences] == [(0, 5), (F(51, 2), 30), (70, 80)]
    assert {s.why for s in cues.silences} == {"the editor marked no music here"}


def test_a_mark_as_long_as_its_cue_is_the_cue() -> None:
    cues = spotted(mark(10, "1m1 The Door", end=34))
    assert spans(cues) == [(10, 34)] and cues.cues[0].title == "The Door"


def test_what_the_editor_marks_is_hit_as_he_says_however_near_to_each_other() -> None:
    cues = spotted(mark(30, "Door", "hard must"), mark(30.5, "soft: her look"), mark(31, "don't hit: the kiss"), mark(55, "Lamp"))
    hits = [(hit.at_s, hit.what, hit.kind, hit.landing, hit.must) for cue in cues.cues for hit in cue.hits]
    assert hits == [
        (30, "Door", "hard", "downbeat", True), (F(61, 2), "her look", "soft", "beat", False), (31, "the kiss", "avoid", "beat", False),
        (55, "Lamp", "hard", "downbeat", True),
    ]  # fmt: skip


def test_a_marked_mood_is_the_mood_of_its_scene_and_says_so() -> None:
    cues = spotted(mark(45, "she reads it", "mood: grief"))
    cue = next(cue for cue in cues.cues if cue.start_s <= 45 < cue.end_s)
    assert (cue.mood, cue.start_s, cue.end_s) == ("sorrow", 40, 60)
    assert "sorrow: marker of the editor: “she reads it”" in cue.why
    assert not cue.hits


def test_a_marked_silence_is_kept_silent() -> None:
    cues = spotted(mark(22, "silence", end=31))
    assert [(s.start_s, s.end_s, s.why) for s in cues.silences if s.start_s == 22] == [(22, 31, "marker of the editor: “silence”")]
    assert all(cue.end_s <= 22 or cue.start_s >= 31 for cue in cues.cues)


def test_a_marked_theme_sounds_in_its_cue() -> None:
    cues = spotted(mark(10, "cue in"), mark(15, "theme: Anna"), mark(40, "out"))
    assert cues.cues[0].themes[0] == "anna"
    assert ("anna", "Anna") in [(theme.name, theme.subject) for theme in cues.themes]


def test_a_chapter_is_a_turn_and_never_a_hit() -> None:
    cues = spotted(mark(51, "Chapter 2", source="chapter"))
    assert not any(cue.hits for cue in cues.cues)
    assert read_marks([mark(51, "Chapter 2", source="chapter")]) == ()


def test_our_own_list_of_marks_gives_back_our_own_cues_and_hits() -> None:
    first = spotted(
        mark(5, "cue in"), mark(12, "Door", "hard must"), mark(26, "soft: look"), mark(39, "out"), mark(45, "in"), mark(70, "out")
    )
    rate = CLOCK.frame_rate.rate
    again = spotted(
        *(
            mark(float(m.at_s), m.name, m.note, m.color, float(m.at_s + m.frames / rate) if m.frames else None)
            for m in marks_of_cues(first.cues, CLOCK)
        )
    )
    assert spans(again) == spans(first)
    assert [[replace(hit, weight=0.0) for hit in cue.hits] for cue in again.cues] == [
        [replace(hit, weight=0.0) for hit in cue.hits] for cue in first.cues
    ]


TEMP = TempTrack("temp.wav", F(2), (TempSpan(F(10), F(306, 10), 92.0, (1.0,) * 5 + (6.0,) * 5),))


def test_a_temp_track_gives_entrance_exit_tempo_and_density() -> None:
    cue = spotted(temp=TEMP).cues[0]
    assert abs(cue.start_s - 10) < 1 and abs(cue.end_s - F(306, 10)) < 1
    assert cue.bpm == 92
    assert cue.density[0].level < 0.4 < 0.8 < cue.density[-1].level
    assert "as in the temp track" in cue.why


def test_the_editors_cues_go_before_the_temps() -> None:
    assert spans(spotted(mark(40, "cue in"), mark(60, "cue out"), temp=TEMP)) == [(40, 60)]


def test_the_briefs_silence_goes_before_the_temp() -> None:
    cues = spotted(temp=TEMP, words="0:15-0:20 silence")
    assert [(cue.start_s, cue.end_s) for cue in cues.cues] == [(10, 15), (20, spans(spotted(temp=TEMP))[0][1])]


def test_a_temp_out_of_reach_is_taken_an_octave_away() -> None:
    assert [playable(bpm) for bpm in (30, 92, 220)] == [60, 92, 110]
