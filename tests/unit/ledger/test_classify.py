"""What a piece is: six questions in their order, answered from where it came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from originalscore.ledger.classify import Provenance, classify
from originalscore.model.ledger import ORIGINS, Party, Reuse

OURS = Provenance("cue 1m1 of this folder, take 1", "composed here", "BI", False, False, False, (), (), 16)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "score"),
        ({"wordless": True}, "score"),
        ({"on_screen": True, "usage": "VI"}, "source"),
        ({"lyric": True}, "song"),
        ({"lyric": True, "on_screen": True, "usage": "VV"}, "song"),
        ({"usage": "EE"}, "logo"),
        ({"usage": "PD"}, "pre-existing"),
        *(({"origin": origin}, "pre-existing") for origin in ORIGINS if origin != "composed here"),
        ({"origin": "pre-existing", "lyric": True}, "pre-existing"),
    ],
)
def test_the_kind_follows_from_provenance(changes: dict[str, object], kind: str) -> None:
    assert classify(replace(OURS, **changes))[0] == kind  # type: ignore[arg-type]


def test_every_question_leaves_its_reason_in_order() -> None:
    piece = replace(OURS, reuse=(Reuse("Episode 1", "keeper", 5),), writers=(Party("A. Writer", "C", None),))
    _, reasons = classify(piece)
    assert [reason[0] for reason in reasons] == list("123456")
    assert "cue 1m1 of this folder" in reasons[0]
    assert reasons[4].endswith("keeper from Episode 1, 5 bars, of 16")
    assert "A. Writer (C)" in reasons[5]
    assert "nobody has entered a writer" in classify(OURS)[1][5]
