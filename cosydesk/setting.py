"""One setting: its type, default, limits and one line of help, and what it may hold."""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from cosydesk.settings import Settings

T = TypeVar("T", str, int, float, bool, list[str])


class WrongTypeError(ValueError):
    """The value is of another type than the setting: no version of the program wrote it."""


class Setting(Generic[T]):
    """One setting, declared in the body of `Settings`; reads and writes as a typed attribute.

    Attributes:
        name: the attribute's name, which is also the key in the file.
        default: its value until someone changes it; its type is the setting's type.
        help: one line, shown in Preferences and written into the file.
        choices: the allowed values, if they are few.
        minimum, maximum: limits of a number; what lies outside is moved to the limit.
    """

    name: str

    def __init__(
        self,
        default: T,
        help: str,
        *,
        choices: tuple[T, ...] = (),
        minimum: float | None = None,
        maximum: float | None = None,
    ) -> None:
        self.default: T = default
        self.help = help
        self.choices: tuple[T, ...] = choices
        self.minimum = minimum
        self.maximum = maximum

    def __set_name__(self, owner: type[Settings], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type[Settings]) -> Setting[T]: ...
    @overload
    def __get__(self, instance: Settings, owner: type[Settings]) -> T: ...
    def __get__(self, instance: Settings | None, owner: type[Settings]) -> Setting[T] | T:
        if instance is None:
            return self
        value: T = instance.values.get(self.name, self.default)
        return copy.copy(value)

    def __set__(self, instance: Settings, value: T) -> None:
        instance.values[self.name] = self.checked(value)

    def checked(self, value: object) -> T:
        """The value as this setting may hold it.

        Raises:
            WrongTypeError: wrong type, or not a number.
            ValueError: none of the choices.
        """
        if isinstance(self.default, float) and type(value) is int:
            value = float(value)
        if type(value) is not type(self.default):
            raise WrongTypeError(f"{self.name} is a {type(self.default).__name__}, not {value!r}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise WrongTypeError(f"{self.name} is a list of texts, not {value!r}")
        if isinstance(value, float) and not math.isfinite(value):
            raise WrongTypeError(f"{self.name} is a number, not {value!r}")
        if self.choices and value not in self.choices:
            allowed = ", ".join(map(str, self.choices))
            raise ValueError(f"{self.name} is one of {allowed}, not {value!r}")
        number: Any = value
        kind: Any = type(value)
        if self.minimum is not None and number < self.minimum:
            number = kind(self.minimum)
        if self.maximum is not None and number > self.maximum:
            number = kind(self.maximum)
        checked: T = copy.copy(number)
        return checked
