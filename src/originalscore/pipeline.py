"""The whole job as a recipe: the only module that knows every stage.

Read the picture, spot, plan, fit the tempo, sketch, orchestrate, perform, render, mix, deliver. Each stage is recalled from
the folder when nothing it was made from has changed; the number beside a stage is raised when its output changes on purpose,
so an upgrade never rewrites finished cues by accident.
"""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from originalscore import (
    composition,
    delivery,
    ledger,
    mix,
    orchestration,
    originality,
    performance,
    picture,
    planning,
    redrawn,
    render,
    spotting,
    takes,
    timing,
)
from originalscore.beside import with_what_lies_beside
from originalscore.chance import Stream
from originalscore.files import checksum
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.formats.rights_toml import read_rights, write_blank
from originalscore.formats.tune import read_tune
from originalscore.model.audio import CueStems, Mix
from originalscore.model.codec import fingerprint
from originalscore.model.cue import Cue, CueList
from originalscore.model.delivery import Delivery
from originalscore.model.film_reading import FilmReading
from originalscore.model.ledger import Ledger
from originalscore.model.palette import Palette, Strengths
from originalscore.model.performance import Performance
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project, StageTime
from originalscore.model.report import Hearing, Report
from originalscore.model.rights import Rights, Song
from originalscore.model.score import Score
from originalscore.model.sketch import Sketch
from originalscore.model.tempo import TempoMap
from originalscore.project import asked_palette, earlier_episodes, open_project, picture_sources, resolve, with_own_theme
from originalscore.wishes import Wishes

#: Raised when a stage's output changes on purpose.
ALGORITHMS = {
    "picture": 4, "spotting": 6, "plan": 4, "tempo": 3, "sketch": 7, "score": 6,
    "performance": 7, "sound": 2, "mix": 7, "scores": 4, "film": 1, "ledger": 1, "hearing": 3, "documents": 5, "streamers": 1,
}  # fmt: skip

_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Listener:
    """Who is told of progress: ``stage(name, cue number)`` at each start, ``share(0 to 1)`` while one goes on."""

    stage: Callable[[str, str], None] = lambda name, cue: None
    share: Callable[[float], None] = lambda share: None


@dataclass(frozen=True)
class Written:
    """A cue on paper and as played."""

    cue: Cue
    tempo: TempoMap
    sketch: Sketch
    score: Score
    performance: Performance


@dataclass(frozen=True)
class Spotted:
    """A film read and spotted, with its plan and tempo maps: what ``--plan`` shows; ``story`` is how spotting read it."""

    project: Project
    picture: Picture
    cues: CueList
    plan: ScorePlan
    tempos: tuple[TempoMap, ...]
    story: FilmReading
    held: dict[str, takes.Held] = dataclasses.field(default_factory=dict)
    rights: Rights = dataclasses.field(default_factory=Rights)


def alone(verb: Callable[Concatenate[ProjectFolder, _Rest], _Result]) -> Callable[Concatenate[ProjectFolder, _Rest], _Result]:
    """A verb that no other run may disturb while it works in its folder."""

    @functools.wraps(verb)
    def held(folder: ProjectFolder, /, *args: _Rest.args, **named: _Rest.kwargs) -> _Result:
        with folder.alone():
            return verb(folder, *args, **named)

    return held


@alone
def spot_film(folder: ProjectFolder, wishes: Wishes, listener: Listener) -> tuple[Project, Picture, CueList]:
    """Read the film and write (or read back) its cue list.

    Raises
    ------
    PictureError, BriefError, FormatError
        If the film, the folder or ``cues.toml`` cannot be used.
    """
    project = open_project(folder, wishes)
    film = resolve(folder, project.film)

    def look() -> Picture:
        found = _look(film, folder, project, listener)
        folder.keep("project", "", "", project)  # before any other file: what lies beside it is ours
        return found

    seen = folder.stage("picture", "", Picture, picture_made_from(folder, project), look)
    seen = with_what_lies_beside(folder, project, seen, film, ALGORITHMS["picture"])
    if not folder.cues_file.exists():
        listener.stage("spotting", "")
        carried = planning.series_wishes(tuple(one.plan for one in earlier_episodes(folder, project)))
        spotted = with_own_theme(folder, project, spotting.spot(seen, project.brief, carried=carried))
        cues_toml.write_cues(folder.cues_file, spotted, seen)
    elif wishes.theme or wishes.melody:
        cues_toml.set_theme_source(folder.cues_file, project.theme or project.melody, bool(project.melody))
    cues = cues_toml.read_cues(folder.cues_file, seen)
    if wishes.seed is not None and wishes.seed != cues.seed:
        cues_toml.set_film_value(folder.cues_file, "seed", wishes.seed)
        cues = dataclasses.replace(cues, seed=wishes.seed)
    folder.keep("project", "", "", project)
    return project, seen, cues


def picture_made_from(folder: ProjectFolder, project: Project) -> str:
    """The fingerprint under which the film as read is kept."""
    return fingerprint(ALGORITHMS["picture"], *picture_sources(folder, project))


@alone
def plan_film(
    folder: ProjectFolder, wishes: Wishes, listener: Listener, *, when_planned: Callable[[CueList], None] = lambda cues: None
) -> Spotted:
    """Spot the film, plan the whole score and fit a tempo map to every cue; ``when_planned`` is told before a new plan is made.

    The plan is kept under its seed and pinned: a changed cue is planned again, the others keep their plan.
    """
    project, seen, cues = spot_film(folder, wishes, listener)
    rights = read_rights(folder.root / ledger.RIGHTS, seen.film)
    ledger.check_room(cues, rights.songs, seen.film.clock)
    ledger.recordings(rights.songs, folder.root)
    takes.put_aside(folder, cues.cues)
    name = f"plan-{cues.seed}"
    pinned = folder.recall(name, "", ScorePlan)
    series = earlier_episodes(folder, project)
    earlier, names = tuple(one.plan for one in series), tuple(one.name for one in series)
    sources = {wish.name: resolve(folder, wish.source) for wish in cues.themes if wish.source != "invented"}
    tunes = {name: read_tune(file) for name, file in sources.items() if file}
    besides = (*((earlier, names) if series else ()), *((tunes,) if tunes else ()))

    def plan_anew() -> ScorePlan:
        when_planned(cues)
        return planning.plan_score(cues, pinned=pinned, palette=project.palette, earlier=earlier, names=names, tunes=tunes)

    plan = folder.stage(name, "", ScorePlan, fingerprint(ALGORITHMS["plan"], cues, *besides), plan_anew)
    frame_s = seen.film.clock.frame_rate.frame_s
    story = spotting.read_story(seen, project.brief, cues)
    held = {cue.id: found for cue in cues.cues if (found := takes.held_by(folder, cue))}
    plan = dataclasses.replace(plan, cues=tuple(held[one.cue].plan_for(one) if one.cue in held else one for one in plan.cues))
    tempos = tuple(_fit(folder, cue, plan, frame_s, held.get(cue.id)) for cue in cues.cues)
    return Spotted(project, seen, cues, plan, tempos, story, held, rights)


@alone
def score_film(folder: ProjectFolder, wishes: Wishes, listener: Listener) -> Report:
    """Film in, scored film and everything around it out: the main job.

    Returns
    -------
    Report
        What was done and how well, measured on the finished audio; also written to the folder.
    """
    palette = asked_palette(folder, wishes)
    render.check_sounds(palette)  # missing sounds are told before any work
    strengths = palette.strengths()
    with ExitStack() as beside:
        beside.callback(folder.sweep)  # after those who are still at work beside us when this run is stopped
        loader = beside.enter_context(render.Loader(palette))
        copyist = beside.enter_context(delivery.Copyist(folder.root))

        def get_ready(cues: CueList) -> None:
            copyist.be_ready()
            loader.begin(cue.ensemble for cue in cues.cues)

        spotted = plan_film(folder, wishes, listener, when_planned=get_ready)
        write_blank(folder.root / ledger.RIGHTS)
        film_writer = beside.enter_context(delivery.FilmWriter(folder.root, spotted.picture, resolve(folder, spotted.project.film)))
        written, pages = [], []
        for cue, tempo in zip(spotted.cues.cues, spotted.tempos):
            written.append(_write(folder, cue, spotted.plan, tempo, spotted.cues.seed, strengths, spotted.held.get(cue.id)))
            pages.append(_scores(folder, spotted, written[-1], copyist))
        sounds = tuple(_sound(folder, work, palette, spotted.project.sample_rate, listener) for work in written)
        folder.clear_old([work.cue.id for work in written], list(sounds))
        mixed, film = _mix(folder, spotted, written, sounds, film_writer, listener)
        hearing = _hearing(folder, spotted, mixed)
        book = _ledger(folder, spotted, written, mixed)
        papers = _documents(folder, spotted, written, mixed, hearing, book)
        staged = _streamers(folder, spotted)
        scores = [copied() for copied in pages]
        laid = film()
    files = tuple(file for part in (laid, *scores, papers, *staged) for file in part.files)
    report = delivery.build_report(
        picture=spotted.picture, cues=spotted.cues, plan=spotted.plan, tempos=spotted.tempos,
        sketches=tuple(work.sketch for work in written), scores=tuple(work.score for work in written),
        performances=tuple(work.performance for work in written), sounds=sounds, mix=mixed, hearing=hearing,
        files=files, stages=_in_order(folder.times),
        originality=originality.check_score(spotted.plan, [(work.cue.number, work.sketch) for work in written]),
        searched=(originality.what_is_searched(), originality.NOT_SEARCHED),
    )  # fmt: skip
    for cue in spotted.cues.cues:
        takes.remember(folder, cue, spotted.plan.cue(cue.id))
    folder.clear_dropped([file.path for file in files])
    delivery.save_report(folder.root, report, spotted.picture)
    return report


@alone
def write_film(folder: ProjectFolder, wishes: Wishes, listener: Listener) -> tuple[Spotted, tuple[Written, ...]]:
    """Spot, plan and compose, without a sound: every cue on paper and as it would be played."""
    spotted = plan_film(folder, wishes, listener)
    strengths = asked_palette(folder, wishes).strengths()
    written = []
    for cue, tempo in zip(spotted.cues.cues, spotted.tempos):
        written.append(_write(folder, cue, spotted.plan, tempo, spotted.cues.seed, strengths, spotted.held.get(cue.id)))
        takes.remember(folder, cue, spotted.plan.cue(cue.id))
    return spotted, tuple(written)


def _in_order(times: list[StageTime]) -> tuple[StageTime, ...]:
    """Stage after stage, cue after cue, whoever was ready first."""
    order = list(ALGORITHMS)
    return tuple(sorted(times, key=lambda one: order.index(one.name.partition("-")[0])))


def _look(film: Path | None, folder: ProjectFolder, project: Project, listener: Listener) -> Picture:
    if film is None:
        return picture.blank_picture(project.brief.length_s or Fraction(90))
    return picture.read_picture(film, subtitles=resolve(folder, project.subtitles), progress=listener.share)


def _fit(folder: ProjectFolder, cue: Cue, plan: ScorePlan, frame_s: Fraction, held: takes.Held | None) -> TempoMap:
    asked, cue = plan.cue(cue.id), _local(cue)
    if held and held.holds_tempo(cue):
        return folder.stage("tempo", cue.id, TempoMap, fingerprint(ALGORITHMS["tempo"], "held", held.tempo), lambda: held.tempo)
    heard = _audible(cue)
    return folder.stage(
        "tempo", cue.id, TempoMap, fingerprint(ALGORITHMS["tempo"], heard, asked.meter, asked.target_bpm, frame_s),
        lambda: timing.fit_tempo(cue, meter=asked.meter, target_bpm=asked.target_bpm, frame_s=frame_s),
    )  # fmt: skip


def _local(cue: Cue) -> Cue:
    """The cue on a clock of its own, zero at its first frame: where in the film it stands changes nothing of its music."""
    return cue.moved(-cue.start_s)


def _audible(cue: Cue) -> Cue:
    """The cue without the fields that nobody hears."""
    return dataclasses.replace(cue, number="", title="", why="", take=cue.drawn, chance=0)


def _write(
    folder: ProjectFolder, cue: Cue, plan: ScorePlan, tempo: TempoMap, seed: int, strengths: Strengths, held: takes.Held | None
) -> Written:  # fmt: skip
    stream, placed, cue = Stream(seed, cue.id), cue, _local(cue)
    heard = _audible(cue)
    asked = orchestration.with_forces(plan.cue(cue.id), strengths)
    plan = dataclasses.replace(plan, cues=tuple(asked if one.cue == cue.id else one for one in plan.cues))
    electronic = "electronics" in strengths.adds
    besides = (*(("electronic",) if electronic else ()), *((held.redraw, held.sketch, held.score) if held else ()))
    sketch = folder.stage(
        "sketch", cue.id, Sketch, fingerprint(ALGORITHMS["sketch"], seed, heard, asked, plan.themes, tempo, *besides),
        lambda: redrawn.sketched(held, tempo, composition.sketch(
            cue, plan, tempo, stream.split("sketch", cue.drawn), electronic=electronic, held=held.sketch if held else None,
            keep=held.keep if held else frozenset())),
    )  # fmt: skip
    score = folder.stage(
        "score", cue.id, Score, fingerprint(ALGORITHMS["score"], seed, heard, asked, sketch, tempo, strengths, *besides),
        lambda: redrawn.scored(held, sketch, tempo, orchestration.orchestrate(
            cue, asked, sketch, tempo, stream.split("score", cue.drawn), electronic=electronic, strengths=strengths,
            held=held.score if held and "orchestration" in held.keep else None)),
    )  # fmt: skip
    played = folder.stage(
        "performance", cue.id, Performance, fingerprint(ALGORITHMS["performance"], seed, heard, score, tempo, sketch.chords),
        lambda: performance.perform(score, cue, tempo, stream.split("performance", cue.drawn), chords=sketch.chords),
    )  # fmt: skip
    return Written(placed, tempo, sketch, score, played)


def _sound(folder: ProjectFolder, work: Written, palette: Palette, sample_rate: int, listener: Listener) -> CueStems:
    made_from = fingerprint(ALGORITHMS["sound"], work.performance, sample_rate, render.sound_set(work.performance, palette, sample_rate))
    return folder.stage(
        "sound", work.cue.id, CueStems, made_from,
        lambda: _in_folder(folder, render.render(
            work.performance, folder.sound_folder(work.cue.id, made_from), palette=palette, sample_rate=sample_rate, progress=listener.share)),
    )  # fmt: skip


def _in_folder(folder: ProjectFolder, sound: CueStems) -> CueStems:
    """The same stems, their files named from the project folder."""
    base = folder.root.resolve()
    stems = tuple(
        dataclasses.replace(stem, audio=dataclasses.replace(stem.audio, file=os.path.relpath(base / stem.audio.file, base)))
        for stem in sound.stems
    )
    return dataclasses.replace(sound, stems=stems)


def _mix(
    folder: ProjectFolder, spotted: Spotted, written: list[Written], sounds: tuple[CueStems, ...], film_writer: delivery.FilmWriter,
    listener: Listener,
) -> tuple[Mix, Callable[[], Delivery]]:  # fmt: skip
    """Mix and lay the programme into the film; made together, since the programme itself is not kept. The film may be waited for."""
    project = spotted.project
    sound = project.sound if project.sound in ("keep", "mute") else resolve(folder, project.sound)
    songs = ledger.recordings(spotted.rights.songs, folder.root)
    laid = [_laid(song, path) for song, path in songs]
    made_from = fingerprint(
        ALGORITHMS["mix"], ALGORITHMS["film"], [work.cue for work in written], sounds, spotted.picture.film,
        spotted.picture.speech, project.loudness, str(sound), checksum(sound) if isinstance(sound, Path) else "",
        project.distance_lu, project.sample_rate, project.two_pop, spotted.tempos if project.click else None, laid,
    )  # fmt: skip
    mixed = folder.recall("mix", "", Mix, made_from)
    film = folder.recall("film", "", Delivery, made_from)
    if mixed is not None and film is not None:
        folder.times.extend((StageTime("mix", "", 0.0, True), StageTime("film", "", 0.0, True)))
        return mixed, lambda: film
    film_writer.prepare()
    fresh = folder.remake(
        "mix", "", made_from,
        lambda: mix.mix(tuple(work.cue for work in written), sounds, spotted.picture, folder.root, film=resolve(folder, project.film),
                        profile=project.loudness, sound=sound or "keep", distance_lu=project.distance_lu, sample_rate=project.sample_rate,
                        two_pop=project.two_pop, click=spotted.tempos if project.click else None, songs=tuple(mix.LaidSong(song, path) for song, path in songs), progress=listener.share,
                        on_programme=film_writer.begin),
    )  # fmt: skip
    return fresh, lambda: folder.remake("film", "", made_from, lambda: film_writer.deliver(fresh))


def _laid(song: Song, path: Path) -> tuple[object, ...]:
    """What a song's sound is made from."""
    return checksum(path), song.start_s, song.end_s, song.from_s, song.level_db, song.fade_in_s, song.fade_out_s


def _scores(folder: ProjectFolder, spotted: Spotted, work: Written, copyist: delivery.Copyist) -> Callable[[], Delivery]:
    """Have a cue engraved beside the run; what is returned waits for its pages."""
    clock = spotted.picture.film.clock
    manuscript = delivery.Manuscript(work.cue, work.score, work.performance, work.tempo, clock)
    made_from = fingerprint(ALGORITHMS["scores"], work.cue, work.score, work.performance, work.tempo, clock)
    return folder.begun("scores", work.cue.id, Delivery, made_from, lambda: copyist.copy(manuscript))


def _hearing(folder: ProjectFolder, spotted: Spotted, mixed: Mix) -> Hearing:
    return folder.stage(
        "hearing", "", Hearing, fingerprint(ALGORITHMS["hearing"], mixed.music, mixed.lead_samples, spotted.cues, spotted.tempos),
        lambda: delivery.hear_music(folder.root / mixed.music.file, spotted.picture, spotted.cues, spotted.tempos,
                                    lead_samples=mixed.lead_samples),
    )  # fmt: skip


def _ledger(folder: ProjectFolder, spotted: Spotted, written: list[Written], mixed: Mix) -> Ledger:
    """All music of the film in one table."""
    sounds = {sound.name: sound.audio for sound in mixed.cues}
    own = tuple(
        ledger.Own(work.cue, work.sketch, work.tempo, ledger.players_of(work.score), sound.file if sound else "", sound.sha256 if sound else "")
        for work in written for sound in (sounds.get(work.cue.number),)
    )  # fmt: skip
    return folder.stage(
        "ledger", "", Ledger, fingerprint(ALGORITHMS["ledger"], spotted.picture, spotted.cues, spotted.plan, own, spotted.rights),
        lambda: ledger.music_ledger(spotted.picture, spotted.cues, spotted.plan, own, spotted.rights),
    )  # fmt: skip


def _documents(folder: ProjectFolder, spotted: Spotted, written: list[Written], mixed: Mix, hearing: Hearing, book: Ledger) -> Delivery:
    sketches = tuple(work.sketch for work in written)
    made_from = fingerprint(
        ALGORITHMS["documents"], spotted.picture, spotted.cues, spotted.plan, spotted.tempos, sketches, mixed, hearing, spotted.story, book
    )  # fmt: skip
    return folder.stage(
        "documents", "", Delivery, made_from,
        lambda: delivery.deliver_documents(
            folder.root, picture=spotted.picture, cues=spotted.cues, plan=spotted.plan, tempos=spotted.tempos, sketches=sketches,
            mix=mixed, heard_ms=hearing.heard_ms, film=resolve(folder, spotted.project.film), story=spotted.story, ledger=book),
    )  # fmt: skip


def _streamers(folder: ProjectFolder, spotted: Spotted) -> tuple[Delivery, ...]:
    """The conductor's film, where it was asked for."""
    if not spotted.project.streamers:
        return ()
    facts = (spotted.picture.film, [(cue.number, cue.start_s, cue.end_s) for cue in spotted.cues.cues], spotted.tempos)
    rate = spotted.project.sample_rate
    clicks = [click for cue, tempo in zip(spotted.cues.cues, spotted.tempos, strict=True) for click in mix.click_times(cue, tempo)]
    return (folder.stage(
        "streamers", "", Delivery, fingerprint(ALGORITHMS["streamers"], *facts, rate),
        lambda: delivery.deliver_streamers(
            folder.root, picture=spotted.picture, cues=spotted.cues, tempos=spotted.tempos, film=resolve(folder, spotted.project.film),
            sound=mix.click_sound(clicks, spotted.picture.film.duration_s, rate), sample_rate=rate),
    ),)  # fmt: skip
