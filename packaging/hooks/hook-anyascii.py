"""Its tables, which textsearch asks for."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("anyascii")
