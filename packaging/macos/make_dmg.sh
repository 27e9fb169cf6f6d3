#!/bin/bash
# make_dmg.sh APP ICONS OUT VERSION: signs CosyDesk.app where there is an identity, puts it into a disk image, and has
# Apple notarise that where there is an account. On a Mac, with its command line tools; `dev.py package` calls it.
#
#   COSYDESK_SIGN_IDENTITY    "Developer ID Application: …" of the keychain; without, the program is signed for this Mac
#   COSYDESK_NOTARY_PROFILE   what `xcrun notarytool store-credentials` has kept; without, nothing is notarised
set -eu
app=$1
icons=$2
out=$3
version=$4
here=$(cd "$(dirname "$0")" && pwd -P)
identity=${COSYDESK_SIGN_IDENTITY:--}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
image=$out/CosyDesk-$version-macos-$(uname -m).dmg

mkdir "$work/disk"
ditto "$app" "$work/disk/CosyDesk.app"
cp "$icons/project.icns" "$icons/voice.icns" "$work/disk/CosyDesk.app/Contents/Resources/"

# From the inside out: what lies in a bundle is signed before the bundle is.
hardened="--options runtime --timestamp"
if [ "$identity" = "-" ]; then
    hardened=""
fi
find "$work/disk/CosyDesk.app/Contents" -type f \( -name '*.so' -o -name '*.dylib' -o -perm -u+x \) -print0 |
    while IFS= read -r -d '' file; do
        if file -b "$file" | grep -q Mach-O; then
            # shellcheck disable=SC2086
            codesign --force $hardened --entitlements "$here/entitlements.plist" --sign "$identity" "$file"
        fi
    done
# shellcheck disable=SC2086
codesign --force $hardened --entitlements "$here/entitlements.plist" --sign "$identity" "$work/disk/CosyDesk.app"
codesign --verify --deep --strict "$work/disk/CosyDesk.app"

ln -s /Applications "$work/disk/Applications"
cp "$icons/cosydesk.icns" "$work/disk/.VolumeIcon.icns"
rm -f "$image"
hdiutil create -volname "CosyDesk $version" -srcfolder "$work/disk" -fs HFS+ -format UDZO -ov "$image"

if [ "$identity" != "-" ]; then
    codesign --timestamp --sign "$identity" "$image"
fi
if [ -n "${COSYDESK_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$COSYDESK_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
