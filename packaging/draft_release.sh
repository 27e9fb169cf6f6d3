#!/bin/bash
# draft_release.sh FOLDER: drafts the release of the tag that is checked out, with the packages of the folder and their
# checksums. A person looks at it and publishes it. Needs GitHub's command line, with GH_TOKEN.
set -euo pipefail
folder=$1
tag=$(git describe --exact-match --tags)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' cosydesk/__init__.py)
if [ "$tag" != "v$version" ]; then
    echo "The tag is $tag, but the program says that it is $version." >&2
    exit 1
fi
(cd "$folder" && LC_ALL=C sha256sum -- *.deb *.tar.gz *.exe *.dmg > SHA256SUMS)
gh release create "$tag" --draft --verify-tag --title "CosyDesk $version" --generate-notes "$folder"/*
