#!/bin/sh
# Fetches the pinned npm package from which practice/vendors.txt is generated, so that the test which
# regenerates the table can compare. Where npm is missing, that test skips and says so.
set -u
cd "$(dirname "$0")/data" || exit 1
[ -d node_modules/third-party-web ] && exit 0
command -v npm >/dev/null 2>&1 || { echo "no npm here: the vendor table is not regenerated" >&2; exit 0; }
npm ci --ignore-scripts --no-audit --no-fund --silent || echo "npm could not fetch its packages: the vendor table is not regenerated" >&2
exit 0
