"""Which licences may be in what is handed out: anything but the GPL and its like without an exception for us."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from cosydesk.licences import Component

EXCEPTIONS = {
    "GCC-exception-3.1": "programs that were compiled with GCC may carry its runtime under any terms",
    "Bootloader-exception": "PyInstaller's loader may start programs under any terms",
    "Classpath-exception-2.0": "programs that are linked with it may be under any terms",
    "LLVM-exception": "what a compiler copied into a program asks for nothing",
}
"""Exceptions to the GPL under which a library may come along, and what they allow."""

_REFUSED = ("GPL-", "AGPL-", "SSPL-", "OSL-", "EUPL-")

_spdx = get_spdx_licensing()


def objections(components: Iterable[Component]) -> list[str]:
    """One line for each component that may not be handed out; empty when all is well.

    A licence that nobody could find out is one of them: what may not be known may be the GPL.
    """
    found = []
    for component in components:
        told = f"{component.name} {component.version}".rstrip()
        if component.within:
            told += f" (in {component.within})"
        if not component.licence:
            found.append(f"{told}: no licence is known")
        elif not acceptable(component.licence):
            found.append(f"{told}: {component.licence}")
        found += [
            f"{told} holds {part.name} {part.version}: {part.licence}"
            for part in component.parts
            if part.licence and not acceptable(part.licence)
        ]
    return found


def acceptable(expression: str) -> bool:
    """Whether something under this SPDX expression may be handed out; of alternatives one is enough."""
    try:
        parsed = _spdx.parse(expression, validate=False)
    except ExpressionError:
        return "GPL" not in expression.replace("LGPL", "")
    return parsed is not None and _acceptable(parsed)


def _acceptable(term: Any) -> bool:
    """One term of a parsed expression: AND, OR, WITH, or a licence."""
    if exception := getattr(term, "exception_symbol", None):
        return exception.key in EXCEPTIONS or _acceptable(term.license_symbol)
    if isinstance(term, _spdx.OR):
        return any(map(_acceptable, term.args))
    if isinstance(term, _spdx.AND):
        return all(map(_acceptable, term.args))
    return not str(term.key).upper().startswith(_REFUSED)
