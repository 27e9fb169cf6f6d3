"""The rows of the pages Engine and Models. Another setting is another row."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.preferences.kinds import Address, Choice, Folder, Folders, Number, Place, Row, Switch

ENGINE = (
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

MODELS = (
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
