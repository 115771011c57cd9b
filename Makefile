# make run    serve everything on this machine, with a simulated match under the code DEMO
# make test   run the tests
# make check  format, lint, types, import rules, Django's own checks
# make screenshot  take the pictures of the overlay and of a dashboard anew
# make demo   play a simulated match into a server that runs: make demo KEY=… [URL=…]

PYTHON ?= python3
BIN := .venv/bin
DEMO ?= 1
# Of tests; one more than there are processors, as many of them wait for a server.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: run screenshot test test-postgres check demo format lock vendor clean

run: .venv/site-ready staticfiles/staticfiles.json
	@$(BIN)/python manage.py migrate -v 0
	@$(BIN)/python manage.py bootstrap -v 0
	@exec $(BIN)/python manage.py serve $(if $(filter-out 0,$(DEMO)),--demo)

# Left out is what asks no database: tests about bytes on sockets, of pure code, and of pages in a
# browser, whose views are tested here.
BYTES := $(patsubst %,--ignore=tests/wire/test_%.py,deflate endings failed_upgrades frames http many_states odd_offers slow_viewers tls transports)
PURE := $(patsubst %,--ignore=tests/%,matches/engine matches/archive matches/simulator guilds/analytics)

test-postgres: .venv/dev-ready
	$(BIN)/python -m tests.support.on_postgres -n $(WORKERS) $(BYTES) $(PURE) tests/wire tests/matches tests/auth_keys tests/guilds $(ARGS)

test: .venv/dev-ready
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: .venv/dev-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-cache
	$(if $(shell command -v npm),node_modules/.bin/tsc,@echo "No npm: the types of the overlay module go unchecked")
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.support.deploy_check

screenshot: .venv/dev-ready
	$(BIN)/python -m tests.browser.screenshot docs/images/overlay.png
	$(BIN)/python -m tests.browser.guilds.screenshot docs/images/guild-dashboard.png

demo: .venv/site-ready
	@SPECTRA_KEY=$(KEY) $(BIN)/python manage.py simulate_match --server $(or $(URL),http://localhost:5100) --pace demo --loop

format: .venv/dev-ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/dev-ready
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt

vendor: .venv/dev-ready
	cp node_modules/socket.io-client/dist/socket.io.esm.min.js node_modules/socket.io-client/dist/socket.io.esm.min.js.map static/vendor/socket.io/
	cp node_modules/socket.io-client/LICENSE static/vendor/socket.io/

clean:
	rm -rf .venv node_modules staticfiles

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Spectra needs Python 3.11 or later: set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt install python3-venv"; rm -rf .venv; exit 1; }

.venv/site-ready: requirements.txt | .venv/bin/python
	@echo "Installing packages (once) …"
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

# Not at every start: it takes as long as the start itself.
staticfiles/staticfiles.json: .venv/site-ready $(shell find static */static -type f)
	@$(BIN)/python manage.py collectstatic --noinput -v 0

.venv/dev-ready: requirements.txt requirements-dev.txt package-lock.json | .venv/bin/python
	@echo "Installing packages for the tests (once) …"
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@if command -v npm >/dev/null; then npm ci --silent; else echo "No npm: the tests with JavaScript clients will skip"; fi
	@touch $@ .venv/site-ready
