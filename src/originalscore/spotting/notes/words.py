"""The words of directors: plain tables of phrases and what they mean, so that every reading can be explained.

Stems match from a word's beginning where they end in ``-``; other entries are whole words or phrases. The meanings are ours, after how directors,
editors and composers are reported to talk.
"""

from __future__ import annotations

import re

#: Mood -> words for it (adjectives and what they say of feelings; the lexicon of a film's own words is another one).
FEELINGS: dict[str, tuple[str, ...]] = {
    "neutral": ("neutral", "matter-of-fact", "objective", "detached", "emotionless", "indifferent"),
    "daily": ("daily", "everyday", "ordinary", "mundane", "casual", "day-to-day", "routine", "domestic", "breezy", "laid-back"),
    "tender": ("tender-", "gentler", "gentleness", "warm-", "intima-", "delica-", "sooth-", "peace-", "calm-", "comfort-", "loving", "caring", "affection-", "vulnerab-", "fragil-", "heartfelt", "bittersweet", "innocen-", "serene", "sweet", "sweeter", "sweetness"),
    "romance": ("romance", "romantic-", "passion-", "sentimental-", "schmaltz-", "chees-", "corny", "syrup-", "sappy", "mushy", "soppy", "sensual-", "sexy", "saccharine", "yearning", "longing"),
    "comic": ("comic-", "comed-", "funny", "funnier", "fun", "playful-", "quirk-", "silly", "sillier", "goof-", "whimsic-", "cartoon-", "light-hearted", "lighthearted", "cheeky", "mischiev-", "humor-", "humour-", "bouncy"),
    "joy": ("joy-", "happ-", "hope-", "cheer-", "uplift-", "bright-", "optimis-", "sunn-", "upbeat", "exuberan-", "celebrat-", "jubil-", "lighter"),
    "wonder": ("wonder-", "magic-", "dream-", "awe", "awe-inspiring", "ethereal-", "enchant-", "fairy-tale", "otherworldly", "marvel-", "celestial"),
    "mystery": ("myster-", "enigma-", "intrig-", "curio-", "secretive", "eerie-", "eerier", "haunt-", "strange-", "suspicio-", "elusive"),
    "suspense": ("suspense-", "tense-", "tension-", "danger-", "menac-", "ominous-", "dark-", "brood-", "threat-", "nerv-", "uneas-", "anxi-", "edgy", "edgier", "edge", "forebod-", "thrilling", "stress-", "suspenseful", "claustrophob-", "paranoi-"),
    "horror": ("horror", "horrif-", "scar-", "creep-", "terror", "terrif-", "dread-", "fright-", "nightmar-", "sinister", "disturb-", "spook-", "unsettl-", "evil"),
    "conflict": ("conflict-", "aggressi-", "angr-", "anger", "violen-", "furious", "fury", "harsh-", "hostil-", "brutal-", "confrontation-", "rage"),
    "action": ("action", "intens-", "driving", "urgen-", "exciting", "excitement", "adrenal-", "kinetic", "relentless", "frantic", "propulsive", "pumped", "punchier"),
    "sorrow": ("sad", "sadder", "sadness", "sorrow-", "melanchol-", "gloom-", "grie-", "mourn-", "tragic-", "heartbreak-", "depress-", "somber", "sombre", "bleak-", "weep-", "tear-", "elegiac", "wistful-", "lonel-", "forlorn", "funere-", "despair-", "mournful", "downbeat", "maudlin", "miserab-"),
    "triumph": ("triumph-", "hero-", "victor-", "noble", "nobler", "nobility", "epic", "glori-", "majest-", "proud-", "triumphal", "soaring", "rousing", "inspir-"),
}  # fmt: skip

#: Words for a quality of the music -> (what it is about, which way the word points).
QUALITIES: dict[tuple[str, int], tuple[str, ...]] = {
    ("tempo", 1): ("fast", "faster", "quick", "quicker", "brisk-", "tempo up", "tempo come up", "tempo to come up", "speed up", "speed it up", "up the tempo", "pick up the pace", "pick it up", "pick up the tempo", "raise the tempo", "quicken", "snappier", "up-tempo", "higher tempo", "pacier", "pace", "push the tempo", "move along", "more pace", "hurry up"),
    ("tempo", -1): ("slow", "slower", "slow down", "slow it down", "slowing down", "lower the tempo", "tempo down", "bring the tempo down", "tempo come down", "drop the tempo", "pull back the tempo", "ease the tempo", "relax the tempo", "unhurried", "take its time", "take your time", "lower tempo", "half the speed"),
    ("density", 1): ("busy", "busier", "dense", "denser", "full", "fuller", "rich", "richer", "thick", "thicker", "layer-", "more notes", "more movement", "more going on", "more texture", "more happening", "complex", "fill it out", "fill out", "more rhythm", "active"),
    ("density", -1): ("sparse", "sparser", "simple", "simpler", "simplify", "simplify it", "minimum", "air", "airier", "room", "more room", "space", "spacious", "breathe", "breathing", "bare", "barer", "strip it back", "strip it right back", "strip back", "strip down", "strip it down", "strip it right down", "pare it back", "pare it down", "thin it out", "thin out", "uncluttered", "fewer notes", "less notes", "less music", "less going on", "less happening", "clean", "cleaner", "lean", "leaner", "stripped back", "open up"),
    ("level", 1): ("loud", "louder", "big", "bigger", "large", "larger", "grand", "grander", "power", "powerful", "stronger", "strong", "massive", "huge", "turn it up", "volume up", "up the volume", "forte", "in your face", "prominent", "over the top", "bombastic", "bombast", "heavy-handed", "weight", "heavier", "impact", "volume", "oomph", "punch", "go for it", "overblown", "overwhelming", "force", "forceful"),
    ("level", -1): ("quiet", "quieter", "quietly", "soft", "softer", "softly", "small", "smaller", "subtle", "subtler", "understated", "restrained", "restraint", "turn it down", "volume down", "bring it down", "bring it right down", "hold back", "hold it back", "pull back", "pull it back", "dial it back", "dial it down", "dial back", "back off", "lower the volume", "tone it down", "take it down", "piano dynamic", "hushed", "gentle", "gently", "discreet", "in the background", "rein it in", "ease off", "ease back", "lighter touch", "unobtrusive", "lower"),
}  # fmt: skip
#: What is said of music that is wrong as it is -> what is wished instead.
COMPLAINTS: dict[str, tuple[tuple[str, int], ...]] = {
    r"drags?\b|dragging|sluggish|plodding|plods|loses momentum|too leisurely|sleepy": (("tempo", 1),),
    r"rushed|rushes|rushing|hectic|hurried|breathless": (("tempo", -1),),
    r"(?:feels?|sounds?|is|it's|seems?) (?:a (?:bit|little|touch) )?(?:too )?(?:thin|empty|hollow)\b|too (?:thin|empty)": (("density", 1),),
    r"too much going on|too many notes|too much happening|cluttered|clutter|crowded|muddy|overwritten|overcooked|wall[- ]to[- ]wall|less is more|too much music": (("density", -1),),
    r"stepp?(?:s|ing)? (?:all )?on the (?:dialogue|dialog|lines|words)|fight(?:s|ing)? (?:with )?the (?:dialogue|dialog|lines|words|voices?)|(?:gets?|getting|is|it's) in the way of the (?:dialogue|dialog|lines|words|voices?)|out of the way of the (?:dialogue|dialog|lines|words|actors)|drown(?:s|ing)? (?:out )?(?:the|her|his|them|their|our)|compet(?:es|ing) with the (?:dialogue|dialog|lines|words|voices?|actors)": (("level", -1), ("density", -1)),
    r"overpower(?:s|ing)|overbearing|overwhelm(?:s|ing)|too much\b(?! (?:going|happening|music))|over the top|heavy-handed|too overblown|bombastic|in your face|draws? (?:too much )?attention|on the nose|distracting": (("level", -1),),
    r"underwhelming|weedy|wimpy|feeble|falls flat|no impact|lacks (?:any )?(?:impact|weight|punch|power)|needs? (?:more )?(?:weight|impact|oomph|punch|power|muscle)": (("level", 1),),
    r"(?:more|some|extra|bit of|needs|add|inject) energy|more energetic|energi[sz]e|more drive|more momentum|livelier|liven": (("tempo", 1), ("density", 1)),
    r"less energy|less energetic|too energetic|less drive": (("tempo", -1), ("density", -1)),
}  # fmt: skip

#: Who plays, as people say it -> its name in ``music.ensembles.GROUPS``; what is longer comes first.
PLAYERS: dict[str, str] = {
    "solo cello": "cello-solo", "cello solo": "cello-solo", "solo violin": "violin-solo", "violin solo": "violin-solo",
    "fiddle": "violin-solo", "solo voice": "voice-solo", "female voice": "voice-solo", "soprano": "voice-solo", "vocals": "choir", "vocal": "choir",
    "french horns": "horns", "french horn": "horns", "english horn": "english-horn", "cor anglais": "english-horn",
    "double basses": "basses", "double bass": "basses", "contrabass": "basses", "string section": "strings", "string quartet": "strings",
    "strings": "strings", "string": "strings", "violins": "violins", "violin": "violins", "violas": "violas", "viola": "violas", "cellos": "cellos",
    "celli": "cellos", "cello": "cellos", "basses": "basses", "brass section": "brass", "brass": "brass", "horns": "horns", "horn": "horns", "trumpets": "trumpets",
    "trumpet": "trumpets", "trombones": "trombones", "trombone": "trombones", "tuba": "tuba", "woodwinds": "woodwinds", "woodwind": "woodwinds",
    "winds": "woodwinds", "flutes": "flute", "flute": "flute", "oboe": "oboe", "clarinets": "clarinet", "clarinet": "clarinet", "bassoon": "bassoon",
    "percussion": "percussion", "drums": "percussion", "drum": "percussion", "drumming": "percussion", "taikos": "percussion", "taiko": "percussion", "cymbals": "percussion", "timpani": "timpani", "timps": "timpani",
    "kettledrums": "timpani", "glockenspiel": "glockenspiel", "glock": "glockenspiel", "bells": "glockenspiel", "vibraphone": "vibraphone", "vibes": "vibraphone",
    "harp": "harp", "celesta": "celesta", "celeste": "celesta", "piano": "piano", "choir": "choir", "chorus": "choir", "voices": "choir", "singers": "choir", "choral": "choir",
    "synths": "synth", "synth": "synth", "synthesizer": "synth", "synthesiser": "synth", "electronics": "synth", "pads": "synth",
}  # fmt: skip
#: Players that people ask for and that nobody here plays.
STRANGERS = (
    "banjo", "guitar", "guitars", "ukulele", "sax", "saxophone", "accordion", "bagpipes", "sitar", "organ", "mandolin", "harmonica", "theremin",
    "didgeridoo", "drum machine", "drum kit", "electric bass", "bass guitar", "harpsichord", "marimba", "xylophone", "duduk", "kazoo", "whistle", "erhu", "recorder", "lute",
)  # fmt: skip

#: Manner of writing, as people say it -> idiom.
IDIOM_WORDS: dict[str, str] = {
    "minimalist": "minimal", "minimalistic": "minimal", "minimal": "minimal", "thriller": "thriller", "ambient": "ambient", "drone": "ambient",
    "soundscape": "ambient", "romantic in style": "romantic", "late romantic": "romantic", "lush": "romantic", "lusher": "romantic", "old hollywood": "romantic", "golden age": "romantic", "chamber-like": "intimate",
    "chamber": "intimate", "sitcom": "light", "light music": "light", "underscore": "underscore", "superhero": "heroic", "horror film": "dread",
    "horror movie": "dread", "action movie": "action", "action film": "action", "mystery film": "mystery", "whodunit": "mystery",
}  # fmt: skip

LITTLE_WORDS = r"a touch|a bit|a little(?: bit)?|little|slightly|a tad|tad|a hair|somewhat|a shade|a notch|slight|marginally|a tiny bit|just a bit|a smidge|a fraction|a whisker|subtly|mildly|a dash"
MUCH_WORDS = r"much|way|a lot|lots|far|really|very|completely|totally|hugely|huge|massively|enormous|enormously|extremely|right (?:back|down)|so much|a great deal|loads|dramatically|significantly|considerably|ten times|absolutely|properly"

LESS_WORDS = (
    "less", "not", "no", "never", "too", "don't", "doesn't", "isn't", "without", "tone down", "toned down", "reduce", "lose", "drop", "avoid",
    "cut", "dial down", "dial back", "nothing", "remove", "rather than", "instead of", "overly", "fewer", "kill", "won't", "shouldn't", "ease off",
    "stop being", "won't be", "soften", "take down", "minus", "less of", "away from", "cut back", "take out", "get rid of", "not so", "shy away from",
    "excessively", "wasn't", "aren't", "nor", "play down",
)  # fmt: skip
MORE_WORDS = (
    "more", "need", "needs", "needed", "want", "make", "add", "push", "ramp up", "lean into", "should", "give", "bring", "miss", "missing", "lacks", "lacking", "let",
    "keep", "increase", "play up", "crank up", "like", "could", "go for", "inject", "find", "towards", "toward", "feel", "but", "extra", "step up", "raise",
    "closer to", "turn up", "build up", "dial up", "lift",
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return re.findall(r"[a-z0-9]+(?:[-'][a-z0-9]+)*", text.lower())


def _pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(one[:-1]) + r"[a-z]*" if one.endswith("-") else re.escape(one) for one in sorted(entries, key=len, reverse=True)]
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w])")


FEELING_PATTERNS = {mood: _pattern(entries) for mood, entries in FEELINGS.items()}
QUALITY_PATTERNS = {about: _pattern(entries) for about, entries in QUALITIES.items()}
PLAYER_PATTERN = _pattern(tuple(PLAYERS))
STRANGER_PATTERN = _pattern(STRANGERS)
IDIOM_PATTERN = _pattern(tuple(IDIOM_WORDS))
LESS_PATTERN = _pattern(LESS_WORDS)
MORE_PATTERN = _pattern(MORE_WORDS)
