"""``python -m originalscore.cli``."""

from originalscore.cli import main

main()
