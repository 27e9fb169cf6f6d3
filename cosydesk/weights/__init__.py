"""Model files: which there are, where they lie, whether they are whole, and how to fetch them. Never Qt.

Importing this is light: ModelScope's client is loaded in the download process only.
"""

from __future__ import annotations

from cosydesk.weights.catalogue import Catalogue, CatalogueModel, ModelFile, load_catalogue
from cosydesk.weights.download import Download, DownloadOptions
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.locate import FoundModel, locate
from cosydesk.weights.places import download_options, models_root, search_roots
from cosydesk.weights.progress import DownloadProgress
from cosydesk.weights.recognise import is_speech_model, recognise
from cosydesk.weights.remove import Removal, removal
from cosydesk.weights.verify import Checked, Fault, verify

__all__ = [
    "Catalogue",
    "CatalogueModel",
    "Checked",
    "Download",
    "DownloadOptions",
    "DownloadProgress",
    "Fault",
    "FoundModel",
    "ModelFile",
    "Removal",
    "WeightsError",
    "download_options",
    "is_speech_model",
    "load_catalogue",
    "locate",
    "models_root",
    "recognise",
    "removal",
    "search_roots",
    "verify",
]
