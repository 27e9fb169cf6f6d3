"""What a person should know about a delivery that went well all the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Attributes:
    code: stable key for translations.
    message: one sentence in English. values: what stands in it, by name.
    """

    code: str
    message: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message


def notice(code: str, template: str, **values: object) -> Notice:
    """A notice whose sentence is the template with the values in it."""
    texts = {name: str(value) for name, value in values.items()}
    return Notice(code, template.format(**texts), tuple(texts.items()))
