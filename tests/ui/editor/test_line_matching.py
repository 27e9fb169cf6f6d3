"""Which line goes on as which."""

from __future__ import annotations

import pytest

from cosydesk.ui.editor.line_matching import match_lines


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["hello world"], ["hello ", "world"], [0, None]),  # split in the middle
        (["hello"], ["hello", ""], [0, None]),  # Enter at the end
        (["hello"], ["", "hello"], [None, 0]),  # Enter at the start: the takes stay with the words
        (["a", "b"], ["ab"], [0]),  # joined
        (["", "b"], ["b"], [1]),  # an empty line goes, not the one with words
        (["a", ""], ["a"], [0]),
        (["a", "b", "c"], ["a", "x", "y", "c"], [0, 1, None, 2]),
        (["a", "a"], ["a"], [0]),
        (["a", "b"], ["a", "b"], [0, 1]),
    ],
)
def test_matching(old: list[str], new: list[str], expected: list[int | None]) -> None:
    assert match_lines(old, new) == expected
