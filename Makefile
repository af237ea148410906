# Everything here works with Go alone.
#
#   make run     the demo on http://localhost:8080, in ./demo-data
#   make test    every test; journeys in Chromium run where Chromium is installed
#   make check   the quick one: form, vet, the walls of the house, short tests
#   make bench   the benchmark table, as ratios of one run
#   make build   the binary, ./herald
#   make screenshots   pictures of every kind of page and of the desk, in ./screenshots (Chromium, Node)

GO      ?= go
DATA    ?= ./demo-data
# nodynamic keeps the picture libraries from looking for shared ones.
TAGS    := nodynamic

.PHONY: run build test check bench screenshots clean

run:
	$(GO) run -tags $(TAGS) ./cmd/herald serve --demo --data $(DATA)

build:
	CGO_ENABLED=0 $(GO) build -trimpath -tags $(TAGS) -o herald ./cmd/herald

# Journeys may take longer than the ten minutes that go test allows a package. What takes
# longest begins first, and one package more than there are processors is tested at once:
# tests of processes and of pages wait a lot.
test:
	@command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
		{ test "$$HERALD_E2E" != required || { echo "Chromium is required and not installed"; exit 1; }; \
		  echo "Chromium is not installed: the journeys in e2e/ are skipped."; }
	$(GO) test -timeout 60m -tags $(TAGS) -p $$(($$(getconf _NPROCESSORS_ONLN) + 1)) -parallel $$((2 * $$(getconf _NPROCESSORS_ONLN))) ./e2e ./cmd/herald ./store/mongo ./...

check:
	@unformed=$$(gofmt -l $$(git ls-files '*.go' | while read -r f; do test -e "$$f" && echo "$$f"; done)); \
		test -z "$$unformed" || { echo "gofmt wants:"; echo "$$unformed"; exit 1; }
	$(GO) vet -tags $(TAGS) ./...
	$(GO) test -tags $(TAGS) ./internal/arch
	$(GO) test -tags $(TAGS) -short ./...
	@if command -v staticcheck >/dev/null 2>&1; then staticcheck -tags $(TAGS) ./...; \
		else echo "staticcheck is not installed: skipped."; fi

bench:
	@cd cmd/herald && HERALD_BENCH=table $(GO) test -tags $(TAGS) -count=1 -timeout 30m -run '^TestBenchTable$$'

screenshots:
	@cd e2e && { test -d node_modules || npm ci --no-audit --no-fund --loglevel=error; }
	HERALD_E2E=required HERALD_SCREENSHOTS=screenshots $(GO) test -tags $(TAGS) -count=1 -timeout 20m -v -run '^TestScreenshots$$' ./e2e

clean:
	rm -f herald
