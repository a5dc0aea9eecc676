"""The scored film: picture packets untouched, the programme laid beneath; or a wave when there is no picture.

Encoding a film's sound takes long and uses one processor, so it is done beside the run from the moment the programme is written.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from originalscore.delivery.listing import listed
from originalscore.errors import ToolError
from originalscore.external.aside import Aside
from originalscore.external.media import probe
from originalscore.external.mux import choose_container, write_scored_film
from originalscore.model.audio import Mix
from originalscore.model.delivery import DeliveredFile, Delivery
from originalscore.model.picture import Picture


def check_wrapping(film: Path) -> None:
    """Make sure, before any work, that the film's picture can be laid into a film again.

    Raises
    ------
    PictureError
        If no container takes it as it is.
    """
    probed = probe(film)
    if probed.has_picture:
        choose_container(film, probed)


class FilmWriter:
    """Lays programmes into films beside the run; leaving the ``with`` block ends a film that nobody waited for."""

    def __init__(self, root: Path, picture: Picture, film: Path | None) -> None:
        self._root, self._film = root, film if picture.film.has_picture else None
        self._aside: Aside | None = None

    def __enter__(self) -> FilmWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._aside is not None:
            self._aside.__exit__(kind, fault, trace)

    def begin(self, programme: Path) -> None:
        """Begin to lay a programme into the film; without picture there is nothing to begin."""
        if self._film is not None:
            self._aside = Aside("originalscore.external.mux", str(self._film), str(programme), str(self._root / "scored"))

    def deliver(self, mix: Mix) -> Delivery:
        """Wait for the film and list it with the sound files of the mix.

        Raises
        ------
        PictureError, DeliveryError
            As :func:`write_scored_film`.
        """
        written = None
        if self._aside is not None:
            try:
                written = self._root / self._aside.answer().decode().strip()
            except ToolError:
                written = None  # done again here, so that its fault is met itself
        return deliver_film(self._root, self._film, mix, written=written)


def deliver_film(root: Path, film: Path | None, mix: Mix, *, written: Path | None = None) -> Delivery:
    """Write ``scored.<container>`` (or ``scored.wav`` without ``film``) into the folder and list the sound files of the mix.

    The programme wave is moved or removed: it lives on inside the scored film. ``written`` is the film, where it has been written.
    """
    programme = root / mix.programme.file
    if film is None:
        out = root / "scored.wav"
        programme.replace(out)
    else:
        out = written or write_scored_film(film, programme, root / "scored")
        programme.unlink()
    sounds = [mix.music, mix.master, *(stem.audio for stem in (*mix.stems, *mix.cues)), *([mix.click] if mix.click else [])]
    files = [DeliveredFile(s.file, "sound", (root / s.file).stat().st_size, s.sha256) for s in sounds]
    return Delivery((listed(root, out, "scored film"), *files))
