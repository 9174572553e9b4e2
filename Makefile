# Two commands matter: `make app` and `make test`. Each installs what it needs.
# `PYTEST_ARGS=tests/pages make test` runs those tests alone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Processes that are started again and again need not compile the app each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app test test-quick coverage check types lint requirements lock bench screenshots data clean

app: $(VENV)/.app data
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

test: $(VENV)/.dev chromium
	@$(TESTS)

# Without a browser and without training, for while one works.
test-quick: $(VENV)/.dev
	@$(READY); $(ONE_CORE) $(BIN)/python $(PYTEST) $(AT_ONCE) -m "not slow" $(PYTEST_ARGS)

# All tests, with the lines that they pass through counted, in the processes that they start as well.
coverage: PYTEST := -m coverage run -m pytest
coverage: $(VENV)/.dev chromium
	@$(BIN)/coverage erase
	@$(TESTS) && $(BIN)/python .ci/coverage $(BIN)

# The data set first: without it nothing can pass, and one sentence says so. A folder of its own for
# temporary files, so that two runs on one machine leave each other be. Up to four processes, each of
# which may load TensorFlow; a file's tests stay together, as do the fixtures that they share. Each
# process computes on one core: threads that wait for each other took a quarter more of the time.
PYTEST := -m pytest
ONE_CORE := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 FMNIST_CORES=1
READY = $(BIN)/python -m fmnist_app data || exit 1; own=$$(mktemp -d); trap 'rm -rf "$$own"' EXIT; \
    export PYTEST_DEBUG_TEMPROOT=$$own
AT_ONCE := -n logical --maxprocesses 4 --dist loadfile
BROWSER := tests/browser
# The app in a browser has all cores, as it has for a visitor, and waits a good part of the time: two
# browsers, each before an app of its own, take two thirds of what one after the other takes.
SIDE_BY_SIDE := -n 2 --dist loadfile
ifdef PYTEST_ARGS
TESTS = $(READY); $(BIN)/python $(PYTEST) $(PYTEST_ARGS)
else
TESTS = $(READY); failed=0; \
    $(ONE_CORE) $(BIN)/python $(PYTEST) $(AT_ONCE) --ignore=$(BROWSER) || failed=1; \
    $(BIN)/python $(PYTEST) $(SIDE_BY_SIDE) $(BROWSER) || failed=1; [ $$failed = 0 ]
endif

# Two at once with `make -j2 check`: types take as long as all the rest.
check: types lint requirements

types: $(VENV)/.dev
	$(BIN)/mypy

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/vulture

requirements: $(VENV)/.dev
	$(BIN)/deptry --no-ansi .
	$(BIN)/python -m pip check
	$(BIN)/python .ci/audit $(BIN)

# The newest versions that the requirements allow, for every platform and Python at once. New ones
# come in when someone runs this, and on no other day.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-annotate \
	    --constraints .ci/lock-limits.txt --custom-compile-command "make lock" \
	    --output-file requirements.lock requirements.txt requirements-dev.txt

bench: $(VENV)/.dev chromium data
	$(BIN)/python -m fmnist_app bench

# The README's pictures of the app.
screenshots: $(VENV)/.dev chromium data
	$(BIN)/python -m fmnist_app.bench.screenshots

# Without the data set the app still opens, and says how to get it.
data: $(VENV)/.app
	-$(BIN)/python -m fmnist_app data

.PHONY: chromium
chromium: $(VENV)/.dev
	@sh .ci/chromium $(BIN)

$(VENV)/bin/python:
	@sh .ci/venv $(PYTHON) $(VENV)

$(VENV)/.app: requirements.txt requirements.lock | $(VENV)/bin/python
	@sh .ci/install $(BIN) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-cluster.txt $(VENV)/.app
	@sh .ci/install $(BIN) requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage*
