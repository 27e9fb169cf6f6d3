"""What it knows of languages."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("py3langid")
