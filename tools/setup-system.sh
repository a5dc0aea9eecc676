#!/bin/sh
# Installs the few Debian packages that pip cannot bring, when they are missing; without root, prints the one line to run.
set -eu
missing=""
ldconfig -p 2>/dev/null | grep -q 'libfluidsynth\.so\.3' || missing="$missing libfluidsynth3"
[ -e /usr/share/sounds/sf3/MuseScore_General_Full.sf3 ] || missing="$missing musescore-general-soundfont"
command -v espeak-ng >/dev/null 2>&1 || missing="$missing espeak-ng"
python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Please run once:  sudo apt-get install --no-install-recommends$missing" >&2
    exit 2
fi
