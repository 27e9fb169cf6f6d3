"""What people install, made of a small program: .deb, .tar.gz, the installer for Windows, what a Mac is told."""

from __future__ import annotations

import configparser
import importlib
import io
import os
import plistlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from support.built_program import VARIABLE

from cosydesk import __version__
from cosydesk.studio.schema import APPLICATION_ID

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made on Linux")


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons")
    command = [sys.executable, str(PACKAGING / "icon_files.py"), str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """As the build leaves it: two executables, libraries, names of any kind; built by somebody with odd habits."""
    folder = tmp_path / "build" / "CosyDesk"
    (folder / "_internal" / "资源").mkdir(parents=True)
    (folder / "_internal" / "资源" / "灯 lamp.txt").write_text("灯")
    (folder / "_internal" / "libnew.so").write_bytes(b"\x7fELF" + bytes(60) + b"GLIBC_2.9\0GLIBC_2.17\0")
    (folder / "_internal" / "liblink.so").symlink_to("libnew.so")
    for name in ("CosyDesk", "cosydesk-cli"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@"\n')
        (folder / name).chmod(0o700)
    (folder / "_internal").chmod(0o775)
    return folder


@pytest.fixture
def windows_program(tmp_path: Path) -> Path:
    folder = tmp_path / "windows" / "CosyDesk"
    (folder / "_internal" / "资源").mkdir(parents=True)
    (folder / "_internal" / "资源" / "灯.txt").write_text("灯")
    (folder / "_internal" / "nodot").write_text("")
    (folder / "runtime" / "torch").mkdir(parents=True)
    (folder / "runtime" / "torch" / "c10.dll").write_bytes(b"MZ")
    for name in ("CosyDesk.exe", "cosydesk-cli.exe"):
        (folder / name).write_bytes(b"MZ")
    return folder


def members(package: Path) -> dict[str, tarfile.TarInfo]:
    """What a .deb installs."""
    done = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        return {member.name.removeprefix("./"): member for member in archive}


# -- the same bytes each time ---------------------------------------------------------------------------------------


def test_only_programs_can_be_started(tmp_path: Path) -> None:
    elf, text = b"\x7fELF" + bytes(60), b"#!/bin/sh\n"
    files = {
        "CosyDesk": elf,
        "install.sh": text,
        "libtorch.so": elf,
        "libQt6Core.so.6": elf,
        "eigen.py": text,
        "METADATA": b"Name: x\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o777)
    script("reproducible").tidy(tmp_path, 10**9)
    started = {path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o111}
    assert started == {"CosyDesk", "install.sh"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o755, 0o644}


def test_compiled_modules_are_used_although_their_sources_get_another_time(tmp_path: Path) -> None:
    module = tmp_path / "lamp.py"
    module.write_text("lit = True\n")
    code = [sys.executable, "-c", "import lamp; print(lamp.__cached__)"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(code, env=environment, stdout=subprocess.DEVNULL, check=True)
    script("reproducible").tidy(tmp_path, 10**9)
    (cache,) = (tmp_path / "__pycache__").iterdir()
    before = cache.read_bytes()
    said = subprocess.run(
        [sys.executable, "-v", *code[1:]], env=environment, capture_output=True, text=True, check=True
    ).stderr
    assert f"code object from '{cache}'" in said
    assert cache.read_bytes() == before


# -- icons ----------------------------------------------------------------------------------------------------------


def test_every_icon_is_drawn_in_its_size(icons: Path) -> None:
    for name in ("cosydesk", "project", "voice"):
        for size in (16, 24, 32, 48, 64, 128, 256, 512):
            image = QImage(str(icons / f"{name}-{size}.png"))
            assert (image.width(), image.height()) == (size, size)
            assert image.pixelColor(0, 0).alpha() < 255, "the corner is round"
            assert any(
                image.pixelColor(x, y).alpha() == 255 and image.pixelColor(x, y).red() > 150
                for x in range(size)
                for y in range(size // 2, size // 2 + 1)
            )


def test_icons_of_windows_hold_all_sizes(icons: Path) -> None:
    content = (icons / "cosydesk.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind) == (0, 1)
    sizes = []
    for index in range(count):
        width, _height, _colours, _zero, _planes, bits, length, at = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * index
        )
        part = content[at : at + length]
        sizes.append(width or 256)
        assert bits == 32
        if width == 0:
            assert part.startswith(b"\x89PNG")
        else:
            assert struct.unpack_from("<Iii", part) == (40, width, 2 * width)
    assert sizes == [16, 20, 24, 32, 40, 48, 64, 128, 256]
    image = QImage(str(icons / "cosydesk.ico"))
    assert not image.isNull(), "Qt reads it too"


def test_icons_of_macs_hold_all_sizes(icons: Path) -> None:
    content = (icons / "voice.icns").read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack(">I", content[4:8])[0] == len(content)
    sizes, at = {}, 8
    while at < len(content):
        kind, length = content[at : at + 4], struct.unpack_from(">I", content, at + 4)[0]
        sizes[kind] = QImage.fromData(content[at + 8 : at + length]).width()
        at += length
    assert sizes == script("icon_files").ICNS_TYPES


# -- Linux ----------------------------------------------------------------------------------------------------------


@LINUX
@needs("dpkg-deb")
def test_the_deb_holds_program_command_and_desktop(program: Path, icons: Path, tmp_path: Path) -> None:
    package = script("debian_package").make(program, icons, tmp_path, __version__)
    found = members(package)
    command = found["usr/bin/cosydesk"]
    assert command.issym()
    assert os.path.normpath(f"usr/bin/{command.linkname}") == "usr/lib/cosydesk/cosydesk-cli"
    assert {
        "usr/lib/cosydesk/CosyDesk",
        "usr/lib/cosydesk/_internal/资源/灯 lamp.txt",
        "usr/share/applications/cosydesk.desktop",
        "usr/share/mime/packages/cosydesk.xml",
        "usr/share/metainfo/io.github.cosydesk.CosyDesk.metainfo.xml",
        "usr/share/icons/hicolor/256x256@2/apps/cosydesk.png",
        "usr/share/icons/hicolor/48x48/mimetypes/application-x-cosydesk-voice.png",
        "usr/share/icons/hicolor/scalable/mimetypes/application-x-cosydesk-project.svg",
        "usr/share/doc/cosydesk/copyright",
        "usr/share/man/man1/cosydesk.1.gz",
    } <= found.keys()
    assert found["usr/lib/cosydesk/_internal/liblink.so"].linkname == "libnew.so"
    assert {(member.uid, member.gid) for member in found.values()} == {(0, 0)}
    modes = {member.mode for member in found.values() if not member.issym()}
    assert modes == {0o755, 0o644}
    assert found["usr/lib/cosydesk/CosyDesk"].mode == 0o755
    field = subprocess.run(
        ["dpkg-deb", "--field", package], capture_output=True, text=True, check=True
    ).stdout
    assert f"\nVersion: {__version__}\n" in field
    assert "libc6 (>= 2.17)" in field
    needed = re.search(r"^Depends: (.*)$", field, re.MULTILINE)
    assert needed is not None
    assert {"libxcb-cursor0", "libegl1", "libpulse0"} <= set(needed[1].split(", "))
    assert "fonts-noto-cjk" not in needed[1]
    assert not list(tmp_path.glob(".*")), "nothing is left lying about"


@LINUX
@needs("dpkg-deb")
def test_packages_are_the_same_bytes_whenever_they_are_made(
    program: Path, icons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = []
    for number in (1, 2):
        out = tmp_path / str(number)
        out.mkdir()
        for name in ("debian_package", "linux_archive"):
            made.append(script(name).make(program, icons, out, __version__))
        for path in program.rglob("*"):
            os.utime(path, (number * 10**9, number * 10**9), follow_symlinks=False)
        (program / "CosyDesk").chmod(0o755)
    assert [path.read_bytes() for path in made[:2]] == [path.read_bytes() for path in made[2:]]


@LINUX
@needs("dpkg-deb")
def test_the_deb_for_cards_takes_the_place_of_the_other(program: Path, icons: Path, tmp_path: Path) -> None:
    (program / "runtime" / "torch" / "lib").mkdir(parents=True)
    (program / "runtime" / "torch" / "lib" / "libtorch_cuda.so").write_bytes(b"")
    package = script("debian_package").make(program, icons, tmp_path, __version__)
    assert package.name.startswith("cosydesk-cuda_")
    field = subprocess.run(
        ["dpkg-deb", "--field", package], capture_output=True, text=True, check=True
    ).stdout
    assert "\nConflicts: cosydesk\n" in field
    assert f"\nProvides: cosydesk (= {__version__})\n" in field


@LINUX
@needs("dpkg-deb", "lintian")
def test_lintian_has_nothing_to_say(program: Path, icons: Path, tmp_path: Path) -> None:
    (program / "_internal" / "libnew.so").write_bytes(Path("/bin/true").read_bytes())
    package = script("debian_package").make(program, icons, tmp_path, __version__)
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", str(package)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@LINUX
@needs("desktop-file-validate")
def test_the_desktop_entry_is_valid() -> None:
    entry = PACKAGING / "linux" / "cosydesk.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@LINUX
@needs("appstreamcli")
def test_the_description_is_valid(tmp_path: Path) -> None:
    files = script("linux_files")
    files.place_descriptions(tmp_path, __version__, 1_790_000_000)
    path = tmp_path / "metainfo" / f"{files.APPLICATION}.metainfo.xml"
    assert f'<release version="{__version__}" date="2026-09-21"/>' in path.read_text("utf-8")
    command = ["appstreamcli", "validate", "--no-net", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_file_types_are_known_by_what_the_program_writes() -> None:
    text = (PACKAGING / "linux" / "cosydesk.xml").read_text("utf-8")
    assert f'value="0x{APPLICATION_ID:08X}"' in text


@LINUX
@needs("update-mime-database")
def test_a_project_is_known_by_content_and_both_kinds_by_name(tmp_path: Path) -> None:
    from cosydesk.studio import project_file

    packages = tmp_path / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(PACKAGING / "linux" / "cosydesk.xml", packages)
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(["update-mime-database", packages.parent], env=environment, check=True)
    project = project_file.create(tmp_path / "scene.cosydesk")
    project_file.close(project)
    shutil.copy(tmp_path / "scene.cosydesk", tmp_path / "nameless")
    code = (
        "import sys; from PySide6.QtCore import QMimeDatabase, QCoreApplication\n"
        "for name in sys.argv[1:]: print(QMimeDatabase().mimeTypeForFile(name).name())"
    )
    files = [str(tmp_path / name) for name in ("scene.cosydesk", "nameless", "Ann.cosyvoice")]
    done = subprocess.run(
        [sys.executable, "-c", code, *files], env=environment, capture_output=True, text=True, check=True
    )
    project_type, voice_type = "application/x-cosydesk-project", "application/x-cosydesk-voice"
    assert done.stdout.split() == [project_type, project_type, voice_type]


@LINUX
@pytest.mark.parametrize("folder", ["plain", 'my $HOME 100% "灯" `dir` \\ it\'s & | x'])
def test_the_archive_runs_where_it_is_unpacked_and_can_be_put_into_the_menu(
    program: Path, icons: Path, tmp_path: Path, folder: str
) -> None:
    archive = script("linux_archive").make(program, icons, tmp_path, __version__)
    place = tmp_path / folder
    place.mkdir()
    subprocess.run(["tar", "-xzf", archive, "-C", place], check=True)
    (here,) = place.iterdir()
    started = subprocess.run([here / "CosyDesk", "灯"], capture_output=True, text=True, check=True)
    assert started.stdout == "CosyDesk 灯\n"

    home = tmp_path / "home"
    (home / ".local/share/applications").mkdir(parents=True)
    other = home / ".local/share/applications/other.desktop"
    other.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\n")
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    subprocess.run([here / "install.sh"], env=environment, stdout=subprocess.DEVNULL, check=True)
    share = home / ".local/share"
    entry = configparser.ConfigParser(interpolation=None, strict=False)
    entry.read(share / "applications/cosydesk.desktop", encoding="utf-8")
    for group, wanted in (("Desktop Entry", ["%F"]), ("Desktop Action new-window", [])):
        assert exec_words(entry[group]["exec"]) == [str(here / "CosyDesk"), *wanted]
    if shutil.which("desktop-file-validate"):
        command = ["desktop-file-validate", str(share / "applications/cosydesk.desktop")]
        assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == ""
    assert (share / "icons/hicolor/48x48/apps/cosydesk.png").is_file()
    by_command = subprocess.run(
        [home / ".local/bin/cosydesk", "doctor"], capture_output=True, text=True, check=True
    )
    assert by_command.stdout == "cosydesk-cli doctor\n"

    subprocess.run([here / "uninstall.sh"], env=environment, stdout=subprocess.DEVNULL, check=True)
    left = [path for path in home.rglob("*") if not path.is_dir() and "cosy" in path.name.lower()]
    assert left == []
    assert other.is_file()


def exec_words(value: str) -> list[str]:
    """The words of an Exec line, as the desktop entry specification reads them."""
    text = re.sub(
        r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), value
    )
    words = []
    for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text):
        words.append(re.sub(r'\\(["`$\\])', r"\1", quoted).replace("%%", "%") if quoted else plain)
    return words


# -- Windows --------------------------------------------------------------------------------------------------------


@needs("makensis")
def test_the_installer_for_windows_holds_the_program(
    windows_program: Path, icons: Path, tmp_path: Path
) -> None:
    installer = script("windows_installer").make(windows_program, icons, tmp_path, __version__, True)
    assert installer.name == f"CosyDesk-{__version__}-windows-setup.exe"
    assert installer.read_bytes()[:2] == b"MZ"
    tool = shutil.which("7z")
    if tool is None:
        pytest.skip("needs 7z to look into it")
    listed = subprocess.run([tool, "l", "-ba", installer], capture_output=True, text=True, check=True).stdout
    names = {line[53:] for line in listed.splitlines()}
    assert {
        "CosyDesk.exe",
        "cosydesk-cli.exe",
        "_internal/资源/灯.txt",
        "_internal/nodot",
        "runtime/torch/c10.dll",
        "icons/project.ico",
        "icons/voice.ico",
        "LICENSE.txt",
        "uninstall.exe",
    } <= names


def test_the_installer_says_everything_in_both_languages() -> None:
    words = (PACKAGING / "windows" / "words.nsh").read_text("utf-8")
    told = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\} \"(.+)\"$", words, re.MULTILINE)
    names = {name for name, _, _ in told}
    assert {(name, language) for name, language, _ in told} == {
        (name, language) for name in names for language in ("ENGLISH", "SIMPCHINESE")
    }
    used = set(re.findall(r"\$\(([A-Z_0-9]+)\)", (PACKAGING / "windows" / "cosydesk.nsi").read_text("utf-8")))
    assert used == names


def test_versions_have_four_numbers_for_windows() -> None:
    four = script("windows_installer").four_numbers
    assert [four(text) for text in ("0.1.0", "1.2.0rc1", "3", "1.2.3.4.5")] == [
        "0.1.0.0",
        "1.2.0.0",
        "3.0.0.0",
        "1.2.3.4",
    ]


# -- macOS ----------------------------------------------------------------------------------------------------------


def test_a_mac_is_told_what_the_program_opens_and_why_it_listens() -> None:
    told = plistlib.loads(plistlib.dumps(script("mac_properties").properties(__version__)))
    types = {one["UTTypeIdentifier"]: one for one in told["UTExportedTypeDeclarations"]}
    suffixes = {}
    for document in told["CFBundleDocumentTypes"]:
        for uti in document.get("LSItemContentTypes", ()):
            for suffix in types[uti]["UTTypeTagSpecification"]["public.filename-extension"]:
                suffixes[suffix] = document["CFBundleTypeRole"]
    assert suffixes == {"cosydesk": "Editor", "cosyvoice": "Editor"}
    assert told["CFBundleShortVersionString"] == __version__
    assert told["NSMicrophoneUsageDescription"]
    entitlements = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.device.audio-input"] is True


@needs("bash")
@pytest.mark.parametrize(
    "path", sorted(PACKAGING.glob("*/*.sh")), ids=lambda path: path.relative_to(PACKAGING).as_posix()
)
def test_shell_scripts_can_be_read(path: Path) -> None:
    shell = shlex.split(path.read_text("utf-8").splitlines()[0].removeprefix("#!"))
    subprocess.run([*shell, "-n", path], check=True)


# -- the command ----------------------------------------------------------------------------------------------------


def test_a_folder_without_the_program_gets_one_line(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(PACKAGING / "package_program.py"),
        "--from",
        str(tmp_path),
        "--out",
        str(tmp_path),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "packaging/dev.py build" in done.stderr


@pytest.mark.timeout(1800)
@pytest.mark.skipif(not os.environ.get("CI_PACKAGE"), reason="minutes, and root: asked for by CI_PACKAGE=1")
@needs("debootstrap", "dpkg-deb")
def test_the_deb_installs_runs_and_goes_on_a_bare_debian(tmp_path: Path) -> None:
    built = Path(os.environ.get(VARIABLE) or ROOT / "build" / "program" / "CosyDesk")
    if not built.is_dir():
        pytest.skip("the program isn't built: packaging/dev.py build")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(PACKAGING / "package_program.py"), "--quick"]
    command += ["--from", str(built), "--out", str(tmp_path)]
    subprocess.run(command, env=environment, check=True)
    (package,) = tmp_path.glob("*.deb")
    subprocess.run([sys.executable, str(PACKAGING / "linux" / "try_deb.py"), package], check=True)
