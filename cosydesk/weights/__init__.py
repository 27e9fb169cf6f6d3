"""Model files: which there are, where they lie, whether they are whole, and how to fetch them. Never Qt.

Importing this is light: ModelScope's client is loaded in the download process only.
"""

from __future__ import annotations

from cosydesk.weights.catalogue import Catalogue, CatalogueModel, ModelFile, load_catalogue
from cosydesk.weights.download import Download, DownloadOptions
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.locate import FoundModel, locate
from cosydesk.weights.progress import DownloadProgress
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
    "WeightsError",
    "load_catalogue",
    "locate",
    "verify",
]
