"""The album's cover: one frame of the film, square and dark enough at its foot to carry the title, set in wide capitals.

The frame is the one that tells most: rich in light and shade, in colour and in detail, not black, not spoken over by a title; the square is cut where
most of its detail lies. A project without picture gets rings of its own loudness, as far round as the film is long.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from originalscore.album.lettering import lettered
from originalscore.album.rings import rings
from originalscore.errors import BriefError
from originalscore.external.media import frame_images
from originalscore.model.audio import Mix
from originalscore.model.picture import Picture

SIDE, SMALL_SIDE = 3000, 1000
"""Pixels across: of the cover (rights.md 1.6), and of the copy inside the sound files (ours)."""
_LOOK_AT, _LOOK_WIDTH, _DRAW_WIDTH = 24, 320, 1920
"""Frames that are looked at, at so many pixels across; and the frame that is drawn (ours)."""
_LEAST_LIGHT, _MOST_LIGHT = 0.08, 0.85
_QUALITY, _SMALL_QUALITY = 93, 88
_LARGEST_PIXELS = 200_000_000
_Image = NDArray[np.float32]
"""Height, width, 3; 0 to 1."""
_LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)
"""How much red, green and blue weigh in a light (ITU-R BT.709)."""


@dataclass(frozen=True)
class Cover:
    """A square JPEG, and its smaller copy for the sound files."""

    picture: bytes
    small: bytes


def draw_cover(film: Path | None, picture: Picture, mix: Mix, title: str, credit: str) -> Cover:
    """Draw the cover; ``credit`` is the composer's line, or nothing. The same film gives the same bytes."""
    frame = None if film is None else _best_frame(film, picture)
    ground = rings(mix.music_curve, SIDE) if frame is None else _graded(_square(frame))
    sheet = _as_picture(ground)
    letters = lettered(title, credit, SIDE)
    sheet.paste(letters, (0, 0), letters)
    return _saved(sheet)


def given_cover(path: Path) -> Cover:
    """A cover of the user's own, brought to size.

    Raises
    ------
    BriefError
        If it is not there, no picture, or not square.
    """
    try:
        with Image.open(path) as found:
            if found.width != found.height or found.width * found.height > _LARGEST_PIXELS:
                raise BriefError(f"the cover {path} is {found.width} x {found.height} pixels", "give a square one")
            sheet = found.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        raise BriefError(f"the cover {path} cannot be read as a picture", "give a JPEG or PNG, or leave it empty") from None
    return _saved(sheet)


def _saved(sheet: Image.Image) -> Cover:
    small = sheet.resize((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return Cover(_jpeg(sheet, _QUALITY), _jpeg(small, _SMALL_QUALITY))


def _jpeg(sheet: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=quality, subsampling=0, optimize=True, dpi=(300, 300))
    return out.getvalue()


def _best_frame(film: Path, picture: Picture) -> _Image | None:
    """The frame that tells most, or none where no frame is light enough."""
    times = _moments(picture)
    looks = [_as_levels(image) for image in frame_images(film, times, _LOOK_WIDTH)]
    worth = [_worth(look) for look in looks]
    if not worth or max(worth) <= 0:
        return None
    best = times[int(np.argmax(worth))]
    return next((_as_levels(image) for image in frame_images(film, (best,), _DRAW_WIDTH)), None)


def _moments(picture: Picture) -> tuple[Fraction, ...]:
    """Moments inside the film's longer shots, spread over the whole of it, none under a title."""
    titles = [event.at_s for event in picture.events if event.kind == "title"]
    length_s = picture.film.duration_s
    spread = [length_s * Fraction(2 * n + 1, 2 * _LOOK_AT) for n in range(_LOOK_AT)]
    shots = [shot for shot in picture.shots if not shot.is_black]
    inside = [
        shot.start_s + (shot.end_s - shot.start_s) * Fraction(3, 5) for shot in sorted(shots, key=lambda s: s.start_s - s.end_s)[:_LOOK_AT]
    ]
    clear = [at_s for at_s in (*inside, *spread) if all(abs(at_s - title_s) > 1 for title_s in titles)]
    return tuple(sorted(set(clear or spread)))


def _as_levels(image: NDArray[np.uint8]) -> _Image:
    return image.astype(np.float32) / np.float32(255)


def _as_picture(levels: _Image) -> Image.Image:
    return Image.fromarray((np.clip(levels, 0, 1) * np.float32(255) + np.float32(0.5)).astype(np.uint8))


def _worth(look: _Image) -> float:
    """How much a frame tells: spread of light, colour, and detail in the middle; nothing where it is almost black or white."""
    light = look @ _LUMA
    if not _LEAST_LIGHT < light.mean() < _MOST_LIGHT:
        return 0.0
    colour = float((look.max(axis=2) - look.min(axis=2)).mean())
    detail = _detail(light)
    middle = detail[:, detail.shape[1] // 5 : -detail.shape[1] // 5]
    return float(light.std()) * (0.5 + colour) * (0.2 + min(1.0, 12 * float(middle.mean())))


def _detail(light: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.abs(np.diff(light, axis=0))[:, :-1] + np.abs(np.diff(light, axis=1))[:-1]


def _square(frame: _Image) -> _Image:
    """The square with most of the frame's detail, without the black bars that a film may carry."""
    light = frame.max(axis=2)
    rows, columns = (np.flatnonzero(light.max(axis=axis) > 0.06) for axis in (1, 0))
    frame = frame[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = min(frame.shape[:2])
    detail = _detail(frame @ _LUMA)
    top, left = (_heaviest(detail.sum(axis=axis), side) for axis in (1, 0))
    cut = _as_picture(frame[top : top + side, left : left + side])
    return _as_levels(np.asarray(cut.resize((SIDE, SIDE), Image.Resampling.LANCZOS)))


def _heaviest(weights: NDArray[np.float32], side: int) -> int:
    """Where a window of ``side`` begins whose weight is greatest, those nearer the middle first."""
    sums = np.concatenate(([0.0], np.cumsum(weights)))
    last = max(1, len(weights) + 2 - side)
    starts = np.minimum(np.arange(last) + side, len(weights))
    found = sums[starts] - sums[np.arange(last)]
    centred = 1 - 0.15 * np.abs(np.linspace(-1, 1, last)) if last > 1 else np.ones(1)
    return int(np.argmax(found * centred))


def _graded(image: _Image) -> _Image:
    """Colours drawn a little together, and the foot dark: the title needs ground."""
    tint = image.mean(axis=(0, 1), dtype=np.float64).astype(np.float32)
    tint /= max(np.float32(1e-3), tint @ _LUMA)
    down = np.linspace(0, 1, len(image), dtype=np.float32)[:, None]
    across = np.linspace(-1, 1, image.shape[1], dtype=np.float32)[None, :]
    shade = 1 - np.float32(0.88) * np.clip((down - np.float32(0.42)) / np.float32(0.5), 0, 1) ** np.float32(1.4)
    shade = shade * (1 - np.float32(0.35) * np.clip(np.hypot(across, 2 * down - 1) - np.float32(0.75), 0, 1))
    light = (np.float32(0.3) * (image @ _LUMA))[..., None] * tint
    light += np.float32(0.7) * image
    light *= shade[..., None]
    return np.asarray(light, np.float32)
