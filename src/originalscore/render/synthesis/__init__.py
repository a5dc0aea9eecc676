"""The film palette beyond the orchestra: sounds made from nothing, tuned to the key and exact to the sample."""

from originalscore.render.synthesis.sounds import SYNTH_SOUNDS, SynthSound, make_sound

__all__ = ["SYNTH_SOUNDS", "SynthSound", "make_sound"]
