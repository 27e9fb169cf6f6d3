"""The window of `tests.ui.window`."""

from __future__ import annotations

from tests.ui.window.conftest import built, folder, opened, window  # noqa: F401 - fixtures
