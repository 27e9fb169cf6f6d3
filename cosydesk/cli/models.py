"""`cosydesk models`: what there is, what is here, and getting it here."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from cosydesk.cli.errors import EXIT_FAULT, EXIT_INTERRUPTED, EXIT_OK, UsageError, complain
from cosydesk.cli.model_check import HOSTILE, ModelCheck, check
from cosydesk.cli.progress import ProgressBar
from cosydesk.settings import Settings
from cosydesk.weights import (
    Catalogue,
    CatalogueModel,
    Download,
    DownloadOptions,
    DownloadProgress,
    FoundModel,
    WeightsError,
    download_options,
    load_catalogue,
    locate,
    models_root,
    recognise,
    removal,
    search_roots,
)


def run_models(arguments: argparse.Namespace) -> int:
    """Do what was asked for.

    Raises:
        UsageError: there is no such model or folder.
        WeightsError: what the hub or the disk says about it.
    """
    try:
        shelf = Shelf(Settings.load())
    except OSError as error:
        raise WeightsError(
            f"CosyDesk's own folder can't be used: {error.strerror}.",
            "Give it one with COSYDESK_HOME.",
            "folder",
        ) from error
    match arguments.action:
        case "download":
            return _download(shelf, arguments)
        case "verify":
            return _verify(shelf, arguments)
        case "repair":
            return _repair(shelf, arguments)
        case "remove":
            return _remove(shelf, arguments)
        case "path":
            found = shelf.installed(shelf.catalogue.model(arguments.model))
            if found is None:
                return _not_here(shelf.catalogue.model(arguments.model))
            print(found.folder)
            return EXIT_OK
        case _:
            return _list(shelf, arguments.json)


class Shelf:
    """The catalogue and what of it is on this machine, in the folders that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.catalogue: Catalogue = load_catalogue()
        self.root = models_root(settings)

    def found(self, model: CatalogueModel | None = None) -> list[FoundModel]:
        catalogue = self.catalogue if model is None else Catalogue((model,))
        return locate(catalogue, search_roots(self.settings))

    def installed(self, model: CatalogueModel) -> FoundModel | None:
        """The whole folder that comes first."""
        return next((found for found in self.found(model) if found.complete), None)

    def options(self, arguments: argparse.Namespace) -> DownloadOptions:
        options = download_options(self.settings)
        given = {name: getattr(arguments, name) for name in ("endpoint", "proxy", "workers")}
        return replace(options, **{name: value for name, value in given.items() if value is not None})

    def folder_of(self, text: str) -> tuple[Path, CatalogueModel | None]:
        """What was named by its folder or its id.

        Raises:
            UsageError: there is neither such a folder nor such a model.
            WeightsError: ``unknown_model``; the model is known and not here.
        """
        if Path(text).is_dir():
            folder = Path(text)
            return folder, recognise(folder, self.catalogue)
        try:
            model = self.catalogue.model(text)
        except WeightsError as error:
            names = ", ".join(model.folder_name for model in self.catalogue)
            raise UsageError(f"There is no folder and no model called {text}. Known are {names}.") from error
        found = self.found(model)
        if not found:
            raise WeightsError(*_absence(model), "not_found")
        return found[0].folder, model


def _list(shelf: Shelf, as_json: bool) -> int:
    rows = []
    here = shelf.found()
    for model in shelf.catalogue:
        folders = [found for found in here if found.model.id == model.id]
        waiting = Download(model, shelf.root).resumable_bytes()
        rows.append((model, folders, waiting))
    if as_json:
        print(json.dumps([_entry(*row) for row in rows], ensure_ascii=False, indent=2))
        return EXIT_OK
    name_width = max(len(model.id) for model in shelf.catalogue)
    for model, folders, waiting in rows:
        size = readable(model.about_size) if model.about_size else "?"
        print(f"{model.id:{name_width}}  {size:>8}  {_state(folders, waiting)}".rstrip())
    return EXIT_OK


def _state(folders: list[FoundModel], waiting: int) -> str:
    if folders and folders[0].complete:
        return f"installed   {folders[0].folder}"
    if folders:
        return f"incomplete  {folders[0].folder}"
    return f"paused      {readable(waiting)} have arrived" if waiting else ""


def _entry(model: CatalogueModel, folders: list[FoundModel], waiting: int) -> dict[str, object]:
    state = "paused" if waiting else "absent"
    if folders:
        state = "installed" if folders[0].complete else "incomplete"
    places = [
        {
            "folder": str(found.folder),
            "origin": found.origin,
            "complete": found.complete,
            "missing": list(found.missing),
        }
        for found in folders
    ]
    sizes = {"size": model.size, "about_size": model.about_size, "resumable_bytes": waiting}
    return {**asdict(model), **sizes, "state": state, "folders": places}


def _download(shelf: Shelf, arguments: argparse.Namespace) -> int:
    model = shelf.catalogue.model(arguments.model)
    if arguments.folder is None and (here := shelf.installed(model)) is not None:
        return _report(check(here.folder, model, contents=False), arguments.json, fetched=None)
    root = Path(arguments.folder).expanduser().absolute() if arguments.folder else shelf.root
    return _fetch(Download(model, root, shelf.options(arguments)), arguments)


def _verify(shelf: Shelf, arguments: argparse.Namespace) -> int:
    folder, model = shelf.folder_of(arguments.model)
    with _bar() as bar:
        found = check(folder, model, contents=not arguments.quick, show=bar.show)
    return _report(found, arguments.json)


def _repair(shelf: Shelf, arguments: argparse.Namespace) -> int:
    folder, model = shelf.folder_of(arguments.model)
    if model is None:
        raise UsageError(
            f"{folder} holds no model of the catalogue, so there is nothing to fetch it from. "
            '"cosydesk models verify" says what is wrong with it.'
        )
    with _bar() as bar:
        found = check(folder, model, contents=True, show=bar.show)
    if found.whole:
        return _report(found, arguments.json)
    download = Download(model, shelf.root, shelf.options(arguments), target=folder, bad=found.bad_files)
    return _fetch(download, arguments)


def _fetch(download: Download, arguments: argparse.Namespace) -> int:
    """Run a download to its end, then see whether what came would open."""
    last = DownloadProgress()

    def show(progress: DownloadProgress) -> None:
        nonlocal last
        if progress.stage == "fetching":
            last = progress
        bar.show(progress.fraction, _words(progress))

    model = download.model
    with _bar() as bar, _paused_by_ctrl_c(download):
        bar.show(0.0, f"Asking the hub for {model.name}")
        try:
            folder = download.run(show)
        except WeightsError as error:
            if error.code != "paused":
                raise
            bar.clear()
            of = f" of {readable(last.total_bytes)}" if last.total_bytes else ""
            complain(
                f"Paused: {readable(download.resumable_bytes())}{of} have arrived.",
                f'The same command goes on: cosydesk models {arguments.action} "{arguments.model}".',
            )
            return EXIT_INTERRUPTED
        found = check(folder, model, contents=False, show=bar.show)
    return _report(found, arguments.json, last)


def _remove(shelf: Shelf, arguments: argparse.Namespace) -> int:
    removing = removal(_removable(shelf, arguments.model), shelf.catalogue)
    print(f"{removing.folder}: deleting it frees {readable(removing.bytes)} ({removing.bytes:,} bytes).")
    if removing.kept:
        print("These stay: " + ", ".join(map(str, removing.kept)))
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise UsageError("Nothing was deleted: say --yes where no one can be asked.")
        if input("Delete it? [y/N] ").strip().casefold() not in ("y", "yes"):
            complain("Nothing was deleted.")
            return EXIT_FAULT
    removing.run()
    print("Deleted.")
    return EXIT_OK


def _removable(shelf: Shelf, text: str) -> Path:
    """A model's folder, or what a broken-off download of it left.

    Raises:
        UsageError: the model lies in several places.
    """
    try:
        folder, model = shelf.folder_of(text)
    except WeightsError:
        staging = Download(shelf.catalogue.model(text), shelf.root).staging
        if not staging.is_dir():
            raise
        return staging
    if model is not None and not Path(text).is_dir():
        folders = [str(found.folder) for found in shelf.found(model)]
        if len(folders) > 1:
            raise UsageError(f"{model.name} is here more than once; name a folder: {', '.join(folders)}.")
    return folder


def _report(found: ModelCheck, as_json: bool, fetched: DownloadProgress | None = None) -> int:
    """Print what a check found; the exit status."""
    if as_json:
        more = (
            {}
            if fetched is None
            else {
                "fetched_bytes": fetched.total_bytes,
                "skipped_bytes": fetched.skipped_bytes,
            }
        )
        print(json.dumps(found.as_json() | more, ensure_ascii=False, indent=2))
        return EXIT_OK if found.whole else EXIT_FAULT
    for line in found.lines():
        print(line)
    if found.whole:
        saved = fetched.skipped_bytes if fetched is not None else 0
        if saved:
            print(f"{readable(saved)} that speaking doesn't need were not fetched.")
        return EXIT_OK
    hostile = [fault.remedy for fault in found.faults if fault.code in HOSTILE]
    if hostile:
        remedy = hostile[0]
    elif found.model is not None:
        remedy = f'Mend it with: cosydesk models repair "{found.folder}"'
    else:
        remedy = found.faults[0].remedy
    complain(f"{found.name} has faults.", remedy)
    return EXIT_FAULT


def _words(progress: DownloadProgress) -> str:
    if progress.stage == "verifying":
        return "Checking the files"
    words = f"{readable(progress.done_bytes)} of {readable(progress.total_bytes)}"
    if progress.bytes_per_s:
        words += f"  {readable(progress.bytes_per_s)}/s"
    if progress.seconds_left is not None:
        words += f"  {duration(progress.seconds_left)} left"
    return words


def _not_here(model: CatalogueModel) -> int:
    complain(*_absence(model))
    return EXIT_FAULT


def _absence(model: CatalogueModel) -> tuple[str, str]:
    return (
        f"{model.name} is not on this machine.",
        f"Fetch it with: cosydesk models download {model.folder_name}",
    )


@contextmanager
def _bar() -> Iterator[ProgressBar]:
    bar = ProgressBar(sys.stderr)
    try:
        yield bar
    finally:
        bar.clear()


@contextmanager
def _paused_by_ctrl_c(download: Download) -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_: download.pause())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def readable(count: float) -> str:
    """Bytes as people say them, in powers of a thousand."""
    unit = "bytes"
    for larger in ("KB", "MB", "GB"):
        if count < 1000:
            break
        count, unit = count / 1000, larger
    return f"{count:.1f}".removesuffix(".0") + f" {unit}"


def duration(seconds: float) -> str:
    """A time to wait, in the two largest units."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
