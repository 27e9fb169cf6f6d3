"""Who speaks, where a text says so before the words: ``Ann: …``, ``旁白：…``, ``【旁白】…``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cosydesk.studio.importing import words

_PREFIX = re.compile(
    r"\s*(?:[-–—]\s*)?(?:【(?P<boxed>[^【】]{1,40})】|\[(?P<square>[^\[\]]{1,40})\])?\s*(?P<rest>.*)",
    re.DOTALL,
)
_NAMED = re.compile(r"(?P<name>[^:：]{1,48})(?P<colon>[:：])(?P<rest>.*)", re.DOTALL)
_ASIDE = re.compile(r"\s*[(（][^()（）]{0,40}[)）]\s*$")
_MARKUP = re.compile(r"</?[^<>]*>|\{[^{}]*\}|\*+|_{2,}")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_NAME = re.compile(r"[\w·・•\- ]{1,12}")
_WORD = re.compile(r"#?[^\W_][\w'’.\-#]*")
_SMALL_WORDS = "of the and & de da di du van von der den la le el al bin ibn y e und et no."
_SMALL = frozenset(_SMALL_WORDS.split())
_OTHER_WORDS = """
note notes warning caution attention tip tips hint remember example examples e.g eg i.e ie ps p.s nb n.b
http https ftp file mailto www time date place scene chapter part section step steps figure fig table page
episode act title subject re from to cc tel phone fax email isbn source sources translation translator
answer question result results conclusion summary important update edit look listen well so but and or
however therefore then now first second third finally also because yes no ok okay thus hence meaning
namely remark reminder todo credits copyright subtitles subtitle synced ratio score total price
注意 注 备注 備註 提示 例如 比如 譬如 例 如下 说明 說明 警告 总之 總之 结论 結論 答案 答 问题 問題 问 問 时间 時間
地点 地點 首先 其次 最后 最後 然后 然後 但是 所以 因为 因為 因此 也就是 即 电话 電話 地址 网址 網址 邮箱 来源 來源
出处 日期 标题 標題 字幕 翻译 翻譯 校对 校對 时间轴 時間軸 重要 记住 記住 结果 結果 目标 目標 方法 步骤 步驟 内容 內容
主题 主題 例えば 注意点 つまり 日時 場所
"""
_NO_NAMES = frozenset(_OTHER_WORDS.split())
"""What stands before a colon and isn't somebody."""

_NO_CJK_ENDS = tuple("说說道问問是为為到着著了的地得下点點如像即有要想看听聽知写寫吗嗎呢吧")
_SHARE = 0.25


def prefix(text: str) -> tuple[str, str]:
    """(name, what they say): who may be named before the words; ("", text) where nobody is. Whether a file that
    does it once means it is for `names_of` to say.
    """
    match = _PREFIX.fullmatch(text)
    assert match is not None  # every text matches
    rest = match["rest"]
    if boxed := (match["boxed"] or "").strip():
        if plausible(boxed):
            return cleaned(boxed), rest.lstrip(" :：")
    elif square := (match["square"] or "").strip():
        if rest[:1] in (":", "：") and plausible(square):
            return cleaned(square), rest[1:].strip()
    elif named := _NAMED.fullmatch(rest):
        name, said = _MARKUP.sub("", named["name"]).strip(), named["rest"]
        clock = name[-1:].isdigit() and said[:1].isdigit()
        if said.strip() and not said.startswith(("//", "\\", ":")) and not clock and plausible(name):
            # What opened before the name closes behind it: <b>Ann:</b> Hello, **Ann:** Hello.
            return cleaned(name), re.sub(r"^(?:</[^<>]*>|\*+|_{2,})", "", said.strip()).strip()
    return "", text


def plausible(name: str) -> bool:
    """Whether that may be the name of somebody who speaks."""
    name = cleaned(name)
    if not name or name.casefold() in _NO_NAMES:
        return False
    if _HAN.search(name):
        return (
            _CJK_NAME.fullmatch(name) is not None and not name.isdigit() and not name.endswith(_NO_CJK_ENDS)
        )
    parts = name.split()
    if not 1 <= len(parts) <= 5 or not any(char.isalpha() for char in name):
        return False
    if parts[0].casefold() in _NO_NAMES and not name.isupper():
        return False
    if not all(part in _SMALL or _WORD.fullmatch(part) for part in parts):
        return False
    # A full stop ends a sentence, except after Mr. and the like.
    if any(part.endswith(".") and len(part) > 4 for part in parts) or name.endswith("."):
        return False
    return all(part in _SMALL or not part[0].islower() for part in parts) and not parts[0].isdigit()


def cleaned(name: str) -> str:
    """A name as it is compared: without (V.O.) behind it and signs around it."""
    return " ".join(_ASIDE.sub("", words.plain(name)).strip(' -–—:："“”*').split())


def names_of(texts: Iterable[str]) -> frozenset[str]:
    """The names before the words of these texts that are meant: those that come again, or all where a good part of
    the texts has one.
    """
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        if (":" in text or "：" in text or "】" in text) and (name := prefix(text)[0]):
            counts[name] += 1
    if counts.total() >= _SHARE * total:
        return frozenset(counts)
    return frozenset(name for name, count in counts.items() if count > 1)


def split(lines: Sequence[str], names: frozenset[str]) -> list[tuple[str, list[str]]]:
    """The lines of a cue as (speaker, lines): a line that begins with one of the names begins a part."""
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        name, said = prefix(line) if ":" in line or "：" in line or "】" in line else ("", line)
        if name in names:
            parts.append((name, [said]))
        elif parts:
            parts[-1][1].append(line)
        else:
            parts.append(("", [line]))
    return parts
