# Candor. The two commands: `make demo` and `make test`; `make help` lists the rest.
export CGO_ENABLED = 0

version := $(shell git describe --tags --always --dirty 2>/dev/null)
build   := go build -trimpath -ldflags="-s -w -X main.version=$(version)"
tool    := go tool -modfile=tools/go.mod
all     := ./... ./testdata/company ./testdata/larkspur

.PHONY: demo test companies build browser tables lint bench modules fuzz race kills soak cost precision recall release reproducible vulnerable help

demo: browser build ## audit the bundled sample company (sets up all it needs)
	@bin/candor demo; status=$$?; [ $$status -le 1 ] || exit $$status

test: browser tables lint ## pass all tests, browser tests included (sets up all it needs)
	go test -timeout=30m $(all)
	go -C golangci test ./...

companies: browser tables ## audit the five companies of testdata/companies, expected against found
	go test ./cmd/candor -run='Compan' -live -count=1 -v -timeout=30m

build: ## bin/candor and bin/candor-vet, static
	$(build) -o bin/ ./cmd/...

browser: ## install Chromium with the system's package manager, unless one is there
	@tools/browser.sh

tables: ## fetch the pinned packages that tests compare with, if npm is there
	@tools/tables.sh

lint: ## gofumpt, go vet, staticcheck
	@unformatted=$$($(tool) gofumpt -l $$(git ls-files '*.go')); \
	  [ -z "$$unformatted" ] || { echo "not formatted (run: $(tool) gofumpt -w FILE):"; echo "$$unformatted"; exit 1; }
	go vet $(all)
	go -C golangci vet ./...
	$(tool) staticcheck $(all)

bench: ## speed, memory and accuracy figures
	go test -run='^$$' -bench=. -benchmem ./...

modules: ## analyse the standard library and five large public modules whole (nightly: downloads them, takes minutes)
	CANDOR_MODULES=1 go test ./analyzers -run='^TestWholeModules' -count=1 -v -timeout=60m

# Without a limit to minimizing, the fuzzer spends up to a minute on every input that reaches something new, and counts nothing meanwhile.
fuzz: ## give every parser made-up input for 10 minutes each (FORMAT=HTML for one, TIME=1m for another time)
	@git grep -o '^func Fuzz[A-Za-z]*' -- '*_test.go' | sed -E 's|/[^/]*:func | |' | while read -r room target; do \
	  [ $$target = Fuzz$(or $(FORMAT),$${target#Fuzz}) ] || continue; echo $$room $$target; \
	  go test ./$$room -run='^$$' -fuzz="^$$target$$" -fuzztime=$(or $(TIME),10m) -fuzzminimizetime=1x -parallel=1 </dev/null || exit 1; done

race: browser ## all tests under the race detector (needs a C compiler; an hour)
	CGO_ENABLED=1 go test -race -timeout=2h ./...

kills: browser ## kill scans and their browsers at 200 random moments (KILLS=20 for some), and see that no evidence is lost (an hour)
	CANDOR_REQUIRE_BROWSER=1 go test ./cmd/candor -run='^TestNoKillLosesEvidence$$' -kills=$(or $(KILLS),200) -count=1 -v -timeout=4h

soak: browser ## visit 500 pages (PAGES=100 for some), and see that memory, processes and goroutines stay as they are (ten minutes)
	CANDOR_REQUIRE_BROWSER=1 go test ./crawler/chrome -run='^TestMemoryStaysFlat$$' -soak=$(or $(PAGES),500) -count=1 -v -timeout=2h

cost: browser ## what a crawl costs beside a bare navigation of the same pages (on a calm machine)
	go -C tools/cost test -run='^$$' -bench=Cost -benchtime=1x -timeout=30m

precision: ## how many findings of candor code on public modules are right, by hand-made verdicts (asks the module proxy; some minutes)
	go -C tools/precision test -run='^$$' -bench=Precision -benchtime=1x -timeout=2h

recall: ## how many flows that were found by hand candor code sees in public applications (asks the module proxy; some minutes)
	go -C tools/precision test -run='^$$' -bench=Recall -benchtime=1x -timeout=2h

releasing := go tool -modfile=tools/release/go.mod
platforms := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64

reproducible: ## build twice, in two folders without a common cache, and compare every byte
	tools/reproducible.sh

vulnerable: ## known weaknesses that our code reaches (asks the Go vulnerability database; VULNDB=file:///path for a copy)
	$(releasing) govulncheck $(if $(VULNDB),-db $(VULNDB)) ./...

release: ## dist/: the programs for each platform (PLATFORMS="linux/amd64" for some), what they are made of (CycloneDX), and checksums
	go mod verify
	@rm -rf dist && mkdir dist
	@for p in $(or $(PLATFORMS),$(platforms)); do \
	  os=$${p%/*}; arch=$${p#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  for program in candor candor-vet; do \
	    out=dist/$$program-$$os-$$arch$$ext; echo $$out; \
	    GOOS=$$os GOARCH=$$arch $(build) -o $$out ./cmd/$$program || exit 1; \
	    go version -m $$out > $$out.modules.txt || exit 1; \
	  done; \
	done
	$(releasing) cyclonedx-gomod mod -json -noserial -output dist/candor.cdx.json .
	@cd dist && sha256sum * > SHA256SUMS

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort
