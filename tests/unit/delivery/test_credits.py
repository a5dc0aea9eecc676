"""Music credits: from the ledger alone, and nobody who has not been entered."""

from __future__ import annotations

from fractions import Fraction

from tests.unit.ledger.made import ledger_of, piece

from originalscore.delivery.credits import credit_lines
from originalscore.model.ledger import Licence, Party, Permissions, Reuse

CLEARED = Permissions(Licence("granted", "House"), Licence("granted", "Label"))
WRITERS = (Party("A. Writer", "C", Fraction(50)), Party("B. Writer", "A"), Party("C. Writer", "C"))


def test_a_song_is_credited_with_everybody_who_was_entered() -> None:
    song = piece(
        "s1", 50, 60, title="Harbour Lights", kind="pre-existing", writers=WRITERS, publishers=(Party("House", "E"),), performer="The Lamps",
        permissions=CLEARED,
    )  # fmt: skip
    lines = credit_lines(ledger_of(piece("1m1", 0, 10), song, composer="D. Writer"))
    assert lines == [
        "Original score: D. Writer", "", "“Harbour Lights”", "Music by A. Writer and C. Writer", "Words by B. Writer", "Published by House",
        "Performed by The Lamps", "Courtesy of Label",
    ]  # fmt: skip


def test_what_is_open_stays_open_and_reuse_is_said() -> None:
    lines = credit_lines(ledger_of(piece("1m1", 0, 10, reuse=(Reuse("Episode 1", "keeper", 3),)), piece("s1", 5, 6, kind="pre-existing")))
    assert lines[0] == "Original score: to be entered in rights.toml"
    assert "Written by: to be entered in rights.toml" in lines and "[not cleared for the film]" in lines
    assert lines[-1] == "Contains themes from: Episode 1"
