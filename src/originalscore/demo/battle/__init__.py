"""*The Last Tower*: a superhero battle of a minute."""

from originalscore.demo.battle.sound import film_sound
from originalscore.demo.battle.storyboard import EVENTS, LINES, SHOTS
from originalscore.demo.film import Film

BATTLE = Film(
    "battle", "The Last Tower", SHOTS, EVENTS, LINES, film_sound, palette="orchestra",
    brief="a superhero battle, epic orchestra; 00:00-00:48 action; 00:48-01:00 triumph",
)  # fmt: skip
