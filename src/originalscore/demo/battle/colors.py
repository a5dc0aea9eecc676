"""The colours of *The Last Tower*."""

from __future__ import annotations

from originalscore.demo.canvas import Color

INK: Color = (0.035, 0.025, 0.055)
FIRE: Color = (1.0, 0.45, 0.16)
GOLD: Color = (1.0, 0.84, 0.45)
BLUE: Color = (0.55, 0.80, 1.0)
CAPE: Color = (0.80, 0.10, 0.13)
SUIT: Color = (0.10, 0.17, 0.40)
SKIN: Color = (0.86, 0.66, 0.52)
