"""A score folder made by hand for the album: cues written by the composer, their sound a chirp of known level, and songs of the tests' own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
from tests.unit.composed import Composed, a_cue, compose

from originalscore import planning, takes
from originalscore.files import checksum
from originalscore.folder import ProjectFolder
from originalscore.formats import cues_toml
from originalscore.formats.rights_toml import add_song
from originalscore.model.audio import AudioFile, Mix, StemSound
from originalscore.model.brief import Brief
from originalscore.model.cue import CueList, ThemeWish
from originalscore.model.ledger import Licence, Party, Permissions
from originalscore.model.picture import Picture
from originalscore.model.plan import ScorePlan
from originalscore.model.project import Project
from originalscore.model.rights import Song
from originalscore.picture import blank_picture

F = Fraction
RATE = 48_000
LENGTH_S = 30
ALL = Permissions(*(Licence("granted"),) * 4)
#: Number of the cue -> start, end, purpose, mood.
CUES = {"1m1": (0, 8, "main title", "wonder"), "1m2": (9, 13, "underscore", "tender"), "1m3": (13, 18, "underscore", "conflict")}


def chirp(seconds: float, level: float, *, lead_s: float = 0.0, tail_s: float = 0.0, rate: int = RATE) -> np.ndarray:
    """A swept tone in both channels (n, 2), silence around it; its ends are as sharp as ends can be."""
    t = np.arange(round(seconds * rate)) / rate
    tone = level * np.sin(2 * np.pi * (180 * t + 40 * t * t))
    sound = np.concatenate((np.zeros(round(lead_s * rate)), tone, np.zeros(round(tail_s * rate))))
    return np.stack((sound, 0.8 * sound), axis=1)


def write_wave(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound, rate, subtype="PCM_24")
    return path


def a_song(path: Path, **fields: object) -> Song:
    """The pop song over the end credits; its recording stands beside the folder."""
    plain = Song(
        "s1", "Harbour Lights", f"../{path.name}", checksum(path), F(20), F(28), "BV", "pre-existing", performer="The Quay",
        writers=(Party("Ann Example", "CA", F(100)),), permissions=ALL, isrc="AA6Q72000047", iswc="T0345246801", level_db=-6.0,
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


@cache
def _written() -> tuple[CueList, ScorePlan, tuple[Composed, ...]]:
    found = []
    for number, (name, (start, end, purpose, mood)) in enumerate(CUES.items(), 1):
        cue = replace(a_cue(mood, length_s=end - start), purpose=purpose, title=f"{name} by hand")
        found.append(replace(cue.moved(F(start)), id=f"c{number}", number=name))
    cues = CueList("", 7, (ThemeWish("main", "the harbour", "tender"),), tuple(found), ())
    one = compose(replace(found[0], start_s=F(0), end_s=F(8)))
    return cues, planning.plan_score(cues), (one,) * len(found)


def scored_folder(root: Path, *songs: Song) -> ProjectFolder:
    """A folder as the main job leaves it, and ``rights.toml`` with these songs."""
    cues, plan, composed = _written()
    picture = _picture()
    folder = ProjectFolder(root)
    folder.keep("project", "", "", Project("", "", "", "keep", "leave", Brief(length_s=F(LENGTH_S))))
    folder.keep("picture", "", "", picture)
    folder.keep(f"plan-{cues.seed}", "", "", plan)
    cues_toml.write_cues(folder.cues_file, cues, picture)
    sounds = []
    for cue, work in zip(cues_toml.read_cues(folder.cues_file, picture).cues, composed, strict=True):
        for stage, product in (("sketch", work.sketch), ("tempo", work.tempo), ("score", work.score)):
            folder.keep(stage, cue.id, "", product)
        takes.remember(folder, cue, plan.cue(cue.id))
        sounds.append(StemSound(cue.number, _cue_wave(root, cue.number, float(cue.length_s)), -6.0))
    whole = _listed(root, write_wave(root / "music" / "music.wav", chirp(1, 0.1)))
    folder.keep("mix", "", "", Mix((), whole, whole, whole, tuple(sounds), (), "leave", None, None, None, -1.0, 0.0, 0.0))
    for song in songs:
        add_song(root / "rights.toml", song, picture)
    return folder


def _picture() -> Picture:
    blank = blank_picture(F(LENGTH_S))
    return replace(blank, film=replace(blank.film, file="the_harbour.mp4"))


def _cue_wave(root: Path, number: str, seconds: float) -> AudioFile:
    """The cue at full level to its end, and a ring of a second after it: 1m2 is the softest, 1m3 stops dead."""
    level = {"1m1": 0.3, "1m2": 0.05, "1m3": 0.5}[number]
    parts = [chirp(seconds, level)]
    if number != "1m3":
        ring = chirp(1.0, level) * np.geomspace(1, 1e-3, RATE)[:, None]
        parts.append(ring)
    parts.append(np.zeros((RATE // 2, 2)))
    return _listed(root, write_wave(root / "music" / "cues" / f"{number}.wav", np.concatenate(parts)))


def _listed(root: Path, path: Path) -> AudioFile:
    return AudioFile(path.relative_to(root).as_posix(), checksum(path), RATE, 2, soundfile.info(path).frames)
