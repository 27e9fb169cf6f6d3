"""Presets of manners fit the generation of the model they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk import servers
from cosydesk.servers import Server
from cosydesk.studio.manner import generation_of, presets


@pytest.mark.parametrize(
    ("name", "generation"), [("cosyvoice.yaml", 1), ("cosyvoice2.yaml", 2), ("cosyvoice3.yaml", 3), ("x", 0)]
)
def test_a_folder_tells_its_generation(tmp_path: Path, name: str, generation: int) -> None:
    (tmp_path / name).touch()
    assert generation_of(str(tmp_path)) == generation


def test_starter_voices_have_none() -> None:
    assert presets(generation_of("starter")) == ()


def test_each_generation_has_texts_of_its_kind() -> None:
    assert all(preset.text.isascii() for preset in presets(1))
    assert all("说这句话" in preset.text for preset in presets(2))
    dialects = [preset for preset in presets(3) if preset.group == "dialect"]
    assert len(dialects) == 17
    assert all(preset.text.startswith("请用") and preset.text.endswith("话表达。") for preset in dialects)


def test_presets_of_a_group_stand_together() -> None:
    for generation in (1, 2, 3):
        groups = [preset.group for preset in presets(generation)]
        assert groups == sorted(groups, key=groups.index)
        assert len({preset.key for preset in presets(generation)}) == len(groups)


def test_a_kept_server_has_the_generation_that_it_was_seen_with() -> None:
    servers.keep(Server("http://a:50000", generation=3))
    assert generation_of("http://a:50000") == 3
    assert generation_of("http://b:50000") == 0
