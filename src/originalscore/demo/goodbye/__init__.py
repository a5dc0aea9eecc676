"""*The Chair by the Window*: a sad scene under dialogue, of a minute."""

from originalscore.demo.film import Film
from originalscore.demo.goodbye.sound import film_sound
from originalscore.demo.goodbye.storyboard import EVENTS, LINES, SHOTS

GOODBYE = Film(
    "goodbye", "The Chair by the Window", SHOTS, EVENTS, LINES, film_sound, palette="intimate",
    brief="a sad farewell, grief and loss; piano and strings, felt more than heard",
)  # fmt: skip
