# Every target sets up what it needs; see `make help`.
VENV := .venv
BIN := $(VENV)/bin
DEMO_DIR ?= demo
# Two interpreters share the fast tests, each a file at a time: what a file's tests share is made once. Whole films use both cores by themselves.
SIDE_BY_SIDE := -n 2 --dist loadfile

.PHONY: help setup check test demo bench bench-sound bench-craft bench-timing bench-picture bench-notes bench-rights gallery soak fix
help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /'

setup: $(VENV)/.ready  ## Debian packages that are missing, and .venv from the lock file
	@sh tools/setup-system.sh

$(VENV)/.ready: requirements.lock pyproject.toml
	@sh tools/setup-system.sh
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

check: setup     ## format, lint, types, import contracts, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not slow and not media" $(SIDE_BY_SIDE)

test: check      ## everything, in a browser too (chromium)
	@sh tools/setup-tests.sh
	$(BIN)/pytest -m "slow or media"

demo: setup      ## draw the demo film and score it into ./demo
	$(BIN)/originalscore demo --out $(DEMO_DIR)

bench: setup     ## speed and memory: the main job against its floors, the sound against real time
	@$(BIN)/python benchmarks/bench_film.py; film=$$?; $(BIN)/python benchmarks/bench_render.py && exit $$film

bench-sound: setup  ## the sound, measured: timing, movement, balance, room, loudness, music under words
	$(BIN)/python benchmarks/bench_sound.py

bench-craft: setup  ## the writing, measured: our cues beside real music, a toy and destroyed music
	$(BIN)/python benchmarks/bench_craft.py

bench-timing: setup  ## tempo maps: 200 random cues beside the best constant tempo
	@$(BIN)/python benchmarks/bench_timing.py

bench-picture: setup  ## cuts beside PySceneDetect, speech in noise and under music
	$(BIN)/python benchmarks/bench_picture.py

bench-notes: setup  ## director's notes read rightly, both halves of the corpus
	PYTHONPATH=. $(BIN)/python benchmarks/bench_notes.py

bench-rights: setup  ## raw points and award figures held to what was published; growth of the ledger
	PYTHONPATH=. $(BIN)/python benchmarks/bench_rights.py

gallery: setup   ## draw and score the three scenes everybody knows, and show them in docs/gallery
	$(BIN)/python benchmarks/gallery.py

soak: setup      ## kill -9 at twenty random moments, each followed by a rerun
	$(BIN)/python benchmarks/soak.py

fix: setup       ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
