"""What is judged: versions of music in trials, found in score folders, folders of sound and single files.

A trial is what is heard side by side: the takes of one cue, the files of one folder, or all files that are named one by one. What a version is
called in the ledger is decided here; on the page it has a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from originalscore.errors import BriefError
from originalscore.external.media import probe
from originalscore.folder import ProjectFolder
from originalscore.takes import finished_takes, kept_takes, take_folder

#: Endings of sound files that are taken from a folder; a file that is named is taken whatever it is called.
ENDINGS = (".wav", ".flac", ".aif", ".aiff", ".mp3", ".m4a", ".ogg", ".opus")
#: What a hidden reference and its anchors are called in the ledger; the screening step asks for these names.
REFERENCE, ANCHOR_LOW, ANCHOR_MIDDLE = "reference", "anchor35", "anchor70"


@dataclass(frozen=True)
class Version:
    """One sound to be judged.

    Parameters
    ----------
    name
        Within its trial.
    file
        Any that PyAV opens.
    lowpass_hz
        Where it is cut off; 0 for the sound as it is.
    """

    name: str
    file: Path
    lowpass_hz: int = 0


@dataclass(frozen=True)
class Trial:
    """Versions that are heard side by side; ``name`` is empty where there is only one trial that nobody named."""

    name: str
    versions: tuple[Version, ...]
    reference: Version | None = None

    def item(self, version: Version) -> str:
        """What a version is called in the ledger: alike in all trials where a reference makes them trials of one test."""
        return version.name if self.reference is not None or not self.name else f"{self.name} {version.name}"


def find_trials(places: Sequence[Path]) -> tuple[Trial, ...]:
    """The trials of score folders (a cue each), folders of sound (a folder each) and files (all together).

    Raises
    ------
    BriefError
        If a place is not there, holds no sound, or two versions would be called the same.
    """
    found, loose = list[Trial](), list[Path]()
    folders = [place for place in places if place.is_dir()]
    scores = [place for place in folders if ProjectFolder(place).is_known]
    for place in places:
        if place.is_file():
            loose.append(place)
        elif place in scores:
            found += _cues(place, f"{place.resolve().name} " if len(scores) > 1 else "")
        elif place in folders:
            files = [path for path in sorted(place.iterdir()) if path.suffix.lower() in ENDINGS and path.is_file()]
            found.append(_checked(Trial(place.resolve().name, tuple(Version(path.stem, path) for path in files)), place))
        else:
            raise BriefError(f"there is no file or folder {place}", "check the name")
    if loose:
        found.append(_checked(Trial("" if not found else "files", tuple(Version(path.stem, path) for path in loose)), loose[0].parent))
    names = [trial.name for trial in found]
    if len(set(names)) < len(names):
        raise BriefError("two of the folders have the same name", "rename one: points are written down by name")
    return tuple(found)


def comparable(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """The trials that have two versions or more.

    Raises
    ------
    BriefError
        If none has.
    """
    found = tuple(trial for trial in trials if len(trial.versions) > 1)
    if not found:
        raise BriefError("there are no two versions of anything to compare", "reroll a cue first, or name two files")
    return found


def with_references(trials: Sequence[Trial], references: Sequence[Path]) -> tuple[Trial, ...]:
    """The trials of a listening test: each with its reference, a hidden copy of it, and anchors cut off at 3.5 and 7 kHz.

    A reference belongs to the trial whose folder it lies in; where there is one trial only, it may lie anywhere.

    Raises
    ------
    BriefError
        If a reference is not lossless, or a trial has none or more than one.
    """
    for file in references:
        if not file.is_file():
            raise BriefError(f"there is no reference {file}", "check the name")
        if not probe(file).lossless:
            raise BriefError(f"{file.name} is no lossless reference", "name a WAV, FLAC, ALAC or AIFF file with --reference")
    made = []
    for trial in trials:
        near = {version.file.resolve().parent for version in trial.versions}
        own = [file for file in references if file.resolve().parent in near] if len(trials) > 1 else list(references)
        if len(own) != 1:
            where = f"the trial {trial.name}" if trial.name else "the trial"
            raise BriefError(f"{where} has {len(own) or 'no'} reference{'s' * (len(own) > 1)}", "name one for each trial with --reference")
        others = tuple(version for version in trial.versions if version.file.resolve() != own[0].resolve())
        hidden = (
            Version(REFERENCE, own[0]),
            *(Version(name, own[0], cut) for name, cut in ((ANCHOR_LOW, 3500), (ANCHOR_MIDDLE, 7000))),
        )
        taken = {version.name for version in hidden} & {version.name for version in others}
        if taken or not others:
            raise BriefError(
                f"a version is called {', '.join(taken)}, as one of the hidden sounds is"
                if taken
                else "there is nothing but the reference",
                "name versions to be judged against it, each under its own name",
            )
        made.append(replace(trial, name=trial.name or own[0].stem, versions=(*others, *hidden), reference=hidden[0]))
    return tuple(made)


def _cues(place: Path, prefix: str) -> list[Trial]:
    """Every cue that has sound, with all takes of it that are kept."""
    folder, found = ProjectFolder(place), []
    for take in finished_takes(folder):
        cue, versions = take.cue, []
        for number in kept_takes(folder, cue.id):
            files = [place / "music" / "cues" / f"{cue.number}.wav"] if number == cue.take else []
            files += sorted(take_folder(folder, cue.id, number).glob("*.wav"))
            versions += [Version(f"take {number}", file) for file in files[:1] if file.is_file()]
        if versions:
            found.append(Trial(f"{prefix}{cue.number}", tuple(versions)))
    if not found:
        raise BriefError(f"{place} holds no cue that sounds", f"run originalscore score {place} first")
    return sorted(found, key=lambda trial: trial.name)


def _checked(trial: Trial, place: Path) -> Trial:
    names = [version.name for version in trial.versions]
    if not names:
        raise BriefError(f"{place} holds no sound", f"name a folder with files that end in {', '.join(ENDINGS)}")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BriefError(f"two files are called {twice}", "rename one: points are written down by name")
    return trial
