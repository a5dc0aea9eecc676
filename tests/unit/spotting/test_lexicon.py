import pytest

from originalscore.spotting.lexicon import ensemble_in, soloists_in


@pytest.mark.parametrize(
    ("words", "ensemble"),
    [
        ("tender, for solo piano", "solo-piano"), ("Just a piano, very sad", "solo-piano"), ("an intimate piano, no strings", "solo-piano"),
        ("piano and strings", "piano-and-strings"), ("a piano with a lonely cello", "soloists"), ("intimate", "piano-and-strings"),
        ("soft strings", "chamber-strings"), ("two violins and a viola", "chamber-strings"), ("a harp", "harp-and-celesta"),
        ("piano and a flute", "soloists"), ("a big piano", "orchestra"), ("a sad farewell", ""),
    ],
)  # fmt: skip
def test_where_a_brief_names_instruments_only_those_play(words, ensemble):
    assert ensemble_in(words) == ensemble


@pytest.mark.parametrize(
    ("words", "players"),
    [
        ("tender, for piano and a flute", ("piano", "flute")), ("cello and harp", ("cello-solo", "harp")), ("a lonely cello", ("cello-solo",)),
        ("solo violin, very sad", ("violin-solo",)), ("a flute alone", ("flute",)), ("oboe, clarinet and bassoon", ("oboe", "clarinet", "bassoon")),
        ("an English horn and a harp", ("english-horn", "harp")), ("a piano and a cello, no flute", ("piano", "cello-solo")),
        ("a trumpet sounds over the battle", ()), ("solo piano", ()), ("a harp", ()), ("a cello over soft strings", ()),
        ("flutes and a horn", ()), ("epic orchestra with a solo violin", ()), ("a flute is heard far away while the old piano burns", ()),
    ],
)  # fmt: skip
def test_players_who_are_named_one_by_one_are_the_whole_ensemble(words, players):
    assert soloists_in(words) == players
