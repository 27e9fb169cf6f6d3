"""The label of sound and video made by AI, as GB 45438-2025 asks for: its content. Where it lies in a file is known
to what writes the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

KEY = "AIGC"
"""Name of the chunk, frame, comment or tag that holds it."""
DEFAULT_PRODUCER = "CosyDesk"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Label:
    """Attributes:
    label: ``"1"``: made by AI; ``"2"``: possibly; ``"3"``: suspected.
    producer, produce_id: who made it, and under which number. propagator, propagate_id: who spreads it.
    """

    label: str
    producer: str
    produce_id: str
    propagator: str = ""
    propagate_id: str = ""

    def to_json(self) -> str:
        """As it stands in files: on one line, printable ASCII."""
        content = {
            "Label": self.label,
            "ContentProducer": self.producer,
            "ProduceID": self.produce_id,
            "ReservedCode1": "",
            "ContentPropagator": self.propagator,
            "PropagateID": self.propagate_id,
            "ReservedCode2": "",
        }
        return json.dumps({KEY: content}, separators=(",", ":"))


def new_label(producer: str, fingerprint: str) -> Label:
    """That of a file written for the first time, whose producer is its propagator too.

    Args:
        producer: cleaned of what may not stand there; empty = the program.
        fingerprint: of the content, hexadecimal: the file's number comes from it.
    """
    name = clean(producer) or DEFAULT_PRODUCER
    number = fingerprint[:32]
    return Label("1", name, number, name, number)


def clean(value: str) -> str:
    """The value with what the rule allows only: printable ASCII without quotes and backslashes."""
    kept = "".join(char for char in value if " " <= char <= "~" and char not in '"\\')
    return " ".join(kept.split())[:_LONGEST]


def read_label(text: str) -> Label | None:
    """What a label's JSON says; None where it is none. Never raises."""
    try:
        outer = json.loads(text.strip("\0 \r\n\t"))
    except (ValueError, RecursionError):
        return None
    content = outer.get(KEY, outer) if isinstance(outer, dict) else None
    if not isinstance(content, dict) or "Label" not in content:
        return None

    def value(name: str) -> str:
        found = content.get(name, "")
        return found if isinstance(found, str) else str(found)

    return Label(
        value("Label"),
        value("ContentProducer"),
        value("ProduceID"),
        value("ContentPropagator"),
        value("PropagateID"),
    )
