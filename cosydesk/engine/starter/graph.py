"""Two small changes to the published network, made in memory when it is loaded.

``speed`` takes one value per symbol instead of one per call, so that single words can be spoken slower, and the
length of every symbol becomes a second output, so that they can be found in the audio. Nothing is computed
differently: the division by ``speed`` inside the network broadcasts already.

An ONNX file is a protocol buffer; the few messages needed are read and written here by hand (field numbers from
onnx.proto), because the onnx package isn't needed for anything else. Turning the int8 convolutions into float32
was tried here too and is 15 % slower on AVX2.
"""

from __future__ import annotations

from collections.abc import Iterator

FRAMES = "/encoder/Clip_output_0"
"""Name of the second output: float32 [1, N], frames of `FRAME_SAMPLES` for each of the N symbols."""

FRAME_SAMPLES = 600

_GRAPH, _INPUT, _OUTPUT = 7, 11, 12  # fields of ModelProto, GraphProto, GraphProto
_FLOAT = 1  # TensorProto.DataType


class GraphError(ValueError):
    """The bytes aren't the network this module knows."""


def open_up(model: bytes) -> bytes:
    """The model file with per-symbol ``speed`` (float32 [N]) and the output `FRAMES`.

    Raises:
        GraphError: no graph, or no input of that name.
    """
    whole: list[bytes | memoryview] = []
    changed = False
    for number, value in _fields(memoryview(model)):
        if number == _GRAPH and isinstance(value, memoryview):
            graph: list[bytes | memoryview] = []
            for inner, found in _fields(value):
                content: memoryview | bytes | int = found
                if inner == _INPUT and isinstance(content, memoryview) and _name(content) == b"speed":
                    content = _float_tensor(b"speed", b"speeds")
                    changed = True
                _append(graph, inner, content)
            _append(graph, _OUTPUT, _float_tensor(FRAMES.encode(), b"batch", b"symbols"))
            _append(whole, number, b"".join(graph))
        else:
            _append(whole, number, value)
    if not changed:
        raise GraphError("the network has no input called speed")
    return b"".join(whole)


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    position, end = 0, len(message)
    while position < end:
        key, position = _varint(message, position)
        wire = key & 7
        if wire == 0:
            value, position = _varint(message, position)
            yield key >> 3, value
        elif wire == 2:
            size, position = _varint(message, position)
            if position + size > end:
                raise GraphError("the file is cut short")
            yield key >> 3, message[position : position + size]
            position += size
        else:
            raise GraphError(f"unexpected wire type {wire}")


def _varint(message: memoryview, position: int) -> tuple[int, int]:
    result = shift = 0
    while True:
        if position >= len(message):
            raise GraphError("the file is cut short")
        byte = message[position]
        position += 1
        result |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return result, position


def _name(value_info: memoryview) -> bytes:
    return next(
        (
            bytes(inner)
            for number, inner in _fields(value_info)
            if number == 1 and isinstance(inner, memoryview)
        ),
        b"",
    )


def _float_tensor(name: bytes, *dims: bytes) -> bytes:
    """ValueInfoProto of a float tensor with named, free dimensions."""
    shape = b"".join(_message((1, _message((2, dim)))) for dim in dims)
    return _message((1, name), (2, _message((1, _message((1, _FLOAT), (2, shape))))))


def _message(*fields: tuple[int, bytes | int]) -> bytes:
    parts: list[bytes | memoryview] = []
    for number, value in fields:
        _append(parts, number, value)
    return b"".join(parts)


def _append(parts: list[bytes | memoryview], number: int, value: bytes | memoryview | int) -> None:
    if isinstance(value, int):
        parts.append(_encoded(number << 3) + _encoded(value))
    else:
        parts.append(_encoded(number << 3 | 2) + _encoded(len(value)))
        parts.append(value)


def _encoded(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
