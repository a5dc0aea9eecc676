"""The film palette beyond the orchestra: sounds made from nothing, tuned to the key and exact to the sample."""

from originalscore.render.synthesis.sounds import ALGORITHM, SYNTH_SOUNDS, SynthSound, make_sound

__all__ = ["ALGORITHM", "SYNTH_SOUNDS", "SynthSound", "make_sound"]
