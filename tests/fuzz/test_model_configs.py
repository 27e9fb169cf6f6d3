"""Configurations of models: a hostile or broken one is refused, and nothing in it ever runs."""

from __future__ import annotations

import json
import tempfile
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example
from hypothesis import strategies as st
from support.canary import nothing_runs
from support.fuzzing import fuzz, told
from support.mutations import encoded, json_bytes, mutated, mutated_json, mutated_text

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.config import read_config
from cosydesk.engine.cosyvoice1 import check_agreement, sampling_of
from cosydesk.engine.errors import ModelError
from cosydesk.engine.family import family_of
from cosydesk.engine.frontend.qwen_tokenizer import FOLDER
from cosydesk.engine.generations import CONFIGS
from cosydesk.weights.manifest import read_manifest

DATA = Path(__file__).parents[1] / "data"
SEEDS = {1: "tiny.yaml", 2: "tiny2.yaml", 3: "tiny3.yaml"}
CODES = {
    *(
        "config_missing",
        "config_damaged",
        "config_refused",
        "config_incomplete",
        "config_unfit",
        "config_unknown",
    ),
    *("file_missing", "model_unknown"),
}
CANARY = "support.canary"
HOSTILE = (
    f"x: !!python/object/apply:{CANARY}.fire []",
    f"x: !!python/object/new:{CANARY}.Fire []",
    f"x: !!python/object:{CANARY}.Fire {{a: 1}}",
    f"x: !!python/name:{CANARY}.fire ''",
    f"x: !!python/module:{CANARY} ''",
    "x: !!python/object/apply:os.system ['touch /tmp/never']",
    "x: !!python/object/apply:subprocess.Popen [[touch, /tmp/never]]",
    f"x: !new:{CANARY}.Fire {{}}",
    f"x: !new:{CANARY}.Fire\n    a: 1",
    f"x: !apply:{CANARY}.fire [1]",
    f"x: !name:{CANARY}.fire",
    f"x: !module:{CANARY}",
    "x: !include:/etc/passwd",
    "x: !copy <x>",
    "x: !ref <__import__('os').system('true')>",
    "x: !ref __import__('os').system('true')",
    "x: !ref <sample_rate> ** 999999999 ** 9",
    "x: !ref 2 ** 99999999",
    "x: !ref 9999999999999999999999999999 * 'a'",
    f"%TAG ! tag:yaml.org,2002:python/object/apply:\n---\nx: !{CANARY}.fire []",
    f"x: !<tag:yaml.org,2002:python/object/apply:{CANARY}.fire> []",
    f"__set_seed1: !apply:{CANARY}.fire [1986]",
    f"data_pipeline: !apply:{CANARY}.fire [1986]",
    f"hifigan: !new:cosyvoice.hifigan.discriminator.{CANARY}.Fire",
    f"hifigan: !new:matcha.hifigan.models.__import__ {{a: !apply:{CANARY}.fire []}}",
)
BOMBS = (
    "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    ),
    "x: " + "[" * 5_000,
    "x: " + "{a: " * 900 + "}" * 900,
    "x: !ref " + "<x>" * 5_000,
    "".join(f"k{n}: !ref <k{n + 1}>\n" for n in range(3_000)) + "k3000: 1\n",
    "x: !ref " + "(" * 300 + "1" + ")" * 300,
    "x: !ref " + "-" * 20_000 + "1",
    "x: !ref " + "1+" * 20_000 + "1",
    "? " * 600 + "x",
    "&a [*a]",
    "x: &x {y: *x}",
    "<<: &x {<<: *x}",
    "x: 0x" + "f" * 10_000,
    "x: " + "9" * 9_000,
    "x: !!int " + "9" * 9_000,
    "x: 9" + ":59" * 3_000,
    "x: !!timestamp 2001-99-99",
    "x: !!binary ====",
    "x: !!float abc",
    "x: !!int ''",
    "x: !!bool maybe",
    "x: !!null {}",
    "x: 2026-13-45",
    "x: -",
    "x: 0b",
    "x: 190:20:30.15",
)  # fmt: skip
TOKENS = (
    *HOSTILE,
    *BOMBS,
    *("!ref", "!new:", "!name:", "!apply:", "!!", "&a "),
    *("*a", "<<: *a", "<sample_rate>", "<llm>", "? ", ": ", "- "),
    *("| \n", "> \n", "\t", "\ufeff", "%YAML 9.9\n---\n", "---\n"),
    *("...\n", "null", ".nan", "-.inf", "1e999", "[]", "{}"),
    *("0", "-1", "true", '"', "'", "\0", "\x85", "\u2028", "2147483648", "\ud800"),
)  # fmt: skip


@cache
def text(generation: int) -> str:
    return (DATA / SEEDS[generation]).read_text("utf-8")


@cache
def warm(generation: int) -> None:
    """What the first network brings in isn't what a file makes run."""
    build(text(generation).encode(), generation)


def check(data: bytes, generation: int, qwen: bytes | None = None) -> None:
    """The folder is read as far as its networks are built, or refused; nothing of it runs."""
    warm(generation)
    build(data, generation, qwen, nothing_runs())


def build(
    data: bytes,
    generation: int,
    qwen: bytes | None = None,
    watched: AbstractContextManager[None] | None = None,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / CONFIGS[generation]
        path.write_bytes(data)
        if generation > 1:
            (folder / FOLDER).mkdir()
            (folder / FOLDER / "config.json").write_bytes(
                (DATA / "tiny_qwen.json").read_bytes() if qwen is None else qwen
            )
        try:
            with watched or nullcontext():
                config = read_config(path)
                if generation == 1:
                    check_agreement(config)
                    sampling_of(config)
                checkpoint = Checkpoint.open(folder)
                family_of(checkpoint).build(checkpoint)
        except ModelError as error:
            told(error, CODES, remedy=True)


@pytest.mark.parametrize("line", [*HOSTILE, *BOMBS])
@pytest.mark.parametrize("place", ["alone", "first", "last"])
def test_what_is_hostile_never_runs(line: str, place: str) -> None:
    data = {"alone": line, "first": f"{line}\n{text(1)}", "last": f"{text(1)}\n{line}\n"}[place]
    check(data.encode(), 1)


@fuzz(60, data=st.sampled_from([1, 2, 3]).flatmap(
    lambda generation: st.tuples(
        st.just(generation), encoded(mutated_text([text(generation)], TOKENS)) | mutated([text(generation).encode()])
    )
))  # fmt: skip
def test_damaged_configurations(data: tuple[int, bytes]) -> None:
    check(data[1], data[0])


@fuzz(
    30,
    generation=st.sampled_from([2, 3]),
    qwen=mutated_json([json.loads((DATA / "tiny_qwen.json").read_text())]),
)
def test_forged_configurations_of_the_language_model(generation: int, qwen: Any) -> None:
    check(text(generation).encode(), generation, json_bytes(qwen))


MANIFEST = {
    "format": 1,
    "model": "a/b",
    "revision": "master",
    "files": [{"path": "llm.pt", "size": 12, "sha256": "0" * 64}, {"path": "x", "size": 1, "sha256": None}],
}


@example(data=b'{"model": "a", "revision": "b", "files": [{"path": "x", "size": 1e999, "sha256": null}]}')
@example(data=b'{"model": "a", "revision": "b", "files": [{"path": "x", "size": -1, "sha256": []}]}')
@example(data=b"[" * 100_000)
@example(data=b"[]")
@fuzz(100, data=mutated_json([MANIFEST]).map(json_bytes) | mutated([json_bytes(MANIFEST)]))
def test_forged_manifests(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".cosydesk.json").write_bytes(data)
        manifest = read_manifest(Path(folder))
        for file in manifest.files.values() if manifest is not None else ():
            assert isinstance(file.path, str)
            assert file.size >= 0
            assert file.sha256 is None or isinstance(file.sha256, str)
