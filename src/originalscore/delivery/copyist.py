"""The copyist works in a room of his own: cues are engraved in a process beside the run, as soon as each is written.

Engraving a ten-minute film takes as long as mixing it and waits for nothing but the notes. What fails there is done again here, so
that whoever waits for the pages meets the fault itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from originalscore.external.aside import Attendant, attend
from originalscore.model.codec import decode, encode
from originalscore.model.cue import Cue
from originalscore.model.delivery import Delivery
from originalscore.model.performance import Performance
from originalscore.model.score import Score
from originalscore.model.tempo import TempoMap
from originalscore.times import Clock


@dataclass(frozen=True)
class Manuscript:
    """Everything the copyist needs of a cue."""

    SCHEMA: ClassVar[str] = "Manuscript.1"

    cue: Cue
    score: Score
    performance: Performance
    tempo: TempoMap
    clock: Clock


class Copyist(Attendant):
    """Engraves one cue after the other beside the run, into one folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(__name__, str(root))
        self._root = root

    def copy(self, manuscript: Manuscript) -> Callable[[], Delivery]:
        """Hand over a cue; what is returned waits for its pages and lists them.

        Raises
        ------
        DeliveryError, ToolError
            When waited for, as :func:`deliver_scores`.
        """
        pages = self.ask(json.dumps(encode(manuscript), separators=(",", ":")))

        def wait() -> Delivery:
            answer = pages.result()
            return decode(Delivery, json.loads(answer), "the copyist's answer") if answer else _deliver(self._root, manuscript)

        return wait


def _deliver(root: Path, cue: Manuscript) -> Delivery:
    from originalscore.delivery.scores import deliver_scores  # where it is engraved: not in the run that hands it over

    return deliver_scores(root, cue.cue, cue.score, cue.performance, cue.tempo, cue.clock)


def _answer(root: Path, line: str) -> str:
    return json.dumps(encode(_deliver(root, decode(Manuscript, json.loads(line), "a manuscript"))), separators=(",", ":"))


if __name__ == "__main__":
    attend(lambda line: _answer(Path(sys.argv[1]), line))
