# picoweb: `make help` lists every command. Each sets up what it needs, inside this folder.

PYTHON ?= python3
STEP   ?=
APP    ?=
ON     ?=
PORT   ?=
HEAP   ?=
ARGS   ?=
FROM   ?=
TO     ?=
FOR    ?=

HERE := $(CURDIR)
# A .venv that works is kept, unless a Python was named for it.
CHOSEN := $(if $(filter command environment,$(firstword $(origin PYTHON))),chosen)
# Relative, so that a folder with a space in its name is no trouble.
TOOL := .venv/bin/python -m tools

# Nothing is written outside the repository: every cache and scratch file has its place in build/.
export TMPDIR                := $(HERE)/build/tmp
export XDG_CACHE_HOME        := $(HERE)/build/cache
export PIP_CACHE_DIR         := $(HERE)/build/cache/pip
export PYTHONPYCACHEPREFIX   := $(HERE)/build/cache/python
export npm_config_cache      := $(HERE)/build/cache/npm
export MYPY_CACHE_DIR        := $(HERE)/build/cache/mypy
export RUFF_CACHE_DIR        := $(HERE)/build/cache/ruff
export PLAYWRIGHT_BROWSERS_PATH := $(HERE)/build/cache/browsers
# A Python path of the user's own would mix other packages in; without bytecode that is kept, each
# start of a Python would compile its library anew.
unexport PYTHONPATH PYTHONHOME MICROPYPATH PYCOPYPATH PYTHONDONTWRITEBYTECODE

MAKEFLAGS += --no-print-directory

.PHONY: help live-times html serve docs-all setup-docs run test check format bench weigh cert assets copy pictures screenshots setup setup-run clean distclean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#: //p' Makefile

#: picoweb's commands. Each sets up what it needs, inside this folder; the first time takes longer.
#:
#:   make run      serve the newest chapter of the tutorial, and print its address
#:                   STEP=03      another chapter
#:                   APP=notes    this application of examples/ instead
#:                   ON=pycopy    on this Python: pycopy, pycopy32, micropython or cpython
#:                   PORT=8081    at this port
#:                   HEAP=64k     with no more memory than this
run: setup-run
	@exec $(TOOL).run --step "$(STEP)" --app "$(APP)" --on "$(ON)" --port "$(PORT)" --heap "$(HEAP)"

#:   make test     run every test and every chapter on every Python that is here
#:                   ON=pycopy    on this Python only (or several: ON=pycopy,wasm)
#:                   ARGS="-k wire"   pass this on to pytest
test: setup
	@exec $(TOOL).test --on "$(ON)" $(ARGS)

#:   make check    look for faults without running anything: ruff, codespell, mypy
check: setup
	@exec $(TOOL).check

#:   make format   let ruff lay out the code, and renew the list of files in package.json
format: setup
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix . ; $(TOOL).package

#:   make bench    measure the speed, side by side with picoweb 1.8.2
bench: setup
	@exec $(TOOL).bench $(ARGS)

#:   make weigh    measure the memory, side by side with picoweb 1.8.2
weigh: setup
	@exec $(TOOL).weigh $(ARGS)

#:   make html     build the site, the tutorial and all, into build/html
html: setup-docs
	@exec $(TOOL).site html

#:   make serve    serve the site at an address that it prints, and build what you change
#:                   PORT=8000    at this port
serve: setup-docs
	@exec $(TOOL).site serve --port "$(PORT)"

#:   make docs-all   build the site, and of it a PDF, an epub, zips and texts, into build/docs
docs-all: setup
	@exec $(TOOL).site all

#:   make cert     make certificates to try https with, one EC and one RSA
#:                   TO=folder        into this folder; else into build/cert
#:                   FOR=192.168.4.1  for this name or address, too (or several, by commas)
cert: setup
	@exec $(TOOL).cert --to "$(TO)" --for "$(FOR)"

#:   make assets   make one importable module of a folder's static/ and templates/
#:                   FROM=examples/notes   the folder
#:                   TO=myassets.py        the module
assets: setup-run
	@exec $(TOOL).assets "$(FROM)" "$(TO)"

#:   make copy     copy a chapter as the start of a project of your own
#:                   STEP=07          the chapter
#:                   TO=~/greenhouse  the new folder
copy: setup-run
	@exec $(TOOL).copy_chapter --step "$(STEP)" --to "$(TO)"

#:   make pictures   take the pictures of the chapters' apps anew (STEP=07: of this one)
pictures: setup
	@exec $(TOOL).pictures --step "$(STEP)"

#:   make screenshots   take pictures of every page of the site, wide and narrow, light and dark
screenshots: html
	@exec $(TOOL).screenshots

#:   make live-times   measure how soon Run answers in a page, and what the page loads for it
#:                   STEP=07          on this chapter's page
live-times: html
	@exec $(TOOL).live_times --step "$(STEP)"

#:   make setup    only set up, for all of the above
setup: need-python
	@$(PYTHON) tools/setup.py dev $(CHOSEN)

setup-docs: need-python
	@$(PYTHON) tools/setup.py docs $(CHOSEN)

setup-run: need-python
	@$(PYTHON) tools/setup.py run $(CHOSEN)

#:   make clean    remove what was built; .venv and what was downloaded stay
clean:
	@rm -rf build/tmp build/test build/coverage build/cache/mypy build/cache/ruff \
	    build/cache/python build/cache/pytest
	@find picoweb tutorial examples tests tools \( -name __pycache__ -o -name '*.mpy' \) \
	    -prune -exec rm -rf {} + 2>/dev/null || true

#:   make distclean   remove everything that is not in git's keeping: also .venv and downloads
distclean: clean
	@rm -rf .venv build

#:
#: PYTHON=python3.12 names the Python that .venv is made with (3.10 or newer).
#: PYCOPY=, PYCOPY32= and MICROPYTHON= name executables that are not on PATH.
.PHONY: need-python
need-python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	    echo 'picoweb: "$(PYTHON)" is missing: install it with `sudo apt install python3 python3-venv`,' \
	        'or name another with PYTHON=.' >&2; exit 1; }
