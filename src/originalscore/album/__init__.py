"""Album: the soundtrack album, made from the score and its licensed songs."""
