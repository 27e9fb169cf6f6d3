#!/bin/sh
# refresh.sh DATA: tells the desktop that entries, file types and icons have changed, where it has the tools for it.
set -eu
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$1/applications" || true
fi
if command -v update-mime-database >/dev/null; then
    update-mime-database "$1/mime" || true
fi
if command -v gtk-update-icon-cache >/dev/null && [ -f "$1/icons/hicolor/index.theme" ]; then
    gtk-update-icon-cache -q -f "$1/icons/hicolor" || true
fi
