"""The colours of *The Landing*."""

from __future__ import annotations

from originalscore.demo.canvas import Color

INK: Color = (0.010, 0.014, 0.020)
TORCH: Color = (1.0, 0.88, 0.62)
COLD: Color = (0.72, 0.86, 0.95)
WALL: Color = (0.42, 0.50, 0.47)
DADO: Color = (0.30, 0.24, 0.20)
DOOR: Color = (0.36, 0.22, 0.16)
BRASS: Color = (0.85, 0.66, 0.30)
