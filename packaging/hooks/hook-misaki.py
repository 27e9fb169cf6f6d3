"""Dictionaries of English; the other languages of misaki are not used."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("misaki", includes=["data/*_gold.json", "data/*_silver.json"])
hiddenimports = ["misaki.data"]
