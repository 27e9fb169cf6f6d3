"""The model's YAML, read with HyperPyYAML's grammar and never executed.

HyperPyYAML's own loader imports and calls whatever a file names, so a model directory could run any code. Here the
file is composed into nodes only; a few tags become plain records if what they name is on the list, and everything
else is refused with the tag, the line and the file. Source: spec cosyvoice1.md section 1.2.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cosydesk.engine.errors import ModelError

MAX_BYTES = 1 << 20
MAX_NODES = 50_000
MAX_DEPTH = 60
MAX_REFERENCE = 1_000
MAX_SIZE = 1 << 20
"""Larger than any width, vocabulary or rate of a model."""
MAX_LIST = 64

_CLASSES = {
    "cosyvoice.llm.llm": ("TransformerLM", "Qwen2LM", "Qwen2Encoder", "CosyVoice3LM"),
    "cosyvoice.transformer.encoder": ("ConformerEncoder", "TransformerEncoder"),
    "cosyvoice.transformer.upsample_encoder": ("UpsampleConformerEncoder", "PreLookaheadLayer"),
    "cosyvoice.flow.flow": ("MaskedDiffWithXvec", "CausalMaskedDiffWithXvec", "CausalMaskedDiffWithDiT"),
    "cosyvoice.flow.length_regulator": ("InterpolateRegulator",),
    "cosyvoice.flow.flow_matching": ("ConditionalCFM", "CausalConditionalCFM"),
    "cosyvoice.flow.decoder": ("ConditionalDecoder", "CausalConditionalDecoder"),
    "cosyvoice.flow.DiT.dit": ("DiT",),
    "cosyvoice.hifigan.generator": ("HiFTGenerator", "CausalHiFTGenerator"),
    "cosyvoice.hifigan.f0_predictor": ("ConvRNNF0Predictor", "CausalConvRNNF0Predictor"),
    "omegaconf": ("DictConfig",),
}
_FUNCTIONS = {
    "cosyvoice.utils.common": ("ras_sampling",),
    "whisper.tokenizer": ("get_tokenizer",),
    "cosyvoice.tokenizer.tokenizer": ("get_tokenizer", "get_qwen_tokenizer"),
    "matcha.utils.audio": ("mel_spectrogram",),
}
ALLOWED = {
    f"{module}.{name}"
    for table in (_CLASSES, _FUNCTIONS)
    for module, names in table.items()
    for name in names
}
_TRAINING = re.compile(
    r"cosyvoice\.hifigan\.(hifigan\.HiFiGan|discriminator\.\w+)|matcha\.hifigan\.models\.\w+"
    r"|cosyvoice\.dataset\.processor\.\w+"
)
_SEEDS = {"random.seed", "numpy.random.seed", "torch.manual_seed", "torch.cuda.manual_seed_all"}
_DROPPED_KEYS = re.compile(r"__set_seed\d+|hifigan|mel_spec_transform1|data_pipeline\w*|train_conf\w*")
_REFERENCE = re.compile(r"<([A-Za-z_]\w*)>")
_FLOAT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+")
_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Record:
    """What ``!new:`` or ``!name:`` stands for: a name and its arguments, nothing that runs.

    Attributes:
        name: the last part of the dotted name, e.g. ``HiFTGenerator``.
        args: its arguments, resolved.
        where: file and line, for messages.
    """

    name: str
    args: Mapping[str, Any]
    where: str

    def get(self, key: str, default: Any = None) -> Any:
        return self.args.get(key, default)

    def need(self, key: str) -> Any:
        """The argument `key`.

        Raises:
            ModelError: it is missing.
        """
        if key not in self.args:
            raise ModelError(
                f"{self.where}: {self.name} lacks “{key}”.",
                "Fetch the model again.",
                code="config_incomplete",
            )
        return self.args[key]

    def whole(self, key: str, default: int | None = None, *, least: int = 1, most: int = MAX_SIZE) -> int:
        """The argument `key`, a whole number within limits; needed where there is no default.

        Raises:
            ModelError: it is missing, or no such number.
        """
        value = self.need(key) if default is None else self.get(key, default)
        if type(value) is not int or not least <= value <= most:
            raise self.unfit(key, value, f"a whole number from {least} to {most}")
        return value

    def number(self, key: str, default: float, *, least: float = 0.0) -> float:
        """The argument `key`, a number not below a limit.

        Raises:
            ModelError: it is something else.
        """
        value = self.get(key, default)
        if type(value) not in (int, float) or not least <= value < float("inf"):
            raise self.unfit(key, value, f"a number from {least:g} up")
        return float(value)

    def sizes(self, key: str, value: Any = None) -> tuple[int, ...]:
        """The argument `key` (or a part of it, `value`), a list of whole numbers from 1 up.

        Raises:
            ModelError: it is missing, or something else.
        """
        value = self.need(key) if value is None else value
        if not isinstance(value, list) or not 0 < len(value) <= MAX_LIST:
            raise self.unfit(key, value, "a list of numbers")
        if not all(type(item) is int and 1 <= item <= MAX_SIZE for item in value):
            raise self.unfit(key, value, "a list of whole numbers from 1 up")
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """The argument `key`, true or false.

        Raises:
            ModelError: it is something else.
        """
        value = self.get(key, default)
        if type(value) is not bool:
            raise self.unfit(key, value, "True or False")
        return value

    def unfit(self, key: str, value: Any, wanted: str) -> ModelError:
        """The error for an argument that is not what it must be."""
        return ModelError(
            f"{self.where}: “{key}” of {self.name} is {str(value)[:40]} and should be {wanted}.",
            "Fetch the model again.",
            code="config_unfit",
        )

    def record(self, key: str) -> Record:
        """The argument `key`, which must be a record itself."""
        value = self.need(key)
        if not isinstance(value, Record):
            raise ModelError(
                f"{self.where}: “{key}” of {self.name} isn't a {'!new: or !name: entry'}.",
                "Fetch the model again.",
                code="config_incomplete",
            )
        return value


def read_config(path: Path) -> Record:
    """Read a model's YAML into a record named after the file.

    Raises:
        ModelError: missing, not YAML, or with something in it that could run code.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise ModelError(
                f"{path.name} is larger than any model's configuration.",
                "Fetch the model again.",
                code="config_refused",
            )
        root = yaml.compose(raw.decode("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ModelError(
            f"{path.name} can't be read: {error.strerror}.", "Fetch the model again.", code="config_missing"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(
            f"{path.name} is not valid YAML.", "Fetch the model again.", code="config_damaged"
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise ModelError(f"{path.name} holds no settings.", "Fetch the model again.", code="config_damaged")
    return Record(path.stem, _Reader(path.name, root).top_level(), path.name)


class _Reader:
    """Turns composed nodes into values, resolving references as they are met."""

    def __init__(self, file: str, root: yaml.MappingNode) -> None:
        self.file = file
        self.scalars = yaml.SafeLoader("")
        self.nodes: dict[str, yaml.Node] = {}
        for key, value in root.value:
            self.nodes[str(key.value)] = value
        self.values: dict[str, Any] = {}
        self.resolving: set[str] = set()
        self.visited = 0

    def top_level(self) -> dict[str, Any]:
        for key in self.nodes:
            self.value_of(key)
        return {key: value for key, value in self.values.items() if not _DROPPED_KEYS.fullmatch(key)}

    def value_of(self, key: str) -> Any:
        if key not in self.values:
            if key in self.resolving:
                raise self.refuse(self.nodes[key], f"“{key}” refers to itself")
            if len(self.resolving) > MAX_DEPTH:
                raise self.refuse(self.nodes[key], "it refers on and on beyond any model's configuration")
            self.resolving.add(key)
            self.values[key] = self.value(self.nodes[key], 0, seeds=_DROPPED_KEYS.fullmatch(key) is not None)
            self.resolving.discard(key)
        return self.values[key]

    def value(self, node: yaml.Node, depth: int, seeds: bool = False) -> Any:
        self.visited += 1
        if self.visited > MAX_NODES or depth > MAX_DEPTH:
            raise self.refuse(node, "it is nested or repeated beyond any model's configuration")
        tag = node.tag
        if tag.startswith(("!new:", "!name:")):
            name = tag.partition(":")[2]
            if name not in ALLOWED and not _TRAINING.fullmatch(name):
                raise self.refuse(node, f"“{tag}” is not on the list of what a model may name")
            return Record(name.rpartition(".")[2], self.arguments(node, depth), self.where(node))
        if tag.startswith("!apply:"):
            if seeds and tag.partition(":")[2] in _SEEDS:
                return None
            raise self.refuse(node, f"“{tag}” would run code")
        if tag == "!ref" and isinstance(node, yaml.ScalarNode):
            return self.reference(node)
        if tag.startswith("!") or not tag.startswith("tag:yaml.org,2002:") or "python" in tag:
            raise self.refuse(node, f"the tag “{tag}” is not allowed")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        return self.scalar(node)

    def scalar(self, node: yaml.Node) -> Any:
        text = str(node.value)
        # YAML 1.1 wants a dot in a float, so that 1e-06 would stay a string.
        if node.tag.endswith(":str") and getattr(node, "style", None) is None and _FLOAT.fullmatch(text):
            return float(text)
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
            # PyYAML looks at a value that a tag is put before as if it were one.
            raise self.refuse(node, f"“{text[:40]}” can't be read") from error

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.tag.endswith((":str", ":int")):
                raise self.refuse(key, "a key is not a plain word")
            result[str(key.value)] = self.value(value, depth + 1)
        return result

    def arguments(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return {}
        raise self.refuse(node, f"the arguments of “{node.tag}” are not named")

    def reference(self, node: yaml.ScalarNode) -> Any:
        """A ``!ref``: another key's value, or arithmetic between numbers."""
        text = node.value
        if len(text) > MAX_REFERENCE:
            raise self.refuse(node, "a reference is longer than any model's")
        for key in _REFERENCE.findall(text):
            if key not in self.nodes:
                raise self.refuse(node, f"“<{key}>” refers to nothing")
        if match := _REFERENCE.fullmatch(text.strip()):
            return self.value_of(match[1])
        names = {f"_{key}": self.value_of(key) for key in _REFERENCE.findall(text)}
        try:
            tree = ast.parse(_REFERENCE.sub(r"_\1", text).strip(), mode="eval")
            return _evaluate(tree.body, names)
        except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
            raise self.refuse(node, f"“{text[:80]}” is more than arithmetic between numbers") from error

    def where(self, node: yaml.Node) -> str:
        return f"{self.file}, line {node.start_mark.line + 1}"

    def refuse(self, node: yaml.Node, why: str) -> ModelError:
        return ModelError(
            f"{self.where(node)}: {why}.",
            "Don't use this model folder; fetch the model from its official page.",
            code="config_refused",
        )


def _evaluate(node: ast.expr, names: Mapping[str, Any]) -> int | float:
    match node:
        case ast.Constant(value=bool()):
            raise ValueError("not a number")
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            value = names.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            result = _ARITHMETIC[type(op)](_evaluate(left, names), _evaluate(right, names))
            assert isinstance(result, int | float)
            return result
    raise ValueError("not arithmetic")
