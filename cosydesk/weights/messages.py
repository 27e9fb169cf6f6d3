"""What passes between the window's process and the download process."""

from __future__ import annotations

from dataclasses import dataclass

from cosydesk.weights.catalogue import CatalogueModel
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.manifest import ListedFile


@dataclass(frozen=True)
class Order:
    """What to fetch, and how. Sent to the download process once.

    Attributes:
        model: from the catalogue.
        staging: folder that takes the half-made files; kept for resuming.
        target: folder of the finished model.
        keep: paths that are already right in `target` (repair); empty for a whole download.
        revision: branch, tag or commit of the hub's repository.
        endpoint: address of a mirror; empty = what ModelScope's own environment variables say.
        proxy: address of an HTTP proxy; empty = what the environment says.
        reserve_bytes: disk space that must stay free.
        workers: files fetched at the same time.
    """

    model: CatalogueModel
    staging: str
    target: str
    keep: tuple[str, ...] = ()
    revision: str = "master"
    endpoint: str = ""
    proxy: str = ""
    reserve_bytes: int = 512 << 20
    workers: int = 3


@dataclass(frozen=True)
class Planned:
    """The hub's listing is known.

    Attributes:
        files: those to fetch, the smallest first.
        present: bytes of each that an earlier run left.
        skipped_bytes: of the hub's other files, which inference doesn't need: the saving.
    """

    files: tuple[ListedFile, ...]
    present: tuple[int, ...]
    skipped_bytes: int

    @property
    def total_bytes(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def present_bytes(self) -> int:
        return sum(self.present)


@dataclass(frozen=True)
class Advanced:
    """Bytes of one file that have arrived so far, out of `size`; may go back when a file starts over."""

    path: str
    done: int
    size: int


@dataclass(frozen=True)
class Verifying:
    """Everything has arrived; files are read through. Bytes read out of `total`."""

    path: str
    done: int
    total: int


@dataclass(frozen=True)
class Placed:
    """The model lies whole in its folder. The last message of a good run."""

    folder: str


@dataclass(frozen=True)
class Broken:
    """The last message of a run that failed."""

    error: WeightsError


Message = Planned | Advanced | Verifying | Placed | Broken
