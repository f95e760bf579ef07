#!/bin/sh
# Makes sure that a Chromium is there: looks for one, else installs it with the system's package manager.
# Without the right to install it says what to run, and succeeds: tests and demo then say themselves what they leave out,
# and fail only where CANDOR_REQUIRE_BROWSER=1.
set -u

for name in chromium chromium-browser google-chrome google-chrome-stable chromium-headless-shell; do
	command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -z "${CANDOR_BROWSER:-}" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
	install='apt-get install -y --no-install-recommends chromium'
	refresh='apt-get update'
elif command -v dnf >/dev/null 2>&1; then
	install='dnf install -y chromium'
	refresh=true
elif command -v apk >/dev/null 2>&1; then
	install='apk add chromium'
	refresh='apk update'
elif command -v pacman >/dev/null 2>&1; then
	install='pacman -S --noconfirm chromium'
	refresh='pacman -Sy'
elif command -v zypper >/dev/null 2>&1; then
	install='zypper --non-interactive install chromium'
	refresh=true
elif command -v brew >/dev/null 2>&1; then
	install='brew install --cask chromium'
	refresh=true
else
	echo "no Chromium here, and no package manager that this script knows: install Chromium or Chrome, or set CANDOR_BROWSER to its path" >&2
	exit 0
fi

case "$install" in
brew*) as_root= ;;
*)
	if [ "$(id -u)" = 0 ]; then
		as_root=
	elif sudo -n true 2>/dev/null; then
		as_root='sudo -n'
	else
		echo "no Chromium here, and this user may not install one; run as root: $install" >&2
		exit 0
	fi
	;;
esac

echo "installing Chromium: $install" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# The list of packages is renewed first: what an old one names has holes that hostile pages know. Offline, an old one must do.
$as_root $refresh >"$log" 2>&1
$as_root $install >>"$log" 2>&1 || {
	tail -n 5 "$log" >&2
	echo "Chromium was not installed; run: $install" >&2
}
exit 0
