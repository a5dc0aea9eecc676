"""Sounds loaded before they are asked for."""

from __future__ import annotations

import pytest

from originalscore.external.fluidsynth import SoundFont
from originalscore.model.palette import Source
from originalscore.render import Loader, sounds
from originalscore.render.palette import shipped


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Presets as they are decoded; none really is."""
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(SoundFont, "pin", lambda font, bank, program: found.append((bank, program)))
    return found


def test_the_players_of_most_cues_come_first(pinned: list[tuple[int, int]]) -> None:
    with Loader(shipped()) as loader:
        loader.begin(("solo-piano", "piano-and-strings", "woodwind-quintet"))
        assert loader._thread is not None
        loader._thread.join()
    piano = next(shipped().offers("piano", "struck")).patch
    assert pinned[0] == (piano.bank, piano.program)
    assert len(set(pinned)) > 10


def test_leaving_at_once_ends_it_after_the_sound_it_is_at(pinned: list[tuple[int, int]]) -> None:
    with Loader(shipped()) as loader:
        loader._stop.set()
        loader.begin(("orchestra",))
    assert loader._thread is not None
    assert not loader._thread.is_alive()
    assert not pinned


def test_sounds_that_are_not_there_are_left_to_the_render_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(shipped().sources, "general", Source("soundfont", ("gone.sf3",), "install it"))
    monkeypatch.setattr(sounds, "lent_font", lambda path: pytest.fail("there is none"))
    with Loader(shipped()) as loader:
        loader.begin(("solo-piano",))
