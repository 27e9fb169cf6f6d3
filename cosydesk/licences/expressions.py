"""From what a distribution says of its licence to an SPDX expression."""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata

_OLD = {
    "0bsd": "0BSD",
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "bsd-3-clause and public-domain": "BSD-3-Clause AND LicenseRef-Public-Domain",
    "gnu affero general public license v3": "AGPL-3.0-only",
    "gnu affero general public license v3 or later (agplv3+)": "AGPL-3.0-or-later",
    "gnu general public license (gpl)": "GPL-1.0-or-later",
    "gnu general public license v2 (gplv2)": "GPL-2.0-only",
    "gnu general public license v2 or later (gplv2+)": "GPL-2.0-or-later",
    "gnu general public license v3 (gplv3)": "GPL-3.0-only",
    "gnu general public license v3 or later (gplv3+)": "GPL-3.0-or-later",
    "gnu lesser general public license v2 or later (lgplv2+)": "LGPL-2.0-or-later",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "gnu lesser general public license v3 or later (lgplv3+)": "LGPL-3.0-or-later",
    "gnu library or lesser general public license (lgpl)": "LGPL-2.1-or-later",
    "agpl": "AGPL-3.0-only",
    "agplv3": "AGPL-3.0-only",
    "gpl": "GPL-1.0-or-later",
    "gplv2": "GPL-2.0-only",
    "gplv3": "GPL-3.0-only",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "lgpl": "LGPL-2.1-or-later",
    "mit": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "mpl-2.0": "MPL-2.0",
    "nvidia proprietary software": "LicenseRef-NVIDIA",
    "other/proprietary license": "LicenseRef-Proprietary",
    "psf-2.0": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
"""What older metadata writes in its licence field or classifier, in small letters."""

_SPDX = re.compile(r"[\w.+()-]+(?: (?:AND|OR|WITH) [\w.+()-]+)*")


def expression_of(metadata: PackageMetadata) -> str:
    """The SPDX expression of a distribution's licence; "" when it says none that we understand.

    Newer metadata has the expression; older has a free text, or classifiers. Of several classifiers all count.
    """
    if written := header(metadata, "License-Expression"):
        return written
    classifiers = metadata.get_all("Classifier") or []
    ends = [
        str(entry).rpartition(" :: ")[2].lower() for entry in classifiers if str(entry)[:9] == "License :"
    ]
    free = " ".join(header(metadata, "License").split())
    stated = _OLD.get(free.lower())
    if stated is None and len(free) < 200 and _SPDX.fullmatch(free) and re.search(r"AND|OR|WITH|-\d", free):
        stated = free
    if stated is None and free.lower().startswith("mit license"):
        stated = "MIT"
    found = dict.fromkeys(_OLD[end] for end in ends if end in _OLD)
    if any("GPL" in word for word in found) and stated and "GPL" not in stated:
        stated = None  # a milder word beside a stricter one doesn't do
    return stated or " AND ".join(found)


def header(metadata: PackageMetadata, name: str) -> str:
    """What the metadata says first under this name, "" where it says nothing."""
    return next(iter(metadata.get_all(name) or []), "")


def identifiers(expression: str) -> list[str]:
    """The licences and exceptions that an expression names, each once, without ``+``."""
    words = re.findall(r"[\w.+-]+", expression)
    return list(dict.fromkeys(word.rstrip("+") for word in words if word not in ("AND", "OR", "WITH")))
