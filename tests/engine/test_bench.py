"""The bench measures what it says it does, on a tiny model; how long anything takes is not judged here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cosydesk.engine.bench import CONTEXTS, bench_model

FIELDS = {
    "prefill_ms",
    "ms_per_token",
    "tokens_per_s",
    "bare_products_ms",
    "read_gb_s",
    "flow_rtf",
    "vocoder_rtf",
    "rtf",
    "first_chunk_ms",
    "peak_rss_mb",
    "tokens",
    "batch",
    "precision",
    "device",
    "threads",
}


@pytest.mark.parametrize(("batch", "precision"), [(1, "float32"), (3, "int8")])
def test_every_figure_is_there(tiny_model_dir: Path, batch: int, precision: str) -> None:
    result = bench_model(tiny_model_dir, tokens=25, batch=batch, device="cpu", precision=precision)
    figures = json.loads(json.dumps(result.as_json()))
    assert set(figures) >= FIELDS
    assert (figures["tokens"], figures["batch"], figures["precision"]) == (25, batch, precision)
    assert set(figures["ms_per_token"]) == {str(context) for context in CONTEXTS}
    for context, milliseconds in figures["ms_per_token"].items():
        assert milliseconds > 0
        assert figures["tokens_per_s"][context] == pytest.approx(batch * 1000 / milliseconds, rel=0.01)
    positive = ("prefill_ms", "flow_rtf", "vocoder_rtf", "rtf", "first_chunk_ms", "peak_rss_mb")
    assert all(figures[name] > 0 for name in positive)
    assert figures["rtf"] > result.llm_rtf


def test_the_pieces_of_a_sentence_are_measured_when_asked_for(later_model_dir: Path) -> None:
    result = bench_model(later_model_dir, tokens=25, device="cpu", precision="float32", sentence_s=5)
    assert list(result.chunk_rtf) == ["1.0", "3.0", "5.0"]
    assert all(figure > 0 for figure in result.chunk_rtf.values())
    assert not bench_model(later_model_dir, tokens=25, device="cpu", precision="float32").chunk_rtf
