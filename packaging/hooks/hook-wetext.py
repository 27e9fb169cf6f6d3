"""The transducers that write out numbers."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("wetext")
