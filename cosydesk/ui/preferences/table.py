"""What the pages of the preferences hold: each row once, as data. Another setting is another row here."""

from __future__ import annotations

from dataclasses import dataclass, field

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

CONTEXT = "Preference"
"""Where the texts of the rows are translated."""


@dataclass(frozen=True)
class Choice:
    """One of a few. Attributes: options (value and text, which isn't translated where it has no translation)."""

    options: tuple[tuple[object, str], ...]


@dataclass(frozen=True)
class Switch:
    """On or off."""


@dataclass(frozen=True)
class Number:
    """A number. Attributes: unit (after it), none (said instead of 0), per (the setting's value of one unit shown),
    most (the largest shown), decimals, step.
    """

    unit: str = ""
    none: str = ""
    per: float = 1
    most: float = 100
    decimals: int = 0
    step: float = 1


@dataclass(frozen=True)
class Address:
    """An http address, or nothing. Attributes: example (shown while it is empty)."""

    example: str


@dataclass(frozen=True)
class Folder:
    """A folder. Attributes: own (what empty means), room (whether its free space is told)."""

    own: str
    room: bool = False


@dataclass(frozen=True)
class Folders:
    """Any number of folders."""


@dataclass(frozen=True)
class Device:
    """A sound device that is there now, or was. Attributes: kind (``output`` or ``input``)."""

    kind: str


@dataclass(frozen=True)
class Place:
    """One of the two choices of `EnginePlace`. Attributes: kind (``device`` or ``precision``)."""

    kind: str


@dataclass(frozen=True)
class Press:
    """A button. Attributes: text, command (by which `Doings` knows it)."""

    text: str
    command: str


Control = Choice | Switch | Number | Address | Folder | Folders | Device | Place | Press


@dataclass(frozen=True)
class Row:
    """Attributes:
    label, help: English; translated in `CONTEXT`.
    control: what the person changes it with.
    setting: name of the setting; "" for a button.
    words: what it may be called otherwise, in both languages, for the search.
    """

    label: str
    help: str
    control: Control
    setting: str = ""
    words: str = ""


@dataclass(frozen=True)
class Page:
    """Attributes:
    name: by which it is remembered. title: English. icon: of the list.
    words: for the search, where the page has more on it than rows.
    """

    name: str
    title: str
    icon: str
    rows: tuple[Row, ...] = field(default=())
    words: str = ""


_GENERAL = (
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
        QT_TRANSLATE_NOOP("Preference", "Tour"),
        QT_TRANSLATE_NOOP("Preference", "Shows once more what is where in the window."),
        Press(QT_TRANSLATE_NOOP("Preference", "Show the tour"), "tour"),
        words="help introduction first start tutorial 帮助 引导 介绍 教程",
    ),
)

_AUDIO = (
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

_ENGINE = (
    Row(
        QT_TRANSLATE_NOOP("Preference", "Models run on"),
        QT_TRANSLATE_NOOP("Preference", "The graphics card is faster, the processor is always there."),
        Place("device"),
        "engine_device",
        "device gpu cpu cuda mps graphics card processor nvidia apple 显卡 处理器 设备 加速",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Number format"),
        QT_TRANSLATE_NOOP(
            "Preference", "Smaller formats need less memory; automatic is right nearly always."
        ),
        Place("precision"),
        "engine_precision",
        "precision float16 float32 bfloat16 int8 quantisation 精度 量化 半精度",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Processor threads"),
        QT_TRANSLATE_NOOP("Preference", "More are faster, and leave less for other programs."),
        Number(none=QT_TRANSLATE_NOOP("Preference", "All cores but one"), most=256),
        "engine_threads",
        "cores cpu speed performance 线程 核心 性能 速度",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Free the memory after"),
        QT_TRANSLATE_NOOP(
            "Preference", "Without work for so long, the engine ends; it is back when it is needed."
        ),
        Number(
            QT_TRANSLATE_NOOP("Preference", " min"),
            QT_TRANSLATE_NOOP("Preference", "Never"),
            per=60,
            most=1440,
            decimals=1,
        ),
        "idle_unload_s",
        "idle unload sleep memory vram ram 空闲 卸载 内存 显存 释放",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Load the model at start"),
        QT_TRANSLATE_NOOP("Preference", "The first line speaks at once, for some memory from the beginning."),
        Switch(),
        "warm_up",
        "warm up preload startup 预热 预载 启动 加载",
    ),
)

_MODELS = (
    Row(
        QT_TRANSLATE_NOOP("Preference", "Folder for models"),
        QT_TRANSLATE_NOOP(
            "Preference", "Where models are downloaded to. Those in the old folder stay there, in use."
        ),
        Folder(QT_TRANSLATE_NOOP("Preference", "CosyDesk's own folder"), room=True),
        "models_folder",
        "download directory disk space path 下载 目录 路径 磁盘 空间 文件夹",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Further folders"),
        QT_TRANSLATE_NOOP("Preference", "Models that are found there are used in place."),
        Folders(),
        "more_model_folders",
        "pretrained_models search path directory 目录 路径 搜索 其他文件夹",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Mirror"),
        QT_TRANSLATE_NOOP("Preference", "Another address to download from; empty: ModelScope's own."),
        Address("https://www.modelscope.cn"),
        "hub_endpoint",
        "endpoint url server modelscope hub 镜像 地址 魔搭 服务器",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Proxy"),
        QT_TRANSLATE_NOOP("Preference", "For downloads only; empty: the system's."),
        Address("http://127.0.0.1:7890"),
        "hub_proxy",
        "http network vpn 代理 网络",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Files at the same time"),
        QT_TRANSLATE_NOOP("Preference", "How many files of a model are downloaded side by side."),
        Number(most=8),
        "download_workers",
        "parallel connections speed 并行 并发 连接 下载 速度",
    ),
    Row(
        QT_TRANSLATE_NOOP("Preference", "Transcripts of new voices"),
        QT_TRANSLATE_NOOP("Preference", "What writes down the words of a recording, on this computer."),
        Choice(
            (
                ("auto", QT_TRANSLATE_NOOP("Preference", "The best there is")),
                ("sensevoice", "SenseVoice"),
                ("whisper", "Whisper"),
                ("off", QT_TRANSLATE_NOOP("Preference", "Nothing, I type them")),
            )
        ),
        "recogniser",
        "recognition speech to text asr stt sensevoice whisper 识别 转写 听写 文字稿 语音识别",
    ),
)

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
    Page("general", QT_TRANSLATE_NOOP("Preference", "General"), "settings", _GENERAL),
    Page("audio", QT_TRANSLATE_NOOP("Preference", "Audio"), "volume-2", _AUDIO),
    Page("engine", QT_TRANSLATE_NOOP("Preference", "Engine"), "cpu", _ENGINE),
    Page("models", QT_TRANSLATE_NOOP("Preference", "Models"), "download", _MODELS),
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
