"""*The Landing*: a tense thriller of a minute."""

from originalscore.demo.film import Film
from originalscore.demo.thriller.sound import film_sound
from originalscore.demo.thriller.storyboard import EVENTS, LINES, SHOTS

THRILLER = Film(
    "thriller", "The Landing", SHOTS, EVENTS, LINES, film_sound, palette="hybrid",
    brief="a tense thriller, suspense that grows; silence before the reveal at 00:44",
)  # fmt: skip
