"""`bench --delivery`, at a size that takes no time: what it measures is what was asked for, and it says all of it."""

from __future__ import annotations

import json

import pytest

from cosydesk.batch import bench
from cosydesk.cli import bench as command
from cosydesk.cli.parser import parse


def test_it_measures_as_much_as_it_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = bench.measure_delivery
    monkeypatch.setattr(bench, "measure_delivery", lambda on_stage: whole(on_stage, cues=40, lines=12))
    assert command.run_bench(parse(["bench", "--delivery", "--json"])) == 0
    out, err = capsys.readouterr()
    figures = json.loads(out)
    assert (figures["import_cues"], figures["fit_lines"]) == (40, 12)
    assert 0 < figures["fit_changed"] <= 12
    assert 11 * bench.SLOT_S < figures["export_audio_s"] < 13 * bench.SLOT_S
    assert figures["export_times_real_time"] == pytest.approx(
        figures["export_audio_s"] / figures["export_s"], rel=0.1
    )
    for name in ("import_s", "fit_s", "export_s", "peak_rss_mb", "cores", "memory_gb"):
        assert figures[name] > 0, name
    assert all(isinstance(figures[name], str) for name in ("system", "machine", "python"))
    assert [line.partition(": ")[2] for line in err.splitlines()] == [
        "import of 40 cues …",
        "making 12 spoken lines …",
        "fit of 12 lines …",
        "mix and export of 43 s of sound …",
    ]
