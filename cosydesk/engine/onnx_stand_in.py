"""Tiny ONNX files in the place of a release's encoders, for models of random weights.

They have the release's input ranks and rates and no more. Written field by field as protocol buffers (the ONNX
format's field numbers, onnx.proto3), so that no further library is needed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

FLOAT, INT32, INT64 = 1, 6, 7
_INT, _INTS = 2, 7  # AttributeProto.type
Dimension = int | str


def write_speech_tokenizer(path: Path, vocabulary: int, seed: int, pooled: int = 2) -> None:
    """(1, 128, T) float32 and (1,) int32 to (1, T // pooled, 1) int64: what a random projection makes loudest."""
    weights = np.random.default_rng(seed).standard_normal((128, vocabulary), dtype=np.float32)
    nodes = [
        _node("AveragePool", ["feats"], ["halved"], kernel_shape=[pooled], strides=[pooled]),
        _node("Transpose", ["halved"], ["rows"], perm=[0, 2, 1]),
        _node("MatMul", ["rows", "weights"], ["scores"]),
        _node("ArgMax", ["scores"], ["tokens"], axis=2, keepdims=1),
    ]
    inputs = [_value("feats", FLOAT, [1, 128, "T"]), _value("feats_length", INT32, [1])]
    path.write_bytes(_model(nodes, inputs, [_value("tokens", INT64, [1, "N", 1])], {"weights": weights}))


def write_speaker_encoder(path: Path, width: int, seed: int) -> None:
    """(1, M, 80) float32 to (1, width): a random projection of the mean absolute feature."""
    weights = np.random.default_rng(seed).standard_normal((80, width), dtype=np.float32)
    nodes = [
        _node("Abs", ["input"], ["levels"]),
        _node("ReduceMean", ["levels"], ["mean"], axes=[1], keepdims=0),
        _node("MatMul", ["mean", "weights"], ["output"]),
    ]
    inputs = [_value("input", FLOAT, [1, "M", 80])]
    path.write_bytes(_model(nodes, inputs, [_value("output", FLOAT, [1, width])], {"weights": weights}))


def _model(
    nodes: list[bytes], inputs: list[bytes], outputs: list[bytes], tensors: dict[str, npt.NDArray[np.float32]]
) -> bytes:
    graph = b"".join(_field(1, node) for node in nodes) + _field(2, b"stand-in")
    graph += b"".join(_field(5, _tensor(name, values)) for name, values in tensors.items())
    graph += b"".join(_field(11, value) for value in inputs) + b"".join(
        _field(12, value) for value in outputs
    )
    operators = _field(1, b"") + _number(2, 13)
    return _number(1, 8) + _field(7, graph) + _field(8, operators)


def _node(kind: str, inputs: list[str], outputs: list[str], **attributes: int | list[int]) -> bytes:
    body = b"".join(_field(1, name.encode()) for name in inputs)
    body += b"".join(_field(2, name.encode()) for name in outputs) + _field(4, kind.encode())
    for name, value in attributes.items():
        attribute = _field(1, name.encode())
        if isinstance(value, int):
            attribute += _number(3, value) + _number(20, _INT)
        else:
            attribute += b"".join(_number(8, item) for item in value) + _number(20, _INTS)
        body += _field(5, attribute)
    return body


def _tensor(name: str, values: npt.NDArray[np.float32]) -> bytes:
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, FLOAT) + _field(8, name.encode()) + _field(9, values.astype("<f4").tobytes())


def _value(name: str, kind: int, shape: list[Dimension]) -> bytes:
    dims = b"".join(
        _field(1, _number(1, size) if isinstance(size, int) else _field(2, size.encode())) for size in shape
    )
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind) + _field(2, dims)))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, payload: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(payload)) + payload
