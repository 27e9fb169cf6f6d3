"""Keeps the script's lines and the blocks of a QTextDocument the same, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

from cosydesk.studio.edit import Edit, typing_edit
from cosydesk.studio.line import Line
from cosydesk.ui.document import Document
from cosydesk.ui.editor import steps
from cosydesk.ui.editor.line_difference import difference
from cosydesk.ui.editor.line_matching import match_lines
from cosydesk.ui.editor.markup_document import (
    canonical,
    nodes_of,
    read_markup,
    rewrite_block,
    text_format,
    write_nodes,
)


class LineSync(QObject):
    """One block per line; edits of the text become studio edits, edits of the project become changes of blocks.

    How this agrees with QTextDocument's own undo: that one is off. The text widget changes the document as it
    likes (keys, input methods, drops), `contentsChange` says which blocks that touched, and when the change is
    complete those blocks are read and compared with the project's lines. The difference is pushed as **one** `Edit`
    through `Document.apply`, into the one history that script and timeline share. Undo is then nothing special:
    the project changes and the difference flows back into the blocks that show those lines, and only into them.
    Neither direction can echo: after a flush block and line are equal, so the pull that follows finds nothing to
    write; while pulling, `contentsChange` is not listened to.

    An input method's composition is no edit: its text is not in the document, and between `hold` and `release`
    nothing flows in either direction. What it replaced and what it committed make one edit at the release.

    Which touched block goes on as which line is decided by `match_lines`; all others are new lines that take voice,
    mode, manner and speed from the line above.

    A project without lines is shown as one empty block with the id "". It becomes a line when something is typed.

    Attributes:
        pushing: an edit of the text is being applied just now.

    Signals:
        loaded: the whole script was written anew.
        pulled: blocks were rewritten from the project.
        pushed: an edit of the text was applied and stands on top of the history, or merged into what does.
    """

    loaded = Signal()
    pulled = Signal()
    pushed = Signal()

    def __init__(self, text: QTextDocument, document: Document) -> None:
        super().__init__(text)
        self.pushing = False
        self._text = text
        self._document = document
        self._ids: list[str] = [""]
        self._shown: dict[str, str] = {}
        self._dirty: tuple[int, int] | None = None
        self._writing = False
        self._held = False
        self._pull_due = False
        self._echoes = 0
        self._step = ""
        text.setUndoRedoEnabled(False)
        text.contentsChange.connect(self._note_change)
        text.contentsChanged.connect(self._flush)
        document.project_changed.connect(self.load)
        document.lines_changed.connect(self._pull)
        self.load()

    @property
    def busy(self) -> bool:
        """Whether text is flowing in either direction just now."""
        return self._writing or self._held or self.pushing or self._dirty is not None

    def line_id(self, block_number: int) -> str:
        """The line that a block shows; "" for the empty block of an empty script."""
        if self._dirty is not None:
            # In the middle of a change: blocks above and below it can still be told.
            from_end = self._text.blockCount() - block_number
            if block_number >= self._dirty[0] and from_end <= self._dirty[1]:
                return self._ids[-from_end]
        return self._ids[min(block_number, len(self._ids) - 1)]

    def block(self, line_id: str) -> QTextBlock | None:
        """The block that shows a line."""
        try:
            return self._text.findBlockByNumber(self._ids.index(line_id))
        except ValueError:
            return None

    @property
    def is_blank(self) -> bool:
        """Whether there is no script yet."""
        return self._ids == [""] and self._text.isEmpty()

    @contextmanager
    def formatting(self) -> Iterator[None]:
        """Within, the document changes its looks only, and no block has to be read again."""
        before, self._writing = self._writing, True
        try:
            yield
        finally:
            self._writing = before

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Within, what changes is called `name` in the history (a source text of the context "Edit")."""
        before, self._step = self._step, name
        try:
            yield
        finally:
            self._step = before

    def hold(self) -> None:
        """Stop both directions: an input method composes."""
        self._held = True

    def release(self) -> None:
        """Go on; what changed meanwhile flows now, the person's text first."""
        if not self._held:
            return
        self._held = False
        self._flush()
        if self._pull_due:
            self._pull(None)

    def load(self) -> None:
        """Write the whole script anew."""
        self._dirty = None
        self._held = False
        self._pull_due = False
        lines = self._document.project.lines
        with self.formatting():
            cursor = QTextCursor(self._text)
            cursor.beginEditBlock()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            cursor.setBlockCharFormat(text_format())
            self._write_lines(cursor, lines)
            cursor.endEditBlock()
        self._ids = [line.id for line in lines] or [""]
        self._shown = {line.id: line.text for line in lines}
        self.loaded.emit()
        self.pulled.emit()

    def _write_lines(self, cursor: QTextCursor, lines: Sequence[Line]) -> None:
        """Write lines from the cursor's empty block on."""
        plain = text_format()
        for index, line in enumerate(lines):
            if index:
                cursor.insertBlock(QTextBlockFormat(), plain)
            write_nodes(cursor, nodes_of(line.text))

    # Text to project.

    def _note_change(self, position: int, _removed: int, added: int) -> None:
        """Widen the touched range, kept as blocks untouched at the top and at the bottom."""
        if self._writing:
            return
        count = self._text.blockCount()
        last = self._text.findBlock(min(position + added, self._text.characterCount() - 1))
        top = self._text.findBlock(position).blockNumber()
        bottom = count - 1 - last.blockNumber()
        if self._dirty is None:
            self._dirty = (top, bottom)
        else:
            self._dirty = (min(self._dirty[0], top), min(self._dirty[1], bottom))

    def _flush(self) -> None:
        """Push the difference of the touched blocks as one edit."""
        if self._dirty is None or self._held or self._writing:
            return
        top, bottom = self._dirty
        self._dirty = None
        edit = self._difference(top, bottom)
        if not edit.changes:
            return
        self.pushing = True
        self._echoes = 0
        try:
            self._document.apply(edit)
        except BaseException:
            self._echoes = 2
            raise
        finally:
            self.pushing = False
            if self._echoes > 1:  # refused, or somebody else changed something because of it
                self._pull(None)
        self.pushed.emit()

    def _difference(self, top: int, bottom: int) -> Edit:
        """The edit for the blocks between `top` untouched ones above and `bottom` below; takes it as done."""
        end = len(self._ids) - bottom
        ids = self._ids[top:end]
        before = [canonical(self._shown[line_id]) if line_id else "" for line_id in ids]
        after = [read_markup(self._block(n)) for n in range(top, self._text.blockCount() - bottom)]
        if ids == [""] and after == [""]:
            return Edit("", ())
        found = difference(self._document.project, top, ids, before, after, match_lines(before, after))
        self._ids[top:end] = found.ids
        for line_id in found.gone:
            del self._shown[line_id]
        for line_id, _, markup in found.changed:
            self._shown[line_id] = markup
        for _, line in found.added:
            self._shown[line.id] = line.text
        edit = found.edit(self._step or _name(len(ids), len(after)))
        if ids == [""] and len(found.added) == 1 and not self._step:
            # The first letters make the first line: further ones join them as they do in any line.
            typed = typing_edit(found.ids[0], "", after[0])
            edit = replace(typed, changes=edit.changes)
        return edit

    # Project to text.

    def _pull(self, touched: frozenset[str] | None) -> None:
        """Rewrite the blocks whose lines changed; None: look at all of them, lines came, went or moved."""
        if self.pushing:
            self._echoes += 1
            return
        if self._held or self._writing or self._dirty is not None:
            self._pull_due = True
            return
        project = self._document.project
        if touched is not None and not self._pull_due:
            self._rewrite([project.line(line_id) for line_id in touched if project.has_line(line_id)])
            return
        self._pull_due = False
        lines = project.lines
        ids = [line.id for line in lines] or [""]
        if ids != self._ids:
            with self.formatting():
                self._pull_order(lines, ids)
            self.pulled.emit()
        self._rewrite(lines)

    def _rewrite(self, lines: Iterable[Line]) -> None:
        """Rewrite the blocks that show something else than their lines say."""
        shown = self._shown
        stale = [line for line in lines if shown[line.id] != line.text]
        if not stale:
            return
        numbers = {line_id: number for number, line_id in enumerate(self._ids)}
        cursor = QTextCursor(self._text)
        with self.formatting():
            cursor.beginEditBlock()
            for line in stale:
                if line.id in numbers:
                    rewrite_block(self._block(numbers[line.id]), nodes_of(line.text))
                    shown[line.id] = line.text
            cursor.endEditBlock()
        self.pulled.emit()

    def _pull_order(self, lines: Sequence[Line], ids: list[str]) -> None:
        """Make the blocks between the first and the last difference the lines that belong there."""
        old = self._ids
        shorter = min(len(old), len(ids))
        head = 0
        while head < shorter and old[head] == ids[head]:
            head += 1
        tail = 0
        while tail < shorter - head and old[-1 - tail] == ids[-1 - tail]:
            tail += 1
        cursor = QTextCursor(self._text)
        cursor.beginEditBlock()
        have, want = len(old) - head - tail, len(ids) - head - tail
        if have < want:
            self._insert_blocks(cursor, head + have, want - have)
        elif have > want:
            self._remove_blocks(cursor, head + want, have - want)
        for number in range(head, head + want):
            rewrite_block(self._block(number), nodes_of(lines[number].text) if lines else [])
        cursor.endEditBlock()
        self._ids = ids
        for line_id in old[head : head + have]:
            self._shown.pop(line_id, None)
        for number in range(head, head + want if lines else 0):
            self._shown[ids[number]] = lines[number].text

    def _insert_blocks(self, cursor: QTextCursor, at: int, count: int) -> None:
        """Empty blocks before block number `at`, which may be one past the last."""
        if at < self._text.blockCount():
            cursor.setPosition(self._block(at).position())
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        for _ in range(count):
            cursor.insertBlock(QTextBlockFormat(), text_format())

    def _remove_blocks(self, cursor: QTextCursor, at: int, count: int) -> None:
        last = self._block(at + count - 1)
        if at:
            before = self._block(at - 1)
            cursor.setPosition(before.position() + before.length() - 1)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(0)
            cursor.setPosition(last.next().position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _block(self, number: int) -> QTextBlock:
        return self._text.findBlockByNumber(number)


def _name(before: int, after: int) -> str:
    """What a change that nobody named is called; "" leaves it to `LineDifference.edit`."""
    if after == before:
        return ""
    if after > before:
        return steps.SPLIT if after == before + 1 else steps.EDIT
    return steps.JOIN if after == before - 1 else steps.EDIT
