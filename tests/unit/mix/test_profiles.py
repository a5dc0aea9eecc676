"""Where a programme has to stand: named profiles, and levels of the user's own."""

from fractions import Fraction
from pathlib import Path

import pytest

from originalscore.errors import BriefError
from originalscore.mix import PROFILES, find_profile, mix
from originalscore.picture import blank_picture


def test_every_named_profile_is_found() -> None:
    assert all(find_profile(name) is profile for name, profile in PROFILES.items())


def test_a_level_is_a_profile_of_its_own() -> None:
    whole, spoken = find_profile("-18"), find_profile("dialogue -23.5")
    assert whole is not None and (whole.programme_lufs, whole.dialogue_gated, whole.ceiling_dbtp) == (-18, False, -1)
    assert spoken is not None and (spoken.programme_lufs, spoken.dialogue_gated, spoken.unspoken_lufs) == (-23.5, True, -23.5)


@pytest.mark.parametrize("wish", ["", "loud", "18", "-3", "-70", "dialogue", "dialogue 23", "-18 LUFS", "--18"])
def test_what_is_neither_is_no_profile(wish: str) -> None:
    assert find_profile(wish) is None


def test_a_mix_for_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="profile “lud” is unknown"):
        mix((), (), blank_picture(Fraction(4)), tmp_path, film=None, profile="lud")
