"""Phrases that titles are made of, by mood; all are ours."""

from __future__ import annotations

#: What the last stages of a theme's story are called; the place is the theme's subject.
SAYINGS = {"resolved": "{}, at Last", "broken": "{}, Broken"}

#: Mood -> phrases that fit any picture.
PHRASES = {
    "neutral": ("In Between", "Nothing Said", "A Step Aside", "On the Way", "Half a Thought", "Before It Turns"),
    "daily": ("The Usual Hour", "Keys and Coffee", "What Hands Do", "Same Road", "Small Errands", "A Day Like Others"),
    "tender": ("Near Enough", "Hold Still", "A Hand on the Door", "Softly, Then", "All That Was Kept", "Leaning In"),
    "romance": ("Two Chairs", "Almost Said", "Where You Are", "The Long Look", "Closer by a Word", "Yours, Then"),
    "comic": ("Wrong Foot", "Not What It Looks Like", "Up to Something", "The Second Shoe", "Mind the Step", "A Plan of Sorts"),
    "joy": ("Wide Open", "All at Once", "The Good Part", "Running Downhill", "Laughing Out", "Every Window"),
    "wonder": ("Look Up", "Larger Than It Seemed", "The First Sight", "Far Lights", "Something Opens", "As If Awake"),
    "mystery": ("Behind the Wall", "No Name for It", "Whose Steps", "The Unlit Room", "What the Map Leaves Out", "A Question Kept"),
    "suspense": ("Count to Ten", "Not a Sound", "The Handle Turns", "Any Moment", "Thin Ice", "Under the Door"),
    "horror": ("It Knows", "Do Not Turn Around", "What Came Up", "Teeth", "The Wrong Voice", "Lower Still"),
    "conflict": ("Hard Words", "Nobody Gives Way", "Against the Wind", "Two Sides of a Table", "Breaking Weather", "The Line Is Crossed"),
    "action": ("No Time Left", "Run", "Through the Middle", "Faster Than That", "Last Way Out", "Everything Moves"),
    "sorrow": ("The Empty Chair", "After You", "What Stays Behind", "A Coat on Its Hook", "Too Late for Words", "Slowly, Alone"),
    "triumph": ("We Are Here", "The Height of It", "Against All of Them", "Standing", "The Gates Open", "Won Back"),
}
#: Mood -> phrases for a dark picture.
DARK = {
    "neutral": ("Late Hours",), "daily": ("Before the Light",), "tender": ("Lamp in the Window",), "romance": ("Night Is Long Enough",),
    "wonder": ("Stars Again",), "mystery": ("What the Night Keeps",), "suspense": ("Lights Out",), "horror": ("The Dark Has Hands",),
    "conflict": ("Night Storm",), "action": ("Headlights",), "sorrow": ("Hours Before Dawn",), "triumph": ("Fire on the Hills",),
}  # fmt: skip
#: Mood -> phrases for a bright picture.
BRIGHT = {
    "neutral": ("Noon",), "daily": ("Morning Air",), "tender": ("White Linen",), "romance": ("Afternoon, Unhurried",), "comic": ("Broad Daylight",),
    "joy": ("Sun All Over",), "wonder": ("So Much Sky",), "mystery": ("Too Bright to See",), "suspense": ("In Plain Sight",),
    "action": ("Open Country",), "sorrow": ("A Clear, Cold Day",), "triumph": ("Full Sun",),
}  # fmt: skip
