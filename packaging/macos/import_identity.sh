#!/bin/bash
# Puts the Developer ID certificate and the notary's account into a keychain of this machine's own, where there are any.
# Variables: MAC_CERTIFICATE (a .p12 in base64), MAC_CERTIFICATE_PASSWORD, MAC_NOTARY_APPLE_ID, MAC_NOTARY_TEAM_ID,
# MAC_NOTARY_PASSWORD.
set -euo pipefail
if [ -z "${MAC_CERTIFICATE:-}" ]; then
    echo "No certificate: the program is signed for testing only."
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
keychain=$HOME/Library/Keychains/cosydesk-release.keychain-db
password=$(openssl rand -hex 24)
printf '%s' "$MAC_CERTIFICATE" | base64 --decode > "$work/certificate.p12"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$work/certificate.p12" -P "${MAC_CERTIFICATE_PASSWORD:-}" -k "$keychain" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" > /dev/null
security list-keychains -d user -s "$keychain" "$(security default-keychain -d user | tr -d ' "')"
if [ -n "${MAC_NOTARY_APPLE_ID:-}" ]; then
    xcrun notarytool store-credentials cosydesk --keychain "$keychain" --apple-id "$MAC_NOTARY_APPLE_ID" \
        --team-id "$MAC_NOTARY_TEAM_ID" --password "$MAC_NOTARY_PASSWORD"
fi
