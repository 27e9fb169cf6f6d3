"""Copying, pasting and dropping."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QFont, QImage, QTextFormat
from PySide6.QtWidgets import QApplication

from cosydesk.ui.editor.clipboard import SCRIPT_MIME, VOICE_MIME, decode_text, script_lines
from tests.ui.editor.desk import ANN, BEN, Desk


def clip(text: str, html: str = "") -> None:
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QApplication.clipboard().setMimeData(mime)


def test_several_lines_make_several_lines(desk: Desk) -> None:
    desk.fill("开始结束")
    first = desk.ids[0]
    desk.caret(0, 2)
    clip("第一句。\r\n\r\n  Second one\n第三句")
    desk.edit.paste()
    assert desk.texts == ["开始第一句。", "Second one", "第三句结束"]
    assert desk.ids[0] == first
    assert {line.voice_id for line in desk.document.project.lines} == {ANN}
    assert desk.agree()
    assert desk.document.undo.undoText() == "Paste"
    desk.document.undo.undo()
    assert desk.texts == ["开始结束"]
    assert desk.caret_at() == (0, 2)


def test_pasting_into_an_empty_script(desk: Desk) -> None:
    clip("one\ntwo")
    desk.edit.paste()
    assert desk.texts == ["one", "two"]
    assert desk.agree()
    desk.document.undo.undo()
    assert desk.texts == []


def test_only_the_text_of_rich_text_is_taken(desk: Desk) -> None:
    desk.fill("")
    clip("bold", html="<p><b>bold</b><img src='x.png'></p>")
    desk.edit.paste()
    assert desk.texts == ["bold"]


def test_pasted_markup_becomes_styling(desk: Desk) -> None:
    desk.fill("")
    clip("a <strong>b</strong> [breath]<emphasis>c</emphasis>")
    desk.edit.paste()
    assert desk.texts == ["a <strong>b</strong> [breath]<emphasis>c</emphasis>"]
    assert desk.edit.toPlainText() == "a b \ufffc\ufffcc\ufffc"


def test_cut_carries_markup_and_gives_others_the_words(desk: Desk) -> None:
    desk.fill("a <strong>b</strong>[breath]", "c")
    desk.edit.selectAll()
    desk.edit.cut()
    assert desk.texts == [""]
    mime = QApplication.clipboard().mimeData()
    assert mime.text() == "a b\nc"
    assert mime.data(SCRIPT_MIME).toStdString() == "a <strong>b</strong>[breath]\nc"
    assert not mime.hasHtml()
    assert desk.document.undo.undoText() == "Cut"
    desk.edit.paste()
    assert desk.texts == ["a <strong>b</strong>[breath]", "c"]
    assert desk.agree()


def test_a_dropped_voice_is_given_to_the_line(desk: Desk) -> None:
    desk.fill("one", "two")
    mime = QMimeData()
    mime.setData(VOICE_MIME, BEN.encode())
    assert desk.drop(1, mime).isAccepted()
    assert [line.voice_id for line in desk.document.project.lines] == [ANN, BEN]
    assert desk.document.undo.undoText() == "Change voice"
    desk.document.undo.undo()
    assert [line.voice_id for line in desk.document.project.lines] == [ANN, ANN]


def test_a_voice_dropped_on_marked_lines_is_given_to_all(desk: Desk) -> None:
    desk.fill("one", "two", "three")
    cursor = desk.edit.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(6, cursor.MoveMode.KeepAnchor)
    desk.edit.setTextCursor(cursor)
    mime = QMimeData()
    mime.setData(VOICE_MIME, BEN.encode())
    desk.drop(0, mime, x=20)
    assert [line.voice_id for line in desk.document.project.lines] == [BEN, BEN, ANN]


def test_a_dropped_text_file_inserts_its_lines_below(desk: Desk, tmp_path: Path) -> None:
    desk.fill("one", "two")
    path = tmp_path / "剧本.txt"
    path.write_bytes("你好\r\nthere [breath]\r\n".encode("gb18030"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert desk.drop(0, mime).isAccepted()
    assert desk.texts == ["one", "你好", "there [breath]", "two"]
    assert desk.agree()
    desk.document.undo.undo()
    assert desk.texts == ["one", "two"]


def test_a_text_file_is_dropped_into_an_empty_script(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\ufeffone\n\ntwo\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    desk.drop(0, mime)
    assert desk.texts == ["one", "two"]


def test_foreign_text_is_tidied() -> None:
    assert script_lines("one\u2028two\r\n\n\tthree \n") == ["one", "two", "three"]
    assert script_lines(" single\twith tab ") == [" single with tab "]
    assert script_lines("") == []


def test_encodings_of_text_files() -> None:
    text = "中文 text"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert decode_text(text.encode(encoding)) == text


WORD_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm}
--></style></head><body lang=EN-US><!--StartFragment--><p class=MsoNormal><b><span style='font-size:20.0pt;color:red'>
Ann:</span></b> Hello&nbsp;<i>there</i>.<o:p></o:p></p><p class=MsoNormal>Second&#8212;line &amp; more<o:p></o:p></p>
<!--EndFragment--></body></html>"""
WORD_TEXT = "Ann: Hello\u00a0there.\r\nSecond\u2014line & more\r\n"


def test_word_pastes_its_text_only(desk: Desk) -> None:
    mime = QMimeData()
    mime.setHtml(WORD_HTML)
    mime.setText(WORD_TEXT)
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    desk.edit.insertFromMimeData(mime)
    assert desk.texts == ["Ann: Hello\u00a0there.", "Second\u2014line & more"]
    block = desk.edit.document().firstBlock()
    shape = block.begin().fragment().charFormat()
    assert (
        shape.fontWeight(),
        shape.fontItalic(),
        shape.hasProperty(QTextFormat.Property.ForegroundBrush),
    ) == (*(QFont.Weight.Normal, False, False),)


def test_a_web_page_without_plain_text_pastes_its_words(desk: Desk) -> None:
    mime = QMimeData()
    mime.setHtml(
        "<h1>Title</h1><p>One <a href='https://a.b'>link</a></p><ul><li>first</li></ul><script>x()</script>"
    )
    assert desk.edit.canInsertFromMimeData(mime)
    desk.edit.insertFromMimeData(mime)
    assert desk.texts == ["Title", "One link", "first"]


def test_pictures_alone_paste_nothing(desk: Desk) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    mime.setHtml('<img src="data:image/png;base64,AAAA">')
    desk.edit.insertFromMimeData(mime)
    assert desk.texts == []
