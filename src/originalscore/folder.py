"""The folder that remembers: every stage's product under the fingerprint of what made it.

A product is one JSON file in ``stages/`` (film-wide) or ``stages/<cue id>/``: the fingerprint, then the product. A stage
whose fingerprint is unchanged is not run again; a killed run goes on where it was, because a product is only written
once everything it refers to is on disk. Sound is referred to by file and checksum and lives beside its cue's products
in a folder named after the fingerprint, so an interrupted change never mixes old and new takes.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from originalscore.errors import BriefError, FormatError
from originalscore.files import PARTIAL, checksum, clear_partials, refuse_unwritable, write_whole
from originalscore.model.audio import AudioFile, CueStems, Mix
from originalscore.model.codec import decode, encode
from originalscore.model.delivery import Delivery
from originalscore.model.project import Project, StageTime

Product = TypeVar("Product")


class ProjectFolder:
    """One project on disk. ``times`` lists what this run did, in order."""

    def __init__(self, root: Path, on_stage: Callable[[str, str], None] | None = None) -> None:
        self.root = root
        self.times: list[StageTime] = []
        self._on_stage = on_stage or (lambda stage, cue: None)
        self._working = False
        self._held: int | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Work in the folder while no other run does; a folder that is not there yet is held from its first file on.

        The system lets go of a killed run's folder by itself. Runs inside one another share the hold.

        Raises
        ------
        BriefError
            If another run is at work here.
        """
        if self._working:
            yield
            return
        self._working = True
        try:
            if self.root.is_dir():
                self._hold()
            yield
        finally:
            self._working = False
            if self._held is not None:
                os.close(self._held)
                self._held = None

    def _hold(self) -> None:
        if not self._working or self._held is not None:
            return
        held = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise BriefError(f"another run is at work in {self.root}", "wait until it ends, or choose another folder with --out") from None
        self._held = held

    @property
    def cues_file(self) -> Path:
        """The user's own document."""
        return self.root / "cues.toml"

    @property
    def is_known(self) -> bool:
        """Whether an earlier run made this folder."""
        return self._place("project", "").is_file()

    def sweep(self) -> None:
        """Remove what was left half-written; nothing in a folder that is not ours."""
        if self.is_known:
            clear_partials(self.root)

    def open(self) -> Project | None:
        """The project this folder was made for, or None when it is new.

        Raises
        ------
        BriefError
            If the folder holds files that are not ours.
        DeliveryError
            If it cannot be written.
        """
        if self.root.exists() and not self.root.is_dir():
            raise BriefError(f"{self.root} is a file, not a folder", "choose another one with --out")
        refuse_unwritable(self.root)
        place = self._place("project", "")
        if self.is_known:
            self.sweep()
            self._finish_exchange()
            return decode(Project, _read_json(place).get("product"), place.name)
        strangers = [path.relative_to(self.root) for path in sorted(self.root.rglob("*")) if not self._is_unfinished(path)]
        if strangers:
            raise BriefError(f"the folder {self.root} already holds other files ({strangers[0]})", "choose an empty folder with --out")
        return None

    def _is_unfinished(self, path: Path) -> bool:
        """Whether this is what a run leaves that was killed before it kept anything."""
        return path == self.root / "stages" if path.is_dir() else path.parent == self.root / "stages" and path.stem.endswith(PARTIAL)

    def keep(self, stage: str, cue: str, made_from: str, product: Any) -> None:
        """Store a product."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._hold()
        write_whole(self._place(stage, cue), _as_text(made_from, product))

    def exchange(self, texts: Mapping[str, str], products: Mapping[str, tuple[str, Any]]) -> None:
        """Write several files and film-wide products together or not at all: a run that is killed midway is finished by the next.

        Parameters
        ----------
        texts
            By path, seen from the folder.
        products
            By stage: what each was made from, and the product.
        """
        stages = {str(self._place(stage, "").relative_to(self.root)): _as_text(*product) for stage, product in products.items()}
        write_whole(self._journal, json.dumps({**texts, **stages}, ensure_ascii=False))
        self._finish_exchange()

    def _finish_exchange(self) -> None:
        if self._journal.is_file():
            for path, text in _read_json(self._journal).items():
                write_whole(self.root / path, text)
            self._journal.unlink()

    @property
    def _journal(self) -> Path:
        return self.root / "stages" / "exchange.json"

    def recall(self, stage: str, cue: str, kind: type[Product], made_from: str | None = None) -> Product | None:
        """The stored product if it was made from the same things (any, when ``made_from`` is None) and its files exist."""
        place = self._place(stage, cue)
        if not place.exists():
            return None
        document = _read_json(place)
        if made_from is not None and document.get("made_from") != made_from:
            return None
        try:
            product = decode(kind, document["product"], place.name)
        except FormatError:
            return None  # written by another version: made again
        return product if all((self.root / file).is_file() for file in _files_of(product)) else None

    def stage(self, stage: str, cue: str, kind: type[Product], made_from: str, make: Callable[[], Product]) -> Product:
        """The product of a stage: recalled if nothing it was made from has changed, else made and kept."""
        product = self.recall(stage, cue, kind, made_from)
        if product is not None:
            self.times.append(StageTime(stage, cue, 0.0, True))
            return product
        return self.remake(stage, cue, made_from, make)

    def remake(self, stage: str, cue: str, made_from: str, make: Callable[[], Product]) -> Product:
        """Run a stage whatever is stored, keep its product and note its time."""
        self._on_stage(stage, cue)
        begun = time.perf_counter()
        product = make()
        self.keep(stage, cue, made_from, product)
        self.times.append(StageTime(stage, cue, round(time.perf_counter() - begun, 3), False))
        return product

    def begun(
        self, stage: str, cue: str, kind: type[Product], made_from: str, begin: Callable[[], Callable[[], Product]]
    ) -> Callable[[], Product]:
        """The product of a stage that works beside this run, once it is asked for: recalled, or begun now and then waited for and kept. Its time is
        what the run waited."""
        product = self.recall(stage, cue, kind, made_from)
        if product is not None:
            self.times.append(StageTime(stage, cue, 0.0, True))
            return lambda: product
        wait = begin()

        def finish() -> Product:
            self._on_stage(stage, cue)
            start = time.perf_counter()
            made = wait()
            self.keep(stage, cue, made_from, made)
            self.times.append(StageTime(stage, cue, round(time.perf_counter() - start, 3), False))
            return made

        return finish

    def sound_folder(self, cue: str, made_from: str) -> Path:
        """Where the stems of a cue made from ``made_from`` belong."""
        return self.root / "stages" / cue / f"sound-{made_from[:12]}"

    def clear_old(self, cue_ids: list[str], sounds: list[CueStems]) -> None:
        """Remove stage folders of cues that are gone, and sound that no product refers to any more."""
        kept = {(self.root / stem.audio.file).parent for sound in sounds for stem in sound.stems}
        for place in sorted((self.root / "stages").iterdir()):
            if place.is_dir() and place.name not in cue_ids:
                shutil.rmtree(place)
            elif place.is_dir():
                for sound in sorted(place.glob("sound-*")):
                    if sound not in kept:
                        shutil.rmtree(sound)

    def clear_dropped(self, delivered: list[str]) -> None:
        """Remove what the last finished run delivered and this one does not, unless the user has changed it since."""
        report = self.root / "report.json"
        listed = _read_json(report).get("files", []) if report.is_file() else []
        for file in listed:
            path = self.root / file["path"]
            if file["path"] not in delivered and path.is_file() and checksum(path) == file["sha256"]:
                path.unlink()
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()

    def _place(self, stage: str, cue: str) -> Path:
        return self.root / "stages" / cue / f"{stage}.json" if cue else self.root / "stages" / f"{stage}.json"


def _as_text(made_from: str, product: Any) -> str:
    return json.dumps({"made_from": made_from, "product": encode(product)}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _read_json(place: Path) -> dict[str, Any]:
    try:
        document = json.loads(place.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise FormatError(f"{place.name}: not JSON: {fault}", "remove this file and run again") from None
    if not isinstance(document, dict):
        raise FormatError(f"{place.name}: fields were expected", "remove this file and run again")
    return document


def _files_of(product: object) -> list[str]:
    if isinstance(product, CueStems):
        return [stem.audio.file for stem in product.stems]
    if isinstance(product, Mix):
        sounds: list[AudioFile] = [product.music, product.master, *(stem.audio for stem in (*product.stems, *product.cues))]
        sounds += [one for one in (product.click, product.songs) if one]
        return [sound.file for sound in sounds]
    if isinstance(product, Delivery):
        return [file.path for file in product.files]
    return []
