"""Deleting a model: what it frees is known to the byte before, and nothing that isn't the model's is touched.

A model that came by hand may share its folder with other files; those stay. In the caches of ModelScope and Hugging
Face the snapshot goes, and of the blobs those that no other snapshot uses. Links are removed, never followed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from cosydesk.weights.catalogue import Catalogue, CatalogueModel, load_catalogue
from cosydesk.weights.download import STAGING_FOLDER
from cosydesk.weights.download_worker import client_folder
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.manifest import MANIFEST_NAME
from cosydesk.weights.recognise import is_speech_model, recognise, staged_model

_COMPANIONS = (
    MANIFEST_NAME,
    MANIFEST_NAME + ".part",
    # of the hubs' repositories
    "README*",
    "LICENSE*",
    "NOTICE*",
    "configuration.json",
    ".gitattributes",
    ".gitignore",
    # of their clients
    ".msc",
    ".mdl",
    ".mv",
    ".lock",
    "._____temp/*",
    ".cache/huggingface/*",
    # of file managers
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
)
"""What lies beside a model's files and goes with them."""

_OF_A_CACHE = ("blobs", "refs", "snapshots", ".no_exist")
"""What a hub's client keeps of one repository."""

_HUBS = ("modelscope", "huggingface", "hf-mirror")


@dataclass(frozen=True)
class Removal:
    """What deleting a model would do; `run` does it.

    Attributes:
        folder: the model's.
        bytes: disk space that comes free, as the file system counts it. A file that is also linked from
            elsewhere frees nothing.
        paths: everything that goes, in the order in which it goes.
        kept: files in the folder that are not the model's and stay, and what links in it lead to.
    """

    folder: Path
    bytes: int
    paths: tuple[Path, ...]
    kept: tuple[Path, ...] = ()

    def run(self) -> None:
        """Delete it. What has gone meanwhile is no fault.

        Raises:
            WeightsError: ``not_removed``; what could be deleted until then is. ``busy`` while it is downloaded.
        """
        if self.folder.parent.name == STAGING_FOLDER:
            _refuse_while_it_runs(self.folder)
        for path in self.paths:
            try:
                _delete(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    continue  # a file came into the folder meanwhile, and isn't ours to judge
                raise WeightsError(
                    f"{path.name} can't be deleted: {error.strerror}.",
                    "Close what uses the model, then try again.",
                    "not_removed",
                ) from error


def removal(folder: Path, catalogue: Catalogue | None = None) -> Removal:
    """What deleting the model in `folder` would free and take; changes nothing.

    Args:
        folder: of a model, or of a half-made download in the staging folder.
        catalogue: None is the one that comes with the application.

    Raises:
        WeightsError: ``not_a_model`` when nothing of a model is recognised there, ``folder`` when there is none.
    """
    catalogue = catalogue or load_catalogue()
    folder = folder.absolute()
    if not folder.is_dir():
        raise WeightsError(
            f"There is no folder at {folder}.", "Choose the folder that holds the model.", "folder"
        )
    if staged_model(folder, catalogue) is not None and not folder.is_symlink():
        return _planned(folder, _with_parent(folder, [*_tree(folder), *_tree(client_folder(folder))]))
    model = recognise(folder, catalogue)
    if model is None and not is_speech_model(folder):
        raise WeightsError(
            f"{folder.name or folder} is not a model folder, so nothing in it was deleted.",
            "Choose the folder that holds the model's files.",
            "not_a_model",
        )
    if folder.is_symlink():
        target = folder.resolve()
        if target.parent != folder.parent.resolve():
            return _planned(folder, [folder], kept=(target,))
        folder = target  # an alias that ModelScope's client made beside the folder
    else:
        folder = folder.resolve()
    if _in_cache(folder, model):
        return _of_cache(folder)
    return _of_folder(folder, model, catalogue)


def _of_folder(folder: Path, model: CatalogueModel | None, catalogue: Catalogue) -> Removal:
    """A folder of its own: the model's files, and the folder itself where nothing else is in it."""
    fitting = [model] if model is not None else [known for known in catalogue if known.kind == "speech"]
    patterns = {*_COMPANIONS, *(name for known in fitting for name in _file_patterns(known))}
    if _is_clone_of_a_hub(folder):
        patterns.add(".git/*")
    going: list[Path] = []
    kept: list[Path] = []
    led_to: list[Path] = []
    for path in _tree(folder):
        if path.is_dir() and not _is_link(path):
            if not any(other.is_relative_to(path) for other in kept):
                going.append(path)
        elif any(_matches(path.relative_to(folder).as_posix(), pattern) for pattern in patterns):
            going.append(path)
            if _is_link(path) and not (target := path.resolve()).is_relative_to(folder):
                led_to.append(target)
        else:
            kept.append(path)
    if folder in going:
        going += _aliases(folder)
        if model is not None and folder.parent.name == model.organisation:
            going = _with_parent(folder, going)
    return _planned(folder, going, [*kept, *led_to])


def _in_cache(folder: Path, model: CatalogueModel | None) -> bool:
    """Whether it is a snapshot as Hugging Face's client keeps it, or as ModelScope's does."""
    repository = folder.parent.parent
    if folder.parent.name != "snapshots":
        return False
    hugging_face = repository.name.startswith("models--") and (repository / "blobs").is_dir()
    return hugging_face or (model is not None and repository.name == model.id.replace("/", "--"))


def _of_cache(folder: Path) -> Removal:
    """One snapshot of a hub's cache: with the last one goes the repository, else what only this one uses."""
    repository = folder.parent.parent
    others = [entry for entry in folder.parent.iterdir() if entry.is_dir() and entry != folder]
    if not others:
        going = [path for name in _OF_A_CACHE for path in _tree(repository / name)]
        foreign = [entry for entry in repository.iterdir() if entry.name not in _OF_A_CACHE]
        going += [] if foreign else [repository]
        going += _tree(repository.parent / ".locks" / repository.name)
        return _planned(folder, going, foreign)
    going = [*_tree(folder), *_tree(repository / ".no_exist" / folder.name)]
    used = {path.resolve() for other in others for path in _tree(other)}
    own = {path.resolve() for path in going if path.is_symlink()}
    going += sorted(blob for blob in own - used if blob.parent == repository / "blobs")
    going += [path for path in _tree(repository / "refs") if _says(path, folder.name)]
    return _planned(folder, going)


def _planned(folder: Path, going: Iterable[Path], kept: Iterable[Path] = ()) -> Removal:
    found_at = {}
    for path in going:
        with contextlib.suppress(FileNotFoundError):  # a download renames its parts while we look
            found_at[path] = os.lstat(path)
    paths, stats = tuple(found_at), list(found_at.values())
    links = Counter((found.st_dev, found.st_ino) for found in stats)
    freed = {
        (found.st_dev, found.st_ino): _allocated(found)
        for found in stats
        if stat.S_ISDIR(found.st_mode) or links[found.st_dev, found.st_ino] >= found.st_nlink
    }
    return Removal(folder, sum(freed.values()), paths, tuple(dict.fromkeys(kept)))


def _tree(folder: Path) -> Iterator[Path]:
    """Everything below, a folder after what is in it, and itself at last. Links are not entered."""
    if _is_link(folder) or not folder.is_dir():
        if os.path.lexists(folder):
            yield folder
        return
    for entry in sorted(folder.iterdir()):
        yield from _tree(entry)
    yield folder


def _file_patterns(model: CatalogueModel) -> Iterator[str]:
    for file in model.files:
        yield file.path
        yield file.path + ".incomplete"
    yield from model.unneeded


def _matches(path: str, pattern: str) -> bool:
    """A pattern without a folder means files at the top only."""
    return ("/" in pattern or "/" not in path) and fnmatchcase(path, pattern)


def _aliases(folder: Path) -> list[Path]:
    """Links beside a folder that lead to it."""
    return [entry for entry in folder.parent.iterdir() if entry.is_symlink() and entry.resolve() == folder]


def _with_parent(folder: Path, going: list[Path]) -> list[Path]:
    """Also the folder above, where nothing else is in it."""
    leaves_nothing = all(entry in going for entry in folder.parent.iterdir())
    return [*going, folder.parent] if leaves_nothing else going


def _says(path: Path, revision: str) -> bool:
    """Whether a cache's reference names this revision."""
    return path.is_file() and path.read_text(encoding="ascii", errors="replace").strip() == revision


def _is_link(path: Path) -> bool:
    """A symbolic link, or a junction of Windows."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    is_junction = junction is not None and getattr(found, "st_reparse_tag", 0) == junction
    return stat.S_ISLNK(found.st_mode) or is_junction


def _is_clone_of_a_hub(folder: Path) -> bool:
    try:
        text = (folder / ".git" / "config").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return any(hub in text for hub in _HUBS)


def _allocated(found: os.stat_result) -> int:
    """Bytes on the disk; where the system doesn't say, a file's length."""
    blocks = getattr(found, "st_blocks", None)
    if blocks is not None:
        return int(blocks) * 512
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _refuse_while_it_runs(staging: Path) -> None:
    from filelock import FileLock, Timeout

    lock = client_folder(staging) / "staging.lock"
    if not lock.is_file():
        return
    try:
        FileLock(lock, timeout=0).acquire().lock.release()
    except Timeout as error:
        raise WeightsError(
            f"{staging.name.partition('--')[2]} is being downloaded by another CosyDesk.",
            "Wait for it, or stop it.",
            "busy",
        ) from error


def _delete(path: Path) -> None:
    if path.is_dir() and not _is_link(path):
        path.rmdir()
        return
    try:
        path.unlink()
    except PermissionError:
        # Windows keeps read-only files, such as git's objects.
        if os.name != "nt":
            raise
        path.chmod(stat.S_IWRITE)
        path.unlink()
