"""The form counts phrases as the tempo map does, and a cue with a held beat holds it in every line but the tune's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.unit.composed import FRAME_S, a_cue, a_hit

from originalscore import composition, planning, timing
from originalscore.chance import Stream
from originalscore.composition.form import lay_out
from originalscore.composition.places import phrase_bars
from originalscore.model.cue import CueList, ThemeWish
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import Hold, TempoMap

F = Fraction
CUE = a_cue(length_s=60, hits=(a_hit(22), a_hit(F(41))))
PLAN = planning.plan_score(CueList("", 7, (ThemeWish("main", "the film", "tender"),), (CUE,), (), style="adventure"))
ASKED = replace(PLAN.cues[0], statements=())
TEMPO = timing.fit_tempo(CUE, meter=ASKED.meter, target_bpm=ASKED.target_bpm, frame_s=FRAME_S)


def test_phrases_of_the_form_begin_where_the_tempo_map_counts_them_unless_a_bar_would_stand_alone() -> None:
    form = lay_out(CUE, replace(PLAN, cues=(ASKED,)), ASKED, TEMPO)
    begun = [n for n, bar in enumerate(form.bars) if bar.begins]
    assert begun and [form.bars[n].bar.start_beat for n in begun] == list(TEMPO.phrases)
    for n in begun[1:]:
        inside = form.bars[n].phrase_bar
        assert inside == 0 or min(inside, form.bars[n].phrase_bars - inside) < 2, n


def test_harmony_counts_eight_bars_as_two_fours_and_begins_again_where_a_phrase_breaks_off() -> None:
    starts = tuple(bar.start_beat for bar in TEMPO.bars)
    counted = replace(TEMPO, phrases=(starts[0], starts[4], starts[8], starts[11]))
    places = phrase_bars(lay_out(CUE, replace(PLAN, cues=(ASKED,)), ASKED, counted))
    assert places[:13] == [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 0, 1]


def sketched(tempo: TempoMap) -> list[Sketch]:
    return [composition.sketch(CUE, PLAN, tempo, Stream(seed, CUE.id)) for seed in (2, 3)]


def test_nobody_but_the_tune_begins_a_note_inside_a_held_beat() -> None:
    bars = [bar for bar in TEMPO.bars if bar.end_beat < TEMPO.end_beat]
    holds = tuple(Hold(bar.end_beat - 1, bar.end_beat) for bar in bars[3::4])
    plain, held = sketched(TEMPO), sketched(replace(TEMPO, holds=holds))

    def inside(sketches: list[Sketch]) -> int:
        others = [line for sketch in sketches for line in sketch.lines if not line.theme and line.role != "melody"]
        return sum(hold.beat < note.onset < hold.end_beat for line in others for note in line.notes for hold in holds)

    assert inside(plain) > 0 and inside(held) == 0
