"""The verbs for Python users: the same jobs as the command line's."""

from __future__ import annotations

from pathlib import Path

from originalscore.folder import ProjectFolder
from originalscore.model.report import Report
from originalscore.pipeline import Listener, Wishes
from originalscore.pipeline import score_film as run


def score_film(
    film: Path | str,
    *,
    out: Path | str | None = None,
    subtitles: Path | str | None = None,
    brief: str | None = None,
    seed: int | None = None,
    ensemble: str | None = None,
    sound: str | None = None,
    loudness: str | None = None,
) -> Report:
    """Compose and deliver the score of a film.

    Parameters
    ----------
    film
        Any video that PyAV opens, a sound file, or the folder of an earlier run.
    out
        Folder to write; default ``<film>-score`` beside the film.
    subtitles
        SRT, VTT or ASS file.
    brief
        Wishes in plain words.
    seed
        From 0; another seed gives another score.
    ensemble
        ``orchestra`` or ``piano-and-strings``.
    sound
        ``keep``, ``mute`` or a file of dialogue and effects without music.
    loudness
        ``leave``, ``ebu-r128``, ``web``, ``netflix`` or ``atsc``.

    Returns
    -------
    Report
        What was done and how well.

    Raises
    ------
    OriginalScoreError
        If the film, the folder or the wishes cannot be used.
    """
    path = Path(film)
    carried_on = path.is_dir()
    root = path if carried_on else Path(out) if out else path.with_name(f"{path.stem}-score")
    wishes = Wishes(
        film=None if carried_on else path,
        subtitles=Path(subtitles) if subtitles else None,
        brief=brief,
        seed=seed,
        ensemble=ensemble,
        sound=sound,
        loudness=loudness,
    )
    return run(ProjectFolder(root), wishes, Listener())
