"""The sub-commands of dev.py, and what each needs installed before it can run."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import system_packages
from environment import Environment, SetupError

ROOT = Path(__file__).resolve().parent.parent

LINT = {"ruff check": ["-m", "ruff", "check", "."], "ruff format": ["-m", "ruff", "format", "--check", "."]}
TYPES = {"mypy": ["-m", "mypy"]}
LEAST_COVERED = 95
"""Percent of the lines of a measured package that its own tests run (tests/support/own_coverage.py)."""
MOST_WORKERS = 4
"""Each has a screen, a sound server and engines of its own, a gigabyte or two in all."""


def main(arguments: Sequence[str]) -> int:
    """Run one sub-command; returns the exit status."""
    options, rest = _parser().parse_known_args(arguments)
    if rest[:1] == ["--"]:
        rest = rest[1:]
    try:
        return int(options.command(options, rest))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1


def run(_: argparse.Namespace, rest: list[str]) -> int:
    """Open the window, or hand the further arguments to the command line of CosyDesk."""
    system_packages.ensure(system_packages.WINDOW, "the window")
    environment = Environment(ROOT)
    environment.prepare()
    return _become(environment, ["-m", "cosydesk", *rest])


def setup(options: argparse.Namespace, _: list[str]) -> int:
    """Install everything and start nothing."""
    system_packages.ensure((*system_packages.WINDOW, *system_packages.TESTS), "the window and its tests")
    Environment(ROOT).prepare(options.extras)
    return 0


def check(_: argparse.Namespace, rest: list[str]) -> int:
    """Lint and type-check."""
    environment = Environment(ROOT)
    environment.prepare(["test"])
    return 1 if _failed_checks(environment, LINT | TYPES) else 0


def test(options: argparse.Namespace, rest: list[str]) -> int:
    """Lint, type-check and test; pytest's own summary comes last when all checks pass.

    Without arguments the slow tests are left out, unless ``--slow`` or ``--listen`` asks for them. A whole run with
    the slow ones prints which lines they cover as well, and fails where these are too few.
    """
    system_packages.ensure((*system_packages.WINDOW, *system_packages.TESTS), "the tests")
    environment = Environment(ROOT)
    environment.prepare(["test"])
    failed = _failed_checks(environment, LINT)
    chosen = ["--listen"] if options.listen else [] if options.slow or rest else ["--quick"]
    if options.slow and not rest:
        chosen.append(f"--cover-at-least={LEAST_COVERED}")
    with _beside(environment, TYPES["mypy"]) as types:
        tests = _call(environment, ["-m", "pytest", *_workers(rest), *chosen, *rest])
        if not types():
            failed.append("mypy")
    if failed:
        print(f"Failed beside the tests: {', '.join(failed)} (see above).", flush=True)
    return tests or (1 if failed else 0)


def reliability(options: argparse.Namespace, rest: list[str]) -> int:
    """Cause every fault many times and write docs/reliability.md."""
    system_packages.ensure((*system_packages.WINDOW, *system_packages.TESTS), "the tests")
    environment = Environment(ROOT)
    environment.prepare(["test"])
    table = ["--fault-factor", str(options.factor), "--fault-table", str(ROOT / "docs" / "reliability.md")]
    # One process, that one count holds all; tests that try hundreds of times may take their time.
    return _call(environment, ["-m", "pytest", "tests/faults", "--timeout=7200", *table, *rest])


def fuzz(options: argparse.Namespace, rest: list[str]) -> int:
    """Try the readers, the editor and the service with made-up and damaged input, always new."""
    known = sorted(file.stem.removeprefix("test_") for file in (ROOT / "tests" / "fuzz").glob("test_*.py"))
    if unknown := [target for target in options.targets if target not in known]:
        raise SetupError(f"There is no target {unknown[0]}; there are {', '.join(known)}.")
    system_packages.ensure((*system_packages.WINDOW, *system_packages.TESTS), "the tests")
    environment = Environment(ROOT)
    environment.prepare(["test"])
    files = [f"tests/fuzz/test_{target}.py" for target in options.targets or known]
    # The plugin of schemathesis would leave out of what failed what it failed with.
    chosen = ["-p", "no:schemathesis", "--fuzz-minutes", str(options.minutes)]
    return _call(environment, ["-m", "pytest", *files, *chosen, *rest])


def soak(options: argparse.Namespace, rest: list[str]) -> int:
    """Let the window work at random for minutes and see whether what it holds grows."""
    system_packages.ensure((*system_packages.WINDOW, *system_packages.TESTS), "the tests")
    environment = Environment(ROOT)
    environment.prepare(["test"])
    chosen = ["--soak-minutes", str(options.minutes), "--soak-lines", str(options.lines)]
    return _call(environment, ["-m", "pytest", "tests/faults/test_soak.py", *chosen, *rest])


def screenshots(_: argparse.Namespace, rest: list[str]) -> int:
    """Draw the window in both languages and themes into build/screenshots."""
    system_packages.ensure(system_packages.WINDOW, "the window")
    environment = Environment(ROOT)
    environment.prepare()
    # Drawn without a screen, so that the pictures are the same everywhere.
    return _call(environment, ["-m", "cosydesk.ui.screenshots", *rest], {"QT_QPA_PLATFORM": "offscreen"})


def translate(_: argparse.Namespace, rest: list[str]) -> int:
    """Bring the translation sources up to date with the code."""
    environment = Environment(ROOT)
    environment.prepare()
    return _call(environment, [str(ROOT / "packaging" / "translate.py"), *rest])


def package(_: argparse.Namespace, rest: list[str]) -> int:
    """Make of the built program what people install on this system."""
    environment = Environment(ROOT)
    environment.prepare()
    return _call(environment, [str(ROOT / "packaging" / "package_program.py"), *rest])


def build(options: argparse.Namespace, _: list[str]) -> int:
    """Build the program into build/program: one folder that runs without Python."""
    import build_program

    program = build_program.build(options.variant)
    if not options.test:
        return 0
    system_packages.ensure((*system_packages.WINDOW, *system_packages.TESTS), "the tests")
    environment = Environment(ROOT)
    environment.prepare(["test"])
    variables = {"CI_PACKAGE": "1", "COSYDESK_PROGRAM": str(program)}
    tests = ["tests/packaging/test_frozen.py", "tests/packaging/test_packages.py"]
    return _call(environment, ["-m", "pytest", "-s", *tests], variables)


def _failed_checks(environment: Environment, checks: Mapping[str, Sequence[str]]) -> list[str]:
    """Names of the static checks that fail; their output goes to the terminal."""
    failed = []
    for name, command in checks.items():
        print(f"{name}:", flush=True)
        if _call(environment, command) != 0:
            failed.append(name)
    return failed


@contextlib.contextmanager
def _beside(environment: Environment, arguments: Sequence[str]) -> Iterator[Callable[[], bool]]:
    """Run the environment's Python while other things go on.

    Gives what waits for its end and says whether all is well; only what it has to complain of is printed then.
    """
    command = [str(environment.python), *arguments]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, cwd=ROOT, env=_variables(), stdout=said, stderr=subprocess.STDOUT)

        def done() -> bool:
            if running.wait() == 0:
                return True
            said.seek(0)
            print(f"{arguments[-1]}:\n{said.read().decode(errors='replace').rstrip()}", flush=True)
            return False

        try:
            yield done
        finally:
            running.kill()
            running.wait()


def _workers(rest: Sequence[str]) -> list[str]:
    """Arguments that let a whole run use all cores, a file's tests in one process; a part needs no workers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(cores, MOST_WORKERS)
    if rest or workers < 2:
        return []
    # In their own order: by themselves, the workers begin the files of fewest tests last, which are the longest.
    return ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]


def _call(environment: Environment, arguments: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    """Run the environment's Python at the repository root and wait; returns its exit status."""
    command = [str(environment.python), *arguments]
    return subprocess.call(command, cwd=ROOT, env={**_variables(), **(extra or {})})


def _become(environment: Environment, arguments: Sequence[str]) -> int:
    """Go on as the environment's Python (on Windows, where that leaves the console early, wait for it)."""
    command = [str(environment.python), *arguments]
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command, env=_variables())
    os.execve(command[0], command, _variables())


def _variables() -> dict[str, str]:
    """The environment variables for what we start: UTF-8 throughout, whatever the locale says."""
    return {**os.environ, "PYTHONUTF8": "1"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Set up, run and test CosyDesk from a checkout. The first start installs what is missing.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for function, further in (
        (run, 'further arguments go to `cosydesk`: run say "Hello" -o hello.wav'),
        (test, "further arguments go to pytest: test -k timeline"),
        (reliability, "further arguments go to pytest: reliability -k disk"),
        (fuzz, "further arguments go to pytest: fuzz scripts -x"),
        (soak, "further arguments go to pytest: soak --screen offscreen"),
        (screenshots, "--guide draws the user guide's pictures into docs/guide/pictures"),
        (translate, "further arguments go to packaging/translate.py"),
        (
            package,
            "--from FOLDER: the program's folder; --out FOLDER: where the packages go; --quick: pack lightly",
        ),
        (check, ""),
        (build, ""),
        (setup, ""),
    ):
        help_line = str(function.__doc__).splitlines()[0]
        command = commands.add_parser(
            function.__name__,
            help=help_line,
            description=help_line,
            epilog=further,
            add_help=function is not run,
            allow_abbrev=False,
        )
        command.set_defaults(command=function)
        if function is test:
            command.add_argument("--slow", action="store_true", help="also what takes more than seconds")
            command.add_argument(
                "--listen", action="store_true", help="also measure how much of long readings is understood"
            )
        if function is reliability:
            command.add_argument(
                "--factor", type=int, default=20, help="how many times as often as in the tests (default: 20)"
            )
        if function is fuzz:
            command.add_argument("--minutes", type=float, default=10.0, help="for all together (default: 10)")
            command.add_argument("targets", nargs="*", metavar="TARGET", help="the files of tests/fuzz; all")
        if function is soak:
            command.add_argument("--minutes", type=float, default=10.0, help="for so long (default: 10)")
            command.add_argument("--lines", type=int, default=500, help="of the script (default: 500)")
        if function is build:
            command.add_argument(
                "--variant",
                choices=("cpu", "cuda"),
                default="cpu",
                help="what CosyVoice models are computed on: any processor, or NVIDIA's cards too (default: cpu)",
            )
            command.add_argument("--test", action="store_true", help="then try it as people would")
        if function is setup:
            command.add_argument(
                "extras", nargs="*", help="extras of pyproject.toml: test, package, japanese"
            )
    return parser
