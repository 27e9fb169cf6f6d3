"""The network that finds speech in a recording."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("faster_whisper")
