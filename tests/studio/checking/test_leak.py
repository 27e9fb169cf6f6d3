"""The prompt's words before the line's."""

from __future__ import annotations

import pytest

from cosydesk.studio.checking.leak import leaked_prompt

TEXT = "Leave the parcel with the neighbour across the street."
PROMPT = "I hope you will do even better than me in the future."


@pytest.mark.parametrize(
    "before",
    [
        "I hope you will do even better than me in the future.",
        "even better than me in the future",
        "I hope you'll do even better than me in future",  # as a recogniser mishears it
        "in the future",
    ],
)
def test_all_or_the_end_of_the_prompt_is_found(before: str) -> None:
    assert leaked_prompt(f"{before} {TEXT}", TEXT, ["", PROMPT], "en")


@pytest.mark.parametrize(
    "heard",
    [
        TEXT,
        "",
        "The parcel with the neighbour across the street.",
        "Leave the parcel, leave the parcel with the neighbour across the street.",
        "Well, now, leave the parcel with the neighbour across the street.",
        "In leave the parcel with the neighbour across the street.",
    ],
)
def test_other_faults_are_no_leak(heard: str) -> None:
    assert not leaked_prompt(heard, TEXT, [PROMPT], "en")


def test_a_line_that_is_like_its_prompt_has_no_leak() -> None:
    assert not leaked_prompt(PROMPT, PROMPT, [PROMPT], "en")
    assert leaked_prompt(f"{PROMPT} {PROMPT}", PROMPT, [PROMPT], "en")


def test_chinese_is_compared_by_sound() -> None:
    prompt, text = "希望你以后能够做得比我还好呦。", "请把行李送到楼上。"
    assert leaked_prompt("希望你以后能够做的比我还好哟请把行李送到楼上", text, [prompt])
    assert not leaked_prompt("请把行李送到楼上", text, [prompt])
    assert not leaked_prompt("好请把行李送到楼上", text, [prompt])
    assert leaked_prompt("用开心的语气说请把行李送到楼上", text, ["", "用开心的语气说"])
