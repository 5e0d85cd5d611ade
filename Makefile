# The targets are the documentation: `make` lists them.
PYTHON ?= python3
BIN := .venv/bin
FROM_NPM := bot/web/from_npm
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make requirements'
HASHED = -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps
EDITABLE = -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .

# Each module is compiled once, not at every start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test prove lint types rehearse bench oracle requirements clean chromium dragging
.DELETE_ON_ERROR:

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target line; do printf '%-20s %s\n' "$$target" "$$line"; done

run: .venv/run.stamp dragging ## open the built-in workshop here in the browser; PHONES=1 also for phones on this Wi-Fi
	@$(BIN)/python -m bot run $(if $(PHONES),--phones)

test: lint types chromium dragging ## lint, types and every test, browser tests included; the long proofs are separate
	$(BIN)/python -m pytest -n auto --dist loadfile -m 'not browser and not proof'
	$(BIN)/python -m pytest -m 'browser and not proof'

prove: .venv/dev.stamp ## what takes long to show: rehearsed days, kills, the same bytes twice
	$(BIN)/python -m pytest -n auto --dist loadfile -m proof

lint: .venv/dev.stamp ## style and format, by ruff
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/dev.stamp ## types, by mypy --strict, of source and tests
	$(BIN)/mypy

rehearse: .venv/run.stamp ## simulated people live through whole workshops; the export lands in rehearsal/
	@rm -rf rehearsal
	$(BIN)/workshop rehearse --to rehearsal

bench: .venv/dev.stamp ## the speed figures, as ratios measured in one run
	$(BIN)/python -m tests.bench

oracle: .venv-oracle/oracle.stamp ## our results against independent libraries, in their own environment
	.venv-oracle/bin/python -m pytest -c tests/oracle/pytest.ini --rootdir=. --noconftest -p no:cacheprovider tests/oracle

requirements: .venv/dev.stamp ## pin and hash the requirement files anew from pyproject.toml; UPGRADE=1 takes newer versions
	$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev -o requirements/dev.txt pyproject.toml requirements/build.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) -c requirements/dev.txt -o requirements/run.txt pyproject.toml requirements/build.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements/oracle.txt requirements/oracle.in

clean: ## remove the environments, caches and what rehearsals left
	rm -rf .venv .venv-oracle .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info rehearsal screenshots $(FROM_NPM)
	find bot workshops prompts exports tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- environments: made once from hashed files, made again when those change ---

SUITABLE = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

# $(1) is the folder; one that is there and works is kept, whoever made it.
define environment
	@refuse() { echo "$$1" >&2; exit 1; }; \
	command -v $(PYTHON) >/dev/null || \
		refuse "There is no $(PYTHON) here. Install Python 3.11, 3.12 or 3.13, then run make again."; \
	$(PYTHON) -c '$(SUITABLE)' || \
		refuse "This needs Python 3.11 to 3.13, not $$($(PYTHON) -V 2>&1). Install one and name it: make PYTHON=python3.13"; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		refuse "$(PYTHON) lacks its venv module. Install it (Debian, Ubuntu: apt-get install python3-venv), then run make again."; \
	echo "Setting up $(1), once; this takes a minute or two."; \
	$(1)/bin/python -c '$(SUITABLE)' 2>/dev/null || $(PYTHON) -m venv --clear $(1); \
	$(1)/bin/python -c 'import pip' 2>/dev/null || $(1)/bin/python -m ensurepip >/dev/null
endef

.venv/run.stamp: requirements/run.txt pyproject.toml
	$(call environment,.venv)
	@$(BIN)/python $(HASHED) -r requirements/run.txt
	@$(BIN)/python $(EDITABLE)
	@touch $@

# What runs is a part of what tests: whoever has the second needs no visit to the registry for the first.
.venv/dev.stamp: requirements/dev.txt pyproject.toml
	$(call environment,.venv)
	@$(BIN)/python $(HASHED) -r requirements/dev.txt
	@$(BIN)/python $(EDITABLE)
	@touch .venv/run.stamp $@

.venv-oracle/oracle.stamp: requirements/oracle.txt
	$(call environment,.venv-oracle)
	@.venv-oracle/bin/python $(HASHED) -r requirements/oracle.txt
	@touch $@

# Without Chromium the browser tests are skipped, each named at the end; with NO_SKIPS=1 that is an error.
chromium:
	@command -v chromium >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Chromium is missing: installing Debian's package."; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -q && apt-get install -qy chromium fonts-noto-core && exit 0; \
	fi; \
	echo "Chromium is missing and cannot be installed from here: THE BROWSER TESTS WILL BE SKIPPED." >&2; \
	test "$(NO_SKIPS)" != 1

# Dragging is an extra on the pages: SortableJS, in the version and with the checksum of requirements/npm.
dragging: ## fetch what cards are dragged with from npm, where npm is; run and test do it by themselves
	@refuse() { echo "$$1 The boards are arranged by tap and keyboard, which is complete." >&2; test "$(NO_SKIPS)" != 1; exit; }; \
	cmp -s requirements/npm/package-lock.json $(FROM_NPM)/package-lock.json && exit 0; \
	command -v npm >/dev/null || refuse "There is no npm here, so cards cannot be dragged."; \
	fetched=$$(mktemp -d); trap 'rm -rf "$$fetched"' EXIT; \
	cp requirements/npm/package.json requirements/npm/package-lock.json "$$fetched"; \
	(cd "$$fetched" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 --fetch-timeout=20000 >/dev/null) || \
		refuse "npm could not fetch SortableJS, so cards cannot be dragged."; \
	mkdir -p $(FROM_NPM); \
	cp "$$fetched/node_modules/sortablejs/Sortable.min.js" $(FROM_NPM)/; \
	cp "$$fetched/node_modules/sortablejs/LICENSE" $(FROM_NPM)/Sortable.LICENSE; \
	cp requirements/npm/package-lock.json $(FROM_NPM)/
