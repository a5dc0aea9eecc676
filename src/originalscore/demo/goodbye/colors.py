"""The colours of *The Chair by the Window*."""

from __future__ import annotations

from originalscore.demo.canvas import Color

INK: Color = (0.075, 0.085, 0.11)
LAMP: Color = (1.0, 0.76, 0.46)
GREY: Color = (0.70, 0.76, 0.82)
WALL: Color = (0.25, 0.27, 0.32)
CHAIR: Color = (0.42, 0.20, 0.21)
