"""Its tables, which wetext asks for when it is imported."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("contractions")
