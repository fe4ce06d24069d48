# Everything a person needs to do with this project. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# one process a core; `make test PROCESSES=0` runs the tests in one
PROCESSES ?= auto
PYTEST := $(BIN)/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 4 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help serve test test-long check format bench bench-large docs assets messages clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

serve: $(VENV)/serve ## install, and start the site with sample content on http://127.0.0.1:6543
	$(BIN)/contentsite serve development.ini

test: $(VENV)/test ## install the test extra, and run all tests
	$(PYTEST)

test-long: $(VENV)/test ## run the tests that take long as well
	$(PYTEST) -m "long or not long"

check: $(VENV)/dev ## format, lint, types, layers, tests with warnings as errors and branch coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) --cov --cov-report=term

format: $(VENV)/dev ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/test ## measure speed and size, each a ratio within one run
	$(BIN)/python -m benchmarks

bench-large: $(VENV)/test ## measure a site of 1,000,000 nodes
	$(BIN)/python -m benchmarks --large

docs: $(VENV)/serve ## write the generated documents anew
	$(BIN)/contentsite settings > docs/settings.md.new
	mv docs/settings.md.new docs/settings.md

messages: $(VENV)/test ## collect the interface text, and bring the catalogues of all languages up to date
	$(BIN)/python -m contentsite.messages

assets: ## build the scripts of the admin anew, from frontend/ (needs Node 20)
	cd frontend && npm ci --ignore-scripts --silent && node build.mjs

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) build *.egg-info .coverage .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# one stamp a kind of installation, so that nothing is installed twice; a larger one serves for a smaller
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "contentsite needs Python 3.11 or later; name one: make PYTHON=python3.13")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/serve: $(VENV)/bin/python setup.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[import]'
	@touch $@

$(VENV)/test: $(VENV)/bin/python setup.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/serve

$(VENV)/dev: $(VENV)/bin/python setup.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/test $(VENV)/serve
