"""Manners of speaking (instruct) that the models know from their training, ready to be chosen.

Each generation was taught with texts of its own kind (spec, cosyvoice1.md to cosyvoice3.md): the first with
descriptions of a character in English, the second with requests in Chinese, the third with fixed sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosydesk.servers import is_url, server_for

PINYIN_GENERATION = 3
"""That takes pinyin spelt in its text, such as ``[j][ǐ]``."""
_FILES = {"cosyvoice.yaml": 1, "cosyvoice2.yaml": 2, "cosyvoice3.yaml": 3}


@dataclass(frozen=True, slots=True)
class Preset:
    """A manner.

    Attributes:
        key: stable; the interface has a name for it.
        group: ``"mood"``, ``"delivery"``, ``"character"`` or ``"dialect"``.
        text: what the model is told.
    """

    key: str
    group: str
    text: str


def generation_of(address: str) -> int:
    """The generation (1 to 3) of the model in a folder, or on a server that is kept; 0 for no CosyVoice model."""
    return server_for(address).generation if is_url(address) else _generation_in(address)


@cache
def _generation_in(folder: str) -> int:
    return next((number for name, number in _FILES.items() if (Path(folder) / name).is_file()), 0)


def presets(generation: int) -> tuple[Preset, ...]:
    """The manners that a generation of models was trained with; none for models that take no instruction."""
    return _PRESETS.get(generation, ())


_FIRST = (
    Preset("happy", "mood", "A happy person with a high tone and quick speech."),
    Preset("sad", "mood", "A sad person with a low tone and slow speaking speed."),
    Preset("angry", "mood", "An angry person with a loud, forceful voice and fast speech."),
    Preset("calm", "mood", "A calm person with an even tone and an unhurried pace."),
    Preset("fearful", "mood", "A frightened person with a trembling voice and quick, short breaths."),
    Preset("soft", "delivery", "A gentle person who speaks softly, slowly and close to the listener."),
    Preset("fast", "delivery", "An energetic person with very fast speech."),
    Preset("slow", "delivery", "A thoughtful person with very slow speech."),
    Preset("narrator", "character", "An experienced narrator, warm and composed, who tells a story clearly."),
    Preset("presenter", "character", "A news presenter, serious and precise, with steady speech."),
    Preset("storyteller", "character", "A lively storyteller for children, playful and full of wonder."),
    Preset("mysterious", "character", "A mysterious stranger with a dark, low voice who gives nothing away."),
    Preset("hero", "character", "A brave and passionate leader who rouses others with every word."),
)
_SECOND = (
    Preset("happy", "mood", "用开心的语气说这句话"),
    Preset("sad", "mood", "用伤心的语气说这句话"),
    Preset("angry", "mood", "用生气的语气说这句话"),
    Preset("calm", "mood", "用平静的语气说这句话"),
    Preset("fearful", "mood", "用恐惧的语气说这句话"),
    Preset("soft", "delivery", "用轻柔的声音说这句话"),
    Preset("fast", "delivery", "用很快的语速说这句话"),
    Preset("slow", "delivery", "用很慢的语速说这句话"),
    Preset("yue", "dialect", "用粤语说这句话"),
    Preset("sichuan", "dialect", "用四川话说这句话"),
    Preset("shanghai", "dialect", "用上海话说这句话"),
    Preset("tianjin", "dialect", "用天津话说这句话"),
)
_DIALECTS = {
    "yue": "广东", "northeast": "东北", "gansu": "甘肃", "guizhou": "贵州", "henan": "河南", "hubei": "湖北",
    "hunan": "湖南", "jiangxi": "江西", "minnan": "闽南", "ningxia": "宁夏", "shanxi": "山西", "shaanxi": "陕西",
    "shandong": "山东", "shanghai": "上海", "sichuan": "四川", "tianjin": "天津", "yunnan": "云南",
}  # fmt: skip
_THIRD = (
    Preset("happy", "mood", "请非常开心地说一句话。"),
    Preset("sad", "mood", "请非常伤心地说一句话。"),
    Preset("angry", "mood", "请非常生气地说一句话。"),
    Preset("loud", "delivery", "Please say a sentence as loudly as possible."),
    Preset("soft", "delivery", "Please say a sentence in a very soft voice."),
    Preset("fast", "delivery", "请用尽可能快地语速说一句话。"),
    Preset("slow", "delivery", "请用尽可能慢地语速说一句话。"),
    Preset("robot", "character", "你可以尝试用机器人的方式解答吗？"),
    Preset("piglet", "character", "我想体验一下小猪佩奇风格，可以吗？"),
    *(Preset(key, "dialect", f"请用{name}话表达。") for key, name in _DIALECTS.items()),
)
_PRESETS = {1: _FIRST, 2: _SECOND, 3: _THIRD}
