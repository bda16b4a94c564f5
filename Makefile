# Everything that a person types. Each target sets up what it needs first.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run test test-full check format bench lock

run: .venv/run.stamp
	@$(BIN)/python -m bot run

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n 3 --dist worksteal

test-full: .venv/dev.stamp
	KRING_TEST_FULL=1 $(BIN)/python -m pytest -n 3 --dist worksteal

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m bot check

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/bench.stamp
	$(BIN)/python -m benchmarks.bots

# New versions of what is pinned; needs uv on the PATH. The smaller lists follow the largest, so
# that no version differs between them.
COMPILE := uv pip compile -q --upgrade pyproject.toml --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(COMPILE) --extra dev --extra bench -o requirements/bench.txt
	$(COMPILE) --extra dev -c requirements/bench.txt -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt -o requirements/run.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python requirements/run.txt
	$(PIP) -r requirements/run.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(PIP) -r requirements/dev.txt
	@touch $@

.venv/bench.stamp: .venv/dev.stamp requirements/bench.txt
	$(PIP) -r requirements/bench.txt
	@touch $@
