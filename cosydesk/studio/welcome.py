"""The welcome project: a short scene in two languages for three starter voices, ready to be spoken."""

from __future__ import annotations

from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project

_HEART = "starter:af_heart"
_GEORGE = "starter:bm_george"
_XIAOXIAO = "starter:zf_xiaoxiao"

_SCENE: tuple[tuple[str, str], ...] = (
    (_HEART, "Quiet, please. The tape is rolling. Scene one, take one."),
    (
        _GEORGE,
        "In a small studio above a noodle shop, three voices meet for the <strong>very</strong> first time.",
    ),
    (_XIAOXIAO, '楼下的面馆刚开门，热气顺着楼梯往上飘。<break time="400ms"/>这会儿，谁还有心思念台词？'),
    (_HEART, "[breath] Focus, everyone. The noodles will wait."),
    (_GEORGE, "Will they? She has just ordered two bowls."),
    (_XIAOXIAO, "是三碗，我请客。念完这一句，咱们就下楼！"),
)


def welcome_lines() -> list[Line]:
    """The scene's lines, with fresh ids, in order."""
    return [Line(new_id(), text, voice_id) for voice_id, text in _SCENE]


def fill(project: Project) -> None:
    """Put the scene into an empty project, beneath its undo history."""
    project.apply(project.edit_lines([], welcome_lines(), 0))
