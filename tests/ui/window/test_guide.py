"""The user guide in the program: chapters, pictures, searching, links, languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.reading import guide
from cosydesk.ui.reading.guide_dialog import GuideDialog
from tests.support.accessible import nameless


@pytest.fixture
def opened(window: MainWindow) -> GuideDialog:
    window.actions_by_id[ActionId.GUIDE].trigger()
    (dialog,) = window.findChildren(GuideDialog)
    return dialog


def shown(dialog: GuideDialog) -> list[str]:
    rows = range(dialog.titles.count())
    return [dialog.titles.item(row).text() for row in rows if not dialog.titles.isRowHidden(row)]


def test_it_opens_once_and_lets_one_work_on(window: MainWindow, opened: GuideDialog, qtbot: QtBot) -> None:
    assert not opened.isModal()
    assert window.dialogs.show_guide() is opened
    assert shown(opened) == [chapter.title for chapter in guide.chapters("en")]
    assert opened.chapter == "getting-started"
    assert "Your first minute" in opened.page.toPlainText()
    opened.accept()
    again = window.dialogs.show_guide()
    assert again is not opened


def test_every_chapter_shows_its_pictures_no_wider_than_the_page(opened: GuideDialog, qtbot: QtBot) -> None:
    count = 0
    for width in (980, 640):
        opened.resize(width, 600)
        for row in range(opened.titles.count()):
            opened.titles.setCurrentRow(row)
            html = opened.page.toHtml()
            sources = re.findall(r'<img src="([^"]+)" width="(\d+)"', html)
            count += len(sources)
            for source, pixels in sources:
                assert Path(QUrl(source).toLocalFile()).is_file()
                assert int(pixels) <= opened.page.viewport().width()
            assert opened.page.horizontalScrollBar().maximum() == 0, opened.chapter
    assert count > 30


def test_searching_leaves_the_chapters_that_have_it_and_goes_through_the_places(
    opened: GuideDialog, qtbot: QtBot
) -> None:
    qtbot.keyClicks(opened.field, "dictionary")
    having = shown(opened)
    assert 1 < len(having) < opened.titles.count()
    seen = []
    for _ in range(40):
        qtbot.keyClick(opened.field, Qt.Key.Key_Return)
        cursor = opened.page.textCursor()
        seen.append((opened.chapter, cursor.selectionStart()))
        assert cursor.selectedText().lower() == "dictionary"
        if seen.count(seen[0]) == 2:
            break
    assert len(dict.fromkeys(seen)) == len(seen) - 1
    assert len({chapter for chapter, _ in seen}) == len(having)
    qtbot.keyClick(opened.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    cursor = opened.page.textCursor()
    assert (opened.chapter, cursor.selectionStart()) == seen[-2]
    opened.field.setText("nothing of this kind")
    assert shown(opened) == []
    opened.field.clear()
    assert len(shown(opened)) == opened.titles.count()


def test_links_lead_to_chapters_or_out(opened: GuideDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    outside: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: outside.append(url.toString()))
    opened.page.anchorClicked.emit(QUrl("#takes"))
    assert opened.chapter == "takes"
    opened.page.anchorClicked.emit(QUrl("https://example.org/"))
    assert (opened.chapter, outside) == ("takes", ["https://example.org/"])


def test_it_follows_the_language_and_the_theme(window: MainWindow, opened: GuideDialog, qtbot: QtBot) -> None:
    opened.titles.setCurrentRow(3)
    window.translation.choose("zh_CN")
    chinese = guide.chapters("zh_CN")
    qtbot.waitUntil(lambda: shown(opened) == [chapter.title for chapter in chinese])
    assert opened.chapter == chinese[3].anchor
    assert chinese[3].title in opened.page.toPlainText()
    assert nameless(opened) == []
    before = opened.page.document().defaultStyleSheet()
    window.theme.choose("dark")
    assert window.theme.palette.accent_ink in opened.page.document().defaultStyleSheet() != before
    assert chinese[3].title in opened.page.toPlainText()


def test_without_the_guide_it_says_so(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("cosydesk.ui.reading.guide.guide_folder", lambda: tmp_path)
    dialog = window.dialogs.show_guide()
    assert "Installing CosyDesk again brings it back" in dialog.page.toPlainText()
    assert "the user guide can't be read" in caplog.text


def test_a_packaged_program_has_it_among_its_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en.md").write_text("# Guide\n\n## One\n\nText with `Ctrl+K`.\n\n## Two\n\nMore.\n")
    monkeypatch.setattr("cosydesk.ui.reading.guide.resource", lambda _name: tmp_path)
    assert [chapter.title for chapter in guide.chapters("zh_CN")] == ["One", "Two"]
    (tmp_path / "en.md").write_text("## One\n\n![Words](pictures/missing.png)\n\nMore, with `Ctrl+K`.\n")
    page = guide.with_pictures(guide.chapters("en")[0].html, 300)
    assert "<img" not in page
    assert "Words" in page
    monkeypatch.setattr("sys.platform", "darwin")
    assert "<code>⌘K</code>" in guide.chapters("en")[0].html
