"""What is installed for rendering, and whether each palette finds its sounds."""

from __future__ import annotations

from originalscore.errors import OriginalScoreError, SoundError
from originalscore.external.fluidsynth import library_version
from originalscore.model.palette import Palette
from originalscore.render import sounds
from originalscore.render.palette import SHIPPED, open_palette

Found = tuple[str, bool, str, str]
"""What, whether it is well, what was found, what to do."""


def describe_sounds(palette: str = "") -> list[Found]:
    """The synthesiser, the orchestra's sounds, every shipped palette, and one more palette by name or file."""
    found: list[Found] = []
    try:
        found.append(("FluidSynth", True, library_version(), ""))
    except SoundError as fault:
        found.append(("FluidSynth", False, "-", fault.advice))
    try:
        path = sounds.soundfont()
        found.append(("orchestral sounds", True, f"{path} (SHA-256 {sounds.digest(path)[:16]})", ""))
    except SoundError as fault:
        found.append(("orchestral sounds", False, "-", fault.advice))
    return [*found, *(_describe(name) for name in dict.fromkeys((*SHIPPED, *([palette] if palette else []))))]


def _describe(name: str) -> Found:
    try:
        palette = open_palette(name)
    except OriginalScoreError as fault:
        return f"palette {name}", False, "-", str(fault)
    patches, missing = _check(palette)
    if missing:
        more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
        return f"palette {name}", False, "-", f"{next(iter(missing))}{more}; {next(iter(missing.values())) or 'see docs/palettes.md'}"
    return f"palette {name}", True, f"{patches} patches from {len(palette.sources)} source{'s' * (len(palette.sources) != 1)}", ""


def _check(palette: Palette) -> tuple[int, dict[str, str]]:
    """How many patches are there, and what is missing with what to do; those of the palettes it rests on too."""
    count, missing = 0, {}
    for one in palette.chain():
        patches = [patch for row in one.rows.values() for patch in row.patches.values()]
        for patch in dict.fromkeys((*patches, *(strike.patch for strike in one.strikes.values()))):
            try:
                sounds.place_of(one.sources[patch.source], patch)
                count += 1
            except SoundError as fault:
                missing[str(fault.args[0])] = fault.advice
    return count, missing
