"""What can be wrong with a file of a model, as a plain value; torch-free, see `cosydesk.engine.check`."""

from __future__ import annotations

from dataclasses import dataclass

from cosydesk.engine.errors import FETCH_AGAIN


@dataclass(frozen=True)
class ModelFault:
    """One thing that would keep the model from opening, or make it speak wrongly.

    Attributes:
        file: name inside the folder.
        code: an engine error's code (``config_refused`` is a YAML that could run code, ``weights_refused`` such a
            checkpoint), or ``file_missing``, ``tensor_missing``, ``tensor_unknown``, ``tensor_shape``,
            ``tensor_type``, ``contents``.
        message: one line that names file and tensor.
        remedy: what to do, may be empty.
    """

    file: str
    code: str
    message: str
    remedy: str = FETCH_AGAIN

    def __str__(self) -> str:
        return self.message
