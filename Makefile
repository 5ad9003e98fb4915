# `make` prints this help.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types content bench oracles lock wheel clean

help: ## print this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/run ## try a whole helpline on this machine, at http://127.0.0.1:8000 (DEMO=--no-browser opens no browser)
	@$(BIN)/helpline demo $(DEMO)

test: .venv/dev ## run all tests (TESTS="-k sms" for some)
	@$(BIN)/pytest $(TESTS)

check: .venv/dev format lint types content test ## all that CI checks: format, lint, types, content, tests

format: .venv/dev
	@$(BIN)/ruff format --check .

lint: .venv/dev
	@$(BIN)/ruff check .

types: .venv/dev
	@$(BIN)/mypy

content: .venv/dev ## check the words
	@$(BIN)/helpline content check

bench: .venv/dev ## the matcher and the scam check beside others, and their speed: some minutes
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/helpline faq eval --baselines content/questions.jsonl
	@$(BIN)/helpline faq speed content/questions.jsonl
	@$(BIN)/helpline scam eval --baselines tests/scam/unseen.jsonl
	@$(BIN)/helpline scam eval --baselines tests/scam/messages.jsonl
	@$(BIN)/helpline scam speed tests/scam/unseen.jsonl tests/scam/messages.jsonl
	@$(BIN)/helpline feeds speed

oracles: ## install what some tests compare with (needs node): skipped without it
	@npm ci --prefix tests/oracles --ignore-scripts --no-audit --no-fund

lock: .venv/dev ## renew the locked dependencies
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		--extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

wheel: .venv/dev ## build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## forget the environment and what tools left behind
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements/run.txt pyproject.toml
	@echo "Installing (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
