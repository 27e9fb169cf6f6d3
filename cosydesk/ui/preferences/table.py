"""The pages of the preferences, and the rows of Export and Privacy. Another setting is another row."""

from __future__ import annotations

from cosydesk.studio.delivery.label import DEFAULT_PRODUCER, clean
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.preferences.engine_rows import ENGINE, MODELS
from cosydesk.ui.preferences.kinds import Choice, Folder, Name, Page, Press, Row, Switch
from cosydesk.ui.preferences.window_rows import AUDIO, GENERAL

_EXPORT = (
    Row(
        QT_TRANSLATE_NOOP("Preference", "Sample format"),
        QT_TRANSLATE_NOOP("Preference", "What the export dialog begins with."),
        Choice(
            (
                ("PCM_16", QT_TRANSLATE_NOOP("Preference", "16 bit")),
                ("PCM_24", QT_TRANSLATE_NOOP("Preference", "24 bit")),
                ("FLOAT", QT_TRANSLATE_NOOP("Preference", "32 bit float")),
            )
        ),
        "export_subtype",
        "wav bit depth subtype pcm 位深 采样格式 导出",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Sample rate"),
        QT_TRANSLATE_NOOP("Preference", "Models speak at 24 kHz; video mostly has 48 kHz."),
        Choice(((24_000, "24 kHz"), (44_100, "44.1 kHz"), (48_000, "48 kHz"))),
        "export_sample_rate",
        "hz khz frequency 采样率 导出",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Channels"),
        QT_TRANSLATE_NOOP(
            "Preference", "Stereo has the same sound on both sides, for programs that want two channels."
        ),
        Choice(
            (
                (1, QT_TRANSLATE_NOOP("Preference", "Mono")),
                (2, QT_TRANSLATE_NOOP("Preference", "Stereo")),
            )
        ),
        "export_channels",
        "mono stereo 单声道 立体声 声道 导出",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Export folder"),
        QT_TRANSLATE_NOOP(
            "Preference", "Where the export dialog begins; it remembers where you exported last."
        ),
        Folder(QT_TRANSLATE_NOOP("Preference", "The music folder")),
        "export_folder",
        "directory path save 目录 路径 保存 导出 文件夹",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Label as made by AI"),
        QT_TRANSLATE_NOOP(
            "Preference",
            "Machine-readable, in the data of exported files, as GB 45438-2025 asks for; it isn't heard.",
        ),
        Switch(),
        "label_exports",
        "aigc ai generated mark watermark gb 45438 标识 标签 隐式 人工智能 生成 水印 导出",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Producer in the label"),
        QT_TRANSLATE_NOOP("Preference", "Who made it: a name or code in Latin letters."),
        Name(DEFAULT_PRODUCER, clean),
        "label_producer",
        "aigc ai company code name 标识 标签 制作者 生产者 单位 名称 编码 导出",
    ),
)

_PRIVACY = (
    Row(
        QT_TRANSLATE_NOOP("Preference", "Keep crash reports"),
        QT_TRANSLATE_NOOP(
            "Preference",
            "When something ends unexpectedly, what happened is written to a file. Nobody gets it.",
        ),
        Switch(),
        "keep_crash_reports",
        "error telemetry diagnostics 崩溃 错误 报告 诊断 遥测",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Crash reports"),
        QT_TRANSLATE_NOOP("Preference", "At most twenty are kept."),
        Press(QT_TRANSLATE_NOOP("Preference", "Delete crash reports"), "delete_crashes"),
        words="remove error logs 删除 崩溃 报告",
    ),
)

PAGES = (
    Page("general", QT_TRANSLATE_NOOP("Preference", "General"), "settings", GENERAL),
    Page("audio", QT_TRANSLATE_NOOP("Preference", "Audio"), "volume-2", AUDIO),
    Page("engine", QT_TRANSLATE_NOOP("Preference", "Engine"), "cpu", ENGINE),
    Page(
        "servers",
        QT_TRANSLATE_NOOP("Preference", "Servers"),
        "monitor",
        words="server remote network address token url host other computer 服务器 远程 网络 地址 令牌 另一台电脑",
    ),
    Page("models", QT_TRANSLATE_NOOP("Preference", "Models"), "download", MODELS),
    Page(
        "shortcuts",
        QT_TRANSLATE_NOOP("Preference", "Shortcuts"),
        "keyboard",
        words="keys keyboard hotkeys bindings 快捷键 键盘 按键 热键",
    ),
    Page("export", QT_TRANSLATE_NOOP("Preference", "Export"), "share", _EXPORT),
    Page(
        "privacy",
        QT_TRANSLATE_NOOP("Preference", "Privacy"),
        "lock",
        _PRIVACY,
        words="telemetry network internet data folders logs 隐私 遥测 网络 联网 数据 日志 文件夹",
    ),
)
