"""What is wrong with a model's files, told file by file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cosydesk.engine.model_fault import ModelFault
from cosydesk.ui.models.damage import MOST, Damage, damage_of, damage_words, known_codes
from cosydesk.weights import Checked, Fault

PACKAGE = Path(__file__).parents[3] / "cosydesk"
CHECKS = {
    "weights/verify.py": "Fault",
    "engine/check.py": "ModelFault",
    "engine/checkpoint.py": "ModelError",
    "engine/config.py": "ModelError",
    "engine/family.py": "ModelError",
    "engine/onnx_outline.py": "ModelError",
    "engine/qwen_checkpoint.py": "ModelError",
    "engine/frontend/tokenizer.py": "ModelError",
    "engine/frontend/qwen_tokenizer.py": "ModelError",
}
OF_THE_FOLDER = {"model_missing", "model_unknown"}
"""Of no file; `check_model` makes something else of them."""


@pytest.mark.parametrize("module", CHECKS)
def test_every_fault_has_words_of_its_own(module: str) -> None:
    found = set()
    for node in ast.walk(ast.parse((PACKAGE / module).read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == CHECKS[module]:
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"] or node.args[1:2]
            found |= {code.value for code in given if isinstance(code, ast.Constant)}
    codes = {code for code in found if isinstance(code, str) and " " not in code}
    assert codes
    assert codes - OF_THE_FOLDER - known_codes() == set()


def test_a_file_is_named_once_by_what_says_most() -> None:
    checked = Checked(Path(), (Fault("flow.pt", "hash", ""), Fault("cosyvoice.yaml", "hash", "")), (), ())
    inside = (
        ModelFault("cosyvoice.yaml", "config_refused", ""),
        ModelFault("flow.pt", "weights_damaged", ""),
        ModelFault("llm.pt", "tensor_missing", ""),
        ModelFault("llm.pt", "tensor_shape", ""),
    )
    assert damage_of(checked, inside) == (
        Damage("flow.pt", "hash"),
        Damage("cosyvoice.yaml", "config_refused"),
        Damage("llm.pt", "tensor_missing"),
    )
    assert damage_of(None, ()) == ()


def test_many_files_take_no_more_than_some_lines(qapp: QApplication) -> None:
    many = tuple(Damage(f"{number}.pt", "size") for number in range(MOST + 3))
    lines = damage_words(many).splitlines()
    assert lines[0] == "0.pt: has the wrong size"
    assert lines[MOST:] == ["and 3 more files"]
    assert damage_words((Damage("x", "brand_new"),)) == "x: is damaged"
