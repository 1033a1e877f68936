# One way to do each thing. `make` alone shows this list.

BIN     := build/bin
BINARY  := $(BIN)/zhiheng
SAMPLE  := .sample
WINDOW_TAGS := desktop,production,webkit2_41
LINTER  := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

FRONTEND_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run build test check bench bench-search faults lint generate window clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The window needs its libraries and a screen; without them the browser shows the same screens.
HAS_WINDOW := $(shell pkg-config --exists webkit2gtk-4.1 2>/dev/null && test -n "$$DISPLAY$$WAYLAND_DISPLAY" && echo yes)

run: build $(if $(HAS_WINDOW),window) ## build, make a fictional office in .sample, and open it in the window or the browser
	test -e $(SAMPLE)/office.db || $(BINARY) sample --data $(SAMPLE)
	$(if $(HAS_WINDOW),$(BINARY)-window --data $(SAMPLE),$(BINARY) serve --data $(SAMPLE) --open)

build: frontend/dist/index.html ## build the program with its screens: build/bin/zhiheng
	go build -trimpath -o $(BINARY) .

test: ## build everything and run every test; ends with one line of counts
	go run ./build/tally

check: frontend/node_modules/.package-lock.json ## the quick round before a commit: format, vet, short tests, types, lint of the screens
	@unformatted=$$(gofmt -l app backend build frontend/*.go main.go); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go test -short ./...
	cd frontend && npx tsc -b && npm run --silent lint && npm test --silent

bench: build ## measure everything on this machine and write docs/performance.md
	go run ./build/bench

bench-search: ## measure search and similar cases beside SQLite's FTS5 and plain Bleve, over the judged collections in CORPUS=FOLDER
	@test -n "$(CORPUS)" || { echo "CORPUS=FOLDER names the folder of judged collections: docs/search.md"; exit 2; }
	go run -tags sqlite_fts5 ./build/searchbench -corpus $(CORPUS)

faults: ## run the fault tests at full length: kills, power cuts, damage, hostile files
	ZHIHENG_FAULTS=full go test -count=1 -timeout 90m ./...

lint: frontend/node_modules/.package-lock.json ## run the linters, with the walls between the floors
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else go run $(LINTER) run; fi
	cd frontend && npm run --silent lint

generate: frontend/node_modules/.package-lock.json ## write the generated files anew; `git diff` must then be empty
	go run ./backend/httpapi/openapi
	cd frontend && npm run --silent generate

window: frontend/dist/index.html ## build the desktop window: build/bin/zhiheng-window
	go build -trimpath -tags $(WINDOW_TAGS) -ldflags '-s -w' -o $(BINARY)-window .

clean: ## delete what was built, and the sample office
	rm -rf $(BIN) $(SAMPLE) test-results
	find frontend/dist -mindepth 1 ! -name .gitkeep -delete

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	@touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(FRONTEND_SOURCES)
	cd frontend && npm run --silent build
	@touch $@
