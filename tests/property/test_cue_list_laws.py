"""Laws of the user's own document: written and read back it is the same list; an edit changes what it says and nothing else."""

from __future__ import annotations

import dataclasses
import tempfile
from fractions import Fraction
from pathlib import Path

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from originalscore.formats import cues_toml
from originalscore.model.cue import (
    ENDINGS,
    ENSEMBLES,
    HIT_CLASSES,
    IDIOMS,
    LANDINGS,
    LOCKS,
    MOODS,
    PURPOSES,
    STYLES,
    Cue,
    CueList,
    CurvePoint,
    Hit,
    Silence,
    ThemeWish,
)
from originalscore.model.picture import Film, Picture, Speech
from originalscore.times import Clock, FrameRate

LENGTH_S = Fraction(600)
RATES = (FrameRate(Fraction(24)), FrameRate(Fraction(24000, 1001)), FrameRate(Fraction(30000, 1001), True), FrameRate(Fraction(120)))

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=30)
levels = st.floats(0, 1)
clocks = st.builds(Clock, st.sampled_from(RATES), st.sampled_from((0, 86_400, 2_073_500)))


def picture_of(clock: Clock, speech: tuple[Speech, ...] = ()) -> Picture:
    film = Film("films/night train.mp4", "ab" * 32, LENGTH_S, clock, 640, 360, True, True, Fraction(0), "mp4")
    return Picture(film, (), (), (), speech, (), (), (), None, None, None, False, (), None)


def times(clock: Clock, begin: Fraction, end: Fraction) -> st.SearchStrategy[Fraction]:
    """Moments on frames and between them."""
    frame_s = clock.frame_rate.frame_s
    on_frames = st.integers(-(-begin // frame_s), end // frame_s).map(lambda frame: frame * frame_s)
    return st.one_of(on_frames, st.fractions(begin, end, max_denominator=90_000))


@st.composite
def cues(draw: st.DrawFn, clock: Clock, number: int, begin: Fraction, end: Fraction) -> Cue:
    middle = (begin + end) / 2
    start_s, end_s = draw(times(clock, begin, middle - 1)), draw(times(clock, middle, end))

    def curve() -> tuple[CurvePoint, ...]:
        points = draw(st.lists(st.builds(CurvePoint, times(clock, start_s, end_s), levels), min_size=1, max_size=3))
        return tuple(sorted(points, key=lambda point: point.at_s))

    mood, *others = draw(st.lists(st.sampled_from(MOODS), unique=True, min_size=1, max_size=3))
    blend = tuple((other, 0.2) for other in others)
    hit = st.builds(
        Hit, times(clock, start_s, end_s), words, st.sampled_from(HIT_CLASSES), st.sampled_from(LANDINGS), st.booleans(), levels
    )
    return Cue(
        id=f"c{number}", number=f"1m{number}", take=draw(st.integers(1, 9)),
        locks=tuple(draw(st.lists(st.sampled_from(LOCKS), unique=True, max_size=2))), score="composed", title=draw(words),
        start_s=start_s, end_s=end_s, ending=draw(st.sampled_from(ENDINGS)), purpose=draw(st.sampled_from(PURPOSES)),
        mood=mood, blend=blend, idiom=draw(st.sampled_from(("", *IDIOMS))), ensemble=draw(st.sampled_from(ENSEMBLES)), pace=curve(), density=curve(), force=curve(),
        themes=("train",), hits=tuple(sorted(draw(st.lists(hit, max_size=3)), key=lambda h: h.at_s)), speech=(), why=draw(words),
    )  # fmt: skip


@st.composite
def lists(draw: st.DrawFn) -> tuple[Picture, CueList]:
    picture = picture_of(draw(clocks))
    count = draw(st.integers(1, 4))
    share = LENGTH_S / (count + 1)
    made = tuple(draw(cues(picture.film.clock, n, (n - 1) * share, n * share)) for n in range(1, count + 1))
    silences = (Silence(count * share, LENGTH_S, draw(words)),) if draw(st.booleans()) else ()
    themes = (ThemeWish("train", draw(words), draw(st.sampled_from(MOODS))),)
    return picture, CueList(
        picture.film.sha256, draw(st.integers(0, 2**53)), themes, made, silences, style=draw(st.sampled_from(("", *STYLES)))
    )


@settings(max_examples=60, deadline=None)
@given(lists())
def test_a_list_written_and_read_back_is_the_same_list(made: tuple[Picture, CueList]) -> None:
    picture, wanted = made
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "cues.toml"
        cues_toml.write_cues(file, wanted, picture)
        assert cues_toml.read_cues(file, picture) == wanted


@settings(max_examples=30, deadline=None)
@given(lists(), st.data())
def test_an_edit_of_one_cue_changes_that_cue_alone(made: tuple[Picture, CueList], data: st.DataObject) -> None:
    picture, before = made
    place = data.draw(st.integers(0, len(before.cues) - 1))
    mood, take = data.draw(st.sampled_from(MOODS)), data.draw(st.integers(1, 99))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cues.toml"
        cues_toml.write_cues(file, before, picture)
        for field, value in (("mood", mood), ("take", take)):
            cues_toml.set_cue_value(file, before.cues[place].id, field, value)
        after = cues_toml.read_cues(file, picture)
    changed = dataclasses.replace(before.cues[place], mood=mood, blend=(), take=take)
    assert after == dataclasses.replace(before, cues=(*before.cues[:place], changed, *before.cues[place + 1 :]))


@settings(max_examples=30, deadline=None)
@given(lists(), st.integers(0, 999), words.filter(lambda text: text.isprintable()))
def test_another_seed_changes_the_seed_and_no_other_character(made: tuple[Picture, CueList], seed: int, comment: str) -> None:
    picture, before = made
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cues.toml"
        cues_toml.write_cues(file, before, picture)
        text = file.read_text(encoding="utf-8").replace("\n[[cue]]", f"\n# {comment}\n\n[[cue]]")
        file.write_bytes(text.encode())
        cues_toml.set_film_value(file, "seed", seed)
        assert file.read_bytes().decode() == text.replace(f"\nseed = {before.seed}\n", f"\nseed = {seed}\n", 1)
        assert tomlkit.parse(text)["film"]["seed"] == before.seed  # type: ignore[index]


@given(st.sampled_from(RATES), st.integers(0, 3_000_000), st.integers(0, 2_000_000))
def test_a_label_names_its_own_frame_even_past_midnight(rate: FrameRate, start: int, frame: int) -> None:
    clock = Clock(rate, start % rate.day_frames)
    at_s = (frame % (rate.day_frames // 2)) * rate.frame_s
    assert clock.seconds(clock.label(at_s)) == at_s
