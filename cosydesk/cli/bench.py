"""`cosydesk bench`: how fast this machine is, for the window, for delivery, for a service or for a model."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from cosydesk.cli.errors import EXIT_OK, UsageError
from cosydesk.cli.parser import FAMILIES
from cosydesk.engine.runtime import attach
from cosydesk.engine.threads import limit_threads, use_all_cores

SIZES = {1: "1.8 GB", 2: "2.6 GB", 3: "3.4 GB"}
"""What a full-size model of each generation takes."""


def run_bench(arguments: argparse.Namespace) -> int:
    """Measure and print one JSON object or a table.

    Raises:
        UsageError: nothing to measure was named.
        EngineError: the model, or torch, can't be opened.
    """
    if arguments.ui:
        return _show(_measure_window(), arguments.json)
    if arguments.delivery:
        return _show(_measure_delivery(), arguments.json)
    if arguments.service:
        return _show(_measure_service(arguments), arguments.json)
    if arguments.threads:
        limit_threads(arguments.threads)
    else:
        use_all_cores()
    attach()
    if arguments.random_full:
        directory = Path(arguments.random_full)
        _write_random(directory, arguments.family)
    elif arguments.model_dir:
        directory = Path(arguments.model_dir)
    else:
        raise UsageError(
            "Name what to measure: --model-dir DIR, --random-full DIR, --ui, --delivery or --service."
        )
    from cosydesk.engine.bench import bench_model

    result = bench_model(
        directory,
        arguments.tokens,
        arguments.batch,
        arguments.device,
        arguments.precision,
        _say,
        arguments.sentence,
    )
    return _show(result.as_json(), arguments.json)


def _write_random(directory: Path, family: str) -> None:
    """Make a full-size model of random weights where there is none yet.

    Raises:
        UsageError: there is one, of another family.
    """
    from cosydesk.engine.generations import CONFIGS
    from cosydesk.engine.random_model import write_random_model

    generation = FAMILIES.index(family) + 1
    there = [number for number, name in CONFIGS.items() if (directory / name).is_file()]
    if there and there != [generation]:
        raise UsageError(f"{directory} holds a model of another family; name another folder.")
    if not there:
        _say(f"writing a model of random weights, about {SIZES[generation]}, to {directory}")
        write_random_model(directory, generation=generation)


def _measure_window() -> dict[str, object]:
    from cosydesk.ui.bench import measure_window

    return measure_window()


def _measure_delivery() -> dict[str, object]:
    from cosydesk.batch.bench import measure_delivery

    return measure_delivery(_say)


def _measure_service(arguments: argparse.Namespace) -> dict[str, object]:
    """Raises:
    UsageError: there is no service at the address.
    """
    from cosydesk.engine import STARTER_ID
    from cosydesk.server.bench import measure_service
    from cosydesk.server.errors import ServerError
    from cosydesk.server.limits import Limits

    limits = Limits() if arguments.max_waiting is None else Limits(waiting=arguments.max_waiting)
    try:
        return measure_service(
            arguments.clients,
            arguments.seconds,
            url=arguments.url or "",
            token=arguments.token,
            model=arguments.model_dir or STARTER_ID,
            devices=[arguments.device],
            limits=limits,
            on_stage=_say,
        )
    except ServerError as error:
        raise UsageError(f"{error.message} {error.remedy}") from error


def _say(stage: str) -> None:
    print(f"cosydesk bench: {stage} …", file=sys.stderr, flush=True)


def _show(figures: dict[str, object], as_json: bool) -> int:
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value}")
    return EXIT_OK
