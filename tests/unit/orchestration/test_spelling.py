import pytest

from originalscore.model.plan import Chord
from originalscore.music.key import Key
from originalscore.music.pitch import PitchName
from originalscore.orchestration.spelling import chord_names


@pytest.mark.parametrize(
    ("root", "quality", "key", "names"),
    [
        ("D", "7", "F lydian", "D F# A C"), ("B#", "min", "F# dorian", "C Eb G"), ("A#", "min", "F# major", "A# C# E#"),
        ("Bb", "min", "D minor", "Bb Db F"), ("G", "maj", "C minor", "G B D"), ("Cb", "maj", "Eb minor", "Cb Eb Gb"), ("G#", "dim7", "A minor", "G# B D F"),
    ],
)  # fmt: skip
def test_a_chord_is_spelled_as_it_is_read_most_easily_in_its_key(root, quality, key, names):
    name = PitchName.parse(root)
    assert " ".join(map(str, chord_names(Chord(name, quality, name), Key.parse(key)).values())) == names
