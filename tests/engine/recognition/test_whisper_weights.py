"""Only the very weights that were looked at are accepted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.recognition.package_data import folder_of
from cosydesk.engine.recognition.whisper_weights import PARTS, TABLES, whisper_files


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Both packages' data with small parts in the place of the weights."""
    for package, part in PARTS:
        data = tmp_path / package / "data"
        data.mkdir(parents=True)
        (data / part).write_bytes(b"not Whisper")
    real = folder_of(PARTS[-1][0])
    assert real is not None
    for name in TABLES:
        shutil.copy(real / "data" / name, tmp_path / PARTS[-1][0] / "data" / name)
    return tmp_path


def test_the_packages_hold_what_is_pinned() -> None:
    files = whisper_files()
    assert set(files) == {"model.bin", *TABLES}
    assert len(files["model.bin"]) == 145_217_607


def test_other_weights_are_refused(packages: Path) -> None:
    with pytest.raises(RecognitionError) as caught:
        whisper_files(lambda name: packages / name)
    assert caught.value.code == "recogniser_damaged"


def test_one_altered_byte_is_refused(packages: Path) -> None:
    for package, part in PARTS:
        real = folder_of(package)
        assert real is not None
        shutil.copy(real / "data" / part, packages / package / "data" / part)
    with (packages / PARTS[0][0] / "data" / PARTS[0][1]).open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(RecognitionError) as caught:
        whisper_files(lambda name: packages / name)
    assert caught.value.code == "recogniser_damaged"


@pytest.mark.parametrize("package", [package for package, _ in PARTS])
def test_a_missing_package_is_named(package: str, packages: Path) -> None:
    with pytest.raises(RecognitionError, match=package) as caught:
        whisper_files(lambda name: None if name == package else packages / name)
    assert caught.value.code == "recogniser_missing"


def test_a_missing_file_is_an_answer(packages: Path) -> None:
    (packages / PARTS[1][0] / "data" / "vocabulary.json").unlink()
    with pytest.raises(RecognitionError) as caught:
        whisper_files(lambda name: packages / name)
    assert caught.value.code == "recogniser_missing"
