"""What a machine needs to build and package the program: installed where that is usual, else named.

python packaging/release_tools.py
"""

from __future__ import annotations

import shutil
import sys

import system_packages
import windows_installer

LINUX = (
    "appstream",
    "debootstrap",
    "desktop-file-utils",
    "lintian",
    "nsis",
    "p7zip-full",
    "shared-mime-info",
)
"""Packages that make packages, or look whether they are well made."""
MACOS = ("codesign", "ditto", "hdiutil", "xcrun")


def main() -> int:
    """Look for the tools of this system; returns 1 when some are missing."""
    missing = []
    if sys.platform == "win32":
        missing += ["NSIS (https://nsis.sourceforge.io)"] * (windows_installer.makensis() is None)
    elif sys.platform == "darwin":
        missing += [f"{tool} (of Xcode's command line tools)" for tool in MACOS if shutil.which(tool) is None]
    else:
        wanted = (*system_packages.WINDOW, *system_packages.TESTS, *LINUX)
        if not system_packages.ensure(wanted, "the packages and their tests"):
            missing += system_packages.missing(wanted)
    if missing:
        print(f"Missing: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
