"""The verbs for Python users: the same jobs as the command line's."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from originalscore import album, awards, explanation, originality
from originalscore.eligibility import Findings
from originalscore.errors import BriefError
from originalscore.folder import ProjectFolder
from originalscore.model.album import Album, AlbumWishes
from originalscore.model.report import Report
from originalscore.pipeline import Listener
from originalscore.pipeline import score_film as run
from originalscore.study import Study, study_files
from originalscore.wishes import Wishes, choose_folder, read_brief


def score_film(
    film: Path | str | None = None,
    *,
    out: Path | str | None = None,
    subtitles: Path | str | None = None,
    brief: str | None = None,
    seed: int | None = None,
    ensemble: str | None = None,
    length_s: Fraction | float | None = None,
    sound: Path | str | None = None,
    loudness: str | None = None,
    distance_lu: int | None = None,
    sample_rate: int | None = None,
    two_pop: bool | None = None,
    click: bool | None = None,
    streamers: bool | None = None,
    palette: Path | str | None = None,
    series: Path | str | None = None,
    theme: Path | str | None = None,
    melody: Path | str | None = None,
    markers: Sequence[Path | str] = (),
    temp: Path | str | None = None,
    listener: Listener | None = None,
) -> Report:
    """Compose and deliver the score of a film.

    Parameters
    ----------
    film
        Any video that PyAV opens, a sound file, or the folder of an earlier run; None with ``length_s``.
    out
        Folder to write; default ``<film>-score`` beside the film.
    subtitles
        SRT, VTT or ASS file.
    brief
        Wishes in plain words, or the path of a text file of them.
    seed
        From 0; another seed gives another score.
    ensemble
        A name of ``model.cue.ENSEMBLES``, such as ``orchestra``, ``solo-piano`` or ``woodwind-quintet``; default: chosen cue by cue.
    length_s
        Length of a project without film, seconds, 2 to 14400.
    sound
        ``keep``, ``mute`` or a file of dialogue and effects without music.
    loudness
        ``leave``, ``ebu-r128``, ``web``, ``netflix``, ``atsc``, or a level in LUFS: ``-18``, ``dialogue -23`` (spoken lines).
    distance_lu
        How far the music stays below every spoken line: 10, 12 (default), 15 or 20 LU.
    sample_rate
        Of all sound that is made: 44100, 48000 (default) or 96000 Hz.
    two_pop
        Begin stems and masters with a two-pop, two seconds of timecode before the picture.
    click
        Write ``music/click.wav`` too.
    streamers
        Draw the conductor's film too: ``documents/streamers.mp4``.
    palette
        ``orchestra``, ``intimate``, ``hybrid``, ``ambient``, ``chiptune`` or a palette file.
    series
        Score folder of an earlier episode, or a folder of such folders: its themes are carried on.
    theme
        A theme of the user's own, MIDI or MusicXML, developed like an invented one.
    melody
        The same, but stated as it is written: not a note of it changes. Alone, it gives the project its length.
    markers
        The editor's lists of marks: OTIO, EDL, FCPXML, Final Cut Pro 7 XML, AAF or CSV.
    temp
        A temp track, laid at the film's start: guides tempo, density, entrances and exits, never notes.
    listener
        Is told of every stage and its progress.

    Returns
    -------
    Report
        What was done and how well; ``unmet`` names the must-haves that were not met.

    Raises
    ------
    OriginalScoreError
        If the film, the folder or the wishes cannot be used, or the machine is short of something.
    """
    length = None if length_s is None else Fraction(length_s).limit_denominator(10**6)
    root, path = choose_folder(
        Path(film) if film is not None else None, Path(out) if out is not None else None, length, None if melody is None else Path(melody)
    )
    listener = listener or Listener()
    wishes = Wishes(
        film=path,
        subtitles=Path(subtitles) if subtitles is not None else None,
        brief=read_brief(brief),
        seed=seed,
        ensemble=ensemble,
        length_s=length,
        sound=None if sound is None else str(sound),
        loudness=loudness,
        distance_lu=distance_lu,
        sample_rate=sample_rate,
        two_pop=two_pop,
        click=click,
        streamers=streamers,
        palette=None if palette is None else str(palette),
        series=None if series is None else Path(series),
        theme=None if theme is None else Path(theme),
        melody=None if melody is None else Path(melody),
        markers=tuple(Path(place) for place in markers),
        temp=None if temp is None else Path(temp),
    )
    return run(ProjectFolder(root, listener.stage), wishes, listener)


def check_eligibility(
    folder: Path | str | None = None, *, ledger: Path | str | None = None, year: int = 0, award: str = ""
) -> Findings:  # fmt: skip
    """Award figures and named risks of a film's music; for a folder its disclosure is written too.

    Parameters
    ----------
    folder
        A folder that a film was scored into; or ``ledger``.
    ledger
        A music cue sheet as CSV, of a film made elsewhere.
    year
        Judge by the rules for films of this year; 0: the film's own.
    award
        Only awards whose name holds this.

    Raises
    ------
    OriginalScoreError
        If neither or both are named, the folder is not scored as it stands, the sheet cannot be read, or there is no such award.
    """
    if (folder is None) == (ledger is None):
        raise BriefError("award figures are of a folder or of a cue sheet", "name one of them")
    if ledger is not None:
        return awards.check_sheet(Path(ledger), year=year, award=award)
    assert folder is not None
    return awards.check_folder(ProjectFolder(Path(folder)), Listener(), year=year, award=award)[0]


def study_music(path: Path | str, *, out: Path | str | None = None) -> tuple[Study, ...]:
    """Measure any MIDI or MusicXML file, or the cues of a score folder, beside real music.

    Parameters
    ----------
    path
        A file that ends in ``.mid``, ``.midi``, ``.musicxml``, ``.xml`` or ``.mxl``, or the folder of an earlier run.
    out
        Folder for the figures, a piano roll and a score page; None writes nothing.

    Returns
    -------
    tuple of Study
        One a file, one a cue of a folder.

    Raises
    ------
    OriginalScoreError
        If the file is not what its name says, or the folder cannot be written.
    """
    found = study_files([Path(path)], out=None if out is None else Path(out), write=out is not None)
    return tuple(one.study for one in found)


def check_originality(
    place: Path | str, *, against: Path | str | None = None, temp: Path | str | None = None, earlier: Sequence[Path | str] = (),
    catalogue: bool = True,
) -> originality.Findings:  # fmt: skip
    """Say how near the themes and cues of a score, or the lines of a file, come to known tunes.

    Parameters
    ----------
    place
        The folder of a score, or MIDI, MusicXML or ABC: a file, or a folder of files.
    against
        A file or folder of yours that nothing may be too near to.
    temp
        The temp track: compared where it is MIDI, MusicXML or ABC; of sound it is said that it was not.
    earlier
        Score folders of earlier films of yours, or folders of them.
    catalogue
        Compare the themes of a score's folder with those of the films looked at earlier, and remember them.

    Returns
    -------
    Findings
        One line a theme, and in words what was searched and what was not.

    Raises
    ------
    OriginalScoreError
        If something cannot be found or read.
    """
    remembered = originality.catalogue_file() if catalogue else None
    return originality.check_originality(
        Path(place), against=None if against is None else Path(against), temp=None if temp is None else Path(temp),
        earlier=[Path(folder) for folder in earlier], catalogue=remembered,
    )  # fmt: skip


def make_album(folder: Path | str, *, wishes: AlbumWishes | None = None, listener: Listener | None = None) -> Album:
    """Make the soundtrack album of a scored film, in ``album/`` of its folder.

    Parameters
    ----------
    folder
        The folder of a score.
    wishes
        What is wished; default: what the folder's ``album.toml`` says.
    listener
        Is told of the work's progress.

    Returns
    -------
    Album
        Its tracks with their levels and every file; ``refused`` are tracks that were wanted and whose album rights are missing.

    Raises
    ------
    OriginalScoreError
        If the folder has not been scored, a wish cannot be met, or the machine is short of something.
    """
    listener = listener or Listener()
    return album.make_album(ProjectFolder(Path(folder), listener.stage), wishes, listener=listener.stage, progress=listener.share)


def explain_film(place: Path | str, *, picture: Path | str | None = None) -> explanation.Explanation:
    """Tell score, soundtrack, award and points apart by a film that was scored.

    Parameters
    ----------
    place
        The folder of a score.
    picture
        Where to draw its music coloured by kind (PNG); None draws nothing.

    Returns
    -------
    Explanation
        Its kinds of music with their shares, the borders of its original score, and four questions, each with its command and answer.

    Raises
    ------
    OriginalScoreError
        If the folder holds no finished score, or the picture cannot be written.
    """
    told, ledger = explanation.explain_film(Path(place))
    if picture is not None:
        explanation.draw_kinds(Path(picture), ledger)
    return told
