#!/bin/sh
# Programs that the tests drive for real: Chromium (installed), nginx and Caddy (unpacked under build/, never installed,
# so that no service starts on a developer's machine). A program that cannot be had is a failure, never a skip.
set -eu
cd "$(dirname "$0")/.."

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

need_apt() {
    command -v apt-get >/dev/null && return 0
    echo "The tests need '$1', and this system has no apt-get. Install '$1' so that it is on PATH, then run again." >&2
    exit 1
}

fresh=no
refresh() {
    [ $fresh = yes ] && return 0
    as_root apt-get update -qq || { echo "Could not refresh the package lists; trying with those there are." >&2; }
    fresh=yes
}

if ! command -v chromium >/dev/null; then
    need_apt chromium
    echo "Installing Chromium for the browser tests …"
    refresh
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || {
        echo "The browser tests need Chromium. As root: apt-get install chromium fonts-dejavu-core" >&2
        exit 1
    }
fi

for proxy in nginx caddy; do
    command -v $proxy >/dev/null && continue
    [ -x "build/proxies/usr/sbin/$proxy" ] || [ -x "build/proxies/usr/bin/$proxy" ] && continue
    need_apt $proxy
    echo "Fetching $proxy for the proxy tests …"
    mkdir -p build/proxies/packages
    ( cd build/proxies/packages
      apt-get download -qq $proxy 2>/dev/null || { refresh; apt-get download -qq $proxy; } ) || {
        echo "The proxy tests need '$proxy'. As root: apt-get install $proxy" >&2
        exit 1
    }
    for package in build/proxies/packages/${proxy}_*.deb; do dpkg -x "$package" build/proxies; done
done
