# make setup, make run, make test: each does what is missing before it and nothing twice.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DEFAULT_GOAL := help
.PHONY: help setup run test test-slow clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

help:  ## show what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

setup: $(READY)  ## make .venv with everything that is needed (once, some minutes)
	@echo "Ready: $(BIN)/python"

run: $(READY)  ## slow music and one more advisor at peak against the baseline, on the household panel (a minute or two)
	@$(BIN)/python experiments/compare.py people=complete_journey 'compare.variants=[slow_music,peak_advisor]' \
	    horizon.periods=14 compare.replications=3 seed=7

test: $(READY)  ## run all tests but the slow ones
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-slow: $(READY)  ## run the statistical checks that take minutes
	@$(BIN)/python -m pytest -n auto --dist worksteal -m slow

clean:  ## remove .venv, caches and outputs
	@rm -rf $(VENV) outputs multirun dist .hypothesis .pytest_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Where Python comes without its own pip for new environments, that of the system installs into ours.
$(READY): pyproject.toml
	@python=; for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if $$name -c '$(IS_NEW_ENOUGH)' 2> /dev/null; then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
	    echo "Python 3.11 or newer is needed. Install it, or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3" >&2; \
	    exit 1; fi; \
	$(BIN)/python -c '$(IS_NEW_ENOUGH)' 2> /dev/null || $$python -m venv --clear $(VENV) > /dev/null 2>&1 \
	    || $$python -m venv --clear --without-pip $(VENV); \
	pip="$(BIN)/python -m pip"; $$pip --version > /dev/null 2>&1 || pip="$$python -m pip --python $(BIN)/python"; \
	printf 'Installing the libraries into $(VENV) (once, some minutes) '; \
	$$pip install --disable-pip-version-check -e '.[data,test]' 2> $(VENV)/errors.log \
	    | awk '/^ *(Collecting|Downloading|Installing)/ { printf "."; fflush() }' \
	    || { echo; cat $(VENV)/errors.log >&2; exit 1; }
	@echo ' done'
	@touch $(READY)
