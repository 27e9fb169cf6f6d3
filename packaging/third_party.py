#!/usr/bin/env python3
"""Writes whose work ships with CosyDesk and under which licences, and refuses what may not be handed out.

    python packaging/third_party.py FOLDER                      what an installed CosyDesk needs in this environment
    python packaging/third_party.py FOLDER --program PROGRAM    what is really in a program that was built with it

Run it with the Python of the environment that is meant. In FOLDER it leaves

    third-party.json    what the About box shows: the program looks for it in resources/licences
    third-party.txt     the same to read
    sbom.cdx.json       the bill of materials, CycloneDX 1.6

The exit status is 1 when a licence is the GPL or AGPL (without an exception for programs like ours) or isn't known; of
a program also when `shipped_licences` finds such code in its binaries, or when a package under the LGPL lies only in
the archive of modules, where nobody could exchange it. Each finding is one line.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES, READABLE, BILL = "third-party.json", "third-party.txt", "sbom.cdx.json"
_RULE = "=" * 80

_DUTIES = """\
Software of others in CosyDesk

CosyDesk is under the Apache License 2.0. With it comes the work of others, which is listed here with its licences.

Under the GNU Lesser General Public License (LGPL) are: {lgpl}.
Their source is at the addresses that stand with them below, in the versions that are named there; FFmpeg, LAME and
what belongs to them are built by packaging/av_without_gpl.py of CosyDesk's own source, with all options. They lie in
the program's folder as files of their own. You may put other versions of them there, and study how the program works
with them as far as that takes.
"""


def write_with(python: Path, folder: Path, program: Path | None = None, extras: Sequence[str] = ()) -> bool:
    """Do what the command does with the Python of another environment; returns whether all may be handed out."""
    command = [str(python), str(Path(__file__).resolve()), str(folder)]
    if program is not None:
        command += ["--program", str(program)]
    command += [word for extra in extras for word in ("--extra", extra)]
    return subprocess.call(command) == 0


def main(arguments: Sequence[str]) -> int:
    """Write the three files; returns the exit status."""
    sys.path.insert(0, str(ROOT))
    import bill_of_materials
    import licence_policy
    import shipped_licences

    from cosydesk import licences
    from cosydesk.licences import installed, libraries

    options = _parser().parse_args(arguments)
    found: list[str] = []
    if options.program is None:
        components = installed.components(options.extra)
    else:
        from program_contents import ProgramContents

        contents = ProgramContents(options.program)
        components = contents.components()
        found += shipped_licences.gpl_parts(options.program)
        found += [
            f"{name}: under the LGPL, but sealed in an archive; collect it as files"
            for name in contents.sealed
        ]
        for path in contents.unknown:
            print(f"{path}: nobody tells whose library this is; add it to resources/{libraries.TABLE}")
    found += licence_policy.objections(components)
    options.folder.mkdir(parents=True, exist_ok=True)
    licences.save(components, options.folder / NOTICES)
    (options.folder / READABLE).write_text(readable(components), "utf-8")
    bill_of_materials.write(components, options.folder / BILL)
    print(f"{len(components)} works of others: {options.folder}")
    print(
        "\n".join(["May not be handed out:", *found] if found else ["No GPL without an exception in them."])
    )
    return 1 if found else 0


def readable(components: Iterable[object]) -> str:
    """The notices as one text; a licence that many have stands there once."""
    from cosydesk.licences import Component

    entries = [entry for entry in components if isinstance(entry, Component)]
    numbers: dict[str, int] = {}
    lgpl = ", ".join(dict.fromkeys(entry.name for entry in entries if entry.is_lgpl))
    lines = [_DUTIES.format(lgpl=lgpl)]
    for entry in entries:
        lines += [f"{entry.name} {entry.version}".rstrip(), f"    {entry.licence}"]
        lines += [f"    in {entry.within}"] if entry.within else []
        lines += [f"    {entry.home}"] if entry.home else []
        if entry.parts:
            parts = (
                " ".join(filter(None, (part.name, part.version, part.licence and f"({part.licence})")))
                for part in entry.parts
            )
            lines.append(f"    holds {', '.join(parts)}")
        for title, text in entry.texts:
            lines.append(f"    {title}: text {numbers.setdefault(text, len(numbers) + 1)}")
        lines.append("")
    for text, number in numbers.items():
        lines += [_RULE, f"Text {number}", _RULE, "", text]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write")
    parser.add_argument("--program", type=Path, help="a folder that PyInstaller has built")
    parser.add_argument(
        "--extra", action="append", default=[], help="an extra of pyproject.toml that ships too"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
