#!/bin/sh
# Installs what only the tests need, when it is missing: Debian's chromium (113 MB to fetch, 410 MB on disk); without root, prints the one
# line to run. Tests that need it skip without it unless REQUIRE_BROWSER=1, so nothing here stops `make test`.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
    echo "chromium could not be installed: the tests in a browser are left out" >&2
else
    echo "For the tests in a browser, please run once:  sudo apt-get install --no-install-recommends chromium" >&2
fi
