"""The headings and words by which music cue sheets of any origin say what they hold, in small letters."""

from __future__ import annotations

from originalscore.model.ledger import ORIGINS

#: What a column holds -> its headings in small letters; the first one there counts.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("cue", "cue id", "id"),
    "title": ("title", "cue title", "work title", "musical work", "composition", "music title", "track", "track title", "song"),
    "usage": ("usage", "use", "usage code", "music use", "type of use", "use code"),
    "kind": ("kind",),
    "origin": ("origin", "source of music", "music origin", "music type", "origin of music"),
    "in": ("in", "start", "time in", "timecode in", "tc in", "start time", "cue in"),
    "out": ("out", "end", "time out", "timecode out", "tc out", "end time", "cue out"),
    "first": ("first frame",),
    "end": ("end frame",),
    "duration": ("duration", "length", "timing", "time", "duration used", "length used", "seconds"),
    "album": ("album duration", "on album", "album length"),
    "tail": ("inaudible tail",),
    "tail frames": ("inaudible tail frames",),
    "on screen": ("on screen", "diegetic", "source", "visual"),
    "voices": ("voices", "vocal", "vocals", "vocal instrumental", "instrumental vocal"),
    "bars": ("bars",),
    "reused": ("bars from earlier films", "bars reused"),
    "films": ("earlier films", "from earlier film", "franchise", "reused from"),
    "theme origin": ("theme origin",),
    "theme writer": ("theme writer", "theme by"),
    "writer": ("writer", "writers", "composer", "composers", "composer s", "writer s", "writer name", "composer name"),
    "role": ("writer role", "role"),
    "share": ("writer share", "share", "writer share percent"),
    "society": ("writer society", "society", "pro", "affiliation"),
    "performer": ("performer", "artist"),
    "isrc": ("isrc",),
    "iswc": ("iswc",),
}  # fmt: skip
#: What the rows above the table tell.
FACTS: dict[str, tuple[str, ...]] = {
    "title": ("programme title", "program title", "film title", "production title", "film", "title", "production"),
    "year": ("year", "release year", "year of release"),
    "rate": ("frame rate", "fps"),
    "start": ("first frame",),
    "frames": ("frames",),
    "length": ("programme length", "program length", "film length", "running time", "duration"),
    "composer": ("composer put forward", "composer", "composers put forward", "submitted composer"),
    "credits": ("end credits from", "end credits"),
    "beat": ("story beat", "turn of the story"),
}  # fmt: skip
ORIGIN_WORDS = {
    **{name: name for name in ORIGINS}, "original": "composed here", "score": "composed here", "original score": "composed here",
    "commissioned": "composed here", "existing": "pre-existing", "preexisting": "pre-existing", "licensed": "pre-existing",
    "library": "pre-existing", "production music": "pre-existing", "stock": "pre-existing", "own earlier work": "composed earlier",
    "adapted": "public domain adapted", "traditional adapted": "public domain adapted",
}  # fmt: skip
VOICE_WORDS = {"": "", "lyric": "lyric", "vocal": "lyric", "v": "lyric", "words": "lyric", "wordless": "wordless", "choir": "wordless",
           "none": "none", "instrumental": "none", "i": "none", "no": "none", "yes": "lyric"}  # fmt: skip
FLAG_WORDS = {"yes": True, "y": True, "x": True, "true": True, "no": False, "n": False, "false": False, "": False}
#: Usages that the people in the film hear, and that are sung.
VISUAL, VOCAL = ("VI", "VV", "VS"), ("BV", "VV", "FV")
