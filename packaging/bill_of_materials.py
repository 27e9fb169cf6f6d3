"""The bill of materials of what ships: CycloneDX, in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from license_expression import ExpressionError, get_spdx_licensing
from packageurl import PackageURL

import cosydesk
from cosydesk.licences import Component, Part

_TYPES = {"data": ComponentType.DATA, "program": ComponentType.APPLICATION}
_spdx = get_spdx_licensing()


def write(components: Iterable[Component], path: Path) -> None:
    """Write the bill of CosyDesk with these components; what is compiled into one stands within it."""
    whole = Entry(
        name="CosyDesk",
        version=cosydesk.__version__,
        type=ComponentType.APPLICATION,
        bom_ref="cosydesk",
        licenses=[LicenseExpression("Apache-2.0")],
    )
    bom = Bom()
    bom.metadata.component = whole
    bom.metadata.tools.components.add(this_component())
    entries = [_entry(component) for component in components]
    bom.components.update(entries)
    bom.register_dependency(whole, entries)
    JsonV1Dot6(bom).output_to_file(str(path), allow_overwrite=True, indent=1)


def _entry(component: Component) -> Entry:
    reference = f"{component.kind}:{component.name}@{component.version}"
    package = component.kind == "package"
    name = re.sub(r"[-_.]+", "-", component.name).lower()
    return Entry(
        name=component.name,
        version=component.version or None,
        type=_TYPES.get(component.kind, ComponentType.LIBRARY),
        bom_ref=reference,
        purl=PackageURL("pypi", name=name, version=component.version) if package else None,
        licenses=_licences(component.licence),
        external_references=[ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(component.home))]
        if component.home
        else [],
        properties=[Property(name="cosydesk:within", value=component.within)] if component.within else [],
        components=[_part(part, reference) for part in component.parts],
    )


def _part(part: Part, within: str) -> Entry:
    return Entry(
        name=part.name,
        version=part.version or None,
        bom_ref=f"{within}#{part.name}@{part.version}",
        licenses=_licences(part.licence),
    )


def _licences(expression: str) -> list[LicenseExpression | DisjunctiveLicense]:
    """As an expression where it is one of SPDX, by its name otherwise."""
    if not expression:
        return []
    try:
        _spdx.parse(expression, validate=True)
    except ExpressionError:
        return [DisjunctiveLicense(name=expression)]
    return [LicenseExpression(expression)]
