# Two commands do all of the set-up on a machine with Python 3.11+, make and a package index:
#   make build   the pinned packages in .venv, then the main job on the data that ships
#   make test    the same with the test tools, then the test suite
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
SOURCES := src tests tools benchmarks

# Each process that is started would translate the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build test lint format counts counts-update pins clean

build: .venv/run.stamp
	$(BIN)/regiekaart build

# In the order of the files, which ends with many short ones: in the order of the number of tests the
# few long ones come last, and one processor waits for the other.
test: .venv/dev.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/dev.stamp
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

format: .venv/dev.stamp
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

# How many calls the commands make, against benchmarks/counts.json; and that file anew.
counts: .venv/dev.stamp
	$(BIN)/python benchmarks/counts.py

counts-update: .venv/dev.stamp
	$(BIN)/python benchmarks/counts.py --update

.venv/run.stamp: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# Choose new versions (needs uv); nothing else in the project writes these three files.
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --upgrade
pins:
	$(COMPILE) --quiet --generate-hashes --extra build -o requirements/run.txt
	$(COMPILE) --quiet --generate-hashes --all-extras -o requirements/dev.txt
	$(COMPILE) --quiet --all-extras --no-annotate -o constraints.txt

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
