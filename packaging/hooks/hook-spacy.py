"""All that a model may name without importing it; of languages only English, nothing that tests or trains."""

import re

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

OTHER_LANGUAGE = re.compile(r"spacy\.lang\.(?!en\b|xx\b)[a-z]{2,3}(\.|$)")


def _wanted(name: str) -> bool:
    return not (OTHER_LANGUAGE.match(name) or name.startswith(("spacy.tests", "spacy.displacy")))


hiddenimports = collect_submodules("spacy", filter=_wanted)
datas = collect_data_files("spacy", includes=["*.cfg", "cli/templates/*"])
