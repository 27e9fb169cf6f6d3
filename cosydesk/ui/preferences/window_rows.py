"""The rows of the pages General and Audio. Another setting is another row."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.preferences.kinds import Choice, Device, Number, Press, Row, Switch

GENERAL = (
    Row(
        QT_TRANSLATE_NOOP("Preference", "Language"),
        QT_TRANSLATE_NOOP("Preference", "Of menus, buttons and messages."),
        Choice(
            (
                ("system", QT_TRANSLATE_NOOP("Preference", "Like the system")),
                ("en", "English"),
                ("zh_CN", "简体中文"),
            )
        ),
        "language",
        "locale chinese english 中文 英文 界面语言",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Appearance"),
        QT_TRANSLATE_NOOP("Preference", "Light, dark, or with strong contrast."),
        Choice(
            (
                ("system", QT_TRANSLATE_NOOP("Preference", "Like the system")),
                ("light", QT_TRANSLATE_NOOP("Preference", "Light")),
                ("dark", QT_TRANSLATE_NOOP("Preference", "Dark")),
                ("contrast", QT_TRANSLATE_NOOP("Preference", "High contrast")),
            )
        ),
        "theme",
        "theme colour color night mode 主题 颜色 深色 浅色 夜间 暗色 对比度",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Size"),
        QT_TRANSLATE_NOOP("Preference", "Of everything in the window."),
        Choice(tuple((percent, f"{percent} %") for percent in (100, 125, 150, 175, 200))),
        "scale",
        "scale zoom dpi font large small 缩放 放大 字号 大小",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Follow the playhead"),
        QT_TRANSLATE_NOOP("Preference", "The timeline turns its page while it plays."),
        Switch(),
        "follow_playhead",
        "scroll timeline cursor 滚动 时间轴 播放头 光标",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Open the last project at the start"),
        QT_TRANSLATE_NOOP("Preference", "Otherwise CosyDesk begins with a new one; nothing is deleted."),
        Switch(),
        "reopen_last",
        "restore session startup reopen 恢复 启动 上次 项目",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Recent projects"),
        QT_TRANSLATE_NOOP("Preference", "Empties the list in the menu; the files stay."),
        Press(QT_TRANSLATE_NOOP("Preference", "Clear the list"), "clear_recent"),
        words="history files 历史 最近 文件 清除",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Set-up"),
        QT_TRANSLATE_NOOP("Preference", "What this computer can do, and the model that suits it, once more."),
        Press(QT_TRANSLATE_NOOP("Preference", "Set up this computer…"), "set_up"),
        words="first start again setup wizard model download 首次启动 重新 设置 向导 本机 模型",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Tour"),
        QT_TRANSLATE_NOOP("Preference", "Shows once more what is where in the window."),
        Press(QT_TRANSLATE_NOOP("Preference", "Show the tour"), "tour"),
        words="help introduction first start again tutorial 首次启动 重新 帮助 引导 介绍 教程",
    ),
)

AUDIO = (
    Row(
        QT_TRANSLATE_NOOP("Preference", "Sound output"),
        QT_TRANSLATE_NOOP("Preference", "Where everything is played."),
        Device("output"),
        "audio_output",
        "speaker headphones device playback 扬声器 耳机 播放 设备 输出",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Microphone"),
        QT_TRANSLATE_NOOP("Preference", "What new voices are recorded with."),
        Device("input"),
        "audio_input",
        "input record recording device 录音 输入 麦克风 设备",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Hear lines while they are spoken"),
        QT_TRANSLATE_NOOP("Preference", "A line that you ask for is played before it is done."),
        Switch(),
        "hear_live",
        "live streaming play 边合成边播放 实时 试听",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Loudness shown"),
        QT_TRANSLATE_NOOP("Preference", "The figure at the right end of the status bar."),
        Choice(
            (
                ("momentary", QT_TRANSLATE_NOOP("Preference", "Momentary (0.4 s)")),
                ("short_term", QT_TRANSLATE_NOOP("Preference", "Short-term (3 s)")),
                ("integrated", QT_TRANSLATE_NOOP("Preference", "Integrated (since play)")),
            )
        ),
        "loudness_shown",
        "lufs level meter volume 响度 音量 电平 仪表",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Gap between lines"),
        QT_TRANSLATE_NOOP(
            "Preference", "Silence between the lines of new projects; each project keeps its own."
        ),
        Number(QT_TRANSLATE_NOOP("Preference", " s"), per=1000, most=60, decimals=2, step=0.05),
        "gap_ms",
        "pause silence distance 停顿 静音 间隔 空白",
    ),
)
