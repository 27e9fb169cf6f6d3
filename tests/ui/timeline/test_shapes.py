"""Trimming, fading, gaining and gaps by mouse: what is dragged, what comes of it, and that Escape takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from cosydesk.studio import arrange
from cosydesk.ui.timeline.geometry import gain_y
from cosydesk.ui.timeline.sizes import CLIP_INSET, ROW_HEIGHT

from .conftest import RATE, Desk, mouse

SHIFT = Qt.KeyboardModifier.ShiftModifier


def px(desk: Desk, seconds: float) -> int:
    return round(seconds * RATE / desk.view.state.view.samples_per_pixel)


def edge(desk: Desk, line_id: str, *, end: bool, row: int = 0) -> QPoint:
    """A clip's start or end edge, below its fade handle."""
    placed = next(at for at in desk.project.layout() if at.clip.line_id == line_id)
    return desk.point(placed.end if end else placed.start, row) + QPoint(-2 if end else 2, 8)


def corner(desk: Desk, line_id: str, *, end: bool) -> QPoint:
    """Where the handle of a fade that isn't there yet is."""
    placed = next(at for at in desk.project.layout() if at.clip.line_id == line_id)
    at = desk.point(placed.end if end else placed.start)
    return QPoint(at.x() + (-3 if end else 3), CLIP_INSET + 3)


def carry(desk: Desk, start: QPoint, by: QPoint, modifiers: Qt.KeyboardModifier = SHIFT) -> None:
    """Press and move, without a release; by default nothing snaps."""
    desk.press(start)
    desk.move(start + by / 2, modifiers)
    desk.move(start + by, modifiers)


def test_the_end_edge_trims_and_gives_back_to_the_takes_end_only(desk: Desk) -> None:
    start = edge(desk, "three", end=True)
    carry(desk, start, QPoint(-px(desk, 0.5), 0))
    desk.release(start + QPoint(-px(desk, 0.5), 0))
    assert desk.project.clips["three"].length == pytest.approx(1.5 * RATE, abs=RATE / 48)
    assert desk.document.undo.undoText() == "Trim clip"
    again = edge(desk, "three", end=True)
    carry(desk, again, QPoint(px(desk, 3.0), 0))
    desk.release(again + QPoint(px(desk, 3.0), 0))
    assert desk.project.clips["three"].length is None, "the take is over there"
    assert desk.document.undo.count() == 2
    desk.document.undo.undo()
    desk.document.undo.undo()
    assert desk.project.clips["three"].length is None


def test_the_start_edge_of_a_hand_placed_clip_trims_in_place(desk: Desk) -> None:
    desk.document.apply(desk.project.place_clip("three", 10 * RATE))
    start = edge(desk, "three", end=False)
    carry(desk, start, QPoint(px(desk, 0.5), 0))
    shown = desk.view.canvas._shown_table().find("three")
    assert shown is not None
    assert shown[1].start == pytest.approx(10.5 * RATE, abs=RATE / 48), "it is shown as it would be"
    desk.release(start + QPoint(px(desk, 0.5), 0))
    clip = desk.project.clips["three"]
    assert clip.start == 10 * RATE + clip.offset
    assert clip.offset == pytest.approx(0.5 * RATE, abs=RATE / 48)
    back = edge(desk, "three", end=False)
    carry(desk, back, QPoint(-px(desk, 2.0), 0))
    desk.release(back + QPoint(-px(desk, 2.0), 0))
    assert (desk.project.clips["three"].start, desk.project.clips["three"].offset) == (10 * RATE, 0)


def test_a_trimmed_edge_snaps_to_the_playhead(desk: Desk) -> None:
    desk.view.seek(round(1.4 * RATE))
    start = edge(desk, "one", end=True)
    by = QPoint(-px(desk, 0.6) + 5, 0)
    carry(desk, start, by, Qt.KeyboardModifier.NoModifier)
    assert desk.view.canvas.gestures.drag is not None
    assert desk.view.canvas.gestures.drag.target == desk.view.state.playhead
    desk.release(start + by)
    assert desk.project.clips["one"].length == desk.view.state.playhead


def test_fade_handles_draw_fades(desk: Desk) -> None:
    start = corner(desk, "one", end=False)
    carry(desk, start, QPoint(px(desk, 0.5), 4))
    desk.release(start + QPoint(px(desk, 0.5), 4))
    assert desk.project.clips["one"].fade_in == pytest.approx(0.5 * RATE, abs=RATE / 40)
    assert desk.document.undo.undoText() == "Change fade"
    end = corner(desk, "one", end=True)
    carry(desk, end, QPoint(-px(desk, 5.0), 0))
    desk.release(end + QPoint(-px(desk, 5.0), 0))
    clip = desk.project.clips["one"]
    assert clip.fade_out == 2 * RATE - clip.fade_in, "fades never meet"
    assert desk.document.undo.count() == 2
    entry = desk.view.state.table.find("one")
    assert entry is not None
    assert (entry[1].fade_in, entry[1].fade_out) == (clip.fade_in, clip.fade_out)


def test_a_double_click_on_a_handle_takes_the_fade_away(desk: Desk) -> None:
    desk.document.apply(arrange.set_fades(desk.project, ["one"], RATE // 2, 0))
    at = QPoint(desk.point(RATE / 2).x(), CLIP_INSET + 3)
    mouse(desk.view.canvas, QEvent.Type.MouseButtonDblClick, at)
    assert desk.project.clips["one"].fade_in == 0
    assert not desk.player.playing, "a handle is no place to play from"


def test_fades_are_seen_in_the_waveform(desk: Desk) -> None:
    """The loud part from 0.5 s on is drawn lower under a fade that is still low there."""
    ink = desk.view.theme.speaker_color(0).rgba()

    def height(at_s: float) -> int:
        image = desk.view.canvas.grab().toImage()
        x0 = desk.point(at_s * RATE).x()
        return max(sum(image.pixel(x, y) == ink for y in range(ROW_HEIGHT)) for x in range(x0, x0 + 4))

    plain = height(0.55)
    desk.document.apply(arrange.set_fades(desk.project, ["one"], 2 * RATE, 0))
    assert height(0.55) < 0.7 * plain


def test_the_gain_line_is_dragged_up_and_down_and_says_how_much(desk: Desk) -> None:
    at = QPoint(desk.point(RATE).x(), round(CLIP_INSET + gain_y(0.0)))
    carry(desk, at, QPoint(0, 11))
    assert desk.view.canvas.gestures.drag is not None
    badge = desk.view.canvas.gestures.drag.badge()
    assert badge is not None
    assert badge.text.endswith(" dB")
    desk.release(at + QPoint(0, 11))
    gain_db = desk.project.clips["one"].gain_db
    assert -20 < gain_db < -10
    assert badge.text == f"{gain_db:+.1f} dB"
    assert desk.document.undo.undoText() == "Change gain"
    lowered = QPoint(at.x(), round(CLIP_INSET + gain_y(gain_db)))
    mouse(desk.view.canvas, QEvent.Type.MouseButtonDblClick, lowered)
    assert desk.project.clips["one"].gain_db == 0.0


def test_selected_clips_are_gained_together_by_as_many_decibels(desk: Desk) -> None:
    desk.document.apply(arrange.change_gain(desk.project, ["three"], lambda _: -6.0))
    desk.document.set_selected_clips(("one", "three"))
    at = QPoint(desk.point(RATE).x(), round(CLIP_INSET + gain_y(0.0)))
    carry(desk, at, QPoint(0, 5))
    desk.release(at + QPoint(0, 5))
    by = desk.project.clips["one"].gain_db
    assert by < 0
    assert desk.project.clips["three"].gain_db == pytest.approx(-6.0 + by)
    assert desk.document.undo.count() == 2


def gap_end(desk: Desk, line_id: str, row: int = 0) -> QPoint:
    placed = next(at for at in desk.project.layout() if at.clip.line_id == line_id)
    following = next(at for at in desk.project.layout() if at.start > placed.start)
    return desk.point(following.start, row) - QPoint(3, 0)


def test_the_gap_after_a_line_is_dragged_wider_and_reset(desk: Desk) -> None:
    start = gap_end(desk, "one")
    carry(desk, start, QPoint(px(desk, 1.0), 0))
    desk.release(start + QPoint(px(desk, 1.0), 0))
    gap_ms = desk.project.line("one").gap_ms
    assert gap_ms == pytest.approx(1300, abs=30)
    assert gap_ms is not None
    assert desk.start_of("two") == 2 * RATE + gap_ms * RATE // 1000
    assert desk.document.undo.undoText() == "Change gap"
    assert desk.project.line("two").gap_ms is None
    mouse(desk.view.canvas, QEvent.Type.MouseButtonDblClick, gap_end(desk, "one"))
    assert desk.project.line("one").gap_ms is None


def test_no_gap_is_offered_before_a_hand_placed_clip(desk: Desk) -> None:
    desk.document.apply(desk.project.place_clip("two", 5 * RATE))
    found = desk.view.state.table.find("one")
    assert found is not None
    assert found[1].gap == -1


@pytest.mark.parametrize("grip", [0, 1, 2, 3, 4])
def test_escape_takes_every_drag_back(desk: Desk, grip: int) -> None:
    places: list[Callable[[], QPoint]] = [
        lambda: edge(desk, "one", end=True),
        lambda: edge(desk, "one", end=False),
        lambda: corner(desk, "one", end=True),
        lambda: QPoint(desk.point(RATE).x(), round(CLIP_INSET + gain_y(0.0))),
        lambda: gap_end(desk, "one"),
    ]
    before = desk.project.layout(), dict(desk.project.clips)
    start = places[grip]()
    carry(desk, start, QPoint(30, 12))
    assert desk.view.canvas.gestures.drag is not None
    assert desk.view.canvas.gestures.drag.begun
    desk.key(Qt.Key.Key_Escape)
    assert not desk.view.canvas.is_dragging
    desk.release(start + QPoint(30, 12))
    assert (desk.project.layout(), dict(desk.project.clips)) == before
    assert desk.document.undo.count() == 0


def test_the_mouse_says_what_it_would_do(desk: Desk) -> None:
    shapes = {
        Qt.CursorShape.SizeHorCursor: edge(desk, "one", end=True),
        Qt.CursorShape.PointingHandCursor: corner(desk, "one", end=False),
        Qt.CursorShape.SizeVerCursor: QPoint(desk.point(RATE).x(), round(CLIP_INSET + gain_y(0.0))),
        Qt.CursorShape.OpenHandCursor: desk.point(RATE),
        Qt.CursorShape.SplitHCursor: gap_end(desk, "one"),
        Qt.CursorShape.ArrowCursor: desk.point(RATE, row=1),
    }
    for shape, at in shapes.items():
        event = QEvent.Type.MouseMove
        mouse(desk.view.canvas, event, at, Qt.MouseButton.NoButton)
        desk.view.canvas.gestures.hover(at.toPointF())
        desk.view.canvas._show_cursor()
        assert desk.view.canvas.cursor().shape() == shape


def test_nothing_can_be_shaped_in_a_project_that_is_only_looked_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.project.store, "read_only", True)
    start = edge(desk, "one", end=True)
    carry(desk, start, QPoint(-30, 0))
    assert desk.view.canvas.gestures.drag is None
    desk.release(start)
    assert desk.project.clips["one"].length is None
