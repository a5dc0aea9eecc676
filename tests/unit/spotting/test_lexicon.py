import pytest

from originalscore.spotting.lexicon import ensemble_in


@pytest.mark.parametrize(
    ("words", "ensemble"),
    [
        ("tender, for solo piano", "solo-piano"), ("Just a piano, very sad", "solo-piano"), ("an intimate piano, no strings", "solo-piano"),
        ("piano and strings", "piano-and-strings"), ("a piano with a lonely cello", "piano-and-strings"), ("intimate", "piano-and-strings"),
        ("soft strings", "chamber-strings"), ("two violins and a viola", "chamber-strings"), ("a harp", "harp-and-celesta"),
        ("piano and a flute", "piano-and-strings"), ("a big piano", "orchestra"), ("a sad farewell", ""),
    ],
)  # fmt: skip
def test_where_a_brief_names_instruments_only_those_play(words, ensemble):
    assert ensemble_in(words) == ensemble
