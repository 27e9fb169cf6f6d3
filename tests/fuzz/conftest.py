"""What the targets share with other tests."""

from __future__ import annotations

from tests.ui.editor.conftest import desk, document, theme  # noqa: F401 - fixtures
