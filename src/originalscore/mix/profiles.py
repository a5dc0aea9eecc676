"""Loudness profiles: where a programme has to stand when it leaves the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """A target: integrated loudness (None leaves the film's own level), true-peak ceiling, and whether only dialogue is gated."""

    name: str
    programme_lufs: float | None
    ceiling_dbtp: float
    dialogue_gated: bool = False


#: Sources: EBU R 128 (2023); ATSC A/85; Netflix sound mix specifications; streaming services' playback levels (deliverables notes, section 6).
PROFILES: dict[str, Profile] = {
    row.name: row
    for row in (
        Profile("leave", None, -1.0),
        Profile("ebu-r128", -23.0, -1.0),
        Profile("web", -14.0, -1.0),
        Profile("netflix", -27.0, -2.0, dialogue_gated=True),
        Profile("atsc", -24.0, -2.0),
    )
}

#: Loudness of ``master.wav``, and of a programme without film sound, where the profile leaves the level (EBU R 128).
DEFAULT_MASTER_LUFS = -23.0
