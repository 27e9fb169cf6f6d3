#!/bin/sh
# Puts CosyDesk into your menu and lets its files open by double click. Nothing outside your own folders is touched, and
# the program stays where it is: run this again after moving it.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin

# Quoted as the desktop entry specification wants it: \, ", ` and $ twice, since strings have their own escapes too.
exec_path=$(printf '%s' "$here/CosyDesk" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
in_sed=$(printf '%s' "$exec_path" | sed -e 's/[\\&|]/\\&/g')

mkdir -p "$data/applications" "$data/mime/packages" "$bin"
sed -e '/^TryExec=/d' -e "s|^Exec=cosydesk|Exec=\"$in_sed\"|" "$here/share/cosydesk.desktop" \
    > "$data/applications/cosydesk.desktop"
cp "$here/share/cosydesk.xml" "$data/mime/packages/cosydesk.xml"
(cd "$here/share/icons" && find . -name '*.png' -o -name '*.svg') | while IFS= read -r icon; do
    mkdir -p "$data/icons/$(dirname "$icon")"
    cp "$here/share/icons/$icon" "$data/icons/$icon"
done
if [ -L "$bin/cosydesk" ] || [ ! -e "$bin/cosydesk" ]; then
    ln -sfn "$here/cosydesk-cli" "$bin/cosydesk"
else
    echo "$bin/cosydesk is something else and stays as it is."
fi
sh "$here/share/refresh.sh" "$data"
echo "CosyDesk is in your menu. The command is $bin/cosydesk."
