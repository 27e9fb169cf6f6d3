"""The dictionary of Japanese; not the voice that it could speak with itself."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("pyopenjtalk", excludes=["htsvoice/*"])
hiddenimports = collect_submodules("pyopenjtalk")
