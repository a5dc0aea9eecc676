"""The scored film: picture packets untouched, the programme laid beneath; or a wave when there is no picture.

Encoding a film's sound takes long and uses one processor, so it is done beside the run from the moment the programme is written.
"""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from originalscore.delivery.listing import listed
from originalscore.external.aside import Attendant
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


class FilmWriter(Attendant):
    """Lays programmes into one film beside the run; without picture there is nothing to do."""

    def __init__(self, root: Path, picture: Picture, film: Path | None) -> None:
        super().__init__("originalscore.external.mux", str(film), str(root / "scored"))
        self._root, self._film = root, film if picture.film.has_picture else None
        self._name: Future[str | None] | None = None

    def prepare(self) -> None:
        """A programme will come soon."""
        if self._film is not None:
            self.be_ready()

    def begin(self, programme: Path) -> None:
        """Begin to lay a programme into the film."""
        if self._film is not None:
            self._name = self.ask(str(programme))

    def deliver(self, mix: Mix) -> Delivery:
        """Wait for the film and list it with the sound files of the mix. What failed beside the run is done again, so that its fault is met.

        Raises
        ------
        PictureError, DeliveryError
            As :func:`write_scored_film`.
        """
        name = self._name.result() if self._name else None
        return deliver_film(self._root, self._film, mix, written=self._root / name if name else None)


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
    sounds = [mix.music, mix.master, *(stem.audio for stem in (*mix.stems, *mix.cues)), *(one for one in (mix.click, mix.songs) if one)]
    files = [DeliveredFile(s.file, "sound", (root / s.file).stat().st_size, s.sha256) for s in sounds]
    return Delivery((listed(root, out, "scored film"), *files))
