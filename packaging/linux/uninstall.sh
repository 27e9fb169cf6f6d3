#!/bin/sh
# Takes back what install.sh did. Your projects, voices, models and settings stay; the program's folder you delete yourself.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin

rm -f "$data/applications/cosydesk.desktop" "$data/mime/packages/cosydesk.xml"
(cd "$here/share/icons" && find . -name '*.png' -o -name '*.svg') | while IFS= read -r icon; do
    rm -f "$data/icons/$icon"
done
case $(readlink "$bin/cosydesk" 2>/dev/null || true) in
    */cosydesk-cli) rm -f "$bin/cosydesk" ;;
esac
sh "$here/share/refresh.sh" "$data"
echo "CosyDesk is out of your menu. To be rid of the program, delete $here."
