"""Finding settings: which words, in which languages, and what is marked."""

from __future__ import annotations

import pytest

from cosydesk.settings import Settings
from cosydesk.ui.preferences.finding import find, places
from cosydesk.ui.preferences.kinds import CONTEXT
from cosydesk.ui.preferences.table import PAGES
from cosydesk.ui.translation import TsTranslator


def english(text: str) -> str:
    return text


def chinese(text: str) -> str:
    return TRANSLATOR.translate(CONTEXT, text) or text


TRANSLATOR = TsTranslator("zh_CN")


def test_each_setting_has_one_row_and_each_row_a_setting_that_exists() -> None:
    known = {setting.name for setting in Settings.table()}
    settings = [row.setting for page in PAGES for row in page.rows if row.setting]
    assert len(set(settings)) == len(settings)
    assert set(settings) <= known
    assert len({page.name for page in PAGES}) == 8


def test_every_row_is_found_by_its_own_name_in_both_languages() -> None:
    for page in PAGES:
        for number, row in enumerate(page.rows):
            for shown, other in ((english, chinese), (chinese, english)):
                for typed in (row.label, chinese(row.label)):
                    hits = find(typed, PAGES, shown, [other])
                    assert (page.name, number) in [(hit.page, hit.row) for hit in hits], (typed, shown)


def test_hits_are_grouped_in_the_order_of_the_pages() -> None:
    order = [page.name for page in PAGES]
    pages = [order.index(hit.page) for hit in find("o", PAGES, english)]
    assert pages == sorted(pages)
    assert len(set(pages)) == 8


def test_every_word_must_fit_and_a_page_s_name_counts() -> None:
    assert [hit.label for hit in find("export folder", PAGES, english)] == ["Export folder"]
    assert find("export thread", PAGES, english) == []
    assert find("   ", PAGES, english) == []
    assert [hit.label for hit in find("first start again", PAGES, english)] == ["Set-up", "Tour"]
    assert [hit.page for hit in find("privacy telemetry", PAGES, english) if hit.row is None] == ["privacy"]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["me"], "Some memory", ((2, 4), (5, 7))),
        (["mem", "emo"], "memo", ((0, 4),)),
        (["内存"], "空闲多久后释放内存", ((7, 9),)),
        (["x"], "abc", ()),
        (["i"], "İi", ()),  # its small letter is two, and places must be those of the text as shown
    ],
)
def test_places_are_those_of_the_text(
    words: list[str], text: str, expected: tuple[tuple[int, int], ...]
) -> None:
    assert places(words, text) == expected
