"""Where models are kept and how they are fetched, as the settings say."""

from __future__ import annotations

from pathlib import Path

from cosydesk.paths import models_dir
from cosydesk.settings import Settings
from cosydesk.weights.catalogue import load_catalogue
from cosydesk.weights.download import DownloadOptions
from cosydesk.weights.locate import locate

SENSEVOICE = "iic/SenseVoiceSmall-onnx"


def models_root(settings: Settings) -> Path:
    """The folder that models are downloaded to; it may not be there yet when it was chosen by hand."""
    return _folder(settings.models_folder) if settings.models_folder.strip() else models_dir()


def search_roots(settings: Settings) -> list[Path]:
    """Where to look for models beside the caches of ModelScope and Hugging Face, see `locate`."""
    chosen = [_folder(text) for text in settings.more_model_folders if text.strip()]
    return list(dict.fromkeys([models_root(settings), *chosen]))


def sensevoice_folder(settings: Settings) -> str:
    """Where SenseVoice's files are complete on this machine; "" = nowhere."""
    found = locate(load_catalogue(), search_roots(settings))
    return next((str(one.folder) for one in found if one.model.id == SENSEVOICE and one.complete), "")


def download_options(settings: Settings) -> DownloadOptions:
    """Where from and how many files at once; addresses may be set without their scheme, as people type them."""
    return DownloadOptions(
        endpoint=_address(settings.hub_endpoint, "https"),
        proxy=_address(settings.hub_proxy, "http"),
        workers=settings.download_workers,
    )


def _address(text: str, scheme: str) -> str:
    text = text.strip()
    return text if not text or "://" in text else f"{scheme}://{text}"


def _folder(text: str) -> Path:
    return Path(text.strip()).expanduser().absolute()
