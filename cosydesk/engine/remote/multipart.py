"""Forms with files, as a browser would send them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping


def multipart(texts: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """A form's body and its media type. Names are plain ASCII of ours."""
    boundary = f"cosydesk-{secrets.token_hex(16)}"
    parts = [_part(name, "", value.encode()) for name, value in texts.items()]
    parts += [_part(name, f'; filename="{name}"', data) for name, data in files.items()]
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _part(name: str, more: str, data: bytes) -> bytes:
    return f'Content-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data
