"""Listen to one film in a process of its own: ``python -m originalscore.picture.listener FILM`` writes what it heard."""

from __future__ import annotations

import sys
from pathlib import Path

from originalscore.external.media import decode_sound, probe
from originalscore.picture.listening import RATE, listen, packed


def main() -> None:
    """Write the film's ``Heard`` to standard output."""
    path = Path(sys.argv[1])
    sys.stdout.buffer.write(packed(listen(decode_sound(path, RATE, 2, probed=probe(path)))))


if __name__ == "__main__":
    main()
