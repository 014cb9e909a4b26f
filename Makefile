# Every target sets up .venv from nothing but Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DEV_STAMP := $(VENV)/.ready-dev

.PHONY: demo run test test-postgres check bench format docs clean

demo: $(STAMP)
	@$(BIN)/weilu demo

run: $(STAMP)
	@$(BIN)/weilu run

test: $(DEV_STAMP)
	@$(BIN)/pytest -n 2

test-postgres: $(DEV_STAMP)
	@WEILU_TEST_STORIES=postgresql WEILU_TEST_REQUIRE_POSTGRES=1 $(BIN)/pytest -n 2 tests/stories

check: $(DEV_STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(DEV_STAMP)
	@missed=""; for name in throughput latency raid alert surge checkins schedules crash; do \
		$(BIN)/python -m benchmarks.$$name || missed="$$missed $$name"; done; \
		test -z "$$missed" || { echo "missed:$$missed"; exit 1; }

format: $(DEV_STAMP)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(DEV_STAMP)
	@$(BIN)/python -m tests.readme

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Weilu needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python pyproject.toml
	@echo "Installing what Weilu needs into $(VENV) (once, a minute or two)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV_STAMP): $(STAMP)
	@echo "Installing the development tools…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
