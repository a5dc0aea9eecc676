"""Loudness profiles: where a programme has to stand when it leaves the house.

Left out because their figures could not be read with certainty in the documents themselves: EBU R 128 s2 (streaming, 2021) and R 128 s4
(cinematic content, 2023). A row is added here once they have been; until then, and for any house with a level of its own, the level itself
is a profile: ``-18`` for the whole programme, ``dialogue -23`` for its spoken lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from originalscore.errors import BriefError


@dataclass(frozen=True)
class Profile:
    """A target.

    Parameters
    ----------
    programme_lufs
        Integrated loudness; None leaves the film's own level.
    ceiling_dbtp
        Highest true peak.
    dialogue_gated
        Only spoken lines are measured.
    unspoken_lufs
        Integrated loudness of a dialogue-gated programme in which nobody speaks.
    """

    name: str
    programme_lufs: float | None
    ceiling_dbtp: float
    dialogue_gated: bool = False
    unspoken_lufs: float | None = None


#: Sources: EBU R 128 v5.0 (2023), -23 LUFS +-0.2 LU, -1 dBTP; ATSC A/85 (2013), -24 LKFS +-2, -2 dBTP; Netflix sound mix specifications,
#: dialogue-gated -27 LKFS +-2, -2 dBTP, full programme -24 where there is no dialogue to gate on; "web" is the playback level of the large
#: video and music services, -14 LUFS, -1 dBTP (their own help pages; read for us in the deliverables notes, section 6).
PROFILES: dict[str, Profile] = {
    row.name: row
    for row in (
        Profile("leave", None, -1.0),
        Profile("ebu-r128", -23.0, -1.0),
        Profile("web", -14.0, -1.0),
        Profile("netflix", -27.0, -2.0, dialogue_gated=True, unspoken_lufs=-24.0),
        Profile("atsc", -24.0, -2.0),
    )
}

_OWN_LEVEL = re.compile(r"(dialogue +)?(-\d{1,2}(?:\.\d+)?)")
_LOUDEST_LUFS, _SOFTEST_LUFS = -5.0, -40.0


def find_profile(wish: str) -> Profile | None:
    """The profile of a name, or of a level of the user's own between -40 and -5 LUFS, true peaks up to -1 dBTP; None where it is neither."""
    level = _OWN_LEVEL.fullmatch(wish.strip())
    if wish in PROFILES or not level:
        return PROFILES.get(wish)
    lufs, gated = float(level[2]), bool(level[1])
    if not _SOFTEST_LUFS <= lufs <= _LOUDEST_LUFS:
        return None
    return Profile(wish, lufs, -1.0, dialogue_gated=gated, unspoken_lufs=lufs if gated else None)


def asked_profile(wish: str) -> Profile:
    """The same.

    Raises
    ------
    BriefError
        If it is neither.
    """
    found = find_profile(wish)
    if found is None:
        known = ", ".join(PROFILES)
        raise BriefError(f"the loudness profile “{wish}” is unknown", f"known are {known}, or a level such as -18 or “dialogue -23”")
    return found


#: Loudness of ``master.wav``, and of a programme without film sound, where the profile leaves the level (EBU R 128).
DEFAULT_MASTER_LUFS = -23.0
#: What a programme stays lower than its ceiling where it will be encoded: decoded AAC overshot a limited programme by 0.8 dB (measured; rounded up).
CODEC_DB = 1.0
#: How near the loudness of a programme or master must come to its profile, LU.
WITHIN_LU = 0.2
