# The manual. `make` alone prints it.

PYTHON ?= python3
BIN := .venv/bin
# A file stays on one worker, since its fixtures are made once; the order is that of tests/conftest.py, longest first.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q
# What pytest makes of a test file is kept for the next of the three runs.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run demo check test lint types content django sqlite postgres browser bench shots fmt requirements wheel clean system

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

# --- to use it ---

run: .venv/run ## install what is pinned, prepare the database, serve on this machine and print the address
	@$(BIN)/goldseam serve

demo: .venv/run ## the same with a throw-away database: two made-up people and 120 days of their history
	@$(BIN)/goldseam demo

check: .venv/run ## is this machine fit to keep a room? Says what to do about each thing that is not
	@$(BIN)/goldseam check

# --- to change it ---

test: system lint types content django sqlite postgres browser ## everything in docs/developers.md's definition of done

lint: .venv/dev ## style, likely mistakes, and the direction of every import
	$(BIN)/ruff check goldseam tests
	$(BIN)/ruff format --check goldseam tests
	$(BIN)/lint-imports

types: .venv/dev ## mypy over the whole package
	$(BIN)/mypy

content: .venv/dev ## every word file: references, limits, reading grade, words we do not use
	$(BIN)/goldseam content check

django: .venv/dev ## Django's own checks as for a public server, and no migration forgotten
	GOLDSEAM_DATA=build/django GOLDSEAM_ORIGIN=https://notes.example \
		$(BIN)/python -m django check --deploy --fail-level WARNING --settings goldseam.settings
	GOLDSEAM_DATA=build/django $(BIN)/python -m django makemigrations --check --dry-run --settings goldseam.settings

sqlite: .venv/dev system ## the tests on SQLite
	$(PYTEST) -m "not browser and not bench"

postgres: .venv/dev system ## the same tests on a real PostgreSQL that lives only as long as they do
	$(BIN)/python -m tests.pg $(PYTEST) -m "not browser and not bench and not once"

browser: .venv/dev system ## the walks in a real Chromium
	$(PYTEST) -m browser

bench: .venv/dev system ## measure speed, memory and page weight, as ratios from one run, into docs/performance.md
	$(BIN)/python -m tests.bench

shots: .venv/dev system ## a picture of every page into shots/
	$(BIN)/python -m tests.e2e.shots

fmt: .venv/dev ## put the code into shape
	$(BIN)/ruff check --fix goldseam tests
	$(BIN)/ruff format goldseam tests

requirements: .venv/dev ## pin every dependency anew, with hashes; read the difference before you commit it
	$(COMPILE) --upgrade --group install -o requirements/run.txt
	$(COMPILE) --upgrade --group install --group dev -c requirements/run.txt -o requirements/dev.txt
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

wheel: .venv/dev ## one file to install elsewhere, words included
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what can be made again (never var/, which is data)
	rm -rf .venv build dist shots .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# --- how the environment is made ---

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Goldseam needs Python 3.11 or newer; set PYTHON=… to point at one.")'
	@$(PYTHON) -m venv .venv || { echo "Python has no venv module here. On Debian: apt install python3-venv"; exit 1; }

.venv/run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Goldseam needs (once) …"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	@echo "Installing what the tests need (once) …"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

system: .venv/dev
	@sh tests/system.sh
