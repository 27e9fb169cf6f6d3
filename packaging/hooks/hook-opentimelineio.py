"""Adapters and schemas, which it finds by a list of its own."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("opentimelineio")
hiddenimports = collect_submodules("opentimelineio", filter=lambda name: ".console" not in name)
