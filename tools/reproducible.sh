#!/bin/sh
# Builds the programs twice, in two folders and with a cache for each, and says whether every byte is the same: whoever builds a release from its
# source gets what was released. With the names of programs (candor, candor-vet) builds those alone.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
revision=$(git rev-parse HEAD) # which may move meanwhile
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
for copy in here a-longer/path/elsewhere; do
	mkdir -p "$work/$copy/source"
	git archive "$revision" | tar -x -C "$work/$copy/source"
	for program in ${*:-candor candor-vet}; do
		(cd "$work/$copy/source" && GOCACHE="$work/$copy/cache" GOFLAGS= CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.version=reproduced" -o "../$program" "./cmd/$program")
		rm -rf "$work/$copy/cache"
	done
done
same=0
for program in ${*:-candor candor-vet}; do
	(cd "$work" && sha256sum "here/$program" "a-longer/path/elsewhere/$program")
	cmp "$work/here/$program" "$work/a-longer/path/elsewhere/$program" || same=1
done
exit $same
