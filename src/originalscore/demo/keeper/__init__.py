"""*The Keeper*: ninety seconds about a lighthouse; the demo, and the product's first test film."""

from originalscore.demo.film import Film
from originalscore.demo.keeper.scenery import HEIGHT, WIDTH
from originalscore.demo.keeper.sound import film_sound
from originalscore.demo.keeper.storyboard import EVENTS, LINES, SHOTS

KEEPER = Film("keeper", "The Keeper", SHOTS, EVENTS, LINES, film_sound, width=WIDTH, height=HEIGHT)
