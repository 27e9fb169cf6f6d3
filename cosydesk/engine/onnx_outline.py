"""What an ONNX file says of itself, read without loading it: whether it is whole, and what goes in and comes out.

The file is walked as protocol buffers (the ONNX format's field numbers, onnx.proto3) through a memory map, from one
length to the next, so that half a gigabyte of weights is neither read nor held.
"""

from __future__ import annotations

import math
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosydesk.engine.errors import ModelError

_GRAPH, _OPERATORS = 7, 8
_NODE, _INITIALIZER, _INPUT, _OUTPUT = 1, 5, 11, 12
_DIMS, _DATA_TYPE, _TENSOR_NAME, _RAW_DATA = 1, 2, 8, 9
_VALUE_NAME = 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_ITEM_BYTES = {1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2}
"""By TensorProto.DataType."""


@dataclass(frozen=True)
class OnnxOutline:
    """The graph's outside.

    Attributes:
        inputs: names of what must be fed; weights that are listed as inputs too are left out.
        outputs: names of what comes out.
        nodes: count of operations.
        weights: count of stored tensors.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    nodes: int
    weights: int


@dataclass(frozen=True)
class _Field:
    number: int
    start: int
    end: int
    value: int


class _OutlineError(Exception):
    """Where the walk can't go on, in words."""


def read_outline(path: Path) -> OnnxOutline:
    """Walk an ONNX file.

    Raises:
        ModelError: ``weights_damaged``; it is cut short, not an ONNX file, or holds a tensor of another length
            than its shape says.
    """
    try:
        with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _outline(data)
    except (_OutlineError, ValueError, OSError) as error:
        raise ModelError(
            f"{path.name} is damaged or incomplete: {error}.",
            "Fetch the model again, or repair it in the model manager.",
            code="weights_damaged",
        ) from error


def _outline(data: mmap.mmap) -> OnnxOutline:
    parts = {field.number: field for field in _fields(data, 0, len(data))}
    if _GRAPH not in parts:
        raise _OutlineError("there is no graph in it")
    if _OPERATORS not in parts:
        raise _OutlineError("it ends too early")
    inputs: list[str] = []
    outputs: list[str] = []
    stored: set[str] = set()
    nodes = 0
    for field in _fields(data, parts[_GRAPH].start, parts[_GRAPH].end):
        if field.number == _NODE:
            nodes += 1
        elif field.number == _INITIALIZER:
            stored.add(_tensor(data, field))
        elif field.number == _INPUT:
            inputs.append(_text(data, field, _VALUE_NAME))
        elif field.number == _OUTPUT:
            outputs.append(_text(data, field, _VALUE_NAME))
    if not nodes or not outputs:
        raise _OutlineError("its graph is empty")
    return OnnxOutline(
        tuple(name for name in inputs if name not in stored), tuple(outputs), nodes, len(stored)
    )


def _tensor(data: mmap.mmap, tensor: _Field) -> str:
    """The name of a stored tensor, whose length must be what its shape and type say."""
    dims: list[int] = []
    kind = 0
    raw: int | None = None
    name = ""
    for field in _fields(data, tensor.start, tensor.end):
        if field.number == _DIMS and field.start != field.end:
            at = field.start
            while at < field.end:
                size, at = _varint(data, at, field.end)
                dims.append(size)
        elif field.number == _DIMS:
            dims.append(field.value)
        elif field.number == _DATA_TYPE:
            kind = field.value
        elif field.number == _TENSOR_NAME:
            name = data[field.start : field.end].decode("utf-8", "replace")
        elif field.number == _RAW_DATA:
            raw = field.end - field.start
    wanted = math.prod(dims) * _ITEM_BYTES.get(kind, 0)
    if raw is not None and kind in _ITEM_BYTES and raw != wanted:
        raise _OutlineError(f"the tensor {name} holds {raw} bytes instead of {wanted}")
    return name


def _text(data: mmap.mmap, message: _Field, number: int) -> str:
    for field in _fields(data, message.start, message.end):
        if field.number == number:
            return data[field.start : field.end].decode("utf-8", "replace")
    return ""


def _fields(data: mmap.mmap, start: int, end: int) -> Iterator[_Field]:
    """The fields of a message; `value` is that of a number, `start` and `end` bound anything else."""
    at = start
    while at < end:
        key, at = _varint(data, at, end)
        number, kind = key >> 3, key & 7
        value = length = 0
        if kind == _VARINT:
            value, at = _varint(data, at, end)
        elif kind == _BYTES:
            length, at = _varint(data, at, end)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise _OutlineError("it is not an ONNX file")
        if not number or at + length > end:
            raise _OutlineError(
                f"it ends {at + length - end} bytes too early" if number else "it is not an ONNX file"
            )
        yield _Field(number, at, at + length, value)
        at += length


def _varint(data: mmap.mmap, at: int, end: int) -> tuple[int, int]:
    value = shift = 0
    while at < end and shift < 70:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80:
            return value, at
    raise _OutlineError("it is not an ONNX file" if at < end else "it ends too early")
