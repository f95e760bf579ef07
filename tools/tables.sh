#!/bin/sh
# Fetches the pinned npm packages that tests compare with: in data the one from which practice/vendors.txt is generated, in scripts
# third parties' scripts that the browser loads. Where npm is missing, the tests that need them skip and say so.
set -u
cd "$(dirname "$0")" || exit 1
for folder in data scripts; do
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.fetched" && continue
  command -v npm >/dev/null 2>&1 || { echo "no npm here: tests that need tools/$folder skip" >&2; continue; }
  if (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent); then
    cp "$folder/package-lock.json" "$folder/node_modules/.fetched"
  else
    echo "npm could not fetch its packages: tests that need tools/$folder skip" >&2
  fi
done
exit 0
