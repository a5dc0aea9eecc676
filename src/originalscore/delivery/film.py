"""The scored film: picture packets untouched, the programme laid beneath; or a wave when there is no picture."""

from __future__ import annotations

from pathlib import Path

from originalscore.delivery.listing import listed
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


def deliver_film(root: Path, picture: Picture, film: Path | None, mix: Mix) -> Delivery:
    """Write ``scored.<container>`` (or ``scored.wav``) into the folder and list the sound files of the mix.

    The programme wave is moved or removed: it lives on inside the scored film.
    """
    programme = root / mix.programme.file
    if film is None or not picture.film.has_picture:
        out = root / "scored.wav"
        programme.replace(out)
    else:
        out = write_scored_film(film, programme, root / "scored")
        programme.unlink()
    sounds = [mix.music, mix.master, *(stem.audio for stem in (*mix.stems, *mix.cues)), *([mix.click] if mix.click else [])]
    files = [DeliveredFile(s.file, "sound", (root / s.file).stat().st_size, s.sha256) for s in sounds]
    return Delivery((listed(root, out, "scored film"), *files))
