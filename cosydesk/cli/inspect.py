"""`cosydesk inspect`: what a file is, how loud, and whether it says that it was made by AI."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

from cosydesk.cli.errors import EXIT_OK
from cosydesk.studio.delivery.inspection import Inspection, inspect_file


def run_inspect(arguments: argparse.Namespace) -> int:
    """Print what is found. The exit status is 0 for files without a label too; what can't be read raises."""
    found = inspect_file(Path(arguments.file))
    if arguments.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        print(_as_text(found), end="")
    return EXIT_OK


def _as_json(found: Inspection) -> dict[str, object]:
    label = found.label
    return {
        "file": str(found.path),
        "container": found.container,
        "codec": found.codec,
        "picture": found.picture,
        "duration_s": round(found.duration_s, 3),
        "sample_rate": found.sample_rate,
        "channels": found.channels,
        "loudness_lufs": _number(found.loudness_lufs),
        "true_peak_dbtp": _number(found.true_peak_db),
        "rms_db": _number(found.rms_db),
        "noise_floor_db": _number(found.noise_floor_db),
        "label": None
        if label is None
        else {
            "Label": label.label,
            "ContentProducer": label.producer,
            "ProduceID": label.produce_id,
            "ContentPropagator": label.propagator,
            "PropagateID": label.propagate_id,
        },
    }


def _as_text(found: Inspection) -> str:
    rows = [("File", str(found.path)), ("Container", found.container)]
    if found.picture:
        rows.append(("Picture", found.picture))
    if found.codec:
        channels = {1: "mono", 2: "stereo"}.get(found.channels, f"{found.channels} channels")
        rows.append(("Sound", f"{found.codec}, {found.sample_rate} Hz, {channels}"))
    rows.append(("Duration", f"{found.duration_s:.3f} s"))
    if found.codec:
        rows.append(("Loudness", _with_unit(found.loudness_lufs, "LUFS")))
        rows.append(("True peak", _with_unit(found.true_peak_db, "dBTP")))
        rows.append(("RMS", _with_unit(found.rms_db, "dB")))
        rows.append(("Noise floor", _with_unit(found.noise_floor_db, "dB")))
    label = found.label
    if label is not None:
        rows.append(("AI label", f"{label.label} ({_MEANINGS.get(label.label, 'unknown')})"))
        rows.append(("  producer", f"{label.producer}  {label.produce_id}"))
        rows.append(("  propagator", f"{label.propagator}  {label.propagate_id}"))
    elif found.label_text:
        rows.append(("AI label", "there, but it can't be understood"))
    else:
        rows.append(("AI label", "none"))
    return "".join(f"{name:<13} {value}\n" for name, value in rows)


_MEANINGS = {"1": "made by AI", "2": "possibly made by AI", "3": "suspected to be made by AI"}


def _number(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None


def _with_unit(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if math.isfinite(value) else "silence"
